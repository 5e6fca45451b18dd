"""What speaks for the kind of a section: its heading, what stands under it, and the document's other headings."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import TypeAlias

from vitae.domain.document import Document, Line
from vitae.domain.sections import SectionKind
from vitae.parsing.contents import count_of_languages, evidence_of_head, may_be_head, rows_of_lines
from vitae.parsing.dated import Dates
from vitae.parsing.heading_candidates import Candidate
from vitae.parsing.prose import ends_sentence, is_prose
from vitae.parsing.skills import split_list
from vitae.parsing.spoken import names_language
from vitae.parsing.titles import CLEARLY, names_school, organization_evidence

Evidence: TypeAlias = Mapping[str, float]
"""Name of a feature -> its value: 1.0 for what holds, or a share from 0 to 1."""

_MOST_LINES = 30
"""Of a section: what it is about shows in these."""
_MOST_HEADS = 16
"""Lines that may name a job or a degree; each is looked up in the lexicons."""
_LABEL = 40
"""Characters at the beginning of a line in which its label ends."""
_LINES, _WORDS, _PERIODS = (1, 3, 7, 15), (1.5, 2.5, 4, 6, 9, 14), (0, 1, 2, 4)
_ITEMS, _ITEM_WORDS = (1, 2, 4, 7, 12, 20), (1.3, 2, 3, 4.5, 7, 12)
"""Upper bounds of the steps in which numbers are counted."""
_SIGNS: Mapping[str, re.Pattern[str]] = {
    "reached": re.compile(r"\S@[^\s@]+\.\w|\+?\d[\d ()./-]{7,20}\d|www\.|https?:|\w\.(?:com|org|net)\b"),
    "money": re.compile(r"[£$€]|\b(?:EUR|USD|GBP)\b"),
    "quoted": re.compile(r"[“”„«»\"]\w|[‘']\w[^‘’'\n]{8,80}[’']"),
    "volume": re.compile(r"\((?:19|20)\d\d\)|\b(?:pp?|vol|S|s|no)\.\s?\d|\d\s?\(\d+\)|\bdoi\b|\bet al\b"),
    "year": re.compile(r"\b(?:19|20)\d\d\b"),
}
"""Marks of an address, a grant, a title in quotation marks and a place in a journal."""


def evidence_of_section(
    document: Document,
    heading: Candidate,
    lines: Sequence[Line],
    others: Iterable[SectionKind],
    place: str,
    dates: Dates,
) -> Evidence:
    """Return the evidence of a heading and the lines under it.

    Args:
        document: The document.
        heading: With the kind that the lexicon of headings gives it, or the families of its words.
        lines: What stands under it in its column.
        others: The kinds that the lexicon gives to the document's other headings.
        place: ``first``, ``last`` or ``between``: where the section stands among all.
        dates: The document's dates.
    """
    found = dict.fromkeys(["always", f"place {place}", *_words(heading), *(f"besides {kind}" for kind in others)], 1.0)
    lines = [line for line in lines if line.content_start < line.end][:_MOST_LINES]
    found[f"lines {_step(len(lines), _LINES)}"] = 1.0
    if lines:
        texts = [document.text[line.content_start : line.end] for line in lines]
        found.update(_of_lines(lines, texts))
        found.update(_of_entries(document, lines, dates))
        found.update(_of_items(document, lines))
    return found


def _words(heading: Candidate) -> Iterator[str]:
    """Yield what the words of a heading say."""
    if heading.kind is not None:
        yield f"{'named' if heading.is_exact else 'partly named'} {heading.kind}"
    if heading.hint is not None:
        yield f"{'plainly about' if heading.hint.is_plain else 'about'} {heading.hint.kind}"
    if heading.kind is None and heading.hint is None:
        yield "unknown words"


def _of_lines(lines: Sequence[Line], texts: Sequence[str]) -> Iterator[tuple[str, float]]:
    """Yield what all lines look like, one by one."""
    yield from _share("bullets", sum(line.is_list_item for line in lines), len(lines))
    yield from _share("prose", sum(map(is_prose, texts)), len(lines))
    yield from _share("sentences", sum(map(ends_sentence, texts)), len(lines))
    yield from _share("labels", sum(": " in text[:_LABEL] for text in texts), len(lines))
    yield f"words {_step(sum(len(text.split()) for text in texts) / len(texts), _WORDS)}", 1.0
    for name, sign in _SIGNS.items():
        yield from _share(name, sum(sign.search(text) is not None for text in texts), len(lines))


def _of_entries(document: Document, lines: Sequence[Line], dates: Dates) -> Iterator[tuple[str, float]]:
    """Yield the dates, and the jobs, studies and organisations that lines name which may stand above an entry."""
    ranges = [dates.touching(line.start, line.end) for line in lines]
    periods = sum(not found.is_single for of_line in ranges for found in of_line)
    yield f"periods {_step(periods, _PERIODS)}", 1.0
    yield from _share("periods", periods, len(lines))
    yield from _share("single dates", sum(map(len, ranges)) - periods, len(lines))
    yield from _share("current", sum(found.is_current for of_line in ranges for found in of_line), len(lines))
    yield from _share("dated", sum(map(bool, ranges)), len(lines))
    heads = [text for line in lines if may_be_head(document, line) and (text := document.line_text(line))][:_MOST_HEADS]
    told = [evidence_of_head(text) for text in heads]
    jobs, studies = sum(is_job for is_job, _ in told), sum(is_study for _, is_study in told)
    yield "heads", len(heads) / len(lines)
    if heads:
        yield from _share("jobs", jobs, len(heads))
        yield from _share("studies", studies, len(heads))
        yield from _share("schools", sum(map(names_school, heads)), len(heads))
        yield from _share("organisations", sum(organization_evidence(head) >= CLEARLY for head in heads), len(heads))
    if jobs and periods:
        yield "jobs and periods", 1.0
        if any(line.is_list_item for line in lines):
            yield "jobs, periods and bullets", 1.0
    if studies and any(ranges):
        yield "studies and periods" if periods else "studies and dates", 1.0


def _of_items(document: Document, lines: Sequence[Line]) -> Iterator[tuple[str, float]]:
    """Yield what the lines are as a list."""
    rows = rows_of_lines(document, lines)
    items = [item.text for row in rows for item in split_list(row)]
    if not items:
        return
    yield f"items {_step(len(items), _ITEMS)}", 1.0
    yield f"words an item {_step(sum(len(item.split()) for item in items) / len(items), _ITEM_WORDS)}", 1.0
    yield "items in capitals", sum(item[0].isupper() for item in items) / len(items)
    yield from _share("languages", sum(map(names_language, items)), len(items))
    yield from _share("rows of languages", count_of_languages(rows), len(rows))


def _share(name: str, count: int, of: int) -> Iterator[tuple[str, float]]:
    """Yield that there are some, and how many of all."""
    if count:
        yield f"any {name}", 1.0
        yield f"share of {name}", count / of


def _step(number: float, bounds: Sequence[float]) -> str:
    return next((f"to {bound}" for bound in bounds if number <= bound), f"over {bounds[-1]}")
