"""The ledger's tables as they are now; `migrations` holds how they came to be."""

from sqlalchemy import (
    JSON,
    Boolean,
    Column,
    Date,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    SmallInteger,
    String,
    Table,
    Text,
    false,
    text,
)

from backend.storage.types import UtcDateTime

metadata = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "pk": "pk_%(table_name)s",
        "fk": "fk_%(table_name)s_%(column_0_N_name)s",
    }
)

jobs = Table(
    "jobs",
    metadata,
    Column("id", String(40), primary_key=True),
    Column("owner", String(64), nullable=False),
    Column("state", String(16), nullable=False),
    Column("filename", String(255)),
    Column("document_sha256", String(64), nullable=False),
    Column("size", Integer, nullable=False),
    Column("analyzers", JSON(none_as_null=True)),
    Column("as_of", Date, nullable=False),
    Column("queue", String(64), nullable=False),
    Column("priority", SmallInteger, nullable=False),
    Column("attempt", Integer, nullable=False, server_default=text("0")),
    Column("cancel_requested", Boolean, nullable=False, server_default=false()),
    Column("message_id", String(64)),
    Column("created_at", UtcDateTime, nullable=False),
    Column("published_at", UtcDateTime),
    Column("started_at", UtcDateTime),
    Column("finished_at", UtcDateTime),
    Column("expires_at", UtcDateTime),
    Column("worker", String(255)),
    Column("holder", String(255)),
    Column("lease_until", UtcDateTime),
    Column("lease_token", Integer, nullable=False, server_default=text("0")),
    Column("error", JSON(none_as_null=True)),
    Column("summary", JSON(none_as_null=True)),
    Column("retry_of", String(40)),
    Column("batch_id", String(40)),
    Column("options_digest", String(64)),
    Column("cache_key", String(64)),
    Column("options", JSON(none_as_null=True), comment="options of the engine beside the analyzers and the day"),
    Column("retries", SmallInteger, nullable=False, server_default=text("0"), comment="after passing faults"),
    Column("retry_at", UtcDateTime, comment="not before; null when it does not wait for a retry"),
    Column("publications", Integer, nullable=False, server_default=text("0"), comment="messages sent for it"),
    Column("leader_id", String(40), comment="the job that does the same work at this moment"),
    Column("steps", SmallInteger, nullable=False, server_default=text("0"), comment="that follow it"),
    Column("cache", String(8), comment="hit or miss; null where the cache was not asked"),
    Column("chunk", Integer, comment="its message within the batch; null for a job of its own"),
    Column("retried_as", String(40), comment="the job that was made of it when it was tried anew"),
    Column("erased_at", UtcDateTime, comment="the row is a tombstone: nothing of the document is left"),
    Column("set_aside_at", UtcDateTime, comment="a dead letter since then; null for all others"),
    Index(None, "owner", "created_at"),
    Index(None, "state", "lease_until"),
    Index(None, "state", "published_at"),
    Index(None, "document_sha256"),
    Index(None, "finished_at", "state", "cache"),
    Index(None, "batch_id", "state", "finished_at"),
    Index(None, "batch_id", "chunk"),
    Index(None, "batch_id", "filename"),
    Index(None, "cache_key"),
    Index(None, "leader_id"),
)
"""Analyses. Of unfinished ones without a leader, no two have the same `cache_key`: see `one_leader`."""

waiting = text("state = 'queued' AND chunk IS NULL AND leader_id IS NULL AND retry_at IS NULL")
awaiting_message = Index("ix_jobs_waiting", jobs.c.published_at, sqlite_where=waiting, postgresql_where=waiting)
"""Jobs that should have a message of their own on its way: what the reconciler looks through."""

live = text("erased_at IS NULL")
expiring = Index("ix_jobs_expires_at", jobs.c.expires_at, sqlite_where=live, postgresql_where=live)
buried = text("erased_at IS NOT NULL")
tombstones = Index("ix_jobs_erased_at", jobs.c.erased_at, sqlite_where=buried, postgresql_where=buried)

