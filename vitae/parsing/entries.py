"""Cut a section into entries: what belongs to one job, one course of study, one project.

Dates are the skeleton. The first dated entry of a section shows how many lines stand above a
date; the others follow it as far as bullets, sentences and indents allow. An entry without any
date begins where a line is set as the first lines of the dated entries are.
"""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace

from vitae.domain.anchors import Anchor, Box
from vitae.domain.dates import DateRange
from vitae.domain.document import Document
from vitae.parsing.breaks import names_break
from vitae.parsing.dated import Dates
from vitae.parsing.degrees import find_degree
from vitae.parsing.employment import is_duration
from vitae.parsing.labels import without_label
from vitae.parsing.prose import ends_sentence, is_prose, starts_lower
from vitae.parsing.rows import Piece, Row
from vitae.parsing.run_in import split_run_in
from vitae.parsing.wrapping import Edges, goes_on, right_edges

_MOST_ABOVE = 3
_MOST_BELOW = 4
_FEW_WORDS = 2
"""Beside a date, such as "Expected"."""
_FEW_IN_SENTENCE = 4
_INDENT = 4.0
"""Points that set the text of an entry apart from its head."""
_FULL_LINE = 0.93
_LONG_LINE = 40
"""Characters of a line that shows how wide its column is, wherever it stands."""
_LONGEST_HEAD = 110
"""Characters; a longer line is text."""
_EDGE = " \t\u00a0,;:|·•–—-()[]/"
_BEFORE_DATE = re.compile(r"[,|·•(\[\t–—/:;-]\s*\Z")
_INLINE_LABEL = re.compile(r"[^\W\d_][^:\n]{2,40}: \S")


@dataclass(frozen=True, slots=True)
class Head:
    """One line of an entry's head: its words without the dates."""

    row: Row
    pieces: tuple[Piece, ...]
    goes_on: bool = False
    """Whether it is the rest of the line above, which a narrow column broke."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry of a section."""

    heads: tuple[Head, ...]
    body: tuple[Row, ...]
    ranges: tuple[DateRange, ...]
    start: int
    end: int

    def anchor(self, document: Document) -> Anchor:
        """Return the anchor of the whole entry."""
        return document.anchor(self.start, self.end)


@dataclass(frozen=True, slots=True)
class _Fact:
    """What is known of one row before the entries are cut."""

    row: Row
    ranges: tuple[DateRange, ...]
    pieces: tuple[Piece, ...]
    left: float | None
    """The left edge of its words in points, beside any date."""
    is_dated: bool
    is_body: bool
    opens_block: bool
    goes_on: bool = False

    @property
    def is_date_only(self) -> bool:
        return self.is_dated and not self.pieces

    @property
    def ends_in_date(self) -> bool:
        """Whether a date fills the line to its right edge, so that the next line cannot be the rest of it."""
        return self.is_dated and "\t" in self.row.text and self.ranges[-1].finish >= self.row.end - 1

    @property
    def style(self) -> tuple[float, bool, bool]:
        style = self.row.style
        return (style.size, style.bold, style.italic)


def split_entries(document: Document, rows: Sequence[Row], dates: Dates) -> tuple[Entry, ...]:
    """Return the entries of the rows of one kind of section, in order."""
    facts = _aligned(document, _facts(document, rows, dates)) if rows else []
    if not facts:
        return ()
    facts = _mark_indented(facts)
    starts, heads_end = _boundaries(facts)
    entries = []
    for nth, start in enumerate(starts):
        stop = starts[nth + 1] if nth + 1 < len(starts) else len(facts)
        entries.append(_entry(facts[start:stop], heads_end[nth] - start))
    return tuple(entries)


def _entry(facts: Sequence[_Fact], head_count: int) -> Entry:
    heads = [fact for fact in facts[:head_count] if fact.pieces]
    ranges = [r for fact in facts[:head_count] for r in fact.ranges]
    spans = [(fact.row.start, fact.row.end) for fact in facts] + [(r.begin, r.finish) for r in ranges]
    return Entry(
        heads=tuple(Head(fact.row, fact.pieces, fact.goes_on) for fact in heads),
        body=tuple(fact.row for fact in facts[head_count:]),
        ranges=tuple(sorted(set(ranges), key=lambda r: r.begin)),
        start=min(start for start, _ in spans),
        end=max(end for _, end in spans),
    )


