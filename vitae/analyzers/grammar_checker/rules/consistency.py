"""Two ways that are both right, in one document: one finding for each kind of mixture."""

import re
from collections.abc import Iterator, Sequence
from functools import cache

from vitae.analyzers.grammar_checker.prose import Passage
from vitae.analyzers.grammar_checker.spot import Prose, Spot
from vitae.lexicons import read_toml

_LEAST_BULLETS = 6
_LEAST_MINORITY = 2
_SHOWN = 5
"""Places that a finding points to; the reader sees the pattern."""
_STRAIGHT = re.compile(r"(?<=[A-Za-z])'(?=[a-z])|(?<!\w)\"(?=\w)")
_CURLY = re.compile(r"(?<=[A-Za-z])’(?=[a-z])|“(?=\w)")
_END = r"(?: ?{} ?)(?=(?:[A-Za-z]{{3,9}}\.? |\d{{1,2}}[./])?(?:(?:19|20)\d\d\b|[Pp]resent\b|[Cc]urrent\b|[Nn]ow\b))"
_RANGES = tuple(re.compile(r"(?<=\d\d)" + _END.format(dash)) for dash in "-–—")
"""Periods with a hyphen, an en dash or an em dash; elsewhere each has its own use."""
_WORD = re.compile(r"(?<![\w-])[a-z]{4,}(?![\w-])", re.IGNORECASE)

_Place = tuple[int, int]


def find_mixed_stops(prose: Prose) -> Iterator[Spot]:
    """Yield one spot when some bullets end with a full stop and others do not."""
    bullets = [passage for passage in prose.passages if passage.is_bullet]
    with_stop = [bullet for bullet in bullets if bullet.text.rstrip().endswith(".")]
    without = [bullet for bullet in bullets if bullet.text.rstrip()[-1:].isalnum()]
    few, many = sorted((with_stop, without), key=len)
    if len(bullets) < _LEAST_BULLETS or len(few) < _LEAST_MINORITY or len(few) * 5 < len(many):
        return
    message = f"{len(with_stop)} bullets end with a full stop, {len(without)} do not."
    yield _spot([_tail(bullet) for bullet in few], message)


def _tail(passage: Passage) -> _Place:
    """Return the place of the last word and its full stop."""
    text = passage.text.rstrip()
    return passage.start + text.rfind(" ") + 1, passage.start + len(text)


def find_mixed_quotes(prose: Prose) -> Iterator[Spot]:
    """Yield one spot when straight and curly quotation marks or apostrophes are mixed."""
    yield from _mixture(prose, (_STRAIGHT, _CURLY), "Straight and curly quotation marks are mixed.")


def find_mixed_dashes(prose: Prose) -> Iterator[Spot]:
    """Yield one spot when periods are written with a hyphen here and a dash there."""
    yield from _mixture(prose, _RANGES, "Periods are written with different dashes.")


def _mixture(prose: Prose, ways: Sequence[re.Pattern[str]], message: str) -> Iterator[Spot]:
    text = prose.context.document.text
    found = [[match.span() for match in way.finditer(text)] for way in ways]
    used = sorted((places for places in found if len(places) >= _LEAST_MINORITY), key=len)
    if len(used) > 1:
        yield _spot(used[0], message)


@cache
def _pairs() -> dict[str, tuple[str, str]]:
    """Return word -> (American, British), for both spellings of every pair that can be mixed."""
    data = read_toml("grammar")["variants"]
    neutral = frozenset(data["neutral"].split())
    pairs = (pair.partition(":") for pair in data["pairs"].split())
    table: dict[str, tuple[str, str]] = {}
    for us, _, uk in pairs:
        table |= {us: (us, uk), uk: (us, uk)}
    return {word: pair for word, pair in table.items() if word not in neutral}


def find_mixed_variants(prose: Prose) -> Iterator[Spot]:
    """Yield one spot when American and British spellings are mixed; either alone is right."""
    sides: tuple[list[_Place], list[_Place]] = ([], [])
    words: tuple[list[str], list[str]] = ([], [])
    for passage in prose.passages:
        for match in _WORD.finditer(passage.text):
            pair = _pairs().get(match.group().lower())
            if pair is not None and (match.group().islower() or match.start() == 0):
                side = pair.index(match.group().lower())
                sides[side].append((passage.start + match.start(), passage.start + match.end()))
                words[side].append(match.group())
    if not sides[0] or not sides[1]:
        return
    few = 0 if len(sides[0]) < len(sides[1]) else 1
    message = f"American (“{words[0][0]}”) and British (“{words[1][0]}”) spelling are mixed."
    rights = tuple(_pairs()[word.lower()][1 - few] for word in words[few][:1])
    spot = _spot(sides[few], message)
    yield Spot(spot.start, spot.end, message, rights, spot.confidence, (*spot.also, sides[1 - few][0]))


def _spot(places: list[_Place], message: str) -> Spot:
    return Spot(*places[0], message, confidence=0.8, also=tuple(places[1:_SHOWN]))
