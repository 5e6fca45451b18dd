"""Courses of study: institution, degree, field, grade and dates."""

import re
from collections.abc import Mapping, Sequence
from functools import cache, lru_cache

from msgspec.structs import replace

from vitae.domain.dates import DateRange, Precision
from vitae.domain.document import Document
from vitae.domain.resume import EducationEntry, Extracted, Period, Text
from vitae.domain.values import Value
from vitae.lexicons.files import read_toml
from vitae.parsing.atoms import Edge
from vitae.parsing.certificates import is_certificate, is_certificate_entry
from vitae.parsing.dated import Dates, as_period_end, period_of
from vitae.parsing.degrees import (
    DegreeParts,
    find_degree,
    find_mark,
    is_membership,
    is_only_ended,
    is_only_extent,
    is_only_level,
    is_only_mark,
    is_only_unfinished,
    is_short_course,
    is_stage,
    says_ended,
    says_expected,
    says_unfinished,
    study_evidence,
)
from vitae.parsing.entries import Entry, split_entries
from vitae.parsing.labelling import BODY, HEAD, MARK, PLACE, REST, Group, Labels, Role, label_entries
from vitae.parsing.places import may_be_place, parse_place
from vitae.parsing.rows import Piece, Row
from vitae.parsing.schools import is_faculty, is_kind_of_school, school_evidence
from vitae.parsing.titles import CLEARLY, names_school, title_evidence
from vitae.parsing.wording import folded_words
from vitae.parsing.work import place_of

_CLAUSE = re.compile(r"[,:]\s")


@cache
def _courses() -> re.Pattern[str]:
    words = sorted(read_toml("degrees")["courses"]["words"], key=len, reverse=True)
    return re.compile(rf"\s*(?:{'|'.join(map(re.escape, words))})\s*:\s*", re.IGNORECASE)


def parse_education(
    document: Document, rows: Sequence[Row], dates: Dates
) -> tuple[tuple[EducationEntry, ...], tuple[Entry, ...]]:
    """Return the courses of study in the order of the document, and the entries among them that are certificates."""
    headed = [entry for entry in split_entries(document, rows, dates, _opens_head) if entry.heads]
    certificates = tuple(
        entry for entry in headed if is_certificate_entry(document, entry, dates) or _is_membership(entry)
    )
    entries = [entry for entry in headed if entry not in certificates and not _is_list_of_fields(entry)]
    labels = label_entries(document, entries, score_study)
    found = (_study(document, dates, entry, parts) for entry, parts in zip(entries, labels, strict=True))
    return tuple(study for study in found if study is not None), certificates


_BEHIND_MEMBERSHIP = re.compile(r",\s|\s(?:of|des|der|de|del|di)\s|\s[–—-]\s")
_FEWEST_FIELDS, _SOME_SCHOOL = 4, 1.0
"""Items of a list of subjects, and the evidence for a school that none of them has."""
_MOST_WORDS = 10
"""Of a head that begins with a small letter."""
_CLEAR_STUDY = 2.4
"""Evidence from which such words are a course of study or a school; that of a study counts twice."""
_ASIDES = (is_only_ended, is_only_unfinished, is_only_extent, is_only_level)
_TRADE = 1.2
"""Points for a course of study that has the name of an occupation: ``Köchin``, ``Naval Aviator``."""


def _is_membership(entry: Entry) -> bool:
    """Return whether an entry says that somebody belongs to a body: ``Fellow, Institute of Chartered Accountants``."""
    text = entry.heads[0].row.text
    return find_degree(text) is None and is_membership(_BEHIND_MEMBERSHIP.split(text)[0])


def _is_list_of_fields(entry: Entry) -> bool:
    """Return whether an entry lists what was taught, and names neither a degree nor a school."""
    items = [item for piece in entry.heads[0].pieces for item in piece.text.split(", ")]
    if len(entry.heads) > 1 or len(items) < _FEWEST_FIELDS or any(not r.is_single for r in entry.ranges):
        return False
    if any(find_degree(item) is not None or school_evidence(item) >= _SOME_SCHOOL for item in items):
        return False
    return 2 * sum(study_evidence(item) > 0 for item in items) > len(items)


