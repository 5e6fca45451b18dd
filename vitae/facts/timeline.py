"""The jobs as sets of calendar months: totals with bounds, blocks, gaps and overlaps.

The conventions are in ``docs/experience.md``. Every number is derived from the positions,
and every position names the entry of `ParsedResume.work` that it was read from.
"""

from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date
from enum import StrEnum
from itertools import islice
from types import MappingProxyType

from vitae.domain.dates import Precision
from vitae.domain.months import (
    Month,
    MonthRange,
    count_fewest_months,
    count_months,
    find_gaps,
    merge_ranges,
    subtract_ranges,
)
from vitae.domain.resume import EducationEntry, EmploymentType, ParsedResume, Period, WorkEntry
from vitae.domain.values import Value
from vitae.facts.employers import employer_key, is_self_employed
from vitae.facts.periods import Estimate, Reading, read_period

SHORTEST_GAP = 2
"""Months; one empty month between two jobs is a notice period or a holiday."""
SHORTEST_OVERLAP = 2
"""Months; one shared month is the month of a change of jobs."""
MOST_OVERLAPS = 50
"""Pairs that are listed: far above any work history, and far below what a hostile document can make."""
REMARKABLE_GAP = 4
"""Months that nothing explains, from which a gap is worth a remark."""
LONG_GAP = 6
"""Months that nothing can explain, from which a reader asks what happened."""
SHORTEST_DEGREE = 36
"""Months of study before a graduation: the shortest first degree of the Bologna process has three years."""


_NO_JOBS = frozenset({EmploymentType.CAREER_BREAK, EmploymentType.NATIONAL_SERVICE})


class Basis(StrEnum):
    """Where the months of a position come from."""

    DATES = "dates"
    STATED = "stated"
    """A written duration without dates: it has no place on the timeline."""
    NONE = "none"


class Position(Value, frozen=True):
    """One entry of the work history as it counts."""

    work_index: int
    """Index into `ParsedResume.work`."""
    estimate: Estimate | None
    """None without usable dates."""
    basis: Basis
    is_current: bool
    months: int
    """0 when nothing counts: no dates, reversed ones, or all in the future."""
    months_min: int
    months_max: int | None
    """None when unknown."""
    fte_months: float | None
    """Months of a full post; None for part-time work of unknown share."""
    employment_type: EmploymentType
    is_self_employed: bool
    employer: str | None
    """The employer's name as it is compared; None for one's own work and when it is not known."""
    precision: Precision | None
    """Of the less precise end; None without dates."""
    issues: tuple[str, ...] = ()

    @property
    def is_work(self) -> bool:
        """Whether it is a job at all, and no career break or service to a state."""
        return self.employment_type not in _NO_JOBS

    @property
    def counts(self) -> bool:
        """Whether it is a job with months that belong to a total."""
        return self.is_work and self.months > 0


class Total(Value, frozen=True):
    """A number of months and its bounds."""

    months: int
    months_min: int
    months_max: int | None
    """None when nothing bounds one of the jobs."""


class Block(Value, frozen=True):
    """Months of work without a break, and the positions in it."""

    span: MonthRange
    work_indexes: tuple[int, ...]


class Gap(Value, frozen=True):
    """Months without work between two jobs, whatever the unknown months of their dates were."""

    span: MonthRange
    before: int
    """Work index of the job that ends last before it."""
    after: int
    """Work index of the job that begins first after it."""
    explained_by: str | None
    """What covers most of it, if anything: ``career_break``, ``national_service``, ``education``, ``volunteering``."""
    unexplained_months: int
    """The longest stretch of it that nothing covers."""
    unexplainable_months: int
    """The same without the months before a graduation, where studies must have run whose beginning is not written."""

    @property
    def is_suspicious(self) -> bool:
        """Whether a reader asks what happened."""
        return self.unexplainable_months >= LONG_GAP

    @property
    def is_explained(self) -> bool:
        """Whether what nothing covers is too short for a remark."""
        return self.explained_by is not None and self.unexplained_months < REMARKABLE_GAP


class Overlap(Value, frozen=True):
    """Two positions that certainly share months."""

    first: int
    second: int
    span: MonthRange
    is_same_employer: bool


class Timeline(Value, frozen=True):
    """All that follows from the dates of a résumé on the day of the analysis."""

    as_of: Month
    positions: tuple[Position, ...]
    """One for each entry of the work history, in its order."""
    total: Total | None
    """None when no entry has a usable date or duration."""
    professional: Total | None
    """Without internships."""
    by_employment_type: Mapping[EmploymentType, int]
    """Months of the union of each type, in the order of `EmploymentType`."""
    blocks: tuple[Block, ...]
    gaps: tuple[Gap, ...]
    overlaps: tuple[Overlap, ...]
    education_months: int
    volunteer_months: int
    project_months: int
    """Of the periods beside the work; single dates have no length and do not count."""


