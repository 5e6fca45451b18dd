"""What holds for every set of month ranges, whatever they are."""

from hypothesis import given
from hypothesis import strategies as st

from vitae.domain.months import (
    MonthRange,
    count_fewest_months,
    count_months,
    find_gaps,
    merge_ranges,
    subtract_ranges,
)


def _range(start: int, months: int) -> MonthRange:
    return MonthRange(24_000 + start, 24_000 + start + months)


ranges = st.builds(_range, st.integers(0, 120), st.integers(1, 40))
lists = st.lists(ranges, max_size=8)


def members(spans: list[MonthRange] | tuple[MonthRange, ...]) -> set[int]:
    return {month for span in spans for month in range(span.start, span.stop)}


@given(lists)
def test_the_union_has_exactly_the_months_of_its_ranges(spans: list[MonthRange]) -> None:
    assert members(merge_ranges(spans)) == members(spans)
    assert count_months(spans) == len(members(spans))


@given(lists)
def test_a_second_union_changes_nothing(spans: list[MonthRange]) -> None:
    assert merge_ranges(merge_ranges(spans)) == merge_ranges(spans)


@given(lists.flatmap(lambda spans: st.tuples(st.just(spans), st.permutations(spans))))
def test_the_order_of_the_ranges_is_irrelevant(both: tuple[list[MonthRange], list[MonthRange]]) -> None:
    assert merge_ranges(both[0]) == merge_ranges(both[1])


@given(lists, ranges)
def test_another_range_never_lowers_the_total(spans: list[MonthRange], more: MonthRange) -> None:
    assert count_months([*spans, more]) >= count_months(spans)


@given(lists)
def test_gaps_and_blocks_share_no_month_and_leave_none_out(spans: list[MonthRange]) -> None:
    gaps = members(find_gaps(spans))

    assert gaps.isdisjoint(members(spans))
    if spans:
        whole = range(min(span.start for span in spans), max(span.stop for span in spans))
        assert gaps | members(spans) == set(whole)


@given(ranges, lists)
def test_a_rest_is_what_no_cover_has(span: MonthRange, covers: list[MonthRange]) -> None:
    assert members(subtract_ranges(span, covers)) == members([span]) - members(covers)


@given(lists, st.lists(st.builds(_range, st.integers(0, 10), st.integers(1, 5)), max_size=4))
def test_no_choice_of_unknown_months_is_smaller_than_the_fewest(
    certain: list[MonthRange], uncertain: list[MonthRange]
) -> None:
    fewest = count_fewest_months(certain, uncertain)

    sizes = [members(certain)]
    for span in uncertain:
        sizes = [chosen | {month} for chosen in sizes for month in range(span.start, span.stop)]
    assert fewest == min(len(chosen) for chosen in sizes)
