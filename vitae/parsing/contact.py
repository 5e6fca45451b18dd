"""Who the candidate is and how to reach them."""

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from vitae.domain.document import Document
from vitae.domain.resume import Contact, Extracted, Location, Text
from vitae.domain.sections import Section, SectionKind
from vitae.lexicons.common_words import common_words
from vitae.lexicons.everyday_words import frequent_words
from vitae.parsing.addresses import WebAddress, find_addresses, profile_of
from vitae.parsing.broken import broken_tokens
from vitae.parsing.contact_labels import contact_label
from vitae.parsing.contact_pieces import contact_pieces
from vitae.parsing.emails import find_emails
from vitae.parsing.heading_words import document_titles, kind_of_heading
from vitae.parsing.headline import find_headline
from vitae.parsing.name_forms import are_letters
from vitae.parsing.name_found import NameFound
from vitae.parsing.names import find_name
from vitae.parsing.personal import is_personal_label
from vitae.parsing.phones import Regions, find_phones
from vitae.parsing.places import PlaceParts, is_city, location_from, may_be_place, parse_place
from vitae.parsing.plausibility import TELLING
from vitae.parsing.prose import is_prose, joined
from vitae.parsing.rows import Piece, Row, rows_of, rows_of_kind
from vitae.parsing.spoken import names_language
from vitae.parsing.titles import CLEARLY, is_field, organization_evidence, title_evidence
from vitae.parsing.wording import fold
from vitae.parsing.wrapping import goes_on, right_edges

_COMMA = re.compile(r",")
_REACHED = re.compile(r"@|\+\d|\(?(?:\d[ ()./-]{0,2}){9}|www\.|https?:|\.\w{2,}/")
"""An address or a number at which somebody is reached."""
_PERHAPS = 1.0
"""Points from which words may name an organisation."""
_LONGEST_ADDRESS = 160
"""Characters."""
_UNKNOWN_TOWN = 0.6
"""The confidence in a place that no gazetteer has."""
_MOST_PARTS = 3
_LONGEST_ACRONYM = 5
_COUNTRY_CODE = 2
_WORLDWIDE = frozenset({"IO", "ME", "CO", "AI", "TV", "EU", "CC", "FM", "GG", "SH"})
_HEAD_LINES = 14
"""So many first lines are looked at for a name when nothing stands before the first heading."""
_FALLBACK_PHONE_KINDS = (SectionKind.OTHER, SectionKind.SUMMARY, SectionKind.PERSONAL)


class _Area(NamedTuple):
    """Where contact data stand."""

    rows: tuple[Row, ...]
    sections: tuple[Section, ...]


def find_contact(document: Document, sections: tuple[Section, ...]) -> Contact:
    """Return name, headline, addresses, numbers and summary of the candidate, never of a reference."""
    area, broken = _contact_area(document, sections), broken_tokens(document)
    emails = _own_first(find_emails(document, broken), document, sections)
    pages = [a for a in find_addresses(document, broken) if _is_own(document, a, sections)]
    found = find_name(document, area.rows, emails, (a.username for a in pages if a.username is not None))
    location, country = _find_location(document, area.rows, found)
    regions = Regions(country or _country_of_host(emails), document.language)
    phones = _find_phones(document, sections, area, regions)
    if not (emails or phones or any(section.kind in TELLING for section in sections)) and _is_story(area.rows):
        found = None
    own_pages = [a for a in pages if a.network is None]
    return Contact(
        name=found.name if found is not None else None,
        label=find_headline(document, area.rows, found),
        emails=emails,
        phones=phones,
        url=own_pages[0].text(document) if own_pages else None,
        location=location,
        profiles=tuple(profile_of(document, a) for a in pages if a.network is not None and a.username is not None),
        summary=_find_summary(document, sections, area.rows),
    )


def _is_story(rows: Sequence[Row]) -> bool:
    """Return whether most of the words are running text, so that their first line is nobody's name."""
    prose = sum(len(row.text) for row in rows if is_prose(row.text))
    return 2 * prose > sum(len(row.text) for row in rows)


def _country_of_host(emails: Sequence[Text]) -> str | None:
    """Return the country whose domain an address lies in; domains that the whole world uses tell nothing."""
    for email in emails:
        domain = email.value.rpartition(".")[2].upper()
        if len(domain) == _COUNTRY_CODE and domain not in _WORLDWIDE:
            return "GB" if domain == "UK" else domain
    return None


def _contact_area(document: Document, sections: tuple[Section, ...]) -> _Area:
    """Return the contact and personal sections; where there are none, the first lines."""
    kinds = (SectionKind.CONTACT, SectionKind.PERSONAL)
    chosen = tuple(section for section in sections if section.kind in kinds)
    rows = tuple(row for section in chosen for row in rows_of(document, section))
    if not any(row.nth < _HEAD_LINES for row in rows):
        head = tuple(row for section in sections[:1] for row in rows_of(document, section))[:_HEAD_LINES]
        rows = head + rows
    return _Area(rows, chosen)


