"""Misspelt words: unknown to the dictionary, and so near to a known one that nothing else can be meant.

A word that is merely unknown is left alone: trades make words faster than dictionaries learn them.
"""

import re
from collections.abc import Iterable, Iterator, Sequence

from vitae.analyzers.grammar_checker.engine import CheckingEngine
from vitae.analyzers.grammar_checker.filter import TOKEN, trade_words
from vitae.analyzers.grammar_checker.prose import Passage
from vitae.analyzers.grammar_checker.spot import Spot
from vitae.analyzers.grammar_checker.word_lists import WordList
from vitae.analyzers.grammar_checker.words import distance, is_same_word, skeleton
from vitae.domain.values import Value
from vitae.lexicons.everyday_words import everyday_words, frequent_words
from vitae.lexicons.nouns import plural_nouns
from vitae.lexicons.verbs import find_verb

_OPENS_SENTENCE = re.compile(r"(?:^|[.!?:(] ?|[“\"])$")
_LETTERS = re.compile(r"[A-Za-z]+")
_POSSESSIVE = re.compile(r"['’]s$")
_PREFIX = re.compile(
    r"^(?:un|re|non|pre|post|multi|sub|auto|micro|macro|over|under|co|inter|mis|out|up|anti|hyper|"
    r"uro|neuro|cardio|electro|hydro|photo|thermo|bio|geo|immuno|cyto|nano|pseudo|tele|ultra|psycho|socio|agro|aero)"
)
_ENDING = re.compile(r"(?:able|er|ers|ly|ness|less)$")
_INFLECTION = re.compile(r"(?:ed|ing)$")
_MOST_REPLACEMENTS = 3
_LEAST_STEM = 4
"""Letters beside a prefix or an ending that make a word of their own."""
_SHORT = 4
_RISKY = 6
"""Letters up to which only a frequent word may be meant."""
_LONG = 8
"""Letters from which a word may differ in two places and still be recognised."""


_PARTICLES = WordList("particles")
_REACH = 8
"""Characters beside a word in which a particle and its blanks have room."""
_LONGEST = 11
"""Letters from which it may differ in three, if its consonants agree."""


class _Token(Value, frozen=True):
    passage: Passage
    start: int
    """In the text of the passage."""
    written: str
    """Without a possessive ending."""

    @property
    def word(self) -> str:
        return self.written.lower()

    @property
    def is_foreign(self) -> bool:
        """Whether a small word of another language stands beside it, as in ``pain au chocolat``."""
        text, end = self.passage.text, self.start + len(self.written)
        before, after = text[max(0, self.start - _REACH) : self.start], text[end : end + _REACH]
        return any(word in _PARTICLES for word in (*before.split()[-1:], *after.split()[:1]))

    def spot(self, message: str, replacements: Iterable[str], confidence: float) -> Spot:
        capital = self.written[0].isupper()
        cased = tuple(other[0].upper() + other[1:] if capital else other for other in replacements)
        start = self.passage.start + self.start
        return Spot(start, start + len(self.written), message.format(self.written), cased, confidence)


class Spelling(Value, frozen=True):
    """What was found: words that are misspelt, and names without their capital."""

    misspellings: tuple[Spot, ...]
    small_names: tuple[Spot, ...]


def check_spelling(passages: Iterable[Passage], protected: frozenset[str], engine: CheckingEngine) -> Spelling:
    """Return the misspelt words of English passages, each with the words that it may stand for."""
    known = (everyday_words(), trade_words(), protected)
    tokens = [token for passage in passages for token in _unknown_tokens(passage, known)]
    unknown = engine.suggest({token.word for token in tokens})
    misspellings, small_names = [], []
    for token in tokens:
        regular = f"{token.word[:-2]}ies"
        if token.word.endswith("ys") and regular in plural_nouns():
            misspellings.append(token.spot("“{}” is not how the plural is spelt.", (regular,), 0.95))
            continue
        suggestions = unknown.get(token.word, ())
        name = token.word.capitalize()
        if name in suggestions:
            if token.written.islower():
                small_names.append(token.spot("“{}” is a name and takes a capital.", (name,), 0.85))
            continue
        near, confidence = _near(token.word, suggestions)
        if near and not token.is_foreign and not _is_derived(token.word, near[0].lower(), engine):
            misspellings.append(token.spot("“{}” is not in the dictionary.", near, confidence))
    return Spelling(tuple(misspellings), tuple(small_names))


def _unknown_tokens(passage: Passage, known: Sequence[frozenset[str]]) -> Iterator[_Token]:
    """Yield the words that are in none of the sets; a passage without any is seen to have none in a glance."""
    unknown = {word.lower() for word in _LETTERS.findall(passage.text)}.difference(*known)
    for match in TOKEN.finditer(passage.text) if unknown else ():
        written = _POSSESSIVE.sub("", match.group()) if match.group()[-2] in "'’" else match.group()
        is_word = written.islower() or _opens_sentence(passage.text, match.start(), written)
        if written.lower() in unknown and is_word and not _is_half(passage.text, *match.span()):
            yield _Token(passage, match.start(), written)


