"""Fifty-six ways in which careers are written, from plain text to the numbers, as of 22 November 2026.

The numbers of the cases are those of the list that the calculator was specified with.
"""

from datetime import date

import pytest

import vitae
from vitae.analyzers.experience_calculator import ExperienceResult

AS_OF = date(2026, 11, 22)

RESUME = """Maja Rimac
maja.rimac@example.org

{summary}Experience

{work}

Education

{education}
{rest}"""
DEGREE = "BSc Botany, University of Elmfield"


def job(dates: str, title: str = "Warehouse Clerk", employer: str = "Northwind Traders Ltd", bullet: str = "") -> str:
    return f"{title}, {employer}\n{dates}\n- {bullet or 'Counted the stock of the depot every week'}"


def calculate(
    *jobs: str, summary: str = "", education: str = DEGREE, rest: str = "", as_of: date = AS_OF
) -> ExperienceResult:
    head = f"Summary\n\n{summary}\n\n" if summary else ""
    text = RESUME.format(summary=head, work="\n\n".join(jobs), education=education, rest=rest)
    report = vitae.analyze(text.encode(), isolation="none", analyzers=["experience_calculator"], as_of=as_of)
    assert report.analyzers is not None
    result = report.analyzers["experience_calculator"].result
    assert isinstance(result, ExperienceResult)
    return result


def codes(result: ExperienceResult) -> set[str]:
    return {finding.code for finding in result.findings}


@pytest.mark.parametrize(
    ("case", "dates", "months"),
    [
        (1, "Jan 2019 – Present", (95, 95, 95)),
        (2, "01/2020–12/2020", (12, 12, 12)),
        (8, "2017–2019", (24, 14, 36)),
        (9, "2018", (6, 1, 12)),
        (10, "Mar 2018 – 2019", (16, 11, 22)),
        (11, "since 2018", (101, 96, 107)),
        (12, "03.2018 – 05.2019", (15, 15, 15)),
        (13, "01.03.2018 – 31.05.2019", (15, 15, 15)),
        (14, "март 2018 – май 2019", (15, 15, 15)),
        (15, "с марта 2018 по настоящее время", (105, 105, 105)),
        (15, "с марта 2018 по н.в.", (105, 105, 105)),
        (16, "März 2018 – heute", (105, 105, 105)),
        (16, "mars 2018 – aujourd'hui", (105, 105, 105)),
        (16, "marzo 2018 – actualidad", (105, 105, 105)),
        (16, "março 2018 – presente", (105, 105, 105)),
        (16, "marzo 2018 – oggi", (105, 105, 105)),
        (16, "marzec 2018 – obecnie", (105, 105, 105)),
        (17, "Jan '19 – Dec '20", (24, 24, 24)),
        (18, "03/18 – 05/19", (15, 15, 15)),
        (19, "Sept. 2019 – Jan. 2020", (5, 5, 5)),
        (20, "Jan 2019 – Dec 2020", (24, 24, 24)),
        (20, "Jan 2019 — Dec 2020", (24, 24, 24)),
        (20, "Jan 2019 - Dec 2020", (24, 24, 24)),
        (20, "Jan 2019 \u2011 Dec 2020", (24, 24, 24)),
        (20, "Jan 2019 − Dec 2020", (24, 24, 24)),
        (20, "Jan 2019 ~ Dec 2020", (24, 24, 24)),
        (20, "Jan 2019 to Dec 2020", (24, 24, 24)),
        (20, "Jan 2019 until Dec 2020", (24, 24, 24)),
        (20, "Jan 2019 till Dec 2020", (24, 24, 24)),
        (20, "Jan 2019 through Dec 2020", (24, 24, 24)),
        (20, "Januar 2019 bis Dezember 2020", (24, 24, 24)),
        (21, "Sep. 2023 Mar. 2024", (7, 7, 7)),
        (22, "Jan 2020 to date", (83, 83, 83)),
        (22, "Jan 2020 till date", (83, 83, 83)),
        (23, "Spring 2020 – Summer 2020", (6, 2, 6)),
        (24, "Summer 2019", (3, 1, 3)),
        (25, "Q1 2019 – Q3 2019", (9, 5, 9)),
        (26, "2018年3月 – 至今", (105, 105, 105)),
        (32, "Jan 2024 – Dec 2027", (35, 35, 35)),
        (33, "05/2019", (1, 1, None)),
        (43, "2019-20", (12, 2, 24)),
        (43, "2019/20", (12, 2, 24)),
        (50, "2020-01-15 – 2020-02-14", (2, 2, 2)),
        (53, "Jan–Mar 2020", (3, 3, 3)),
        (55, "III 2018 – V 2019", (15, 15, 15)),
    ],
)
def test_one_job_counts(case: int, dates: str, months: tuple[int, int, int | None]) -> None:
    result = calculate(job(dates))

    assert (result.total_months, result.total_months_min, result.total_months_max) == months, f"case {case}"


