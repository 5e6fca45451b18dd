import threading
import time
from collections.abc import Callable

import httpx
import pytest

from backend.jobs import Analyses
from vitae.domain.errors import DocumentCorrupt

Submit = Callable[[], str]
Finish = Callable[[str], None]
DOCUMENT = ("cv.txt", b"Maja Rimac\nmaja@example.org\n")


def test_a_submission_is_always_accepted_with_the_place_of_its_report(client: httpx.Client) -> None:
    answer = client.post("/v1/analyses", files={"file": DOCUMENT}, data={"as_of": "2025-01-31", "priority": "9"})

    body = answer.json()
    assert answer.status_code == 202
    assert answer.headers["Location"] == body["links"]["self"] == f"/v1/analyses/{body['id']}"
    assert answer.headers["Retry-After"] == "1"
    assert answer.headers["Cache-Control"] == "no-store, private"
    assert (body["state"], body["filename"], body["as_of"], body["priority"]) == ("queued", "cv.txt", "2025-01-31", 9)


@pytest.mark.parametrize(
    "name", ["cv.txt", "../cv.txt", "<b>.txt", "Lebenslauf Müller.txt", "", 'a";x=.txt', "cv\x00.txt"]
)
@pytest.mark.parametrize("content", [DOCUMENT[1], b""], ids=["text", "nothing"])
def test_a_file_alone_is_answered_like_one_beside_a_field(client: httpx.Client, name: str, content: bytes) -> None:
    files = {"file": (name, content)}

    alone, beside = client.post("/v1/analyses", files=files), client.post("/v1/analyses", files=files, data={"x": "y"})

    own = {"id", "request_id", "created_at", "links", "location", "x-request-id", "date"}
    assert alone.status_code == beside.status_code
    assert {k: v for k, v in alone.json().items() if k not in own} == {
        k: v for k, v in beside.json().items() if k not in own
    }
    assert {k: v for k, v in alone.headers.items() if k not in own} == {
        k: v for k, v in beside.headers.items() if k not in own
    }


@pytest.mark.parametrize("names", [["grammar_checker,error_detector"], ["error_detector", "grammar_checker"]])
def test_analyzers_are_named_by_repetition_or_with_commas(client: httpx.Client, names: list[str]) -> None:
    answer = client.post("/v1/analyses", files={"file": DOCUMENT}, data={"analyzers": names})

    assert answer.json()["analyzers"] == ["grammar_checker", "error_detector"]


@pytest.mark.parametrize("rules", [["gap=off,buzzwords = warning"], ["buzzwords=warning", "gap=off"]])
def test_rules_are_set_for_one_submission_by_repetition_or_with_commas(
    client: httpx.Client, analyses: Analyses, rules: list[str]
) -> None:
    body = client.post("/v1/analyses", files={"file": DOCUMENT}, data={"rules": rules}).json()

    claim = analyses.claim(body["id"], "a test")
    assert body["rules"] == {"gap": "off", "buzzwords": "warning"}
    assert claim is not None
    assert claim.job.options == {"rules": body["rules"]}
    assert client.post("/v1/analyses", files={"file": DOCUMENT}).json()["rules"] == {}


@pytest.mark.parametrize(
    ("request_", "status", "code"),
    [
        ({"files": {"file": ("cv.pdf", b"")}}, 422, "document-empty"),
        ({"files": {"file": DOCUMENT}, "data": {"analyzers": "palm_reader"}}, 422, "unknown-analyzer"),
        ({"files": {"file": DOCUMENT}, "data": {"priority": "11"}}, 422, "invalid-option"),
        ({"files": {"file": DOCUMENT}, "data": {"rules": "gap"}}, 422, "invalid-option"),
        ({"files": {"file": DOCUMENT}, "data": {"rules": "gap=loud"}}, 422, "invalid-option"),
        ({"files": {"file": DOCUMENT}, "data": {"rules": "gap=off,palm_lines=off"}}, 422, "invalid-option"),
        ({"files": {"file": DOCUMENT}, "data": {"as_of": "yesterday"}}, 422, "invalid-request"),
        ({"data": {"file": "text"}}, 422, "invalid-request"),
        ({}, 422, "invalid-request"),
        ({"content": b"--x", "headers": {"Content-Type": "multipart/form-data"}}, 400, "malformed-request"),
    ],
)
def test_what_cannot_be_analysed_is_refused_before_anything_is_accepted(
    client: httpx.Client, request_: dict[str, object], status: int, code: str
) -> None:
    answer = client.request("POST", "/v1/analyses", **request_)  # type: ignore[arg-type]

    assert (answer.status_code, answer.json()["code"]) == (status, code)
    assert client.get("/v1/analyses").json()["items"] == []