def _is_half(text: str, start: int, end: int) -> bool:
    """Whether the line broke inside a word: ``docu-`` and ``mentation`` are none by themselves."""
    before = text[max(0, start - 4) : start]
    broken = before.rstrip()
    goes_on = len(broken) < len(before) and broken.endswith("-") and broken[-2:-1].isalpha()
    return goes_on or (text[end : end + 1] == "-" and text[end + 1 : end + 2].isspace())


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
    nearest = ranked[0][0]
    for away, _, other in ranked:
        meant = other.lower()
        is_everyday = meant in (everyday_words() if len(word) > _RISKY else frequent_words())
        if away == nearest <= 1 and _is_plain_slip(word, meant, is_everyday=is_everyday):
            return _first(other, ranked), 0.95 if len(word) > _SHORT else 0.7
        if away == nearest and _is_far_slip(word, meant, away, is_everyday=is_everyday):
            return _first(other, ranked), 0.85
    return (), 0.0


def _first(best: str, ranked: list[tuple[int, int, str]]) -> tuple[str, ...]:
    """Return the best one and the next in order."""
    return (best, *(other for _, _, other in ranked if other != best))[:_MOST_REPLACEMENTS]


def _is_far_slip(word: str, best: str, away: int, *, is_everyday: bool) -> bool:
    """Whether several letters make a slip of a long word: its consonants agree, or it begins and ends alike."""
    if skeleton(word) == skeleton(best):
        return (away <= 2 and len(word) >= _LONG) or (away <= 3 and len(word) >= _LONGEST)
    is_alike = away == 2 and len(word) > _LONG and word[:2] == best[:2] and word[-2:] == best[-2:]
    return is_alike and is_everyday and distance(skeleton(word), skeleton(best)) <= 1


def _is_plain_slip(word: str, best: str, *, is_everyday: bool) -> bool:
    """Whether one letter makes a slip of it: the rarer the kind of slip, the longer must the word be."""
    least = _least_letters(word, best)
    if word[0] != best[0] and sorted(word) != sorted(best):
        least = max(least, _LONG + 1)
    is_alike = skeleton(word) == skeleton(best) or sorted(word) == sorted(best)
    return len(word) >= least and (is_everyday or len(word) >= _LONGEST or (len(word) >= _LONG and is_alike))


def _least_letters(word: str, best: str) -> int:
    """Return how many letters a word must have so that this difference is a slip and not another word."""
    if sorted(word) == sorted(best):
        return _SHORT  # two letters swapped
    if re.sub(r"(.)\1", r"\1", word) == re.sub(r"(.)\1", r"\1", best) or len(word) < len(best):
        return _SHORT + 1  # a letter doubled, not doubled, or left out
    is_vowel = skeleton(word) == skeleton(best)
    if len(word) > len(best):
        return _LONG if is_vowel else _LONG + 1  # a letter too many
    return _LONG - 1 if is_vowel else _LONG  # another letter


def _is_derived(word: str, nearest: str, engine: CheckingEngine) -> bool:
    """Whether it is made of known words: with a prefix or an ending, such as ``rostered``, or of two of them."""
    inflected = _before_inflection(word, nearest)
    is_likely_slip = nearest in everyday_words() and distance(word, nearest) <= 1
    if nearest in inflected or (not is_likely_slip and _is_compound(word)):
        return True
    stems = [*_behind_prefix(word), *inflected, *_before_ending(word, nearest)]
    stems = [stem for stem in stems if len(stem) >= _LEAST_STEM and stem in everyday_words()]
    return len(engine.suggest(stems)) < len(stems)


def _behind_prefix(word: str) -> list[str]:
    rest = _PREFIX.sub("", word)
    return [rest] if rest != word else []


def _before_inflection(word: str, nearest: str) -> list[str]:
    """Return the stem of ``rostered``; none of ``builded``, or where a letter is missing, as in ``commited``."""
    inflection = _INFLECTION.search(word)
    stem = word[: inflection.start()] if inflection else ""
    if not inflection or find_verb(stem):
        return []
    lacks_letter = len(nearest) == len(word) + 1 and nearest.startswith(stem) and nearest.endswith(inflection.group())
    return [] if lacks_letter else [stem]


def _is_compound(word: str) -> bool:
    """Whether two everyday words make it, one of them a frequent one, such as ``crossmatched``."""
    halves = ((word[:at], word[at:]) for at in range(_LEAST_STEM, len(word) - _LEAST_STEM + 1))
    return any(
        one in everyday_words() and other in everyday_words() and not frequent_words().isdisjoint((one, other))
        for one, other in halves
    )


def _before_ending(word: str, nearest: str) -> list[str]:
    """Return the stems of ``compostable``; none where the consonants agree: ``managable`` is ``manageable``."""
    ending = _ENDING.search(word)
    if not ending or skeleton(word) == skeleton(nearest):
        return []
    return [word[: ending.start()], word[: ending.start()] + "e"]