def _opens_head(text: str) -> bool:
    """Return whether words name a degree, a course or a school: in many languages these begin with a small letter."""
    degree = find_degree(text)
    if degree is not None or _courses().match(text):
        return degree is not None and degree.study[0] == 0
    if len(text.split()) <= _MOST_WORDS:
        return max(2 * study_evidence(text), title_evidence(text), school_evidence(text)) >= _CLEAR_STUDY
    return is_stage(_CLAUSE.split(text, 1)[0]) and school_evidence(text) >= CLEARLY


_CLEAR_FIELD, _OTHER_INSTITUTION = 1.2, 2.0
"""Evidence from which words that begin or end with a field are hardly the name of an institution that is no school:
``Логистика и управление``; what that takes away."""


class _Evidence(Value, frozen=True):
    """What words say by themselves, wherever they stand."""

    school: float
    """Points for a school."""
    degree: DegreeParts | None
    study: float
    """Points for a course of study without a known degree."""
    is_place: bool
    may_be_place: bool
    is_only_mark: bool
    is_aside: bool
    """Whether they say nothing but that the degree is expected, or was not reached, or how long the course took."""
    is_faculty: bool
    long: float
    """The cost of more words than a name has."""


@lru_cache(maxsize=1024)
def _evidence(text: str) -> _Evidence:
    bare = text.strip("()")
    school, degree, field = school_evidence(text), find_degree(text), study_evidence(text)
    if field >= _CLEAR_FIELD and not names_school(text):
        school = max(0.0, school - _OTHER_INSTITUTION)
    study = max(field, _TRADE * (title_evidence(text) >= CLEARLY)) if degree is None else 0.0
    return _Evidence(
        school=school,
        degree=degree,
        study=study,
        is_place=parse_place(bare) is not None,
        may_be_place=school < 1.0 and degree is None and not study and may_be_place(bare),
        is_only_mark=is_only_mark(text),
        is_aside=any(says_only(text) for says_only in _ASIDES),
        is_faculty=is_faculty(text),
        long=0.2 * max(0, len(folded_words(text)) - 9),
    )


_OF_SCHOOL, _AS_SCHOOL = 1.5, 0.5
"""What it costs a degree to be a faculty, and a school for each point that speaks for a course of study."""
_BEHIND_COMMA, _BEHIND_COLON = 0.9, 2.0
"""Points for the field that stands so behind its degree."""
_LONGEST_END = 40
"""Characters of words for the end of a course before its date."""
_MAYBE = 2.0
"""Evidence from which words may well be a school."""
_NAMELESS = 1.6
"""Points for a town that nobody knows behind a school which has no other name."""
_BEFORE_FIELD = frozenset({Edge.COMMA, Edge.DASH, Edge.COLON})
_NOTHING = -9.0
_CUT = 1.2
"""What it costs a name to begin where a narrow column broke a line, with no comma before it."""


def score_study(group: Group) -> Mapping[Role, float]:
    """Return how far the words of a group speak for each role, in points; the table of the evidence."""
    said = _evidence(group.text)
    is_first = said.degree is not None and said.degree.study[0] == 0
    has_degree, marks = said.degree is not None or _ends_in_degree(group), _marks_inside(group)
    head = (
        (3.2 + 0.5 * is_first if has_degree else 0.4 + said.study - _OF_SCHOOL * said.is_faculty)
        - 0.5 * said.school * (not has_degree)
        - 2.0 * said.is_place
        - (1.5 if has_degree else 2.5) * (group.edge is Edge.BRACKET)
        + (has_degree and _points_of_field(group))
        - 2.0 * any(said.degree is None and said.school >= CLEARLY for said in _later_atoms(group))
        - said.long
        - marks
    )
    body = (
        0.6
        + min(said.school, 4.0)
        - _AS_SCHOOL * said.study * (said.school < CLEARLY)
        + _points_of_later_atoms(group)
        - 3.0 * is_certificate(group.atoms[0].piece.text)
        - 1.8 * (has_degree and said.school < CLEARLY)
        - 0.9 * (is_first and said.school >= CLEARLY)
        - 3.0 * (said.is_place and said.school < 1.0)
        - 4.0 * (group.edge is Edge.BRACKET)
        - said.long
        - marks
    )
    if said.is_only_mark or said.is_aside:
        head = body = _NOTHING
    elif group.edge is Edge.WRAP:
        head, body = head - _CUT, body - _CUT
    return {
        HEAD: head,
        BODY: body,
        PLACE: _score_place(group.edge, said),
        MARK: 3.0 if said.is_only_mark else _NOTHING,
        REST: 1.0 if said.is_aside else -0.4 - 0.3 * has_degree - 0.3 * min(said.school, 3.0),
    }


