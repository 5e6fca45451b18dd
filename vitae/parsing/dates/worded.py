"""Dates with a word in them: ``Jan 2019``, ``1. März 2018``, ``Spring 2020``, ``Q1 2019``, ``III 2018``."""

import re
from collections.abc import Iterable, Iterator
from functools import cache
from itertools import pairwise
from typing import TYPE_CHECKING

from vitae.domain.dates import DateIssue, PartialDate
from vitae.domain.values import Value
from vitae.parsing.dates.atoms import (
    Atom,
    Form,
    full_year,
    is_resume_year,
    month_date,
    quarter_date,
    season_date,
    year_date,
)
from vitae.parsing.dates.words import PLAIN_DASH, Season, date_words

if TYPE_CHECKING:
    from ahocorasick_rs import AhoCorasick

_TYPO = re.compile(r"(?:19|20)[0-9]{3,4}|1[0-8][0-9]{2}")
"""A year with a digit too many, or one that nobody worked in."""
_LETTERS = re.compile(r"[^\W\d_]+")
_NUMBER = re.compile(r"['’‘]?[0-9]{2,}")
_REACH = 40
"""Characters from the beginning of a word to the year after it."""
_LONGEST_DAY = 12
"""Characters before a month, such as ``12th of ``."""


def find_worded(text: str, numbers: Iterable[int]) -> Iterator[Atom]:
    """Yield the dates that carry a word, each form in order of position; the first of overlapping ones is meant.

    `numbers` are the offsets from `number_starts`: a year stands nowhere else.
    """
    said = tuple(_said(_lowered(text)))
    years = [at for at in numbers if text.startswith(("19", "20"), at)]
    yield from _find_named(text, (word for word in said if word.is_name))
    yield from _find_behind_years(text, years)
    if not all(word.is_name for word in said):
        for match in _quarter_pattern().finditer(text):
            yield _quarter(match)
    yield from _find_romans(text, years)
    if "年" in text or "년" in text:
        for match in _EAST_ASIAN.finditer(text):
            yield _east_asian(match)


def _lowered(text: str) -> str:
    """Return a text in lower case, every character at its place."""
    lowered = text.lower()
    return lowered if len(lowered) == len(text) else "".join(c.lower() if len(c.lower()) == 1 else c for c in text)


class _Said(Value, frozen=True):
    """A word of the lexicon by its place in the text."""

    start: int
    end: int
    is_name: bool
    """Whether it names a month or a season, and not a quarter."""


def _said(text: str) -> Iterator[_Said]:
    """Yield the months, the seasons and what stands for a quarter of a year in a text of small letters."""
    automaton, words = _automaton()
    for index, start, end in automaton.find_matches_as_indexes(text):
        if not text[start - 1 : start].isalpha() and not text[end : end + 1].isalpha():
            yield _Said(start, end, words[index] in date_words().names)


@cache
def _automaton() -> tuple["AhoCorasick", tuple[str, ...]]:
    """Return what finds all words in one pass; none of them reaches over the first letter of another."""
    from ahocorasick_rs import AhoCorasick, MatchKind

    words = tuple(sorted(date_words().names | date_words().quarters))
    return AhoCorasick(words, matchkind=MatchKind.LeftmostLongest), words


def _find_named(text: str, names: Iterable[_Said]) -> Iterator[Atom]:
    """Yield the months and seasons with a year; a number before the word is its day, if no other word has it."""
    position = 0
    for name in names:
        is_dated = name.start >= position and _has_number(text, name)
        match = _with_year(text, name.start, position) if is_dated else None
        atom = _named(text, match) if match is not None else None
        if match is not None and atom is not None:
            position = match.end()
            yield atom


def _has_number(text: str, name: _Said) -> bool:
    """Return whether a word stands close enough before a number to belong to it."""
    number = _NUMBER.search(text, name.end, name.start + _REACH + 3)
    return number is not None and number.start() <= name.start + _REACH


def _with_year(text: str, start: int, floor: int) -> re.Match[str] | None:
    """Return the match of the word at `start`, the year after it, and the day before it where there is one."""
    pattern = _month_year_pattern()
    day = _day_pattern().search(text, max(floor, start - _LONGEST_DAY), start)
    if day is not None and "\n" in day.group() and not _is_torn(text, day.start()):
        day = None
    match = pattern.match(text, day.start()) if day is not None else None
    if match is None or match.start("word") != start:
        match = pattern.match(text, start)
    return match


def _is_torn(text: str, day: int) -> bool:
    """Return whether the day at an offset ends a period, and a narrow column put its month on the next line."""
    return date_words().before_torn_day.search(text, max(0, day - _LONGEST_DAY), day) is not None


@cache
def _day_pattern() -> re.Pattern[str]:
    return re.compile(
        rf"(?<!\w)(?:[0-2]?[0-9]|3[01])(?:\.|st|nd|rd|th|er|º|°|ª)?[ \n]?(?i:{date_words().of_words}\s)?\Z"
    )


