"""Spelling in languages other than English, by the dictionaries of Hunspell that are installed."""

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from unicodedata import combining, normalize

from vitae.analyzers.grammar_checker.filter import protected_words, trade_words
from vitae.analyzers.grammar_checker.hunspell import Dictionary, find_dictionary
from vitae.analyzers.grammar_checker.prose import Passage
from vitae.analyzers.grammar_checker.spot import Prose, Spot
from vitae.lexicons.everyday_words import everyday_words

_WORD = re.compile(r"(?<![\w@#/\\.+&-])[^\W\d_]{5,}(?![\w@#/\\+&-]|\.\w)")
_NOUNS_HAVE_CAPITALS = frozenset(["de"])
_SURE = 7
"""Letters from which a word that is one letter away from a known one is surely misspelt."""
_MOST_UNKNOWN = 40
"""Of one language in one document; with more, the text is not what its function words say."""
_MOST_REPLACEMENTS = 3
_VOWELS = "aeiouy"
_CYRILLIC = re.compile(r"[а-яё]")


def find_foreign_slips(prose: Prose, folders: tuple[str, ...]) -> Iterator[Spot]:
    """Yield words of passages in another language that are one letter away from one that its dictionary has."""
    by_language: dict[str, list[Passage]] = defaultdict(list)
    for passage in prose.passages:
        if passage.language not in (None, "en"):
            by_language[str(passage.language)].append(passage)
    for language in sorted(by_language):
        dictionary = find_dictionary(language, folders)
        if dictionary is not None:
            yield from _slips(prose, by_language[language], dictionary, language)


def _slips(prose: Prose, passages: Sequence[Passage], dictionary: Dictionary, language: str) -> Iterator[Spot]:
    protected = protected_words(prose.context)
    unknown = [
        (passage.start + match.start(), match.group())
        for passage in passages
        for match in _WORD.finditer(passage.text)
        if _may_be_misspelt(passage.text, match, language) and match.group().lower() not in protected
    ]
    unknown = [(start, word) for start, word in unknown if not dictionary.knows(word) and not _is_loan(word)]
    for start, word in unknown if len(unknown) <= _MOST_UNKNOWN else ():
        near = [other for other in dictionary.suggest(word) if _is_slip(word, other)][:_MOST_REPLACEMENTS]
        if near:
            sure = 0.85 if len(word) >= _SURE else 0.7
            yield Spot(start, start + len(word), f"“{word}” is not in the dictionary.", tuple(near), sure)


def _may_be_misspelt(text: str, match: re.Match[str], language: str) -> bool:
    """Whether it may be no name: small, the first word of a sentence, or a noun where these have capitals."""
    word, before = match.group(), text[: match.start()]
    if word.islower() or not word[1:].islower():
        return word.islower()
    if not before or before.endswith(". "):
        return True
    is_behind_small_word = before.endswith(" ") and before.split()[-1].islower()
    return language in _NOUNS_HAVE_CAPITALS and is_behind_small_word


def _is_slip(word: str, other: str) -> bool:
    """Whether one letter makes a slip of it; of Latin words another vowel or one more letter makes another word."""
    low, meant = word.lower(), other.lower()
    if low[:-1] == meant[:-1] or low[:-1] == meant or low == meant[:-1] or low[0] != meant[0]:
        return False  # another ending is another form, which the dictionary may lack
    if not low.isascii() and _CYRILLIC.search(low):
        return len(low) != len(meant) or sorted(low) == sorted(meant) or len(low) >= _SURE
    if sorted(low) == sorted(meant) or len(low) < len(meant) or _plain(low) == _plain(meant):
        return True
    if len(low) > len(meant):
        return re.sub(r"(.)\1", r"\1", low) == re.sub(r"(.)\1", r"\1", meant)
    changed = next(a for a, b in zip(_plain(low), _plain(meant), strict=True) if a != b)
    return word.islower() and changed not in _VOWELS


def _plain(word: str) -> str:
    """Return a word without its accents."""
    return "".join(char for char in normalize("NFD", word) if not combining(char))


def _is_loan(word: str) -> bool:
    """Whether it is English: ``marketing`` and ``manager`` stand in every language's résumés."""
    return word.lower() in everyday_words() or word.lower() in trade_words()
