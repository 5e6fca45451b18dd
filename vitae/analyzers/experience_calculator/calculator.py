"""From the timeline to the result: each part of it with its anchors."""

from vitae.analyzers.experience_calculator.employers import average_months, group_by_employer
from vitae.analyzers.experience_calculator.evidence import period_anchors
from vitae.analyzers.experience_calculator.findings import find_problems
from vitae.analyzers.experience_calculator.result import (
    BlockResult,
    EmployerResult,
    ExperienceResult,
    GapResult,
    OverlapResult,
    PositionResult,
    SeniorityHint,
    SkillMonths,
    StatedYearsResult,
)
from vitae.domain.anchors import Anchor
from vitae.domain.resume import WorkEntry
from vitae.facts import AnalysisContext
from vitae.facts.seniority import seniority_of
from vitae.facts.timeline import Block, Gap, Overlap, Position, Timeline


def calculate_experience(context: AnalysisContext) -> ExperienceResult:
    """Return months, positions, gaps and claims as of the day of the analysis."""
    timeline, work = context.timeline, context.resume.work
    stated = context.stated_years
    employers = group_by_employer(timeline, work)
    total = timeline.total
    return ExperienceResult(
        as_of=context.as_of.isoformat(),
        total_months=total.months if total else None,
        total_months_min=total.months_min if total else None,
        total_months_max=total.months_max if total else None,
        professional_months=timeline.professional.months if timeline.professional else None,
        by_employment_type={str(kind): months for kind, months in timeline.by_employment_type.items()},
        employer_count=len(employers),
        position_count=sum(position.is_work for position in timeline.positions),
        average_months_per_employer=average_months(employers),
        education_months=timeline.education_months,
        volunteer_months=timeline.volunteer_months,
        project_months=timeline.project_months,
        reasons=_reasons(timeline, employers),
        positions=tuple(_position(position, work[position.work_index]) for position in timeline.positions),
        employers=employers,
        blocks=tuple(_block(block) for block in timeline.blocks),
        gaps=tuple(_gap(gap, work) for gap in timeline.gaps),
        overlaps=tuple(_overlap(overlap, work) for overlap in timeline.overlaps),
        skills=_skills(context),
        stated_years=StatedYearsResult(stated.years, (stated.anchor,)) if stated else None,
        seniority=_seniority(timeline, work),
        findings=find_problems(context, stated),
    )


def _position(position: Position, entry: WorkEntry) -> PositionResult:
    likely = position.estimate.likely if position.estimate else None
    return PositionResult(
        work_index=position.work_index,
        employer=entry.name.value if entry.name and not position.is_self_employed else None,
        title=entry.position.value if entry.position else None,
        start=likely.first if likely else None,
        end=likely.last if likely and not position.is_current else None,
        is_current=position.is_current,
        precision=position.precision,
        months=position.months,
        months_min=position.months_min,
        months_max=position.months_max,
        fte_months=position.fte_months,
        basis=position.basis,
        seniority=seniority_of(entry.position.value) if entry.position else None,
        employment_type=position.employment_type,
        self_employed=position.is_self_employed,
        counted=position.counts,
        issues=position.issues,
        confidence=_confidence(entry),
        anchors=period_anchors(entry),
    )


def _confidence(entry: WorkEntry) -> float:
    if entry.period is not None:
        return entry.period.range.confidence
    return entry.stated_months.confidence if entry.stated_months else 0.0


def _block(block: Block) -> BlockResult:
    return BlockResult(block.span.first, block.span.last, block.span.months, block.work_indexes)


def _gap(gap: Gap, work: tuple[WorkEntry, ...]) -> GapResult:
    return GapResult(
        start=gap.span.first,
        end=gap.span.last,
        months=gap.span.months,
        explained=gap.is_explained,
        explained_by=gap.explained_by,
        unexplained_months=gap.unexplained_months,
        anchors=(*period_anchors(work[gap.before]), *period_anchors(work[gap.after])),
    )


def _overlap(overlap: Overlap, work: tuple[WorkEntry, ...]) -> OverlapResult:
    return OverlapResult(
        start=overlap.span.first,
        end=overlap.span.last,
        months=overlap.span.months,
        work_indexes=(overlap.first, overlap.second),
        same_employer=overlap.is_same_employer,
        anchors=(*period_anchors(work[overlap.first]), *period_anchors(work[overlap.second])),
    )


def _reasons(timeline: Timeline, employers: tuple[EmployerResult, ...]) -> dict[str, str]:
    """Return why a number is missing: nothing to count, no dates to count with, or no bound."""
    reasons: dict[str, str] = {}
    if timeline.total is None:
        reason = "no_dates" if timeline.positions else "no_work_history"
        names = ("total_months", "total_months_min", "total_months_max", "professional_months")
        reasons.update(dict.fromkeys(names, reason))
    else:
        if timeline.total.months_max is None:
            reasons["total_months_max"] = "single_date_without_end"
        if timeline.professional is None:
            reasons["professional_months"] = "internships_only"
    if all(employer.months is None for employer in employers):
        reasons["average_months_per_employer"] = "no_dates" if employers else "no_employers"
    return reasons


def _skills(context: AnalysisContext) -> tuple[SkillMonths, ...]:
    """Return the skills that a job names, those used longest first."""
    mentions: dict[str, list[Anchor]] = {}
    for match in context.skills:
        if match.work_index is not None:
            mentions.setdefault(match.canonical, []).append(context.document.anchor(match.start, match.end))
    used = [(skill, context.skill_use[skill], tuple(anchors)) for skill, anchors in mentions.items()]
    used.sort(key=lambda item: (-(item[1].months or 0), item[0]))
    return tuple(SkillMonths(skill, use.months, use.last_used, use.work_indexes, where) for skill, use, where in used)


def _seniority(timeline: Timeline, work: tuple[WorkEntry, ...]) -> SeniorityHint | None:
    """Return the hint of the latest job; only what stands in its title counts, never its length."""
    placed = [(p.estimate.likely.stop, -p.work_index) for p in timeline.positions if p.counts and p.estimate]
    if not placed:
        return None
    title = work[-max(placed)[1]].position
    level = seniority_of(title.value) if title is not None else None
    return SeniorityHint(level, title.value, title.anchors) if title is not None and level is not None else None
