"""Dates of digits alone: ``01/2020``, ``31.05.2019``, ``2019-04``, ``03/18``, ``2019/20``, ``2018``."""

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from itertools import pairwise

from vitae.domain.dates import DateIssue, PartialDate, Precision
from vitae.domain.months import Month
from vitae.parsing.dates.atoms import Atom, Form, full_year, is_resume_year, month_date, year_date
from vitae.parsing.dates.words import date_words

_CENTURY = "(?:19|20)"
_SIGN = re.compile(r"[0-9'’‘](?<![0-9].)(?=[0-9]{2}|[0-9]? ?[-./])")
"""Where a number begins that is long enough for a year, or before what parts a day or a month from the next number."""


_LAST_WORD = re.compile(r"(?<!\w)([^\W\d_]{2,})[.'’]?\s\Z")
_LONGEST_WORD = 16
"""Characters before a date in which the word that opens it is looked for."""
_LONGEST_BETWEEN = 12
"""Characters between the two dates of a period."""
_COUNTRY_CODE = re.compile(r"(?<![\w+])\+ ?(?:(?P<month_first>1(?=[ (.-]{0,2}[2-9])|63)|[2-9])")
_AMERICAN_NUMBER = re.compile(r"(?<![\w.-])(?:\([2-9][0-9]{2}\) ?|[2-9][0-9]{2}[-. ])[0-9]{3}[-. ][0-9]{4}(?![\w.-])")


def number_starts(text: str) -> list[int]:
    """Return where the numbers begin that may open a date of digits or be a year, and the apostrophes before them."""
    return [sign.start() for sign in _SIGN.finditer(text)]


def find_numeric(text: str, numbers: Iterable[int]) -> Iterator[Atom]:
    """Yield the dates of digits in order of position; a bare year is yielded wherever it may be one.

    `numbers` are the offsets from `number_starts`.
    """
    matches = list(_matches(text, numbers))
    style = _Style(text, matches)
    for match in matches:
        kind = match.lastgroup
        atom = _READERS[kind](match, style) if kind else None
        if atom is not None:
            yield atom


def _matches(text: str, numbers: Iterable[int]) -> Iterator[re.Match[str]]:
    """Yield the dates from left to right; each begins with a number or with the apostrophe before it."""
    pattern, reached = _pattern(), 0
    for start in numbers:
        match = pattern.match(text, start) if start >= reached else None
        if match is not None:
            reached = match.end()
            yield match


@cache
def _pattern() -> re.Pattern[str]:
    return re.compile(
        rf"""
        (?<![\w$€£¥#@+=%&*/])(?<![0-9][.,:])
        (?:(?P<iso>(?P<iy>{_CENTURY}[0-9]{{2}})(?P<is>[-./])(?P<im>0[1-9]|1[0-2]|[1-9])(?:(?P=is)(?P<id>[0-3][0-9]))?)
         |(?P<full>(?P<fa>[0-9]{{1,2}})(?P<fs>[-./])\s?(?P<fb>[0-9]{{1,2}})(?P=fs)\s?(?P<fy>{_CENTURY}[0-9]{{2}}|[0-9]{{2}}))
         |(?P<month>(?P<mm>[0-9]{{1,2}})(?P<ms>-|[ ]?[./][ ]?)(?P<my>{_CENTURY}[0-9]{{2}}))
         |(?P<span>(?P<sy>{_CENTURY}[0-9]{{2}})(?P<ss>/|[-‑–])(?P<se>[0-9]{{2}}|(?<=/){_CENTURY}[0-9]{{2}}))
         |(?P<short>(?P<hm>[0-9]{{1,2}})(?P<hs>[./])(?P<hy>['’‘]?[0-9]{{2}}))
         |(?P<year>{_CENTURY}[0-9]{{2}}|['’‘][0-9]{{2}}))
        {date_words().behind_year}
        (?![\w$€£¥%‰°]|[.,:/][0-9])
        """,
        re.VERBOSE,
    )


class _Style:
    """What the clear dates of a text say about how its unclear ones are meant."""

    def __init__(self, text: str, matches: list[re.Match[str]]) -> None:
        full = [m for m in matches if m.lastgroup == "full" and m["fs"] != "."]
        slashed = [(int(m["fa"]), int(m["fb"])) for m in full]
        day_first = any(first > 12 >= second for first, second in slashed)
        month_first = any(second > 12 >= first for first, second in slashed)
        if slashed and not (day_first or month_first):
            day_first = any(m.lastgroup == "full" and _stands_behind_foreign_word(text, m.start()) for m in matches)
        self.day_first: bool | None = day_first if day_first != month_first else None
        """None when nothing, or both, was seen."""
        is_open = bool(slashed) and not (day_first or month_first)
        self.day_first_likely: bool | None = _likely_order(text, full) if is_open else None
        """The same by less certain signs, for dates that stay ambiguous."""
        self.writes_year_spans = any(m.lastgroup == "span" and int(m["se"]) > 12 for m in matches)
        """Whether ``2014-15`` stands somewhere: then ``2011-12`` are two years too, else it is December."""


def _likely_order(text: str, dates: Sequence[re.Match[str]]) -> bool | None:
    """Return whether the day is first; None where nothing tells.

    A period ends after it begins; work begins on the first of a month more often than in January (``01-08-2015``);
    and the United States, Canada and the Philippines write the month first, if a number to call is theirs.
    """
    for signs in (_orders_in_periods(dates), _firsts_of_months(dates)):
        if len(signs) == 1:
            return signs.pop()
    code = _COUNTRY_CODE.search(text)
    if code is not None:
        return code["month_first"] is None
    return False if _AMERICAN_NUMBER.search(text) else None


