"""Words and phrases compared without case, accents and punctuation."""

import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Generic, TypeVar

from vitae.domain.values import Value
from vitae.lexicons.files import read_toml

V = TypeVar("V")

_WORD = re.compile(r"[^\W_]+(?:[+#]+(?!\w))?")


class Word(Value, frozen=True):
    """One word, folded, with its offsets in the text it was taken from."""

    folded: str
    start: int
    end: int


@lru_cache(maxsize=8192)
def fold(text: str) -> str:
    """Return `text` in lower case and without accents; letters of other scripts stay."""
    lowered = text.casefold()
    if lowered.isascii():
        return lowered
    decomposed = unicodedata.normalize("NFKD", lowered)
    return "".join(c for c in decomposed if not unicodedata.combining(c))


def words_of(text: str) -> tuple[Word, ...]:
    """Return the words of `text`: runs of letters and digits, with the marks of C++ and C#."""
    return tuple(Word(fold(m.group()), m.start(), m.end()) for m in _WORD.finditer(text))


@lru_cache(maxsize=8192)
def folded_words(text: str) -> tuple[str, ...]:
    """Return the folded words of `text` without offsets."""
    if text.isascii():
        return tuple(_WORD.findall(text.lower()))
    return tuple(map(fold, _WORD.findall(text)))


def is_capitals(text: str) -> bool:
    """Return whether `text` has at least two letters that have a case, and all of them are capitals."""
    return text.isupper() and sum(c.isupper() for c in text) > 1


class Match(Value, Generic[V], frozen=True):
    """A phrase found: the words ``first`` up to but without ``stop``, and what the phrase stands for."""

    first: int
    stop: int
    value: V


@dataclass(frozen=True, slots=True)
class Phrasebook(Generic[V]):
    """Phrases, each a sequence of folded words, and what each stands for."""

    entries: Mapping[tuple[str, ...], V]
    longest: Mapping[str, int]
    """Words of the longest phrase that begins with a word."""

    @classmethod
    def of(cls, pairs: Iterable[tuple[str, V]]) -> "Phrasebook[V]":
        """Return a book of phrases; the first of two equal phrases wins."""
        entries: dict[tuple[str, ...], V] = {}
        for phrase, value in pairs:
            words = folded_words(phrase)
            if words:
                entries.setdefault(words, value)
        longest: dict[str, int] = {}
        for first, *rest in entries:
            longest[first] = max(longest.get(first, 0), 1 + len(rest))
        return cls(entries, longest)

    def exact(self, text: str) -> V | None:
        """Return what `text` as a whole stands for, or None."""
        return self.entries.get(folded_words(text))

    def find(self, words: Sequence[str]) -> Sequence[Match[V]]:
        """Return the phrases in `words` from left to right, the longest first, without overlap."""
        if self.longest.keys().isdisjoint(words):
            return ()
        found: list[Match[V]] = []
        words, reached = tuple(words), 0
        for at, word in enumerate(words):
            longest = self.longest.get(word) if at >= reached else None
            if longest is None:
                continue
            for stop in range(min(at + longest, len(words)), at, -1):
                value = self.entries.get(words[at:stop])
                if value is not None:
                    found.append(Match(at, stop, value))
                    reached = stop
                    break
        return found

    def first(self, words: Sequence[str]) -> Match[V] | None:
        """Return the first phrase in `words`."""
        found = self.find(words)
        return found[0] if found else None

    def has_any(self, text: str) -> bool:
        """Return whether any phrase stands in `text`."""
        return bool(self.find(folded_words(text)))


@cache
def phrases_of(lexicon: str, table: str, key: str = "words") -> Phrasebook[bool]:
    """Return the phrases that a table of a lexicon file lists under a key; each stands for True."""
    return Phrasebook.of((phrase, True) for phrase in read_toml(lexicon)[table][key])


@cache
def words_in(lexicon: str, table: str, key: str = "words") -> frozenset[str]:
    """Return the words that a table of a lexicon file lists under a key, as they are written there."""
    return frozenset(read_toml(lexicon)[table][key])