@pytest.mark.parametrize(
    ("case", "dates", "months"),
    [
        (3, ("01/2019–12/2019", "01/2020–12/2020"), 24),
        (4, ("01/2019–01/2020", "01/2020–01/2021"), 25),
        (5, ("01/2019–06/2020", "01/2020–12/2020"), 24),
        (6, ("01/2015–12/2020", "01/2017–12/2018"), 72),
        (7, ("01/2018–12/2018", "01/2020–12/2020"), 24),
        (52, ("Jan 2020 – Present", "Mar 2021 – Present"), 83),
    ],
)
def test_several_jobs_count(case: int, dates: tuple[str, ...], months: int) -> None:
    result = calculate(
        *(job(d, employer=e) for d, e in zip(dates, ("Northwind Traders Ltd", "Contoso Ltd"), strict=True))
    )

    assert result.total_months == months, f"case {case}"


def test_case_3_two_adjacent_jobs_are_one_block_without_a_gap() -> None:
    result = calculate(job("01/2019–12/2019"), job("01/2020–12/2020", employer="Contoso Ltd"))

    assert (len(result.blocks), result.gaps) == (1, ())


def test_case_5_an_overlap_is_shown() -> None:
    result = calculate(job("01/2019–06/2020"), job("01/2020–12/2020", employer="Contoso Ltd"))

    assert [overlap.months for overlap in result.overlaps] == [6]


def test_case_7_a_gap_is_shown_with_its_months() -> None:
    (gap,) = calculate(job("01/2018–12/2018"), job("01/2020–12/2020", employer="Contoso Ltd")).gaps

    assert (gap.months, gap.start.isoformat(), gap.end.isoformat()) == (12, "2019-01", "2019-12")


def test_case_1_and_34_an_open_end_is_current_and_a_dangling_dash_is_unsure() -> None:
    (present,), (dangling,) = calculate(job("Jan 2019 – Present")).positions, calculate(job("2017 –")).positions

    assert (present.is_current, dangling.is_current) == (True, True)
    assert dangling.confidence <= 0.5 < present.confidence


def test_case_21_a_lost_dash_is_unsure() -> None:
    (position,) = calculate(job("Sep. 2023 Mar. 2024")).positions

    assert position.confidence <= 0.5


def test_case_13_and_23_the_precision_is_told() -> None:
    days, seasons = calculate(job("01.03.2018 – 31.05.2019")), calculate(job("Spring 2020 – Summer 2020"))

    assert [str(result.positions[0].precision) for result in (days, seasons)] == ["day", "season"]


def test_case_27_an_internship_is_experience_but_not_professional() -> None:
    result = calculate(job("Jun 2018 – Aug 2018", title="Marketing Intern"))

    assert (result.positions[0].employment_type, result.total_months) == ("internship", 3)
    assert (result.professional_months, result.reasons["professional_months"]) == (None, "internships_only")


def test_case_28_and_47_education_is_no_work_past_or_to_come() -> None:
    past = calculate(job("01/2020–12/2020"), education=f"{DEGREE}\n2014–2018")
    to_come = calculate(job("01/2020–12/2020"), education=f"{DEGREE}\nExpected May 2027")

    assert (past.total_months, to_come.total_months) == (12, 12)
    assert past.education_months > 0


def test_case_29_volunteering_and_projects_have_totals_of_their_own() -> None:
    result = calculate(
        job("01/2020–12/2020"),
        rest="\nVolunteering\n\nCoach, Elmfield Rowing Club\n01/2015 – 12/2016\n- Taught beginners to row\n"
        "\nProjects\n\nHoneycomb\n01/2017 – 06/2017\n- Built a scale for beehives\n",
    )

    assert (result.total_months, result.volunteer_months, result.project_months) == (12, 24, 6)


@pytest.mark.parametrize(
    ("case", "dates", "code"),
    [
        (30, "Dec 2021 – Jan 2019", "reversed_range"),
        (31, "Jan 2030 – Jan 2031", "future_start"),
        (48, "Jan 20202", "invalid_date"),
    ],
)
def test_impossible_dates_count_nothing_and_are_a_finding(case: int, dates: str, code: str) -> None:
    result = calculate(job(dates), job("01/2018–12/2018", employer="Contoso Ltd"))

    assert (result.total_months, result.positions[0].months) == (12, 0), f"case {case}"
    assert code in codes(result), f"case {case}"


def test_case_32_months_to_come_do_not_count_and_are_a_finding() -> None:
    assert "future_end" in codes(calculate(job("Jan 2024 – Dec 2027")))


