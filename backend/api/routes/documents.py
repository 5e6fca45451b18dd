"""Documents: handed in once, analysed as often as wanted, and given back."""

from datetime import timedelta
from typing import Annotated, Any

from fastapi import APIRouter, File, Header, Response, UploadFile, status
from starlette.responses import FileResponse, PlainTextResponse

from backend.api.callers import CurrentCaller
from backend.api.context import Context
from backend.api.owned import DocumentId, owned_document
from backend.api.schemas import Document
from backend.api.validators import PERSONAL, conditional, is_known
from backend.errors import AnalysisNotFinished, UnknownDocument
from backend.jobs import JobState
from backend.jobs.listing import JobFilter

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
    document = owned_document(context, caller, document_id)
    wanted = JobFilter(owner=caller.owner, states=frozenset({JobState.SUCCEEDED}), document_sha256=document.sha256)
    page = context.services.lists.page(wanted, limit=1)
    if not page.jobs:
        raise AnalysisNotFinished(f"No analysis of the document {document_id} has succeeded yet.")
    text = context.analyses.result(page.jobs[0].id)["document"]["text"]
    return PlainTextResponse(text or "", headers={**PERSONAL, **HARMLESS})
