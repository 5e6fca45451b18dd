"""Erased is erased: no byte of a document, its text, its report or its pages is left, and nobody else loses any."""

import zlib
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from backend.config import Settings
from backend.container import Services, build_services, now
from backend.errors import AnalysisErased, AnalysisNotFinished
from backend.jobs import Analyses
from backend.jobs.page_images import PageImageKey, PageImageRecord
from backend.tasks.publisher import CeleryPublisher

CANARY = b"Zephyrine Quillfeather"
REPORT = b'{"run": {}, "text": "Zephyrine Quillfeather"}'
Finish = Callable[..., str]


@pytest.fixture
def services(settings: Settings, redis_url: str, point_app_at: Callable[[str], None]) -> Services:
    point_app_at(redis_url)
    return build_services(settings)


@pytest.fixture
def analyses(services: Services) -> Analyses:
    return services.analyses(CeleryPublisher())


@pytest.fixture
def finish(services: Services, analyses: Analyses) -> Finish:
    """Hand a document in, do a worker's part with a report that quotes it, and paint its page."""

    def finish(owner: str = "local") -> str:
        job = analyses.submit(CANARY, filename=f"{CANARY.decode()}.txt", owner=owner, is_fresh=True)
        claim = analyses.claim(job.id, "a test")
        assert claim is not None
        analyses.complete(claim, REPORT, {"status": "succeeded"})
        image = services.blobs.put(b"a picture of " + CANARY)
        record = PageImageRecord(PageImageKey(job.document_sha256, 1), image, "image/png", now())
        services.page_images.add_page_image(record)
        return job.id

    return finish


def files_with_the_canary(folder: Path) -> list[Path]:
    """Return the files that hold the text, the file's name, or the stored form of the report."""
    signs = (CANARY, zlib.compress(REPORT))
    return [path for path in folder.rglob("*") if path.is_file() and any(sign in path.read_bytes() for sign in signs)]


def test_nothing_of_the_document_is_left_in_any_file(
    services: Services, finish: Finish, analyses: Analyses, data_dir: Path
) -> None:
    job_id = finish()
    assert len(files_with_the_canary(data_dir)) >= 3  # document, image, ledger

    services.erasure.erase(job_id)

    assert files_with_the_canary(data_dir) == []
    with pytest.raises(AnalysisErased):
        analyses.result(job_id)
    assert services.store.report(job_id) is None
    assert analyses.list_recent() == ()


def test_the_page_images_go_with_the_document(services: Services, finish: Finish) -> None:
    job_id = finish()
    job: Any = services.store.find(job_id)

    services.erasure.erase(job_id)

    assert services.page_images.find_page_image(PageImageKey(job.document_sha256, 1)) is None


def test_what_another_analysis_needs_stays(services: Services, finish: Finish, analyses: Analyses) -> None:
    first, other = finish(), finish(owner="somebody else")

    services.erasure.erase(first)

    job: Any = services.store.find(other)
    assert services.blobs.read(job.document_sha256) == CANARY
    assert analyses.result(other)["text"] == CANARY.decode()


def test_what_has_not_ended_is_not_erased(services: Services, analyses: Analyses) -> None:
    job = analyses.submit(CANARY)

    with pytest.raises(AnalysisNotFinished):
        services.erasure.erase(job.id)
    assert services.blobs.read(job.document_sha256) == CANARY


def test_erasing_twice_changes_nothing(services: Services, finish: Finish) -> None:
    job_id = finish()
    services.erasure.erase(job_id)

    services.erasure.erase(job_id)


def test_the_same_document_can_be_handed_in_again(services: Services, finish: Finish, analyses: Analyses) -> None:
    services.erasure.erase(finish())

    again = analyses.submit(CANARY)

    assert not again.is_finished
    assert services.blobs.read(again.document_sha256) == CANARY
