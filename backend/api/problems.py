"""Errors over HTTP: one table from class to status, one shape (RFC 9457) for all of them."""

import re
from collections.abc import Mapping, Sequence
from http import HTTPMethod
from typing import Any, cast

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from starlette.exceptions import HTTPException
from starlette.responses import JSONResponse, Response
from starlette.routing import Match
from starlette.types import Scope

from backend.api.schemas import Problem, ProblemError, ProblemType
from backend.errors import (
    AnalysisAlreadyFinished,
    AnalysisCancelled,
    AnalysisErased,
    AnalysisExpired,
    AnalysisNotFinished,
    AnalysisNotFound,
    AnalysisTimedOut,
    BatchClosed,
    BatchNotFound,
    CrossSiteRequest,
    DeliveryFailed,
    DocumentCrashesWorker,
    ForeignHost,
    HeadersTooLarge,
    IdempotencyKeyInUse,
    IdempotencyKeyInvalid,
    IdempotencyKeyReused,
    InsufficientScope,
    InternalError,
    InvalidRequest,
    InvalidSettings,
    KeyNotFound,
    LedgerMismatch,
    MalformedRequest,
    MethodNotAllowed,
    NotAcceptable,
    RateLimited,
    RequestTimeout,
    RouteNotFound,
    StorageFull,
    TaskNotFound,
    TooManyFiles,
    TransientError,
    Unauthenticated,
    UnknownDocument,
)
from vitae.domain.errors import (
    AnalyzerFailed,
    ConverterMissing,
    DocumentError,
    DocumentTooLarge,
    NoPages,
    PageNotFound,
    SandboxUnavailable,
    UnsupportedMediaType,
    UsageError,
    VitaeError,
    entry_of,
)

MEDIA_TYPE = "application/problem+json"

STATUS: Mapping[type[VitaeError], int] = {
    MalformedRequest: 400,
    IdempotencyKeyInvalid: 400,
    Unauthenticated: 401,
    ForeignHost: 403,
    InsufficientScope: 403,
    CrossSiteRequest: 403,
    RouteNotFound: 404,
    AnalysisNotFound: 404,
    UnknownDocument: 404,
    TaskNotFound: 404,
    KeyNotFound: 404,
    BatchNotFound: 404,
    PageNotFound: 404,
    NoPages: 404,
    MethodNotAllowed: 405,
    NotAcceptable: 406,
    RequestTimeout: 408,
    AnalysisNotFinished: 409,
    BatchClosed: 409,
    AnalysisAlreadyFinished: 409,
    AnalysisCancelled: 410,
    AnalysisErased: 410,
    AnalysisExpired: 410,
    IdempotencyKeyInUse: 409,
    DocumentTooLarge: 413,
    TooManyFiles: 413,
    UnsupportedMediaType: 415,
    ConverterMissing: 415,
    DocumentError: 422,
    DocumentCrashesWorker: 422,
    AnalysisTimedOut: 422,
    UsageError: 422,
    InvalidRequest: 422,
    IdempotencyKeyReused: 422,
    RateLimited: 429,
    HeadersTooLarge: 431,
    AnalyzerFailed: 500,
    InternalError: 500,
    DeliveryFailed: 500,
    InvalidSettings: 500,
    LedgerMismatch: 500,
    SandboxUnavailable: 503,
    TransientError: 503,
    StorageFull: 507,
}
"""A class stands for its subclasses too; a test walks the tree and misses none."""

RETRY_AFTER_SECONDS: Mapping[int, int] = {408: 1, 409: 1, 429: 1, 503: 5, 507: 60}
"""For errors that may pass by themselves."""

TOO_MANY_FILES = "Too many files."
"""How the form parser begins when it refuses more than a thousand of them."""

_FROM_HTTP: Mapping[int, tuple[type[VitaeError], str]] = {
    400: (MalformedRequest, "The body of the request cannot be parsed."),
    404: (RouteNotFound, "There is nothing at {path}."),
    405: (MethodNotAllowed, "{path} does not answer to {method}."),
    413: (DocumentTooLarge, "The request is larger than the limit."),
}
"""What the framework itself refuses, in our words."""


