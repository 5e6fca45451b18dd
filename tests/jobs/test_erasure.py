"""What is erased is gone, whoever works on it; what others have stays; what has expired goes by itself."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from sqlalchemy import select, update

from backend.errors import AnalysisErased, AnalysisExpired, AnalysisNotFound, BatchNotFound
from backend.jobs import Analyses, Batches, Claim, Job, JobState, TaskRecord
from backend.jobs.batch import Batch, Chunk, ItemQuery, Refused
from backend.jobs.erasure import Erasure
from backend.jobs.intake import Intake
from backend.jobs.job import Admission, NewJob
from backend.jobs.page_images import PageImageKey, PageImageRecord
from backend.jobs.step import PlannedStep, StepName
from backend.storage.batches import LedgerBatchStore
from backend.storage.blobs import FileBlobStore
from backend.storage.capabilities import LedgerCapabilities
from backend.storage.erasure import LedgerErasureStore, Terms
from backend.storage.jobs import LedgerJobStore
from backend.storage.ledger import Ledger
from backend.storage.listing import LedgerJobLists
from backend.storage.page_images import LedgerPageImageStore
from backend.storage.progress import RedisProgressLog
from backend.storage.tables import jobs, reports, steps, tasks
from backend.storage.tasks import LedgerTaskStore
from backend.storage.traces import RedisTraces
from vitae.domain.progress import Progress

if TYPE_CHECKING:
    from tests.jobs.conftest import RememberingPublisher, StandingClock

DOCUMENT = b"Jane Example, jane@example.org"
REPORT = '{"run": {}}'
WEEK = timedelta(days=8)


@pytest.fixture
def blobs(data_dir: Path) -> FileBlobStore:
    return FileBlobStore(data_dir / "blobs")


@pytest.fixture
def erasure(ledger: Ledger, blobs: FileBlobStore, redis_url: str, clock: StandingClock) -> Erasure:
    terms = Terms(page_images=timedelta(days=7), tombstones=timedelta(days=90))
    return Erasure(LedgerErasureStore(ledger, clock, terms), blobs, RedisTraces([redis_url]), clock)


@pytest.fixture
def finished(analyses: Analyses) -> Callable[..., Job]:
    def finish(document: bytes = DOCUMENT, **wanted: Any) -> Job:
        job = analyses.submit(document, filename="jane.pdf", **wanted)
        if not job.is_finished:
            assert analyses.complete(claim(analyses, job), REPORT, {"status": "succeeded"})
        return job

    return finish


def claim(analyses: Analyses, job: Job) -> Claim:
    taken = analyses.claim(job.id, "worker")
    assert taken is not None
    return taken


def files_in(data_dir: Path) -> int:
    return len([path for path in (data_dir / "blobs").rglob("*") if path.is_file()])


def rows(ledger: Ledger, table: Any) -> int:
    with ledger.reading() as connection:
        return len(connection.execute(select(table)).all())


def test_of_an_erased_analysis_a_row_of_ids_and_times_is_left(
    erasure: Erasure, finished: Callable[..., Job], analyses: Analyses, ledger: Ledger, data_dir: Path
) -> None:
    job = finished(steps=[PlannedStep(StepName.EXPORT, {"format": "html"})])

    erasure.erase_analysis("local", job.id)

    with ledger.reading() as connection:
        row = connection.execute(select(jobs)).one()
    kept = {name for name, value in row._mapping.items() if value not in (None, "", 0, False)}
    moments = {"created_at", "published_at", "started_at", "finished_at", "expires_at", "erased_at"}
    numbers = {"attempt", "lease_token", "publications", "priority"}
    assert kept <= {"id", "owner", "state", "queue", "message_id", "as_of", *moments, *numbers}
    assert (rows(ledger, reports), rows(ledger, steps), files_in(data_dir)) == (0, 0, 0)
    with pytest.raises(AnalysisErased):
        analyses.status(job.id)
    assert analyses.list_recent() == ()
    assert not analyses.submit(DOCUMENT).is_finished


def test_a_document_that_another_analysis_or_owner_has_stays(
    erasure: Erasure, finished: Callable[..., Job], blobs: FileBlobStore, data_dir: Path
) -> None:
    mine, theirs = finished(), finished(owner="someone else")

    erasure.erase_analysis("local", mine.id)
    assert blobs.read(theirs.document_sha256) == DOCUMENT

    erasure.erase_analysis("someone else", theirs.id)
    assert files_in(data_dir) == 0


def test_nobody_erases_what_is_another_owners(
    erasure: Erasure, finished: Callable[..., Job], store: LedgerJobStore, blobs: FileBlobStore
) -> None:
    job = finished()

    erasure.erase_analysis("someone else", job.id)
    erasure.erase_document("someone else", job.document_sha256)

    assert store.report(job.id) is not None
    assert blobs.read(job.document_sha256) == DOCUMENT


def test_an_erased_report_serves_no_other_submission(
    erasure: Erasure, finished: Callable[..., Job], analyses: Analyses, capabilities: LedgerCapabilities
) -> None:
    capabilities.note("an engine")
    erasure.erase_analysis("local", finished().id)

    assert analyses.submit(DOCUMENT).cache == "miss"


def test_who_works_on_an_erased_analysis_has_lost_it_and_stores_nothing(
    erasure: Erasure, analyses: Analyses, store: LedgerJobStore
) -> None:
    job = analyses.submit(DOCUMENT)
    held = claim(analyses, job)

    erasure.erase_analysis("local", job.id)

    assert analyses.is_cancel_requested(held)
    assert not analyses.complete(held, REPORT, {})
    assert not analyses.mark_cancelled(held, b"what was finished")
    ended = store.find(job.id)
    assert ended is not None
    assert ended.state is JobState.CANCELLED
    assert store.report(job.id) is None


def test_who_waited_for_the_work_of_an_erased_analysis_does_it(
    erasure: Erasure, analyses: Analyses, store: LedgerJobStore, capabilities: LedgerCapabilities, blobs: FileBlobStore
) -> None:
    capabilities.note("an engine")
    leader, follower = analyses.submit(DOCUMENT), analyses.submit(DOCUMENT)

    erasure.erase_analysis("local", leader.id)

    waiting = store.find(follower.id)
    assert waiting is not None
    assert (waiting.state, waiting.leader_id) == (JobState.QUEUED, None)
    assert blobs.read(follower.document_sha256) == DOCUMENT


def test_erasing_a_document_erases_all_that_was_made_of_it(
    erasure: Erasure,
    finished: Callable[..., Job],
    ledger: Ledger,
    blobs: FileBlobStore,
    data_dir: Path,
    clock: StandingClock,
) -> None:
    first, second = finished(), finished(is_fresh=True)
    key = PageImageKey(first.document_sha256, 1)
    image = PageImageRecord(key, blobs.put(b"an image of the page"), "image/png", clock())
    LedgerPageImageStore(ledger).add_page_image(image)

    erasure.erase_document("local", first.document_sha256)

    assert files_in(data_dir) == 0
    assert LedgerPageImageStore(ledger).find_page_image(key) is None
    assert LedgerJobStore(ledger).report(second.id) is None


def test_erasing_a_batch_erases_its_documents_and_the_rest_stays(
    erasure: Erasure, batches: Batches, finished: Callable[..., Job], store: LedgerJobStore, data_dir: Path
) -> None:
    other = finished()
    batch = batches.create()
    added = batches.add(batch.id, [("a.txt", b"a"), ("b.txt", b"b"), ("same.pdf", DOCUMENT)])

    erasure.erase_batch("local", batch.id)

    with pytest.raises(BatchNotFound):
        batches.status(batch.id)
    assert {job.state for one in added if (job := store.find(one.id))} == {JobState.CANCELLED}
    assert store.report(other.id) is not None
    assert files_in(data_dir) == 1


def test_progress_is_forgotten_with_the_analysis(
    erasure: Erasure, finished: Callable[..., Job], progress: RedisProgressLog
) -> None:
    job = finished()
    progress.extend(job.id, [(datetime.now(UTC), Progress("read", 1, 1))])

    erasure.erase_analysis("local", job.id)

    assert progress.events(job.id) == ()


def test_what_has_expired_is_removed_and_its_id_is_known_for_a_while(
    erasure: Erasure,
    finished: Callable[..., Job],
    analyses: Analyses,
    ledger: Ledger,
    clock: StandingClock,
    data_dir: Path,
) -> None:
    job = finished()
    clock.advance(timedelta(days=1))
    young = finished(b"another document")
    now = clock()
    LedgerTaskStore(ledger).record_task(
        TaskRecord(id="a-task", name="tasks.add_numbers", published_at=now, expires_at=now + timedelta(days=7))
    )

    clock.advance(timedelta(days=6, hours=1))
    assert erasure.clean() == 1
    assert files_in(data_dir) == 1
    assert analyses.status(young.id).job.state is JobState.SUCCEEDED
    with pytest.raises(AnalysisExpired):
        analyses.status(job.id)

    clock.advance(timedelta(days=91))
    erasure.clean()
    assert (rows(ledger, tasks), files_in(data_dir)) == (0, 0)
    with pytest.raises(AnalysisNotFound):
        analyses.status(job.id)


def test_what_waits_or_runs_does_not_expire(
    erasure: Erasure, analyses: Analyses, ledger: Ledger, clock: StandingClock
) -> None:
    waiting, running = analyses.submit(b"one"), analyses.submit(b"two")
    claim(analyses, running)

    clock.advance(timedelta(days=400))

    assert erasure.clean() == 0
    assert {job.state for job in analyses.list_recent()} == {JobState.QUEUED, JobState.RUNNING}
    assert waiting.id


def test_many_may_clean_at_once(erasure: Erasure, finished: Callable[..., Job], clock: StandingClock) -> None:
    from concurrent.futures import ThreadPoolExecutor

    for number in range(20):
        finished(b"document %d" % number)
    clock.advance(WEEK)

    with ThreadPoolExecutor(4) as threads:
        removed = list(threads.map(lambda _: erasure.clean(), range(4)))

    assert sum(removed) == 20


def test_a_file_that_belongs_to_nothing_is_swept_away_once_it_is_old(
    erasure: Erasure, finished: Callable[..., Job], blobs: FileBlobStore, clock: StandingClock, data_dir: Path
) -> None:
    import os

    finished()
    stray = blobs.put(b"handed in by a process that was killed")
    assert sum(erasure.sweep(folder) for folder in range(256)) == 0, "it may still be being handed in"
    for path in (data_dir / "blobs").rglob("*"):
        os.utime(path, (0, 0))

    assert sum(erasure.sweep(folder) for folder in range(256)) == 1

    assert not blobs.path(stray).exists()
    assert files_in(data_dir) == 1


def test_a_document_that_is_handed_in_while_it_is_removed_is_there_afterwards(
    blobs: FileBlobStore, data_dir: Path
) -> None:
    sha256 = blobs.put(DOCUMENT)
    answers = iter([False, True])  # its row is committed between the two looks

    assert not blobs.delete_unless(sha256, lambda _: next(answers))

    assert blobs.read(sha256) == DOCUMENT


class ErasedAtOnce(LedgerJobStore):
    """Commits a job after somebody has erased its document: for all that was known, nobody had it any more."""

    def __init__(self, ledger: Ledger, blobs: FileBlobStore) -> None:
        super().__init__(ledger)
        self._blobs = blobs

    def add(self, *admissions: Admission) -> tuple[Job, ...]:
        assert all(self._blobs.delete_unless(one.new.document_sha256, lambda _: False) for one in admissions)
        return super().add(*admissions)


def test_a_document_that_is_erased_while_it_is_handed_in_is_there_before_a_worker_is_woken(
    analyses: Analyses, ledger: Ledger, blobs: FileBlobStore, publisher: RememberingPublisher
) -> None:
    analyses._store = ErasedAtOnce(ledger, blobs)
    found: list[bytes] = []
    publisher.on_publish = lambda job: found.append(blobs.read(job.document_sha256))

    analyses.submit(DOCUMENT)

    assert found == [DOCUMENT]


class ErasedMeanwhile(LedgerBatchStore):
    """Commits documents after somebody has erased them: for all that was known, nobody had them any more."""

    def __init__(self, ledger: Ledger, blobs: FileBlobStore) -> None:
        super().__init__(ledger)
        self._blobs = blobs

    def add(
        self, batch: Batch, entries: Sequence[NewJob | Refused], at: datetime
    ) -> tuple[tuple[Job, ...], tuple[Chunk, ...]]:
        for entry in entries:
            if isinstance(entry, NewJob):
                assert self._blobs.delete_unless(entry.document_sha256, lambda _: False)
        return super().add(batch, entries, at)


def test_documents_of_a_batch_that_are_erased_while_they_are_handed_in_are_there_before_a_worker_is_woken(
    ledger: Ledger, intake: Intake, blobs: FileBlobStore, clock: StandingClock, publisher: RememberingPublisher
) -> None:
    batches = Batches(ErasedMeanwhile(ledger, blobs), intake, publisher, clock, retention=WEEK)
    batch_id = batches.create().id
    found: list[bytes] = []

    def read_all(_: Chunk) -> None:
        waiting = batches.items(batch_id, ItemQuery(frozenset({JobState.QUEUED}))).jobs
        found.extend(blobs.read(job.document_sha256) for job in waiting)

    publisher.on_chunk = read_all
    batches.add(batch_id, [("a.txt", b"one"), ("b.txt", b"two"), ("c.txt", b"")])

    assert found == [b"one", b"two"]


def test_documents_of_a_batch_that_can_be_read_only_once_are_refused(batches: Batches) -> None:
    batch = batches.create()

    with pytest.raises(TypeError, match="twice"):
        batches.add(batch.id, iter([("a.txt", b"one")]))


def test_a_list_leaves_out_what_was_erased_however_it_is_asked_for(
    erasure: Erasure, finished: Callable[..., Job], ledger: Ledger
) -> None:
    from backend.jobs.listing import JobFilter

    job = finished()
    erasure.erase_analysis("local", job.id)

    assert LedgerJobLists(ledger).page(JobFilter(owner="local"), limit=10).jobs == ()
    with ledger.writing() as connection:
        connection.execute(update(jobs).values(erased_at=None))
    assert len(LedgerJobLists(ledger).page(JobFilter(owner="local"), limit=10).jobs) == 1
