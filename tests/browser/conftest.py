"""The page in a real Chromium: against `vitae serve`, and against a server whose worker is the test itself.

Without Playwright or Chromium the tests are skipped, except where VITAE_BROWSER_REQUIRED is set.
"""

import os
import shutil
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING

import httpx
import pytest
from fastapi import FastAPI

from backend.config import Settings
from backend.container import Services, build_services
from backend.jobs import Analyses, Batches, Claim, JobState
from backend.jobs.batch import ItemQuery
from backend.tasks.attempt import summary_of
from backend.tasks.publisher import CeleryPublisher
from backend.web.app import create_app
from backend.web.routes.home import SAMPLE
from demo.__main__ import service
from vitae import analyze
from vitae.domain.progress import Progress
from vitae.domain.report import OutcomeStatus, Report

if TYPE_CHECKING:
    from playwright.sync_api import Browser, BrowserContext, Page

Serving = Callable[..., AbstractContextManager[httpx.Client]]

CHROMIUM = "/usr/bin/chromium"
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
PATIENCE_MILLISECONDS = 60_000
"""For anything to happen on a busy machine."""
LONGEST_SECONDS = 600
"""For one test, the start of a browser and of the service included."""
EXPECTED_NOISE = ("Failed to load resource",)
"""What Chromium itself says of an answer that is no success; what our scripts make of it is what the tests look at."""


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Keep the tests of the whole service together, so that it starts once, and begin with the longest."""
    here = [item for item in items if item.path.parent == Path(__file__).parent]
    for item in here:
        item.add_marker(pytest.mark.timeout(LONGEST_SECONDS))
        if "served" in getattr(item, "fixturenames", ()):
            item.add_marker(pytest.mark.xdist_group("served"))


if find_spec("playwright") is None and not os.environ.get("VITAE_BROWSER_REQUIRED"):
    collect_ignore_glob = ["test_*.py"]


@pytest.fixture(scope="session")
def chromium() -> Iterator["Browser"]:
    """Start Debian's Chromium."""
    from playwright.sync_api import expect, sync_playwright

    expect.set_options(timeout=PATIENCE_MILLISECONDS)
    found = shutil.which("chromium") or CHROMIUM
    if not Path(found).exists() and not os.environ.get("VITAE_BROWSER_REQUIRED"):
        pytest.skip("there is no Chromium on this machine")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=found, args=FLAGS)
        yield browser
        browser.close()


@pytest.fixture(scope="session")
def served() -> Iterator[str]:
    """Run the whole service, with its own broker and workers; return its address."""
    with service() as url:
        yield url


@pytest.fixture
def open_context(chromium: "Browser") -> Iterator[Callable[..., "BrowserContext"]]:
    """Open browser contexts; a script's error, or a breach of the content security policy, fails the test."""
    complaints: list[str] = []
    opened: list[BrowserContext] = []

    def open_context(base_url: str, **options: object) -> "BrowserContext":
        context = chromium.new_context(base_url=base_url, accept_downloads=True, **options)  # type: ignore[arg-type,unused-ignore]
        context.set_default_timeout(PATIENCE_MILLISECONDS)
        context.on("weberror", lambda error: complaints.append(str(error.error)))
        context.on("console", lambda said: complaints.append(said.text) if said.type == "error" else None)
        opened.append(context)
        return context

    yield open_context
    for context in opened:
        context.close()
    assert [text for text in complaints if not text.startswith(EXPECTED_NOISE)] == []


@pytest.fixture
def page(open_context: Callable[..., "BrowserContext"], served: str) -> "Page":
    """Return a page on the whole service."""
    return open_context(served).new_page()


@dataclass(slots=True)
class Stage:
    """A server whose worker is the test: it decides how far an analysis is."""

    url: str
    analyses: Analyses
    batches: Batches
    services: Services
    claims: dict[str, Claim] = field(default_factory=dict)

    def submit(self, data: bytes = b"", filename: str = SAMPLE.name) -> str:
        """Hand a document in; nobody works on it."""
        return self.analyses.submit(data or SAMPLE.read_bytes(), filename=filename, is_fresh=True).id

    def advance(self, job_id: str, stage: str, done: int, **found: int) -> None:
        """Work up to a stage; `found` is how much the analyzers before it found."""
        if job_id not in self.claims:
            claim = self.analyses.claim(job_id, "a test")
            assert claim is not None
            self.claims[job_id] = claim
        self.services.progress.extend(job_id, [(datetime.now(UTC), Progress(stage, done, 9, found))])

    def keep(self, job_id: str, stage: str) -> None:
        """Work up to a stage, as one that takes long: what is finished by then can be read."""
        seen: list[tuple[Progress, Report]] = []
        job = self.claims[job_id].job

        def look(progress: Progress) -> None:
            if progress.stage == stage and progress.so_far is not None:
                seen.append((progress, progress.so_far()))

        data = self.services.blobs.read(job.document_sha256)
        analyze(data, isolation="none", filename=job.filename, on_progress=look)
        ((progress, report),) = seen
        done = [name for name, one in (report.analyzers or {}).items() if one.status is OutcomeStatus.COMPLETED]
        assert self.services.partials.keep(self.claims[job_id], report.to_json_bytes(), done)
        self.services.progress.extend(job_id, [(datetime.now(UTC), progress)])

    def finish(self, job_id: str) -> str:
        """Do the rest of the work, pages included, and return the id."""
        from backend.tasks import render_page_task

        self.advance(job_id, "report", 8)
        job = self.claims[job_id].job
        report = analyze(self.services.blobs.read(job.document_sha256), isolation="none", filename=job.filename)
        assert self.analyses.complete(self.claims[job_id], report.to_json(), summary_of(report))
        for number in range(1, (report.document.page_count or 0) + 1):
            render_page_task(job.document_sha256, number)
        return job_id

    def analyse_batch(self, batch_id: str) -> None:
        """Close a batch and do the work on all of it that waits."""
        self.batches.close(batch_id)
        waiting = ItemQuery(frozenset({JobState.QUEUED}), limit=200)
        for job in self.batches.items(batch_id, waiting).jobs:
            self.finish(job.id)


@pytest.fixture
def app(settings: Settings, redis_url: str, point_app_at: Callable[[str], None]) -> FastAPI:
    """Return the application that a stage serves."""
    point_app_at(redis_url)
    return create_app(settings)


@pytest.fixture
def stage(settings: Settings, app: FastAPI, serving: Serving) -> Iterator[Stage]:
    services = build_services(settings)
    publisher = CeleryPublisher()
    with serving(app) as client:
        yield Stage(str(client.base_url), services.analyses(publisher), services.batches(publisher), services)
