"""What is finished of a report, to be read while the rest is made."""

import sqlalchemy as sa
from alembic import op

from backend.storage.types import UtcDateTime

revision = "0006"
down_revision = "0005"


def upgrade() -> None:
    """Add the table of reports that are being made."""
    op.create_table(
        "partials",
        sa.Column("job_id", sa.String(40), nullable=False),
        sa.Column("owner", sa.String(64), nullable=False),
        sa.Column("lease_token", sa.Integer(), nullable=False, comment="of the attempt that made it"),
        sa.Column("analyzers", sa.JSON(), nullable=False, comment="names of those whose results are in it"),
        sa.Column("body", sa.LargeBinary(), nullable=False, comment="JSON in UTF-8, compressed with zlib"),
        sa.Column("created_at", UtcDateTime(), nullable=False),
        sa.ForeignKeyConstraint(["job_id"], ["jobs.id"], name="fk_partials_job_id", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("job_id", name="pk_partials"),
    )
