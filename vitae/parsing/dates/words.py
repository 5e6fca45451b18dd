"""The words of dates, compiled from the lexicon ``dates.toml`` when they are first needed."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import product
from typing import Any

from vitae.lexicons import read_toml

DASHES = "-‐‑‒–—―−~～〜→>"
"""All that is drawn as a dash between two dates."""
PLAIN_DASH = re.compile(rf" ?[{DASHES}] ?")

_LETTERS = re.compile(r"[^\W\d_]+")
_BLANKS = ("", " ", "\n", "\t", "\u00a0", "\u202f")
"""Between the letter and the number of a quarter."""
_ROMAN = ("I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII")


@dataclass(frozen=True, slots=True)
class Season:
    """The months that a season means."""

    first: int
    """1 is January of the year that is written."""
    length: int
    first_of_two: int
    """The same when two years are written, such as ``Winter 2019/20``; 12 is December of the first."""
    length_of_two: int


SEASONS: Mapping[str, Season] = {
    "spring": Season(3, 3, 3, 3),
    "summer": Season(6, 3, 6, 3),
    "autumn": Season(9, 3, 9, 3),
    "winter": Season(1, 2, 12, 3),
    "summer_term": Season(4, 6, 4, 6),
    "winter_term": Season(10, 6, 10, 6),
}
"""Meteorological seasons of the northern hemisphere; terms as German universities count them.

