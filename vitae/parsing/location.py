"""Where the candidate lives: among contact data, in one line or several, behind a label or in a sentence."""

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from itertools import pairwise

from vitae.domain.document import Document
from vitae.domain.resume import Extracted, Location
from vitae.domain.sections import SectionKind
from vitae.lexicons.common_words import common_words
from vitae.lexicons.everyday_words import frequent_words
from vitae.parsing.contact_labels import contact_label
from vitae.parsing.contact_pieces import contact_pieces
from vitae.parsing.heading_words import document_titles, kind_of_heading
from vitae.parsing.name_found import NameFound
from vitae.parsing.name_letters import are_letters
from vitae.parsing.personal import is_personal_label
from vitae.parsing.places import PlaceParts, is_city, location_from, may_be_place, parse_place
from vitae.parsing.prose import is_prose
from vitae.parsing.residence import read_residence, said_residence
from vitae.parsing.rows import Piece, Row
from vitae.parsing.spoken import names_language
from vitae.parsing.titles import CLEARLY, is_field, organization_evidence, title_evidence
from vitae.parsing.wording import fold, phrases_of
from vitae.parsing.wrapping import goes_on, right_edges

_LONGEST_LABEL = 60
"""Characters before a piece, with the blanks, in which its label is looked for."""
_LABEL_BEFORE = re.compile(r"([^\W\d_][^:\t|·•]{1,40}?)\s*[:：]\Z")
_COMMA = re.compile(r",")
_REACHED = re.compile(r"@|\+\d|\(?(?:\d[ ()./-]{0,2}){9}|www\.|https?:|\.\w{2,}/")
"""An address or a number at which somebody is reached."""
_PERHAPS = 1.0
"""Points from which words may name an organisation."""
_LONGEST_ADDRESS = 160
"""Characters."""
_SURE = 0.75
"""The confidence in a place from which nothing better is looked for."""
_UNKNOWN_TOWN = 0.6
"""The confidence in a place that no gazetteer has."""
_MOST_PARTS = 3
_FEWEST_COMMAS = 3
"""Of an address that is as long as a sentence."""
_MOST_BEHIND = 3
"""Words of an address that had no room in its line."""
_LONGEST_ACRONYM = 5
_BARS, _BROKEN_AT_COMMA = frozenset("/-–—"), ",\n"

_Place = tuple[Piece, PlaceParts]


def find_location(
    document: Document, rows: Sequence[Row], found: NameFound | None
) -> tuple[Location | None, str | None]:
    """Return where the candidate lives, and the country if it is known."""
    pieces = [
        (piece, labelled)
        for piece, labelled in contact_pieces(rows, found)
        if _may_name_place(piece.text) and (labelled or not _is_elsewhere(document, piece))
    ]
    place, guess = _best_place(document, rows, pieces, found)
    if place is not None:
        return location_from(document, *place), place[1].country_code
    town = guess or _unknown_town(rows, found, [piece for piece, _ in pieces])
    if town is None:
        return None, None
    end = min((at for at in map(town.text.find, ",(") if at > 0), default=len(town.text))
    city = town.cut(0, end).trimmed()
    return Location(city=Extracted(city.text, _UNKNOWN_TOWN, (document.anchor(city.start, city.end),))), None


