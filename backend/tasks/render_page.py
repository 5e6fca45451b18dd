"""The task that paints a page, so that no other process has to open the document."""

from backend.celery_config import RENDER_TASK
from backend.jobs.page_images import WIDTH, PageImageRecord
from backend.tasks import records
from backend.tasks.app import celery_app
from backend.tasks.base import RecordedTask
from vitae.domain.errors import VitaeError


@celery_app.task(name=RENDER_TASK, base=RecordedTask, throws=(VitaeError,))
def render_page_task(document_sha256: str, page: int) -> dict[str, int]:
    """Paint a page of a stored document in the sandbox and keep its image.

    Args:
        document_sha256: The digest under which the document is stored.
        page: Counted from 1.

    Returns:
        ``page`` and the ``bytes`` of its image.

    Raises:
        DocumentError: The document is not there (any more), or the page cannot be painted.
        SandboxUnavailable: The isolated reader cannot be started.
        LedgerUnavailable: The image cannot be kept.

    Example:
        >>> from backend.tasks import render_page_task
        >>> render_page_task.name
        'tasks.render_page'
    """
    from vitae.documents.pages import render_page

    services = records.services()
    limits = services.settings.document_limits
    image = render_page(services.blobs.read(document_sha256), page, width=WIDTH, limits=limits)
    services.page_images.add_page_image(
        PageImageRecord(
            document_sha256=document_sha256,
            page=page,
            width=WIDTH,
            blob_sha256=services.blobs.put(image.data),
            media_type=image.media_type,
            created_at=records.now(),
        )
    )
    return {"page": page, "bytes": len(image.data)}
