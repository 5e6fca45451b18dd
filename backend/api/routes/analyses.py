"""Hand in, watch, read and cancel analyses."""

import time
from datetime import date
from typing import Annotated

import anyio
from fastapi import APIRouter, File, Form, Header, Path, Query, Response, UploadFile, status
from starlette.concurrency import run_in_threadpool

from backend.api.context import ApiContext, Context
from backend.api.negotiation import choose_format, report_headers
from backend.api.schemas import Analysis, AnalysisList
from backend.errors import AnalysisAlreadyFinished, BrokerUnavailable
from backend.jobs import JobState, JobStatus
from backend.jobs.intake import DEFAULT_PRIORITY

router = APIRouter(prefix="/v1/analyses", tags=["analyses"])

PERSONAL = {"Cache-Control": "no-store, private"}
POLL_SECONDS = 0.1
"""How often the ledger is looked at during a long poll: one indexed read of 0.1 ms."""
MAX_WAIT_SECONDS = 30.0

AnalysisId = Annotated[str, Path(description="The id that the submission returned.")]


@router.post("", status_code=status.HTTP_202_ACCEPTED, operation_id="submit_analysis")
def submit(
    context: Context,
    response: Response,
    file: Annotated[UploadFile, File(description="The document: PDF, DOCX, ODT, RTF, HTML, Markdown or plain text.")],
    analyzers: Annotated[list[str] | None, Form(description="Names, repeated or separated by commas.")] = None,
    as_of: Annotated[date | None, Form(description="The day that “present” means; today when missing.")] = None,
    priority: Annotated[int, Form(description="0 to 9; higher is sooner.")] = DEFAULT_PRIORITY,
) -> Analysis:
    """Accept a document. Always 202: where the report will be stands in the answer and in Location."""
    job = context.analyses.submit(
        file.file.read(),
        filename=file.filename,
        analyzers=_split(analyzers),
        as_of=as_of,
        priority=priority,
    )
    view = Analysis.of(JobStatus(job, None))
    response.headers.update({"Location": view.links["self"], "Retry-After": "1", **PERSONAL})
    return view


@router.get("", operation_id="list_analyses")
def list_recent(context: Context, response: Response, limit: Annotated[int, Query(ge=1, le=200)] = 50) -> AnalysisList:
    """Return the latest analyses, the newest first."""
    response.headers.update(PERSONAL)
    jobs = context.analyses.list_recent(limit=limit)
    return AnalysisList(items=[Analysis.of(JobStatus(job, None)) for job in jobs])


@router.get("/{analysis_id}", operation_id="get_analysis")
async def read_status(
    context: Context,
    response: Response,
    analysis_id: AnalysisId,
    wait: Annotated[float, Query(ge=0, le=MAX_WAIT_SECONDS, description="Seconds to wait for its end.")] = 0,
) -> Analysis:
    """Return the analysis as it is now or, with `wait`, as soon as it has ended or the time is over."""
    response.headers.update(PERSONAL)
    deadline = time.monotonic() + wait
    while True:
        view = await run_in_threadpool(_look, context, analysis_id)
        if view.is_finished or time.monotonic() >= deadline:
            return view
        await anyio.sleep(POLL_SECONDS)


@router.get("/{analysis_id}/result", operation_id="get_result", response_class=Response)
def read_result(
    context: Context,
    analysis_id: AnalysisId,
    accept: Annotated[str, Header(description="A media type in which the report can be had.")] = "*/*",
) -> Response:
    """Return the report: JSON, or what Accept asks for. A failed analysis answers with its own error."""
    wanted = choose_format(accept)
    report = context.analyses.result(analysis_id)
    headers = {**PERSONAL, **report_headers(wanted, analysis_id)}
    return Response(wanted.render(report), media_type=wanted.media_type, headers=headers)


@router.post("/{analysis_id}/cancel", operation_id="cancel_analysis")
def cancel(context: Context, response: Response, analysis_id: AnalysisId) -> Analysis:
    """Cancel the analysis: 200 when it has ended as cancelled, 202 while its worker is being stopped."""
    response.headers.update(PERSONAL)
    try:
        job = context.analyses.cancel(analysis_id)
    except AnalysisAlreadyFinished:
        job = context.analyses.status(analysis_id).job
        if job.state is not JobState.CANCELLED:
            raise
    if job.state is not JobState.CANCELLED:
        response.status_code = status.HTTP_202_ACCEPTED
    return Analysis.of(JobStatus(job, None))


def _look(context: ApiContext, analysis_id: str) -> Analysis:
    found = context.analyses.status(analysis_id)
    waits = found.job.state is JobState.QUEUED
    return Analysis.of(found, has_worker=not waits or _is_worker_there(context))


def _is_worker_there(context: ApiContext) -> bool:
    """Ask for a worker; without a broker nobody can work, and the state is still the ledger's to tell."""
    try:
        return context.workers.is_any()
    except BrokerUnavailable:
        return False


def _split(names: list[str] | None) -> list[str] | None:
    """Return the names of a repeated field, a field with commas, or both; None for all analyzers."""
    found = [name.strip() for field in names or () for name in field.split(",")]
    return [name for name in found if name] or None
