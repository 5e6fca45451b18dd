"""Builds the services from the settings: the one place where use cases meet storage."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any, Protocol, TypedDict

from backend.broker.address import find_redis_url
from backend.config import Settings
from backend.jobs import (
    Analyses,
    Backoff,
    Batches,
    ChunkPublisher,
    LeaseKeeper,
    Publisher,
    ReadyMessages,
    Reconciler,
    Work,
)
from backend.jobs.chains import Chains
from backend.jobs.erasure import Erasure
from backend.jobs.intake import Intake
from backend.jobs.reconcile_batches import ChunkReconciler, StepReconciler
from backend.jobs.repeatable import Repeatable
from backend.jobs.room import Room
from backend.jobs.step_ports import StepPublisher
from backend.jobs.tallies import GatheredCounts
from backend.storage.activity import LedgerActivity
from backend.storage.batches import LedgerBatchStore
from backend.storage.blobs import FileBlobStore
from backend.storage.capabilities import LedgerCapabilities
from backend.storage.chunks import LedgerChunkStore
from backend.storage.delivery_folder import FolderDeliverer
from backend.storage.documents import LedgerDocumentStore
from backend.storage.erasure import LedgerErasureStore, Terms
from backend.storage.jobs import LedgerJobStore
from backend.storage.keys import LedgerKeyStore
from backend.storage.ledger import Ledger
from backend.storage.listing import LedgerJobLists
from backend.storage.marks import LedgerMarks
from backend.storage.page_images import LedgerPageImageStore
from backend.storage.partials import LedgerPartialStore
from backend.storage.progress import RedisProgressLog
from backend.storage.recovery import LedgerRecoveryStore
from backend.storage.requests import LedgerRequestStore
from backend.storage.steps import LedgerStepStore
from backend.storage.tallies import RedisTallies
from backend.storage.tasks import LedgerTaskStore
from backend.storage.traces import RedisTraces
from vitae.domain.options import Options
from vitae.lexicons.more_skills import load_lexicon
from vitae.lexicons.skills import SkillLexicon


def now() -> datetime:
    """Return the present moment in UTC."""
    return datetime.now(UTC)


class EveryPublisher(Publisher, StepPublisher, Protocol):
    """Wakes a worker for a job and for what follows it."""


class _Terms(TypedDict):
    retention: timedelta
    lease: timedelta
    backoff: Backoff


@dataclass(frozen=True, slots=True, eq=False)
class Services:
    """What the tasks and the API work with. Connections open at first use and are not shared across forks."""

    settings: Settings
    ledger: Ledger
    store: LedgerJobStore
    tasks: LedgerTaskStore
    blobs: FileBlobStore
    progress: RedisProgressLog
    partials: LedgerPartialStore
    tallies: RedisTallies
    counts: GatheredCounts
    """What the attempts of this process add to them."""
    page_images: LedgerPageImageStore
    activity: LedgerActivity
    capabilities: LedgerCapabilities
    lists: LedgerJobLists
    marks: LedgerMarks
    recovery: LedgerRecoveryStore
    work: Work
    """For who only works on jobs; `analyses` has the rest."""
    leases: LeaseKeeper
    keys: LedgerKeyStore
    room: Room
    documents: LedgerDocumentStore
    repeatable: Repeatable

    @property
    def intake(self) -> Intake:
        """Where documents come in."""
        return Intake(
            self.blobs, now, self._shared_capabilities, self.room, max_upload_mib=self.settings.max_upload_size_mb
        )

    def batches(self, publisher: ChunkPublisher) -> Batches:
        """Return the use cases of batches, with `publisher` to wake the workers."""
        retention = timedelta(days=self.settings.result_retention_days)
        return Batches(LedgerBatchStore(self.ledger), self.intake, publisher, now, retention=retention)

    @property
    def chunks(self) -> LedgerChunkStore:
        """The worker's side of batches."""
        return LedgerChunkStore(self.ledger)

    @property
    def steps(self) -> LedgerStepStore:
        """What follows analyses."""
        return LedgerStepStore(self.ledger)

    def chains(self, publisher: StepPublisher) -> Chains:
        """Return the use cases of what follows an analysis."""
        deliverer = FolderDeliverer(self.settings.delivery_dir)
        lease = timedelta(seconds=self.settings.lease_seconds)
        return Chains(self.store, self.steps, self.blobs, publisher, deliverer, now, lease=lease)

    def analyses(self, publisher: EveryPublisher) -> Analyses:
        """Return the use cases, with `publisher` to wake the workers."""
        return Analyses(
            self.store,
            self.intake,
            self.progress,
            self.partials,
            publisher,
            now,
            chains=self.chains(publisher),
            **_terms(self.settings),
        )

    @property
    def erasure(self) -> Erasure:
        """What removes things."""
        urls = (self.settings.celery_broker_url, self.settings.celery_result_backend, self.settings.redis_url)
        traces = RedisTraces(find_redis_url(url or self.settings.redis_url, self.settings.data_dir) for url in urls)
        terms = Terms(timedelta(days=self.settings.page_image_days), timedelta(days=self.settings.tombstone_days))
        return Erasure(LedgerErasureStore(self.ledger, now, terms), self.blobs, traces, now)

    def reconciler(self, publisher: Publisher, ready: ReadyMessages) -> Reconciler:
        """Return what sets stuck jobs going again."""
        return Reconciler(self.work, self.recovery, publisher, ready, now)

    def chunk_reconciler(self, publisher: ChunkPublisher, ready: ReadyMessages) -> ChunkReconciler:
        """Return what sets stuck chunks of batches going again."""
        return ChunkReconciler(self.chunks, publisher, ready, now)

    def step_reconciler(self, publisher: StepPublisher, ready: ReadyMessages) -> StepReconciler:
        """Return what sets stuck steps going again."""
        return StepReconciler(self.chains(publisher), self.steps, ready, now)

    def lexicon(self) -> SkillLexicon | None:
        """Return our skills with those of SKILLS_LEXICON; None when it is not set.

        Raises:
            LexiconUnreadable: the file is missing, or is no lexicon.
        """
        return load_lexicon(self.settings.skills_lexicon) if self.settings.skills_lexicon else None

    def analysis_options(self, asked: Mapping[str, Any] | None = None) -> Options:
        """Return what the settings and a job, by its ``rules``, ask of the analyzers.

        Raises:
            InvalidOption: a rule is set to something that is no setting.
        """
        return Options(
            rules=dict((asked or {}).get("rules") or {}),
            languagetool_url=self.settings.languagetool_url,
            languagetool_seconds=self.settings.languagetool_timeout_seconds,
        )

    def _shared_capabilities(self) -> str | None:
        """Return what the workers' engine can do; None where a server elsewhere is asked: then no report is shared."""
        return None if self.settings.languagetool_url else self.capabilities()

    def close(self) -> None:
        """Close all connections, and first what would open them again; the next use opens new ones."""
        self.leases.close()
        self.ledger.close()
        self.progress.close()
        self.tallies.close()


