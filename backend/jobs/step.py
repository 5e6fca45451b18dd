"""What follows an analysis: steps over its report, one after another, each with its own end.

waiting ──► running ──► succeeded | failed
│ ▲          │  ▲└─┘ a lost worker's step is claimed anew
│ └──────────┘  (put off after a passing fault)
└──► skipped (what comes before it did not succeed)
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from types import MappingProxyType
from typing import Any

from vitae.domain.errors import InvalidOption
from vitae.domain.report import ErrorInfo
from vitae.exports import FORMATS

MOST_STEPS = 8
MAX_FOLDER_CHARACTERS = 64


class StepName(StrEnum):
    """What a step can do."""

    EXPORT = "export"
    """Write the report down in a format; what was written is kept beside the report."""
    DELIVER = "deliver"
    """Hand on what was exported before it, or the report itself."""


class StepState(StrEnum):
    """Where a step stands."""

    WAITING = "waiting"
    RUNNING = "running"
    SUCCEEDED = "succeeded"
    FAILED = "failed"
    SKIPPED = "skipped"
    """The analysis or the step before it did not succeed."""


STEP_TRANSITIONS: Mapping[StepState, frozenset[StepState]] = MappingProxyType(
    {
        StepState.WAITING: frozenset({StepState.RUNNING, StepState.SKIPPED}),
        StepState.RUNNING: frozenset(
            {StepState.WAITING, StepState.RUNNING, StepState.SUCCEEDED, StepState.FAILED, StepState.SKIPPED}
        ),
        StepState.SUCCEEDED: frozenset(),
        StepState.FAILED: frozenset(),
        StepState.SKIPPED: frozenset(),
    }
)
"""State -> the states that may follow it."""


@dataclass(frozen=True, slots=True)
class PlannedStep:
    """A step as it is asked for."""

    name: StepName
    arguments: Mapping[str, str] = field(default_factory=dict)
    """`export`: ``format``; `deliver`: ``folder``, if any."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Step(PlannedStep):
    """A step as the ledger has it now."""

    job_id: str
    position: int
    """Counts from 1 within the job."""
    state: StepState
    attempt: int = 0
    result: Mapping[str, Any] | None = None
    """`export`: ``blob``, ``media_type``, ``extension``, ``bytes``; `deliver`: ``places``."""
    error: ErrorInfo | None = None
    started_at: datetime | None = None
    finished_at: datetime | None = None
    message_id: str | None = None
    published_at: datetime | None = None
    lease_token: int = 0

    @property
    def planned(self) -> PlannedStep:
        """The step as it was asked for."""
        return PlannedStep(self.name, self.arguments)


@dataclass(frozen=True, slots=True)
class StepClaim:
    """The right to carry a step out; who holds an older token has lost it."""

    step: Step
    token: int


def parse_steps(wanted: Iterable[str], *, can_deliver: bool) -> tuple[PlannedStep, ...]:
    """Return the steps of a request such as ``("export:html", "deliver:inbox")``.

    Raises:
        InvalidOption: a step, a format or a folder cannot be, there are more than eight, or nothing can be delivered.
    """
    steps = tuple(_parse(one.strip(), can_deliver=can_deliver) for one in wanted)
    if len(steps) > MOST_STEPS:
        raise InvalidOption(f"There are {len(steps)} steps; at most {MOST_STEPS} may follow an analysis.")
    return steps


def _parse(wanted: str, *, can_deliver: bool) -> PlannedStep:
    name, _, argument = wanted.partition(":")
    if name == StepName.EXPORT:
        if argument not in FORMATS:
            raise InvalidOption(f"There is no format named {argument!r} to export; there are {', '.join(FORMATS)}.")
        return PlannedStep(StepName.EXPORT, {"format": argument})
    if name == StepName.DELIVER:
        if not can_deliver:
            raise InvalidOption("Nothing can be delivered: DELIVERY_DIR is not set where the service runs.")
        return PlannedStep(StepName.DELIVER, {"folder": _checked_folder(argument)} if argument else {})
    raise InvalidOption(f"There is no step {name!r}; there are export:<format> and deliver[:<folder>].")


def _checked_folder(folder: str) -> str:
    is_plain = folder.replace("-", "").replace("_", "").isalnum() and len(folder) <= MAX_FOLDER_CHARACTERS
    if not is_plain:
        raise InvalidOption(f"The folder {folder!r} may have letters, digits, - and _ only, and 64 at most.")
    return folder