def _best_place(
    document: Document, rows: Sequence[Row], pieces: Sequence[tuple[Piece, bool]], found: NameFound | None
) -> tuple[_Place | None, Piece | None]:
    """Return the place that is told best; and what only a label says to be a town."""
    labelled = [piece for piece, is_labelled in pieces if is_labelled]
    below_name = [row for row in rows if found is None or row.nth > found.row_index]
    ends = {row.end: nth for nth, row in enumerate(rows)}
    starts = {row.start: nth for nth, row in enumerate(below_name)}
    unsure: _Place | None = None
    for piece in (*_broken_places(document, rows), *labelled, *_pairs(document, pieces), *(p for p, _ in pieces)):
        place = read_residence(piece) or _with_next_line(document, rows, piece, ends.get(piece.end))
        if place is not None and place[1].confidence >= _SURE:
            return _with_lines_below(document, rows, *place), None
        unsure = unsure or place
    for piece, is_labelled in pieces:
        parts = parse_place(piece.text)
        at = starts.get(piece.start)
        is_row = parts is not None and at is not None and below_name[at].text == piece.text
        above = _with_lines_above(document, below_name, at) if is_row and at is not None and unsure is None else None
        if parts is not None and not parts.is_remote and (parts.city is None or above is not None):
            return unsure or above or (piece, parts), None
        inner = _place_inside(piece)
        if inner is not None and (is_labelled or not _names_job(piece.text[: inner[0].start - piece.start])):
            return inner, None
    said = (said_residence(row.piece) for row in rows)
    unsure = unsure or next((place for place in said if place is not None), None)
    return unsure, next(
        (piece for piece in labelled if may_be_place(piece.text.partition(",")[0].partition(" (")[0])), None
    )


def _with_lines_below(
    document: Document, rows: Sequence[Row], piece: Piece, parts: PlaceParts
) -> tuple[Piece, PlaceParts]:
    """Return a town with its region, postal code and country where they stand on the next lines, else as it is."""
    at = next((nth for nth, row in enumerate(rows) if row.start <= piece.start < row.end), 0)
    if rows[at].text != piece.text or parts.region is not None or parts.country is not None:
        return piece, parts
    for stop in range(min(len(rows), at + _MOST_PARTS + 1), at + 1, -1):
        if any(_REACHED.search(row.text) for row in rows[at + 1 : stop]):
            continue
        text = document.text[piece.start : rows[stop - 1].end].replace("\n", ",")
        found = parse_place(text) if text.count(",") == stop - 1 - at else None
        if found is not None and found.city == parts.city:
            return Piece(text, piece.start, rows[stop - 1].end), found
    return piece, parts


def _place_inside(piece: Piece) -> tuple[Piece, PlaceParts] | None:
    """Return the longest, and of those the last, stretch of an address between commas that is a town."""
    parts = piece.split(_COMMA) if len(piece.text) <= _LONGEST_ADDRESS else []
    for length in range(min(len(parts) - 1, _MOST_PARTS), 0, -1):
        for first in range(len(parts) - length, -1, -1):
            start, end = parts[first].start, parts[first + length - 1].end
            inner = piece.cut(start - piece.start, end - piece.start).trimmed(" .")
            place = read_residence(inner)
            if place is None or place[1].address is not None:
                continue
            if length > 1 or place[1].postal_code is not None or is_city(inner.text):
                return place
    return None


def _names_job(text: str) -> bool:
    return title_evidence(text) >= CLEARLY or organization_evidence(text) >= _PERHAPS


def _broken_places(document: Document, rows: Sequence[Row]) -> Iterator[Piece]:
    """Yield what a narrow column broke after a comma or between two words, the longest first."""
    edges = right_edges(row.line for row in rows)
    for nth, row in enumerate(rows):
        last = nth
        while last + 1 < len(rows) and last - nth < _MOST_PARTS - 1:
            above, below = rows[last], rows[last + 1]
            is_open = above.text.endswith(",") or goes_on(above, below, edges)
            if not is_open or "," not in row.text or _REACHED.search(below.text) or _REACHED.search(row.text):
                break
            last += 1
        for stop in range(last, nth, -1):
            text = document.text[row.start : rows[stop].end].replace("\n", " ")
            yield Piece(text, row.start, rows[stop].end)


def _is_elsewhere(document: Document, piece: Piece) -> bool:
    """Return whether the label before a piece is of another place, such as that of birth, or of something else."""
    line = document.text.rfind("\n", 0, piece.start) + 1
    before = document.text[max(line, piece.start - _LONGEST_LABEL) : piece.start].rstrip(" \t")
    if not before.endswith((":", "：")):
        return False
    label = _LABEL_BEFORE.search(before)
    if label is None:
        return False
    kind = kind_of_heading(label[1])
    is_other = kind is not None and kind[0] not in {SectionKind.CONTACT, SectionKind.PERSONAL}
    return is_other or is_personal_label(label[1]) or phrases_of("residence", "elsewhere").exact(label[1]) is not None


