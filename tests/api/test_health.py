import httpx
import pytest

from vitae.version import __version__


def test_liveness_asks_nobody(client: httpx.Client) -> None:
    assert client.get("/livez").json() == {"status": "ok"}


def test_readiness_names_what_is_missing_and_how_long_the_look_took(client: httpx.Client) -> None:
    answer = client.get("/readyz")

    checks = answer.json()["checks"]
    assert answer.status_code == 503
    assert {name: check["ok"] for name, check in checks.items()} == {"ledger": True, "broker": True, "worker": False}
    assert all(check["ms"] >= 0 for check in checks.values())
    assert checks["worker"]["detail"] == "No worker answers."


def test_the_version_is_that_of_the_package(client: httpx.Client) -> None:
    assert client.get("/version").json() == {"version": __version__, "report_schema": "1.0"}


def test_the_openapi_document_describes_problems_as_what_they_are(client: httpx.Client) -> None:
    document = client.get("/openapi.json").json()

    operations = [operation for path in document["paths"].values() for operation in path.values()]
    assert {operation["operationId"] for operation in operations} >= {"submit_analysis", "get_result", "readyz"}
    for operation in operations:
        for name in ("4XX", "5XX"):
            assert list(operation["responses"][name]["content"]) == ["application/problem+json"]


@pytest.mark.parametrize("path", ["/docs", "/redoc"])
def test_no_page_loads_scripts_from_elsewhere(client: httpx.Client, path: str) -> None:
    assert client.get(path).status_code == 404
