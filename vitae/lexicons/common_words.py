"""Words that are in every résumé, whatever the trade."""

from functools import cache

from vitae.lexicons.files import read_lines
from vitae.lexicons.folding import fold


@cache
def common_words() -> frozenset[str]:
    """Return the folded words of ``data/common_words.txt``, all languages together."""
    return frozenset(fold(word) for line in read_lines("common_words") for word in line.split())
