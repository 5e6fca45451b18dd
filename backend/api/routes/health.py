"""Probes, the version, and what the error codes mean."""

import time
from collections.abc import Callable
from typing import Annotated

from fastapi import APIRouter, Path, Response, status

from backend.api.context import ApiContext, Context
from backend.api.problems import problem_type
from backend.api.schemas import Check, Liveness, ProblemType, Readiness, Version
from backend.errors import NoWorker, RouteNotFound, error_classes
from vitae.domain.errors import VitaeError
from vitae.domain.report import SCHEMA_VERSION
from vitae.version import __version__

router = APIRouter(tags=["service"])


@router.get("/livez", operation_id="livez")
async def livez() -> Liveness:
    """Answer as long as the process lives; it looks at nothing else, so that an outage elsewhere restarts nobody."""
    return Liveness()


@router.get("/readyz", operation_id="readyz", responses={503: {"model": Readiness}})
def readyz(context: Context, response: Response) -> Readiness:
    """Tell whether a document could be analysed now: the ledger, the broker, and a worker."""
    checks = {
        "ledger": _timed(lambda: context.services.store.find("")),
        "broker": _timed(context.require_broker),
        "worker": _timed(lambda: _require_worker(context)),
    }
    ready = all(check.ok for check in checks.values())
    response.headers["Cache-Control"] = "no-store"
    if not ready:
        response.status_code = status.HTTP_503_SERVICE_UNAVAILABLE
    return Readiness(ready=ready, checks=checks)


@router.get("/version", operation_id="version")
async def version() -> Version:
    """Return the versions of the program and of its report."""
    return Version(version=__version__, report_schema=SCHEMA_VERSION)


@router.get("/problems", operation_id="list_problems")
async def list_problems() -> list[ProblemType]:
    """Return every error that the API can answer with, sorted by code."""
    return [problem_type(kind) for kind in error_classes()]


@router.get("/problems/{code}", operation_id="get_problem")
async def explain_problem(code: Annotated[str, Path(description="The code of an error.")]) -> ProblemType:
    """Explain an error; `type` of every problem document leads here."""
    kinds = {kind.code: kind for kind in error_classes()}
    if code not in kinds:
        raise RouteNotFound("There is no error with this code.")
    return problem_type(kinds[code])


def _timed(check: Callable[[], object]) -> Check:
    started = time.perf_counter()
    detail = None
    try:
        check()
    except VitaeError as error:
        detail = error.detail
    return Check(ok=detail is None, ms=round((time.perf_counter() - started) * 1000, 2), detail=detail)


def _require_worker(context: ApiContext) -> None:
    if not context.workers.is_any():
        raise NoWorker("No worker answers.")
