"""The page on a real server, a real ledger and a real Redis; a worker's part is done in this process."""

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from typing import Any

import httpx
import pytest
from fastapi import FastAPI
from lxml import html

from backend.config import Settings
from backend.container import build_services
from backend.jobs import Analyses
from backend.tasks.attempt import summary_of
from backend.tasks.publisher import CeleryPublisher
from backend.web.app import create_app
from backend.web.routes.home import SAMPLE
from vitae import analyze

Serving = Callable[[FastAPI], AbstractContextManager[httpx.Client]]

BROWSER = {"Accept": "text/html,application/xhtml+xml,*/*;q=0.8"}


@pytest.fixture
def app(settings: Settings, redis_url: str, point_app_at: Callable[[str], None]) -> FastAPI:
    point_app_at(redis_url)
    return create_app(settings)


@pytest.fixture
def client(app: FastAPI, serving: Serving) -> Iterator[httpx.Client]:
    with serving(app) as client:
        client.headers.update(BROWSER)
        yield client


@pytest.fixture
def analyses(app: FastAPI, settings: Settings) -> Analyses:
    return build_services(settings).analyses(CeleryPublisher())


@pytest.fixture
def finished(analyses: Analyses) -> Callable[..., str]:
    """Submit a document, do a worker's part, and return the id."""

    def finished(data: bytes = b"", filename: str = SAMPLE.name) -> str:
        data = data or SAMPLE.read_bytes()
        job = analyses.submit(data, filename=filename, is_fresh=True)
        claim = analyses.claim(job.id, "a test")
        assert claim is not None
        report = analyze(data, isolation="none", filename=filename)
        assert analyses.complete(claim, report.to_json(), summary_of(report))
        return job.id

    return finished


@pytest.fixture
def page_of(client: httpx.Client) -> Callable[..., Any]:
    """Fetch a page that is there, and return its document."""

    def page_of(path: str, status: int = 200) -> Any:
        answer = client.get(path, follow_redirects=True)
        assert answer.status_code == status, answer.text
        return html.document_fromstring(answer.text)

    return page_of
