"""Retries, leaders, batches, steps, page images, repeatable requests, API keys."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"

MOMENT = sa.DateTime(timezone=True)
WAITING = sa.text("state = 'queued' AND chunk IS NULL AND leader_id IS NULL AND retry_at IS NULL")
PUT_OFF = sa.text("retry_at IS NOT NULL")
SET_ASIDE = sa.text("set_aside_at IS NOT NULL")
LEADING = sa.text("leader_id IS NULL AND state IN ('queued', 'running')")


def upgrade() -> None:
    """Add what recovery, batches, chains, the result cache and the page need."""
    _extend_jobs()
    _create_batches()
    _create_chunks()
    _create_steps()
    _create_page_images()
    _create_requests()
    _create_api_keys()


def _extend_jobs() -> None:
    for column in (
        sa.Column("options", sa.JSON, comment="options of the engine beside the analyzers and the day"),
        sa.Column("retries", sa.SmallInteger, nullable=False, server_default="0", comment="after passing faults"),
        sa.Column("retry_at", MOMENT, comment="not before; null when it does not wait for a retry"),
        sa.Column("publications", sa.Integer, nullable=False, server_default="0", comment="messages sent for it"),
        sa.Column("leader_id", sa.String(40), comment="the job that does the same work at this moment"),
        sa.Column("steps", sa.SmallInteger, nullable=False, server_default="0", comment="that follow it"),
        sa.Column("cache", sa.String(8), comment="hit or miss; null where the cache was not asked"),
        sa.Column("chunk", sa.Integer, comment="its message within the batch; null for a job of its own"),
        sa.Column("retried_as", sa.String(40), comment="the job that was made of it when it was tried anew"),
        sa.Column("erased_at", MOMENT, comment="the row is a tombstone: nothing of the document is left"),
        sa.Column("set_aside_at", MOMENT, comment="a dead letter since then; null for all others"),
    ):
        op.add_column("jobs", column)
    op.drop_index("ix_jobs_batch_id", "jobs")
    op.create_index("ix_jobs_batch_id_state_finished_at", "jobs", ["batch_id", "state", "finished_at"])
    op.create_index("ix_jobs_batch_id_chunk", "jobs", ["batch_id", "chunk"])
    op.create_index("ix_jobs_batch_id_filename", "jobs", ["batch_id", "filename"])
    op.create_index("ix_jobs_leader_id", "jobs", ["leader_id"])
    for name, columns, where in (
        ("ix_jobs_waiting", ["published_at"], WAITING),
        ("ix_jobs_retry_at", ["retry_at"], PUT_OFF),
        ("ix_jobs_set_aside", ["owner", "set_aside_at"], SET_ASIDE),
    ):
        op.create_index(name, "jobs", columns, sqlite_where=where, postgresql_where=where)
    op.create_index(
        "uq_jobs_leader", "jobs", ["cache_key"], unique=True, sqlite_where=LEADING, postgresql_where=LEADING
    )


def _create_batches() -> None:
    op.create_table(
        "batches",
        sa.Column("id", sa.String(40), nullable=False),
        sa.Column("owner", sa.String(64), nullable=False),
        sa.Column("name", sa.String(255)),
        sa.Column("analyzers", sa.JSON),
        sa.Column("options", sa.JSON),
        sa.Column("as_of", sa.Date, nullable=False),
        sa.Column("priority", sa.SmallInteger, nullable=False),
        sa.Column(
            "is_closed", sa.Boolean, nullable=False, server_default=sa.false(), comment="nothing is added any more"
        ),
        sa.Column("cancel_requested", sa.Boolean, nullable=False, server_default=sa.false()),
        sa.Column("created_at", MOMENT, nullable=False),
        sa.Column("expires_at", MOMENT, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_batches"),
    )
    op.create_index("ix_batches_owner_created_at", "batches", ["owner", "created_at"])
    op.create_index("ix_batches_expires_at", "batches", ["expires_at"])


def _create_chunks() -> None:
    op.create_table(
        "chunks",
        sa.Column("batch_id", sa.String(40), nullable=False),
        sa.Column("number", sa.Integer, nullable=False, autoincrement=False, comment="counted from 1 within the batch"),
        sa.Column("owner", sa.String(64), nullable=False),
        sa.Column("rank", sa.SmallInteger, nullable=False, comment="of the owner's own; 0 is first"),
        sa.Column("is_done", sa.Boolean, nullable=False, server_default=sa.false()),
        sa.Column("created_at", MOMENT, nullable=False),
        sa.Column("message_id", sa.String(64)),
        sa.Column("published_at", MOMENT),
        sa.Column("publications", sa.Integer, nullable=False, server_default="0", comment="messages sent for it"),
        sa.Column("holder", sa.String(255)),
        sa.Column("lease_until", MOMENT),
        sa.Column("lease_token", sa.Integer, nullable=False, server_default="0"),
        sa.PrimaryKeyConstraint("batch_id", "number", name="pk_chunks"),
        sa.ForeignKeyConstraint(["batch_id"], ["batches.id"], name="fk_chunks_batch_id", ondelete="CASCADE"),
    )
    waiting = sa.text("NOT is_done")
    op.create_index(
        "ix_chunks_waiting",
        "chunks",
        ["owner", "rank", "created_at"],
        sqlite_where=waiting,
        postgresql_where=waiting,
    )
    op.create_table(
        "turns",
        sa.Column("owner", sa.String(64), nullable=False),
        sa.Column("served_at", MOMENT, nullable=False),
        sa.PrimaryKeyConstraint("owner", name="pk_turns"),
    )


def _create_steps() -> None:
    op.create_table(
        "steps",
        sa.Column("job_id", sa.String(40), nullable=False),
        sa.Column("position", sa.SmallInteger, nullable=False, autoincrement=False),
        sa.Column("name", sa.String(32), nullable=False),
        sa.Column("state", sa.String(16), nullable=False),
        *(sa.Column(name, sa.JSON) for name in ("arguments", "result", "error")),
        sa.Column("attempt", sa.Integer, nullable=False, server_default="0"),
        sa.Column("message_id", sa.String(64)),
        *(sa.Column(f"{event}_at", MOMENT) for event in ("published", "started", "finished")),
        sa.Column("holder", sa.String(255)),
        sa.Column("lease_until", MOMENT),
        sa.Column("lease_token", sa.Integer, nullable=False, server_default="0"),
        sa.PrimaryKeyConstraint("job_id", "position", name="pk_steps"),
        sa.ForeignKeyConstraint(["job_id"], ["jobs.id"], name="fk_steps_job_id", ondelete="CASCADE"),
    )
    op.create_index("ix_steps_state_lease_until", "steps", ["state", "lease_until"])


def _create_page_images() -> None:
    op.create_table(
        "page_images",
        sa.Column("document_sha256", sa.String(64), nullable=False),
        sa.Column("page", sa.Integer, nullable=False, autoincrement=False, comment="counted from 1"),
        sa.Column("width", sa.Integer, nullable=False, autoincrement=False, comment="pixels"),
        sa.Column("with_pictures", sa.Boolean, nullable=False, comment="without them for blind review"),
        sa.Column("blob_sha256", sa.String(64), nullable=False),
        sa.Column("media_type", sa.String(64), nullable=False),
        sa.Column("created_at", MOMENT, nullable=False),
        sa.PrimaryKeyConstraint("document_sha256", "page", "width", "with_pictures", name="pk_page_images"),
    )


def _create_requests() -> None:
    op.create_table(
        "requests",
        sa.Column("owner", sa.String(64), nullable=False),
        sa.Column("key", sa.String(255), nullable=False, comment="the Idempotency-Key of the request"),
        sa.Column("fingerprint", sa.String(64), nullable=False, comment="of method, path and body"),
        sa.Column("resource_id", sa.String(40), comment="what the request made; null while it is being worked on"),
        sa.Column("created_at", MOMENT, nullable=False),
        sa.Column("expires_at", MOMENT, nullable=False),
        sa.PrimaryKeyConstraint("owner", "key", name="pk_requests"),
    )
    op.create_index("ix_requests_expires_at", "requests", ["expires_at"])


def _create_api_keys() -> None:
    op.create_table(
        "api_keys",
        sa.Column("id", sa.String(40), nullable=False),
        sa.Column("owner", sa.String(64), nullable=False),
        sa.Column("name", sa.String(255), nullable=False),
        sa.Column("secret_sha256", sa.String(64), nullable=False, comment="of the key, which is random"),
        sa.Column("scopes", sa.JSON, nullable=False),
        sa.Column("created_at", MOMENT, nullable=False),
        sa.Column("revoked_at", MOMENT),
        sa.PrimaryKeyConstraint("id", name="pk_api_keys"),
        sa.UniqueConstraint("secret_sha256", name="uq_api_keys_secret_sha256"),
    )
