"""What the error detector says of the dates and bullets of jobs."""

from collections.abc import Callable

import pytest

from vitae.analyzers.error_detector import ErrorResult
from vitae.domain.findings import Finding, Severity

WithJobs = Callable[..., ErrorResult]
Flags = Callable[..., ErrorResult]

NEW = ("Harbour Foods Ltd", "03/2020 - Present")
OLD = ("Northgate Textiles Ltd", "06/2015 - 02/2020")


def of(result: ErrorResult, code: str) -> list[Finding]:
    return [finding for finding in result.findings if finding.code == code]


def codes(result: ErrorResult) -> set[str]:
    return {finding.code for finding in result.findings}


def test_jobs_in_order_without_a_gap_are_sound(with_jobs: WithJobs) -> None:
    bullets = ["Led 41 people in two shifts and kept every promise to the shops", "Planned the move of 9,000 pallets"]

    assert codes(with_jobs(NEW, OLD, ("Mill Lane Stores", "01/2012 - 05/2015"), bullets=bullets)) <= {
        "duplicate_bullet"
    }


def test_a_job_without_dates_is_a_warning_at_its_name(with_jobs: WithJobs) -> None:
    [finding] = of(with_jobs(NEW, ("Mill Lane Stores", None)), "undated_role")

    assert (finding.severity, finding.anchors[0].quote) == (Severity.WARNING, "Mill Lane Stores")


def test_a_job_that_ends_before_it_begins_is_a_warning(with_jobs: WithJobs) -> None:
    [finding] = of(with_jobs(NEW, ("Northgate Textiles Ltd", "12/2021 - 01/2019")), "reversed_range")

    assert finding.anchors[0].quote == "12/2021 - 01/2019"


def test_a_job_in_the_future_is_a_warning(with_jobs: WithJobs) -> None:
    assert of(with_jobs(("Harbour Foods Ltd", "01/2030 - 01/2031"), OLD), "future_date")


def test_two_ways_of_writing_dates_are_one_remark_with_one_place_each(with_jobs: WithJobs) -> None:
    [finding] = of(with_jobs(NEW, ("Northgate Textiles Ltd", "June 2015 - February 2020")), "mixed_date_formats")

    assert [anchor.quote for anchor in finding.anchors] == ["03/2020 - Present", "June 2015 - February 2020"]


@pytest.mark.parametrize(
    ("new", "old"),
    [
        ("Mar. 2020 - Present", "June 2015 - Feb. 2020"),
        ("March 2020 - Present", "May 2015 - February 2020"),
        ("03/2020 - Present", "6/2015 - 02/2020"),
    ],
)
def test_months_that_have_no_short_form_do_not_mix(with_jobs: WithJobs, new: str, old: str) -> None:
    assert not of(with_jobs(("Harbour Foods Ltd", new), ("Northgate Textiles Ltd", old)), "mixed_date_formats")


def test_years_without_months_are_a_remark(with_jobs: WithJobs) -> None:
    [finding] = of(
        with_jobs(("Harbour Foods Ltd", "2018 - 2024"), ("Mill Lane Stores", "2012 - 2018")), "year_only_dates"
    )

    assert finding.severity is Severity.INFO


def test_the_oldest_job_first_is_a_warning(with_jobs: WithJobs) -> None:
    [finding] = of(with_jobs(OLD, NEW), "not_reverse_chronological")

    assert finding.anchors[0].quote == "03/2020 - Present"


def test_a_job_beside_another_may_stand_anywhere(with_jobs: WithJobs) -> None:
    jobs = (
        ("Harbour Foods Ltd", "03/2015 - Present"),
        ("Mill Lane Stores", "06/2010 - 02/2015"),
        ("Red Cross", "01/2021 - 12/2021"),
    )

    assert not of(with_jobs(*jobs), "not_reverse_chronological")


@pytest.mark.parametrize(
    ("last_month", "severity"),
    [("12/2019", None), ("11/2019", None), ("10/2019", Severity.INFO), ("08/2019", Severity.WARNING)],
)
def test_a_gap_is_a_remark_from_four_months_and_a_warning_from_six(
    with_jobs: WithJobs, last_month: str, severity: Severity | None
) -> None:
    found = of(with_jobs(NEW, ("Northgate Textiles Ltd", f"06/2015 - {last_month}")), "gap")

    assert [finding.severity for finding in found] == ([severity] if severity else [])


