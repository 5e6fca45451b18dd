"""Hand in documents by the thousand, follow them as one, and read what came out."""

import hashlib
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Annotated, Any

from fastapi import APIRouter, File, Form, Header, Query, Response, UploadFile, status
from starlette.concurrency import run_in_threadpool
from starlette.responses import StreamingResponse

from backend.api.batch_events import Moment, batch_events
from backend.api.batch_results import BATCH_FORMATS, choose_batch_format
from backend.api.batch_schemas import Batch, BatchList, ItemList
from backend.api.callers import Caller, CurrentCaller
from backend.api.context import ApiContext, Context
from backend.api.event_stream import STREAM_RESPONSES, EventStream
from backend.api.forms import RULES, options_of, split_names
from backend.api.negotiation import report_headers
from backend.api.owned import BatchId, owned_batch
from backend.api.paging import Cursor, Limit, next_link
from backend.api.repeatable import IdempotencyKey, accepted
from backend.api.schemas import Analysis
from backend.api.validators import PERSONAL, conditional
from backend.api.waiting import Patience
from backend.errors import TooManyFiles
from backend.jobs import JobState, JobStatus
from backend.jobs.archives import documents_in, is_archive
from backend.jobs.batch import Batch as JobBatch
from backend.jobs.batch import BatchStatus, ItemQuery, Order
from backend.jobs.intake import DEFAULT_PRIORITY
from backend.jobs.listing import ListCursor
from vitae.domain.errors import VitaeError

router = APIRouter(prefix="/v1/batches", tags=["batches"])

MAX_FILES = 500
"""In one request; a batch may have more, and an archive counts as one."""

READ_BYTES = 1024 * 1024

Files = Annotated[list[UploadFile], File(description="Documents, and ZIP archives of documents; at most 500.")]
SORTS = rf"^-?({'|'.join(Order)})$"
SORTS_IN_WORDS = f"One of {', '.join(f'`{order}`' for order in Order)}; `-` reverses. What is not known comes last."
Sort = Annotated[str, Query(pattern=SORTS, description=SORTS_IN_WORDS)]


GOES_ON: dict[int | str, dict[str, Any]] = {202: {"model": Batch, "description": "Something goes on."}}
RESULTS: dict[int | str, dict[str, Any]] = {
    200: {
        "description": "What has come out so far.",
        "content": {kind.media_type: {"schema": {"type": "string"}} for kind in BATCH_FORMATS},
    }
}


@router.post("", status_code=status.HTTP_202_ACCEPTED, operation_id="create_batch")
def create(
    context: Context,
    caller: CurrentCaller,
    response: Response,
    key: IdempotencyKey = None,
    files: Files = [],  # noqa: B006  # FastAPI's way to say that there may be none; it copies it
    name: Annotated[str | None, Form(max_length=255, description="What people call it.")] = None,
    analyzers: Annotated[list[str] | None, Form(description="Names, repeated or separated by commas.")] = None,
    as_of: Annotated[date | None, Form(description="The day that “present” means; today when missing.")] = None,
    rules: Annotated[list[str] | None, Form(description=RULES)] = None,
    priority: Annotated[int, Form(description="0 to 9; higher is sooner, among the caller's own.")] = DEFAULT_PRIORITY,
    keep_open: Annotated[bool, Form(description="Whether more documents will be added.")] = False,  # noqa: FBT002  # a field of a form has a name
) -> Batch:
    """Accept documents as a batch; one that cannot be analysed fails alone. Without files, an open batch."""
    _check_number(files)
    wanted: dict[str, Any] = {
        "name": name,
        "analyzers": split_names(analyzers),
        "as_of": as_of,
        "options": options_of(rules),
        "priority": priority,
    }
    found, is_replay = context.services.repeatable.once(
        caller.owner,
        key,
        {"POST": "/v1/batches", "files": _digests(files) if key else None, "keep_open": keep_open, **wanted},
        make=lambda: _create(context, files, is_open=keep_open or not files, owner=caller.owner, **wanted),
        find=lambda batch_id: owned_batch(context, caller, batch_id).batch,
    )
    view = Batch.of(context.batches.status(found.id))
    response.headers.update(accepted(view.links["self"], is_replay=is_replay))
    return view


