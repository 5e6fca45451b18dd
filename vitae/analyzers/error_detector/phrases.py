"""Phrases of the lexicon as one pattern per list and language, each built once."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache

from vitae.analyzers.error_detector.rule import Subject
from vitae.lexicons import read_toml

_WORD = re.compile(r"[^\W_]+")


@cache
def phrases_of(table: str, language: str | None) -> re.Pattern[str] | None:
    """Return a pattern for the phrases of a language; English where the language is not known, None without any."""
    phrases = read_toml("errors")[table].get(language or "en")
    return any_of(tuple(phrases)) if phrases else None


def find_phrases(table: str, subject: Subject) -> Iterator[re.Match[str]]:
    """Yield where phrases of the candidate's language stand; where none can, the text is not searched."""
    pattern = phrases_of(table, subject.candidate.language)
    if pattern is not None and may_hold(subject, _keys_of(table, subject.candidate.language)):
        yield from pattern.finditer(subject.context.document.text)


Keys = Mapping[str, Sequence[frozenset[str]]]
"""The words of phrases, by the longest word of each: most texts lack that already."""


def may_hold(subject: Subject, keys: Keys) -> bool:
    """Whether all words of a phrase stand somewhere: a thousandth of the time of looking for the phrases."""
    there = subject.wording.vocabulary
    return any(words <= there for word in there.intersection(keys) for words in keys[word])


def keys_of(phrases: Iterable[str]) -> Keys:
    """Return the words of each phrase."""
    keys: dict[str, list[frozenset[str]]] = {}
    for phrase in phrases:
        words = _WORD.findall(phrase.lower())
        keys.setdefault(max(words, key=len), []).append(frozenset(words))
    return keys


@cache
def _keys_of(table: str, language: str | None) -> Keys:
    return keys_of(read_toml("errors")[table].get(language or "en", ()))


@cache
def any_of(phrases: tuple[str, ...]) -> re.Pattern[str]:
    """Return a pattern for any of the phrases as whole words, in any case, with any blanks between the words."""
    longest_first = sorted(phrases, key=lambda phrase: (-len(phrase), phrase))
    alternatives = "|".join(re.escape(phrase).replace(r"\ ", r"\s+").replace("'", "['’]") for phrase in longest_first)
    return re.compile(rf"(?<!\w)(?:{alternatives})(?!\w)", re.IGNORECASE)
