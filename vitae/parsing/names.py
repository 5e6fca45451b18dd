"""Find the candidate's name: what stands first and largest, and is neither a title, a place nor an institution."""

import itertools
import re
from collections.abc import Iterable, Sequence
from itertools import pairwise

from vitae.domain.document import Document
from vitae.domain.resume import Extracted, Text
from vitae.lexicons.everyday_words import frequent_words
from vitae.parsing.contact_labels import contact_label
from vitae.parsing.heading_words import close_up
from vitae.parsing.name_asides import without_called, without_marriage
from vitae.parsing.name_forms import clean_name, names_owner
from vitae.parsing.name_found import NameFound
from vitae.parsing.name_labels import told_name
from vitae.parsing.name_letters import has_letters
from vitae.parsing.name_particles import is_particle, particles
from vitae.parsing.places import is_city, parse_place
from vitae.parsing.rows import Piece, Row, style_at
from vitae.parsing.titles import CLEARLY, organization_evidence, title_evidence
from vitae.parsing.tracking import closed_up
from vitae.parsing.wording import fold, folded_words, is_capitals

_BREAK = re.compile(r"\t+|\s+(?:[|·•–—/]|::)\s+|\s{3,}| - |(?<=\w|\))\s?:\s+")
_FIRST_LETTERS = re.compile(r"[^\W\d_]+")
_OTHER_SIZE = 1.0
"""Points of type by which a name differs from the headline beside it."""
_LARGE = 1.2
"""Times the size of the text, above which lines may be a name together."""
_MOST_LINES, _MOST_WORDS = 4, 4
"""Of a name that is broken, and on one of its lines."""
_LARGEST, _FIRST, _CONFIRMED = 3.0, 2.0, 2.5
_TOLD, _AS_FAMILY_NAME, _HOPELESS = 0.5, 4.0, 99.0
_MOST_ROWS = 24
_HEAD = 3
"""Of the first lines; elsewhere small letters are no name."""
_FEWEST_WORDS, _LONGEST_ALONE, _BY_ACCOUNT = 2, 60, 0.85
"""Words, and characters of its line, of a name that an account confirms wherever it stands, and how sure it is."""
_FEWEST_SMALL = 2
"""Words of a name in small letters."""
_KNOWN_AS = 4
"""Letters with which a name begins that stand in an address for all of it (``thandi`` for Thandiwe)."""


def find_name(
    document: Document, rows: Sequence[Row], emails: Iterable[Text], accounts: Iterable[str] = ()
) -> NameFound | None:
    """Return the candidate's name, or None where nothing looks like one.

    An e-mail address, or the name of an account, confirms a name that is printed; it never makes one.
    """
    told = told_name(document, rows)
    if told is not None:
        return told
    largest = max((row.style.size for row in rows), default=0.0)
    rows = _unwrapped(document, rows)
    locals_ = [*(fold(email.value.partition("@")[0]) for email in emails), *map(fold, accounts)]
    body = _common_size(document)
    best: tuple[float, int, NameFound] | None = None
    for position, row in enumerate(rows):
        pieces = _pieces(document, row)
        for nth, piece in enumerate(pieces):
            before, behind = _around(row, piece)
            labelled = nth > 0 and contact_label(before) == "name"
            if (before.endswith(":") and not labelled) or behind.startswith(":"):
                continue
            shown = without_marriage(closed_up(document, piece), document.language)
            value = clean_name(shown) or _from_small_letters(piece.text, position, locals_)
            if value is None or contact_label(value) is not None:
                continue
            size = style_at(row.line, piece.start).size
            points = (
                _LARGEST * (size >= largest - 0.3 and largest > body + 0.5)
                + max(0.0, _FIRST - 0.3 * position - 0.2 * nth)
                + _CONFIRMED * _confirms(value, locals_)
                + 1.0 * (2 <= len(value.split()) <= 4)
                + 4.0 * labelled
                - _title_cost(value, pieces, nth, locals_) * (not labelled)
                - 1.0 * organization_evidence(piece.text) * (not has_letters(piece.text))
                - 2.0 * (parse_place(piece.text) is not None or (nth > 0 and _ends_in_city(piece.text)))
            )
            if best is None or points > best[0] + 1e-9:
                anchor = document.anchor(piece.start, piece.end)
                found = NameFound(Extracted(value, _confidence(points), (anchor,)), piece, row.nth)
                best = (points, position, found)
    if best is None or best[0] < 1.5:
        return None
    return _with_next_rows(document, rows, best[1], best[2], large=body * _LARGE, locals_=locals_)


