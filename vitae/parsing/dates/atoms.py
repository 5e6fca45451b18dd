"""A single date in a text, before it is known whether it belongs to a period."""

import calendar
from enum import Enum, auto

from vitae.domain.dates import DateIssue, PartialDate, Precision
from vitae.domain.months import Month
from vitae.domain.values import Value
from vitae.parsing.dates.words import Season

EARLIEST_YEAR = 1950
LATEST_YEAR = 2049
"""A number of four digits outside is no year of a résumé; two digits are read into this century of years."""


class Form(Enum):
    """How a date is written; two dates without a dash between them must be of one form."""

    WORDED = auto()
    NUMERIC = auto()
    SHORT = auto()
    """Month and two digits, such as ``03/18``."""
    YEAR = auto()
    SPAN = auto()
    """Two years in one, such as ``2019/20``."""
    ROMAN = auto()


class Atom(Value, frozen=True):
    """One date and its offsets in the text."""

    begin: int
    finish: int
    form: Form
    date: PartialDate | None
    """None when it names no date of the calendar."""
    until: PartialDate | None = None
    """The second year of a `SPAN`."""
    issues: tuple[DateIssue, ...] = ()
    is_weak: bool = False
    """Whether it is a date only as a part of a period."""
    confidence: float = 1.0


def month_date(year: int, month: int, raw: str, day: int | None = None) -> PartialDate | None:
    """Return a date with month, and day where given, or None when the calendar has no such date."""
    if not 1 <= month <= 12 or not 1900 <= year <= 2099:
        return None
    if day is not None and not 1 <= day <= calendar.monthrange(year, month)[1]:
        return None
    value = Month(year, month)
    return PartialDate(value, value, Precision.DAY if day is not None else Precision.MONTH, raw, day)


def year_date(year: int, raw: str) -> PartialDate:
    """Return a date of which only the year is known."""
    return PartialDate(Month(year, 1), Month(year, 12), Precision.YEAR, raw)


def quarter_date(year: int, quarter: int, raw: str) -> PartialDate:
    """Return a quarter of a calendar year."""
    first = Month(year, 3 * quarter - 2)
    return PartialDate(first, first.plus(2), Precision.QUARTER, raw)


def season_date(year: int, season: Season, raw: str, *, two_years: bool = False) -> PartialDate:
    """Return a season of one year, or of two such as ``Winter 2019/20``."""
    first, length = (season.first_of_two, season.length_of_two) if two_years else (season.first, season.length)
    begin = Month(year, first)
    return PartialDate(begin, begin.plus(length - 1), Precision.SEASON, raw)


def full_year(digits: str) -> int:
    """Return the year of four digits, or of two (with or without an apostrophe) from 1950 to 2049."""
    number = int(digits.lstrip("'’‘"))
    if number >= 100:
        return number
    return number + (1900 if number >= EARLIEST_YEAR % 100 else 2000)


def is_resume_year(year: int) -> bool:
    """Tell whether a bare number may be a year at all."""
    return EARLIEST_YEAR <= year <= LATEST_YEAR
