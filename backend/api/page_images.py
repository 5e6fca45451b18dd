"""Pages of documents as images, made elsewhere: this process never opens a document."""

import time

import anyio
from starlette.concurrency import run_in_threadpool
from starlette.responses import Response

from backend.api.validators import PERSONAL, etag_of, is_known
from backend.errors import PageImageNotReady
from backend.jobs.page_images import PageImageKey, PageImages

PATIENCE_SECONDS = 10.0
"""How long a client is kept waiting; a page is painted in a tenth of a second, where a worker is free."""
LOOK_SECONDS = 0.1
HARMLESS = {**PERSONAL, "X-Content-Type-Options": "nosniff", "Content-Security-Policy": "sandbox; default-src 'none'"}


async def answer_with_image(images: PageImages, key: PageImageKey, if_none_match: str = "") -> Response:
    """Return the image as soon as it is there, or 304 when the client has it.

    Raises:
        PageImageNotReady: it takes long; it has been asked for.
        BrokerUnavailable: there is none, and it cannot be asked for.
    """
    deadline = time.monotonic() + PATIENCE_SECONDS
    while True:
        try:
            data, media_type = await run_in_threadpool(images.read, key)
        except PageImageNotReady:
            if time.monotonic() >= deadline:
                raise
            await anyio.sleep(LOOK_SECONDS)
        else:
            headers = {**HARMLESS, "ETag": etag_of(data)}
            if is_known(headers["ETag"], if_none_match):
                return Response(status_code=304, headers=headers)
            return Response(data, media_type=media_type, headers=headers)
