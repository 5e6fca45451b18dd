"""Status and result: what is told of a job in every state."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

import pytest

from backend.errors import (
    AnalysisCancelled,
    AnalysisExpired,
    AnalysisNotFinished,
    AnalysisNotFound,
    InternalError,
)
from backend.jobs import Analyses, JobState
from backend.jobs.failures import error_from
from backend.storage.progress import RedisProgressLog
from vitae.domain.errors import DocumentCorrupt, VitaeError
from vitae.domain.progress import Progress
from vitae.domain.report import ErrorInfo

if TYPE_CHECKING:
    from tests.jobs.conftest import StandingClock

REPORT = '{"status": "succeeded", "document": {"text": "Zoë"}, "run": {}}'


def concrete_errors(kind: type[VitaeError] = VitaeError) -> list[type[VitaeError]]:
    below = [error for child in kind.__subclasses__() for error in concrete_errors(child)]
    return ([kind] if kind.code else []) + below


def finish(analyses: Analyses) -> str:
    job = analyses.submit(b"a document")
    claim = analyses.claim(job.id, "worker")
    assert claim is not None
    assert analyses.complete(claim, REPORT, {"keywords": 12})
    return job.id


def test_the_result_of_a_finished_job_is_its_report(analyses: Analyses) -> None:
    job_id = finish(analyses)

    job = analyses.status(job_id).job

    report = analyses.result(job_id)
    assert (report["status"], report["document"]) == ("succeeded", {"text": "Zoë"})
    assert job.state is JobState.SUCCEEDED
    assert job.summary == {"keywords": 12}
    assert job.holder is None


def test_an_unknown_id_is_not_found_by_anyone(analyses: Analyses) -> None:
    for ask in (analyses.status, analyses.result, analyses.cancel):
        with pytest.raises(AnalysisNotFound, match="ana_unknown"):
            ask("ana_unknown")
    assert analyses.claim("ana_unknown", "worker") is None


def test_there_is_no_result_while_a_job_waits_or_runs(analyses: Analyses) -> None:
    job = analyses.submit(b"a document")

    with pytest.raises(AnalysisNotFinished, match="queued"):
        analyses.result(job.id)
    analyses.claim(job.id, "worker")
    with pytest.raises(AnalysisNotFinished, match="running"):
        analyses.result(job.id)


def test_a_cancelled_job_has_no_result(analyses: Analyses) -> None:
    job = analyses.submit(b"a document")
    analyses.cancel(job.id)

    with pytest.raises(AnalysisCancelled):
        analyses.result(job.id)


@pytest.mark.parametrize("kind", concrete_errors(), ids=lambda kind: kind.code)
def test_a_failed_job_raises_the_very_error_that_ended_it(kind: type[VitaeError], analyses: Analyses) -> None:
    job = analyses.submit(b"a document")
    claim = analyses.claim(job.id, "worker")
    assert claim is not None
    analyses.fail(claim, kind("This is what happened."))

    with pytest.raises(kind) as caught:
        analyses.result(job.id)

    assert type(caught.value) is kind
    assert caught.value.detail == "This is what happened."


def test_an_error_that_this_version_does_not_know_is_an_internal_one() -> None:
    error = error_from(ErrorInfo("from-the-future", "Something else happened.", "", retryable=False))

    assert type(error) is InternalError


def test_a_job_past_its_retention_is_expired_and_not_unknown(analyses: Analyses, clock: StandingClock) -> None:
    job_id = finish(analyses)
    clock.advance(timedelta(days=7))

    for ask in (analyses.status, analyses.result, analyses.cancel):
        with pytest.raises(AnalysisExpired, match="2026-03-08"):
            ask(job_id)


def test_a_job_that_waits_never_expires(analyses: Analyses, clock: StandingClock) -> None:
    job = analyses.submit(b"a document")
    clock.advance(timedelta(days=700))

    assert analyses.status(job.id).job.state is JobState.QUEUED


def test_the_status_shows_the_latest_progress(analyses: Analyses, progress: RedisProgressLog) -> None:
    job = analyses.submit(b"a document")
    assert analyses.status(job.id).progress is None
    analyses.claim(job.id, "worker")
    progress.extend(job.id, [(datetime.now(UTC), Progress("read", 0, 8))])
    progress.extend(job.id, [(datetime.now(UTC), Progress("sections", 1, 8))])

    event = analyses.status(job.id).progress

    assert event is not None
    assert (event.number, event.stage, event.done, event.total, event.percentage) == (2, "sections", 1, 8, 12)


def test_failing_keeps_the_sentence_and_the_advice(analyses: Analyses) -> None:
    job = analyses.submit(b"a document")
    claim = analyses.claim(job.id, "worker")
    assert claim is not None

    analyses.fail(claim, DocumentCorrupt("The file ends in the middle of page 2."))

    error = analyses.status(job.id).job.error
    assert error == ErrorInfo(
        "document-corrupt", "The file ends in the middle of page 2.", DocumentCorrupt.hint, retryable=False
    )
