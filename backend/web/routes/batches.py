"""Many documents together: the list of batches, one of them while it runs and after, and candidates side by side."""

from collections.abc import Mapping
from typing import Annotated

from fastapi import APIRouter, Query, Request
from starlette.responses import RedirectResponse, Response, StreamingResponse

from backend.api.batch_results import BATCH_FORMATS
from backend.api.callers import CurrentCaller
from backend.api.context import Context
from backend.api.negotiation import report_headers
from backend.api.owned import BatchId, owned_batch
from backend.errors import RouteNotFound
from backend.jobs import JobState
from backend.jobs.batch import ItemQuery, Order
from backend.jobs.listing import ListCursor
from backend.web.page import PERSONAL, render_page
from backend.web.rows import candidate_rows

router = APIRouter(prefix="/batches", include_in_schema=False)

LISTED = 50
SORTS: Mapping[str, str] = {
    "name": "Document",
    "state": "State",
    "score": "Score",
    "experience": "Experience",
    "size": "Size",
}
FORMATS = {kind.extension: kind for kind in BATCH_FORMATS}


@router.get("")
def list_all(
    request: Request,
    context: Context,
    caller: CurrentCaller,
    after: Annotated[str, Query(max_length=255)] = "",
) -> Response:
    """Show the caller's batches, the newest first, a page at a time."""
    page = context.batches.page(caller.owner, limit=LISTED, after=ListCursor.decode(after) if after else None)
    following = page.next.encode() if page.next else None
    return render_page(request, "batches.html.j2", batches=page.batches, after=after, following=following)


@router.get("/{batch_id}")
def show(
    request: Request,
    context: Context,
    caller: CurrentCaller,
    batch_id: BatchId,
    state: Annotated[JobState | None, Query()] = None,
    q: Annotated[str, Query(max_length=255)] = "",
    sort: Annotated[str, Query(pattern=rf"^-?({'|'.join(SORTS)})$")] = "name",
    after: Annotated[str | None, Query(max_length=64)] = None,
) -> Response:
    """Show a batch: its counts, and its documents a page at a time."""
    status = owned_batch(context, caller, batch_id)
    order = Order(sort.removeprefix("-"))
    query = ItemQuery(frozenset({state} if state else ()), q or None, order, sort.startswith("-"), after, LISTED)
    page = context.batches.items(batch_id, query)
    return render_page(
        request,
        "batch.html.j2",
        status=status,
        can_retry=status.is_finished and context.batches.count_retryable(batch_id) > 0,
        rows=candidate_rows(context.services, page.jobs),
        following=page.last,
        state=state,
        q=q,
        sort=sort,
        after=after,
        sorts=SORTS,
    )


@router.post("/{batch_id}/cancel")
def cancel(context: Context, caller: CurrentCaller, batch_id: BatchId) -> RedirectResponse:
    """Cancel what has not ended."""
    owned_batch(context, caller, batch_id)
    context.batches.cancel(batch_id)
    return RedirectResponse(f"/batches/{batch_id}", status_code=303)


@router.post("/{batch_id}/retry-failed")
def retry_failed(context: Context, caller: CurrentCaller, batch_id: BatchId) -> RedirectResponse:
    """Try anew what failed."""
    owned_batch(context, caller, batch_id)
    context.batches.retry_failed(batch_id)
    return RedirectResponse(f"/batches/{batch_id}", status_code=303)


@router.post("/{batch_id}/erase")
def erase(context: Context, caller: CurrentCaller, batch_id: BatchId) -> RedirectResponse:
    """Erase the batch with everything in it."""
    owned_batch(context, caller, batch_id)
    context.services.erasure.erase_batch(caller.owner, batch_id)
    return RedirectResponse("/batches", status_code=303)


@router.get("/{batch_id}/export/{extension}")
def export(context: Context, caller: CurrentCaller, batch_id: BatchId, extension: str) -> Response:
    """Hand all results out as one file, written while it is read."""
    if extension not in FORMATS:
        raise RouteNotFound(f"There is no format named {extension}.")
    owned_batch(context, caller, batch_id)
    kind = FORMATS[extension]
    headers = {**PERSONAL, **report_headers(kind, batch_id)}
    return StreamingResponse(kind.write(context.batches.export(batch_id)), media_type=kind.media_type, headers=headers)