@router.get("", operation_id="list_batches")
def list_batches(
    context: Context, caller: CurrentCaller, response: Response, limit: Limit = 50, cursor: Cursor = None
) -> BatchList:
    """Return the caller's batches, the newest first, a page at a time."""
    page = context.batches.page(caller.owner, limit=limit, after=ListCursor.decode(cursor) if cursor else None)
    following = page.next.encode() if page.next else None
    response.headers.update(PERSONAL)
    if following:
        response.headers["Link"] = next_link("/v1/batches", [("limit", str(limit))], following)
    return BatchList(items=[Batch.of(found) for found in page.batches], next_cursor=following)


@router.get("/{batch_id}", operation_id="get_batch", response_model=Batch)
async def read_batch(
    context: Context,
    caller: CurrentCaller,
    batch_id: BatchId,
    patience: Patience,
    if_none_match: Annotated[str, Header(description="The ETag of a copy that is there already.")] = "",
) -> Response:
    """Return the batch as it is now or, with `wait`, as soon as it has ended or the time is over."""
    deadline = time.monotonic() + patience
    found, mark = await run_in_threadpool(owned_batch, context, caller, batch_id), None
    while not found.is_finished and (left := deadline - time.monotonic()) > 0:
        mark = await context.batch_watcher.wait_for_change(batch_id, mark, left)
        found = await run_in_threadpool(context.batches.status, batch_id)
    return conditional(Batch.of(found), if_none_match, is_final=found.is_finished)


@router.post("/{batch_id}/documents", status_code=status.HTTP_202_ACCEPTED, operation_id="add_to_batch")
def add(context: Context, caller: CurrentCaller, response: Response, batch_id: BatchId, files: Files) -> Batch:
    """Add documents to an open batch; one that is there already is not added again."""
    response.headers.update(PERSONAL)
    owned_batch(context, caller, batch_id)
    _check_number(files)
    context.batches.add(batch_id, _Uploaded(files, context.services.settings.max_upload_bytes))
    return Batch.of(context.batches.status(batch_id))


@router.post("/{batch_id}/close", operation_id="close_batch", responses=GOES_ON)
def close(context: Context, caller: CurrentCaller, response: Response, batch_id: BatchId) -> Batch:
    """Say that all documents are there; a second time changes nothing."""
    return _after(response, context, caller, batch_id, context.batches.close)


@router.post("/{batch_id}/cancel", operation_id="cancel_batch", responses=GOES_ON)
def cancel(context: Context, caller: CurrentCaller, response: Response, batch_id: BatchId) -> Batch:
    """Cancel what has not ended; reports that are there stay. 202 while a worker is being stopped."""
    return _after(response, context, caller, batch_id, context.batches.cancel)


@router.delete("/{batch_id}", status_code=status.HTTP_204_NO_CONTENT, operation_id="erase_batch")
def erase(context: Context, caller: CurrentCaller, batch_id: BatchId) -> None:
    """Remove the batch with all its documents and reports."""
    owned_batch(context, caller, batch_id)
    context.services.erasure.erase_batch(caller.owner, batch_id)


@router.post("/{batch_id}/retry-failed", operation_id="retry_failed_of_batch", responses=GOES_ON)
def retry_failed(context: Context, caller: CurrentCaller, response: Response, batch_id: BatchId) -> Batch:
    """Try anew what failed while it was analysed, each as a new analysis in the place of the old one."""
    return _after(response, context, caller, batch_id, context.batches.retry_failed)


@router.get("/{batch_id}/items", operation_id="list_batch_items")
def list_items(
    context: Context,
    caller: CurrentCaller,
    response: Response,
    batch_id: BatchId,
    state: Annotated[list[JobState] | None, Query(description="Only these states; may be repeated.")] = None,
    q: Annotated[str | None, Query(max_length=255, description="A part of the file's name.")] = None,
    sort: Sort = "name",
    limit: Limit = 50,
    cursor: Annotated[str | None, Query(max_length=64, description="`next_cursor` of the page before.")] = None,
) -> ItemList:
    """Return the documents of the batch, a page at a time."""
    owned_batch(context, caller, batch_id)
    order = Order(sort.removeprefix("-"))
    query = ItemQuery(frozenset(state or ()), q, order, sort.startswith("-"), after=cursor, limit=limit)
    page = context.batches.items(batch_id, query)
    response.headers.update(PERSONAL)
    if page.last:
        filters = [("state", one) for one in state or ()] + [("q", q), ("sort", sort), ("limit", str(limit))]
        response.headers["Link"] = next_link(f"/v1/batches/{batch_id}/items", filters, page.last)
    return ItemList(items=[Analysis.of(JobStatus(job, None)) for job in page.jobs], next_cursor=page.last)


