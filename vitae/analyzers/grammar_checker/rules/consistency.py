"""Two ways that are both right, in one document: one finding for each kind of mixture.

The expressions begin with a sign and look behind it afterwards: `re` leaps from sign to sign, five times as fast
as it looks behind every character.
"""

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from functools import cache
from itertools import groupby

from vitae.analyzers.grammar_checker.prose import Passage
from vitae.analyzers.grammar_checker.spot import Prose, Spot
from vitae.analyzers.grammar_checker.word_lists import WordList
from vitae.lexicons import read_lines, read_toml

_LEAST_BULLETS = 3
_LEAST_MINORITY = 2
_SHOWN = 5
"""Places that a finding points to; the reader sees the pattern."""
_STRAIGHT = re.compile(r"'(?<=[A-Za-z]')(?=[a-z])|\"(?<!\w\")(?=\w)")
_CURLY = re.compile(r"’(?<=[A-Za-z]’)(?=[a-z])|“(?=\w)")
_END = r"(?=(?:[A-Za-z]{3,9}\.? |\d{1,2}[./])?(?:(?:19|20)\d\d\b|[Pp]resent\b|[Cc]urrent\b|[Nn]ow\b))"
_RANGES = {dash: re.compile(rf" {dash}(?<=\d\d..) ?{_END}|{dash}(?<=\d\d.) ?{_END}") for dash in "-–—"}
"""Periods with a hyphen, an en dash or an em dash; elsewhere each has its own use."""
_BEGINS = r"(?= ?(?:[-–—]|to\b))"
_DATES = (
    re.compile(r"(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)(?<!\d ...)[a-z]*\.? (?:19|20)\d\d" + _BEGINS),
    re.compile(r"[0-9](?<![\d/.].)(?:(?<=0)[1-9]|(?<=1)[0-2]?|(?<=[2-9]))[/.](?:19|20)\d\d" + _BEGINS),
    re.compile(r"(?:19|20)(?<![\d/.-]..)\d\d-(?:0[1-9]|1[0-2])(?!\d)" + _BEGINS),
)
"""Beginnings of periods: by the name of the month, ``03/2019``, ``2019-03``."""
_DOUBLE = (re.compile(r"\"(?<!\w\")(?=\w)|'(?<!\w')(?=[A-Z][^'\n]{2,60}'(?!\w))"), re.compile(r"“(?=\w)"))
_WORD = re.compile(r"(?<![\w-])[a-z]{4,}(?![\w-])", re.IGNORECASE)

_PREPOSITIONS, _ARTICLES = WordList("prepositions"), WordList("articles")

_Place = tuple[int, int]


def find_mixed_stops(prose: Prose) -> Iterator[Spot]:
    """Yield one spot when in a list some bullets end with a full stop and others do not.

    Lists are not held against each other: duties are told in sentences, interests in words.
    """
    places: list[_Place] = []
    closed = open_ = 0
    for bullets in _lists(prose):
        with_stop = [bullet for bullet in bullets if bullet.text.rstrip().endswith(".")]
        without = [bullet for bullet in bullets if _ends_without_stop(bullet)]
        few, many = sorted((with_stop, without), key=len)
        if len(bullets) >= _LEAST_BULLETS and few and len(few) * 8 >= len(many):
            places += [_tail(bullet) for bullet in few]
            closed, open_ = closed + len(with_stop), open_ + len(without)
    if places:
        yield _spot(places, f"In one list {closed} bullets end with a full stop, {open_} do not.")


def _ends_without_stop(bullet: Passage) -> bool:
    """Whether it ends with a word; behind a preposition or an article the page has cut off its end."""
    text = bullet.text.rstrip()
    last = text[text.rfind(" ") + 1 :].lower()
    return text[-1:].isalnum() and last not in _PREPOSITIONS and last not in _ARTICLES


def _lists(prose: Prose) -> Iterator[list[Passage]]:
    """Yield the bullets of each entry that has several, and in each section those of all other entries together."""
    context = prose.context
    resume, lines = context.resume, context.document.lines
    sections = [lines[section.first_line].start for section in context.sections if section.first_line < len(lines)]
    entries = [job.anchor.start for job in resume.work]
    entries += [project.anchor.start for project in resume.projects]
    entries += [activity.anchor.start for activity in resume.volunteer]
    entries.sort()
    periods = {job.period.anchor.start for job in resume.work if job.period}
    bullets = (passage for passage in prose.passages if passage.is_bullet and passage.start not in periods)
    for _, of_section in groupby(bullets, key=lambda bullet: bisect_right(sections, bullet.start)):
        others: list[Passage] = []
        for _, of_entry in groupby(of_section, key=lambda bullet: bisect_right(entries, bullet.start)):
            together = list(of_entry)
            if len(together) >= _LEAST_BULLETS:
                yield together
            else:
                others += together
        yield others


def _tail(passage: Passage) -> _Place:
    """Return the place of the last word and its full stop."""
    text = passage.text.rstrip()
    return passage.start + text.rfind(" ") + 1, passage.start + len(text)


def find_mixed_quotes(prose: Prose) -> Iterator[Spot]:
    """Yield one spot when straight and curly quotation marks or apostrophes are mixed."""
    message, text = "Straight and curly quotation marks are mixed.", prose.context.document.text
    if not (any(mark in text for mark in "\"'") and any(mark in text for mark in "“’")):
        return
    spots = [*_mixture(prose, _DOUBLE, message, least=1), *_mixture(prose, (_STRAIGHT, _CURLY), message)]
    yield from spots[:1]


def find_mixed_dates(prose: Prose) -> Iterator[Spot]:
    """Yield one spot when periods are written with numbers here and names of months there."""
    text = prose.context.document.text
    found = [[match.span() for match in way.finditer(text)] for way in _DATES]
    used = sorted((places for places in found if places), key=len)
    if len(used) > 1:
        yield _spot(used[0], "Dates are written in different ways.")


def find_mixed_dashes(prose: Prose) -> Iterator[Spot]:
    """Yield one spot when periods are written with a hyphen here and a dash there."""
    ways = [way for dash, way in _RANGES.items() if dash in prose.context.document.text]
    yield from _mixture(prose, ways, "Periods are written with different dashes.")


def _mixture(
    prose: Prose, ways: Sequence[re.Pattern[str]], message: str, least: int = _LEAST_MINORITY
) -> Iterator[Spot]:
    text = prose.context.document.text
    found = [[match.span() for match in way.finditer(text)] for way in ways]
    used = sorted((places for places in found if len(places) >= least), key=len)
    if len(used) > 1:
        yield _spot(used[0], message)


@cache
def _pairs() -> dict[str, tuple[str, str]]:
    """Return word -> (American, British), for both spellings of every pair that can be mixed."""
    neutral = frozenset(read_toml("grammar")["variants"]["neutral"].split())
    rows = [
        *read_toml("grammar")["variants"]["pairs"].split(),
        *(p for line in read_lines("grammar_variants") for p in line.split()),
    ]
    table: dict[str, tuple[str, str]] = {}
    for us, _, uk in (row.partition(":") for row in rows):
        table |= {us: (us, uk), uk: (us, uk)}
    return {word: pair for word, pair in table.items() if word not in neutral}


def find_mixed_variants(prose: Prose) -> Iterator[Spot]:
    """Yield one spot when American and British spellings are mixed; either alone is right."""
    if {_pairs()[word].index(word) for word in _pairs().keys() & prose.context.wording.vocabulary} != {0, 1}:
        return  # no document speaks of both sides unless it has words of both
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
