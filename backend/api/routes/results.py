"""What comes of an analysis: its report, and the stream of its events."""

from collections.abc import Mapping
from typing import Annotated, Any

from fastapi import APIRouter, Header, Query, Response, status
from starlette.concurrency import run_in_threadpool

from backend.api.analysis_events import Position, analysis_events
from backend.api.callers import CurrentCaller
from backend.api.context import Context
from backend.api.event_stream import STREAM_RESPONSES, EventStream
from backend.api.examples import PARTIAL_REPORT
from backend.api.negotiation import choose_format, report_headers
from backend.api.owned import AnalysisId, owned_status
from backend.api.validators import PERSONAL, etag_of, is_known
from vitae.exports import FORMATS, Format

router = APIRouter(prefix="/v1/analyses", tags=["analyses"])

REPORT: dict[int | str, dict[str, Any]] = {
    200: {
        "description": "The report; the schema of its JSON is printed by `vitae schema report`.",
        "content": {
            kind.media_type: {"schema": {"type": "object" if kind.media_type.endswith("json") else "string"}}
            for kind in FORMATS.values()
        },
    },
    304: {"description": "The client has it already."},
}
PARTIAL: dict[int | str, dict[str, Any]] = {
    200: {
        "description": "What is finished, in the shape of the report. Of whom nothing is there yet, `analyzers` says "
        "`skipped`, with the reason `not_finished`.",
        "content": REPORT[200]["content"]
        | {
            "application/json": {"schema": {"type": "object"}, "examples": {"in the middle": {"value": PARTIAL_REPORT}}}
        },
    },
    304: {"description": "Nothing has been added."},
}
Accept = Annotated[str, Header(description="A media type in which the report can be had.")]
IfNoneMatch = Annotated[str, Header(description="The ETag of a copy that is there already.")]


@router.get("/{analysis_id}/result", operation_id="get_result", response_class=Response, responses=REPORT)
def read_result(
    context: Context,
    caller: CurrentCaller,
    analysis_id: AnalysisId,
    accept: Accept = "*/*",
    if_none_match: IfNoneMatch = "",
) -> Response:
    """Return the report: JSON, or what Accept asks for. A failed analysis answers with its own error."""
    wanted = choose_format(accept)
    owned_status(context, caller, analysis_id)
    return _report(context.analyses.result(analysis_id), wanted, analysis_id, if_none_match)


@router.get("/{analysis_id}/partial", operation_id="get_partial", response_class=Response, responses=PARTIAL)
def read_partial(
    context: Context,
    caller: CurrentCaller,
    analysis_id: AnalysisId,
    accept: Accept = "*/*",
    if_none_match: IfNoneMatch = "",
) -> Response:
    """Return what is finished of the report of an analysis that runs.

    It can be read once the analysis has taken half a second and its document is read; `progress.partial` of the
    analysis, and the event `partial`, say what is in it. When it has ended, what there is, is the result.
    """
    wanted = choose_format(accept)
    owned_status(context, caller, analysis_id)
    return _report(context.analyses.partial(analysis_id), wanted, analysis_id, if_none_match)


@router.get("/{analysis_id}/events", operation_id="watch_analysis", response_class=Response, responses=STREAM_RESPONSES)
async def read_events(
    context: Context,
    caller: CurrentCaller,
    analysis_id: AnalysisId,
    last_event_id: Annotated[str, Header(description="The id of the last event seen; what followed is sent.")] = "",
    after: Annotated[str, Query(description="The same, for clients that cannot set the header.")] = "",
) -> Response:
    """Stream what happens until the analysis ends; 204 for a reader that has seen the end.

    The first event for a new reader is `snapshot` with the whole analysis. Then come `stage` for every
    stage, `state` with the whole analysis for every change of its state, `partial` when more of the report can be
    read than before, and `end` with what became of it.
    """
    position = Position.parse(last_event_id or after)
    found = await run_in_threadpool(owned_status, context, caller, analysis_id)
    if position is not None and position.is_end and found.job.is_finished:
        return Response(status_code=status.HTTP_204_NO_CONTENT)
    return EventStream(analysis_events(context, found, position))


def _report(report: Mapping[str, Any], wanted: Format, analysis_id: str, if_none_match: str) -> Response:
    body = wanted.render(report).encode()
    etag = etag_of(body)
    headers = {**PERSONAL, **report_headers(wanted, analysis_id), "ETag": etag}
    if is_known(etag, if_none_match):
        return Response(status_code=status.HTTP_304_NOT_MODIFIED, headers=headers)
    return Response(body, media_type=wanted.media_type, headers=headers)
