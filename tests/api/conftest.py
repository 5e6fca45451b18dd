"""The API on a real server, a real ledger and a real Redis; what a worker does is done by hand where it matters."""

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, ExitStack

import httpx
import pytest
from fastapi import FastAPI

from backend.api.app import create_app
from backend.config import Settings
from backend.container import build_services
from backend.jobs import Analyses
from backend.tasks.publisher import CeleryPublisher
from vitae.domain.report import DocumentReport, ErrorInfo, Report, ReportStatus, Run

Serving = Callable[[FastAPI], AbstractContextManager[httpx.Client]]

DOCUMENT = b"Maja Rimac\nmaja@example.org\n\nExperience\n2019 - 2021 Engineer, Example Ltd\n"
REPORT = Report(
    status=ReportStatus.FAILED,
    error=ErrorInfo("document-corrupt", "The file ends in the middle of a page.", "Export it again.", retryable=False),
    document=DocumentReport(),
    unscored="not_analysed",
    run=Run(engine_version="0", filename="cv.txt"),
)
"""The smallest that there is."""


@pytest.fixture
def app(settings: Settings, redis_url: str, point_app_at: Callable[[str], None]) -> FastAPI:
    point_app_at(redis_url)
    return create_app(settings)


@pytest.fixture
def client(app: FastAPI, serving: Serving) -> Iterator[httpx.Client]:
    with serving(app) as client:
        yield client


@pytest.fixture
def client_with(settings: Settings, serving: Serving) -> Iterator[Callable[..., httpx.Client]]:
    """Serve another application, with some settings changed."""
    with ExitStack() as stack:
        yield lambda **changes: stack.enter_context(serving(create_app(settings.model_copy(update=changes))))


@pytest.fixture
def analyses(app: FastAPI, settings: Settings) -> Analyses:
    return build_services(settings).analyses(CeleryPublisher())


@pytest.fixture
def submit(client: httpx.Client) -> Callable[[], str]:
    def submit() -> str:
        answer = client.post("/v1/analyses", files={"file": ("cv.txt", DOCUMENT)})
        assert answer.status_code == 202, answer.text
        return str(answer.json()["id"])

    return submit


@pytest.fixture
def finish(analyses: Analyses) -> Callable[[str], None]:
    """Do what a worker does with a job."""

    def finish(job_id: str) -> None:
        claim = analyses.claim(job_id, "a test")
        assert claim is not None
        assert analyses.complete(claim, REPORT.to_json(), {"status": "succeeded"})

    return finish