@router.get("/{batch_id}/events", operation_id="watch_batch", response_class=Response, responses=STREAM_RESPONSES)
async def read_events(
    context: Context,
    caller: CurrentCaller,
    batch_id: BatchId,
    last_event_id: Annotated[str, Header(description="The id of the last event seen; what followed is sent.")] = "",
    after: Annotated[str, Query(description="The same, for clients that cannot set the header.")] = "",
) -> Response:
    """Stream what happens to all documents until the last one has ended; 204 for a reader that has seen the end.

    The first event is `snapshot` with the batch. Then come `items` with what changed and `counts` with the
    batch, at most four times a second, and `end` with what became of it.
    """
    position = Moment.parse(last_event_id or after)
    found = await run_in_threadpool(owned_batch, context, caller, batch_id)
    if position is not None and position.is_end and found.is_finished:
        return Response(status_code=status.HTTP_204_NO_CONTENT)
    return EventStream(batch_events(context, found, position))


@router.get("/{batch_id}/results", operation_id="get_batch_results", response_class=Response, responses=RESULTS)
def read_results(
    context: Context,
    caller: CurrentCaller,
    batch_id: BatchId,
    accept: Annotated[str, Header(description="A media type in which the results can be had.")] = "*/*",
) -> Response:
    """Return what has come out so far: lines of JSON, or what Accept asks for; written while it is read."""
    wanted = choose_batch_format(accept)
    owned_batch(context, caller, batch_id)
    headers = {**PERSONAL, **report_headers(wanted, batch_id)}
    body = wanted.write(context.batches.export(batch_id))
    return StreamingResponse(body, media_type=wanted.media_type, headers=headers)


def _create(context: ApiContext, files: list[UploadFile], *, is_open: bool, **wanted: Any) -> JobBatch:
    batch = context.batches.create(**wanted)
    try:
        context.batches.add(batch.id, _Uploaded(files, context.services.settings.max_upload_bytes))
    except VitaeError:
        context.batches.cancel(batch.id)  # an archive is damaged: nothing of it was taken
        raise
    if not is_open:
        context.batches.close(batch.id)
    return batch


def _digests(files: list[UploadFile]) -> list[tuple[str | None, str]]:
    """Return what tells these files from others; they are left at their beginning."""
    found = []
    for upload in files:
        digest = hashlib.sha256()
        while part := upload.file.read(READ_BYTES):
            digest.update(part)
        upload.file.seek(0)
        found.append((upload.filename, digest.hexdigest()))
    return found


def _after(
    response: Response, context: ApiContext, caller: Caller, batch_id: str, act: Callable[[str], BatchStatus]
) -> Batch:
    """Return the batch as it is after `act`: 200 when it has ended, 202 while something goes on."""
    response.headers.update(PERSONAL)
    owned_batch(context, caller, batch_id)
    view = Batch.of(act(batch_id))
    if not view.is_finished:
        response.status_code = status.HTTP_202_ACCEPTED
    return view


def _check_number(files: list[UploadFile]) -> None:
    if len(files) > MAX_FILES:
        raise TooManyFiles(f"The request has {len(files)} files; the limit is {MAX_FILES}.")


@dataclass(frozen=True, slots=True)
class _Uploaded:
    """The documents of a request, those of an archive too, one by one, and each time anew."""

    files: list[UploadFile]
    max_bytes: int

    def __iter__(self) -> Iterator[tuple[str | None, bytes]]:
        for upload in self.files:
            if is_archive(upload.file):  # which leaves the file at its start
                yield from documents_in(upload.file, self.max_bytes)
            else:
                yield upload.filename, upload.file.read()