def build_timeline(resume: ParsedResume, as_of: date) -> Timeline:
    """Return the timeline as it stands on the day `as_of`."""
    today = Month.of(as_of)
    positions = tuple(_position(index, entry, today) for index, entry in enumerate(resume.work))
    counted = [position for position in positions if position.counts]
    professional = [p for p in counted if p.employment_type is not EmploymentType.INTERNSHIP]
    total = total_of(counted)
    return Timeline(
        as_of=today,
        positions=positions,
        total=total,
        professional=total if len(professional) == len(counted) else total_of(professional),
        by_employment_type=_months_by_type(counted, total),
        blocks=_blocks(counted),
        gaps=_gaps(resume, positions, today),
        overlaps=_overlaps(counted),
        education_months=count_months(_spans((entry.period for entry in resume.education), today)),
        volunteer_months=count_months(_spans((entry.period for entry in resume.volunteer), today)),
        project_months=count_months(_spans((entry.period for entry in resume.projects), today)),
    )


def total_of(positions: Iterable[Position]) -> Total | None:
    """Return the months of these positions together, None when none of them has any.

    Months that two jobs share count once. Stated durations have no place on the timeline:
    they are added to it, and taken for hidden in it for the lower bound.
    """
    chosen = [position for position in positions if position.months]
    if not chosen:
        return None
    if len(chosen) == 1:
        return Total(chosen[0].months, chosen[0].months_min, chosen[0].months_max)
    estimates = [position.estimate for position in chosen if position.estimate is not None]
    stated = [position.months for position in chosen if position.estimate is None]
    bounded = all(position.months_max is not None for position in chosen)
    fewest = count_fewest_months(
        (e.certain for e in estimates if e.certain is not None), (e.possible for e in estimates if e.certain is None)
    )
    return Total(
        months=count_months(e.likely for e in estimates) + sum(stated),
        months_min=max(fewest, *stated, 0),
        months_max=count_months(e.possible for e in estimates) + sum(stated) if bounded else None,
    )


def _position(index: int, entry: WorkEntry, today: Month) -> Position:
    reading = read_period(entry.period.range, today) if entry.period is not None else Reading(None)
    estimate = reading.estimate
    stated = entry.stated_months.value if entry.stated_months is not None and entry.period is None else 0
    self_employed = is_self_employed(entry)
    months = estimate.likely.months if estimate else stated
    return Position(
        work_index=index,
        estimate=estimate,
        basis=Basis.DATES if estimate else Basis.STATED if stated else Basis.NONE,
        is_current=entry.period is not None and entry.period.is_current and estimate is not None,
        months=months,
        months_min=estimate.months_min if estimate else stated,
        months_max=estimate.months_max if estimate else stated,
        fte_months=_full_time_equivalent(entry, months),
        employment_type=entry.employment_type,
        is_self_employed=self_employed,
        employer=employer_key(entry.name.value) if entry.name is not None and not self_employed else None,
        precision=_precision(entry.period),
        issues=reading.issues,
    )


def _full_time_equivalent(entry: WorkEntry, months: int) -> float | None:
    if entry.share is not None:
        return round(months * entry.share, 1)
    return None if entry.employment_type is EmploymentType.PART_TIME else float(months)


_FROM_COARSE_TO_FINE = (Precision.YEAR, Precision.SEASON, Precision.QUARTER, Precision.MONTH, Precision.DAY)


def _precision(period: Period | None) -> Precision | None:
    dates = [written for written in (period.start, period.end) if written is not None] if period else []
    return min((written.precision for written in dates), key=_FROM_COARSE_TO_FINE.index, default=None)


def _months_by_type(positions: list[Position], total: Total | None) -> Mapping[EmploymentType, int]:
    by_type: dict[EmploymentType, list[Position]] = {}
    for position in positions:
        by_type.setdefault(position.employment_type, []).append(position)
    kinds = [kind for kind in EmploymentType if kind in by_type]
    totals = ((kind, total if len(kinds) == 1 else total_of(by_type[kind])) for kind in kinds)
    return MappingProxyType({kind: total.months for kind, total in totals if total is not None})


