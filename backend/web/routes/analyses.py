"""The analyses: the list, and one of them from its waiting to its result."""

from collections.abc import Mapping
from contextlib import suppress
from typing import Annotated, Any

from fastapi import APIRouter, Query, Request
from starlette.responses import RedirectResponse, Response

from backend.api.callers import CurrentCaller
from backend.api.context import Context
from backend.api.negotiation import report_headers
from backend.api.owned import AnalysisId, owned_status
from backend.errors import AnalysisAlreadyFinished, AnalysisNotFinished, BrokerUnavailable, RouteNotFound
from backend.jobs import Job, JobState, JobStatus
from backend.jobs.listing import JobFilter, ListCursor
from backend.web.blind import TITLE, blacken
from backend.web.page import PERSONAL, render_page, url
from backend.web.partial import PartialView, build_partial
from backend.web.result import build_result
from backend.web.rows import Row
from backend.web.stages import stages_of
from vitae.domain.errors import VitaeError
from vitae.exports import FORMATS

router = APIRouter(prefix="/analyses", include_in_schema=False)

LISTED = 50

Blind = Annotated[bool, Query()]
"""Whether names, contacts and photographs are hidden."""


@router.get("")
def list_all(
    request: Request,
    context: Context,
    caller: CurrentCaller,
    state: Annotated[JobState | None, Query()] = None,
    q: Annotated[str, Query(max_length=255)] = "",
    after: Annotated[str, Query(max_length=255)] = "",
) -> Response:
    """Show the caller's analyses, the newest first, a page at a time."""
    wanted = JobFilter(owner=caller.owner, states=frozenset({state} if state else ()), name_contains=q or None)
    page = context.services.lists.page(wanted, limit=LISTED, after=ListCursor.decode(after) if after else None)
    following = page.next.encode() if page.next else None
    rows = [Row(job) for job in page.jobs]
    return render_page(request, "analyses.html.j2", rows=rows, state=state, q=q, after=after, following=following)


@router.get("/{analysis_id}")
def show(
    request: Request,
    context: Context,
    caller: CurrentCaller,
    analysis_id: AnalysisId,
    view: Annotated[str, Query()] = "page",
    *,
    blind: Blind = False,
) -> Response:
    """Show an analysis as it is now; its address is the same from the first second to the last."""
    status = owned_status(context, caller, analysis_id)
    if not status.job.is_finished:
        return _show_progress(request, context, status, is_blind=blind)
    try:
        report = context.analyses.result(analysis_id)
    except VitaeError:  # its own error, which the page of what has ended shows
        return render_page(
            request, "ended.html.j2", job=status.job, name=TITLE if blind else status.job.filename, is_blind=blind
        )
    return _show_result(request, status.job, report, wants_text=view == "text", is_blind=blind)


@router.post("/{analysis_id}/cancel")
def cancel(
    context: Context,
    caller: CurrentCaller,
    analysis_id: AnalysisId,
    *,
    blind: Blind = False,
) -> RedirectResponse:
    """Cancel, and show what became of it; what has ended meanwhile is shown as it ended."""
    owned_status(context, caller, analysis_id)
    with suppress(AnalysisAlreadyFinished):
        context.analyses.cancel(analysis_id)
    return _to_analysis(analysis_id, is_blind=blind)


@router.post("/{analysis_id}/erase")
def erase(context: Context, caller: CurrentCaller, analysis_id: AnalysisId) -> RedirectResponse:
    """Erase the analysis, and its document where no other analysis has it."""
    owned_status(context, caller, analysis_id)
    context.services.erasure.erase_analysis(caller.owner, analysis_id)
    return RedirectResponse("/analyses", status_code=303)


@router.post("/{analysis_id}/retry")
def retry(
    context: Context, caller: CurrentCaller, analysis_id: AnalysisId, *, blind: Blind = False
) -> RedirectResponse:
    """Try what failed or was cancelled again, as a new analysis."""
    owned_status(context, caller, analysis_id)
    return _to_analysis(context.analyses.retry(analysis_id).id, is_blind=blind)


@router.get("/{analysis_id}/export/{kind}")
def export(context: Context, caller: CurrentCaller, analysis_id: AnalysisId, kind: str) -> Response:
    """Hand the report out as a file."""
    if kind not in FORMATS:
        raise RouteNotFound(f"There is no format named {kind}.")
    owned_status(context, caller, analysis_id)
    wanted = FORMATS[kind]
    headers = {**PERSONAL, **report_headers(wanted, analysis_id)}
    return Response(wanted.render(context.analyses.result(analysis_id)), media_type=wanted.media_type, headers=headers)


def _to_analysis(analysis_id: str, *, is_blind: bool) -> RedirectResponse:
    return RedirectResponse(url(f"/analyses/{analysis_id}", blind="1" if is_blind else ""), status_code=303)


def _show_progress(request: Request, context: Context, status: JobStatus, *, is_blind: bool) -> Response:
    job = status.job
    return render_page(
        request,
        "running.html.j2",
        job=job,
        name=TITLE if is_blind else job.filename,
        percent=status.progress.percentage if status.progress else 0,
        ahead=context.services.activity.count_ahead(job) if job.state is JobState.QUEUED else None,
        stages=stages_of(job, context.analyses.progress_events(job.id)),
        has_worker=job.state is not JobState.QUEUED or _is_worker_there(context),
        readable=status.readable,
        partial=_partial(context, status, is_blind=is_blind),
        is_blind=is_blind,
    )


def _partial(context: Context, status: JobStatus, *, is_blind: bool) -> PartialView | None:
    """Return what is finished; None while nothing is, and where it has ended since it was looked at."""
    if status.readable is None:
        return None
    with suppress(AnalysisNotFinished, AnalysisAlreadyFinished):
        return build_partial(context.analyses.partial(status.job.id), is_blind=is_blind)
    return None


def _show_result(
    request: Request, job: Job, report: Mapping[str, Any], *, wants_text: bool, is_blind: bool
) -> Response:
    shown, covers = blacken(report) if is_blind else (report, {})
    is_picture = is_blind and "scanned" in report["document"]["layout"]["flags"]  # whose pages are painted without
    result = build_result(shown, wants_text=wants_text or is_picture, covers=covers)
    return render_page(request, "result.html.j2", job=job, result=result, is_blind=is_blind)


def _is_worker_there(context: Context) -> bool:
    try:
        return context.workers.is_any()
    except BrokerUnavailable:
        return False
