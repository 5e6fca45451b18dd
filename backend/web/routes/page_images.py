"""Pages of documents as images, as the result shows them."""

from typing import Annotated

from fastapi import APIRouter, Path, Query
from starlette.concurrency import run_in_threadpool
from starlette.responses import Response

from backend.api.callers import CurrentCaller
from backend.api.context import Context
from backend.api.owned import AnalysisId, owned_status
from backend.api.page_images import answer_with_image
from backend.jobs.page_images import PageImageKey

router = APIRouter(prefix="/analyses", include_in_schema=False)


@router.get("/{analysis_id}/pages/{page}")
async def read_page(
    context: Context,
    caller: CurrentCaller,
    analysis_id: AnalysisId,
    page: Annotated[int, Path(ge=1)],
    pictures: Annotated[bool, Query()] = True,  # noqa: FBT002  # a query parameter is always named
) -> Response:
    """Hand the image out as soon as it is there; 503 with Retry-After when that takes long."""
    job = (await run_in_threadpool(owned_status, context, caller, analysis_id)).job
    return await answer_with_image(context.page_images, PageImageKey(job.document_sha256, page, pictures))
