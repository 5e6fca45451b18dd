"""What is finished can be read while the rest is made: of the present attempt alone, and no longer than it lasts."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import TYPE_CHECKING, Any

import pytest
from sqlalchemy import func, select

from backend.errors import (
    AnalysisAlreadyFinished,
    AnalysisErased,
    AnalysisNotFinished,
    AnalysisNotFound,
    DocumentCrashesWorker,
)
from backend.jobs import Analyses, Claim, JobState
from backend.storage.erasure import LedgerErasureStore, Terms
from backend.storage.jobs import LedgerJobStore
from backend.storage.ledger import Ledger
from backend.storage.marks import LedgerMarks
from backend.storage.partials import LedgerPartialStore
from backend.storage.progress import RedisProgressLog
from backend.storage.tables import partials as table

if TYPE_CHECKING:
    from tests.jobs.conftest import StandingClock

DOCUMENT = b"Jane Example"
FIRST, SECOND = (b'{"analyzers": %b, "run": {}}' % found for found in (b"{}", b'{"ner_extractor": {}}'))


@pytest.fixture
def claim(analyses: Analyses) -> Claim:
    taken = analyses.claim(analyses.submit(DOCUMENT, filename="jane.pdf").id, "a worker")
    assert taken is not None
    return taken


def claimed_by_another(analyses: Analyses, lost: Claim, clock: StandingClock) -> Claim:
    """Return the claim of the worker that takes the job when the lease has run out."""
    clock.advance(timedelta(minutes=5))
    taken = analyses.claim(lost.job.id, "another worker")
    assert taken is not None
    return taken


def rows(ledger: Ledger) -> Any:
    with ledger.reading() as connection:
        return connection.execute(select(func.count()).select_from(table)).scalar()


def test_what_is_finished_can_be_read_and_is_told_by_the_status(
    analyses: Analyses, partials: LedgerPartialStore, claim: Claim
) -> None:
    assert analyses.status(claim.job.id).readable is None
    with pytest.raises(AnalysisNotFinished):
        analyses.partial(claim.job.id)

    assert partials.keep(claim, FIRST, [])
    assert analyses.status(claim.job.id).readable == ()
    assert partials.keep(claim, SECOND, ["ner_extractor"])

    assert analyses.status(claim.job.id).readable == ("ner_extractor",)
    kept = analyses.partial(claim.job.id)
    assert kept["analyzers"] == {"ner_extractor": {}}
    assert kept["run"] == {"job_id": claim.job.id, "filename": "jane.pdf", "cache": None}
    with pytest.raises(AnalysisNotFinished):
        analyses.result(claim.job.id)


def test_it_is_read_as_long_as_the_analysis_is_being_cancelled(
    analyses: Analyses, partials: LedgerPartialStore, claim: Claim
) -> None:
    partials.keep(claim, FIRST, [])

    assert analyses.cancel(claim.job.id).state is JobState.CANCELLING

    assert analyses.partial(claim.job.id)
    assert not partials.keep(claim, SECOND, ["ner_extractor"])


def test_an_attempt_that_was_lost_neither_shows_nor_overwrites_anything(
    analyses: Analyses, partials: LedgerPartialStore, claim: Claim, clock: StandingClock, ledger: Ledger
) -> None:
    partials.keep(claim, FIRST, [])
    later = claimed_by_another(analyses, claim, clock)
    assert analyses.status(claim.job.id).readable is None

    assert partials.keep(later, SECOND, ["ner_extractor"])
    assert not partials.keep(claim, FIRST, [])

    assert analyses.partial(claim.job.id)["analyzers"] == {"ner_extractor": {}}
    assert rows(ledger) == 1


@pytest.mark.parametrize("end", ["complete", "fail", "cancel", "release", "lose"])
def test_it_is_gone_when_the_attempt_ends(
    end: str, analyses: Analyses, partials: LedgerPartialStore, claim: Claim, ledger: Ledger
) -> None:
    partials.keep(claim, FIRST, [])

    if end == "cancel":
        analyses.cancel(claim.job.id)
        assert analyses.mark_cancelled(claim, SECOND)
        assert analyses.result(claim.job.id)["analyzers"] == {"ner_extractor": {}}
    else:
        error = DocumentCrashesWorker("Its worker ended.")
        ends: dict[str, Callable[[], object]] = {
            "complete": lambda: analyses.complete(claim, FIRST, {}),
            "fail": lambda: analyses.fail(claim, error),
            "release": lambda: analyses.release(claim),
            "lose": lambda: analyses.lose(claim, error),
        }
        assert ends[end]()

    assert rows(ledger) == 0
    expected = AnalysisNotFinished if end in ("release", "lose") else AnalysisAlreadyFinished
    with pytest.raises(expected):
        analyses.partial(claim.job.id)
    assert not partials.keep(claim, SECOND, ["ner_extractor"])
    assert rows(ledger) == 0


def test_what_an_earlier_attempt_left_goes_with_the_end_of_the_job(
    analyses: Analyses, partials: LedgerPartialStore, claim: Claim, clock: StandingClock, ledger: Ledger
) -> None:
    partials.keep(claim, FIRST, [])
    later = claimed_by_another(analyses, claim, clock)

    assert analyses.complete(later, FIRST, {}, had_partial=False)

    assert rows(ledger) == 0


def test_what_is_erased_is_erased_before_the_end_too(
    analyses: Analyses, partials: LedgerPartialStore, claim: Claim, clock: StandingClock, ledger: Ledger
) -> None:
    partials.keep(claim, FIRST, [])
    terms = Terms(page_images=timedelta(days=7), tombstones=timedelta(days=90))

    LedgerErasureStore(ledger, clock, terms).bury_analysis("local", claim.job.id)

    assert rows(ledger) == 0
    assert not partials.keep(claim, SECOND, ["ner_extractor"])
    with pytest.raises(AnalysisErased):
        analyses.partial(claim.job.id)


def test_retention_removes_what_was_left_behind_without_waiting_for_the_job_to_expire(
    analyses: Analyses, partials: LedgerPartialStore, claim: Claim, clock: StandingClock, ledger: Ledger
) -> None:
    analyses.complete(claim, FIRST, {})
    row = {"owner": "local", "lease_token": 1, "analyzers": [], "body": b"of an older program", "created_at": clock()}
    with ledger.writing() as connection:
        connection.execute(table.insert().values(job_id=claim.job.id, **row))
    assert partials.read(claim.job.id) is None
    runs = analyses.claim(analyses.submit(b"John Example").id, "a worker")
    assert runs is not None
    partials.keep(runs, FIRST, [])

    terms = Terms(page_images=timedelta(days=7), tombstones=timedelta(days=90))
    LedgerErasureStore(ledger, clock, terms).bury_expired(10)

    assert rows(ledger) == 1
    assert partials.read(runs.job.id) == FIRST
    assert analyses.result(claim.job.id)


def test_it_is_no_report_and_nobody_shares_it(
    analyses: Analyses, partials: LedgerPartialStore, claim: Claim, store: LedgerJobStore
) -> None:
    partials.keep(claim, FIRST, [])

    assert store.report(claim.job.id) is None
    assert not analyses.submit(DOCUMENT).is_finished


def test_who_watches_is_told(
    partials: LedgerPartialStore, claim: Claim, ledger: Ledger, progress: RedisProgressLog
) -> None:
    marks = LedgerMarks(ledger, progress)
    before = marks.of_jobs([claim.job.id])[claim.job.id]

    partials.keep(claim, FIRST, [])
    first = marks.of_jobs([claim.job.id])[claim.job.id]
    partials.keep(claim, SECOND, ["ner_extractor"])
    second = marks.of_jobs([claim.job.id])[claim.job.id]

    assert (before.readable, first.readable, second.readable) == (None, (), ("ner_extractor",))


def test_nothing_is_known_of_an_unknown_job(analyses: Analyses, partials: LedgerPartialStore) -> None:
    with pytest.raises(AnalysisNotFound):
        analyses.partial("ana_unknown")
    assert partials.read("ana_unknown") is None
