"""Whether two jobs were at one employer, and whether the employer was oneself."""

import re
from functools import cache

from vitae.domain.resume import EmploymentType, WorkEntry
from vitae.lexicons import read_toml

_PUNCTUATION = re.compile(r"[^\w\s&+]")


def employer_key(name: str) -> str | None:
    """Return a name as it is compared: without case, punctuation and legal form; None when nothing is left."""
    words = _PUNCTUATION.sub("", name.casefold()).split()
    while len(words) > 1 and words[-1] in _legal_forms():
        words.pop()
    while len(words) > 1 and words[0] in _legal_forms():
        words.pop(0)
    return " ".join(words) or None


def is_self_employed(entry: WorkEntry) -> bool:
    """Tell whether the entry says that it was the candidate's own work, in its type, its employer or its title."""
    if entry.employment_type is EmploymentType.FREELANCE:
        return True
    words = " | ".join(text.value for text in (entry.name, entry.position) if text is not None).lower()
    may_be = any(word in words for word in read_toml("experience")["self_employed"])
    return may_be and _self_employed().search(words) is not None


@cache
def _legal_forms() -> frozenset[str]:
    return frozenset(read_toml("experience")["legal_forms"])


@cache
def _self_employed() -> re.Pattern[str]:
    words = sorted(read_toml("experience")["self_employed"], key=lambda word: (-len(word), word))
    return re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, words))})(?!\w)", re.IGNORECASE)
