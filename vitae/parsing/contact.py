"""Who the candidate is and how to reach them."""

from collections.abc import Collection, Sequence
from typing import NamedTuple

from vitae.domain.document import Document
from vitae.domain.resume import Contact, Location, Text
from vitae.domain.sections import Section, SectionKind
from vitae.parsing.addresses import WebAddress, find_addresses, profile_of
from vitae.parsing.broken import broken_tokens
from vitae.parsing.emails import find_emails
from vitae.parsing.headline import find_headline
from vitae.parsing.location import find_location
from vitae.parsing.name_found import NameFound
from vitae.parsing.names import find_confirmed_name, find_name
from vitae.parsing.phones import Regions, find_phones
from vitae.parsing.plausibility import TELLING
from vitae.parsing.prose import is_prose, joined
from vitae.parsing.rows import Piece, Row, rows_of, rows_of_kind

_COUNTRY_CODE = 2
_WORLDWIDE = frozenset({"IO", "ME", "CO", "AI", "TV", "EU", "CC", "FM", "GG", "SH"})
_MOST_HEAD_LINES, _BELOW_NAME = 40, 2
"""So many first lines are looked at for a name that an account confirms, and so many below it are contact data."""
_ABOUT = 3
"""Lines above and below an e-mail address among which the other contact data stand."""
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
    accounts = [address.username for address in pages if address.username is not None]
    found = find_name(document, area.rows, emails, accounts)
    if found is None:
        head = [row for section in sections for row in rows_of(document, section) if row.nth < _MOST_HEAD_LINES]
        found = find_confirmed_name(document, head, [*(e.value.partition("@")[0] for e in emails), *accounts])
        area = _with_name(area, head, found)
    about = _rows_about(document, sections, emails, {row.nth for row in area.rows})
    location, country = find_location(document, area.rows, found)
    if location is None and about:
        location, country = find_location(document, about, found)
    regions = Regions(
        country or _country_of_host(emails),
        document.language,
        is_certain=not _follows_from_town(location),
        postal_code=location.postal_code.value if location is not None and location.postal_code is not None else None,
    )
    phones = _find_phones(document, sections, area, about, regions)
    if not (emails or phones or any(section.kind in TELLING for section in sections)) and (
        _is_story([row for section in sections for row in rows_of(document, section)])
    ):
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


def _with_name(area: _Area, head: Sequence[Row], found: NameFound | None) -> _Area:
    """Return the contact data with the name and the lines below it, where that stands in another section."""
    if found is None:
        return area
    known = {row.nth for row in area.rows}
    beside = [row for row in head if found.row_index <= row.nth <= found.row_index + _BELOW_NAME]
    return _Area((*area.rows, *(row for row in beside if row.nth not in known)), area.sections)


def _rows_about(
    document: Document, sections: Sequence[Section], emails: Sequence[Text], known: Collection[int]
) -> list[Row]:
    """Return the lines about the first address of the candidate, where they stand in no section of contact data."""
    at = emails[0].anchors[0].start if emails else -1
    for section in sections if emails else ():
        if section.kind in _OTHERS or not _is_inside(at, document, (section,), frozenset({section.kind})):
            continue
        rows = rows_of(document, section)
        nth = next((row.nth for row in rows if row.start <= at < row.end), None)
        if nth is not None and nth not in known:
            return [row for row in rows if abs(row.nth - nth) <= _ABOUT]
    return []


def _is_story(rows: Sequence[Row]) -> bool:
    """Return whether most of the words are running text, so that their first line is nobody's name."""
    prose = sum(len(row.text) for row in rows if is_prose(row.text))
    return 2 * prose > sum(len(row.text) for row in rows)


def _follows_from_town(location: Location | None) -> bool:
    """Return whether a country stands only where the town does, without a region or a postal code."""
    if location is None or location.city is None or location.country_code is None:
        return False
    is_alone = location.region is None and location.postal_code is None
    return is_alone and location.country_code.anchors == location.city.anchors


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


def _find_phones(
    document: Document, sections: tuple[Section, ...], area: _Area, about: Sequence[Row], regions: Regions
) -> tuple[Text, ...]:
    phones = find_phones(document, (row.piece for row in area.rows), regions)
    if phones:
        return phones
    phones = find_phones(document, (row.piece for row in about), regions)
    if phones:
        return phones
    others = [row.piece for kind in _FALLBACK_PHONE_KINDS for row in rows_of_kind(document, sections, kind)]
    last = [line for line in document.lines[-3:] if not _is_inside(line.start, document, sections, _OTHERS)]
    tail = [Piece(document.line_text(line), line.start, line.end) for line in last]
    return find_phones(document, [*others, *tail], regions)


def _find_summary(document: Document, sections: tuple[Section, ...], contact: Sequence[Row]) -> Text | None:
    rows = rows_of_kind(document, sections, SectionKind.SUMMARY)
    if rows:
        return joined(document, rows, confidence=0.9)
    prose = [row for row in contact if is_prose(row.text)]
    if not prose:
        return None
    tail = [row for row in contact if prose[0].nth <= row.nth <= prose[-1].nth + 1]
    return joined(document, tail, confidence=0.7)