def status_of(error: type[VitaeError]) -> int:
    """Return the HTTP status of an error class."""
    return entry_of(error, STATUS)


def title_of(error: type[VitaeError]) -> str:
    """Return the name of the class as words: `DocumentTooLarge` is “Document too large”."""
    return re.sub(r"(?<=[a-z])(?=[A-Z])", " ", error.__name__).capitalize()


def problem_type(error: type[VitaeError]) -> ProblemType:
    """Return what can be said of the error before it occurs."""
    return ProblemType(
        type=f"/problems/{error.code}",
        title=title_of(error),
        status=status_of(error),
        code=error.code,
        retryable=error.retryable,
        meaning=(error.__doc__ or "").partition("\n")[0],
        hint=error.hint,
    )


def problem_response(
    scope: Scope,
    error: VitaeError,
    *,
    errors: Sequence[ProblemError] = (),
    headers: Mapping[str, str] | None = None,
) -> Response:
    """Return the error as a problem document about the request in `scope`."""
    status = status_of(type(error))
    request_id = scope.get("state", {}).get("request_id")
    problem = Problem(
        type=f"/problems/{error.code}",
        title=title_of(type(error)),
        status=status,
        detail=error.detail,
        instance=scope["path"],
        code=error.code,
        retryable=error.retryable,
        hint=error.hint,
        request_id=request_id,
        errors=list(errors),
    )
    added = {"Cache-Control": "no-store"}
    if error.retryable and status in RETRY_AFTER_SECONDS:
        added["Retry-After"] = str(RETRY_AFTER_SECONDS[status])
    return JSONResponse(
        problem.model_dump(mode="json"), status, headers={**added, **(headers or {})}, media_type=MEDIA_TYPE
    )


def install_problem_handlers(app: FastAPI) -> None:
    """Let every error leave the application as a problem document."""
    app.add_exception_handler(VitaeError, _on_our_error)
    app.add_exception_handler(HTTPException, _on_http_error)
    app.add_exception_handler(RequestValidationError, _on_invalid_request)
    app.add_exception_handler(Exception, _on_bug)


def allowed_methods(app: FastAPI, scope: Scope) -> tuple[str, ...]:
    """Return every method that the path answers to; the framework itself names those of one route only."""
    found = []
    for method in HTTPMethod:
        asked = {**scope, "method": method.value}
        if any(route.matches(asked)[0] is Match.FULL for route in app.routes):
            found.append(method.value)
    return tuple(sorted(found))


async def _on_our_error(request: Request, error: Exception) -> Response:
    return problem_response(request.scope, cast("VitaeError", error))


async def _on_http_error(request: Request, error: Exception) -> Response:
    refusal = cast("HTTPException", error)
    status = refusal.status_code
    if refusal.detail.startswith(TOO_MANY_FILES):
        return problem_response(request.scope, TooManyFiles(refusal.detail))
    kind, sentence = _FROM_HTTP.get(status, (InvalidRequest, "The request was refused with status {status}."))
    detail = sentence.format(path=request.url.path, method=request.method, status=status)
    headers = {"Allow": ", ".join(allowed_methods(request.app, request.scope))} if status == 405 else None
    return problem_response(request.scope, kind(detail), headers=headers)


async def _on_invalid_request(request: Request, error: Exception) -> Response:
    found = [
        ProblemError(pointer="/" + "/".join(str(part) for part in problem["loc"]), detail=_sentence(problem))
        for problem in cast("RequestValidationError", error).errors()
    ]
    detail = "The request is not valid: " + " ".join(f"{one.pointer}: {one.detail}" for one in found)
    return problem_response(request.scope, InvalidRequest(detail), errors=found)


async def _on_bug(request: Request, _error: Exception) -> Response:
    request_id = request.scope.get("state", {}).get("request_id", "")
    error = InternalError("The server stopped working on this request because of a fault of its own.")
    return problem_response(request.scope, error, headers={"X-Request-Id": request_id})


def _sentence(problem: Mapping[str, Any]) -> str:
    """Return the validator's message without the value, which may be personal."""
    return str(problem["msg"]).removesuffix(".") + "."
