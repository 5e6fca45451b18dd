"""The use cases over a real ledger, with a clock that stands and a publisher that remembers."""

from collections.abc import Callable, Iterator, Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from backend.errors import BrokerUnavailable
from backend.jobs import Analyses, Backoff, Batches, Job
from backend.jobs.batch import Chunk
from backend.jobs.chains import Chains
from backend.jobs.intake import Intake
from backend.jobs.room import MIB, Room
from backend.storage.batches import LedgerBatchStore
from backend.storage.blobs import FileBlobStore
from backend.storage.capabilities import LedgerCapabilities
from backend.storage.jobs import LedgerJobStore
from backend.storage.ledger import Ledger
from backend.storage.partials import LedgerPartialStore
from backend.storage.progress import RedisProgressLog


class StandingClock:
    """Shows one moment until it is told to go on."""

    def __init__(self) -> None:
        self.now = datetime(2026, 3, 1, 12, 0, tzinfo=UTC)

    def __call__(self) -> datetime:
        return self.now

    def advance(self, by: timedelta) -> None:
        self.now += by


class RememberingPublisher:
    """Takes every message, unless it is told to refuse."""

    def __init__(self) -> None:
        self.published: list[Job] = []
        self.interrupted: list[str] = []
        self.chunks: list[Chunk] = []
        self.steps: list[tuple[str, tuple[int, ...]]] = []
        self.refuses = False
        self.on_publish: Callable[[Job], None] = lambda job: None
        self.on_chunk: Callable[[Chunk], None] = lambda chunk: None

    def check(self) -> None:
        """Take the broker for ours."""

    def publish(self, *jobs: Job) -> None:
        if self.refuses:
            raise BrokerUnavailable("Redis does not answer.")
        for job in jobs:
            self.on_publish(job)
        self.published.extend(jobs)

    def interrupt(self, job: Job) -> None:
        self.interrupted.append(job.id)

    def publish_chunk(self, chunk: Chunk) -> None:
        if self.refuses:
            raise BrokerUnavailable("Redis does not answer.")
        self.on_chunk(chunk)
        self.chunks.append(chunk)

    def publish_steps(self, job_id: str, positions: Sequence[int], message_id: str) -> None:
        if self.refuses:
            raise BrokerUnavailable("Redis does not answer.")
        self.steps.append((job_id, tuple(positions)))


@pytest.fixture
def clock() -> StandingClock:
    return StandingClock()


@pytest.fixture
def publisher() -> RememberingPublisher:
    return RememberingPublisher()


@pytest.fixture
def store(ledger: Ledger) -> LedgerJobStore:
    return LedgerJobStore(ledger)


@pytest.fixture
def progress(redis_url: str) -> Iterator[RedisProgressLog]:
    log = RedisProgressLog(redis_url)
    yield log
    log.close()


@pytest.fixture
def capabilities(ledger: Ledger) -> LedgerCapabilities:
    return LedgerCapabilities(ledger)


@pytest.fixture
def intake(data_dir: Path, clock: StandingClock, capabilities: LedgerCapabilities) -> Intake:
    room = Room(lambda: 1024 * MIB, lambda: 0, min_free_mib=1, max_waiting=1)
    return Intake(FileBlobStore(data_dir / "blobs"), clock, capabilities, room, max_upload_mib=1)


@pytest.fixture
def batches(ledger: Ledger, intake: Intake, publisher: RememberingPublisher, clock: StandingClock) -> Batches:
    return Batches(LedgerBatchStore(ledger), intake, publisher, clock, retention=timedelta(days=7))


@pytest.fixture
def chains() -> Chains | None:
    """Return what follows analyses: nothing, where a module does not say otherwise."""
    return None


@pytest.fixture
def partials(ledger: Ledger, clock: StandingClock) -> LedgerPartialStore:
    return LedgerPartialStore(ledger, clock)


@pytest.fixture
def analyses(
    store: LedgerJobStore,
    intake: Intake,
    progress: RedisProgressLog,
    partials: LedgerPartialStore,
    publisher: RememberingPublisher,
    clock: StandingClock,
    chains: Chains | None,
) -> Analyses:
    return Analyses(
        store,
        intake,
        progress,
        partials,
        publisher,
        clock,
        chains=chains,
        retention=timedelta(days=7),
        lease=timedelta(seconds=30),
        backoff=Backoff(timedelta(seconds=60), retries=3),
    )
