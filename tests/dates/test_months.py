"""The arithmetic of calendar months, example by example."""

from datetime import date

from vitae.domain.months import (
    Month,
    MonthRange,
    count_fewest_months,
    count_months,
    find_gaps,
    merge_ranges,
    subtract_ranges,
)


def months(first: tuple[int, int], last: tuple[int, int]) -> MonthRange:
    return MonthRange.inclusive(Month(*first), Month(*last))


def test_both_ends_of_a_range_count() -> None:
    span = months((2020, 1), (2020, 12))

    assert span.months == 12
    assert (span.first, span.last) == (Month(2020, 1), Month(2020, 12))


def test_a_reversed_range_is_empty() -> None:
    assert months((2021, 12), (2019, 1)).months == 0


def test_an_ordinal_leads_back_to_its_month() -> None:
    month = Month.of(date(2020, 12, 31))

    assert Month.from_ordinal(month.ordinal) == month
    assert month.plus(1) == Month(2021, 1)
    assert month.plus(-12).isoformat() == "2019-12"


def test_a_shared_month_counts_once() -> None:
    assert count_months([months((2019, 1), (2020, 1)), months((2020, 1), (2021, 1))]) == 25


def test_adjacent_ranges_become_one_block_without_a_gap() -> None:
    ranges = [months((2020, 1), (2020, 12)), months((2019, 1), (2019, 12))]

    assert merge_ranges(ranges) == (months((2019, 1), (2020, 12)),)
    assert find_gaps(ranges) == ()


def test_the_empty_months_between_blocks_are_gaps() -> None:
    assert find_gaps([months((2018, 1), (2018, 12)), months((2020, 1), (2020, 12))]) == (months((2019, 1), (2019, 12)),)


def test_what_covers_a_gap_in_part_leaves_the_rest() -> None:
    gap, course = months((2019, 1), (2019, 12)), months((2019, 3), (2019, 5))

    assert subtract_ranges(gap, [course]) == (months((2019, 1), (2019, 2)), months((2019, 6), (2019, 12)))
    assert subtract_ranges(gap, [months((2018, 1), (2020, 1))]) == ()
    assert subtract_ranges(gap, []) == (gap,)


def test_months_nobody_knows_are_counted_once_where_they_may_coincide() -> None:
    year, half = months((2018, 1), (2018, 12)), months((2018, 6), (2019, 6))

    assert count_fewest_months([], [year, half]) == 1
    assert count_fewest_months([], [year, months((2019, 1), (2019, 12))]) == 2
    assert count_fewest_months([months((2018, 1), (2018, 3))], [year]) == 3
