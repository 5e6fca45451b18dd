"""How senior the words of a job title are."""

import re
from collections.abc import Iterable
from functools import cache, lru_cache

from vitae.lexicons import read_toml


@lru_cache(maxsize=1000)
def seniority_of(title: str) -> str | None:
    """Return ``intern``, ``junior``, ``executive``, ``lead`` or ``senior``; None when the title does not say.

    The level of somebody else is none: ``Assistant to the Managing Director``.
    """
    others, levels = _patterns()
    own = others.sub(" ", title)
    return next((level for level, pattern in levels if pattern.search(own)), None)


@cache
def _patterns() -> tuple[re.Pattern[str], tuple[tuple[str, re.Pattern[str]], ...]]:
    """Return what is to be left out, and the levels in the order in which they count."""
    words = read_toml("experience")
    left_out = re.compile(f"{_any_of(words['no_level'])}|{_any_of(words['assists'])}.*", re.IGNORECASE)
    levels = ((level, re.compile(_any_of(found), re.IGNORECASE)) for level, found in words["seniority"].items())
    return left_out, tuple(levels)


def _any_of(words: Iterable[str]) -> str:
    return rf"(?<!\w)(?:{'|'.join(map(re.escape, words))})(?!\w)"
