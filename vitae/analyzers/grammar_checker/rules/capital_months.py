"""Months and weekdays in languages that give them a small letter, and in German, which does not."""

import re
from collections.abc import Iterator
from functools import cache

from vitae.analyzers.grammar_checker.spot import Prose, Spot
from vitae.lexicons import read_toml

_LEAST = 3


def find_capital_months(prose: Prose) -> Iterator[Spot]:
    """Yield ``de Juillet`` in French and ``Seit oktober`` in German; at the head of a line a capital is right."""
    for passage in prose.passages:
        language = passage.language or prose.context.document.language or ""
        pattern = _pattern(language)
        for match in pattern.finditer(passage.text) if pattern else ():
            name = match["x"]
            right = name.capitalize() if language == "de" else name.lower()
            kind = "takes a capital" if language == "de" else "takes a small letter"
            start = passage.start + match.start("x")
            yield Spot(start, start + len(name), f"“{right}” {kind} in this language.", (right,), 0.85)


@cache
def _pattern(language: str) -> re.Pattern[str] | None:
    """Return a pattern for the wrong case of months before a year, and of weekdays, behind a small word."""
    weekdays = read_toml("grammar")["weekdays"].get(language, "").split()
    if not weekdays:
        return None
    table = next(table for table in read_toml("dates")["language"] if table["code"] == language)
    months = [name for month in table["months"] for name in month if len(name) > _LEAST]
    written = [name.lower() if language == "de" else name.capitalize() for name in sorted({*months, *weekdays})]
    names = "|".join(map(re.escape, sorted(written, key=len, reverse=True)))
    return re.compile(rf"(?<=[a-zà-ÿа-яё] )(?P<x>{names})(?!\w)")
