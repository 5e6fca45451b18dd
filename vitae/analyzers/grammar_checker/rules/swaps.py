"""Words taken for others, told by what stands beside them; the table stands in ``grammar_swaps.toml``."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from types import MappingProxyType

from vitae.analyzers.grammar_checker.rules.patterns import as_written
from vitae.analyzers.grammar_checker.spot import Prose, Spot
from vitae.analyzers.grammar_checker.tokens import Tokens, occurrences
from vitae.analyzers.grammar_checker.word_classes import is_one_of
from vitae.lexicons import read_toml

_SURE = 0.85
_CONTEXTS = ("before", "after", "near", "unless", "then", "never", "never_after")


@dataclass(frozen=True, slots=True)
class _Swap:
    right: str
    sure: float
    is_small: bool
    """Whether a capital inside a sentence makes it a name: ``the Isles``."""
    before: frozenset[str]
    after: frozenset[str]
    near: frozenset[str]
    unless: frozenset[str]
    then: frozenset[str]
    never: frozenset[str]
    never_after: frozenset[str]

    def fits(self, tokens: Tokens, index: int) -> bool:
        """Whether what follows and what stands around show that the other word is meant; an empty set asks nothing."""
        if self.after and not is_one_of(tokens.after(index), self.after):
            return False
        if self.then and tokens.after(index, 2) not in self.then:
            return False
        if tokens.after(index) in self.never_after:
            return False
        if not self.near and not self.unless:
            return True
        passage = tokens.of_passage(index)
        return self.unless.isdisjoint(passage) and (not self.near or not self.near.isdisjoint(passage))


@cache
def _swaps(table: str) -> Mapping[str, Sequence[_Swap]]:
    swaps: dict[str, list[_Swap]] = defaultdict(list)
    for row in read_toml("grammar_swaps")[table]:
        settings = row.get("sure", _SURE), row.get("small", False)
        contexts = [frozenset(row.get(key, "").split()) for key in _CONTEXTS]
        for pair in row["swap"].split():
            wrong, _, right = pair.partition(":")
            swaps[wrong].append(_Swap(right.replace("_", " ").strip(), *settings, *contexts))
    return MappingProxyType(swaps)


@lru_cache(maxsize=10_000)
def _swaps_behind(before: str, table: str, word: str) -> Sequence[_Swap]:
    """Return the swaps of a word that the one before it allows: of most there is none, and the same come again."""
    return [
        swap
        for swap in _swaps(table)[word]
        if before not in swap.never and (not swap.before or is_one_of(before, swap.before))
    ]


def find_confusions(prose: Prose) -> Iterator[Spot]:
    """Yield words that were taken for another."""
    return _find(prose, "confusions", "“{}” is another word; here it is “{}”.")


def find_wrong_prepositions(prose: Prose) -> Iterator[Spot]:
    """Yield prepositions that do not go with the word before them."""
    return _find(prose, "prepositions", "Not “{}”: here it is “{}”.")


def _find(prose: Prose, table: str, message: str) -> Iterator[Spot]:
    tokens = prose.tokens
    for word, index in occurrences(tokens, _swaps(table)):
        swaps = _swaps_behind(tokens.before(index), table, word)
        if not swaps:
            continue
        start, end = tokens.starts[index], tokens.ends[index]
        may_be_name = tokens.gaps[index] == " " and prose.text[start].isupper()
        known = (swap for swap in swaps if not (swap.is_small and may_be_name))
        swap = next((swap for swap in known if swap.fits(tokens, index)), None)
        if swap is not None:
            if not swap.right:
                yield Spot(*prose.place(start - 1, end), f"No “{word}” is needed here.", ("",), swap.sure)
                continue
            right = as_written(prose.text[start:end], swap.right)
            yield Spot(*prose.place(start, end), message.format(word, right), (right,), swap.sure)