def test_case_35_three_titles_under_one_employer_count_their_months_once() -> None:
    titles = "\n\n".join(
        f"{title}\n2015 – 2020\n- Counted the stock of the depot" for title in ("Clerk", "Senior Clerk")
    )

    result = calculate(f"Northwind Traders Ltd\n\n{titles}\n\nHead Clerk\n2015 – 2020\n- Led the depot")

    assert (result.total_months, result.employer_count, result.position_count) == (60, 1, 3)


def test_case_36_two_stints_at_one_employer_are_one_employer() -> None:
    result = calculate(job("01/2020–12/2020"), job("01/2018–12/2019", employer="Contoso Ltd"), job("01/2016–12/2017"))

    assert (result.employer_count, result.position_count, result.average_months_per_employer) == (2, 3, 30.0)
    assert [(e.employer, e.stints, e.months) for e in result.employers] == [
        ("Northwind Traders Ltd", 2, 36),
        ("Contoso Ltd", 1, 24),
    ]


def test_case_37_a_duration_without_dates_counts_outside_the_timeline() -> None:
    result = calculate("Warehouse Clerk, Northwind Traders Ltd\n3 years 2 months\n- Counted the stock of the depot")

    assert (result.total_months, result.positions[0].basis, result.blocks) == (38, "stated", ())


def test_case_38_a_claim_is_shown_beside_the_total_and_a_finding() -> None:
    result = calculate(job("01/2020–12/2024"), summary="Warehouse clerk with 10+ years of experience.")

    assert result.stated_years is not None
    assert (result.total_months, result.stated_years.years) == (60, 10)
    assert "stated_exceeds_computed" in codes(result)


def test_case_39_a_career_break_counts_nothing_and_explains_its_gap() -> None:
    result = calculate(
        job("01/2022–12/2022"),
        "Career break (parental leave)\n01/2020 – 12/2021",
        job("01/2018–12/2019", employer="Contoso Ltd"),
    )

    assert (result.total_months, [(gap.months, gap.explained) for gap in result.gaps]) == (36, [(24, True)])


def test_case_40_a_skill_of_two_overlapping_jobs_counts_their_union() -> None:
    result = calculate(
        job("01/2020–12/2020", bullet="Wrote the stock programs in Python"),
        job("01/2019–06/2020", employer="Contoso Ltd", bullet="Counted with Python scripts"),
    )

    (python,) = (skill for skill in result.skills if skill.skill == "Python")
    assert (python.months, python.last_used) == (24, "2020-12")


def test_case_41_and_42_a_list_tells_nothing_of_time_and_java_is_no_part_of_javascript() -> None:
    result = calculate(job("01/2020–12/2020", bullet="Wrote JavaScript"), rest="\nSkills\n\nPython, Java\n")

    assert {skill.skill for skill in result.skills} == {"JavaScript"}


def test_case_44_day_and_month_that_cannot_be_told_apart_are_a_finding() -> None:
    assert "ambiguous_date" in codes(calculate(job("05/06/2020 – 07/08/2021")))


def test_case_45_half_a_post_counts_its_months_in_full_and_half_of_a_full_post() -> None:
    (position,) = calculate(job("01/2020–12/2020", title="Warehouse Clerk (part-time, 50%)")).positions

    assert (position.months, position.fte_months) == (12, 6.0)


def test_case_46_freelance_work_has_no_employer() -> None:
    (position,) = calculate(
        "Freelance Photographer\n01/2020 – 12/2020\n- Took the pictures of forty weddings"
    ).positions

    assert (position.employer, position.self_employed, position.months) == (None, True, 12)


def test_case_49_a_phone_number_is_no_date() -> None:
    result = calculate("Warehouse Clerk, Northwind Traders Ltd\n+7 2017 032 021\n- Counted the stock of the depot")

    assert result.total_months is None


def test_case_51_the_day_of_the_analysis_decides_what_present_means() -> None:
    assert calculate(job("Jan 2019 – Present"), as_of=date(2024, 1, 31)).total_months == 61


def test_case_52_two_current_jobs_are_remarked_on() -> None:
    result = calculate(job("Jan 2020 – Present"), job("Mar 2021 – Present", employer="Contoso Ltd"))

    assert "concurrent_current_roles" in codes(result)


def test_case_54_two_ranges_in_one_line_are_two_stints() -> None:
    result = calculate(job("2015–16, 2018–19"))

    assert result.total_months == 24


def test_case_56_without_dates_the_total_is_null_and_not_zero() -> None:
    result = calculate("Warehouse Clerk, Northwind Traders Ltd\n- Counted the stock of the depot every week")

    assert (result.total_months, result.reasons["total_months"]) == (None, "no_dates")
    assert "no_dates" in codes(result)
