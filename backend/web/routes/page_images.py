"""Pages of a document as images, made elsewhere: this process never opens a document."""

import time
from typing import Annotated

import anyio
from fastapi import APIRouter, Depends, Path, Query, Request
from starlette.concurrency import run_in_threadpool
from starlette.responses import Response

from backend.api.callers import CurrentCaller
from backend.api.context import Context
from backend.api.owned import AnalysisId, owned_status
from backend.errors import PageImageNotReady
from backend.jobs.page_images import PageImageKey, PageImages
from backend.web.page import PERSONAL

router = APIRouter(prefix="/analyses")

PATIENCE_SECONDS = 10.0
"""How long a browser is kept waiting; a page is painted in a tenth of a second, where a worker is free."""
LOOK_SECONDS = 0.1
HARMLESS = {**PERSONAL, "X-Content-Type-Options": "nosniff", "Content-Security-Policy": "sandbox; default-src 'none'"}


async def _page_images(request: Request) -> PageImages:
    images: PageImages = request.app.state.page_images
    return images


Images = Annotated[PageImages, Depends(_page_images)]


@router.get("/{analysis_id}/pages/{page}")
async def read_page(
    context: Context,
    caller: CurrentCaller,
    images: Images,
    analysis_id: AnalysisId,
    page: Annotated[int, Path(ge=1)],
    pictures: Annotated[bool, Query()] = True,  # noqa: FBT002  # a query parameter is always named
) -> Response:
    """Hand the image out as soon as it is there; 503 with Retry-After when that takes long."""
    job = (await run_in_threadpool(owned_status, context, caller, analysis_id)).job
    key = PageImageKey(job.document_sha256, page, pictures)
    deadline = time.monotonic() + PATIENCE_SECONDS
    while True:
        try:
            data, media_type = await run_in_threadpool(images.read, key)
        except PageImageNotReady:
            if time.monotonic() >= deadline:
                raise
            await anyio.sleep(LOOK_SECONDS)
        else:
            return Response(data, media_type=media_type, headers=HARMLESS)
