"""Indexes for figures that are asked for every few seconds."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"

QUEUED = sa.text("state = 'queued'")


def upgrade() -> None:
    """Let what waits in each queue, and what has ended lately, be counted however many jobs there are."""
    op.create_index("ix_jobs_queued", "jobs", ["queue", "created_at"], sqlite_where=QUEUED, postgresql_where=QUEUED)
    op.create_index("ix_jobs_finished_at_state_cache", "jobs", ["finished_at", "state", "cache"])
