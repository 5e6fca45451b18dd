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
    Index(None, "owner", "created_at"),
    Index(None, "state", "lease_until"),
    Index(None, "state", "published_at"),
    Index(None, "document_sha256"),
    Index(None, "expires_at"),
    Index(None, "batch_id"),
    Index(None, "cache_key"),
)

reports = Table(
    "reports",
    metadata,
    Column("job_id", String(40), ForeignKey("jobs.id", ondelete="CASCADE"), primary_key=True),
    Column("owner", String(64), nullable=False),
    Column("body", LargeBinary, nullable=False, comment="JSON in UTF-8, compressed with zlib"),
    Column("created_at", UtcDateTime, nullable=False),
)

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

meta = Table(
    "meta",
    metadata,
    Column("key", String(64), primary_key=True),
    Column("value", Text, nullable=False),
)
