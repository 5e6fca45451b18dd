"""Who may come in, and what they see there."""

from collections.abc import Callable

import httpx
import pytest

from backend.api.gate import BELIEVED_SECONDS
from backend.config import Settings
from backend.container import build_services, now
from backend.jobs.api_keys import Scope, issue_key

DOCUMENT = {"file": ("cv.txt", b"Maja Rimac\nmaja@example.org\n")}
ClientWith = Callable[..., httpx.Client]
MakeKey = Callable[..., str]


@pytest.fixture
def make_key(settings: Settings) -> MakeKey:
    def make(owner: str = "ana", *scopes: Scope) -> str:
        key, secret = issue_key("a test", owner, scopes or (Scope.READ, Scope.ANALYZE), now())
        build_services(settings).keys.add(key, secret)
        return secret

    return make


def bearer(secret: str) -> dict[str, str]:
    return {"Authorization": f"Bearer {secret}"}


@pytest.mark.parametrize("host", ["127.0.0.1", "127.0.0.1:8000", "localhost", "LOCALHOST:80", "[::1]:8000"])
def test_who_sits_at_this_machine_needs_no_key(client: httpx.Client, host: str) -> None:
    assert client.get("/v1/analyses", headers={"Host": host}).status_code == 200


@pytest.mark.parametrize("host", ["rebound.example", "127.0.0.1.example.org", "192.0.2.1", "[::1", "a:b:c", ""])
def test_a_name_from_elsewhere_that_leads_here_opens_nothing(client: httpx.Client, host: str) -> None:
    answer = client.get("/v1/analyses", headers={"Host": host})

    assert (answer.status_code, answer.json()["code"]) == (403, "foreign-host")


@pytest.mark.parametrize("header", ["Authorization", "X-API-Key", "Cookie"])
def test_a_key_opens_whatever_host_is_named(client: httpx.Client, make_key: MakeKey, header: str) -> None:
    value = {"Authorization": "bearer {}", "X-API-Key": "{}", "Cookie": "a=b; vitae_key={}"}[header].format(make_key())

    assert client.get("/v1/analyses", headers={"Host": "vitae.example", header: value}).status_code == 200


@pytest.mark.parametrize("credentials", [{}, {"Authorization": "Basic YTpi"}, {"Cookie": "vitae_key="}])
def test_where_a_key_is_required_nothing_else_opens(client_with: ClientWith, credentials: dict[str, str]) -> None:
    answer = client_with(require_api_key=True).get("/v1/analyses", headers=credentials)

    assert (answer.status_code, answer.json()["code"]) == (401, "unauthenticated")
    assert answer.headers["WWW-Authenticate"] == "Bearer"


@pytest.mark.parametrize("secret", ["vitae_wrong", "x" * 5000, "Müller"])
def test_a_key_that_is_none_is_refused_also_at_this_machine(client: httpx.Client, secret: str) -> None:
    answer = client.get("/v1/analyses", headers=[(b"X-API-Key", secret.encode())])

    assert (answer.status_code, answer.json()["code"]) == (401, "unauthenticated")


@pytest.mark.parametrize("path", ["/livez", "/version", "/openapi.json", "/problems"])
def test_what_tells_nothing_of_anybody_needs_no_key(client_with: ClientWith, path: str) -> None:
    answer = client_with(require_api_key=True).get(path, headers={"Host": "vitae.example"})

    assert answer.status_code == 200


@pytest.mark.parametrize(
    ("scope", "method", "path", "status"),
    [
        (Scope.READ, "GET", "/v1/analyses", 200),
        (Scope.READ, "POST", "/v1/analyses", 403),
        (Scope.READ, "GET", "/v1/tasks/1", 403),
        (Scope.ANALYZE, "GET", "/v1/analyses", 403),
        (Scope.ANALYZE, "POST", "/v1/analyses", 202),
        (Scope.ADMIN, "POST", "/v1/analyses", 403),
    ],
)
def test_a_key_is_good_for_its_scopes_only(
    client: httpx.Client, make_key: MakeKey, scope: Scope, method: str, path: str, status: int
) -> None:
    files = DOCUMENT if method == "POST" else None

    answer = client.request(method, path, files=files, headers=bearer(make_key("ana", scope)))

    assert answer.status_code == status


@pytest.mark.parametrize(
    ("method", "place"), [("GET", ""), ("GET", "/result"), ("GET", "/events"), ("POST", "/cancel")]
)
def test_another_owners_analysis_is_as_unknown_as_one_that_never_was(
    client: httpx.Client, make_key: MakeKey, method: str, place: str
) -> None:
    mine = client.post("/v1/analyses", files=DOCUMENT, headers=bearer(make_key("ana"))).json()["id"]

    theirs, nobodys = (
        client.request(method, f"/v1/analyses/{job_id}{place}", headers=bearer(make_key("ben")))
        for job_id in (mine, "ana_never")
    )

    assert (theirs.status_code, theirs.json()["code"]) == (404, "analysis-not-found")
    assert theirs.json()["detail"].replace(mine, "X") == nobodys.json()["detail"].replace("ana_never", "X")


def test_another_owners_batch_is_unknown_too(client: httpx.Client, make_key: MakeKey) -> None:
    files = [("files", DOCUMENT["file"])]
    links = client.post("/v1/batches", files=files, headers=bearer(make_key("ana"))).json()["links"]
    ben = bearer(make_key("ben"))

    answers = [client.get(links[name], headers=ben) for name in ("self", "items", "events", "results")]
    answers += [client.post(links[name], headers=ben) for name in ("close", "cancel", "retry-failed")]

    assert {(answer.status_code, answer.json()["code"]) for answer in answers} == {(404, "batch-not-found")}


def test_everyone_lists_their_own_only(client: httpx.Client, make_key: MakeKey) -> None:
    ana, second_key_of_ana, ben = make_key("ana"), make_key("ana"), make_key("ben")
    client.post("/v1/analyses", files=DOCUMENT, headers=bearer(ana))

    seen = {name: len(client.get("/v1/analyses", headers=bearer(key)).json()["items"])
            for name, key in {"ana": ana, "again": second_key_of_ana, "ben": ben}.items()}  # fmt: skip

    assert seen == {"ana": 1, "again": 1, "ben": 0}
    assert client.get("/v1/analyses").json()["items"] == []


def test_a_revoked_key_opens_nothing(client: httpx.Client, make_key: MakeKey, settings: Settings) -> None:
    secret, keys = make_key(), build_services(settings).keys
    keys.revoke(keys.all()[0].id, now())

    assert client.get("/v1/analyses", headers=bearer(secret)).status_code == 401
    assert BELIEVED_SECONDS <= 5


def test_a_key_that_asks_too_often_is_told_when_to_come_back(client_with: ClientWith, make_key: MakeKey) -> None:
    client, busy, other = client_with(rate_limit_per_minute=3), bearer(make_key()), bearer(make_key())

    answers = [client.get("/v1/analyses", headers=busy) for _ in range(4)]

    assert [answer.status_code for answer in answers] == [200, 200, 200, 429]
    assert answers[-1].json()["code"] == "rate-limited"
    assert 1 <= int(answers[-1].headers["Retry-After"]) <= 20
    assert [answer.headers["RateLimit"].split(";")[1] for answer in answers] == ["r=2", "r=1", "r=0", "r=0"]
    assert client.get("/v1/analyses", headers=other).status_code == 200
    assert all(client.get("/v1/analyses").status_code == 200 for _ in range(5))
