"""What finds that which is to be removed, and whom a file belongs to."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"

LIVE = sa.text("erased_at IS NULL")
BURIED = sa.text("erased_at IS NOT NULL")


def upgrade() -> None:
    """Add indexes over what expires, and the digest of what a step has written."""
    op.drop_index("ix_jobs_expires_at", "jobs")
    op.create_index("ix_jobs_expires_at", "jobs", ["expires_at"], sqlite_where=LIVE, postgresql_where=LIVE)
    op.create_index("ix_jobs_erased_at", "jobs", ["erased_at"], sqlite_where=BURIED, postgresql_where=BURIED)
    op.add_column("steps", sa.Column("blob_sha256", sa.String(64), comment="of the file that it wrote"))
    op.create_index("ix_steps_blob_sha256", "steps", ["blob_sha256"])
    op.create_index("ix_page_images_blob_sha256", "page_images", ["blob_sha256"])
    op.create_index("ix_page_images_created_at", "page_images", ["created_at"])
