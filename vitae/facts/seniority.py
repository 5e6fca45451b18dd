"""How senior the words of a job title are."""

import re
from functools import cache

from vitae.lexicons import read_toml


def seniority_of(title: str) -> str | None:
    """Return ``intern``, ``junior``, ``executive``, ``lead`` or ``senior``; None when the title does not say."""
    return next((level for level, pattern in _levels() if pattern.search(title)), None)


@cache
def _levels() -> tuple[tuple[str, re.Pattern[str]], ...]:
    return tuple(
        (level, re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, words))})(?!\w)", re.IGNORECASE))
        for level, words in read_toml("experience")["seniority"].items()
    )