def _facts(document: Document, rows: Sequence[Row], dates: Dates) -> list[_Fact]:
    long_lines = (line for line in document.lines if line.end - line.start >= _LONG_LINE)
    right = right_edges((*long_lines, *(row.line for row in rows)))
    split = list(split_run_in(rows, dates, right))
    rows = [row for row, _ in split]
    touching = [dates.touching(row.start, row.end) for row in rows]
    facts: list[_Fact] = []
    for nth, row in enumerate(map(without_label, rows)):
        here = touching[nth]
        ranges = tuple(r for r in here if r.begin >= row.start) if here else ()
        pieces = pieces_without(row.piece, here)
        if touching[nth] and not ranges and not pieces:
            continue  # the second line of a period that a narrow column broke in two
        is_dated = bool(ranges) and not split[nth][1] and _is_date_row(row, ranges, pieces)
        below = rows[nth + 1] if nth + 1 < len(rows) else None
        follows = None if below is None or any(r.begin == below.start for r in touching[nth + 1]) else below
        above = facts[-1] if facts else None
        may_wrap = not is_dated or starts_lower(row.text) or _may_end_head(row, above)
        may_wrap = may_wrap and not (above is not None and above.ends_in_date)
        wrapped = above is not None and may_wrap and goes_on(above.row, row, right)
        is_text = row.is_bullet or _is_text(row, follows, right)
        facts.append(
            _Fact(
                row=row,
                ranges=ranges if is_dated else (),
                pieces=pieces if is_dated or (touching[nth] and not ranges) else tuple(row.parts),
                left=_left(document, row, pieces),
                is_dated=is_dated,
                is_body=(not is_dated and (above.is_body if above is not None and wrapped else is_text))
                or split[nth][1],
                opens_block=nth == 0 or rows[nth - 1].line.block != row.line.block,
                goes_on=wrapped,
            )
        )
    return facts


def pieces_without(piece: Piece, ranges: Sequence[DateRange]) -> tuple[Piece, ...]:
    """Return what is left of a line without its dates, cut at tabs."""
    if not ranges and "\t" not in piece.text:
        whole = _balanced(piece.trimmed())
        return (whole,) if any(map(str.isalnum, whole.text)) else ()
    cuts: list[tuple[int, int]] = []
    at = piece.start
    for r in ranges:
        if r.begin > at:
            cuts.append((at, min(r.begin, piece.end)))
        at = max(at, r.finish)
    if at < piece.end:
        cuts.append((at, piece.end))
    pieces = [part for a, b in cuts for part in piece.cut(a - piece.start, b - piece.start).split(_TABS)]
    balanced = [_balanced(part.trimmed()) for part in pieces]
    return tuple(part for part in balanced if any(c.isalnum() for c in part.text))


_TABS = re.compile(r"\t+")


def _balanced(piece: Piece) -> Piece:
    """Drop a bracket at an edge whose partner went with the date."""
    if piece.text.count("(") != piece.text.count(")"):
        return piece.trimmed(_EDGE)
    return piece


def _is_date_row(row: Row, ranges: Sequence[DateRange], pieces: Sequence[Piece]) -> bool:
    """Return whether a row carries the dates of an entry rather than a sentence that names a date."""
    rest = " ".join(piece.text for piece in pieces)
    if len(rest) > _LONGEST_HEAD or len(rest.split()) > 16:
        return False
    if not pieces:
        return not (
            all(r.is_single for r in ranges) and row.text.endswith(".") and not row.text.endswith(ranges[-1].raw)
        )
    if ends_sentence(row.text) and len(rest.split()) > 4:
        return False
    if row.text.endswith(".") and not ranges[-1].raw.endswith(".") and len(rest.split()) >= _FEW_IN_SENTENCE:
        return False
    if _has_own_part(row, ranges):
        return not (row.is_bullet and is_prose(rest))
    if starts_lower(row.text) and ranges[0].begin > row.start and not _is_place_and_period(row, ranges, rest):
        return False
    first, last = ranges[0], ranges[-1]
    at_edge = first.begin - row.start <= 1 or row.end - last.finish <= 2 or _ends_in_duration(row, last)
    if all(r.is_single for r in ranges):
        before = row.text[: max(0, first.begin - row.start)]
        return (
            at_edge
            and (
                not before.strip()
                or bool(_BEFORE_DATE.search(before))
                or first.confidence >= 0.9
                or row.style.bold
                or row.style.italic
            )
            and not row.is_bullet
        )
    return (at_edge or bool(_BEFORE_DATE.search(row.text[: max(0, first.begin - row.start)]))) and not (
        row.is_bullet and is_prose(rest)
    )


