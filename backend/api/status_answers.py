"""The answer to the question that is asked most: how far is it?"""

import time

from starlette.concurrency import run_in_threadpool
from starlette.responses import Response

from backend.api.callers import Caller
from backend.api.context import ApiContext
from backend.api.owned import require_owned
from backend.api.schemas import Analysis
from backend.api.validators import conditional
from backend.errors import BrokerUnavailable
from backend.jobs import JobState


async def status_response(
    context: ApiContext, caller: Caller, analysis_id: str, patience: float, if_none_match: str
) -> Response:
    """Return the analysis, or 304, as it is now or as soon as it has ended or `patience`, in seconds, is over.

    Raises:
        AnalysisNotFound: the id is unknown, or another owner's.
        AnalysisExpired: the analysis is past its retention.
        AnalysisErased: it was erased.
        LedgerUnavailable: the database does not answer.
    """
    deadline = time.monotonic() + patience
    view, mark = await _look(context, caller, analysis_id), None
    while not view.is_finished and (left := deadline - time.monotonic()) > 0:
        mark = await context.job_watcher.wait_for_change(analysis_id, mark, left)
        view = await _look(context, caller, analysis_id)
    return conditional(view, if_none_match, is_final=view.is_finished)


async def _look(context: ApiContext, caller: Caller, analysis_id: str) -> Analysis:
    found = require_owned(context, caller, analysis_id, await context.statuses.read(analysis_id))
    waits = found.job.state is JobState.QUEUED
    return Analysis.of(found, has_worker=not waits or await _is_worker_there(context))


async def _is_worker_there(context: ApiContext) -> bool:
    """Ask for a worker; without a broker nobody can work, and the state is still the ledger's to tell."""
    try:
        answer = context.workers.latest()
        return await run_in_threadpool(context.workers.is_any) if answer is None else answer
    except BrokerUnavailable:
        return False
