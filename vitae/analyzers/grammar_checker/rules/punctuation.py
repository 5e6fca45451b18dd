"""Blanks and punctuation marks.

Hardly a text has a slip of these kinds: each rule first asks for the signs beside each other that all its slips hold,
one sign first in each expression, since `re` leaps to a sign but tries a class of signs at every character.
"""

import re
from collections.abc import Iterable, Iterator

from vitae.analyzers.grammar_checker.spot import Prose, Spot
from vitae.lexicons.everyday_words import everyday_words

_TWO_BLANKS = re.compile(r"(?<=[^\W_,;]) {2,}(?=[^\W_])")
_BEFORE_COMMA = re.compile(r"(?<=[^\W\d_]) +(?=,)")
_BEFORE_STOP = re.compile(r"(?<=[^\W\d_]{2}) +(?=[.;](?:\s|$|[a-z]{3}))")
_BEFORE_MARK = re.compile(r"(?<=[^\W\d_]{2}) +(?=[!?](?:\s|$))")
_STRAY = (re.compile(r" [,.;!?)]"), re.compile(r"\( "))
_IN_BRACKETS = re.compile(r"(?<=\() +(?=\w)|(?<=\w) +(?=\)(?:\s|[.,;]|$))")
_TOUCHING = (re.compile(",[a-z]"), re.compile(";[a-z]"), re.compile(r"\.[A-Z]"))
_AFTER_COMMA = re.compile(r"(?<![\w./@-])(?=[A-Za-z]*[a-z]{2})[A-Za-z]{2,}(?P<comma>[,;])(?=[a-z]{2,}(?![\w./@-]))")
_AFTER_STOP = re.compile(r"(?<![\w./@-])(?P<left>[a-z]{3,})(?P<comma>\.)(?=(?P<right>[A-Z][a-z]{2,})(?![\w/@.]))")
_MARKS = (re.compile(",[,.;]"), re.compile(";[;,]"), re.compile(r"\.\."), re.compile("!!"), re.compile(r"\?\?"))
_TWICE = re.compile(r"(?<=\w)(?:,,+|;;+|,\.|\.\.(?!\.)|,;|;,|!!+|\?\?+)(?=\s|$|\w)")
_LATE_COMMA = re.compile(r"\band(?P<comma>,) [a-z]+(?=[.]|$|\n)")
_PAIRS = (("(", ")"), ("[", "]"), ("“", "”"), ('"', '"'))
_LABEL = re.compile(r"(?:^|\s)(?:[a-zA-Z]|\d{1,2}|i{1,3}|iv)$|[:;]-?$")
_MANY = 5
"""So often the file was badly converted rather than badly written: then nothing is said."""
_SPACED = frozenset(["fr"])
"""Languages that put a blank before ``;``, ``!`` and ``?``."""


def find_double_blanks(prose: Prose) -> Iterator[Spot]:
    """Yield runs of blanks inside a sentence; two blanks after a full stop are a custom."""
    if "  " in prose.text:
        yield from _few(prose, _TWO_BLANKS, "More than one blank stands here.", (" ",))


def find_blanks_before_commas(prose: Prose) -> Iterator[Spot]:
    """Yield blanks before a comma, a full stop or another mark, and inside of brackets."""
    if not _holds(prose, _STRAY):
        return
    yield from _few(prose, _BEFORE_COMMA, "No blank stands before a comma.", ("",))
    others = tuple(p for p in prose.passages if (p.language or prose.context.document.language) not in _SPACED)
    rest = Prose(prose.context, others)
    for regex in (_BEFORE_STOP, _BEFORE_MARK):
        yield from _few(rest, regex, "No blank stands before this mark.", ("",))
    yield from _few(rest, _IN_BRACKETS, "No blank stands inside of brackets.", ("",))


def find_missing_blanks(prose: Prose) -> Iterator[Spot]:
    """Yield commas and full stops without a blank between two words; not ``1,000``, ``C,C++`` or ``Node.js``."""
    if not _holds(prose, _TOUCHING):
        return
    yield from _few(prose, _AFTER_COMMA, "A blank is missing here.", (", ",))
    for match in _AFTER_STOP.finditer(prose.text):
        if {match["left"], match["right"].lower()} <= everyday_words():
            yield Spot(*prose.place(*match.span("comma")), "A blank is missing here.", (". ",), 0.85)


def find_unbalanced_marks(prose: Prose) -> Iterator[Spot]:
    """Yield the stretch in which the other half of a bracket or quotation mark should stand."""
    for passage in prose.passages:
        for mark, other in _PAIRS:
            opened, closed = passage.text.count(mark), passage.text.count(other)
            if opened + closed == 1 or (mark == other and opened in (1, 3)):
                place = passage.text.find(mark) if opened else passage.text.find(other)
                if not _is_other_sign(passage.text, place):
                    stretch = (place, len(passage.text.rstrip())) if opened else (0, place + 1)
                    start, end = (passage.start + at for at in stretch)
                    yield Spot(start, end, f"The other half of {passage.text[place]} is missing.", (), 0.8)


def _is_other_sign(text: str, place: int) -> bool:
    """Whether it numbers an item, ``a)``, draws a face, or stands for inches: ``27"``."""
    before, after = text[max(0, place - 3) : place], text[place + 1 : place + 2]
    if text[place] == ")":
        return bool(_LABEL.search(before))
    return text[place] in '"”' and before[-1:].isdigit() and (not after or not after.isalnum())


def find_doubled_marks(prose: Prose) -> Iterator[Spot]:
    """Yield ``,,``, ``..`` and a comma behind the last ``and``."""
    text = prose.text
    for match in _TWICE.finditer(text) if _holds(prose, _MARKS) else ():
        right = "..." if match.group() == ".." and text[match.end() : match.end() + 1] == "." else match.group()[-1]
        yield Spot(*prose.place(*match.span()), "One mark is enough.", (right,), 0.9)
    for match in _LATE_COMMA.finditer(text) if "and," in text else ():
        yield Spot(*prose.place(*match.span("comma")), "No comma stands behind the last “and”.", ("",), 0.8)


def _holds(prose: Prose, signs: Iterable[re.Pattern[str]]) -> bool:
    return any(regex.search(prose.text) for regex in signs)


def _few(prose: Prose, regex: re.Pattern[str], message: str, replacements: tuple[str, ...]) -> Iterator[Spot]:
    """Yield the matches (their group ``comma`` where there is one) unless they are suspiciously many."""
    group = "comma" if "comma" in regex.groupindex else 0
    places = [prose.place(*match.span(group)) for match in regex.finditer(prose.text)]
    if len(places) <= _MANY:
        for start, end in places:
            yield Spot(start, end, message, replacements, 0.85)
