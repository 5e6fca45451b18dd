"""Analyses that were set aside, because every attempt at them went badly."""

from fastapi import APIRouter, Response, status

from backend.api.callers import CurrentCaller
from backend.api.context import Context
from backend.api.owned import AnalysisId, owned_status
from backend.api.paging import Limit
from backend.api.repeatable import accepted
from backend.api.schemas import Analysis, AnalysisList
from backend.api.validators import PERSONAL
from backend.jobs import JobStatus

router = APIRouter(prefix="/v1/dead-letters", tags=["dead letters"])


@router.get("", operation_id="list_dead_letters")
def list_dead_letters(context: Context, caller: CurrentCaller, response: Response, limit: Limit = 50) -> AnalysisList:
    """Return the caller's dead letters, the latest first."""
    response.headers.update(PERSONAL)
    jobs = context.analyses.dead_letters(caller.owner, limit)
    return AnalysisList(items=[Analysis.of(JobStatus(job, None)) for job in jobs], next_cursor=None)


@router.post("/{analysis_id}/retry", status_code=status.HTTP_202_ACCEPTED, operation_id="retry_dead_letter")
def retry(context: Context, caller: CurrentCaller, response: Response, analysis_id: AnalysisId) -> Analysis:
    """Try the document again as a new analysis, and take the old one off the list."""
    owned_status(context, caller, analysis_id)
    view = Analysis.of(JobStatus(context.analyses.retry(analysis_id), None))
    response.headers.update(accepted(view.links["self"]))
    return view


@router.delete("/{analysis_id}", operation_id="drop_dead_letter")
def drop(context: Context, caller: CurrentCaller, response: Response, analysis_id: AnalysisId) -> Analysis:
    """Take an analysis off the list; it stays failed until it expires."""
    response.headers.update(PERSONAL)
    owned_status(context, caller, analysis_id)
    return Analysis.of(JobStatus(context.analyses.drop_dead_letter(analysis_id), None))
