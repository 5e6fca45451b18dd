"""Blanks around words and commas."""

import re
from collections.abc import Iterator

from vitae.analyzers.grammar_checker.spot import Prose, Spot

_TWO_BLANKS = re.compile(r"(?<=[^\W\d_,;]) {2,}(?=[^\W\d_])")
_BEFORE_COMMA = re.compile(r"(?<=[^\W\d_]) +(?=,(?:\s|$))")
_AFTER_COMMA = re.compile(r"(?<![\w./@-])[a-z]{2,}(?P<comma>,)(?=[a-z]{2,}(?![\w./@-]))")
_MANY = 5
"""So often the file was badly converted rather than badly written: then nothing is said."""


def find_double_blanks(prose: Prose) -> Iterator[Spot]:
    """Yield runs of blanks inside a sentence; two blanks after a full stop are a custom."""
    yield from _few(prose, _TWO_BLANKS, "More than one blank stands here.", (" ",))


def find_blanks_before_commas(prose: Prose) -> Iterator[Spot]:
    """Yield blanks before a comma."""
    yield from _few(prose, _BEFORE_COMMA, "No blank stands before a comma.", ("",))


def find_missing_blanks(prose: Prose) -> Iterator[Spot]:
    """Yield commas without a blank between two words; not ``1,000`` or ``C,C++``."""
    yield from _few(prose, _AFTER_COMMA, "A blank is missing after the comma.", (", ",))


def _few(prose: Prose, regex: re.Pattern[str], message: str, replacements: tuple[str, ...]) -> Iterator[Spot]:
    """Yield the matches (their group ``comma`` where there is one) unless they are suspiciously many."""
    group = "comma" if "comma" in regex.groupindex else 0
    places = [
        (passage.start + match.start(group), passage.start + match.end(group))
        for passage in prose.passages
        for match in regex.finditer(passage.text)
    ]
    if len(places) <= _MANY:
        for start, end in places:
            yield Spot(start, end, message, replacements, 0.85)