def _orders_in_periods(dates: Sequence[re.Match[str]]) -> set[bool]:
    """Return the orders, day first or not, of periods that would end before they begin with the other."""
    found = set[bool]()
    for one, other in pairwise(dates):
        if other.start() - one.end() <= _LONGEST_BETWEEN:
            as_days, as_months = (_stamp(one, 1) <= _stamp(other, 1), _stamp(one, 0) <= _stamp(other, 0))
            if as_days != as_months:
                found.add(as_days)
    return found


def _firsts_of_months(dates: Sequence[re.Match[str]]) -> set[bool]:
    pairs = [(int(date["fa"]), int(date["fb"])) for date in dates]
    return {first == 1 for first, second in pairs if (first == 1) != (second == 1)}


def _stamp(date: re.Match[str], month_at: int) -> tuple[int, int, int]:
    """Return year, month and day of a date whose month is its first number (0) or its second (1)."""
    numbers = (int(date["fa"]), int(date["fb"]))
    return full_year(date["fy"]), numbers[month_at], numbers[1 - month_at]


def _stands_behind_foreign_word(text: str, start: int) -> bool:
    """Return whether a word that opens dates in another language than English stands before one: the day is first."""
    last = _LAST_WORD.search(text, max(0, start - _LONGEST_WORD), start)
    return last is not None and last[1].casefold() in date_words().foreign_ends


def _read_iso(match: re.Match[str], style: _Style) -> Atom | None:
    year, month, day = int(match["iy"]), int(match["im"]), match["id"]
    could_be_span = day is None and match["is"] != "." and month == (year + 1) % 100
    if could_be_span and (match["is"] == "/" or style.writes_year_spans):
        return _span(match, year, year + 1)
    weak = len(match["im"]) == 1 or (match["is"] == "." and not is_resume_year(year))
    return _dated(match, month_date(year, month, match.group(), int(day) if day else None), is_weak=weak)


def _read_full(match: re.Match[str], style: _Style) -> Atom | None:
    first, second, year = int(match["fa"]), int(match["fb"]), full_year(match["fy"])
    weak = len(match["fy"]) == 2
    if match["fs"] == "." or style.day_first or first > 12 or first == second:
        return _dated(match, month_date(year, second, match.group(), first), is_weak=weak)
    if style.day_first is False or second > 12:
        return _dated(match, month_date(year, first, match.group(), second), is_weak=weak)
    issues = (DateIssue.AMBIGUOUS,)
    if style.day_first_likely is not None and first <= 12:
        day, month = (first, second) if style.day_first_likely else (second, first)
        likely = month_date(year, month, match.group(), day)
        return Atom(match.start(), match.end(), Form.NUMERIC, likely, issues=issues, is_weak=weak, confidence=0.6)
    months = sorted((Month(year, first), Month(year, second)))
    unclear = PartialDate(months[0], months[1], Precision.YEAR, match.group())
    return Atom(match.start(), match.end(), Form.NUMERIC, unclear, issues=issues, is_weak=weak, confidence=0.5)


def _read_month(match: re.Match[str], _: _Style) -> Atom | None:
    date = month_date(int(match["my"]), int(match["mm"]), match.group())
    return None if date is None and match["ms"] == "-" else _dated(match, date)


def _read_span(match: re.Match[str], _: _Style) -> Atom | None:
    """Read two years; what is neither the next years' two digits nor a month is only the year before it."""
    year, digits = int(match["sy"]), match["se"]
    until = int(digits) if len(digits) == 4 else year - year % 100 + int(digits)
    if until <= year and len(digits) == 2:
        until += 100
    if not is_resume_year(year) or not year < until <= year + 60 or not is_resume_year(until):
        return None
    return _span(match, year, until)


def _read_short(match: re.Match[str], _: _Style) -> Atom | None:
    month = int(match["hm"])
    if not 1 <= month <= 12 or (match["hs"] == "." and len(match["hm"]) == 1):
        return None
    date = month_date(full_year(match["hy"]), month, match.group())
    return Atom(match.start(), match.end(), Form.SHORT, date, is_weak=True, confidence=0.8)


def _read_year(match: re.Match[str], _: _Style) -> Atom | None:
    digits, raw = match["year"], match.group()
    year = full_year(digits)
    if not is_resume_year(year):
        return None
    is_weak = not digits[0].isdigit()
    return Atom(match.start(), match.end(), Form.YEAR, year_date(year, raw), is_weak=is_weak, confidence=0.9)


_READERS = {
    "iso": _read_iso,
    "full": _read_full,
    "month": _read_month,
    "span": _read_span,
    "short": _read_short,
    "year": _read_year,
}


def _span(match: re.Match[str], year: int, until: int) -> Atom:
    start, end = year_date(year, match.group()[:4]), year_date(until, match.group()[5:])
    return Atom(match.start(), match.end(), Form.SPAN, start, until=end, confidence=0.9)


def _dated(match: re.Match[str], date: PartialDate | None, *, is_weak: bool = False) -> Atom:
    if date is None:
        return Atom(match.start(), match.end(), Form.NUMERIC, None, issues=(DateIssue.INVALID,), confidence=0.4)
    return Atom(match.start(), match.end(), Form.NUMERIC, date, is_weak=is_weak, confidence=0.7 if is_weak else 1.0)
