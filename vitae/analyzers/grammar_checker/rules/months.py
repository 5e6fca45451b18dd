"""Misspelt names of months, wherever they stand: dates are no prose."""

import re
from collections.abc import Iterator
from functools import cache

from vitae.analyzers.grammar_checker.rules.patterns import as_written
from vitae.analyzers.grammar_checker.spot import Prose, Spot
from vitae.lexicons import read_toml


@cache
def _months() -> tuple[dict[str, str], re.Pattern[str]]:
    wrong = {word: month for month, words in read_toml("grammar")["months"].items() for word in words.split()}
    return wrong, re.compile(rf"\b(?:{'|'.join(sorted(wrong))})\b", re.IGNORECASE)


def find_misspelt_months(prose: Prose) -> Iterator[Spot]:
    """Yield ``Janaury`` with the month that is meant."""
    wrong, pattern = _months()
    for match in pattern.finditer(prose.context.document.text):
        month = wrong[match.group().lower()]
        yield Spot(*match.span(), f"The month is spelt “{month}”.", (as_written(match.group(), month),), 0.95)
