"""Jobs: employer, title, place, dates, and what was done there."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import lru_cache
from typing import NamedTuple

from vitae.domain.document import Document
from vitae.domain.resume import EmploymentType, Extracted, Text, WorkEntry
from vitae.parsing.atoms import Edge
from vitae.parsing.breaks import find_break
from vitae.parsing.dated import Dates, period_of
from vitae.parsing.employment import (
    employment_type,
    is_duration,
    is_employment_word,
    is_training,
    share_of_full_time,
    stated_months,
)
from vitae.parsing.entries import Entry, split_entries
from vitae.parsing.highlights import read_body
from vitae.parsing.labelling import Group, Labels, Role, label_entries
from vitae.parsing.places import location_from, may_be_place, one_line, parse_place
from vitae.parsing.prose import ends_sentence
from vitae.parsing.rows import Piece, Row
from vitae.parsing.titles import is_field, is_trade, organization_evidence, title_evidence
from vitae.parsing.wording import folded_words

_ADDRESS = re.compile(
    r"(?:https?://|www\.)\S+|\b[\w-]+\.(?:com|org|net|io|de|fr|es|pl|it|ru|co\.uk)(?:/\S*)?\Z", re.IGNORECASE
)
_BETWEEN_PERIODS = re.compile(r"\s?(?:[,;/&+]|and|und|et|y|e|oraz|и)\s?")
_LONGEST_ACRONYM = 4
"""Letters; ``ICU`` is a department and no town."""
_TRAINING = 2.0
"""What ``Stage`` or ``Praktikum`` alone is worth as a title, in points."""
_INHERITED = 0.7
"""The confidence in an employer that stands over several positions."""
_OWN_TIME = frozenset({EmploymentType.CAREER_BREAK, EmploymentType.FREELANCE})
"""What nobody employed anyone for."""


def parse_work(document: Document, rows: Sequence[Row], dates: Dates) -> tuple[WorkEntry, ...]:
    """Return the positions of the work sections in the order of the document."""
    entries = [entry for entry in split_entries(document, rows, dates) if entry.heads or entry.ranges]
    pauses = [find_break(entry) for entry in entries]
    posts = [entry for entry, pause in zip(entries, pauses, strict=True) if not pause]
    labels = iter(label_entries(document, posts, score_job))
    jobs: list[WorkEntry] = []
    for entry, pause in zip(entries, pauses, strict=True):
        job = _pause(document, entry, pause) if pause else _job(document, entry, next(labels))
        if job is not None:
            jobs += [job, *_later_stints(document, entry, job)]
    return _with_shared_employers(jobs)


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


def score_job(role: Role, group: Group) -> float:
    """Return how far the words of a group speak for a role, in points; the table of the evidence."""
    text = group.text
    title, company, is_place, is_name, long, is_sentence = _evidence(text)
    if role is Role.REST:
        return _score_rest(text, group.edge, title, company)
    if role is Role.PLACE:
        return _score_place(group, title, company, is_known=is_place)
    if not is_name:
        return -4.0
    if role is Role.HEAD:
        return (
            (max(title, _TRAINING * is_training(text)) or 0.3)
            - 0.7 * (company if company >= 3.0 or not group.is_whole_part else 0.0)
            - 2.5 * (is_place and title < 3.0)
            - 1.0 * (group.edge is Edge.AT)
            + (_points_of_later_atoms(group) if len(group.atoms) > 1 else 0.0)
            - 2.0 * is_sentence
            - 4.0 * (group.edge is Edge.BRACKET)
            - long
        )
    return (
        0.8
        + company
        - (0.8 if company >= 3.0 else 1.0) * min(title, 3.0) * (1.0 if company < 3.0 else 0.4)
        - 3.0 * (is_place and company < 1.0)
        + 2.0 * (group.edge is Edge.AT)
        - 2.0 * is_sentence
        - 1.6 * (is_field(group.atoms[0].piece.text))
        - 0.8 * (group.edge is Edge.COMMA and is_trade(text))
        - 4.0 * (group.edge is Edge.BRACKET)
        - 1.5 * _has_employment_in_brackets(group)
        + 1.6 * (employment_type(text) is EmploymentType.FREELANCE and is_employment_word(text))
        - 1.0 * (not text[:1].isupper() and not text[:1].isdigit() and text[:1] not in '«„"“')
        - long
    )


class _Evidence(NamedTuple):
    """What words say by themselves, whatever role they are given."""

    title: float
    """Points for a job title."""
    company: float
    """Points for an organisation."""
    is_place: bool
    is_name: bool
    """Whether they may be a name at all, and not a number or a web address."""
    long: float
    """The cost of more words than a name has."""
    is_sentence: bool


@lru_cache(maxsize=2048)
def _evidence(text: str) -> _Evidence:
    return _Evidence(
        title_evidence(text),
        organization_evidence(text),
        parse_place(text.strip("()")) is not None,
        any(map(str.isalpha, text)) and not _ADDRESS.fullmatch(text),
        0.25 * max(0, len(folded_words(text)) - 8),
        ends_sentence(text),
    )


def _score_rest(text: str, edge: Edge, title: float, company: float) -> float:
    if is_duration(text) or _ADDRESS.fullmatch(text):
        return 2.5
    if is_employment_word(text.strip("()")) and title < 3.0 and not is_training(text):
        return -0.6 if edge is Edge.BRACKET else 1.5
    return -0.3 - 0.3 * min(title, 3.0) - 0.3 * min(company, 3.0)


def _score_place(group: Group, title: float, company: float, *, is_known: bool) -> float:
    text = group.text
    if is_known:
        return 3.2 - 0.6 * min(title, 3.0) - 0.5 * min(company, 3.0)
    if not may_be_place(text.strip("()")) or title >= 3.0 or company >= 1.0 or is_employment_word(text.strip("()")):
        return -3.5
    if text.isupper() and len(text) <= _LONGEST_ACRONYM:
        return -3.5
    by_edge = {Edge.BRACKET: 0.7, Edge.COMMA: 0.6, Edge.TAB: 0.6, Edge.DASH: 0.3}.get(group.edge, -0.3)
    return by_edge - 1.5 * (is_field(text))


def _has_short_addition(group: Group) -> bool:
    """Return whether a few words after a comma may belong to the title (``Staff Nurse, ICU``)."""
    if len(group.atoms) != 2 or group.atoms[1].edge is not Edge.COMMA:
        return False
    words = group.atoms[1].piece.text
    return len(words.split()) <= 3 and organization_evidence(words) < 1.0 and parse_place(words) is None


def _has_employment_in_brackets(group: Group) -> bool:
    """Return whether a group ends in brackets that only say how someone was employed (``(part-time)``)."""
    last = group.atoms[-1]
    return last.edge is Edge.BRACKET and len(group.atoms) > 1 and is_employment_word(last.piece.text.strip("()"))


def _points_of_later_atoms(group: Group) -> float:
    """Return what speaks for reading the atoms behind a title as its fields: ``Director, Supply Chain``."""
    return sum(is_field(atom.piece.text) for atom in group.atoms[1:]) + 0.45 * _has_short_addition(group)


def _job(document: Document, entry: Entry, parts: Labels) -> WorkEntry | None:
    heads = " ".join(head.row.text for head in entry.heads)
    kind = employment_type(heads)
    period = period_of(document, entry.ranges)
    title, company = parts.get(Role.HEAD), parts.get(Role.BODY)
    if period is None and not _is_convincing(title, company):
        return None
    summary, highlights = read_body(document, _body(entry, parts))
    duration = [found for head in entry.heads if (found := stated_months(document, head.row.piece)) is not None]
    return WorkEntry(
        anchor=entry.anchor(document),
        name=_value(document, company),
        position=_value(document, title),
        location=place_of(document, parts.get(Role.PLACE)),
        url=_url(document, entry),
        period=period,
        employment_type=kind,
        share=share_of_full_time(heads)
        if kind is not EmploymentType.UNSPECIFIED or "%" in heads or "FTE" in heads
        else None,
        stated_months=duration[0] if duration and period is None else None,
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
    if title is None or title_evidence(title.text) < 3.0 or len(title.text.split()) > 10:
        return False
    return company is not None and not ends_sentence(company.text)


def _body(entry: Entry, parts: Labels) -> tuple[Row, ...]:
    """Return the text of an entry; a line of the head that is neither is text too."""
    named = [(group.start, group.end) for group in parts.values()]
    last = max(
        (head.row.index for head in entry.heads if any(a < head.row.end and b > head.row.start for a, b in named)),
        default=-1,
    )
    spare = tuple(
        head.row
        for head in entry.heads
        if head.row.index > last and _is_text(" ".join(piece.text for piece in head.pieces))
    )
    return spare + entry.body


def _is_text(words: str) -> bool:
    """Return whether the words of a line are more than a duration or an address."""
    return len(words.split()) > 2 and not _ADDRESS.search(words) and not is_duration(words)


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
        match = _ADDRESS.search(head.row.text)
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
