"""Where in the résumé a piece of text stands: its section, its job, its list, its neighbours."""

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass

from vitae.domain.anchors import Anchor
from vitae.domain.document import Document
from vitae.domain.resume import Extracted, ParsedResume
from vitae.domain.sections import Section, SectionKind
from vitae.lexicons.folding import fold
from vitae.lexicons.skill_cues import skill_cues

_WORDS_BETWEEN = r"(?:and|or|und|oder|sowie|et|ou|y|o|e|i|oraz|lub|и|или)"
_BREAK = r"[,;|/•·▪●◦■()\[\]:\t\n–—+&]"
_OPENS = re.compile(rf"(?:^|{_BREAK}|\b{_WORDS_BETWEEN}\b)\s*$", re.IGNORECASE)
_CLOSES = re.compile(rf"[ ]*(?:v?\d+(?:\.\d+)*\+?[ ]*)?(?:$|{_BREAK}|\.(?!\w)|{_WORDS_BETWEEN}\b)", re.IGNORECASE)
_BETWEEN = re.compile(
    rf"[ ]*(?:v?\d+(?:\.\d+)*[ ]*)?(?:[,;|/•·(\[+&]|\b{_WORDS_BETWEEN}\b)[ ]*(?:{_WORDS_BETWEEN}\b[ ]*)?", re.IGNORECASE
)
_LABEL = re.compile(r"\s*(?P<label>[^\W\d_][^:\n\t.;,]{1,38}?)\s*:(?=\s)")
_LONGEST_NAME = 120
"""A name of more characters was read wrongly and hides nothing."""
_LONGEST_ITEM = 6
"""Words in a line of a plain list of skills."""
_LIST_SECTIONS = frozenset({SectionKind.SKILLS, SectionKind.CERTIFICATES})
_LEGAL_FORM = re.compile(
    r"[\s,]+(?:gmbh|ag|se|kg|inc|llc|ltd|limited|corp|corporation|plc|s\.?a\.?|s\.?l\.?|b\.?v\.?|sp\. z o\.o|co)\.?$"
)


@dataclass(frozen=True, slots=True)
class _Spans:
    """Half-open stretches in order of their start."""

    starts: list[int]
    ends: list[int]
    keys: list[int]

    @classmethod
    def of(cls, spans: list[tuple[int, int, int]]) -> "_Spans":
        """Return the spans (start, end, key) in order."""
        ordered = sorted(spans)
        return cls([s for s, _, _ in ordered], [e for _, e, _ in ordered], [k for _, _, k in ordered])

    def key_at(self, start: int, end: int) -> int | None:
        """Return the key of the stretch that holds all of it: the last one that begins before it, or its neighbour."""
        index = bisect_right(self.starts, start) - 1
        for candidate in range(index, max(index - 2, -1), -1):
            if self.ends[candidate] >= end:
                return self.keys[candidate]
        return None