def _ends_in_duration(row: Row, last: DateRange) -> bool:
    """Return whether only how long it took stands behind the dates: ``2018 – 2020 (2 yrs 3 mos)``."""
    return is_duration(row.text[last.finish - row.start :])


def _is_place_and_period(row: Row, ranges: Sequence[DateRange], rest: str) -> bool:
    """Return whether a row such as ``worldwide, 2016 – 2020`` has nothing but a word or two before its period."""
    before = row.text[: ranges[0].begin - row.start]
    return not ranges[0].is_single and bool(_BEFORE_DATE.search(before)) and len(rest.split()) <= _FEW_WORDS


def _has_own_part(row: Row, ranges: Sequence[DateRange]) -> bool:
    """Return whether the dates stand apart from the other words, with at most a word or two beside them."""
    parts = row.parts
    if len(parts) < 2:
        return False
    beside = [p for part in parts if part.start <= ranges[0].begin < part.end for p in pieces_without(part, ranges)]
    return sum(len(piece.text.split()) for piece in beside) <= _FEW_WORDS


def _is_text(row: Row, below: Row | None, right: Edges) -> bool:
    """Return whether a row is running text: long, a sentence, or broken in the middle of one."""
    text = row.text
    if starts_lower(text) or len(text) > _LONGEST_HEAD or is_prose(text):
        return True
    if ends_sentence(text) and len(text.split()) > 2:
        return True
    is_plain = not (row.style.bold or row.style.italic)
    if below is not None and is_plain and starts_lower(below.text) and not below.is_bullet and len(text.split()) > 3:
        return True
    if _INLINE_LABEL.match(text) and find_degree(text) is None and not names_break(text):
        return True
    box = row.line.box
    full = right.get((row.line.page, row.line.column), 0.0) * _FULL_LINE
    return is_plain and box is not None and "\t" not in text and box.x1 >= full and len(text.split()) > 8


def _may_end_head(row: Row, above: _Fact | None) -> bool:
    """Return whether a line with a date may be the rest of a head that a narrow column broke."""
    return above is not None and not above.is_dated and not above.is_body and "\t" not in row.text


def _left(document: Document, row: Row, pieces: Sequence[Piece]) -> float | None:
    if not document.char_boxes or row.line.box is None:
        return None
    at = pieces[0].start if pieces else row.start
    x0 = document.char_boxes[4 * at]
    return x0 if x0 == x0 else row.line.box.x0


def _aligned(document: Document, facts: list[_Fact]) -> list[_Fact]:
    """Give dates that were drawn apart from their entries to the line they stand beside."""
    kept = list(facts)
    for fact in facts:
        if not fact.is_date_only or fact.row.line.box is None:
            continue
        boxes = document.anchor(fact.ranges[0].begin, fact.ranges[-1].finish).boxes
        beside = next((f for f in kept if not f.is_date_only and boxes and _is_beside(f.row, fact.row, boxes[0])), None)
        if beside is not None:
            ranges = tuple(sorted({*beside.ranges, *fact.ranges}, key=lambda r: r.begin))
            kept[kept.index(beside)] = replace(beside, ranges=ranges, is_dated=True, is_body=False)
            kept.remove(fact)
    return kept


def _is_beside(row: Row, dated: Row, date: Box) -> bool:
    """Return whether a date of another line is printed on the left or the right of a row."""
    box = row.line.box
    if box is None or row.line.page != dated.line.page or row.nth == dated.nth:
        return False
    height = min(box.y1 - box.y0, date.y1 - date.y0)
    return min(box.y1, date.y1) - max(box.y0, date.y0) > 0.6 * height and (box.x1 <= date.x0 or date.x1 <= box.x0)


def _mark_indented(facts: list[_Fact]) -> list[_Fact]:
    """Mark rows that stand deeper than the heads of the dated entries: bullets that were drawn as pictures."""
    lefts = Counter((f.row.line.column, round(f.left)) for f in facts if f.is_dated and f.pieces and f.left is not None)
    edge: dict[int, float] = {}
    for column, left in lefts:
        edge[column] = max(edge.get(column, 0.0), float(left))
    marked = []
    for fact in facts:
        limit = edge.get(fact.row.line.column)
        deep = limit is not None and fact.left is not None and not fact.is_dated and fact.left > limit + _INDENT
        far = limit is not None and fact.left is not None and fact.left > limit + 60
        marked.append(replace(fact, is_body=True) if deep and not far else fact)
    return marked


