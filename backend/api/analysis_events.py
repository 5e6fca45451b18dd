"""The progress of one analysis as a stream that can be resumed."""

from collections.abc import AsyncIterator
from dataclasses import dataclass, replace

from starlette.concurrency import run_in_threadpool

from backend.api.context import ApiContext
from backend.api.event_stream import KEEP_ALIVE, KEEP_ALIVE_SECONDS, frame
from backend.api.schemas import Analysis, StageEvent
from backend.jobs import JobState, JobStatus, ProgressEvent, is_terminal

MAX_DIGITS = 9
"""Of an event's number: far beyond any, and short enough to be read."""


@dataclass(frozen=True, slots=True)
class Position:
    """How far a reader has come: the ``id`` of an event, written ``<number of the stage event>.<state>``."""

    number: int
    state: JobState

    def __str__(self) -> str:
        return f"{self.number}.{self.state}"

    @classmethod
    def parse(cls, text: str) -> "Position | None":
        """Return the position; None for a text that is none, which begins the stream anew."""
        number, _, state = text.partition(".")
        if not number.isdecimal() or not number.isascii() or len(number) > MAX_DIGITS or state not in list(JobState):
            return None
        return cls(int(number), JobState(state))

    @property
    def is_end(self) -> bool:
        """Whether the reader has seen the last event that there can be."""
        return is_terminal(self.state)


async def analysis_events(context: ApiContext, status: JobStatus, position: Position | None) -> AsyncIterator[bytes]:
    """Yield what the reader has not seen yet, then what happens, up to the end.

    A new reader gets a snapshot of the analysis first, and then every stage from the first one on; who
    comes back with a position gets what followed it. The last event is `end`.
    """
    if position is None:
        position = Position(0, status.job.state)
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
        seen = mark
        while (mark := await context.job_watcher.wait_for_change(status.job.id, seen, KEEP_ALIVE_SECONDS)) == seen:
            yield KEEP_ALIVE
        status = await run_in_threadpool(context.analyses.status, status.job.id)


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
