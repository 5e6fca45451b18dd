"""Hand in, watch, list and cancel analyses."""

import hashlib
from contextlib import suppress
from datetime import date
from typing import Annotated, Any

from fastapi import APIRouter, File, Form, Header, Query, Request, Response, UploadFile, status
from starlette.concurrency import run_in_threadpool

from backend.api.callers import Caller, CurrentCaller, caller_of
from backend.api.context import ApiContext, Context, context_of
from backend.api.forms import RULES, options_of, split_names
from backend.api.owned import AnalysisId, owned_document, owned_status
from backend.api.paging import Cursor, Limit, next_link
from backend.api.plain_form import PlainFormRoute
from backend.api.repeatable import IdempotencyKey, accepted
from backend.api.schemas import Analysis, AnalysisList
from backend.api.status_answers import status_response
from backend.api.validators import PERSONAL
from backend.api.waiting import Patience
from backend.errors import AnalysisAlreadyFinished, AnalysisErased, AnalysisExpired, InvalidRequest
from backend.jobs import Job, JobState, JobStatus
from backend.jobs.document import digest_in
from backend.jobs.intake import DEFAULT_PRIORITY
from backend.jobs.listing import JobFilter, ListCursor
from backend.jobs.step import parse_steps

router = APIRouter(prefix="/v1/analyses", tags=["analyses"])
submitting = APIRouter(prefix="/v1/analyses", tags=["analyses"], route_class=PlainFormRoute)


STOPPING: dict[int | str, dict[str, Any]] = {202: {"model": Analysis, "description": "Its worker is being stopped."}}


@submitting.post("", status_code=status.HTTP_202_ACCEPTED, operation_id="submit_analysis", response_model=Analysis)
async def submit(
    request: Request,
    key: IdempotencyKey = None,
    file: Annotated[
        UploadFile | None, File(description="The document: PDF, DOCX, ODT, RTF, HTML, Markdown or plain text.")
    ] = None,
    document_id: Annotated[str | None, Form(description="Instead of `file`: one that is there already.")] = None,
    analyzers: Annotated[list[str] | None, Form(description="Names, repeated or separated by commas.")] = None,
    as_of: Annotated[date | None, Form(description="The day that “present” means; today when missing.")] = None,
    rules: Annotated[list[str] | None, Form(description=RULES)] = None,
    priority: Annotated[int, Form(description="0 to 9; higher is sooner.")] = DEFAULT_PRIORITY,
    then: Annotated[
        list[str] | None,
        Form(description="What follows it: `export:<format>`, `deliver[:<folder>]`; repeated, or separated by commas."),
    ] = None,
    fresh: Annotated[bool, Form(description="Analyse anew even where a report of the same work exists.")] = False,  # noqa: FBT002  # a field of a form has a name
) -> Response:
    """Accept a document. Always 202: where the report will be stands in the answer and in Location."""
    context, caller = await context_of(request), await caller_of(request)
    wanted: dict[str, Any] = {
        "analyzers": split_names(analyzers),
        "as_of": as_of,
        "options": options_of(rules),
        "priority": priority,
        "is_fresh": fresh,
    }
    can_deliver = context.services.settings.delivery_dir is not None
    steps = parse_steps(split_names(then) or (), can_deliver=can_deliver)

    def hand_in() -> tuple[Job, bool]:
        data, filename = _document(context, caller, file, document_id)
        return context.services.repeatable.once(
            caller.owner,
            key,
            {
                "POST": "/v1/analyses",
                "document": hashlib.sha256(data).hexdigest() if key else None,
                "filename": filename,
                "then": then,
                **wanted,
            },
            make=lambda: context.analyses.submit(data, filename=filename, owner=caller.owner, steps=steps, **wanted),
            find=lambda job_id: owned_status(context, caller, job_id).job,
        )

    job, is_replay = await run_in_threadpool(hand_in)  # all of it in one thread: each change of threads costs
    view = Analysis.of(JobStatus(job, None))
    headers = dict(accepted(view.links["self"], is_replay=is_replay))
    return Response(view.model_dump_json(), status.HTTP_202_ACCEPTED, headers, "application/json")


router.routes.extend(submitting.routes)