def _may_name_place(text: str) -> bool:
    is_address = text.count(",") >= _FEWEST_COMMAS and any(map(str.isdigit, text))
    return "@" not in text and (is_address or not is_prose(text))


def _with_next_line(document: Document, rows: Sequence[Row], piece: Piece, at: int | None) -> _Place | None:
    """Return an address the last words of which had no room in its line, that of the row `at`."""
    if at is None or rows[at].start > piece.start or at + 1 == len(rows) or "," not in piece.text:
        return None
    below = rows[at + 1]
    if below.nth != rows[at].nth + 1 or len(below.text.split()) > _MOST_BEHIND or _REACHED.search(below.text):
        return None
    alone = parse_place(below.text)
    if "," in below.text or (alone is not None and alone.city is not None):
        return None
    whole = Piece(document.text[piece.start : below.end].replace("\n", " "), piece.start, below.end)
    place = read_residence(whole)
    return place if place is not None and place[1].confidence >= _SURE else None


def _with_lines_above(document: Document, rows: Sequence[Row], at: int) -> _Place | None:
    """Return an address of several lines of which only the last, a region or a country, is known."""
    for first in range(max(0, at - _MOST_PARTS), at):
        above = rows[first : at + 1]
        if above[-1].nth - above[0].nth == len(above) - 1 and not any(_REACHED.search(row.text) for row in above):
            text = document.text[above[0].start : above[-1].end].replace("\n", ",")
            place = read_residence(Piece(text, above[0].start, above[-1].end))
            if place is not None:
                return place
    return None


def _pairs(document: Document, pieces: Sequence[tuple[Piece, bool]]) -> Iterator[Piece]:
    """Yield what stands on both sides of a bar (``Kadıköy / İstanbul``), or of a comma at the end of a line."""
    for (one, _), (other, _) in pairwise(pieces):
        if document.text[one.end : other.start].strip(" ") in (*_BARS, _BROKEN_AT_COMMA):
            yield Piece(document.text[one.start : other.end].replace("\n", " "), one.start, other.end)


def _unknown_town(rows: Sequence[Row], found: NameFound | None, pieces: Sequence[Piece]) -> Piece | None:
    """Return what can only be a place that no gazetteer has: a name among addresses and numbers, away from the name.

    Beside an address or a number comes before above or below one.
    """
    beside = {row.nth for row in rows if _REACHED.search(row.text)}
    near = {index + step for index in beside for step in (-1, 1)} - beside
    if found is not None:
        near -= {found.row_index + step for step in (-1, 0, 1)}
        beside.discard(found.row_index)
    starts = [row.start for row in rows]
    first: Piece | None = None
    for piece in pieces:
        row = rows[max(0, bisect_right(starts, piece.start) - 1)]
        if (row.nth not in beside and row.nth not in near) or _is_label(row, piece) or not _looks_like_town(piece.text):
            continue
        if row.nth in beside:
            return piece
        first = first or piece
    return first


def _is_label(row: Row, piece: Piece) -> bool:
    """Return whether a colon stands after a piece of a row."""
    return row.text[piece.end - row.start :].lstrip().startswith((":", "："))


def _looks_like_town(text: str) -> bool:
    parts = [part.strip() for part in text.split(",")]
    if not 1 <= len(parts) <= _MOST_PARTS or not all(may_be_place(part) for part in parts):
        return False
    if names_language(text) or kind_of_heading(text) is not None or document_titles().exact(text):
        return False
    if contact_label(text) is not None or is_personal_label(text) or are_letters(text) or "_" in text:
        return False
    if text.lower() in frequent_words() or fold(text) in common_words():
        return False
    if text.isupper() and len(text) <= _LONGEST_ACRONYM:
        return False
    return title_evidence(text) == 0 and organization_evidence(text) == 0 and not is_field(text)
