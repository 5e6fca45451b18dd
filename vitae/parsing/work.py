"""Jobs: employer, title, place, dates, and what was done there."""

import re
from collections.abc import Iterator, Sequence

from msgspec.structs import replace

from vitae.domain.document import Document
from vitae.domain.resume import EmploymentType, Extracted, Text, WorkEntry
from vitae.parsing.atoms import ASIDES
from vitae.parsing.breaks import find_break
from vitae.parsing.dated import Dates, period_of
from vitae.parsing.employment import (
    employment_type,
    is_duration,
    share_of_full_time,
    stated_months,
)
from vitae.parsing.entries import Entry, split_entries
from vitae.parsing.highlights import read_body
from vitae.parsing.job_scores import WEB_ADDRESS, score_job
from vitae.parsing.labelling import BODY, HEAD, PLACE, Group, Labels, label_entries
from vitae.parsing.places import location_from, one_line, parse_place
from vitae.parsing.prose import ends_sentence, starts_lower
from vitae.parsing.rows import Piece, Row
from vitae.parsing.titles import CLEARLY, organization_evidence, title_evidence

_BETWEEN_PERIODS = re.compile(r"\s?(?:[,;/&+]|and|und|et|y|e|oraz|и)\s?")
_LONGEST_TITLE, _LONGEST_OPENING = 12, 8
"""Words of a title in small letters, and of what stands in it before a comma or a bracket."""
_INHERITED = 0.7
"""The confidence in an employer that stands over several positions."""
_OWN_TIME = frozenset({EmploymentType.CAREER_BREAK, EmploymentType.FREELANCE})
"""What nobody employed anyone for."""


def parse_work(document: Document, rows: Sequence[Row], dates: Dates) -> tuple[WorkEntry, ...]:
    """Return the positions of the work sections in the order of the document."""
    found = split_entries(document, rows, dates, _opens_head)
    entries = [entry for entry in found if entry.heads or entry.ranges]
    pauses = [find_break(entry) for entry in entries]
    posts = [entry for entry, pause in zip(entries, pauses, strict=True) if not pause]
    labels = iter(label_entries(document, posts, score_job))
    jobs: list[WorkEntry] = []
    for entry, pause in zip(entries, pauses, strict=True):
        job = _pause(document, entry, pause) if pause else _job(document, entry, next(labels))
        if job is not None:
            jobs += [job, *_later_stints(document, entry, job)]
    return _with_shared_employers(jobs)


def _opens_head(text: str) -> bool:
    """Return whether a line begins with a title, and goes on behind its comma or is set in small letters.

    Several languages write titles so (``врач-кардиолог``).
    """
    is_small = starts_lower(text) and len(text.split()) <= _LONGEST_TITLE and not ends_sentence(text)
    if not is_small and not text.endswith(","):
        return False
    opening = ASIDES.split(text)[0]
    return len(opening.split()) <= _LONGEST_OPENING and title_evidence(opening) >= CLEARLY


def _later_stints(document: Document, entry: Entry, job: WorkEntry) -> Iterator[WorkEntry]:
    """Yield the job again for every further period in one list with its first (``2015–16, 2018–19``)."""
    end = job.period.range.finish if job.period is not None and not job.period.range.is_single else None
    for period in entry.ranges:
        if end is None or period.is_single or period.begin < end:
            continue
        if _BETWEEN_PERIODS.fullmatch(document.text, end, period.begin) is None:
            return
        end = period.finish
        yield replace(job, period=period_of(document, [period]), summary=None, highlights=())


def _job(document: Document, entry: Entry, parts: Labels) -> WorkEntry | None:
    heads = " ".join(head.row.text for head in entry.heads)
    kind = employment_type(heads)
    period = period_of(document, entry.ranges)
    title, company = parts.get(HEAD), parts.get(BODY)
    if period is None and not _is_convincing(title, company):
        return None
    summary, highlights = read_body(document, _body(entry, parts))
    durations = (stated_months(document, head.row.piece) for head in entry.heads) if period is None else ()
    return WorkEntry(
        anchor=entry.anchor(document),
        name=_value(document, company),
        position=_value(document, title),
        location=place_of(document, parts.get(PLACE)),
        url=_url(document, entry),
        period=period,
        employment_type=kind,
        share=share_of_full_time(heads)
        if kind is not EmploymentType.UNSPECIFIED or "%" in heads or "FTE" in heads
        else None,
        stated_months=next(filter(None, durations), None),
        summary=summary,
        highlights=highlights,
    )


