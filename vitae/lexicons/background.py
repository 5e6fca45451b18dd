"""How common a word is in résumés and in prose, from a small table (``data/background.txt``)."""

import re
from functools import cache
from math import log

from vitae.lexicons.files import read_lines
from vitae.lexicons.folding import fold

_WORD = re.compile(r"[^\W\d_]{2,}")


def words_of(text: str) -> list[str]:
    """Return the words of a text as they are counted: folded, without digits and lone letters."""
    return _WORD.findall(fold(text))


def rarity(word: str) -> float:
    """Return the inverse frequency of a folded word, from 0 (in every line) to 1 (in hardly any)."""
    lines, counts = _table()
    return log(lines / counts.get(word, 1)) / log(lines)


@cache
def _table() -> tuple[int, dict[str, int]]:
    total, *rows = read_lines("background")
    return int(total), {word: int(count) for word, count in (row.split() for row in rows)}
