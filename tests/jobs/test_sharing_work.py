"""The same work is done once: a finished report serves again, and twins share one analysis."""

from __future__ import annotations

import json
import threading
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

import pytest

from backend.jobs import Analyses, Claim, Job, JobState
from backend.storage.capabilities import LedgerCapabilities
from backend.storage.jobs import LedgerJobStore
from vitae.domain.errors import DocumentCorrupt

if TYPE_CHECKING:
    from tests.jobs.conftest import RememberingPublisher, StandingClock

DOCUMENT = b"Jane Example, jane@example.org"
REPORT = json.dumps({"status": "succeeded", "run": {"job_id": "ana_first", "filename": "first.pdf", "cache": None}})


@pytest.fixture(autouse=True)
def known_engine(capabilities: LedgerCapabilities) -> None:
    capabilities.note("an engine")


def begin(analyses: Analyses, job: Job) -> Claim:
    claim = analyses.claim(job.id, "worker@here")
    assert claim is not None
    return claim


def finish(analyses: Analyses, job: Job) -> None:
    assert analyses.complete(begin(analyses, job), REPORT, {"status": "succeeded"})


def test_work_that_was_done_is_answered_at_once_and_says_so(
    analyses: Analyses, publisher: RememberingPublisher
) -> None:
    first = analyses.submit(DOCUMENT, filename="first.pdf")
    finish(analyses, first)

    again = analyses.submit(DOCUMENT, filename="again.pdf")

    assert (first.cache, again.cache) == ("miss", "hit")
    assert again.state is JobState.SUCCEEDED
    assert [job.id for job in publisher.published] == [first.id]
    assert analyses.result(again.id)["run"] == {"job_id": again.id, "filename": "again.pdf", "cache": "hit"}


@pytest.mark.parametrize(
    "other",
    [
        {"owner": "someone else"},
        {"as_of": date(2020, 1, 1)},
        {"analyzers": ["ner_extractor"]},
        {"options": {"rules": {"gap": "off"}}},
        {"is_fresh": True},
    ],
    ids=lambda other: next(iter(other)),
)
def test_other_work_is_done(analyses: Analyses, publisher: RememberingPublisher, other: dict[str, Any]) -> None:
    finish(analyses, analyses.submit(DOCUMENT))

    job = analyses.submit(DOCUMENT, **other)

    assert job.state is JobState.QUEUED
    assert [sent.id for sent in publisher.published][1:] == [job.id]


def test_another_engine_does_the_work_anew(analyses: Analyses, capabilities: LedgerCapabilities) -> None:
    finish(analyses, analyses.submit(DOCUMENT))
    capabilities.note("an engine that can do more")

    assert analyses.submit(DOCUMENT).state is JobState.QUEUED


def test_what_has_expired_serves_no_more(analyses: Analyses, clock: StandingClock) -> None:
    finish(analyses, analyses.submit(DOCUMENT, as_of=date(2026, 1, 1)))
    clock.advance(timedelta(days=8))

    assert analyses.submit(DOCUMENT, as_of=date(2026, 1, 1)).state is JobState.QUEUED


def test_what_another_does_at_this_moment_is_waited_for(analyses: Analyses, publisher: RememberingPublisher) -> None:
    leader = analyses.submit(DOCUMENT)
    claim = begin(analyses, leader)
    follower = analyses.submit(DOCUMENT, filename="follower.pdf")

    assert analyses.complete(claim, REPORT, {"status": "succeeded"})

    ended = analyses.status(follower.id).job
    assert follower.leader_id == leader.id
    assert (ended.state, ended.cache) == (JobState.SUCCEEDED, "hit")
    assert analyses.result(follower.id)["run"]["filename"] == "follower.pdf"
    assert len(publisher.published) == 1


def test_a_document_that_cannot_be_read_fails_for_all_who_wait(analyses: Analyses) -> None:
    claim = begin(analyses, analyses.submit(DOCUMENT))
    follower = analyses.submit(DOCUMENT)

    analyses.fail(claim, DocumentCorrupt("It is broken."))

    with pytest.raises(DocumentCorrupt, match="It is broken"):
        analyses.result(follower.id)


def test_when_the_leader_is_cancelled_the_oldest_who_waits_leads(
    analyses: Analyses, clock: StandingClock, publisher: RememberingPublisher
) -> None:
    leader = analyses.submit(DOCUMENT)
    waiting = []
    for _ in range(3):
        clock.advance(timedelta(seconds=1))
        waiting.append(analyses.submit(DOCUMENT))

    analyses.cancel(leader.id)

    first, *others = (analyses.status(job.id).job for job in waiting)
    assert first.needs_worker
    assert {job.leader_id for job in others} == {first.id}
    assert [job.id for job in publisher.published] == [leader.id, first.id]


def test_a_follower_is_cancelled_alone(analyses: Analyses) -> None:
    leader = analyses.submit(DOCUMENT)
    follower = analyses.submit(DOCUMENT)

    analyses.cancel(follower.id)
    finish(analyses, leader)

    assert analyses.status(follower.id).job.state is JobState.CANCELLED
    assert analyses.status(leader.id).job.state is JobState.SUCCEEDED


def test_twins_at_the_same_moment_are_one_analysis(
    analyses: Analyses, store: LedgerJobStore, publisher: RememberingPublisher
) -> None:
    jobs: list[Job] = []
    together = threading.Barrier(8)

    def hand_in() -> None:
        together.wait()
        jobs.append(analyses.submit(DOCUMENT))

    threads = [threading.Thread(target=hand_in) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert len(publisher.published) == 1
    finish(analyses, publisher.published[0])
    ended = [store.find(job.id) for job in jobs]
    assert {job.state for job in ended if job} == {JobState.SUCCEEDED}
    assert sorted(job.cache or "" for job in ended if job) == ["hit"] * 7 + ["miss"]