queued = text("state = 'queued'")
by_queue = Index("ix_jobs_queued", jobs.c.queue, jobs.c.created_at, sqlite_where=queued, postgresql_where=queued)

put_off = text("retry_at IS NOT NULL")
awaiting_retry = Index("ix_jobs_retry_at", jobs.c.retry_at, sqlite_where=put_off, postgresql_where=put_off)

set_aside = text("set_aside_at IS NOT NULL")
dead_letters = Index(
    "ix_jobs_set_aside", jobs.c.owner, jobs.c.set_aside_at, sqlite_where=set_aside, postgresql_where=set_aside
)

one_leader = Index(
    "uq_jobs_leader",
    jobs.c.cache_key,
    unique=True,
    sqlite_where=text("leader_id IS NULL AND state IN ('queued', 'running')"),
    postgresql_where=text("leader_id IS NULL AND state IN ('queued', 'running')"),
)

reports = Table(
    "reports",
    metadata,
    Column("job_id", String(40), ForeignKey("jobs.id", ondelete="CASCADE"), primary_key=True),
    Column("owner", String(64), nullable=False),
    Column("body", LargeBinary, nullable=False, comment="JSON in UTF-8, compressed with zlib"),
    Column("created_at", UtcDateTime, nullable=False),
)

partials = Table(
    "partials",
    metadata,
    Column("job_id", String(40), ForeignKey("jobs.id", ondelete="CASCADE"), primary_key=True),
    Column("owner", String(64), nullable=False),
    Column("lease_token", Integer, nullable=False, comment="of the attempt that made it"),
    Column("analyzers", JSON, nullable=False, comment="names of those whose results are in it"),
    Column("body", LargeBinary, nullable=False, comment="JSON in UTF-8, compressed with zlib"),
    Column("created_at", UtcDateTime, nullable=False),
)
"""What is finished of reports that are being made; a row is gone when its job ends, or waits again."""

tasks = Table(
    "tasks",
    metadata,
    Column("id", String(255), primary_key=True),
    Column("owner", String(64), nullable=False, server_default=text("'local'")),
    Column("name", String(255), nullable=False),
    Column("published_at", UtcDateTime, nullable=False),
    Column("expires_at", UtcDateTime, nullable=False),
    Column("cancel_requested", Boolean, nullable=False, server_default=false()),
    Column("started_at", UtcDateTime),
    Index(None, "expires_at"),
)

batches = Table(
    "batches",
    metadata,
    Column("id", String(40), primary_key=True),
    Column("owner", String(64), nullable=False),
    Column("name", String(255)),
    Column("analyzers", JSON(none_as_null=True)),
    Column("options", JSON(none_as_null=True)),
    Column("as_of", Date, nullable=False),
    Column("priority", SmallInteger, nullable=False),
    Column("is_closed", Boolean, nullable=False, server_default=false(), comment="nothing is added any more"),
    Column("cancel_requested", Boolean, nullable=False, server_default=false()),
    Column("created_at", UtcDateTime, nullable=False),
    Column("expires_at", UtcDateTime, nullable=False),
    Index(None, "owner", "created_at"),
    Index(None, "expires_at"),
)
"""Batches; their counts are a query over `jobs`."""

chunks = Table(
    "chunks",
    metadata,
    Column("batch_id", String(40), ForeignKey("batches.id", ondelete="CASCADE"), primary_key=True),
    Column("number", Integer, primary_key=True, autoincrement=False, comment="counted from 1 within the batch"),
    Column("owner", String(64), nullable=False),
    Column("rank", SmallInteger, nullable=False, comment="of the owner's own; 0 is first"),
    Column("is_done", Boolean, nullable=False, server_default=false()),
    Column("created_at", UtcDateTime, nullable=False),
    Column("message_id", String(64)),
    Column("published_at", UtcDateTime),
    Column("publications", Integer, nullable=False, server_default=text("0"), comment="messages sent for it"),
    Column("holder", String(255)),
    Column("lease_until", UtcDateTime),
    Column("lease_token", Integer, nullable=False, server_default=text("0")),
)
"""Jobs of a batch that share a message."""