``Winter 2025`` may begin in December of 2024 or of 2025: only its two sure months count.
"""


@dataclass(frozen=True, slots=True)
class Opening:
    """Words that may stand just before a date."""

    pattern: re.Pattern[str]
    """Up to the end of the text."""
    ends: frozenset[str]
    """Their last words: behind another one the pattern need not be tried."""


@dataclass(frozen=True, slots=True)
class DateWords:
    """The lexicon, ready to be looked up. Keys are case-folded and without a full stop."""

    months: Mapping[str, int]
    ambiguous_months: frozenset[str]
    romans: Mapping[str, int]
    """Capitals only: ``iv`` and ``vi`` are other words."""
    seasons: Mapping[str, Season]
    names: frozenset[str]
    """The months and the seasons."""
    quarters: frozenset[str]
    """The words for a quarter of a year, its letter that may stand behind a number, and the letters before one."""
    separator: re.Pattern[str]
    """All of the text between two dates of one period."""
    present: re.Pattern[str]
    """At the end of a date: a separator, if any, and a word for today; or a word that needs none (``onwards``)."""
    present_again: re.Pattern[str]
    """Such a word once more, in another language: ``obecnie (present)``."""
    one_more: re.Pattern[str]
    """All of the text between one year and the next."""
    present_first: Opening
    """Before a date that is the beginning: ``Present – Jan 2019``."""
    since: Opening
    origin: Opening
    """Before the first date of a period, and what kind of years it counts."""
    until: Opening
    """Before the last date of a period without a first."""
    part: Opening
    """Before a year or a month, as a part of the date: ``end of``."""
    before_parts: frozenset[str]
    """Words before such a part."""
    opening_ends: frozenset[str]
    """The last words of all openings."""
    foreign_ends: frozenset[str]
    """The last words of what opens or joins dates in other languages than English, which write the day first."""
    before_torn_day: re.Pattern[str]
    """Before the day of a date whose month stands on the next line: a dash, or a word before the end of a period."""
    of_words: str
    """Alternatives of a regular expression."""
    behind_year: str
    """What may stand behind a year as a part of it: an optional group of a regular expression."""
    quarter_words: str
    """Alternatives of a regular expression."""
    before_numbers: frozenset[str]
    before_years: frozenset[str]


@cache
def date_words() -> DateWords:
    """Return the compiled lexicon; compiled once for the life of the process."""
    data = read_toml("dates")
    languages: list[dict[str, Any]] = data["language"]
    range_words = _alternatives(_collect(languages, "range"))
    years = _collect(languages, "years")
    onwards = _alternatives(_collect(languages, "onwards"))
    dash = f"[{DASHES}]{{1,3}}"
    expected = _alternatives(data["expected"])
    between = rf"\s{{0,8}}+(?:{dash}\s{{0,8}}+(?:{range_words})?+|{range_words}):?+\s{{0,8}}+(?:\(?{expected}\.?:?\s)?+"
    present = _alternatives(_collect(languages, "present"))
    openings = {
        "present_first": _opening(_collect(languages, "present"), rf"\s{{0,2}}{dash}\s{{0,2}}"),
        "since": _opening(_collect(languages, "since")),
        "origin": _opening([*_collect(languages, "from"), *years]),
        "until": _opening(_collect(languages, "until")),
    }
    english = [language for language in languages if language["code"] == "en"]
    foreign = [language for language in languages if language["code"] != "en"]
    months = _months(languages)
    seasons = {
        word: SEASONS[season]
        for language in languages
        for season, words in language["seasons"].items()
        for word in words
    }
    return DateWords(
        months=months,
        ambiguous_months=frozenset(data["ambiguous_months"]),
        romans={roman: number for number, roman in enumerate(_ROMAN, start=1)},
        seasons=seasons,
        names=frozenset((*months, *seasons)),
        quarters=frozenset(("q", *data["quarter_words"], *map("".join, product("qtк", _BLANKS, "1234")))),
        separator=_compile(rf"{between}(?:{_alternatives(years)}\s?)?+"),
        present=_compile(
            rf"(?P<join>,?{between}\(?|,?[\s(]{{0,4}}+)(?P<word>{present})|(?:\s?{dash})?\s(?P<onwards>{onwards})"
        ),
        present_again=_compile(rf"\s?(?:\(\s?{present}\s?\)|/\s?{present})"),
        one_more=_compile(rf"\s{{1,2}}(?:&|{_alternatives(_collect(languages, 'and'))})\s{{1,2}}"),
        **openings,
        part=_opening(_collect(languages, "part"), r"(?:[\s\u00a0]|(?<=mid)[-‑]|(?<=mi)[-‑])"),
        before_parts=_ends_of_openings(languages) | frozenset(data["before_years"]),
        opening_ends=frozenset[str]().union(*(opening.ends for opening in openings.values())),
        foreign_ends=_ends_of_openings(foreign) - _ends_of_openings(english),
        before_torn_day=_compile(rf"(?:[{DASHES}]|{range_words})\s{{0,2}}\Z"),
        of_words=_alternatives(_collect(languages, "of")),
        behind_year=rf"(?i:(?=\s?[^\W\d_])\s?{_alternatives(_collect(languages, 'year'))})?",
        quarter_words=_alternatives(data["quarter_words"]),
        before_numbers=frozenset(data["before_numbers"]),
        before_years=frozenset(data["before_years"]),
    )


def _ends_of_openings(languages: Iterable[dict[str, Any]]) -> frozenset[str]:
    phrases = (word for key in ("from", "since", "range", "until") for word in _collect(languages, key))
    return frozenset(found[-1].casefold() for phrase in phrases if (found := _LETTERS.findall(phrase)))


def _opening(phrases: Sequence[str], behind: str = r"[\s:]{0,3}") -> Opening:
    ends = frozenset(_LETTERS.findall(phrase)[-1].casefold() for phrase in phrases)
    return Opening(_compile(rf"{_alternatives(phrases)}{behind}\Z"), ends)


def _months(languages: Iterable[dict[str, Any]]) -> dict[str, int]:
    return {
        word: number
        for language in languages
        for number, words in enumerate(language["months"], start=1)
        for word in words
    }


def _collect(languages: Iterable[dict[str, Any]], key: str) -> list[str]:
    return sorted({word for language in languages for word in language.get(key, ())})


def _alternatives(words: Iterable[str]) -> str:
    """Return the words as one group, the longest first, each whole: no letter before or after it."""
    return "(?:" + "|".join(_whole_word(word) for word in sorted(words, key=lambda word: (-len(word), word))) + ")"


def _whole_word(word: str) -> str:
    pattern = re.escape(word).replace(r"\ ", r"\s{1,3}").replace("'", "['’]")
    if not word[0].isascii() and word[0] >= "\u3000":
        return pattern  # scripts without spaces
    return rf"(?<!\w){pattern}" + ("" if word[-1] in ".':" else r"(?!\w)")


def _compile(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern, re.IGNORECASE)
