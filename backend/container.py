"""Builds the services from the settings: the one place where use cases meet storage."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import cache

from backend.broker.address import find_redis_url
from backend.config import Settings
from backend.jobs import Analyses, BlobStore, JobStore, ProgressLog, Publisher, TaskStore
from backend.storage.blobs import FileBlobStore
from backend.storage.jobs import LedgerJobStore
from backend.storage.ledger import Ledger
from backend.storage.progress import RedisProgressLog
from backend.storage.tasks import LedgerTaskStore

LEASE_GRACE = timedelta(seconds=30)
"""Beyond the hard limit of an analysis; whoever has a job for longer is dead."""


def now() -> datetime:
    """Return the present moment in UTC."""
    return datetime.now(UTC)


@dataclass(frozen=True, slots=True)
class Services:
    """What the tasks and the API work with. Connections open at first use and are not shared across forks."""

    settings: Settings
    ledger: Ledger
    store: JobStore
    tasks: TaskStore
    blobs: BlobStore
    progress: ProgressLog

    def analyses(self, publisher: Publisher) -> Analyses:
        """Return the use cases, with `publisher` to wake the workers."""
        return Analyses(
            self.store,
            self.blobs,
            self.progress,
            publisher,
            now,
            max_upload_mib=self.settings.max_upload_size_mb,
            retention=timedelta(days=self.settings.result_retention_days),
            lease=timedelta(seconds=self.settings.analysis_timeout_seconds) + LEASE_GRACE,
        )


@cache
def build_services(settings: Settings) -> Services:
    """Return the services for these settings, the same ones for every call in this process.

    Nothing is opened, created or connected before the first use, when the ledger is also migrated.
    `build_services.cache_clear()` makes the next call build new ones; close the old ledger first.

    Raises:
        InvalidSettings: DATABASE_URL names a database whose driver is not installed.
    """
    ledger = Ledger(settings.ledger_url)
    redis_url = find_redis_url(settings.redis_url or settings.celery_broker_url, settings.data_dir)
    return Services(
        settings=settings,
        ledger=ledger,
        store=LedgerJobStore(ledger),
        tasks=LedgerTaskStore(ledger),
        blobs=FileBlobStore(settings.data_dir / "blobs"),
        progress=RedisProgressLog(redis_url),
    )
