"""Turns of phrase that are understood but not well formed."""

from collections.abc import Iterator

from vitae.analyzers.grammar_checker.rules.patterns import find_patterns, pattern
from vitae.analyzers.grammar_checker.spot import Prose, Spot

_YEARS_EXPERIENCE = pattern(
    "years",
    r"\b\d+\+? (?P<x>years) (?=(?:\w+ )?experience\b)(?!of\b)",
    "years of",
    "It is “years of” or “years'” experience.",
    0.8,
)


def find_bare_years(prose: Prose) -> Iterator[Spot]:
    """Yield ``10+ years experience``."""
    yield from find_patterns(prose, (_YEARS_EXPERIENCE,))