def _pause(document: Document, entry: Entry, words: Sequence[Piece]) -> WorkEntry | None:
    """Return a career break: its words stand in place of a title, and it has no employer."""
    period = period_of(document, entry.ranges)
    if period is None:
        return None
    summary, highlights = read_body(document, entry.body)
    anchors = tuple(document.anchor(piece.start, piece.end) for piece in words)
    return WorkEntry(
        anchor=entry.anchor(document),
        position=Extracted(" ".join(" ".join(piece.text for piece in words).split()), 0.85, anchors),
        period=period,
        employment_type=EmploymentType.CAREER_BREAK,
        summary=summary,
        highlights=highlights,
    )


def _is_convincing(title: Group | None, company: Group | None) -> bool:
    """Return whether a head without dates is a job: it names a title, and an employer beside it."""
    if title is None or title_evidence(title.text) < CLEARLY or len(title.text.split()) > 10:
        return False
    return company is not None and not ends_sentence(company.text)


def _body(entry: Entry, parts: Labels) -> tuple[Row, ...]:
    """Return the text of an entry; a line of the head that is neither is text too."""
    named = [(group.start, group.end) for group in parts.values()]
    last = max(
        (head.row.nth for head in entry.heads if any(a < head.row.end and b > head.row.start for a, b in named)),
        default=-1,
    )
    spare = tuple(
        head.row
        for head in entry.heads
        if head.row.nth > last and _is_text(" ".join(piece.text for piece in head.pieces))
    )
    return spare + entry.body


def _is_text(words: str) -> bool:
    """Return whether the words of a line are more than a duration or an address."""
    return len(words.split()) > 2 and not WEB_ADDRESS.search(words) and not is_duration(words)


def _value(document: Document, group: Group | None) -> Text | None:
    if group is None:
        return None
    strength = max(title_evidence(group.text), organization_evidence(group.text))
    confidence = round(min(0.95, 0.7 + 0.07 * strength), 2)
    return Extracted(group.text, confidence, (document.anchor(group.start, group.end),))


def place_of(document: Document, group: Group | None) -> Text | None:
    """Return the place that a group names."""
    if group is None:
        return None
    piece = Piece(document.text[group.start : group.end], group.start, group.end).trimmed(" ()\t\n,")
    parts = parse_place(piece.text)
    if parts is None:
        return Extracted(piece.text, 0.6, (document.anchor(piece.start, piece.end),))
    return one_line(location_from(document, piece, parts))


def _url(document: Document, entry: Entry) -> Text | None:
    for head in entry.heads:
        match = WEB_ADDRESS.search(head.row.text) if "." in head.row.text or ":" in head.row.text else None
        if match is not None:
            start = head.row.start + match.start()
            return Extracted(match.group(), 0.85, (document.anchor(start, start + len(match.group())),))
    return None


def _with_shared_employers(jobs: Sequence[WorkEntry]) -> tuple[WorkEntry, ...]:
    """Give positions without an employer the one that stands over them; the heading of a group is no job."""
    kept: list[WorkEntry] = []
    last: WorkEntry | None = None
    for nth, job in enumerate(jobs):
        following = jobs[nth + 1] if nth + 1 < len(jobs) else None
        if _heads_group(job, following):
            kept.append(replace(job, position=None))
        elif job.name is None and job.employment_type not in _OWN_TIME and last is not None and last.name is not None:
            name = replace(last.name, confidence=min(last.name.confidence, _INHERITED))
            kept.append(replace(job, name=name, location=job.location or last.location))
        else:
            kept.append(job)
        if job.employment_type is not EmploymentType.CAREER_BREAK:
            last = kept[-1]
    return tuple(
        job for nth, job in enumerate(kept) if not (nth + 1 < len(kept) and _is_only_heading(job, kept[nth + 1]))
    )


def _heads_group(job: WorkEntry, following: WorkEntry | None) -> bool:
    return job.position is None and job.name is not None and following is not None and following.name is None


def _is_only_heading(job: WorkEntry, following: WorkEntry) -> bool:
    """Return whether an entry is the employer over the next positions and no position itself."""
    same = job.name is not None and following.name is not None and job.name.anchors == following.name.anchors
    return same and job.position is None and not job.highlights and job.summary is None
