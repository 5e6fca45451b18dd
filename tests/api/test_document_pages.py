"""Pages of documents as images: painted by a worker, handed out to their owner alone."""

import hashlib
from collections.abc import Callable

import httpx
import pytest

from backend.api import page_images
from backend.config import Settings
from backend.container import build_services, now
from backend.jobs import Analyses
from backend.jobs.api_keys import Scope, issue_key
from backend.tasks import render_page_task
from backend.web.routes.home import SAMPLE
from vitae import analyze

PDF = SAMPLE.read_bytes()
PATH = f"/v1/documents/doc_{hashlib.sha256(PDF).hexdigest()}"


@pytest.fixture
def analysed(analyses: Analyses) -> Callable[[bytes], None]:
    """Analyse a document as a worker does."""

    def analysed(data: bytes) -> None:
        claim = analyses.claim(analyses.submit(data, filename="cv").id, "a test")
        assert claim is not None
        assert analyses.complete(claim, analyze(data, isolation="none").to_json(), {"status": "succeeded"})

    return analysed


def test_a_page_is_an_image_that_a_client_may_keep(
    client: httpx.Client, analysed: Callable[[bytes], None], settings: Settings
) -> None:
    analysed(PDF)
    render_page_task(hashlib.sha256(PDF).hexdigest(), 1)

    image = client.get(f"{PATH}/pages/1")
    known = client.get(f"{PATH}/pages/1", headers={"If-None-Match": image.headers["ETag"]})

    assert (image.status_code, image.headers["Content-Type"], image.content[:4]) == (200, "image/png", b"\x89PNG")
    assert "sandbox" in image.headers["Content-Security-Policy"]
    assert (known.status_code, known.content) == (304, b"")


def test_a_page_that_is_not_painted_yet_is_asked_for_again(
    client: httpx.Client, analysed: Callable[[bytes], None], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(page_images, "PATIENCE_SECONDS", 0.0)
    analysed(PDF)

    answer = client.get(f"{PATH}/pages/1", params={"pictures": False})

    assert (answer.status_code, answer.json()["code"]) == (503, "page-image-not-ready")
    assert int(answer.headers["Retry-After"]) > 0


def test_there_is_no_page_beyond_the_last_and_none_of_what_has_no_pages(
    client: httpx.Client, analysed: Callable[[bytes], None]
) -> None:
    text = b"Maja Rimac\nmaja@example.org\n"
    analysed(PDF)
    analysed(text)

    beyond = client.get(f"{PATH}/pages/99")
    without = client.get(f"/v1/documents/doc_{hashlib.sha256(text).hexdigest()}/pages/1")

    assert (beyond.status_code, beyond.json()["code"]) == (404, "page-not-found")
    assert (without.status_code, without.json()["code"]) == (404, "no-pages")


def test_a_document_that_was_never_analysed_has_no_known_pages(client: httpx.Client) -> None:
    client.post("/v1/documents", files={"file": ("cv.pdf", PDF)})

    answer = client.get(f"{PATH}/pages/1")

    assert (answer.status_code, answer.json()["code"]) == (409, "analysis-not-finished")


def test_the_pages_of_another_owners_document_are_unknown(
    client: httpx.Client, analysed: Callable[[bytes], None], settings: Settings
) -> None:
    analysed(PDF)
    key, secret = issue_key("a test", "ben", [Scope.READ], now())
    build_services(settings).keys.add(key, secret)

    answer = client.get(f"{PATH}/pages/1", headers={"X-API-Key": secret})

    assert (answer.status_code, answer.json()["code"]) == (404, "unknown-document")


def test_pages_go_with_their_document(client: httpx.Client, analysed: Callable[[bytes], None]) -> None:
    analysed(PDF)
    client.delete(PATH)

    assert client.get(f"{PATH}/pages/1").json()["code"] == "unknown-document"