def _later_atoms(group: Group) -> list[_Evidence]:
    return [_evidence(atom.piece.text) for atom in group.atoms[1:]]


def _ends_in_degree(group: Group) -> bool:
    """Return whether a field stands before its degree, which is in brackets: ``Okul Öncesi Öğretmenliği (Lisans)``."""
    last = group.atoms[-1]
    return len(group.atoms) > 1 and last.edge is Edge.BRACKET and _evidence(last.piece.text).degree is not None


def _score_place(edge: Edge, said: _Evidence) -> float:
    if said.is_place:
        return 3.2 - 0.5 * min(said.school, 3.0)
    if not said.may_be_place:
        return -3.5
    return 0.0 if edge in {Edge.BRACKET, Edge.COMMA, Edge.TAB} else -0.6


def _points_of_field(group: Group) -> float:
    """Return what speaks for reading the second atom as the field of a degree (``MBA, Operations Management``)."""
    at = [nth for nth, atom in enumerate(group.atoms) if nth and atom.edge in _BEFORE_FIELD]
    rest = {atom.edge for atom in group.atoms[1:]} - _BEFORE_FIELD
    if len(at) > 1 or not rest <= {Edge.WRAP, Edge.BRACKET} or not (at or Edge.WRAP in rest):
        return 0.0
    text = " ".join(atom.piece.text for atom in group.atoms[at[0] if at else 1 :])
    if is_only_mark(text) or school_evidence(text) >= CLEARLY or parse_place(text) is not None:
        return 0.0
    return _BEHIND_COLON if at and group.atoms[at[0]].edge is Edge.COLON else _BEHIND_COMMA


def _points_of_later_atoms(group: Group) -> float:
    """Return what speaks for reading the atoms behind a school as its parts, and against a field as its beginning."""
    first, later = _evidence(group.atoms[0].piece.text), _later_atoms(group)
    if not later:
        return 0.0
    faculties = sum(said.is_faculty and said.degree is None for said in later) if first.school >= CLEARLY else 0
    if first.is_faculty and any(said.school >= CLEARLY for said in later):
        faculties += 1
    is_whole = all(atom.edge is not Edge.WRAP for atom in group.atoms[1:])
    is_behind = is_whole and group.edge in _BEFORE_FIELD and first.school < _MAYBE and not first.is_faculty
    clear = _MAYBE if is_behind else CLEARLY
    opens_with_field = (first.study > 0 or is_behind) and first.school < clear <= max(said.school for said in later)
    return (
        1.2 * faculties
        + _NAMELESS * (len(later) == 1 and _needs_name(group, later[0]))
        - 2.0 * opens_with_field
        - 1.5 * any(said.degree is not None for said in later)
    )


def _needs_name(group: Group, behind: _Evidence) -> bool:
    """Return whether a school is told by the words behind a comma only: ``College of Education, Musterton``."""
    first, second = group.atoms
    is_bare = not (behind.is_place or behind.school or behind.study or behind.degree or behind.is_only_mark)
    return second.edge is Edge.COMMA and is_bare and not behind.is_aside and is_kind_of_school(first.piece.text)


def _marks_inside(group: Group) -> float:
    """Return the cost of taking a grade into a name."""
    return 1.5 * sum(is_only_mark(atom.piece.text) for atom in group.atoms[1:])


def _study(document: Document, dates: Dates, entry: Entry, parts: Labels) -> EducationEntry | None:
    degree, school = parts.get(HEAD), parts.get(BODY)
    if degree is None and school is None:
        return None
    if (
        not entry.ranges
        and (degree is None or find_degree(degree.text) is None)
        and (school is None or school_evidence(school.text) < CLEARLY)
    ):
        return None
    study, area = _degree(document, degree)
    heads = " ".join(head.row.text for head in entry.heads)
    return EducationEntry(
        anchor=entry.anchor(document),
        institution=_school(document, school),
        study_type=study,
        area=area,
        location=place_of(document, parts.get(PLACE)),
        score=_score(document, entry),
        period=_period(document, dates, entry, degree),
        is_expected=says_expected(heads),
        courses=_course_list(document, entry.body),
    )


