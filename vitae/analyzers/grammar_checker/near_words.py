"""Words that are one letter away from a word of a small set: found by what is left when one letter is left out."""

from collections import defaultdict
from collections.abc import Iterable, Mapping

from vitae.analyzers.grammar_checker.words import distance


class NearWords:
    """A set of words in lower case, asked for the one that a slip stands for."""

    def __init__(self, words: Iterable[str]) -> None:
        index: dict[str, list[str]] = defaultdict(list)
        self._words = frozenset(words)
        for word in sorted(self._words):
            for rest in _shortened(word):
                index[rest].append(word)
        self._index: Mapping[str, list[str]] = index
        self._longest = max(map(len, self._words), default=0) + 1

    def meant_by(self, word: str) -> str | None:
        """Return the word that is one letter away; None for a word of the set and where two are as near."""
        if word in self._words or len(word) > self._longest:  # of a longer one there are as many copies as letters
            return None
        near = {other for rest in _shortened(word) for other in self._index.get(rest, ())}
        meant = [other for other in sorted(near) if distance(word, other) == 1]
        return meant[0] if len(meant) == 1 else None


def _shortened(word: str) -> set[str]:
    return {word, *(word[:at] + word[at + 1 :] for at in range(len(word)))}