_built: dict[Settings, Services] = {}


def build_services(settings: Settings) -> Services:
    """Return the services for these settings, the same ones for every call in this process.

    Nothing is opened, created or connected before the first use, when the ledger is also migrated.

    Raises:
        InvalidSettings: DATABASE_URL names a database whose driver is not installed.
    """
    return _built.get(settings) or _built.setdefault(settings, _assemble(settings))


def reset_services() -> None:
    """Close the services of this process; the next call of `build_services` builds new ones."""
    while _built:
        _built.popitem()[1].close()


def _terms(settings: Settings) -> _Terms:
    """Return how long things last."""
    return {
        "retention": timedelta(days=settings.result_retention_days),
        "lease": timedelta(seconds=settings.lease_seconds),
        "backoff": Backoff(timedelta(seconds=settings.task_retry_countdown), settings.task_max_retries),
    }


def _assemble(settings: Settings) -> Services:
    ledger = Ledger(settings.ledger_url)
    store = LedgerJobStore(ledger)
    work = Work(store, now, **_terms(settings))
    redis_url = find_redis_url(settings.redis_url or settings.celery_broker_url, settings.data_dir)
    progress, tallies = RedisProgressLog(redis_url), RedisTallies(redis_url)
    counts = GatheredCounts(tallies.add)
    blobs, lists = FileBlobStore(settings.data_dir / "blobs"), LedgerJobLists(ledger)
    return Services(
        settings=settings,
        ledger=ledger,
        store=store,
        tasks=LedgerTaskStore(ledger),
        blobs=blobs,
        progress=progress,
        partials=LedgerPartialStore(ledger, now),
        tallies=tallies,
        counts=counts,
        page_images=LedgerPageImageStore(ledger),
        activity=LedgerActivity(ledger),
        capabilities=LedgerCapabilities(ledger),
        lists=lists,
        marks=LedgerMarks(ledger, progress),
        recovery=LedgerRecoveryStore(ledger),
        work=work,
        leases=LeaseKeeper(work, settings.lease_seconds, counts.hand_on),
        keys=LedgerKeyStore(ledger),
        room=Room(
            blobs.free_bytes,
            lists.count_waiting,
            min_free_mib=settings.min_free_disk_mb,
            max_waiting=settings.max_backlog,
        ),
        documents=LedgerDocumentStore(ledger),
        repeatable=Repeatable(LedgerRequestStore(ledger, timedelta(hours=settings.request_hours)), now),
    )