class Surroundings:
    """Answers, for offsets into one document's text, where they stand."""

    def __init__(self, document: Document, sections: tuple[Section, ...], resume: ParsedResume) -> None:
        self._document = document
        self._text = document.text
        self._lines = document.lines
        self._line_starts = [line.start for line in document.lines]
        self._kinds = _kinds_of_lines(document, sections)
        self._jobs = _Spans.of([(job.anchor.start, job.anchor.end, i) for i, job in enumerate(resume.work)])
        self._names = _Spans.of([(a.start, a.end, 0) for a in _name_anchors(resume, sections)])
        listed = [
            (a.start, a.end, i) for i, group in enumerate(resume.skills) for k in group.keywords for a in k.anchors
        ]
        self._listed = _Spans.of(listed)
        self._group_names = frozenset(a.start for g in resume.skills if g.name for a in g.name.anchors)
        self._groups = tuple(group.name.value if group.name else None for group in resume.skills)
        self._labels: dict[int, str | None] = {}
        self.employers = frozenset(_employers(resume))
        """Folded names of employers, with and without their legal form."""

    def line_index(self, offset: int) -> int:
        """Return the index of the line that holds the offset."""
        return max(0, bisect_right(self._line_starts, offset) - 1)

    def section_at(self, offset: int) -> SectionKind:
        """Return the kind of section around the offset."""
        return self._kinds[self.line_index(offset)] if self._kinds else SectionKind.OTHER

    def job_at(self, start: int, end: int) -> int | None:
        """Return the index of the job that holds the stretch."""
        return self._jobs.key_at(start, end)

    def is_name(self, start: int, end: int) -> bool:
        """Return whether the stretch is part of a person's, an organisation's or a place's name, or of a heading."""
        return self._names.key_at(start, end) is not None

    def is_phrase(self, start: int, end: int) -> bool:
        """Return whether the stretch may be one phrase: it crosses no column, paragraph or list item."""
        if "\n" not in self._text[start:end]:
            return True
        first, last = self._lines[self.line_index(start)], self._lines[self.line_index(end - 1)]
        together = (first.page, first.column, first.block, first.cell) == (
            last.page,
            last.column,
            last.block,
            last.cell,
        )
        return together and last.content_start == last.start and not last.is_list_item and not last.heading_level

    def in_list(self, start: int, end: int) -> bool:
        """Return whether the stretch stands where skills are listed."""
        if self.section_at(start) in _LIST_SECTIONS or self._listed.key_at(start, end) is not None:
            return True
        label = self._label_of(self.line_index(start))
        return label is not None and fold(label) in skill_cues().list_labels

    def is_item(self, start: int, end: int) -> bool:
        """Return whether separators or line ends stand on both sides of it."""
        line = self._lines[self.line_index(start)]
        before = "" if start <= line.content_start else self._text[max(line.content_start, start - 8) : start]
        return bool((start <= line.content_start or _OPENS.search(before)) and _CLOSES.match(self._text, end))

    def is_label(self, start: int, end: int) -> bool:
        """Return whether the stretch names the list behind it: a colon follows, or the parser took it for a label."""
        if start in self._group_names:
            return True
        line = self._lines[self.line_index(start)]
        return (
            self._text.startswith(":", end) and fold(self._text[end + 1 : line.end]).strip() not in skill_cues().levels
        )

    def is_beside(self, end: int, start: int) -> bool:
        """Return whether only a list's separator stands between an item's `end` and the next one's `start`."""
        return 0 < start - end < 24 and _BETWEEN.fullmatch(self._text, end, start) is not None

    def before(self, start: int, reach: int) -> tuple[int, int]:
        """Return the offsets of at most `reach` characters of the same line before `start`."""
        return max(self._lines[self.line_index(start)].start, start - reach), start

    def around(self, start: int, end: int, reach: int) -> tuple[int, int]:
        """Return the offsets of the same line around the stretch, at most `reach` characters on each side."""
        line = self._lines[self.line_index(start)]
        return max(line.start, start - reach), min(max(line.end, end), end + reach)

    def category(self, start: int, end: int) -> str | None:
        """Return the label of the list of skills that holds the stretch."""
        group = self._listed.key_at(start, end)
        if group is not None and self._groups[group]:
            return self._groups[group]
        label = self._label_of(self.line_index(start)) if self.in_list(start, end) else None
        return None if label is None or skill_cues().says_nothing(fold(label)) else label

    def label_at(self, start: int) -> str | None:
        """Return the label that begins the line, such as ``Frontend`` in ``Frontend: React``."""
        return self._label_of(self.line_index(start))

    def _label_of(self, index: int) -> str | None:
        if index not in self._labels:
            line = self._lines[index]
            match = _LABEL.match(self._text, line.content_start, line.end)
            label = match["label"].strip() if match else None
            self._labels[index] = label if label and len(label.split()) <= 4 else None
        return self._labels[index]


def _kinds_of_lines(document: Document, sections: tuple[Section, ...]) -> list[SectionKind]:
    """Return the kind of section of every line; a list below a subheading of a skills section belongs to it."""
    kinds = [SectionKind.OTHER] * len(document.lines)
    previous = SectionKind.OTHER
    for section in sections:
        lines = document.lines[section.first_line : section.stop_line]
        is_sublist = (
            section.kind is SectionKind.OTHER
            and previous is SectionKind.SKILLS
            and all(len(document.line_text(line).split()) <= _LONGEST_ITEM for line in lines)
        )
        previous = SectionKind.SKILLS if is_sublist else section.kind
        kinds[section.first_line : section.first_line + len(lines)] = [previous] * len(lines)
    return kinds


def _name_anchors(resume: ParsedResume, sections: tuple[Section, ...]) -> Iterator[Anchor]:
    """Yield the places of names and headings: what stands there is no skill."""
    for section in sections:
        if section.heading_anchor is not None:
            yield section.heading_anchor
    for value in (*_names(resume), *_addresses(resume)):
        for anchor in value.anchors if value else ():
            if anchor.end - anchor.start <= _LONGEST_NAME:
                yield anchor


def _names(resume: ParsedResume) -> Iterator[Extracted[str] | None]:
    yield resume.contact.name
    if resume.contact.location is not None:
        place = resume.contact.location
        yield from (place.city, place.region, place.address)
    for job in resume.work:
        yield from (job.name, job.location)
    for course in resume.education:
        yield from (course.institution, course.location)
    yield from (entry.organization for entry in resume.volunteer)
    yield from (entry.name for entry in resume.references)
    yield from (certificate.issuer for certificate in resume.certificates)
    yield from (award.awarder for award in resume.awards)


def _addresses(resume: ParsedResume) -> Iterator[Extracted[str] | None]:
    """Yield the addresses of the candidate: the word ``GitHub`` over a link is no skill."""
    yield resume.contact.url
    yield from (profile.url for profile in resume.contact.profiles)
    yield from resume.contact.emails


def _employers(resume: ParsedResume) -> Iterator[str]:
    for job in resume.work:
        if job.name is not None:
            name = fold(job.name.value).strip()
            yield name
            yield _LEGAL_FORM.sub("", name)
