"""The score: parts that add up, points that can be traced, and no way to lose by mending."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vitae.analyzers.error_detector import ErrorResult
from vitae.analyzers.error_detector.table import RULES as ERROR_RULES
from vitae.analyzers.grammar_checker import GrammarResult
from vitae.analyzers.grammar_checker.checker import ENGINE_CODES
from vitae.analyzers.grammar_checker.rules.table import RULES as GRAMMAR_RULES
from vitae.domain.findings import Finding, Rule, Severity, order_findings
from vitae.domain.report import Outcome, OutcomeStatus, Score
from vitae.scoring import COSTS, PARTS, RUBRIC_VERSION, score_report

PAGE = (Path(__file__).parents[2] / "docs" / "score.md").read_text(encoding="utf-8")
ERROR_CODES = [rule.code for rule in ERROR_RULES]
GRAMMAR_CODES = [*(rule.name for rule in GRAMMAR_RULES), *ENGINE_CODES]


@dataclass(frozen=True)
class Remark:
    """A finding in short."""

    code: str
    severity: Severity
    confidence: float = 0.9


REMARKS = st.lists(
    st.builds(
        Remark,
        st.sampled_from([*ERROR_CODES, *GRAMMAR_CODES]),
        st.sampled_from(Severity),
        st.sampled_from([0.3, 0.5, 0.9]),
    ),
    max_size=40,
)


def findings_of(prefix: str, remarks: Iterable[Remark], codes: Sequence[str]) -> tuple[Finding, ...]:
    chosen = [
        Finding(r.code, r.severity, "any", "A message.", Rule(r.code), suggestion="Mend it.", confidence=r.confidence)
        for r in remarks
        if r.code in codes
    ]
    return order_findings(prefix, chosen)


def outcomes_of(remarks: Sequence[Remark], reason: str | None = None) -> dict[str, Outcome]:
    errors = ErrorResult({}, findings_of("error", remarks, ERROR_CODES))
    slips = GrammarResult(reason is None, reason, "en", {}, findings_of("grammar", remarks, GRAMMAR_CODES), 0)
    return {
        "grammar_checker": Outcome(OutcomeStatus.COMPLETED, 1, slips),
        "error_detector": Outcome(OutcomeStatus.COMPLETED, 1, errors),
    }


def score_of(remarks: Sequence[Remark], reason: str | None = None) -> Score:
    score, unscored = score_report(outcomes_of(remarks, reason), has_text=True, is_resume=True)
    assert score is not None
    assert unscored is None
    return score


def test_every_code_has_its_place_in_the_rubric() -> None:
    assert set(COSTS) == {*ERROR_CODES, *GRAMMAR_CODES}
    assert {cost.part for cost in COSTS.values()} == {part.name for part in PARTS}
    assert sum(part.points for part in PARTS) == 100


def test_without_findings_nothing_is_missing_and_nothing_is_advised() -> None:
    score = score_of([])

    assert (score.value, score.max, score.raise_most) == (100, 100, ())


@given(REMARKS)
def test_the_parts_add_up_to_the_score_and_the_deductions_to_what_a_part_lacks(remarks: list[Remark]) -> None:
    score = score_of(remarks)

    assert score.value == sum(part.points for part in score.parts)
    assert score.max == sum(part.max for part in score.parts)
    for part in score.parts:
        assert 0 <= part.points <= part.max
        assert part.max - part.points == sum(deduction.points for deduction in part.deductions)
        assert part.finding_ids == tuple(i for deduction in part.deductions for i in deduction.finding_ids)


@given(REMARKS)
def test_every_point_that_is_missing_is_traced_to_findings_of_the_report(remarks: list[Remark]) -> None:
    known = {
        finding.id: finding.code for outcome in outcomes_of(remarks).values() for finding in outcome.result.findings
    }

    for part in score_of(remarks).parts:
        for deduction in part.deductions:
            assert deduction.points > 0
            assert deduction.finding_ids
            assert {known[id_] for id_ in deduction.finding_ids} == {deduction.code}


@given(REMARKS, st.data())
def test_mending_any_findings_never_lowers_the_score(remarks: list[Remark], data: st.DataObject) -> None:
    kept = [remark for remark in remarks if data.draw(st.booleans())]

    assert score_of(kept).value >= score_of(remarks).value


@given(REMARKS)
def test_mending_what_is_advised_adds_exactly_what_is_promised(remarks: list[Remark]) -> None:
    score = score_of(remarks)
    value = score.value
    rest = remarks

    for improvement in score.raise_most:
        rest = [remark for remark in rest if remark.code != improvement.code]
        value += improvement.points
        assert score_of(rest).value == value


def test_what_adds_most_is_advised_first() -> None:
    score = score_of([Remark("double_blank", Severity.INFO), Remark("missing_email", Severity.CRITICAL)])

    assert [(step.code, step.points) for step in score.raise_most] == [("missing_email", 12), ("double_blank", 1)]


@pytest.mark.parametrize("code", ["sensitive_data", "missing_linkedin", "overlap"])
@pytest.mark.parametrize("severity", Severity)
def test_who_somebody_is_and_what_is_a_choice_costs_nothing(code: str, severity: Severity) -> None:
    assert score_of([Remark(code, severity)] * 5).value == 100


def test_a_finding_that_is_less_than_half_sure_costs_nothing() -> None:
    assert score_of([Remark("hidden_text", Severity.CRITICAL, confidence=0.4)]).value == 100


def test_a_language_that_was_not_checked_is_not_judged() -> None:
    score = score_of([Remark("doubled_word", Severity.WARNING)], reason="language_not_supported")

    assert (score.value, score.max) == (90, 90)
    assert [(part.name, part.unjudged) for part in score.parts if part.unjudged] == [
        ("language", "language_not_supported")
    ]


def test_a_grammar_checker_that_crashed_or_was_left_out_leaves_its_part_unjudged() -> None:
    outcomes = outcomes_of([])
    outcomes["grammar_checker"] = Outcome(OutcomeStatus.FAILED, 1)
    alone = {"error_detector": outcomes["error_detector"]}

    reasons = []
    for chosen in (outcomes, alone):
        score, _ = score_report(chosen, has_text=True, is_resume=True)
        assert score is not None
        reasons.append(score.parts[-1].unjudged)

    assert reasons == ["grammar_checker_failed", "grammar_checker_not_run"]


@pytest.mark.parametrize(
    ("has_text", "is_resume", "reason"), [(False, True, "no_text_layer"), (True, False, "not_a_resume")]
)
def test_where_nothing_can_be_judged_there_is_a_reason_instead_of_a_score(
    has_text: bool, is_resume: bool, reason: str
) -> None:
    assert score_report(outcomes_of([]), has_text=has_text, is_resume=is_resume) == (None, reason)


def test_without_the_error_detector_there_is_no_score() -> None:
    outcomes = outcomes_of([])
    del outcomes["error_detector"]

    assert score_report(outcomes, has_text=True, is_resume=True) == (None, "errors_not_detected")


def test_the_published_parts_are_those_of_the_code() -> None:
    rows = re.findall(r"^\| (\w+) \| (\d+) \| (\w+) \|$", PAGE, re.MULTILINE)

    assert [(name, int(points)) for name, points, _ in rows] == [(part.name, part.points) for part in PARTS]
    assert f"Rubric {RUBRIC_VERSION}." in PAGE


def test_the_published_costs_are_those_of_the_code() -> None:
    rows = re.findall(r"^\| `(\w+)` \| (\w+) \| (\d+) \| (\d+) \| (\d+) \| (\d+) \|$", PAGE, re.MULTILINE)
    published = {code: (part, *map(int, numbers)) for code, part, *numbers in rows}

    assert published == {code: (cost.part, *cost.price, cost.most) for code, cost in COSTS.items()}