def test_an_invalid_value_is_pointed_at_without_being_repeated(client: httpx.Client) -> None:
    answer = client.post("/v1/analyses", files={"file": DOCUMENT}, data={"as_of": "yesterday"})

    assert [error["pointer"] for error in answer.json()["errors"]] == ["/body/as_of"]
    assert "yesterday" not in answer.text


def test_a_long_poll_ends_when_the_analysis_does(client: httpx.Client, submit: Submit, finish: Finish) -> None:
    job_id = submit()
    threading.Timer(0.3, finish, [job_id]).start()
    started = time.monotonic()

    body = client.get(f"/v1/analyses/{job_id}", params={"wait": 20}).json()

    assert body["state"] == "succeeded"
    assert body["progress"]["percent"] == 100
    assert time.monotonic() - started < 10


def test_a_long_poll_ends_when_its_time_is_over(client: httpx.Client, submit: Submit) -> None:
    job_id = submit()

    body = client.get(f"/v1/analyses/{job_id}", params={"wait": 0.2}).json()

    assert body["state"] == "queued"


def test_an_analysis_that_waits_for_no_worker_says_so(client: httpx.Client, submit: Submit) -> None:
    job_id = submit()

    body = client.get(f"/v1/analyses/{job_id}").json()

    assert [warning["code"] for warning in body["warnings"]] == ["no-worker"]
    assert "vitae serve" in body["warnings"][0]["hint"]


def test_a_report_before_the_end_is_a_conflict_that_says_when_to_ask_again(
    client: httpx.Client, submit: Submit
) -> None:
    answer = client.get(f"/v1/analyses/{submit()}/result")

    assert (answer.status_code, answer.json()["code"]) == (409, "analysis-not-finished")
    assert answer.headers["Retry-After"] == "1"


@pytest.mark.parametrize(
    ("accept", "media_type"),
    [
        (None, "application/json"),
        ("*/*", "application/json"),
        ("application/*", "application/json"),
        ("application/vnd.jsonresume+json", "application/vnd.jsonresume+json"),
        ("text/html", "text/html; charset=utf-8"),
        ("text/html;q=0.5, application/json;q=0.4", "text/html; charset=utf-8"),
        ("image/png, text/plain;q=0.1", "text/plain; charset=utf-8"),
    ],
)
def test_the_report_comes_in_the_media_type_asked_for(
    client: httpx.Client, submit: Submit, finish: Finish, accept: str | None, media_type: str
) -> None:
    job_id = submit()
    finish(job_id)

    answer = client.get(f"/v1/analyses/{job_id}/result", headers={"Accept": accept} if accept else {})

    assert (answer.status_code, answer.headers["Content-Type"]) == (200, media_type)
    assert answer.headers["Content-Disposition"].startswith(f'attachment; filename="{job_id}.')
    assert answer.headers["X-Content-Type-Options"] == "nosniff"


@pytest.mark.parametrize("accept", ["image/png", "application/json;q=0"])
def test_an_unknown_media_type_is_not_acceptable(
    client: httpx.Client, submit: Submit, finish: Finish, accept: str
) -> None:
    job_id = submit()
    finish(job_id)

    answer = client.get(f"/v1/analyses/{job_id}/result", headers={"Accept": accept})

    assert (answer.status_code, answer.json()["code"]) == (406, "not-acceptable")
    assert "text/html" in answer.json()["detail"]


