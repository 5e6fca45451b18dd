"""Months and weekdays, wherever they stand: dates are no prose."""

import re
from collections.abc import Iterator, Mapping
from functools import cache, lru_cache
from types import MappingProxyType

from vitae.analyzers.grammar_checker.near_words import NearWords
from vitae.analyzers.grammar_checker.rules.patterns import as_written
from vitae.analyzers.grammar_checker.spot import Prose, Spot
from vitae.lexicons import read_toml
from vitae.lexicons.everyday_words import everyday_words

_SHORTEST, _LONGEST = 5, 10
"""Letters of a slip in a month or a weekday."""
_WORD = re.compile(rf"(?<![\w@./-])[A-Za-z]{{{_SHORTEST},{_LONGEST}}}(?![\w@/-])")
_MONTHS = "january|february|march|april|may|june|july|august|september|october|november|december"
_SMALL_MONTH = re.compile(rf"(?<![\w-])(?:{_MONTHS})(?= (?:19|20)\d\d)")


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
    likely = (word for word in prose.context.wording.vocabulary if _SHORTEST <= len(word) <= _LONGEST)
    slips = {word: meant for word in likely if (meant := _meant(word))}
    for match in _WORD.finditer(prose.text) if slips else ():
        if match.group().lower() in slips:
            name = slips[match.group().lower()].capitalize()
            yield Spot(*prose.place(*match.span()), f"It is spelt “{name}”.", (name,), 0.95)


@lru_cache(maxsize=10_000)
def _meant(word: str) -> str | None:
    if word in everyday_words() or word in _names_elsewhere():
        return None
    return _names().meant_by(word) or _far_slips().get(word)


def find_small_months(prose: Prose) -> Iterator[Spot]:
    """Yield ``september 2011``."""
    there = prose.context.wording.vocabulary.intersection(_MONTHS.split("|"))
    is_small = any(f"{month} " in prose.text for month in there)
    for match in _SMALL_MONTH.finditer(prose.text) if is_small else ():
        name = as_written("A", match.group())
        yield Spot(*prose.place(*match.span()), f"“{name}” takes a capital.", (name,), 0.9)
