"""Misspelt words: unknown to the dictionary, and so near to a known one that nothing else can be meant.

A word that is merely unknown is left alone: trades make words faster than dictionaries learn them.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from vitae.analyzers.grammar_checker.engine import CheckingEngine
from vitae.analyzers.grammar_checker.filter import TOKEN
from vitae.analyzers.grammar_checker.prose import Passage
from vitae.analyzers.grammar_checker.spot import Spot
from vitae.analyzers.grammar_checker.words import distance, is_same_word, skeleton
from vitae.lexicons.verbs import find_verb

_OPENS_SENTENCE = re.compile(r"(?:^|[.!?:(] ?|[“\"])$")
_POSSESSIVE = re.compile(r"['’]s$")
_PREFIX = re.compile(r"^(?:un|re|non|pre|post|multi|sub|auto|micro|macro|over|under|co|inter|mis|out|up|anti|hyper)")
_ENDING = re.compile(r"(?:able|er|ers|ly|ness|less)$")
_INFLECTION = re.compile(r"(?:ed|ing)$")
_MOST_REPLACEMENTS = 3
_LEAST_STEM = 4
"""Letters beside a prefix or an ending that make a word of their own."""
_SHORT = 4
_LONG = 8
"""Letters from which a word may differ in two places and still be recognised."""


@dataclass(frozen=True, slots=True)
class _Token:
    start: int
    written: str
    """Without a possessive ending."""

    @property
    def word(self) -> str:
        return self.written.lower()

    def spot(self, message: str, replacements: Iterable[str], confidence: float) -> Spot:
        capital = self.written[0].isupper()
        cased = tuple(other[0].upper() + other[1:] if capital else other for other in replacements)
        return Spot(self.start, self.start + len(self.written), message.format(self.written), cased, confidence)


@dataclass(frozen=True, slots=True)
class Spelling:
    """What was found: words that are misspelt, and names without their capital."""

    misspellings: tuple[Spot, ...]
    small_names: tuple[Spot, ...]


def check_spelling(passages: Iterable[Passage], protected: frozenset[str], engine: CheckingEngine) -> Spelling:
    """Return the misspelt words of English passages, each with the words that it may stand for."""
    tokens = [token for passage in passages for token in _tokens(passage) if token.word not in protected]
    unknown = engine.suggest({token.word for token in tokens})
    misspellings, small_names = [], []
    for token in tokens:
        suggestions = unknown.get(token.word, ())
        name = token.word.capitalize()
        if name in suggestions:
            if token.written.islower():
                small_names.append(token.spot("“{}” is a name and takes a capital.", (name,), 0.85))
            continue
        near, confidence = _near(token.word, suggestions)
        if near and not _is_derived(token.word, near[0].lower(), engine):
            misspellings.append(token.spot("“{}” is not in the dictionary.", near, confidence))
    return Spelling(tuple(misspellings), tuple(small_names))


def _tokens(passage: Passage) -> Iterator[_Token]:
    for match in TOKEN.finditer(passage.text):
        written = _POSSESSIVE.sub("", match.group()) if match.group()[-2] in "'’" else match.group()
        if written.islower() or _opens_sentence(passage.text, match.start(), written):
            yield _Token(passage.start + match.start(), written)


def _opens_sentence(text: str, start: int, written: str) -> bool:
    """Whether a capital is that of a sentence: inside one it is that of a name."""
    return written[1:].islower() and bool(_OPENS_SENTENCE.search(text[max(0, start - 2) : start]))


def _near(word: str, suggestions: tuple[str, ...]) -> tuple[tuple[str, ...], float]:
    """Return the suggestions near enough, the nearest first, and how sure we are; none when it may be meant so."""
    if any(is_same_word(word, other) for other in suggestions):
        return (), 0.0
    ranked = sorted((distance(word, other.lower()), i, other) for i, other in enumerate(suggestions) if other.isalpha())
    if not ranked:
        return (), 0.0
    nearest, _, best = ranked[0]
    near = tuple(other for _, _, other in ranked[:_MOST_REPLACEMENTS])
    if nearest <= 1 and (len(word) > _SHORT or sorted(word) == sorted(best.lower())):
        return near, 0.95 if len(word) > _SHORT else 0.7
    if nearest == 2 and len(word) >= _LONG and skeleton(word) == skeleton(best.lower()):
        return near, 0.85
    return (), 0.0


def _is_derived(word: str, nearest: str, engine: CheckingEngine) -> bool:
    """Whether it is a known word with a prefix or an ending, such as ``replatform`` or ``rostered``."""
    stems = [*_behind_prefix(word), *_before_inflection(word, nearest), *_before_ending(word, nearest)]
    stems = [stem for stem in stems if len(stem) >= _LEAST_STEM]
    return len(engine.suggest(stems)) < len(stems)


def _behind_prefix(word: str) -> list[str]:
    rest = _PREFIX.sub("", word)
    return [rest] if rest != word else []


def _before_inflection(word: str, nearest: str) -> list[str]:
    """Return the stem of ``rostered``; none of ``commited``, which doubles its consonant, or of ``builded``."""
    inflection = _INFLECTION.search(word)
    stem = word[: inflection.start()] if inflection else ""
    if not inflection or nearest == stem + stem[-1] + inflection.group() or find_verb(stem):
        return []
    return [stem]


def _before_ending(word: str, nearest: str) -> list[str]:
    """Return the stems of ``compostable``; none where the consonants agree: ``managable`` is ``manageable``."""
    ending = _ENDING.search(word)
    if not ending or skeleton(word) == skeleton(nearest):
        return []
    return [word[: ending.start()], word[: ending.start()] + "e"]
