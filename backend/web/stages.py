"""The stages of an analysis as a list that fills while one watches."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from backend.jobs import Job, ProgressEvent
from backend.web.wording import ANALYZERS, STAGES


@dataclass(frozen=True, slots=True)
class Stage:
    """One stage: ``done``, ``running`` or ``waiting``."""

    name: str
    title: str
    state: str
    duration: timedelta | None = None
    """Of a stage that is done."""
    found: int | None = None
    """How much its analyzer found; None before its end, and where it has no result."""


def stages_of(job: Job, events: Sequence[ProgressEvent]) -> tuple[Stage, ...]:
    """Return the stages that this job goes through, as far as they have come.

    Args:
        job: The job.
        events: Its progress in order; after a second start only what followed it counts.
    """
    begun = _latest_run(events)
    return tuple(_stages(_planned(job), begun, events[-1].found if events else {}))


def _planned(job: Job) -> list[str]:
    wanted = ANALYZERS if job.analyzers is None else job.analyzers
    return [name for name in STAGES if name not in ANALYZERS or name in wanted]


def _latest_run(events: Sequence[ProgressEvent]) -> dict[str, datetime]:
    """Return when each stage of the latest run began, in order."""
    begun: dict[str, datetime] = {}
    for event in events:
        if event.done == 0:
            begun.clear()
        begun[event.stage] = event.at
    return begun


def _stages(names: Sequence[str], begun: dict[str, datetime], found: Mapping[str, int]) -> Iterator[Stage]:
    moments = [*begun.values()]
    ends = dict(zip(begun, moments[1:], strict=False))
    for name in names:
        if name in ends:
            yield Stage(name, STAGES[name], "done", ends[name] - begun[name], found.get(name))
        else:
            yield Stage(name, STAGES[name], "running" if name in begun else "waiting")
