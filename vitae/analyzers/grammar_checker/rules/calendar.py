"""Months and weekdays, wherever they stand: dates are no prose."""

import re
from collections.abc import Iterator, Mapping
from functools import cache
from types import MappingProxyType

from vitae.analyzers.grammar_checker.near_words import NearWords
from vitae.analyzers.grammar_checker.rules.patterns import as_written
from vitae.analyzers.grammar_checker.spot import Prose, Spot
from vitae.lexicons import read_toml
from vitae.lexicons.everyday_words import everyday_words

_WORD = re.compile(r"(?<![\w@./-])[A-Za-z]{5,10}(?![\w@/-])")
_SMALL_MONTH = re.compile(
    r"(?<![\w-])(?:january|february|march|april|may|june|july|august|september|october|november|december)"
    r"(?= (?:19|20)\d\d)"
)


@cache
def _names() -> NearWords:
    return NearWords(word.lower() for word in read_toml("grammar")["calendar"]["names"].split())


@cache
def _far_slips() -> Mapping[str, str]:
    """Return slips by more than one letter that are made again and again, with what is meant."""
    return MappingProxyType(dict(pair.split(":") for pair in read_toml("grammar")["calendar"]["slips"].split()))


@cache
def _names_elsewhere() -> frozenset[str]:
    """Return the months of other languages, and people and places that look like months."""
    names = set(read_toml("grammar")["calendar"]["others"].split())
    for language in read_toml("dates")["language"]:
        names.update(name for month in language["months"] for name in month)
    return frozenset(names)


def find_misspelt_calendar(prose: Prose) -> Iterator[Spot]:
    """Yield ``Janaury`` and ``Wendesday`` with what is meant."""
    for match in _WORD.finditer(prose.text):
        word = match.group().lower()
        meant = _names().meant_by(word) or _far_slips().get(word)
        if meant and word not in everyday_words() and word not in _names_elsewhere():
            name = meant.capitalize()
            yield Spot(*prose.place(*match.span()), f"It is spelt “{name}”.", (name,), 0.95)


def find_small_months(prose: Prose) -> Iterator[Spot]:
    """Yield ``september 2011``."""
    for match in _SMALL_MONTH.finditer(prose.text):
        name = as_written("A", match.group())
        yield Spot(*prose.place(*match.span()), f"“{name}” takes a capital.", (name,), 0.9)
