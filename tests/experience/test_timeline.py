"""Several jobs together: the union, its bounds, blocks, gaps and overlaps."""

from collections.abc import Callable

import pytest

from vitae.domain.months import Month
from vitae.domain.resume import EmploymentType
from vitae.facts import AnalysisContext
from vitae.facts.timeline import MOST_OVERLAPS, Total

Career = Callable[..., AnalysisContext]


@pytest.mark.parametrize(
    ("jobs", "months"),
    [
        (("01/2019 – 12/2019", "01/2020 – 12/2020"), 24),
        (("01/2019 – 01/2020", "01/2020 – 01/2021"), 25),
        (("01/2019 – 06/2020", "01/2020 – 12/2020"), 24),
        (("01/2015 – 12/2020", "01/2017 – 12/2018"), 72),
        (("01/2018 – 12/2018", "01/2020 – 12/2020"), 24),
        (("2015 – 2020", "2015 – 2020", "2015 – 2020"), 60),
        (("Jan 2020 – Present", "Mar 2021 – Present"), 83),
        (("2013 – 2018", "since 2018"), 161),
    ],
)
def test_a_month_of_two_jobs_counts_once(career: Career, jobs: tuple[str, ...], months: int) -> None:
    total = career(*jobs).timeline.total

    assert total is not None
    assert total.months == months


def test_years_that_meet_make_one_block_without_a_gap(career: Career) -> None:
    timeline = career("since 2018", "2013 – 2018", "2009 – 2013").timeline

    assert timeline.total == Total(209, 184, 215)
    assert [(block.span.first, block.work_indexes) for block in timeline.blocks] == [(Month(2009, 7), (0, 1, 2))]
    assert timeline.gaps == ()


def test_a_month_alone_leaves_the_total_without_an_upper_bound(career: Career) -> None:
    assert career("01/2020 – 12/2020", "05/2019").timeline.total == Total(13, 13, None)


def test_a_stated_duration_may_be_hidden_in_the_dated_jobs(career: Career) -> None:
    stated = {"stated": "3 years 2 months", "stated_months": 38}

    assert career("01/2020 – 12/2020", stated).timeline.total == Total(50, 38, 50)


def test_without_any_date_there_is_no_total(career: Career) -> None:
    timeline = career({}, {}).timeline

    assert timeline.total is None
    assert [position.basis for position in timeline.positions] == ["none", "none"]


def test_an_internship_counts_as_work_but_not_as_professional(career: Career) -> None:
    intern = {"dates": "Jun 2018 – Aug 2018", "type": "internship"}

    timeline = career("Jan 2019 – Dec 2019", intern).timeline

    assert timeline.total == Total(15, 15, 15)
    assert timeline.professional == Total(12, 12, 12)
    assert timeline.by_employment_type == {EmploymentType.UNSPECIFIED: 12, EmploymentType.INTERNSHIP: 3}


def test_studies_volunteering_and_projects_are_no_work(career: Career) -> None:
    timeline = career(
        education=("10/2014 – 09/2018",), volunteer=("Jan 2019 – Mar 2019",), projects=("Q1 2020", "May–Jun 2020")
    ).timeline

    assert timeline.total is None
    assert (timeline.education_months, timeline.volunteer_months, timeline.project_months) == (48, 3, 2)


def test_the_empty_months_between_two_jobs_are_a_gap(career: Career) -> None:
    (gap,) = career("01/2020 – 12/2020", "01/2018 – 12/2018").timeline.gaps

    assert (gap.span.first, gap.span.last, gap.span.months) == (Month(2019, 1), Month(2019, 12), 12)
    assert (gap.before, gap.after) == (1, 0)
    assert (gap.explained_by, gap.unexplained_months, gap.is_explained) == (None, 12, False)


@pytest.mark.parametrize("later", ["01/2019 – 12/2019", "02/2019 – 12/2019"])
def test_less_than_two_empty_months_are_no_gap(career: Career, later: str) -> None:
    assert career("01/2018 – 12/2018", later).timeline.gaps == ()


def test_years_leave_a_gap_only_when_no_reading_closes_it(career: Career) -> None:
    assert career("2015 – 2017", "2018 – 2019").timeline.gaps == ()

    (gap,) = career("2015 – 2016", "2018 – 2019").timeline.gaps
    assert (gap.span.first, gap.span.last) == (Month(2017, 1), Month(2017, 12))


@pytest.mark.parametrize(
    ("beside", "reason"),
    [
        ({"education": ("02/2019 – 12/2019",)}, "education"),
        ({"volunteer": ("2019 – 2020",)}, "volunteering"),
    ],
)
def test_what_covers_a_gap_explains_it(career: Career, beside: dict[str, tuple[str, ...]], reason: str) -> None:
    (gap,) = career("01/2018 – 12/2018", "01/2020 – 12/2020", **beside).timeline.gaps

    assert gap.is_explained
    assert gap.explained_by == reason


def test_a_career_break_counts_nothing_and_explains_its_gap(career: Career) -> None:
    pause = {"dates": "01/2019 – 12/2019", "type": "career_break", "title": "Parental leave"}

    timeline = career("01/2020 – 12/2020", pause, "01/2018 – 12/2018").timeline

    assert timeline.total == Total(24, 24, 24)
    assert [(gap.explained_by, gap.unexplained_months) for gap in timeline.gaps] == [("career_break", 0)]


def test_what_covers_little_of_a_gap_does_not_explain_it(career: Career) -> None:
    (gap,) = career("01/2018 – 12/2018", "01/2020 – 12/2020", education=("01/2019 – 02/2019",)).timeline.gaps

    assert (gap.explained_by, gap.unexplained_months, gap.is_explained) == ("education", 10, False)


def test_jobs_that_certainly_share_months_overlap(career: Career) -> None:
    (overlap,) = career("01/2019 – 06/2020", "01/2020 – 12/2020").timeline.overlaps

    assert (overlap.first, overlap.second, overlap.span.months) == (0, 1, 6)
    assert not overlap.is_same_employer


@pytest.mark.parametrize(
    "jobs", [("01/2019 – 01/2020", "01/2020 – 01/2021"), ("2015 – 2018", "2018 – 2020"), ("2015 – 2016", "2016 – 2018")]
)
def test_a_change_of_jobs_is_no_overlap(career: Career, jobs: tuple[str, str]) -> None:
    assert career(*jobs).timeline.overlaps == ()


def test_two_titles_at_one_employer_overlap_within_it(career: Career) -> None:
    one = {"dates": "01/2019 – 12/2020", "employer": "Nordlicht GmbH"}
    other = {"dates": "06/2019 – 12/2020", "employer": "NORDLICHT"}

    (overlap,) = career(one, other).timeline.overlaps

    assert overlap.is_same_employer


def test_a_thousand_jobs_at_once_list_a_bounded_number_of_overlaps(career: Career) -> None:
    timeline = career(*["01/2015 – 12/2020"] * 1000).timeline

    assert timeline.total == Total(72, 72, 72)
    assert len(timeline.overlaps) == MOST_OVERLAPS
