"""The analyzer: its numbers, its anchors and its findings."""

from collections.abc import Callable
from typing import Any

import pytest

from vitae.analyzers.experience_calculator import ANALYZER, ExperienceResult
from vitae.domain.encoding import to_jsonable
from vitae.domain.findings import Severity
from vitae.facts import AnalysisContext

Career = Callable[..., AnalysisContext]


def calculate(context: AnalysisContext) -> ExperienceResult:
    result = ANALYZER.run(context)
    assert isinstance(result, ExperienceResult)
    return result


def codes(result: ExperienceResult) -> list[tuple[str, str]]:
    return [(finding.code, finding.severity.value) for finding in result.findings]


def anchors_of(value: Any) -> list[dict[str, Any]]:
    """Return every anchor anywhere inside an encoded result."""
    if isinstance(value, dict):
        own = [value] if "quote" in value else []
        return own + [anchor for item in value.values() for anchor in anchors_of(item)]
    return [anchor for item in value for anchor in anchors_of(item)] if isinstance(value, list) else []


def test_a_career_without_dates_has_a_null_total_with_its_reason(career: Career) -> None:
    result = calculate(career({}, {}))

    assert (result.total_months, result.total_months_min, result.total_months_max) == (None, None, None)
    assert result.reasons["total_months"] == "no_dates"
    assert codes(result) == [("no_dates", "warning"), ("undated_role", "warning"), ("undated_role", "warning")]


def test_no_work_history_is_another_reason_and_no_finding(career: Career) -> None:
    result = calculate(career(education=("2014 – 2018",)))

    assert result.total_months is None
    assert result.reasons["total_months"] == "no_work_history"
    assert result.findings == ()


@pytest.mark.parametrize(
    ("jobs", "code", "severity"),
    [
        (("Dec 2021 – Jan 2019",), "reversed_range", "warning"),
        (("Jan 2030 – Jan 2031",), "future_start", "warning"),
        (("Jan 2024 – Dec 2027",), "future_end", "info"),
        (("Jan 20202",), "invalid_date", "warning"),
        (("05/06/2020 – 07/08/2021",), "ambiguous_date", "info"),
        (({}, "2018"), "undated_role", "warning"),
        (("01/2019 – 06/2020", "01/2020 – 12/2020"), "overlap", "info"),
        (("Jan 2020 – Present", "Mar 2021 – Present"), "concurrent_current_roles", "info"),
        (("01/2018 – 12/2018", "05/2019 – 12/2020"), "gap", "info"),
        (("01/2018 – 12/2018", "07/2019 – 12/2020"), "gap", "warning"),
    ],
)
def test_a_finding_has_its_severity_and_its_place(
    career: Career, jobs: tuple[Any, ...], code: str, severity: str
) -> None:
    result = calculate(career(*jobs))

    assert (code, severity) in codes(result)
    assert all(finding.anchors for finding in result.findings)


def test_a_gap_of_three_months_is_listed_without_a_finding(career: Career) -> None:
    result = calculate(career("01/2018 – 12/2018", "04/2019 – 12/2020"))

    assert [gap.months for gap in result.gaps] == [3]
    assert result.findings == ()


def test_an_explained_gap_is_listed_without_a_finding(career: Career) -> None:
    result = calculate(career("01/2018 – 12/2018", "01/2020 – 12/2020", education=("01/2019 – 12/2019",)))

    assert [(gap.months, gap.explained, gap.explained_by) for gap in result.gaps] == [(12, True, "education")]
    assert result.findings == ()


@pytest.mark.parametrize(
    ("education", "severity"),
    [
        ("B.S. | May 2021", "info"),
        ("M.Sc. | 2020", "info"),
        ("B.S. | May 2025", "warning"),  # the studies began long after the gap
        ("B.S. | Sep 2014 – May 2021", None),  # explained: the whole course is written
        ("May 2021", "warning"),  # a course, and no degree that takes years
    ],
)
def test_a_gap_in_the_years_before_a_graduation_is_a_remark(
    career: Career, education: str, severity: str | None
) -> None:
    result = calculate(career("01/2018 – 12/2018", "01/2020 – 12/2020", education=(education,)))

    assert [(f.code, f.severity) for f in result.findings] == ([("gap", Severity(severity))] if severity else [])
    assert [gap.explained for gap in result.gaps] == [severity is None]


def test_a_gap_beside_a_job_without_dates_is_less_sure(career: Career) -> None:
    result = calculate(career("01/2018 – 12/2018", "01/2020 – 12/2020", {}))

    (gap,) = (finding for finding in result.findings if finding.code == "gap")
    assert gap.confidence < 1


def test_two_titles_at_one_employer_are_no_overlap_to_mention(career: Career) -> None:
    result = calculate(
        career(
            {"dates": "01/2019 – 12/2020", "employer": "Nordlicht GmbH"},
            {"dates": "06/2019 – 12/2020", "employer": "Nordlicht"},
        )
    )

    assert [overlap.same_employer for overlap in result.overlaps] == [True]
    assert result.findings == ()


