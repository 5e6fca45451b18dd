"""Documents: handed in once, analysed as often as wanted, and given back."""

from datetime import timedelta
from typing import Annotated, Any

from fastapi import APIRouter, File, Header, Path, Query, Response, UploadFile, status
from starlette.concurrency import run_in_threadpool
from starlette.responses import FileResponse, PlainTextResponse

from backend.api.callers import Caller, CurrentCaller
from backend.api.context import ApiContext, Context
from backend.api.owned import DocumentId, owned_document
from backend.api.page_images import answer_with_image
from backend.api.schemas import Document
from backend.api.validators import PERSONAL, conditional, is_known
from backend.errors import AnalysisNotFinished, UnknownDocument
from backend.jobs import JobState
from backend.jobs.document import StoredDocument
from backend.jobs.listing import JobFilter
from backend.jobs.page_images import PageImageKey
from vitae.domain.errors import NoPages, PageNotFound

router = APIRouter(prefix="/v1/documents", tags=["documents"])

HARMLESS = {
    "X-Content-Type-Options": "nosniff",
    "Content-Security-Policy": "sandbox; default-src 'none'",
}


FILE: dict[int | str, dict[str, Any]] = {
    200: {"description": "The document.", "content": {"application/octet-stream": {"schema": {"type": "string"}}}},
    206: {"description": "The part of it that was asked for."},
    304: {"description": "The client has it already."},
    416: {"description": "The document has no such part."},
}
IMAGE: dict[int | str, dict[str, Any]] = {
    200: {
        "description": "The page, 1,240 pixels wide.",
        "content": {"image/png": {"schema": {"type": "string", "format": "binary"}}},
    },
    304: {"description": "The client has it already."},
}


@router.post(
    "", status_code=status.HTTP_201_CREATED, operation_id="store_document", responses={200: {"model": Document}}
)
def store(
    context: Context,
    caller: CurrentCaller,
    response: Response,
    file: Annotated[UploadFile, File(description="The document, whose bytes are its identity.")],
) -> Document:
    """Keep a document without analysing it: 201, or 200 where the caller has the same bytes already."""
    kept = timedelta(days=context.services.settings.document_retention_days)
    data = file.file.read()
    document = context.services.intake.store(data, file.filename, caller.owner, kept)
    is_new = context.services.documents.add(document)
    if context.services.intake.is_lost(document.sha256):
        context.services.intake.keep(data)
    view = Document.of(document)
    response.headers.update({"Location": view.links["self"], **PERSONAL})
    if not is_new:
        response.status_code = status.HTTP_200_OK
    return view


@router.get("/{document_id}", operation_id="get_document", response_model=Document)
def read(
    context: Context,
    caller: CurrentCaller,
    document_id: DocumentId,
    if_none_match: Annotated[str, Header(description="The ETag of a copy that is there already.")] = "",
) -> Response:
    """Return what is known of a document."""
    return conditional(Document.of(owned_document(context, caller, document_id)), if_none_match, is_final=True)


@router.delete("/{document_id}", status_code=status.HTTP_204_NO_CONTENT, operation_id="erase_document")
def erase(context: Context, caller: CurrentCaller, document_id: DocumentId) -> None:
    """Remove the caller's document and every analysis of it; another owner's stay."""
    document = owned_document(context, caller, document_id)
    context.services.erasure.erase_document(caller.owner, document.sha256)


@router.get("/{document_id}/file", operation_id="get_document_file", response_class=Response, responses=FILE)
def read_file(
    context: Context,
    caller: CurrentCaller,
    document_id: DocumentId,
    if_none_match: Annotated[str, Header(description="The ETag of a copy that is there already.")] = "",
) -> Response:
    """Return the document as it was handed in, whole or in ranges, as an attachment."""
    document = owned_document(context, caller, document_id)
    headers = {**PERSONAL, **HARMLESS, "ETag": f'"{document.sha256}"'}
    if is_known(headers["ETag"], if_none_match):
        return Response(status_code=status.HTTP_304_NOT_MODIFIED, headers=headers)
    path = context.services.blobs.path(document.sha256)
    if not path.exists():
        raise UnknownDocument(f"The document {document_id} is not kept any more.")
    return FileResponse(
        path, headers=headers, media_type="application/octet-stream", filename=document.filename or document.id
    )


@router.get("/{document_id}/text", operation_id="get_document_text", response_class=PlainTextResponse)
def read_text(context: Context, caller: CurrentCaller, document_id: DocumentId) -> Response:
    """Return the text that the latest analysis read; character positions of the report count in it."""
    _document, seen = _as_read(context, caller, document_id)
    return PlainTextResponse(seen["text"] or "", headers={**PERSONAL, **HARMLESS})


@router.get("/{document_id}/pages/{page}", operation_id="get_document_page", response_class=Response, responses=IMAGE)
async def read_page(
    context: Context,
    caller: CurrentCaller,
    document_id: DocumentId,
    page: Annotated[int, Path(ge=1, description="Counted from 1.")],
    pictures: Annotated[bool, Query(description="Without them no photograph is seen.")] = True,  # noqa: FBT002  # a query parameter is always named
    if_none_match: Annotated[str, Header(description="The ETag of a copy that is there already.")] = "",
) -> Response:
    """Return a page of an analysed PDF as an image; a worker paints it when it is first asked for."""
    document, seen = await run_in_threadpool(_as_read, context, caller, document_id)
    number = seen["page_count"]
    if number is None:
        raise NoPages("A document of this format has no pages.")
    if page > number:
        raise PageNotFound(f"There is no page {page}; the last one is {number}.")
    return await answer_with_image(
        context.page_images, PageImageKey(document.sha256, page, pictures), if_none_match=if_none_match
    )


def _as_read(context: ApiContext, caller: Caller, document_id: str) -> tuple[StoredDocument, dict[str, Any]]:
    """Return the caller's document and what the report of its latest analysis says of it."""
    document = owned_document(context, caller, document_id)
    wanted = JobFilter(owner=caller.owner, states=frozenset({JobState.SUCCEEDED}), document_sha256=document.sha256)
    page = context.services.lists.page(wanted, limit=1)
    if not page.jobs:
        raise AnalysisNotFinished(f"No analysis of the document {document_id} has succeeded yet.")
    seen: dict[str, Any] = context.analyses.result(page.jobs[0].id)["document"]
    return document, seen
