"""Certificates and licences: in their own sections, and among the courses of study."""

import re
from collections.abc import Iterable, Sequence
from functools import cache

from msgspec.structs import replace

from vitae.domain.dates import DateRange
from vitae.domain.document import Document
from vitae.domain.resume import Certificate
from vitae.lexicons.files import read_toml
from vitae.lexicons.skills import skill_lexicon
from vitae.parsing.dated import Dates, single_date
from vitae.parsing.degrees import find_degree
from vitae.parsing.entries import Entry
from vitae.parsing.listed import items_of, named_item, whole_of
from vitae.parsing.rows import Piece, Row

_LONGEST_VALIDITY = 30
"""Characters before a date that may say how long something is valid."""
_MOST_WORDS = 4
"""Of a certificate that the lexicon has."""


@cache
def _validity() -> re.Pattern[str]:
    words = sorted(read_toml("entries")["validity"]["words"], key=len, reverse=True)
    return re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, words))})[.:]?\s*\Z", re.IGNORECASE)


def parse_certificates(
    document: Document, rows: Sequence[Row], dates: Dates, others: Iterable[Entry] = ()
) -> tuple[Certificate, ...]:
    """Return certificates and licences in order, with issuer and date where they are written.

    Args:
        document: What was read.
        rows: The sections of certificates.
        dates: Of the document.
        others: Entries of other sections that are certificates.
    """
    lines = [[whole_of(document, item)] for item in items_of(document, rows, dates)]
    lines += [[row.piece for row in _rows(entry)] for entry in others]
    found = (_certificate(document, item, dates) for item in sorted(lines, key=lambda item: item[0].start))
    return tuple(certificate for certificate in found if certificate is not None)


def _rows(entry: Entry) -> list[Row]:
    """Return the lines of an entry that may name a certificate, who gave it, and until when it is valid."""
    return [*(head.row for head in entry.heads), *entry.body[:1]]


def _certificate(document: Document, lines: Sequence[Piece], dates: Dates) -> Certificate | None:
    """Return a certificate; until when it is valid is not when it was given."""
    ranges = dates.touching(lines[0].start, lines[-1].end)
    valid = {r.begin: with_validity(document, r) for r in ranges}
    named = named_item(document, lines, tuple(valid[r.begin] or r for r in ranges))
    if named is None:
        return None
    given = single_date(document, (r for r in ranges if valid[r.begin] is None))
    return Certificate(*named, given)


def with_validity(document: Document, period: DateRange) -> DateRange | None:
    """Return a date with the words before it that make it the end of a validity (``valid until``); else None."""
    floor = max(0, period.begin - _LONGEST_VALIDITY)
    words = _validity().search(document.text[floor : period.begin])
    return None if words is None else replace(period, begin=floor + words.start())


def is_certificate(text: str) -> bool:
    """Return whether `text` begins with a certificate of the lexicon (``CSCS Black Card``), which is no institution."""
    words = text.split()
    starts = (skill_lexicon().find(" ".join(words[:count])) for count in range(1, min(len(words), _MOST_WORDS) + 1))
    return any(form is not None and form.skill.type == "certificate" for form in starts)


def is_certificate_entry(document: Document, entry: Entry, dates: Dates) -> bool:
    """Return whether an entry among the studies is a certificate: it names no degree, and until when it is valid."""
    rows = _rows(entry)
    if any(find_degree(row.text) is not None for row in rows):
        return False
    ranges = (r for row in rows for r in dates.touching(row.start, row.end))
    return any(with_validity(document, r) is not None for r in ranges)
