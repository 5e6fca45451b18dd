"""The progress of one analysis as a stream that can be resumed."""

from collections.abc import AsyncIterator, Sequence
from dataclasses import dataclass, replace

from starlette.concurrency import run_in_threadpool

from backend.api.context import ApiContext
from backend.api.event_stream import KEEP_ALIVE, KEEP_ALIVE_SECONDS, frame
from backend.api.schemas import Analysis, PartialEvent, StageEvent
from backend.jobs import JobState, JobStatus, ProgressEvent, is_terminal

MAX_DIGITS = 9
"""Of an event's number: far beyond any, and short enough to be read."""


@dataclass(frozen=True, slots=True)
class Position:
    """How far a reader has come: the ``id`` of an event, written ``<number of the stage event>.<state>[.<parts>]``."""

    number: int
    state: JobState
    parts: int = 0
    """How many parts of the report could be read by then: the résumé, and a part for each analyzer that had ended."""

    def __str__(self) -> str:
        return f"{self.number}.{self.state}" + (f".{self.parts}" if self.parts else "")

    @classmethod
    def parse(cls, text: str) -> "Position | None":
        """Return the position; None for a text that is none, which begins the stream anew."""
        number, _, rest = text.partition(".")
        state, _, parts = rest.partition(".")
        if not _is_number(number) or not _is_number(parts or "0") or state not in list(JobState):
            return None
        return cls(int(number), JobState(state), int(parts or "0"))

    @property
    def is_end(self) -> bool:
        """Whether the reader has seen the last event that there can be."""
        return is_terminal(self.state)


async def analysis_events(context: ApiContext, status: JobStatus, position: Position | None) -> AsyncIterator[bytes]:
    """Yield what the reader has not seen yet, then what happens, up to the end.

    A new reader gets a snapshot of the analysis first, and then every stage from the first one on; who
    comes back with a position gets what followed it. `partial` says that more of the report can be read. The last
    event is `end`.
    """
    if position is None:
        position = Position(0, status.job.state, _parts(status))
        yield frame("snapshot", _view(status), str(position))
    mark = None
    while True:
        for event in await run_in_threadpool(context.analyses.progress_events, status.job.id, position.number):
            position = replace(position, number=event.number)
            yield frame("stage", _stage(event), str(position))
        if status.job.is_finished:
            yield frame("end", _view(status), str(replace(position, state=status.job.state)))
            return
        if status.job.state is not position.state:
            position = replace(position, state=status.job.state)
            yield frame("state", _view(status), str(position))
        if (parts := _parts(status)) != position.parts:
            position = replace(position, parts=parts)
            if status.readable is not None:  # a new attempt begins with nothing, which is nothing to tell
                yield frame("partial", _readable(status.readable), str(position))
        seen = mark
        while (mark := await context.job_watcher.wait_for_change(status.job.id, seen, KEEP_ALIVE_SECONDS)) == seen:
            yield KEEP_ALIVE
        status = await run_in_threadpool(context.analyses.status, status.job.id)


def _is_number(text: str) -> bool:
    return text.isdecimal() and text.isascii() and len(text) <= MAX_DIGITS


def _parts(status: JobStatus) -> int:
    return 0 if status.readable is None else 1 + len(status.readable)


def _readable(analyzers: Sequence[str]) -> str:
    return PartialEvent(analyzers=list(analyzers)).model_dump_json()


def _view(status: JobStatus) -> str:
    return Analysis.of(status).model_dump_json()


def _stage(event: ProgressEvent) -> str:
    view = StageEvent(
        number=event.number,
        stage=event.stage,
        done=event.done,
        total=event.total,
        percent=event.percentage,
        at=event.at,
        found=dict(event.found),
    )
    return view.model_dump_json()
