"""How far words speak for the name of a school, where studies are listed."""

import re
from functools import cache, lru_cache

from vitae.lexicons.files import read_toml
from vitae.parsing.titles import CLEARLY, names_school, organization_evidence
from vitae.parsing.wording import fold, folded_words, phrases_of

_AMBIGUOUS, _ACRONYM, _ENDING = 2.4, 2.2, 1.8
"""Points for ``Further Education``, ``UNAM`` and ``Muster Bay High``, beside what makes them an organisation."""
_FIRM, _OTHER = 3.5, 0.6
"""Evidence that a legal form gives, and what an institution has less that is neither a firm nor a school."""
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
    return points + _ENDING * _ends_as_school(text, words)


def is_faculty(text: str) -> bool:
    """Return whether `text` names a part of a university, such as ``Faculty of Law``."""
    words = folded_words(text)
    return any(
        match.first == 0 or match.stop == len(words) for match in phrases_of("organizations", "faculties").find(words)
    )


def _ends_as_school(text: str, words: tuple[str, ...]) -> bool:
    if len(words) < 2 or not text[:1].isupper() or not text.rpartition(" ")[2][:1].isupper():
        return False
    return any(
        match.stop == len(words) and match.first > 0
        for match in phrases_of("organizations", "school_endings").find(words)
    )