def _blocks(positions: list[Position]) -> tuple[Block, ...]:
    placed = [(position.work_index, position.estimate.likely) for position in positions if position.estimate]
    spans = merge_ranges(likely for _, likely in placed)
    members: list[list[int]] = [[] for _ in spans]
    for index, likely in placed:
        members[bisect_right(spans, likely.start, key=lambda span: span.start) - 1].append(index)
    return tuple(Block(span, tuple(indexes)) for span, indexes in zip(spans, members, strict=True))


def _gaps(resume: ParsedResume, positions: tuple[Position, ...], today: Month) -> tuple[Gap, ...]:
    """Return the gaps that are there whatever the unknown months are, with what explains them."""
    placed = [(p.work_index, p.estimate.possible) for p in positions if p.counts and p.estimate]
    ends = {span.stop: index for index, span in reversed(placed)}
    starts = {span.start: index for index, span in reversed(placed)}
    covers = {
        **{str(kind): merge_ranges(_without_work(positions, kind)) for kind in sorted(_NO_JOBS)},
        "education": merge_ranges(_spans((entry.period for entry in resume.education), today, _possible)),
        "volunteering": merge_ranges(_spans((entry.period for entry in resume.volunteer), today, _possible)),
    }
    studies = [span for entry in resume.education if (span := _studied(entry))]
    return tuple(
        _gap(span, ends[span.start], starts[span.stop], covers, studies)
        for span in find_gaps(possible for _, possible in placed)
        if span.months >= SHORTEST_GAP
    )


def _without_work(positions: tuple[Position, ...], kind: EmploymentType) -> Iterator[MonthRange]:
    return (p.estimate.possible for p in positions if p.employment_type is kind and p.estimate)


def _studied(entry: EducationEntry) -> MonthRange | None:
    """Return the months before a graduation in which the studies must have run, if their beginning is not written."""
    period = entry.period
    if entry.study_type is None or period is None or (period.start is not None and not period.range.is_single):
        return None
    graduation = period.end or period.start
    return MonthRange(graduation.last.ordinal - SHORTEST_DEGREE, graduation.last.ordinal + 1) if graduation else None


def _gap(
    span: MonthRange,
    before: int,
    after: int,
    covers: Mapping[str, tuple[MonthRange, ...]],
    studies: list[MonthRange],
) -> Gap:
    covered = {
        reason: span.months - sum(rest.months for rest in subtract_ranges(span, ranges))
        for reason, ranges in covers.items()
    }
    best = max(covered, key=lambda reason: covered[reason])
    rest = subtract_ranges(span, (cover for ranges in covers.values() for cover in ranges))
    return Gap(
        span=span,
        before=before,
        after=after,
        explained_by=best if covered[best] else None,
        unexplained_months=_longest(rest),
        unexplainable_months=_longest(sure for stretch in rest for sure in subtract_ranges(stretch, studies)),
    )


def _longest(stretches: Iterable[MonthRange]) -> int:
    return max((stretch.months for stretch in stretches), default=0)


def _overlaps(positions: list[Position]) -> tuple[Overlap, ...]:
    """Return the pairs whose certain months overlap, in the order of the work history."""
    placed = [(p, p.estimate.certain) for p in positions if p.estimate is not None and p.estimate.certain is not None]
    lasting = sorted((item for item in placed if item[1].months >= SHORTEST_OVERLAP), key=lambda item: item[1].start)
    pairs = list(islice(_overlapping(lasting), MOST_OVERLAPS))
    return tuple(sorted(pairs, key=lambda overlap: (overlap.first, overlap.second)))


def _overlapping(placed: list[tuple[Position, MonthRange]]) -> Iterator[Overlap]:
    """Yield the overlapping pairs of what is sorted by its beginning: what has ended is not looked at again."""
    running: list[tuple[Position, MonthRange]] = []
    for position, span in placed:
        running = [item for item in running if item[1].stop > span.start]
        for other, earlier in running:
            shared = earlier.overlap(span)
            if shared is not None and shared.months >= SHORTEST_OVERLAP:
                first, second = sorted((position.work_index, other.work_index))
                same = position.employer is not None and position.employer == other.employer
                yield Overlap(first, second, shared, same)
        running.append((position, span))


def _possible(estimate: Estimate) -> MonthRange:
    return estimate.possible


def _likely(estimate: Estimate) -> MonthRange:
    return estimate.likely


def _spans(
    periods: Iterable[Period | None],
    today: Month,
    choose: Callable[[Estimate], MonthRange] = _likely,
) -> list[MonthRange]:
    """Return the months of what has a beginning and an end; a single date has no length."""
    readings = (read_period(p.range, today) for p in periods if p is not None and not p.range.is_single)
    return [choose(reading.estimate) for reading in readings if reading.estimate is not None]
