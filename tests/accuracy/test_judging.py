"""Reports made by hand are judged as a reader would judge them."""

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from benchmarks.accuracy.figures import Score, field_scores, left_out, reliability, shares
from benchmarks.accuracy.judged import Json, Judgement
from benchmarks.accuracy.person import Basics, Person, Planted, Post, Skills, Study
from benchmarks.accuracy.resumes import judge

PERSON = Person(
    id="jo-doe",
    language="en",
    country="US",
    split="tune",
    profession="clerk",
    basics=Basics("Jo Doe", "Springfield", "Springfield, IL", email="jo@example.com", e164="+12175550100"),
    headings={},
    work=(
        Post("Acme", "Senior Clerk", start="2020-01", end="present"),
        Post("Globex", "Clerk", start="2015-01", end="2019-12"),
        Post("", "Parental leave", start="2014", end="2014", kind="break"),
    ),
    education=(Study("Springfield College", "BA in History", end="2014"),),
    skills=Skills({"": ("Filing", "Typing")}, prose=("Excel",), optional=("Office",), not_skills=("Spring",)),
    languages=(("English", "native"),),
    planted=(Planted("teh", ("the",), "spelling", "filed teh letters"),),
    errors=("gap",),
)
TEXT = "Jo Doe filed teh letters in good time and typed them in Excel."


def anchored(quote: str) -> list[Json]:
    start = TEXT.index(quote)
    return [{"quote": quote, "start": start, "end": start + len(quote)}]


def report(**changes: Any) -> Json:
    perfect = {
        "basics": {
            "name": "Jo Doe",
            "email": "jo@example.com",
            "phone": "+12175550100",
            "location": {"city": "Springfield"},
        },
        "work": [
            {"name": "Acme", "position": "Senior Clerk", "startDate": "2020-01"},
            {"name": "Globex", "position": "Clerk", "startDate": "2015-01", "endDate": "2019-12"},
        ],
        "education": [{"institution": "Springfield College", "studyType": "BA", "area": "History", "endDate": "2014"}],
        "skills": [{"name": "Office", "keywords": ["Filing", "Typing"]}],
        "languages": [{"language": "English"}],
    }
    results = {
        "experience_calculator": {"total_months": 143},
        "keyword_extractor": {
            "keywords": [
                {"kind": "skill", "term": word, "canonical": word, "anchors": []}
                for word in ("Filing", "Typing", "Excel")
            ]
        },
        "grammar_checker": {"findings": [{"code": "misspelling", "severity": "warning", "anchors": anchored("teh")}]},
        "error_detector": {"findings": [{"code": "gap", "severity": "warning", "message": "", "anchors": []}]},
    }
    return {
        "document": {"text": TEXT},
        "resume": perfect | changes.pop("resume", {}),
        "evidence": changes.pop("evidence", {}),
        "analyzers": {name: {"result": result} for name, result in (results | changes).items()},
    }


def judged(report: Json, person: Person = PERSON) -> Judgement:
    judgement = Judgement()
    judge(report, person, (), judgement)
    return judgement


def scores(**changes: Any) -> dict[str, Score]:
    return field_scores([judged(report(**changes))])


def test_a_report_that_is_right_has_no_miss_and_all_figures_are_one() -> None:
    judgement = judged(report())

    assert judgement.misses == []
    assert {score.f1 for score in field_scores([judgement]).values()} == {1.0}
    figures = shares([judgement])
    assert figures["planted slips found, English"] == figures["errors found"] == figures["anchors exact"] == 1
    assert figures["months within the interval, English"] == 1
    assert figures["false warnings a document"] == figures["false criticals"] == 0


def test_one_wrong_title_costs_the_title_and_the_whole_entry_only() -> None:
    wrong = scores(
        resume={"work": [{**report()["resume"]["work"][0], "position": "Janitor"}, report()["resume"]["work"][1]]}
    )

    assert wrong["work.title"].right == wrong["work.entry"].right == 1
    assert wrong["work.employer"].f1 == wrong["work.start"].f1 == wrong["work.end"].f1 == 1


def test_an_entry_that_was_not_read_costs_recall_and_an_invented_one_precision() -> None:
    fewer = scores(resume={"work": report()["resume"]["work"][:1]})["work.employer"]
    more = scores(resume={"work": [*report()["resume"]["work"], {"name": "Initech", "position": "Spy"}]})[
        "work.employer"
    ]

    assert (fewer.precision, fewer.recall) == (1.0, 0.5)
    assert (more.precision, more.recall) == (2 / 3, 1.0)


