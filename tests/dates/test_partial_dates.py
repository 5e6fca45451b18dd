"""How a date is written into a report: with the precision it has."""

import pytest

from vitae.domain.dates import DateRange, PartialDate, Precision
from vitae.domain.months import Month


@pytest.mark.parametrize(
    ("first", "last", "precision", "day", "as_start", "as_end"),
    [
        ((2019, 1), (2019, 12), Precision.YEAR, None, "2019", "2019"),
        ((2019, 3), (2019, 5), Precision.SEASON, None, "2019-03", "2019-05"),
        ((2019, 1), (2019, 3), Precision.QUARTER, None, "2019-01", "2019-03"),
        ((2019, 4), (2019, 4), Precision.MONTH, None, "2019-04", "2019-04"),
        ((2019, 4), (2019, 4), Precision.DAY, 7, "2019-04-07", "2019-04-07"),
    ],
)
def test_a_date_is_written_with_its_precision(
    first: tuple[int, int], last: tuple[int, int], precision: Precision, day: int | None, as_start: str, as_end: str
) -> None:
    date = PartialDate(Month(*first), Month(*last), precision, "", day)

    assert (date.iso(), date.iso(as_end=True)) == (as_start, as_end)


def test_a_range_without_an_end_is_single_unless_it_is_current() -> None:
    may = PartialDate(Month(2019, 5), Month(2019, 5), Precision.MONTH, "05/2019")

    assert DateRange(may, None, is_current=False, raw="05/2019", begin=0, finish=7).is_single
    assert not DateRange(may, None, is_current=True, raw="since 05/2019", begin=0, finish=13).is_single
    assert not DateRange(may, may, is_current=False, raw="", begin=0, finish=0).is_single
