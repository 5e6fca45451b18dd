"""Nouns that are written like the verb they come from."""

from collections.abc import Iterator

from vitae.analyzers.grammar_checker.rules.patterns import as_written, find_patterns, pattern
from vitae.analyzers.grammar_checker.spot import Prose, Spot

_NOUN_OF_TWO = pattern(
    "up",
    r"\b(?:for|of|the|an?|during|initial|after) (?P<x>(?:set|follow|start|clean|back|mark|sign|mock|warm) up)"
    r"(?=[.,;]|$| of\b| and\b| for\b)",
    lambda wrong: as_written(wrong, wrong.lower().replace(" ", "")),
    "As a noun it is one word, or takes a hyphen.",
    0.8,
)


def find_split_nouns(prose: Prose) -> Iterator[Spot]:
    """Yield nouns such as ``setup`` that are written like the verb ``set up``."""
    for spot in find_patterns(prose, (_NOUN_OF_TWO,)):
        joined = spot.replacements[0]
        yield Spot(spot.start, spot.end, spot.message, (joined, joined[:-2] + "-up"), spot.confidence)