@cache
def _month_year_pattern() -> re.Pattern[str]:
    words = date_words()
    return re.compile(
        rf"""
        (?<!\w)
        (?:(?P<day>[0-9]{{1,2}})(?:\.|st|nd|rd|th|er|º|°|ª)?+[ \n]?+(?i:{words.of_words}\s)?+)?+
        (?P<word>[^\W\d_]{{1,14}}+)(?=[^0-9'’‘]{{0,20}}+[0-9'’‘])\.?+
        (?i:\s(?:semester|term)\b)?+
        (?:\s(?P<second_day>[0-9]{{1,2}})(?:st|nd|rd|th)?+,?\s(?=[0-9]{{4}}))?
        (?:[ \u00a0\n]{{1,3}}|[ ]?,\s?|[ ]?[-/][ ]?||(?i:\s?{words.of_words}\s?))
        (?P<year>['’‘]?[0-9]{{2,6}}+)
        {words.behind_year}
        (?!\w|[.,:][0-9])
        """,
        re.VERBOSE,
    )


_YEAR_MONTH = re.compile(
    r"(?P<year>[12][0-9]{3})(?<![\w.,:/-][0-9]{4})[ ,./-]{1,2}"
    r"(?P<word>[^\W\d_]{3,14}+)\.?+(?!\w|[ ,.]{0,2}['’]?[0-9])"
)


def _find_behind_years(text: str, years: Iterable[int]) -> Iterator[Atom]:
    """Yield the months that stand behind their year, such as ``2019 March``."""
    for at in years:
        match = _YEAR_MONTH.match(text, at)
        month = date_words().months.get(match["word"].casefold()) if match is not None else None
        if match is not None and month is not None and is_resume_year(int(match["year"])):
            yield _dated(match, month_date(int(match["year"]), month, match.group()))


@cache
def _quarter_pattern() -> re.Pattern[str]:
    return re.compile(
        rf"""
        (?<![\w.,/])
        (?:(?:[QqTtКк]\s?(?P<q1>[1-4])|(?P<q2>[1-4])\.?\s?(?i:Q|(?:{date_words().quarter_words})\.?))
           \s?[./'’,-]?\s?(?P<y1>(?:19|20)[0-9]{{2}}|[0-9]{{2}})
         |(?P<y2>(?:19|20)[0-9]{{2}})[ ./-]{{1,3}}[Qq](?P<q3>[1-4]))
        (?!\w)
        """,
        re.VERBOSE,
    )


_ROMAN = re.compile(r"(?P<month>[IVX](?<!\w.)[IVX]{0,3})[ ./\n-](?P<year>(?:19|20)[0-9]{2})(?!\w)")
_STANDS_APART = re.compile(r"(?:\A|[\n\t(]|[|·•] )\Z")
"""Before what may be a month by itself: no word, as in ``Engineer II 2019``."""
_STANDS_BEHIND = re.compile(r"(?:[,;–—] |(?<!\w)[IVX]{1,4}[–—-])\Z")
"""Before a month, or a grade as in ``Engineer, II 2019``; or a month and a dash before another."""
_FIRST_MONTH = re.compile(r"(?<!\w)(?P<month>[IVX]{1,4})[ \u00a0]?[-‑–—][ \u00a0]?\Z")
"""Before the second month of a period within one year: ``VI – IX 2006``."""
_APART = re.compile(r"(?:\A|[\n\t(]|[|·•,;–—] )\Z")
_LONGEST_BEFORE = 24
_EAST_ASIAN = re.compile(
    r"(?<![0-9])(?P<year>(?:19|20)[0-9]{2})\s?[年년]"
    r"(?:\s?(?P<month>[0-9]{1,2})\s?[月월](?:份)?(?:\s?(?P<day>[0-9]{1,2})\s?[日일号])?)?"
)


_NUMBER_GOES_ON = re.compile(r"[/-][0-9]{1,2}(?![0-9])")
"""After a word and a year: the year belongs to ``2019-04``, and the word to something else."""
_NEXT_YEAR = re.compile(r"[/–-]((?:19|20)?[0-9]{2})(?![0-9])")


def _named(text: str, match: re.Match[str]) -> Atom | None:
    """Return the date of a word and a number, if the word is a month or a season."""
    words = date_words()
    key, digits = match["word"].casefold(), match["year"]
    if (month := words.months.get(key)) is not None:
        weak = key in words.ambiguous_months and not _fills_its_line(text, match)
        return _month_year(match, month, digits, is_weak=weak)
    if (season := words.seasons.get(key)) is not None and _is_year(digits):
        return _season(text, match, season, full_year(digits))
    return None


