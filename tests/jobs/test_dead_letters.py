"""Documents that were set aside: listed, tried again on request, dropped."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from backend.errors import (
    AnalysisAlreadyFinished,
    AnalysisNotFinished,
    AnalysisNotFound,
    AnalysisTimedOut,
)
from backend.jobs import Analyses, Job, JobState
from backend.storage.blobs import FileBlobStore
from vitae.domain.errors import DocumentNotFound

if TYPE_CHECKING:
    from pathlib import Path

    from tests.jobs.conftest import RememberingPublisher


def set_aside(analyses: Analyses, document: bytes = b"poison", owner: str = "local") -> Job:
    job = analyses.submit(document, filename="cv.pdf", owner=owner, priority=8)
    while claim := analyses.claim(job.id, "worker"):
        analyses.lose(claim, AnalysisTimedOut("It was ended after 120 seconds."))
    return analyses.status(job.id).job


def test_only_the_owners_dead_letters_are_listed_the_latest_first(analyses: Analyses) -> None:
    analyses.submit(b"good")
    mine = [set_aside(analyses).id for _ in range(2)]
    set_aside(analyses, owner="bob")

    assert {job.id for job in analyses.dead_letters()} == set(mine)
    assert len(analyses.dead_letters(limit=1)) == 1


def test_a_retry_is_a_new_job_of_the_same_document(analyses: Analyses, publisher: RememberingPublisher) -> None:
    dead = set_aside(analyses)

    again = analyses.retry(dead.id)

    assert again.id != dead.id
    assert (again.state, again.attempt, again.retry_of) == (JobState.QUEUED, 0, dead.id)
    same = ("owner", "filename", "document_sha256", "size", "analyzers", "as_of", "queue", "priority")
    assert [getattr(again, name) for name in same] == [getattr(dead, name) for name in same]
    assert publisher.published[-1] == again
    assert analyses.dead_letters() == ()
    assert (analyses.status(dead.id).job.state, analyses.status(dead.id).job.retried_as) == (JobState.FAILED, again.id)


def test_what_has_not_ended_or_has_succeeded_is_not_tried_again(analyses: Analyses) -> None:
    job = analyses.submit(b"good")
    with pytest.raises(AnalysisNotFinished, match="queued"):
        analyses.retry(job.id)
    claim = analyses.claim(job.id, "worker")
    assert claim is not None
    analyses.complete(claim, "{}", {})

    with pytest.raises(AnalysisAlreadyFinished):
        analyses.retry(job.id)


def test_a_retry_without_a_document_is_refused(analyses: Analyses, data_dir: Path) -> None:
    dead = set_aside(analyses)
    FileBlobStore(data_dir / "blobs").delete_unless(dead.document_sha256, lambda _: False)

    with pytest.raises(DocumentNotFound):
        analyses.retry(dead.id)
    assert [job.id for job in analyses.dead_letters()] == [dead.id]


def test_a_dropped_dead_letter_stays_failed_and_is_listed_no_more(analyses: Analyses) -> None:
    dead = set_aside(analyses)

    assert analyses.drop_dead_letter(dead.id).state is JobState.FAILED

    assert analyses.dead_letters() == ()
    with pytest.raises(AnalysisNotFound):
        analyses.drop_dead_letter(dead.id)