def _boundaries(facts: Sequence[_Fact]) -> tuple[list[int], list[int]]:
    """Return where each entry begins, and where its head ends."""
    dated = [i for i, fact in enumerate(facts) if fact.is_dated]
    above = _rows_above(facts, dated[0]) if dated else 0
    starts: list[int] = []
    ends: list[int] = []
    for nth, at in enumerate(dated):
        floor = ends[-1] if ends else 0
        start = max(floor, _next_start(facts, dated[nth - 1], at, above)) if nth else _first_above(facts, at, 0, above)
        if starts and start - ends[-1] == 0 and at - start < above and not facts[at].pieces:
            start = _take_back(facts, ends, at, above)
        ceiling = _next_start(facts, at, dated[nth + 1], above) if nth + 1 < len(dated) else len(facts)
        end = at + 1
        while end < min(ceiling, at + 1 + _MOST_BELOW) and not facts[end].is_body and not facts[end].is_dated:
            if end > at + 1 and facts[end].opens_block and above:
                break
            end += 1
        starts.append(start)
        ends.append(end)
    return _with_undated(facts, starts, ends)


def _next_start(facts: Sequence[_Fact], before: int, at: int, above: int) -> int:
    """Return the first line of the head of a date, which stands below another date."""
    between = facts[before + 1 : at]
    opening = [nth for nth in range(before + 1, at + 1) if facts[nth].opens_block]
    if between and not any(fact.is_body for fact in between) and len(opening) == 1:
        return opening[0]
    start = _first_above(facts, at, before + 1, above)
    first = start
    while first > before + 1 and not facts[first - 1].is_body:
        first -= 1
    is_whole = first > before + 1 and facts[first].opens_block and at - first <= _MOST_ABOVE
    return first if is_whole else start


def _first_above(facts: Sequence[_Fact], at: int, floor: int, above: int) -> int:
    """Return the first of the at most `above` lines over a date that may belong to its head."""
    start = at
    left = (max(above, 1) if _is_under_its_head(facts, at) else above) + facts[at].goes_on
    while start > floor and not facts[start - 1].is_body and not facts[start - 1].is_dated:
        left -= not facts[start - 1].goes_on
        if left < 0:
            break
        start -= 1
    return start


def _is_under_its_head(facts: Sequence[_Fact], at: int) -> bool:
    """Return whether a date stands in the second line of a block, whose first line can only be the entry's own."""
    if at == 0 or facts[at].opens_block or facts[at].row.line.box is None:
        return False
    over = facts[at - 1]
    return (
        over.opens_block and not over.is_body and not over.is_dated and over.row.line.block == facts[at].row.line.block
    )


def _take_back(facts: Sequence[_Fact], ends: list[int], at: int, above: int) -> int:
    """Take the lines above a lone date from the head before it, which had reached too far down."""
    start = _first_above(facts, at, 0, above)
    ends[-1] = min(ends[-1], start)
    return start


def _rows_above(facts: Sequence[_Fact], first: int) -> int:
    """Return how many lines of its head stand above the date of the first entry."""
    start = _first_above(facts, first, 0, _MOST_ABOVE)
    return sum(not fact.goes_on for fact in facts[start:first]) - facts[first].goes_on


def _with_undated(facts: Sequence[_Fact], starts: list[int], ends: list[int]) -> tuple[list[int], list[int]]:
    """Add the entries that carry no date: a line after text that is set as the first lines of the others are."""
    styles = {facts[start].style for start in starts}
    plain = Counter(f.style for f in facts if f.is_body)
    common = plain.most_common(1)[0][0] if plain else None
    distinct = styles - {common}
    bounds = dict(zip(starts, ends, strict=True))
    head_rows = {i for start, end in bounds.items() for i in range(start, end)}
    for i, fact in enumerate(facts):
        if i in head_rows or fact.is_body or fact.is_dated:
            continue
        after_text = i == 0 or facts[i - 1].is_body
        looks_like = fact.style in distinct if distinct else fact.opens_block
        if (after_text and looks_like) or (not bounds and i == 0):
            end = i + 1
            while end < len(facts) and end not in head_rows and not facts[end].is_body and end - i < _MOST_BELOW:
                end += 1
            bounds[i] = end
            head_rows.update(range(i, end))
    if facts and (not bounds or min(bounds) > 0):
        bounds.setdefault(0, 0)
    order = sorted(bounds)
    return order, [bounds[start] for start in order]
