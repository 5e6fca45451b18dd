"""How far words speak for the name of a school, where studies are listed."""

import re
from functools import cache, lru_cache

from vitae.lexicons.files import read_toml
from vitae.parsing.degrees import subjects_within
from vitae.parsing.titles import CLEARLY, names_school, organization_evidence
from vitae.parsing.wording import fold, folded_words, phrases_of

_AMBIGUOUS, _ACRONYM, _ENDING, _NUMBERED = 2.4, 2.2, 1.8, 1.8
"""Points for ``Further Education``, ``UNAM``, ``Muster Bay High`` and ``SP nr 3``, beside what makes them an
organisation."""
_FIRM, _OTHER = 3.5, 0.6
"""Evidence that a legal form gives, and what an institution has less that is neither a firm nor a school."""
_NUMBER = re.compile(r"[^\W\d_].*(?:№|\b[Nn](?:[rº°]|\.\s?[rº°]|o)\.?)\s?\d{1,5}\b")
"""The number that public schools have in place of a name; what is numbered stands before it."""
_FEWEST_OF_KIND = 2
"""Words of a kind of school: a single word may as well be a name, or a stage."""
_CAPITALS = re.compile(r"\b[^\W\d_a-zа-яё][^\W\d_]*[^\W\d_a-zа-яё]\b")


@cache
def _acronyms() -> frozenset[str]:
    return frozenset(word.upper() for word in read_toml("organizations")["school_acronyms"]["words"])


@cache
def _suffixes() -> tuple[str, ...]:
    return tuple(sorted({fold(word) for word in read_toml("organizations")["school_suffixes"]["words"]}))


@lru_cache(maxsize=2048)
def school_evidence(text: str) -> float:
    """Return how far `text` speaks for a school: 0 not at all, 3 and more clearly."""
    points = organization_evidence(text)
    if points >= CLEARLY:
        return points if points >= _FIRM or names_school(text) else points - _OTHER
    words = folded_words(text)
    if any(word.endswith(_suffixes()) and not word.startswith(_suffixes()) for word in words):
        return points + CLEARLY
    if phrases_of("organizations", "learning").find(words):
        return points + _AMBIGUOUS
    if not text.isupper() and any(found.upper() in _acronyms() for found in _CAPITALS.findall(text)):
        return points + _ACRONYM
    if _NUMBER.match(text):
        return points + _NUMBERED
    return points + _ENDING * _ends_as_school(text, words)


def is_faculty(text: str) -> bool:
    """Return whether `text` names a part of a university, such as ``Faculty of Law``."""
    words = folded_words(text)
    return any(
        match.first == 0 or match.stop == len(words) for match in phrases_of("organizations", "faculties").find(words)
    )


def is_kind_of_school(text: str) -> bool:
    """Return whether `text` says what a school is, and of what, but not its name: ``Government Girls College``."""
    words = folded_words(text)
    if len(words) < _FEWEST_OF_KIND:
        return False
    kinds = {at for table in ("schools", "faculties", "learning") for at in _covered(table, words)}
    others = _covered("school_qualities", words) | subjects_within(words)
    return bool(kinds) and len(kinds | others) == len(words)


def _covered(table: str, words: tuple[str, ...]) -> set[int]:
    """Return which of the words belong to phrases of a table."""
    found = phrases_of("organizations", table).find(words)
    return {at for match in found for at in range(match.first, match.stop)}


def _ends_as_school(text: str, words: tuple[str, ...]) -> bool:
    if len(words) < 2 or not text[:1].isupper() or not text.rpartition(" ")[2][:1].isupper():
        return False
    return any(
        match.stop == len(words) and match.first > 0
        for match in phrases_of("organizations", "school_endings").find(words)
    )
