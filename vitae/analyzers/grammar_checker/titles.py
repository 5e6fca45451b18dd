"""Misspelt job titles and headings: they stand outside of the prose, where a dictionary would take names for slips."""

import re
from collections.abc import Callable, Iterator
from functools import cache, lru_cache

from vitae.analyzers.grammar_checker.engine import CheckingEngine
from vitae.analyzers.grammar_checker.filter import protected_words, trade_words
from vitae.analyzers.grammar_checker.near_words import NearWords
from vitae.analyzers.grammar_checker.rules.patterns import as_written
from vitae.analyzers.grammar_checker.spot import Prose, Spot
from vitae.lexicons import read_toml
from vitae.lexicons.everyday_words import everyday_words

_LEAST = 7
"""Letters; shorter words are too near to names."""
_WORD = re.compile(rf"(?<![\w@./&'’-])[A-Z][a-z]{{{_LEAST - 1},}}(?![\w@/&'’-]|\.\w)")


@cache
def _titles() -> NearWords:
    heads = read_toml("titles")["heads"]["en"]
    headings = read_toml("grammar")["headings"]["words"].split()
    return NearWords(word for phrase in (*heads, *headings) for word in phrase.split() if len(word) >= _LEAST)


def find_misspelt_titles(prose: Prose, engine: Callable[[], CheckingEngine]) -> Iterator[Spot]:
    """Yield ``Recepionist`` and ``Experiance``; never a word of a name of this document, nor one of a dictionary.

    `engine` is called only when there is something to ask.
    """
    found = [(match, meant) for match in _WORD.finditer(prose.text) if (meant := _meant(match.group().lower()))]
    if not found:
        return
    unknown = engine().suggest({match.group() for match, _ in found})
    protected = protected_words(prose.context)
    for match, meant in found:
        if match.group() in unknown and match.group().lower() not in protected:
            right = as_written(match.group(), meant)
            yield Spot(*prose.place(*match.span()), f"It is spelt “{right}”.", (right,), 0.85)


@lru_cache(maxsize=10_000)
def _meant(word: str) -> str | None:
    return None if word in everyday_words() or word in trade_words() else _titles().meant_by(word)
