"""What is wrong or worth a look in the dates of the work history: one rule, one small function."""

from collections.abc import Iterator

from vitae.analyzers.experience_calculator.evidence import period_anchors, title_anchors
from vitae.domain.anchors import Anchor
from vitae.domain.dates import DateIssue
from vitae.domain.findings import Finding, Rule, Severity, order_findings
from vitae.domain.resume import WorkEntry
from vitae.domain.values import Value
from vitae.facts import AnalysisContext
from vitae.facts.claims import StatedYears
from vitae.facts.periods import FUTURE_END, FUTURE_START
from vitae.facts.timeline import REMARKABLE_GAP, Basis, Position


class _DateProblem(Value, frozen=True):
    severity: Severity
    message: str
    suggestion: str
    confidence: float = 1.0


_DATE_PROBLEMS = {
    str(DateIssue.REVERSED): _DateProblem(
        Severity.WARNING,
        "This job ends before it begins; it counts no months.",
        "Check both dates: perhaps they are swapped, or one year is mistyped.",
    ),
    str(DateIssue.INVALID): _DateProblem(
        Severity.WARNING,
        "This is no date of the calendar; it counts no months.",
        "Write the month and a year of four digits, such as 03/2020.",
    ),
    str(DateIssue.AMBIGUOUS): _DateProblem(
        Severity.INFO,
        "Day and month cannot be told apart in this date.",
        "Write the month as a word, or leave the day out.",
    ),
    FUTURE_START: _DateProblem(
        Severity.WARNING,
        "This job begins after the day of the analysis; it counts no months yet.",
        "Check the year, or say that it is a job to come.",
    ),
    FUTURE_END: _DateProblem(
        Severity.INFO,
        "This job ends after the day of the analysis; only the months until then count.",
        "Write that the job is current, or check the year.",
        confidence=0.8,
    ),
}


def find_problems(context: AnalysisContext, stated: StatedYears | None) -> tuple[Finding, ...]:
    """Return the findings, ordered and numbered ``experience-1`` onwards."""
    rules = (_date_problems, _undated_roles, _no_dates, _gaps, _overlaps, _concurrent_roles)
    findings = [finding for rule in rules for finding in rule(context)]
    findings.extend(_claim(context, stated))
    return order_findings("experience", findings)


def _date_problems(context: AnalysisContext) -> Iterator[Finding]:
    for position, entry in _work(context):
        for issue in position.issues:
            problem = _DATE_PROBLEMS.get(issue)
            if problem is not None:
                yield _finding(
                    issue,
                    problem.severity,
                    problem.message,
                    period_anchors(entry),
                    suggestion=problem.suggestion,
                    confidence=problem.confidence,
                )


def _undated_roles(context: AnalysisContext) -> Iterator[Finding]:
    for position, entry in _work(context):
        if entry.period is None and position.basis is Basis.NONE:
            yield _finding(
                "undated_role",
                Severity.WARNING,
                "This job has no dates; it counts no months.",
                title_anchors(entry),
                suggestion="Add the month and year of its beginning and its end.",
                confidence=0.9,
            )


def _no_dates(context: AnalysisContext) -> Iterator[Finding]:
    if context.timeline.total is None and context.resume.work:
        yield _finding(
            "no_dates",
            Severity.WARNING,
            "No job has dates that can be counted, so the length of the experience is unknown.",
            tuple(anchor for entry in context.resume.work for anchor in title_anchors(entry)),
            suggestion="Give every job the month and year of its beginning and its end.",
        )


def _gaps(context: AnalysisContext) -> Iterator[Finding]:
    """Yield what is remarkable; less sure where a job without dates may fill the gap."""
    work = context.resume.work
    undated = any(position.is_work and position.estimate is None for position in context.timeline.positions)
    for gap in context.timeline.gaps:
        if gap.unexplained_months < REMARKABLE_GAP:
            continue
        span = f"{gap.span.first.isoformat()} to {gap.span.last.isoformat()}"
        partly = f", {gap.unexplained_months} of them in a row unexplained" if gap.explained_by else ""
        yield _finding(
            "gap",
            Severity.WARNING if gap.is_suspicious else Severity.INFO,
            f"{gap.span.months} months between two jobs are empty ({span}){partly}.",
            (*period_anchors(work[gap.before]), *period_anchors(work[gap.after])),
            suggestion="Say in one line what the time was used for, or correct the dates.",
            confidence=0.6 if undated else 1.0,
        )


def _overlaps(context: AnalysisContext) -> Iterator[Finding]:
    work = context.resume.work
    for overlap in context.timeline.overlaps:
        if overlap.is_same_employer:
            continue
        span = f"{overlap.span.first.isoformat()} to {overlap.span.last.isoformat()}"
        yield _finding(
            "overlap",
            Severity.INFO,
            f"Two jobs share {overlap.span.months} months ({span}); these count once.",
            (*period_anchors(work[overlap.first]), *period_anchors(work[overlap.second])),
            suggestion="If one of them was part-time or freelance, say so.",
        )


def _concurrent_roles(context: AnalysisContext) -> Iterator[Finding]:
    current = [entry for position, entry in _work(context) if position.is_current]
    if len(current) > 1:
        yield _finding(
            "concurrent_current_roles",
            Severity.INFO,
            f"{len(current)} jobs are current at the same time; their months count once.",
            tuple(anchor for entry in current for anchor in period_anchors(entry)),
            suggestion="Give the jobs that have ended an end date.",
        )


def _claim(context: AnalysisContext, stated: StatedYears | None) -> Iterator[Finding]:
    total = context.timeline.total
    if stated is not None and total is not None and stated.exceeds(total):
        yield _finding(
            "stated_exceeds_computed",
            Severity.WARNING,
            f"The text claims {stated.years} years of experience; the dates give {total.months} months.",
            (stated.anchor,),
            suggestion="Add the earlier jobs, if only as one line, or lower the claim.",
            confidence=0.8,
        )


def _work(context: AnalysisContext) -> Iterator[tuple[Position, WorkEntry]]:
    """Yield the positions with their entries, without career breaks."""
    for position in context.timeline.positions:
        if position.is_work:
            yield position, context.resume.work[position.work_index]


def _finding(
    code: str,
    severity: Severity,
    message: str,
    anchors: tuple[Anchor, ...],
    *,
    suggestion: str,
    confidence: float = 1.0,
) -> Finding:
    return Finding(
        code=code,
        severity=severity,
        category="experience",
        message=message,
        rule=Rule(f"experience.{code}"),
        anchors=anchors,
        suggestion=suggestion,
        confidence=confidence,
    )
