"""Jobs, reports, plain tasks, and the ledger's own id."""

import uuid

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None

MOMENT = sa.DateTime(timezone=True)


def upgrade() -> None:
    """Lay the first tables. Columns for leases, batches and the result cache have their place from the start."""
    _create_jobs()
    op.create_table(
        "reports",
        sa.Column("job_id", sa.String(40), nullable=False),
        sa.Column("owner", sa.String(64), nullable=False),
        sa.Column("body", sa.LargeBinary, nullable=False, comment="JSON in UTF-8, compressed with zlib"),
        sa.Column("created_at", MOMENT, nullable=False),
        sa.PrimaryKeyConstraint("job_id", name="pk_reports"),
        sa.ForeignKeyConstraint(["job_id"], ["jobs.id"], name="fk_reports_job_id", ondelete="CASCADE"),
    )
    op.create_table(
        "tasks",
        sa.Column("id", sa.String(255), nullable=False),
        sa.Column("owner", sa.String(64), nullable=False, server_default=sa.text("'local'")),
        sa.Column("name", sa.String(255), nullable=False),
        sa.Column("published_at", MOMENT, nullable=False),
        sa.Column("expires_at", MOMENT, nullable=False),
        sa.Column("cancel_requested", sa.Boolean, nullable=False, server_default=sa.false()),
        sa.Column("started_at", MOMENT),
        sa.PrimaryKeyConstraint("id", name="pk_tasks"),
    )
    op.create_index("ix_tasks_expires_at", "tasks", ["expires_at"])
    meta = op.create_table(
        "meta",
        sa.Column("key", sa.String(64), nullable=False),
        sa.Column("value", sa.Text, nullable=False),
        sa.PrimaryKeyConstraint("key", name="pk_meta"),
    )
    op.bulk_insert(meta, [{"key": "ledger_id", "value": uuid.uuid4().hex}])


def _create_jobs() -> None:
    op.create_table(
        "jobs",
        sa.Column("id", sa.String(40), nullable=False),
        sa.Column("owner", sa.String(64), nullable=False),
        sa.Column("state", sa.String(16), nullable=False),
        sa.Column("filename", sa.String(255)),
        sa.Column("document_sha256", sa.String(64), nullable=False),
        sa.Column("size", sa.Integer, nullable=False),
        sa.Column("analyzers", sa.JSON),
        sa.Column("as_of", sa.Date, nullable=False),
        sa.Column("queue", sa.String(64), nullable=False),
        sa.Column("priority", sa.SmallInteger, nullable=False),
        sa.Column("attempt", sa.Integer, nullable=False, server_default=sa.text("0")),
        sa.Column("cancel_requested", sa.Boolean, nullable=False, server_default=sa.false()),
        sa.Column("message_id", sa.String(64)),
        sa.Column("created_at", MOMENT, nullable=False),
        *(sa.Column(f"{event}_at", MOMENT) for event in ("published", "started", "finished", "expires")),
        sa.Column("worker", sa.String(255)),
        sa.Column("holder", sa.String(255)),
        sa.Column("lease_until", MOMENT),
        sa.Column("lease_token", sa.Integer, nullable=False, server_default=sa.text("0")),
        sa.Column("error", sa.JSON),
        sa.Column("summary", sa.JSON),
        sa.Column("retry_of", sa.String(40)),
        sa.Column("batch_id", sa.String(40)),
        sa.Column("options_digest", sa.String(64)),
        sa.Column("cache_key", sa.String(64)),
        sa.PrimaryKeyConstraint("id", name="pk_jobs"),
    )
    op.create_index("ix_jobs_owner_created_at", "jobs", ["owner", "created_at"])
    op.create_index("ix_jobs_state_lease_until", "jobs", ["state", "lease_until"])
    op.create_index("ix_jobs_state_published_at", "jobs", ["state", "published_at"])
    for column in ("document_sha256", "expires_at", "batch_id", "cache_key"):
        op.create_index(f"ix_jobs_{column}", "jobs", [column])
