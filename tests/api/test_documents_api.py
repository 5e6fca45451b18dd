"""Documents: kept once for their owner, analysed again and again, given back as they came."""

from collections.abc import Callable
from urllib.parse import quote

import httpx
import pytest

from backend.config import Settings
from backend.container import build_services, now
from backend.jobs.api_keys import Scope, issue_key

TEXT = b"Maja Rimac\nmaja@example.org\n"
PATH = "/v1/documents"


def test_a_document_is_kept_once_and_needs_no_analysis(client: httpx.Client) -> None:
    first, second = (client.post(PATH, files={"file": ("cv.txt", TEXT)}) for _ in range(2))

    assert (first.status_code, second.status_code) == (201, 200)
    assert first.headers["Location"] == second.headers["Location"] == first.json()["links"]["self"]
    assert client.get(first.headers["Location"]).json()["bytes"] == len(TEXT)


def test_a_document_that_is_there_can_be_analysed_by_its_id(client: httpx.Client) -> None:
    document = client.post(PATH, files={"file": ("cv.txt", TEXT)}).json()

    analysis = client.post("/v1/analyses", data={"document_id": document["id"], "priority": "7"}).json()

    assert (analysis["document_id"], analysis["filename"], analysis["priority"]) == (document["id"], "cv.txt", 7)
    assert [one["id"] for one in client.get(document["links"]["analyses"]).json()["items"]] == [analysis["id"]]


def test_what_was_handed_in_with_an_analysis_is_a_document_too(client: httpx.Client, submit: Callable[[], str]) -> None:
    analysis = client.get(f"/v1/analyses/{submit()}").json()

    document = client.get(analysis["links"]["document"]).json()

    assert (document["id"], document["filename"]) == (analysis["document_id"], "cv.txt")


@pytest.mark.parametrize("data", [{}, {"document_id": "doc_unknown"}, {"document_id": f"doc_{'0' * 64}"}])
def test_a_submission_needs_a_document_that_is_there(client: httpx.Client, data: dict[str, str]) -> None:
    answer = client.post("/v1/analyses", data=data)

    assert answer.status_code in (404, 422)
    assert answer.json()["code"] == ("unknown-document" if data else "invalid-request")


def test_a_file_and_an_id_together_are_one_too_many(client: httpx.Client) -> None:
    document = client.post(PATH, files={"file": ("cv.txt", TEXT)}).json()

    answer = client.post("/v1/analyses", files={"file": ("cv.txt", TEXT)}, data={"document_id": document["id"]})

    assert (answer.status_code, answer.json()["code"]) == (422, "invalid-request")


def test_the_file_comes_back_as_a_harmless_attachment_whole_or_in_part(client: httpx.Client) -> None:
    page = b"<!doctype html><script>alert(1)</script>"
    links = client.post(PATH, files={"file": ("cv <é>.html", page)}).json()["links"]

    whole, part = client.get(links["file"]), client.get(links["file"], headers={"Range": "bytes=0-8"})

    assert (whole.content, whole.headers["Content-Type"]) == (page, "application/octet-stream")
    assert whole.headers["Content-Disposition"] == f"attachment; filename*=utf-8''{quote('cv <é>.html')}"
    assert "sandbox" in whole.headers["Content-Security-Policy"]
    assert (part.status_code, part.content) == (206, page[:9])
    assert client.get(links["file"], headers={"Range": "bytes=900-"}).status_code == 416
    assert client.get(links["file"], headers={"If-None-Match": whole.headers["ETag"]}).status_code == 304


def test_the_text_is_that_of_the_latest_analysis(
    client: httpx.Client, submit: Callable[[], str], finish: Callable[[str], None]
) -> None:
    job_id = submit()
    links = client.get(client.get(f"/v1/analyses/{job_id}").json()["links"]["document"]).json()["links"]

    before = client.get(links["text"])
    finish(job_id)
    after = client.get(links["text"])

    assert (before.status_code, before.json()["code"]) == (409, "analysis-not-finished")
    assert (after.status_code, after.headers["Content-Type"]) == (200, "text/plain; charset=utf-8")


@pytest.mark.parametrize("place", ["", "/file", "/text"])
def test_another_owners_document_is_unknown(client: httpx.Client, settings: Settings, place: str) -> None:
    key, secret = issue_key("a test", "ben", [Scope.READ], now())
    build_services(settings).keys.add(key, secret)
    document = client.post(PATH, files={"file": ("cv.txt", TEXT)}).json()

    answer = client.get(f"{PATH}/{document['id']}{place}", headers={"X-API-Key": secret})

    assert (answer.status_code, answer.json()["code"]) == (404, "unknown-document")


@pytest.mark.parametrize("identifier", ["doc_", "doc_../../etc/passwd", "x", "doc_%00", "doc_" + "g" * 64])
def test_what_is_no_id_of_a_document_finds_none(client: httpx.Client, identifier: str) -> None:
    assert client.get(f"{PATH}/{quote(identifier, safe='%')}/file").status_code == 404