def find_confirmed_name(document: Document, rows: Iterable[Row], accounts: Iterable[str]) -> NameFound | None:
    """Return the name that stands alone in a line, every word of which one address or account has.

    So it is found among other sections, where a column beside the name is printed before it.
    """
    locals_ = [fold(account) for account in accounts]
    for row in rows:
        value = clean_name(row.text) if " " in row.text and len(row.text) <= _LONGEST_ALONE else None
        words = [word for word in folded_words(value or "") if len(word) > 1]
        if value is None or title_evidence(value) >= CLEARLY or not _FEWEST_WORDS <= len(words) <= _MOST_WORDS:
            continue
        if any(all(word in local for word in words) for local in locals_):
            anchor = document.anchor(row.start, row.end)
            return NameFound(Extracted(value, _BY_ACCOUNT, (anchor,)), row.piece, row.nth)
    return None


def _around(row: Row, piece: Piece) -> tuple[str, str]:
    """Return what stands before and behind a piece of a row."""
    return row.text[: max(0, piece.start - row.start)].rstrip(), row.text[piece.end - row.start :].lstrip()


def _from_small_letters(text: str, position: int, locals_: Sequence[str]) -> str | None:
    """Return a name that is written in small letters as all of its page is, if an address confirms it."""
    if position > _HEAD or not text.islower() or not _FEWEST_SMALL <= len(text.split()) <= _MOST_WORDS:
        return None
    value = clean_name(" ".join(word if is_particle(word) else word.title() for word in text.split()))
    return value if value is not None and _confirms(value, locals_) else None


def _ends_in_city(text: str) -> bool:
    _, comma, city = text.rpartition(",")
    return bool(comma) and is_city(city.strip())


def _title_cost(name: str, pieces: Sequence[Piece], nth: int, locals_: Sequence[str]) -> float:
    """Return the cost of reading as a name what may be a job title.

    A family name such as Baker stands last; a given name such as Mason must be confirmed by an address. A title
    beside the first, letters behind it, or ``Curriculum Vitae of`` before it tell that it is a name.
    """
    name = without_called(name)
    evidence = title_evidence(name)
    if evidence < CLEARLY:
        return evidence
    first, *rest = name.split()
    is_family_name = len(rest) in (1, 2) and not title_evidence(" ".join((first, *rest[:-1])))
    if is_family_name and _is_told(pieces, nth):
        return _TOLD
    return _AS_FAMILY_NAME if is_family_name or (rest and _confirms(name, locals_)) else _HOPELESS


def _is_told(pieces: Sequence[Piece], nth: int) -> bool:
    """Return whether a name that may be a title stands before another title, or has what no title has about it."""
    text = pieces[nth].text
    if has_letters(text) or names_owner(text):
        return True
    is_word = fold(text.split()[0]) in frequent_words()
    return nth == 0 and not is_word and any(title_evidence(piece.text) >= CLEARLY for piece in pieces[1:2])


def _common_size(document: Document) -> float:
    """Return the size of type in the middle of all printed characters."""
    lengths: dict[float, int] = {}
    for line in document.lines:
        lengths[line.style.size] = lengths.get(line.style.size, 0) + line.end - line.start
    half, seen = sum(lengths.values()) / 2, 0
    for size in sorted(lengths):
        seen += lengths[size]
        if seen >= half:
            return size
    return 0.0


def _confidence(points: float) -> float:
    return round(min(0.98, 0.45 + 0.08 * points), 2)


def _with_next_rows(
    document: Document,
    rows: Sequence[Row],
    position: int,
    found: NameFound,
    *,
    large: float,
    locals_: Sequence[str],
) -> NameFound:
    """Join a name that is set in several lines of the same type, in more than `large` points or in capitals.

    Of all stretches around its line the longest is taken that is one name.
    """
    if found.piece.text != rows[position].text.strip(" ,-"):
        return found
    first = last = position
    while first and _are_alike(rows[first - 1], rows[first], large):
        first -= 1
    while last + 1 < len(rows) and _are_alike(rows[last], rows[last + 1], large):
        last += 1
    for start in range(max(first, position - _MOST_LINES + 1), position + 1):
        for stop in range(min(last, start + _MOST_LINES - 1), max(start, position - 1), -1):
            joined = _joined(document, rows[start : stop + 1], found.name.confidence, locals_, large)
            if joined is not None:
                return joined
    return found