def test_a_claim_far_above_the_dates_is_a_finding_where_it_stands(career: Career) -> None:
    result = calculate(career("01/2020 – 12/2024", summary="Clerk with 10+ years of experience."))

    assert result.total_months == 60
    assert result.stated_years is not None
    assert result.stated_years.years == 10
    (finding,) = result.findings
    assert finding.code == "stated_exceeds_computed"
    assert finding.anchors[0].quote == "10+ years of experience"


def test_a_claim_that_rounds_up_is_no_finding(career: Career) -> None:
    result = calculate(career("01/2020 – 06/2024", summary="Clerk with 5 years of experience."))

    assert result.findings == ()


def test_three_titles_under_one_employer_are_one_employer_and_three_positions(career: Career) -> None:
    titles = ("Clerk", "Senior Clerk", "Head Clerk")

    result = calculate(
        career(*({"dates": "2015–2020", "employer": "Nordlicht AG", "title": title} for title in titles))
    )

    assert (result.total_months, result.employer_count, result.position_count) == (60, 1, 3)


def test_two_stints_at_one_employer_are_added_in_its_average(career: Career) -> None:
    result = calculate(
        career(
            {"dates": "01/2020 – 12/2020", "employer": "Nordlicht AG"},
            {"dates": "01/2018 – 12/2019", "employer": "Südwind Ltd."},
            {"dates": "01/2016 – 12/2017", "employer": "Nordlicht"},
        )
    )

    assert (result.employer_count, result.position_count) == (2, 3)
    assert result.average_months_per_employer == 30.0


def test_freelance_work_has_no_employer(career: Career) -> None:
    result = calculate(
        career({"dates": "2018 – 2020", "type": "freelance"}, {"dates": "2015 – 2017", "employer": "Self-employed"})
    )

    assert [(position.employer, position.self_employed) for position in result.positions] == [(None, True)] * 2
    assert result.employer_count == 0
    assert result.average_months_per_employer is None
    assert result.reasons["average_months_per_employer"] == "no_employers"


def test_a_career_break_is_shown_but_not_counted(career: Career) -> None:
    result = calculate(career("2018 – 2020", {"dates": "2016 – 2017", "type": "career_break"}))

    assert [position.counted for position in result.positions] == [True, False]
    assert result.position_count == 1


@pytest.mark.parametrize(
    ("title", "level"),
    [
        ("Senior Clerk", "senior"),
        ("Junior Project Manager", "junior"),
        ("Chief Operating Officer", "executive"),
        ("Leiterin Finanzbuchhaltung", "lead"),
        ("Praktikantin Rechnungswesen", "intern"),
        ("Shift Supervisor", "lead"),
        ("Cheffe de projet", "lead"),
        ("Capo cantiere", "lead"),
    ],
)
def test_the_latest_title_hints_at_the_seniority(career: Career, title: str, level: str) -> None:
    result = calculate(career({"dates": "2015 – 2017", "title": "Clerk"}, {"dates": "2018 – 2020", "title": title}))

    assert result.seniority is not None
    assert (result.seniority.level, result.seniority.title) == (level, title)
    assert [position.seniority for position in result.positions] == [None, level]


@pytest.mark.parametrize(
    "title",
    [
        "Staff Nurse",
        "Chef de Partie",
        "Lead Generation Specialist",
        "Assistant to the Managing Director",
        "Assistentin der Geschäftsführerin",
    ],
)
def test_a_title_that_does_not_say_gives_no_hint(career: Career, title: str) -> None:
    assert calculate(career({"dates": "2018 – 2020", "title": title})).seniority is None


def test_skills_of_the_jobs_come_with_months_and_places(career: Career) -> None:
    result = calculate(career({"title": "Python developer", "dates": "01/2019 – 06/2020"}))

    (python,) = (skill for skill in result.skills if skill.skill == "Python")
    assert (python.months, python.last_used, python.work_indexes) == (18, "2020-06", (0,))
    assert [anchor.quote for anchor in python.anchors] == ["Python"]


def test_dates_are_written_as_year_and_month(career: Career) -> None:
    result = to_jsonable(calculate(career("2018 – 2020", "Jan 2024 – Present")))

    assert [(p["start"], p["end"], p["is_current"]) for p in result["positions"]] == [
        ("2018-07", "2020-06", False),
        ("2024-01", None, True),
    ]
    assert result["gaps"][0]["start"] == "2021-01"
    assert result["as_of"] == "2026-11-22"


def test_every_anchor_quotes_the_document(career: Career) -> None:
    context = career(
        "01/2018 – 12/2018",
        "01/2020 – present",
        "03/2021 – present",
        {},
        {"stated": "3 years", "stated_months": 36},
        summary="20 years of experience",
    )

    anchors = anchors_of(to_jsonable(calculate(context)))

    assert anchors
    assert all(context.document.text[a["start"] : a["end"]] == a["quote"] for a in anchors)


def test_findings_are_numbered_from_the_worst(career: Career) -> None:
    result = calculate(career("01/2018 – 12/2018", "07/2019 – present", "01/2020 – present"))

    assert [finding.id for finding in result.findings] == ["experience-1", "experience-2", "experience-3"]
    assert [finding.severity for finding in result.findings] == [Severity.WARNING, Severity.INFO, Severity.INFO]