def _period(document: Document, dates: Dates, entry: Entry, degree: Group | None) -> Period | None:
    """Return when a course was; a single date is its end, and a season all of a course that gave no degree."""
    period = period_of(document, entry.ranges)
    if period is None or period.range.start is None:
        return period
    if period.range.is_current:
        return _with_end_ahead(document, dates.touching(period.range.finish, entry.end), period)
    if not period.range.is_single:
        return period
    gave_degree = degree is None or (find_degree(degree.text) is not None and not is_short_course(degree.text))
    is_season = period.range.start.precision is Precision.SEASON
    if not is_season or (gave_degree and not _is_unfinished(entry)):
        return as_period_end(period)
    return Period(replace(period.range, end=period.range.start), period.anchor)


def _with_end_ahead(document: Document, behind: Sequence[DateRange], period: Period) -> Period:
    """Return a period that lasts with its end, where that is told behind it: ``2023 – present (graduation 2027)``."""
    lasting, end = period.range, behind[0] if behind else None
    if end is None or not end.is_single or end.start is None or lasting.start is None:
        return period
    said = document.text[lasting.finish : end.begin].strip(" \t\n(,;:–—-")
    is_end = bool(said) and len(said) <= _LONGEST_END and says_ended(said) and end.start.first > lasting.start.last
    return Period(replace(lasting, end=end.start, is_current=False), period.anchor) if is_end else period


def _is_unfinished(entry: Entry) -> bool:
    return any(says_unfinished(head.row.text) for head in entry.heads)


def _school(document: Document, group: Group | None) -> Text | None:
    if group is None:
        return None
    confidence = round(min(0.95, 0.65 + 0.08 * school_evidence(group.text)), 2)
    return Extracted(group.text, confidence, (document.anchor(group.start, group.end),))


def _degree(document: Document, group: Group | None) -> tuple[Text | None, Text | None]:
    """Return degree and field; a course without a known degree is its own degree."""
    if group is None:
        return None, None
    raw = document.text[group.start : group.end]
    whole = Piece(raw, group.start, group.end)
    parts = find_degree(raw)
    if parts is None:
        return _text(document, _without_mark(whole), 0.6), None
    bracket = raw.rfind("(", 0, parts.study[0])
    if bracket > 0 and ")" not in raw[bracket : parts.study[0]]:
        return _text(document, _without_mark(whole), 0.8), None  # the brackets explain the degree before them
    study = whole.cut(*parts.study).trimmed()
    area = _without_mark(whole.cut(*parts.area)) if parts.area is not None else None
    return _text(document, study, 0.9), _text(document, area, 0.85) if area is not None and area.text else None


def _without_mark(piece: Piece) -> Piece:
    found = find_mark(piece.text)
    if found is None or found[0] < 3:
        return piece.trimmed()
    return piece.cut(0, found[0]).trimmed(" ,;:–—-(\n\t")


def _text(document: Document, piece: Piece, confidence: float) -> Text:
    return Extracted(" ".join(piece.text.split()), confidence, (document.anchor(piece.start, piece.end),))


def _score(document: Document, entry: Entry) -> Text | None:
    rows = [head.row for head in entry.heads] + list(entry.body)
    for row in rows:
        found = find_mark(row.text)
        if found is not None:
            return _text(document, row.piece.cut(*found), 0.85)
    return None


def _course_list(document: Document, rows: Sequence[Row]) -> tuple[Text, ...]:
    """Return the courses that are listed after a label such as ``Coursework:``."""
    for nth, row in enumerate(rows):
        label = _courses().match(row.text)
        if label is None:
            continue
        last = (
            rows[nth + 1]
            if nth + 1 < len(rows) and not rows[nth + 1].is_bullet and _courses().match(rows[nth + 1].text) is None
            else row
        )
        listed = Piece(document.text[row.start + label.end() : last.end], row.start + label.end(), last.end)
        return tuple(_text(document, piece, 0.85) for piece in listed.split(re.compile(r"[,;]")))
    return ()
