"""The task that paints a page, so that no other process has to open the document."""

from backend.celery_config import RENDER_TASK
from backend.jobs.page_images import PageImageKey, PageImageRecord
from backend.tasks import records
from backend.tasks.app import celery_app
from backend.tasks.base import RecordedTask
from vitae.domain.errors import VitaeError


@celery_app.task(name=RENDER_TASK, base=RecordedTask, throws=(VitaeError,))
def render_page_task(document_sha256: str, page: int, with_pictures: bool = True) -> dict[str, int]:  # noqa: FBT001, FBT002  # a message names its arguments by their place
    """Paint a page of a stored document in the sandbox and keep its image.

    Args:
        document_sha256: The digest under which the document is stored.
        page: Counted from 1.
        with_pictures: Whether the images on the page are painted.

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
    key = PageImageKey(document_sha256, page, with_pictures)
    image = render_page(
        services.blobs.read(document_sha256), page, width=key.width, with_pictures=with_pictures, limits=limits
    )
    record = PageImageRecord(key, services.blobs.put(image.data), image.media_type, records.now())
    services.page_images.add_page_image(record)
    return {"page": page, "bytes": len(image.data)}