def test_a_failed_analysis_answers_with_its_own_error(client: httpx.Client, submit: Submit, analyses: Analyses) -> None:
    job_id = submit()
    claim = analyses.claim(job_id, "a test")
    assert claim is not None
    analyses.fail(claim, DocumentCorrupt("The file ends in the middle of a page."))

    status, result = client.get(f"/v1/analyses/{job_id}"), client.get(f"/v1/analyses/{job_id}/result")

    assert (status.json()["state"], status.json()["error"]["code"]) == ("failed", "document-corrupt")
    assert (result.status_code, result.json()["code"]) == (422, "document-corrupt")
    assert result.json()["detail"] == "The file ends in the middle of a page."


def test_cancelling_what_waits_ends_it_at_once_and_a_second_time_changes_nothing(
    client: httpx.Client, submit: Submit
) -> None:
    job_id = submit()

    first, second = (client.post(f"/v1/analyses/{job_id}/cancel") for _ in range(2))

    assert [(answer.status_code, answer.json()["state"]) for answer in (first, second)] == [(200, "cancelled")] * 2
    assert client.get(f"/v1/analyses/{job_id}/result").status_code == 410


def test_cancelling_what_runs_is_accepted_and_takes_effect_later(
    client: httpx.Client, submit: Submit, analyses: Analyses
) -> None:
    job_id = submit()
    analyses.claim(job_id, "a test")

    answer = client.post(f"/v1/analyses/{job_id}/cancel")

    assert (answer.status_code, answer.json()["state"]) == (202, "cancelling")


def test_what_has_ended_cannot_be_cancelled(client: httpx.Client, submit: Submit, finish: Finish) -> None:
    job_id = submit()
    finish(job_id)

    answer = client.post(f"/v1/analyses/{job_id}/cancel")

    assert (answer.status_code, answer.json()["code"]) == (409, "analysis-already-finished")


@pytest.mark.parametrize(("method", "path"), [("GET", ""), ("GET", "/result"), ("POST", "/cancel")])
def test_an_unknown_id_is_not_found(client: httpx.Client, method: str, path: str) -> None:
    answer = client.request(method, f"/v1/analyses/ana_unknown{path}")

    assert (answer.status_code, answer.json()["code"]) == (404, "analysis-not-found")


def test_the_list_shows_the_newest_first(client: httpx.Client, submit: Submit) -> None:
    ids = [submit() for _ in range(3)]

    items = client.get("/v1/analyses", params={"limit": 2}).json()["items"]

    assert [item["id"] for item in items] == ids[:0:-1]


@pytest.mark.parametrize("prefer", ["wait=2", "respond-async, wait=2"])
def test_a_client_may_say_how_long_it_prefers_to_wait(client: httpx.Client, submit: Submit, prefer: str) -> None:
    job_id = submit()
    started = time.monotonic()

    client.get(f"/v1/analyses/{job_id}", headers={"Prefer": prefer})

    assert 1.9 <= time.monotonic() - started < 6


def test_an_unfinished_analysis_says_when_to_ask_again(client: httpx.Client, submit: Submit, finish: Finish) -> None:
    job_id = submit()

    before = client.get(f"/v1/analyses/{job_id}")
    finish(job_id)
    after = client.get(f"/v1/analyses/{job_id}")

    assert before.headers["Retry-After"] == "1"
    assert "Retry-After" not in after.headers


@pytest.mark.parametrize("path", ["", "/result"])
def test_what_a_client_has_already_is_not_sent_again(
    client: httpx.Client, submit: Submit, finish: Finish, path: str
) -> None:
    job_id = submit()
    finish(job_id)
    etag = client.get(f"/v1/analyses/{job_id}{path}").headers["ETag"]

    same, other = (
        client.get(f"/v1/analyses/{job_id}{path}", headers={"If-None-Match": tag}) for tag in (f'"x", W/{etag}', '"x"')
    )

    assert (same.status_code, same.content, same.headers["ETag"]) == (304, b"", etag)
    assert other.status_code == 200


def test_the_etag_changes_with_the_analysis(client: httpx.Client, submit: Submit, finish: Finish) -> None:
    job_id = submit()
    etag = client.get(f"/v1/analyses/{job_id}").headers["ETag"]
    finish(job_id)

    assert client.get(f"/v1/analyses/{job_id}", headers={"If-None-Match": etag}).status_code == 200
