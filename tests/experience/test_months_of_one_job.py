"""What one written period counts: the likely months and their bounds, as of 22 November 2026."""

from collections.abc import Callable
from datetime import date

import pytest

from vitae.domain.months import Month
from vitae.facts import AnalysisContext

Career = Callable[..., AnalysisContext]


@pytest.mark.parametrize(
    ("dates", "months", "fewest", "most"),
    [
        ("Jan 2019 – Present", 95, 95, 95),
        ("01/2020–12/2020", 12, 12, 12),
        ("2017–2019", 24, 14, 36),
        ("2018", 6, 1, 12),
        ("2018 – 2018", 6, 1, 12),
        ("Mar 2018 – 2019", 16, 11, 22),
        ("2018 – Mar 2019", 9, 4, 15),
        ("Mar 2018 – 2018", 4, 1, 10),
        ("Aug 2018 – 2018", 3, 1, 5),
        ("2018 – Mar 2018", 2, 1, 3),
        ("since 2018", 101, 96, 107),
        ("2026 – present", 5, 1, 11),
        ("03.2018 – 05.2019", 15, 15, 15),
        ("01.03.2018 – 31.05.2019", 15, 15, 15),
        ("март 2018 – май 2019", 15, 15, 15),
        ("с марта 2018 по настоящее время", 105, 105, 105),
        ("März 2018 – heute", 105, 105, 105),
        ("Jan '19 – Dec '20", 24, 24, 24),
        ("03/18 – 05/19", 15, 15, 15),
        ("Sept. 2019 – Jan. 2020", 5, 5, 5),
        ("Sep. 2023 Mar. 2024", 7, 7, 7),
        ("Jan 2020 to date", 83, 83, 83),
        ("Spring 2020 – Summer 2020", 6, 2, 6),
        ("Summer 2019", 3, 1, 3),
        ("Fall 2025 – Present", 15, 13, 15),
        ("Q1 2019 – Q3 2019", 9, 5, 9),
        ("2018年3月 – 至今", 105, 105, 105),
        ("05/2019", 1, 1, None),
        ("15.05.2019", 1, 1, None),
        ("until May 2018", 1, 1, None),
        ("2019-20", 12, 2, 24),
        ("2020-01-15 – 2020-02-14", 2, 2, 2),
        ("Jan–Mar 2020", 3, 3, 3),
        ("III 2018 – V 2019", 15, 15, 15),
        ("Jan 2024 – Dec 2027", 35, 35, 35),
        ("2024 – 2026", 24, 14, 35),
    ],
)
def test_a_job_counts_its_calendar_months(career: Career, dates: str, months: int, fewest: int, most: int) -> None:
    position = career(dates).timeline.positions[0]

    assert (position.months, position.months_min, position.months_max) == (months, fewest, most)


@pytest.mark.parametrize(
    ("dates", "issue"),
    [
        ("Dec 2021 – Jan 2019", "reversed_range"),
        ("Jan 2030 – Jan 2031", "future_start"),
        ("Jan 20202", "invalid_date"),
    ],
)
def test_a_job_with_impossible_dates_counts_nothing_and_says_why(career: Career, dates: str, issue: str) -> None:
    timeline = career(dates).timeline

    assert timeline.positions[0].months == 0
    assert timeline.positions[0].issues == (issue,)
    assert timeline.total is None


def test_months_after_the_day_of_the_analysis_do_not_count(career: Career) -> None:
    position = career("Jan 2024 – Dec 2027").timeline.positions[0]

    assert position.issues == ("future_end",)
    assert position.estimate is not None
    assert position.estimate.likely.last == Month(2026, 11)


def test_present_means_the_day_of_the_analysis(career: Career) -> None:
    timeline = career("Jan 2019 – Present", as_of=date(2024, 1, 31)).timeline

    assert timeline.positions[0].months == 61


def test_a_dangling_dash_is_read_as_current(career: Career) -> None:
    position = career("2017 –").timeline.positions[0]

    assert position.is_current
    assert "open_end" in position.issues


def test_a_year_alone_means_its_six_middle_months(career: Career) -> None:
    estimate = career("2018").timeline.positions[0].estimate

    assert estimate is not None
    assert (estimate.likely.first, estimate.likely.last) == (Month(2018, 4), Month(2018, 9))


def test_a_stated_duration_counts_without_a_place_in_time(career: Career) -> None:
    timeline = career({"stated": "3 years 2 months", "stated_months": 38}).timeline

    assert timeline.positions[0].basis == "stated"
    assert timeline.positions[0].months == 38
    assert timeline.blocks == ()


def test_half_a_post_counts_all_months_and_half_of_a_full_post(career: Career) -> None:
    job = {"dates": "Jan 2020 – Dec 2020", "type": "part_time", "share": 0.5}

    position = career(job).timeline.positions[0]

    assert (position.months, position.fte_months) == (12, 6.0)


def test_part_time_of_unknown_share_has_no_full_time_equivalent(career: Career) -> None:
    position = career({"dates": "Jan 2020 – Dec 2020", "type": "part_time"}).timeline.positions[0]

    assert position.fte_months is None
