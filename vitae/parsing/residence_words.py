"""The words of ``residence.toml``: what opens and follows a place where somebody lives, and what streets are called."""

import re
from collections.abc import Sequence
from functools import cache

from vitae.lexicons.files import read_toml
from vitae.parsing.wording import fold


def has_street_word(words: Sequence[str]) -> bool:
    """Return whether folded words name a street, by a word of their own or by the end of one (``Hauptstraße``)."""
    words = words[words[:1] == ("st",) :]  # a saint
    return not street_words().isdisjoint(words) or any(word.endswith(_street_ends()) for word in words)


@cache
def locality_words() -> frozenset[str]:
    """Return the folded words for what is smaller than a town (``flat``, ``col``, ``cottage``)."""
    return frozenset(fold(word) for word in _words("locality"))


@cache
def small_inside() -> frozenset[str]:
    """Return the small words inside the name of a town that its postal code vouches for."""
    return frozenset(_words("inside"))


@cache
def street_words() -> frozenset[str]:
    """Return the folded words for streets."""
    return frozenset(fold(word) for word in _words("streets"))


@cache
def _street_ends() -> tuple[str, ...]:
    return tuple(fold(word) for word in read_toml("residence")["streets"]["ends"])


def _words(table: str) -> list[str]:
    words: list[str] = read_toml("residence")[table]["words"]
    return words


def _any_of(table: str) -> str:
    return f"(?:{'|'.join(re.escape(word) for word in sorted(_words(table), key=len, reverse=True))})"


@cache
def lives_in() -> re.Pattern[str]:
    """Return what matches words at the start that say that somebody lives in what follows (``based in``)."""
    return re.compile(rf"\A{_any_of('lives')}:?\s+(?=\S)", re.IGNORECASE)


@cache
def town_in_sentence() -> re.Pattern[str]:
    """Return what finds a ``town`` in capitals behind such words within a sentence."""
    word = r"[^\W\d_a-zß-ÿ][\w'’-]*"
    town = rf"(?-i:(?P<town>{word}(?: {word}){{0,3}}(?:, {word}(?: {word})?)?))"
    return re.compile(rf"(?<!\w){_any_of('lives')}\s+{town}", re.IGNORECASE)


@cache
def near_before() -> re.Pattern[str]:
    """Return what matches ``near`` and the like before the name of a town."""
    return re.compile(rf"\A{_any_of('before')}\s+(?=[^\W\d_])", re.IGNORECASE)


@cache
def area_behind() -> re.Pattern[str]:
    """Return what finds ``area`` and the like behind the name of a town."""
    return re.compile(rf"\s+{_any_of('after')}\Z", re.IGNORECASE)


@cache
def comment_before() -> re.Pattern[str]:
    """Return what matches a remark on moving or working elsewhere before a place, with what divides them."""
    return re.compile(
        rf"\A{_any_of('comments')}\s*(?:[(,/;:–—-]|\s(?:or|from|in|near|von|aus)\s)\s*(?=\S)", re.IGNORECASE
    )


@cache
def comment_behind() -> re.Pattern[str]:
    """Return what finds such a remark behind a place, with all that follows."""
    opening = r"(?:\s*[/,;|(–—-]\s*|\.\s+|\s+(?:and|or|und|oder|et|ou|y|o|e|i|и|или)\s+)+"
    return re.compile(
        rf"{opening}(?:also |very |fully |will |can |bin |ich )?{_any_of('comments')}\b.*\Z", re.IGNORECASE
    )
