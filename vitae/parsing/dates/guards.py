"""What looks like a date and is none: telephone numbers, addresses, norms, versions, counts."""

import re

from vitae.parsing.dates.atoms import Atom, Form
from vitae.parsing.dates.words import date_words

_PHONE = re.compile(r"\+\s?[0-9](?:[ ()./\u00a0\u2011-]?[0-9]|[ ()]{2}[0-9]){6,18}+")
_ADDRESS = re.compile(r"@|://|www\.|\.[a-z]{2,12}/", re.IGNORECASE)
_BLANK = re.compile(r"\s")
_LONGEST_ADDRESS = 200
_DIGITS_BEFORE = re.compile(r"(?<![0-9])([0-9]{3,9})[ ().\u00a0-]{1,2}\Z")
_DIGITS_AFTER = re.compile(r"[ ().\u00a0-]{1,2}([0-9]{3,9})(?![\w/]|\.[0-9])")
_GROUP_BEFORE = re.compile(r"[0-9]{4}[ \u00a0]\Z")
_WORD_BEFORE = re.compile(r"([^\W\d_]+)[. \u00a0]{0,2}\Z")
_NAME_BEFORE = re.compile(r"[^\W\d_](?<!\b[Mm]id)(?<!\b[Mm]i)-\Z")
"""Before a number that belongs to a name, and not ``mid-2018``."""

_OPENING = frozenset("\t\n|·•▪*([–—,;:>")
_CLOSING = frozenset("\t\n|·•)],;:.–—")
_CELL_EDGE = frozenset("\t\n|·•▪*(")


def phone_spans(text: str) -> tuple[tuple[int, int], ...]:
    """Return where international telephone numbers stand, in order of position."""
    return tuple(match.span() for match in _PHONE.finditer(text))


def is_part_of_an_address(text: str, atom: Atom) -> bool:
    """Tell whether a date stands inside an e-mail or web address."""
    if text[atom.begin - 1 : atom.begin].isspace() and text[atom.finish : atom.finish + 1].isspace():
        return False
    head = text[max(0, atom.begin - _LONGEST_ADDRESS) : atom.begin]
    tail = text[atom.finish : atom.finish + _LONGEST_ADDRESS]
    chunk = _BLANK.split(head)[-1] + "0" + _BLANK.split(tail, maxsplit=1)[0]
    return _ADDRESS.search(chunk) is not None


def is_part_of_a_number(text: str, atom: Atom) -> bool:
    """Tell whether a bare year is a group of a longer number, or belongs to a name such as ``X-2019``."""
    if atom.form is not Form.YEAR:
        return False
    before = text[max(0, atom.begin - 12) : atom.begin]
    groups = (_DIGITS_BEFORE.search(before), _DIGITS_AFTER.match(text, atom.finish))
    return bool(_NAME_BEFORE.search(before)) or any(group and not _is_year(group[1]) for group in groups)


def standing_confidence(text: str, atom: Atom) -> float:
    """Return how surely a year outside a period is a date; 0 when it is a count, a norm or a version.

    A year counts where it fills its cell, its brackets or its item of a list; where it closes or
    opens a line; and in running text after a word such as ``in``.
    """
    if not text[atom.begin].isdigit():
        return 0.6  # ``end of 2018``
    if atom.finish - atom.begin > 4:
        return 0.9  # ``2018 г.``
    before, after = text[max(0, atom.begin - 24) : atom.begin], text[atom.finish : atom.finish + 3]
    previous, following = _last_mark(before), _first_mark(after)
    word = _WORD_BEFORE.search(before)
    if _GROUP_BEFORE.search(before) or (word is not None and word[1].casefold() in date_words().before_numbers):
        return 0.0
    if word is not None and word[1].casefold() in date_words().before_years:
        return 0.6
    opened, closed = previous in _OPENING, following in _CLOSING
    if opened and closed:
        return 0.85
    if previous in _CELL_EDGE:
        return 0.0 if following.islower() else 0.6
    if closed:
        return 0.6 if following in _CELL_EDGE or following in ")]" else 0.45
    return 0.0


def _is_year(digits: str) -> bool:
    return len(digits) == 4 and digits[:2] in ("19", "20")


def _last_mark(before: str) -> str:
    """Return the last character that is no blank; a newline at the start of the text."""
    stripped = before.rstrip(" \u00a0")
    return stripped[-1] if stripped else "\n"


def _first_mark(after: str) -> str:
    stripped = after.lstrip(" \u00a0")
    return stripped[0] if stripped else "\n"
