"""From the findings to the score: parts that add up exactly, and what would raise it most."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

from vitae.domain.findings import Finding
from vitae.domain.report import Deduction, Improvement, Outcome, OutcomeStatus, Score, ScorePart
from vitae.scoring.rubric import COSTS, LANGUAGE, LEAST_CONFIDENCE, PARTS, RUBRIC_VERSION, Part

MEANING = "Advice to the writer of the résumé, not a prediction of being hired."
_MOST_IMPROVEMENTS = 5
_ERRORS = "error_detector"
_GRAMMAR = "grammar_checker"

Found = Mapping[str, Sequence[Finding]]
"""Code -> its findings that cost something, in the order of the report."""


def score_report(
    outcomes: Mapping[str, Outcome], *, has_text: bool, is_resume: bool
) -> tuple[Score | None, str | None]:
    """Return the score, or None with the reason why there is none.

    Removing any findings never lowers it. A part that could not be judged is worth nothing and says why, so that
    ``max`` is less than 100.
    """
    if not has_text:
        return None, "no_text_layer"
    if not is_resume:
        return None, "not_a_resume"
    if _why_unjudged(outcomes, _ERRORS):
        return None, "errors_not_detected"
    unjudged = {LANGUAGE: why} if (why := _why_unjudged(outcomes, _GRAMMAR)) else {}
    judged = tuple(part for part in PARTS if part.name not in unjudged)
    found = _costly_findings(outcomes, frozenset(part.name for part in judged))
    lines = tuple(
        ScorePart(part.name, 0, 0, (), (), unjudged[part.name]) if part.name in unjudged else _judge(part, found)
        for part in PARTS
    )
    return Score(
        value=sum(line.points for line in lines),
        max=sum(line.max for line in lines),
        rubric_version=RUBRIC_VERSION,
        parts=lines,
        raise_most=_improvements(judged, found),
        meaning=MEANING,
    ), None


def _why_unjudged(outcomes: Mapping[str, Outcome], analyzer: str) -> str | None:
    """Return why an analyzer's findings are not all there; None when they are."""
    outcome = outcomes.get(analyzer)
    if outcome is None:
        return f"{analyzer}_not_run"
    if outcome.status is not OutcomeStatus.COMPLETED:
        return f"{analyzer}_{outcome.status}"
    reason: str | None = getattr(outcome.result, "reason", None)
    return reason


def _costly_findings(outcomes: Mapping[str, Outcome], parts: frozenset[str]) -> Found:
    found: dict[str, list[Finding]] = defaultdict(list)
    for analyzer in (_ERRORS, _GRAMMAR):
        outcome = outcomes.get(analyzer)
        for finding in outcome.result.findings if outcome is not None and outcome.result is not None else ():
            cost = COSTS[finding.code]
            sure = finding.confidence >= LEAST_CONFIDENCE
            if sure and cost.part in parts and cost.price.of(finding.severity) > 0:
                found[finding.code].append(finding)
    return found


def _judge(part: Part, found: Found) -> ScorePart:
    """Return what is left of a part; the dearest codes are taken first, until nothing is left."""
    left = part.points
    deductions = []
    for code in sorted(_codes_of(part, found), key=lambda code: (-_cost_of(found[code]), code)):
        points = min(left, _cost_of(found[code]))
        if points:
            deductions.append(Deduction(code, points, _ids(found[code])))
        left -= points
    ids = tuple(id_ for deduction in deductions for id_ in deduction.finding_ids)
    return ScorePart(part.name, left, part.points, ids, tuple(deductions))


def _codes_of(part: Part, found: Found) -> list[str]:
    return [code for code in found if COSTS[code].part == part.name]


def _cost_of(findings: Iterable[Finding]) -> int:
    """Return what the findings of one code cost together."""
    total, most = 0, 0
    for finding in findings:
        cost = COSTS[finding.code]
        total, most = total + cost.price.of(finding.severity), cost.most
    return min(total, most)


def _ids(findings: Iterable[Finding]) -> tuple[str, ...]:
    return tuple(finding.id for finding in findings)


def _improvements(parts: Sequence[Part], found: Found) -> tuple[Improvement, ...]:
    """Return what to mend first: each step is what then gains most, after the steps before it."""
    rest = dict(found)
    steps: list[Improvement] = []
    while rest and len(steps) < _MOST_IMPROVEMENTS:
        gains = {code: _gain(code, parts, rest) for code in rest}
        code = min(rest, key=lambda code: (-gains[code], -_cost_of(rest[code]), code))
        findings = rest.pop(code)
        steps.append(Improvement(code, COSTS[code].part, gains[code], findings[0].suggestion, _ids(findings)))
    return tuple(steps)


def _gain(code: str, parts: Sequence[Part], found: Found) -> int:
    part = next(part for part in parts if part.name == COSTS[code].part)
    total = sum(_cost_of(found[other]) for other in _codes_of(part, found))
    return min(part.points, total) - min(part.points, total - _cost_of(found[code]))