def _month_year(match: re.Match[str], month: int, digits: str, *, is_weak: bool) -> Atom | None:
    """Return a month with its year; two digits without an apostrophe may be a day and count in a period only."""
    if _NUMBER_GOES_ON.match(match.string, match.end()):
        return None
    if not _is_year(digits):
        return _dated(match, None) if _TYPO.fullmatch(digits) else None
    day = match["day"] or match["second_day"]
    date = month_date(full_year(digits), month, match.group(), int(day) if day else None)
    return _dated(match, date, is_weak=is_weak or len(digits) == 2)


def _season(text: str, match: re.Match[str], season: Season, year: int) -> Atom:
    second = _NEXT_YEAR.match(text, match.end("year"))
    two_years = second is not None and full_year(second[1]) == year + 1
    finish = second.end() if second is not None and two_years else match.end()
    raw = text[match.start() : finish]
    return Atom(match.start(), finish, Form.WORDED, season_date(year, season, raw, two_years=two_years))


def _quarter(match: re.Match[str]) -> Atom:
    quarter = int(match["q1"] or match["q2"] or match["q3"])
    year = full_year(match["y1"] or match["y2"])
    return Atom(match.start(), match.end(), Form.WORDED, quarter_date(year, quarter, match.group()))


def _find_romans(text: str, years: Iterable[int]) -> Iterator[Atom]:
    """Yield the dates with Roman months.

    Both ends of a period must be written so: ``Engineer II 2019 – 2021`` is the second engineer, not February. What
    stands apart from all words may also last until now, or stand alone where others are such a period; what stands
    behind a comma or a dash only there.
    """
    romans = date_words().romans
    numerals = (_ROMAN.search(text, max(0, at - 5), at + 5) for at in years if text[at - 2 : at - 1] in romans)
    found = [match for match in numerals if match is not None and match["month"] in romans]
    pairs = [(a, b) for a, b in pairwise(found) if PLAIN_DASH.fullmatch(text, a.end(), b.start())]
    certain = {match.start() for pair in pairs for match in pair}
    for match in found:
        if match.start() in certain or _is_month_alone(text, match, is_habit=bool(certain)):
            date = month_date(int(match["year"]), romans[match["month"]], match.group())
            yield Atom(match.start(), match.end(), Form.ROMAN, date, confidence=0.9)


def _is_month_alone(text: str, match: re.Match[str], *, is_habit: bool) -> bool:
    """Tell whether a Roman number and a year are a date though no other one makes them a period."""
    before = text[max(0, match.start() - _LONGEST_BEFORE) : match.start()]
    is_torn = text[match.end("month")] == "\n" and before[-1:] not in ("", "\n")
    if is_torn and not is_habit:
        return False  # ``Engineer, II`` and the year below
    if _is_second_month(before, match["month"]):
        return True
    last = _LETTERS.findall(before.rpartition("\n")[2])[-1:]
    if last and before.endswith(" ") and last[0].casefold() in date_words().opening_ends:
        return True
    if is_habit:
        is_apart = _STANDS_APART.search(before) or _STANDS_BEHIND.search(before)
        return is_apart is not None or _lasts(text, match.end())
    return _STANDS_APART.search(before) is not None and _lasts(text, match.end())


def _is_second_month(before: str, second: str) -> bool:
    """Tell whether an earlier Roman month and a dash stand apart before a month; grades are not so (``Clerk I–II``)."""
    first, romans = _FIRST_MONTH.search(before), date_words().romans
    if first is None or romans.get(first["month"], len(romans)) >= romans[second]:
        return False
    return _APART.search(before[: first.start()]) is not None


def _lasts(text: str, end: int) -> bool:
    """Tell whether a dash and a word for today follow a date."""
    dash = PLAIN_DASH.match(text, end)
    return dash is not None and date_words().present.match(text, end) is not None


def _east_asian(match: re.Match[str]) -> Atom:
    year, month, day = int(match["year"]), match["month"], match["day"]
    if month is None:
        return _dated(match, year_date(year, match.group()))
    return _dated(match, month_date(year, int(month), match.group(), int(day) if day else None))


def _dated(match: re.Match[str], date: PartialDate | None, *, is_weak: bool = False) -> Atom:
    if date is None:
        return Atom(match.start(), match.end(), Form.WORDED, None, issues=(DateIssue.INVALID,), confidence=0.4)
    return Atom(match.start(), match.end(), Form.WORDED, date, is_weak=is_weak, confidence=0.7 if is_weak else 1.0)


def _is_year(digits: str) -> bool:
    """Tell whether the digits are ``'19``, ``19`` or four digits that may be a year."""
    bare = digits.lstrip("'’‘")
    return len(bare) == 2 or (len(bare) == 4 and bare == digits and 1900 <= int(bare) <= 2099)


def _fills_its_line(text: str, match: re.Match[str]) -> bool:
    """Tell whether nothing but the date stands in its line or table cell."""
    before = text[max(0, match.start() - 1) : match.start()]
    after = text[match.end() : match.end() + 1]
    return before in ("", "\n", "\t", "(") and after in ("", "\n", "\t", ")")
