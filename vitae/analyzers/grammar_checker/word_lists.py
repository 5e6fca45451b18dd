"""The sets of words that rules go by, from the lexicon, which is read when a rule first asks."""

from collections.abc import Iterator
from collections.abc import Set as AbstractSet
from functools import cache, cached_property

from vitae.lexicons import read_toml


class WordList(AbstractSet[str]):
    """The words of a row of the table ``words`` in ``grammar.toml``."""

    def __init__(self, name: str) -> None:
        self._name = name

    @cached_property
    def words(self) -> frozenset[str]:
        """The words themselves."""
        return frozenset(read_toml("grammar")["words"][self._name].split())

    def __contains__(self, word: object) -> bool:
        return word in self.words

    def __iter__(self) -> Iterator[str]:
        return iter(self.words)

    def __len__(self) -> int:
        return len(self.words)


@cache
def word_table(name: str) -> dict[str, frozenset[str]]:
    """Return a table of ``grammar.toml``: key -> words. The caller must not change it."""
    return {key: frozenset(words.split()) for key, words in read_toml("grammar")[name].items()}
