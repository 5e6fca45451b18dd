import httpx

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
