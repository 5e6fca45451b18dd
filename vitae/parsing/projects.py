"""Projects and unpaid work: entries as in the work history, with fewer parts."""

import re
from collections.abc import Sequence

from vitae.domain.document import Document
from vitae.domain.resume import Extracted, Project, Text, VolunteerEntry
from vitae.parsing.addresses import WebAddress, find_addresses
from vitae.parsing.broken import broken_tokens
from vitae.parsing.dated import Dates, period_of
from vitae.parsing.entries import Entry, split_entries
from vitae.parsing.highlights import read_body
from vitae.parsing.job_scores import score_job
from vitae.parsing.labelling import BODY, HEAD, Group, label_entries
from vitae.parsing.rows import Piece, Row
from vitae.parsing.titles import CLEARLY, organization_evidence, title_evidence

_SEPARATOR = re.compile(r"\s+[|·•–—]\s+|\s+-\s+|\t+|:\s+")


def parse_projects(document: Document, rows: Sequence[Row], dates: Dates) -> tuple[Project, ...]:
    """Return the projects in the order of the document."""
    entries = [entry for entry in split_entries(document, rows, dates) if entry.heads or entry.body]
    if not entries:
        return ()
    pages = find_addresses(document, broken_tokens(document))
    return tuple(_project(document, entry, pages) for entry in entries if entry.heads)


def _project(document: Document, entry: Entry, pages: Sequence[WebAddress]) -> Project:
    names = list(entry.heads[0].pieces[0].split(_SEPARATOR))
    url = next((a.text(document) for a in pages if entry.start <= a.start < entry.end), None)
    summary, highlights = read_body(document, _described(entry))
    return Project(
        anchor=entry.anchor(document),
        name=_text(document, names[0], 0.8) if names else None,
        description=summary,
        url=url,
        period=period_of(document, entry.ranges),
        highlights=highlights,
    )


def _described(entry: Entry) -> tuple[Row, ...]:
    """Return the text of a project: its body, and the lines of its head that are more than a name or an address."""
    spare = tuple(head.row for head in entry.heads[1:] if len(head.row.text.split()) > 3)
    return spare + entry.body


def parse_volunteering(document: Document, rows: Sequence[Row], dates: Dates) -> tuple[VolunteerEntry, ...]:
    """Return unpaid work in the order of the document."""
    entries = [entry for entry in split_entries(document, rows, dates) if entry.heads]
    labels = label_entries(document, entries, score_job)
    found = []
    for entry, parts in zip(entries, labels, strict=True):
        organization, position = parts.get(BODY), parts.get(HEAD)
        if organization is None and position is not None and title_evidence(position.text) < CLEARLY:
            organization, position = position, None
        found.append(
            VolunteerEntry(
                anchor=entry.anchor(document),
                organization=_group(document, organization),
                position=_group(document, position),
                period=period_of(document, entry.ranges),
                highlights=_all_text(document, entry),
            )
        )
    return tuple(entry for entry in found if entry.organization is not None or entry.position is not None)


def _all_text(document: Document, entry: Entry) -> tuple[Text, ...]:
    summary, highlights = read_body(document, entry.body)
    return ((summary,) if summary is not None else ()) + highlights


def _group(document: Document, group: Group | None) -> Text | None:
    if group is None:
        return None
    strength = max(title_evidence(group.text), organization_evidence(group.text))
    return Extracted(group.text, round(min(0.9, 0.65 + 0.07 * strength), 2), (document.anchor(group.start, group.end),))


def _text(document: Document, piece: Piece, confidence: float) -> Text:
    return Extracted(" ".join(piece.text.split()), confidence, (document.anchor(piece.start, piece.end),))