def _is_inside(offset: int, document: Document, sections: Sequence[Section], kinds: frozenset[SectionKind]) -> bool:
    for section in sections:
        if section.kind in kinds and section.stop_line > section.first_line:
            start, end = document.lines[section.first_line].start, document.lines[section.stop_line - 1].end
            if start <= offset < end:
                return True
    return False


_OTHERS = frozenset({SectionKind.REFERENCES})
_CONTACT = frozenset({SectionKind.CONTACT, SectionKind.PERSONAL})
_WORKS = frozenset(
    {
        SectionKind.WORK,
        SectionKind.PROJECTS,
        SectionKind.PUBLICATIONS,
        SectionKind.REFERENCES,
        SectionKind.EDUCATION,
        SectionKind.CERTIFICATES,
        SectionKind.VOLUNTEER,
        SectionKind.AWARDS,
    }
)


def _own_first(emails: tuple[Text, ...], document: Document, sections: tuple[Section, ...]) -> tuple[Text, ...]:
    """Leave out addresses of references; those among the contact data come first."""
    own = [e for e in emails if not _is_inside(e.anchors[0].start, document, sections, _OTHERS)]
    return tuple(sorted(own, key=lambda e: not _is_inside(e.anchors[0].start, document, sections, _CONTACT)))


def _is_own(document: Document, address: WebAddress, sections: tuple[Section, ...]) -> bool:
    """Return whether an address is the candidate's: accounts everywhere but in references, pages near the name."""
    if address.network is None:
        return _is_inside(address.start, document, sections, _CONTACT)
    if address.network in {"LinkedIn", "XING"}:
        return not _is_inside(address.start, document, sections, _OTHERS)
    return not _is_inside(address.start, document, sections, _WORKS)


def _find_phones(document: Document, sections: tuple[Section, ...], area: _Area, regions: Regions) -> tuple[Text, ...]:
    phones = find_phones(document, (row.piece for row in area.rows), regions)
    if phones:
        return phones
    others = [row.piece for kind in _FALLBACK_PHONE_KINDS for row in rows_of_kind(document, sections, kind)]
    last = [line for line in document.lines[-3:] if not _is_inside(line.start, document, sections, _OTHERS)]
    tail = [Piece(document.line_text(line), line.start, line.end) for line in last]
    return find_phones(document, [*others, *tail], regions)


def _find_location(
    document: Document, rows: Sequence[Row], found: NameFound | None
) -> tuple[Location | None, str | None]:
    """Return where the candidate lives, and the country if it is known."""
    guess: Piece | None = None
    pieces = [(piece, labelled) for piece, labelled in contact_pieces(rows, found) if _may_name_place(piece.text)]
    for piece in _broken_places(document, rows):
        parts = parse_place(piece.text)
        if parts is not None and parts.city is not None:
            return location_from(document, piece, parts), parts.country_code
    for piece, is_labelled in pieces:
        parts = parse_place(piece.text)
        if parts is not None and not parts.is_remote:
            whole, parts = _with_lines_below(document, rows, piece, parts)
            return location_from(document, whole, parts), parts.country_code
        inner = _place_inside(piece)
        if inner is not None and (is_labelled or not _names_job(piece.text[: inner[0].start - piece.start])):
            return location_from(document, *inner, weight=0.8), inner[1].country_code
        if guess is None and is_labelled and may_be_place(piece.text.partition(",")[0]):
            guess = piece
    guess = guess or _unknown_town(rows, found, [piece for piece, _ in pieces])
    if guess is not None:
        city = guess.cut(0, len(guess.text.partition(",")[0])).trimmed()
        return Location(city=Extracted(city.text, _UNKNOWN_TOWN, (document.anchor(city.start, city.end),))), None
    return None, None


def _with_lines_below(
    document: Document, rows: Sequence[Row], piece: Piece, parts: PlaceParts
) -> tuple[Piece, PlaceParts]:
    """Return a town with its region, postal code and country where they stand on the next lines, else as it is."""
    at = next((nth for nth, row in enumerate(rows) if row.start <= piece.start < row.end), 0)
    if rows[at].text != piece.text or parts.region is not None or parts.country is not None:
        return piece, parts
    for stop in range(min(len(rows), at + _MOST_PARTS + 1), at + 1, -1):
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
            found = parse_place(inner.text)
            if found is None or found.city is None or found.address is not None:
                continue
            if length > 1 or found.postal_code is not None or is_city(inner.text):
                return inner, found
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


def _may_name_place(text: str) -> bool:
    return "@" not in text and not is_prose(text)


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


def _find_summary(document: Document, sections: tuple[Section, ...], contact: Sequence[Row]) -> Text | None:
    rows = rows_of_kind(document, sections, SectionKind.SUMMARY)
    if rows:
        return joined(document, rows, confidence=0.9)
    prose = [row for row in contact if is_prose(row.text)]
    if not prose:
        return None
    tail = [row for row in contact if prose[0].nth <= row.nth <= prose[-1].nth + 1]
    return joined(document, tail, confidence=0.7)
