"""What holds for every text, however odd."""

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from vitae.domain.dates import DateIssue
from vitae.domain.months import Month
from vitae.parsing.dates import find_dates

WORDS = ("Jan", "may", "Mär.", "март", "Q1", "Spring", "II", " to ", " с ", "since ", "bis ", " present", "年3月")
NUMBERS = ("2019", "2020", "'19", "03", "31", "5", "20202", "0")
MARKS = ("/", ".", "-", "–", " ", "\n", "\t", ",", ":", "(", ")", "@", "+")

pieces = st.sampled_from((*WORDS, *NUMBERS, *MARKS))
texts = st.lists(pieces, max_size=24).map("".join) | st.text(max_size=60)


@given(texts)
def test_periods_quote_the_text_in_order_without_overlap(text: str) -> None:
    found = find_dates(text)

    assert all(period.raw == text[period.begin : period.finish] != "" for period in found)
    assert all(one.finish <= other.begin for one, other in pairwise(found))


@given(texts)
def test_every_period_has_a_date_or_says_that_it_is_invalid(text: str) -> None:
    for period in find_dates(text):
        assert period.start or period.end or DateIssue.INVALID in period.issues
        assert 0 < period.confidence <= 1
        assert not (period.is_current and period.end)


@given(texts)
def test_every_date_lies_in_order_within_the_calendar(text: str) -> None:
    for period in find_dates(text):
        for date in (period.start, period.end):
            assert date is None or Month(1900, 1) <= date.first <= date.last <= Month(2100, 12)
        if period.start and period.end:
            assert (period.end.last < period.start.first) == (DateIssue.REVERSED in period.issues)