def _joined(
    document: Document, rows: Sequence[Row], confidence: float, locals_: Sequence[str], large: float
) -> NameFound | None:
    """Return the name that lines make together; None if they make none, or one of them is a title, or a place below.

    In the size of the text, an address must confirm it, and each line but the last has a single word.
    """
    text = "".join(row.text if row.text.endswith("-") else f"{row.text} " for row in rows).strip()
    value = clean_name(without_marriage(text, document.language))
    if value is None or any(_is_no_part(row.text, locals_) for row in rows):
        return None
    goes_on = fold(rows[-2].text.split()[-1]) in particles() or _confirms(rows[-1].text, locals_)
    if not goes_on and parse_place(rows[-1].text) is not None:
        return None
    are_words = all(len(row.text.split()) == 1 for row in rows[:-1])
    if rows[0].style.size <= large and not (are_words and _confirms(value, locals_)):
        return None
    whole = Piece(document.text[rows[0].start : rows[-1].end], rows[0].start, rows[-1].end)
    return NameFound(Extracted(value, confidence, (document.anchor(whole.start, whole.end),)), whole, rows[0].nth)


def _is_no_part(text: str, locals_: Sequence[str]) -> bool:
    """Return whether a line is a title or an organisation and no part of a name, such as a Baker's in her address."""
    text = without_called(text)
    name = clean_name(text)
    if organization_evidence(name or text) >= 1:
        return True
    if title_evidence(text) < CLEARLY:
        return False
    if name is not None and title_evidence(name) < CLEARLY:
        return False  # what is a title stands before a name
    return name is None or len(name.split()) > 1 or not _confirms(name, locals_)


def _are_alike(row: Row, below: Row, large: float) -> bool:
    """Return whether two lines of the same large type, or in capitals, stand one under the other.

    Neither is longer than a name's part.
    """
    return (
        row.style.size == below.style.size
        and (row.style.size > large or (is_capitals(row.text) and is_capitals(below.text)))
        and row.style.bold == below.style.bold
        and below.nth == row.nth + 1
        and max(_length(row.text), _length(below.text)) <= _MOST_WORDS
    )


def _length(text: str) -> int:
    """Return the number of words but for particles and what is cut short."""
    return sum(not is_particle(word) and not word.endswith(".") for word in text.split())


def _unwrapped(document: Document, rows: Sequence[Row]) -> list[Row]:
    """Return the first rows; where a bracket of one is closed on the next of the same type, both are one."""
    joined: list[Row] = []
    for row in rows[:_MOST_ROWS]:
        above = joined[-1] if joined else None
        is_open = above is not None and above.text.count("(") > above.text.count(")") and above.style == row.style
        if above is not None and is_open and row.text.count(")") > row.text.count("("):
            text = document.text[above.start : row.end].replace("\n", " ")
            joined[-1] = above.showing(Piece(text, above.start, row.end))
        else:
            joined.append(row)
    return joined


def _pieces(document: Document, row: Row) -> list[Piece]:
    """Return what may be a name by itself: cut at separators and where the type changes."""
    if close_up(row.text) != row.text or ("\t" not in row.text and closed_up(document, row.piece) != row.text):
        return [row.piece]  # torn letters; a dash between blanks is a hyphen
    pieces = []
    for piece in (part for whole in row.piece.split(_BREAK) for part in _before_title(whole)):
        cuts = [piece.start]
        for before, run in pairwise(row.line.runs):
            if piece.start < run.start < piece.end and abs(run.style.size - before.style.size) > _OTHER_SIZE:
                cuts.append(run.start)
        cuts.append(piece.end)
        whole = len(cuts) == 2
        parts = (
            [piece]
            if whole
            else [piece.cut(a - piece.start, b - piece.start).trimmed() for a, b in itertools.pairwise(cuts)]
        )
        pieces += [part for part in parts if part.text]
    return pieces


def _before_title(piece: Piece) -> list[Piece]:
    """Return a name and the job title behind its comma (``Ada Example, Engineer``) apart; else the piece itself."""
    name, comma, title = piece.text.partition(", ")
    is_titled = bool(comma) and title_evidence(title) >= CLEARLY and clean_name(piece.text) != clean_name(name)
    parts = [piece.cut(0, len(name)), piece.cut(len(name) + len(comma), len(piece.text))]
    return parts if is_titled and _title_cost(name, parts, 0, ()) < _HOPELESS else [piece]


def _confirms(name: str, locals_: Iterable[str]) -> bool:
    """Return whether an address contains a word of the name, or begins with what one of them begins with."""
    words = [word for word in folded_words(name) if len(word) > 2]
    return any(word in local or _begins_alike(word, local) for local in locals_ for word in words)


def _begins_alike(word: str, local: str) -> bool:
    short = _FIRST_LETTERS.match(local)
    return short is not None and len(short[0]) >= _KNOWN_AS and word.startswith(short[0])