def test_a_career_break_that_was_read_as_an_entry_is_neither_right_nor_wrong() -> None:
    entry = {"position": "Parental leave", "startDate": "2014", "endDate": "2014"}

    assert scores(resume={"work": [*report()["resume"]["work"], entry]}) == scores()


def test_a_value_of_which_the_truth_has_none_is_wrong() -> None:
    nobody = replace(PERSON, basics=replace(PERSON.basics, e164=""))

    phone = field_scores([judged(report(), nobody)])["phone"]

    assert (phone.right, phone.read, phone.wanted) == (0, 1, 0)


def test_a_skill_said_twice_counts_once_and_an_optional_one_not_at_all() -> None:
    assert (
        scores(resume={"skills": [{"keywords": ["Filing", "filing", "Typing", "Office", "Excel"]}]})["skills"].f1 == 1
    )
    assert scores(resume={"skills": [{"keywords": ["Filing", "Typing", "Spring"]}]})["skills"].precision == 2 / 3


def test_a_word_that_is_no_skill_is_counted_among_the_keywords() -> None:
    trap = [{"kind": "skill", "term": "Spring", "canonical": "Spring", "anchors": []}]

    judgement = judged(report(keyword_extractor={"keywords": trap}))

    assert judgement.counts["keywords trapped"] == 1


@pytest.mark.parametrize(
    ("quote", "severity", "counted"),
    [("good time", "warning", "language english false"), ("good time", "info", "language english remarks")],
)
def test_a_finding_of_language_elsewhere_is_false_or_a_remark(quote: str, severity: str, counted: str) -> None:
    finding = {"code": "misspelling", "severity": severity, "anchors": anchored(quote)}

    judgement = judged(report(grammar_checker={"findings": [finding]}))

    assert judgement.counts[counted] == 1
    assert judgement.counts["language english found"] == 0


def test_a_finding_that_marks_the_whole_sentence_finds_no_slip_and_is_not_false() -> None:
    judgement = judged(
        report(grammar_checker={"findings": [{"code": "x", "severity": "warning", "anchors": anchored(TEXT)}]})
    )

    assert judgement.counts["language english found"] == judgement.counts["language english false"] == 0


def test_criticals_and_warnings_that_the_truth_does_not_know_are_false() -> None:
    findings = [
        {"code": "missing_email", "severity": "critical", "message": "", "anchors": []},
        {"code": "buzzwords", "severity": "info", "message": "", "anchors": []},
        {"code": "no_metrics", "severity": "warning", "message": "", "anchors": []},
    ]

    counts = judged(report(error_detector={"findings": findings})).counts

    assert (counts["errors false critical"], counts["errors false warning"], counts["errors found"]) == (1, 1, 0)


def test_total_months_outside_the_interval_are_wrong_and_unknown_ones_too() -> None:
    assert judged(report(experience_calculator={"total_months": 90})).counts["months english within"] == 0
    assert judged(report(experience_calculator={"total_months": None})).counts["months english within"] == 0


def test_an_anchor_whose_quote_is_not_the_text_is_counted() -> None:
    moved = [{"quote": "teh", "start": 0, "end": 3}]

    judgement = judged(report(grammar_checker={"findings": [{"code": "x", "severity": "info", "anchors": moved}]}))

    assert (judgement.counts["anchors"], judgement.counts["anchors exact"]) == (1, 0)


def test_confidence_is_compared_with_what_became_of_the_value() -> None:
    evidence = {"/basics/name": {"confidence": 0.95}, "/basics/email": {"confidence": 0.6}}

    bins = reliability(
        [judged(report(evidence=evidence, resume={"basics": {"name": "Max Mustermann", "email": "jo@example.com"}}))]
    )

    assert [(part.low, part.values, part.right) for part in bins] == [(0.5, 1, 1.0), (0.9, 1, 0.0)]


def test_a_field_rises_without_the_group_that_holds_it_down_and_falls_without_the_others() -> None:
    good, bad = judged(report()), judged(report(resume={"languages": []}))

    lines = {line.group: line for line in left_out([("good", good), ("bad", bad)])}

    assert lines["bad"].field == lines["good"].field == "languages"
    assert lines["bad"].change > 0 > lines["good"].change


def test_every_code_of_the_findings_page_has_an_entry_of_the_map(repository: Path) -> None:
    page = (repository / "docs" / "findings.md").read_text(encoding="utf-8")
    codes = {line.split("`")[1] for line in page.splitlines() if line.startswith("| `")}

    assert codes <= set(json.loads((repository / "benchmarks" / "accuracy" / "judge_codes.json").read_text()))
