"""What holds for every work history, whatever its dates and their precision."""

from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from vitae.domain.anchors import Anchor
from vitae.domain.dates import DateRange, PartialDate, Precision
from vitae.domain.months import Month
from vitae.domain.resume import ParsedResume, Period, WorkEntry
from vitae.facts.timeline import Position, Timeline, Total, build_timeline

AS_OF = date(2026, 11, 22)
NOWHERE = Anchor(None, (), 0, 0, "")


@st.composite
def partial_dates(draw: st.DrawFn) -> PartialDate:
    year = draw(st.integers(2005, 2028))
    precision, first, length = draw(
        st.sampled_from(
            [
                (Precision.YEAR, 1, 12),
                (Precision.SEASON, 3, 3),
                (Precision.QUARTER, 10, 3),
                *((Precision.MONTH, month, 1) for month in range(1, 13)),
            ]
        )
    )
    begin = Month(year, first)
    return PartialDate(begin, begin.plus(length - 1), precision, "")


@st.composite
def entries(draw: st.DrawFn) -> WorkEntry:
    start, end = draw(partial_dates()), draw(st.none() | partial_dates())
    is_current = end is None and draw(st.booleans())
    return WorkEntry(NOWHERE, period=Period(DateRange(start, end, is_current, "", 0, 0), NOWHERE))


histories = st.lists(entries(), max_size=6)


def timeline_of(work: list[WorkEntry]) -> Timeline:
    return build_timeline(ParsedResume(work=tuple(work)), AS_OF)


@given(histories)
def test_every_number_lies_within_its_bounds(work: list[WorkEntry]) -> None:
    timeline = timeline_of(work)

    numbers: list[Position | Total] = [position for position in timeline.positions if position.months]
    numbers += [total for total in (timeline.total, timeline.professional) if total is not None]
    for number in numbers:
        assert number.months_min <= number.months
        assert number.months_max is None or number.months <= number.months_max


@given(histories)
def test_an_estimate_holds_what_is_certain_and_stays_within_what_is_possible(work: list[WorkEntry]) -> None:
    for position in timeline_of(work).positions:
        if position.estimate is not None:
            likely, certain, possible = position.estimate.likely, position.estimate.certain, position.estimate.possible
            assert likely.overlap(possible) == likely
            assert certain is None or likely.overlap(certain) == certain
            assert possible.last <= Month.of(AS_OF)


@given(histories, entries())
def test_another_job_never_lowers_the_total(work: list[WorkEntry], more: WorkEntry) -> None:
    before, after = timeline_of(work).total, timeline_of([*work, more]).total

    if before is not None:
        assert after is not None
        assert after.months >= before.months
        assert after.months_min >= before.months_min


@given(histories.flatmap(lambda work: st.tuples(st.just(work), st.permutations(work))))
def test_the_order_of_the_jobs_does_not_change_the_total(both: tuple[list[WorkEntry], list[WorkEntry]]) -> None:
    one, other = timeline_of(both[0]), timeline_of(both[1])

    assert one.total == other.total
    assert [gap.span for gap in one.gaps] == [gap.span for gap in other.gaps]
    assert [block.span for block in one.blocks] == [block.span for block in other.blocks]


@given(histories)
def test_no_gap_shares_a_month_with_a_block(work: list[WorkEntry]) -> None:
    timeline = timeline_of(work)

    assert not any(gap.span.overlap(block.span) for gap in timeline.gaps for block in timeline.blocks)


@given(histories)
def test_the_blocks_add_up_to_the_total(work: list[WorkEntry]) -> None:
    timeline = timeline_of(work)

    assert sum(block.span.months for block in timeline.blocks) == (timeline.total.months if timeline.total else 0)
