"""The positions of each employer together."""

from collections.abc import Sequence
from statistics import mean

from vitae.analyzers.experience_calculator.evidence import period_anchors
from vitae.analyzers.experience_calculator.result import EmployerResult
from vitae.domain.months import merge_ranges
from vitae.domain.resume import WorkEntry
from vitae.facts.timeline import Position, Timeline, total_of


def group_by_employer(timeline: Timeline, work: Sequence[WorkEntry]) -> tuple[EmployerResult, ...]:
    """Return the employers in order; one that is not named is nobody else's, and oneself is none."""
    employers: dict[str, list[Position]] = {}
    for position in timeline.positions:
        if position.is_work and not position.is_self_employed:
            key = position.employer or f"#{position.work_index}"
            employers.setdefault(key, []).append(position)
    return tuple(
        _employer(positions, [work[position.work_index] for position in positions]) for positions in employers.values()
    )


def average_months(employers: Sequence[EmployerResult]) -> float | None:
    """Return the mean over the employers whose months are known, to a tenth; None when there is none."""
    months = [employer.months for employer in employers if employer.months is not None]
    return round(mean(months), 1) if months else None


def _employer(positions: Sequence[Position], entries: Sequence[WorkEntry]) -> EmployerResult:
    total = total_of(positions)
    titles = (entry.position.value for entry in entries if entry.position is not None)
    periods = dict.fromkeys(anchor for entry in entries for anchor in period_anchors(entry))
    return EmployerResult(
        employer=entries[0].name.value if entries[0].name is not None else None,
        titles=tuple(dict.fromkeys(titles)),
        stints=len(merge_ranges(p.estimate.likely for p in positions if p.counts and p.estimate is not None)),
        months=total.months if total else None,
        months_min=total.months_min if total else None,
        months_max=total.months_max if total else None,
        work_indexes=tuple(position.work_index for position in positions),
        anchors=tuple(periods),
    )
