"""The API on a real server, a real ledger and a real Redis; what a worker does is done by hand where it matters."""

import socket
import threading
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager

import httpx
import pytest
import uvicorn
from fastapi import FastAPI

from backend.api.app import create_app
from backend.config import Settings
from backend.container import build_services
from backend.jobs import Analyses
from backend.tasks.publisher import CeleryPublisher
from vitae.domain.report import DocumentReport, ErrorInfo, Report, ReportStatus, Run

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
def client(app: FastAPI) -> Iterator[httpx.Client]:
    with client_of(app) as client:
        yield client


@pytest.fixture
def client_with(settings: Settings) -> Iterator[Callable[..., httpx.Client]]:
    """Serve another application, with some settings changed."""
    with ExitStack() as stack:
        yield lambda **changes: stack.enter_context(client_of(create_app(settings.model_copy(update=changes))))


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


@contextmanager
def client_of(app: FastAPI) -> Iterator[httpx.Client]:
    """Serve the application on a free port as long as the block runs, and return a client of it."""
    server = uvicorn.Server(uvicorn.Config(app, log_config=None, timeout_graceful_shutdown=1))
    with socket.create_server(("127.0.0.1", 0)) as listener:
        thread = threading.Thread(target=server.run, kwargs={"sockets": [listener]}, daemon=True)
        thread.start()
        url = f"http://127.0.0.1:{listener.getsockname()[1]}"
        with httpx.Client(base_url=url, timeout=30, trust_env=False) as client:
            yield client
        server.should_exit = True
        thread.join()
