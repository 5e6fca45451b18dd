"""Comparatives and superlatives that are made twice."""

from collections.abc import Iterator, Mapping
from functools import cache
from types import MappingProxyType

from vitae.analyzers.grammar_checker.spot import Prose, Spot
from vitae.analyzers.grammar_checker.tokens import occurrences
from vitae.lexicons import read_toml

_WORDS = {"more": 0, "most": 1, "less": 0}


@cache
def _compared() -> tuple[Mapping[str, str], Mapping[str, str]]:
    """Return comparative -> plain word, and superlative -> plain word."""
    rows = [row.split(":") for row in read_toml("grammar")["comparison"]["words"].split()]
    return (
        MappingProxyType({comparative: plain for plain, comparative, _ in rows}),
        MappingProxyType({superlative: plain for plain, _, superlative in rows}),
    )


def find_double_comparisons(prose: Prose) -> Iterator[Spot]:
    """Yield ``more faster`` and ``most cheapest``."""
    tokens = prose.tokens
    for word, index in occurrences(tokens, _WORDS):
        compared = tokens.after(index)
        if compared not in _compared()[_WORDS[word]] or (word == "less" and compared in ("later", "better")):
            continue
        if tokens.after(index, 2) in ("and", "or") or tokens.before(index) in ("no", "ever", "even", "much", "any"):
            continue
        start, end = tokens.starts[index], tokens.ends[index + 1]
        right = compared.capitalize() if prose.text[start].isupper() else compared
        yield Spot(*prose.place(start, end), "It is compared twice.", (right,), 0.9)