waiting_chunks = Index(
    "ix_chunks_waiting",
    chunks.c.owner,
    chunks.c.rank,
    chunks.c.created_at,
    sqlite_where=text("NOT is_done"),
    postgresql_where=text("NOT is_done"),
)

turns = Table(
    "turns",
    metadata,
    Column("owner", String(64), primary_key=True),
    Column("served_at", UtcDateTime, nullable=False),
)
"""When a chunk of an owner was last begun: whose turn it is next."""

steps = Table(
    "steps",
    metadata,
    Column("job_id", String(40), ForeignKey("jobs.id", ondelete="CASCADE"), primary_key=True),
    Column("position", SmallInteger, primary_key=True, autoincrement=False),
    Column("name", String(32), nullable=False),
    Column("state", String(16), nullable=False),
    Column("arguments", JSON(none_as_null=True)),
    Column("result", JSON(none_as_null=True)),
    Column("blob_sha256", String(64), comment="of the file that it wrote"),
    Column("error", JSON(none_as_null=True)),
    Column("attempt", Integer, nullable=False, server_default=text("0")),
    Column("message_id", String(64)),
    Column("published_at", UtcDateTime),
    Column("started_at", UtcDateTime),
    Column("finished_at", UtcDateTime),
    Column("holder", String(255)),
    Column("lease_until", UtcDateTime),
    Column("lease_token", Integer, nullable=False, server_default=text("0")),
    Index(None, "state", "lease_until"),
    Index(None, "blob_sha256"),
)
"""What follows an analysis: export, deliver ..."""

page_images = Table(
    "page_images",
    metadata,
    Column("document_sha256", String(64), primary_key=True),
    Column("page", Integer, primary_key=True, autoincrement=False, comment="counted from 1"),
    Column("width", Integer, primary_key=True, autoincrement=False, comment="pixels"),
    Column("with_pictures", Boolean, primary_key=True, comment="without them for blind review"),
    Column("blob_sha256", String(64), nullable=False),
    Column("media_type", String(64), nullable=False),
    Column("created_at", UtcDateTime, nullable=False),
    Index(None, "blob_sha256"),
    Index(None, "created_at"),
)
"""Pages rendered in the sandbox; the images lie beside the documents."""

documents = Table(
    "documents",
    metadata,
    Column("owner", String(64), primary_key=True),
    Column("sha256", String(64), primary_key=True),
    Column("filename", String(255)),
    Column("size", Integer, nullable=False),
    Column("created_at", UtcDateTime, nullable=False),
    Column("expires_at", UtcDateTime, nullable=False),
    Index(None, "expires_at"),
    Index(None, "sha256"),
)
"""Documents that were handed in without an analysis; what was handed in with one stands in `jobs`."""

requests = Table(
    "requests",
    metadata,
    Column("owner", String(64), primary_key=True),
    Column("key", String(255), primary_key=True, comment="the Idempotency-Key of the request"),
    Column("fingerprint", String(64), nullable=False, comment="of method, path and body"),
    Column("resource_id", String(40), comment="what the request made; null while it is being worked on"),
    Column("created_at", UtcDateTime, nullable=False),
    Column("expires_at", UtcDateTime, nullable=False),
    Index(None, "expires_at"),
)
"""Requests that may be repeated without being carried out twice."""

api_keys = Table(
    "api_keys",
    metadata,
    Column("id", String(40), primary_key=True),
    Column("owner", String(64), nullable=False),
    Column("name", String(255), nullable=False),
    Column("secret_sha256", String(64), nullable=False, unique=True, comment="of the key, which is random"),
    Column("scopes", JSON, nullable=False),
    Column("created_at", UtcDateTime, nullable=False),
    Column("revoked_at", UtcDateTime),
)

meta = Table(
    "meta",
    metadata,
    Column("key", String(64), primary_key=True),
    Column("value", Text, nullable=False),
)