@router.get("", operation_id="list_analyses")
def list_analyses(
    context: Context,
    caller: CurrentCaller,
    response: Response,
    state: Annotated[list[JobState] | None, Query(description="Only these states; may be repeated.")] = None,
    batch_id: Annotated[str | None, Query(description="Only what belongs to this batch.")] = None,
    document_id: Annotated[str | None, Query(description="Only those of this document.")] = None,
    q: Annotated[str | None, Query(max_length=255, description="A part of the file's name.")] = None,
    limit: Limit = 50,
    cursor: Cursor = None,
) -> AnalysisList:
    """Return the caller's analyses, the newest first, a page at a time."""
    wanted = JobFilter(
        owner=caller.owner,
        states=frozenset(state or ()),
        batch_id=batch_id,
        document_sha256=None if document_id is None else digest_in(document_id),
        name_contains=q,
    )
    page = context.services.lists.page(wanted, limit=limit, after=ListCursor.decode(cursor) if cursor else None)
    following = page.next.encode() if page.next else None
    response.headers.update(PERSONAL)
    if following:
        filters = [("batch_id", batch_id), ("document_id", document_id), ("q", q), ("limit", str(limit))]
        filters += [("state", one) for one in state or ()]
        response.headers["Link"] = next_link("/v1/analyses", filters, following)
    return AnalysisList(items=[Analysis.of(JobStatus(job, None)) for job in page.jobs], next_cursor=following)


@router.get("/{analysis_id}", operation_id="get_analysis", response_model=Analysis)
async def read_status(
    request: Request,
    analysis_id: AnalysisId,
    patience: Patience,
    if_none_match: Annotated[str, Header(description="The ETag of a copy that is there already.")] = "",
) -> Response:
    """Return the analysis as it is now or, with `wait`, as soon as it has ended or the time is over."""
    context, caller = await context_of(request), await caller_of(request)
    return await status_response(context, caller, analysis_id, patience, if_none_match)


@router.post("/{analysis_id}/cancel", operation_id="cancel_analysis", responses=STOPPING)
def cancel(
    context: Context,
    caller: CurrentCaller,
    response: Response,
    analysis_id: AnalysisId,
    force: Annotated[bool, Query(description="End its process, should it not stop.")] = False,  # noqa: FBT002  # a parameter of a query has a name
) -> Analysis:
    """Cancel the analysis: 200 when it has ended as cancelled, 202 while its worker is being stopped."""
    response.headers.update(PERSONAL)
    owned_status(context, caller, analysis_id)
    try:
        job = context.analyses.cancel(analysis_id, force=force)
    except AnalysisAlreadyFinished:
        job = context.analyses.status(analysis_id).job
        if job.state is not JobState.CANCELLED:
            raise
    if job.state is not JobState.CANCELLED:
        response.status_code = status.HTTP_202_ACCEPTED
    return Analysis.of(JobStatus(job, None))


@router.delete("/{analysis_id}", status_code=status.HTTP_204_NO_CONTENT, operation_id="erase_analysis")
def erase(context: Context, caller: CurrentCaller, analysis_id: AnalysisId) -> None:
    """Remove the analysis with all that was made of its document, whatever its state; a second time changes nothing."""
    with suppress(AnalysisErased, AnalysisExpired):
        owned_status(context, caller, analysis_id)
    context.services.erasure.erase_analysis(caller.owner, analysis_id)


@router.post("/{analysis_id}/retry", status_code=status.HTTP_202_ACCEPTED, operation_id="retry_analysis")
def retry(context: Context, caller: CurrentCaller, response: Response, analysis_id: AnalysisId) -> Analysis:
    """Try what failed or was cancelled again, as a new analysis whose address stands in Location."""
    owned_status(context, caller, analysis_id)
    view = Analysis.of(JobStatus(context.analyses.retry(analysis_id), None))
    response.headers.update(accepted(view.links["self"]))
    return view


def _document(
    context: ApiContext, caller: Caller, file: UploadFile | None, document_id: str | None
) -> tuple[bytes, str | None]:
    """Return the bytes and the name of the document that is handed in, or that is there already."""
    if (file is None) == (document_id is None):
        raise InvalidRequest("A submission needs either the part `file` or the field `document_id`.")
    if file is not None:
        return file.file.read(), file.filename
    document = owned_document(context, caller, document_id or "")
    return context.services.blobs.read(document.sha256), document.filename