def test_a_gap_points_to_the_dates_on_both_sides(with_jobs: WithJobs) -> None:
    [finding] = of(with_jobs(NEW, ("Northgate Textiles Ltd", "06/2015 - 02/2018")), "gap")

    assert {anchor.quote for anchor in finding.anchors} == {"03/2020 - Present", "06/2015 - 02/2018"}


def test_jobs_at_two_employers_at_once_are_a_remark(with_jobs: WithJobs) -> None:
    [finding] = of(with_jobs(NEW, ("Northgate Textiles Ltd", "06/2015 - 08/2020")), "overlap")

    assert finding.severity is Severity.INFO


@pytest.mark.parametrize(
    ("opening", "quote"),
    [
        ("Responsible for the stock of spare parts", "Responsible for"),
        ("Duties included counting and sorting", "Duties included"),
        ("Helped with the yearly stocktake", "Helped with"),
        ("Worked on the new layout of the hall", "Worked on"),
    ],
)
def test_a_bullet_that_opens_with_a_duty_is_a_remark(with_jobs: WithJobs, opening: str, quote: str) -> None:
    [finding] = of(with_jobs(NEW, bullets=[opening]), "weak_opening")

    assert finding.severity is Severity.INFO
    assert f"“{quote}”" in finding.message


def test_a_strong_bullet_that_names_the_duty_later_is_sound(with_jobs: WithJobs) -> None:
    assert not of(with_jobs(NEW, bullets=["Led the crew responsible for 9,000 pallets"]), "weak_opening")


def test_the_same_verb_three_times_in_a_role_is_a_remark(with_jobs: WithJobs) -> None:
    bullets = ["Managed 14 pickers", "Managed two budgets", "Managed the yearly audit of 40 vans"]

    [finding] = of(with_jobs(NEW, bullets=bullets), "repeated_opening")

    assert len(finding.anchors) == 3


PLAIN = ["Counted the stock", "Sorted the returns", "Loaded the vans", "Trained the crew", "Planned the rota"]


def test_bullets_without_any_number_are_a_warning(with_jobs: WithJobs) -> None:
    [finding] = of(with_jobs(NEW, bullets=PLAIN), "no_metrics")

    assert finding.severity is Severity.WARNING


@pytest.mark.parametrize(
    "metric", ["by 12%", "for two tools", "of 41 people", "worth $3M", "and halved the waste", "3x faster"]
)
def test_one_number_that_measures_is_enough(with_jobs: WithJobs, metric: str) -> None:
    assert not of(with_jobs(NEW, bullets=[*PLAIN, f"Moved the goods {metric}"]), "no_metrics")


@pytest.mark.parametrize("year", ["in 2021", "from 2019 to 2021"])
def test_a_year_measures_nothing(with_jobs: WithJobs, year: str) -> None:
    assert of(with_jobs(NEW, bullets=[*PLAIN, f"Moved the goods {year}"]), "no_metrics")


def test_a_bullet_of_fifty_words_is_a_remark(with_jobs: WithJobs) -> None:
    assert of(with_jobs(NEW, bullets=["Moved " + "crates and boxes and barrels " * 10 + "to 4 halls"]), "long_bullet")


def test_the_same_bullet_twice_is_a_warning_at_both_places(with_jobs: WithJobs) -> None:
    bullet = "Trained 14 pickers in the safe use of ladders"

    [finding] = of(with_jobs(NEW, OLD, bullets=[bullet]), "duplicate_bullet")

    assert [anchor.quote for anchor in finding.anchors] == [bullet, bullet]


def test_a_claim_beyond_the_dates_is_a_warning(detect: Callable[[str], ErrorResult], sound_resume: str) -> None:
    text = sound_resume.replace(
        "Warehouse manager with a record", "Manager with over 20 years of experience and a record"
    )

    [finding] = of(detect(text), "stated_exceeds_computed")

    assert "20 years" in finding.anchors[0].quote


@pytest.mark.parametrize(
    ("flag", "code", "severity"),
    [
        ("two_column", "multi_column", Severity.INFO),
        ("table", "tables", Severity.INFO),
        ("text_box", "text_boxes", Severity.INFO),
        ("fonts_unmappable", "fonts_unmappable", Severity.WARNING),
        ("scrambled_order", "scrambled_order", Severity.WARNING),
        ("hidden_text", "hidden_text", Severity.CRITICAL),
    ],
)
def test_what_the_reader_flags_is_told(detect_with_flags: Flags, flag: str, code: str, severity: Severity) -> None:
    [finding] = detect_with_flags(flag).findings

    assert (finding.code, finding.severity) == (code, severity)
