"""What is known of each row of a section before its entries are cut: dates, text or head, place."""

import re
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from itertools import pairwise
from typing import TypeAlias

from msgspec.structs import replace

from vitae.domain.anchors import Box
from vitae.domain.dates import DateRange
from vitae.domain.document import Document
from vitae.domain.values import Value
from vitae.parsing.asides import without_asides
from vitae.parsing.breaks import names_break
from vitae.parsing.dated import Dates, pieces_without
from vitae.parsing.degrees import find_degree, is_only_ended
from vitae.parsing.employment import is_duration, is_schedule
from vitae.parsing.labels import without_label
from vitae.parsing.prose import ends_abbreviated, ends_sentence, is_prose, starts_lower
from vitae.parsing.rows import Piece, Row
from vitae.parsing.run_in import split_run_in
from vitae.parsing.titles import CLEARLY, title_evidence
from vitae.parsing.wrapping import Edges, goes_on, right_edges

_FEW_WORDS = 2
"""Beside a date, such as "Expected"."""
_FEW_IN_SENTENCE = 4
_INDENT = 4.0
"""Points that set the text of an entry apart from its head."""
_OTHER_PLACE = 60.0
"""Points from which what stands deeper is no text under the head, but something beside it."""
_FULL_LINE = 0.93
_MOST_OF_HEIGHT = 0.6
"""Of the lower of two lines, that both share if they are printed side by side."""
_LONG_LINE = 40
"""Characters of a line that shows how wide its column is, wherever it stands."""
_LONGEST_HEAD = 110
"""Characters; a longer line is text."""
_BARS = re.compile(r"\s[|·•]\s")
"""They divide a line into the parts of a head, however long it is."""
_LONGEST_DIVIDED = 260
_ASIDE = re.compile(r"\([^()]*\)")
_MOST_WORDS = 16
_BEFORE_DATE = re.compile(r"[,|·•(\[\t–—/:;-]\s*\Z")
_INLINE_LABEL = re.compile(r"[^\W\d_][^:(\n]{2,40}: \S")
_SHORT_BRACKET = re.compile(r"\s?\((?:[^\s()]+ ){0,3}[^\s()]+\)")
"""At most four words in brackets: ``(furloughed)``, ``(family business, closed)``."""
_CLOSES_ROW = re.compile(r"\s?\)?\s?\Z")
_IN_BRACKETS = re.compile(r"\([^()]*?(?:[^\W\d_]+[ .]+){3,}\Z")
"""Before a date in brackets: three words and more, which say what happened then (``(acquired by Muster in 2022)``)."""


Style: TypeAlias = tuple[float, bool, bool]
"""Size in points, and whether it is bold and italic."""


class Fact(Value, frozen=True):
    """What is known of one row before the entries are cut."""

    row: Row
    ranges: tuple[DateRange, ...]
    """The dates that it carries for an entry; none where a sentence names them."""
    pieces: tuple[Piece, ...]
    """Its words without those dates."""
    left: float | None
    """The left edge of its words in points, beside any date; None where it is text anyway."""
    is_dated: bool
    is_body: bool
    """Whether it is text and no part of a head."""
    opens_block: bool
    goes_on: bool = False
    """Whether it is the rest of the row above, which a narrow column broke."""

    @property
    def is_date_only(self) -> bool:
        """Whether nothing but dates stands in the row."""
        return self.is_dated and not self.pieces

    @property
    def ends_in_date(self) -> bool:
        """Whether a date fills the line to its right edge, so that the next line cannot be the rest of it."""
        return self.is_dated and "\t" in self.row.text and self.ranges[-1].finish >= self.row.end - 1

    @property
    def style(self) -> Style:
        """How its first character is set."""
        style = self.row.style
        return (style.size, style.bold, style.italic)


def facts_of(
    document: Document, rows: Sequence[Row], dates: Dates, names: Callable[[str], bool] | None = None
) -> list[Fact]:
    """Return what is known of each row, with the dates that were drawn apart beside the row they belong to.

    What `names` is true of is no text for beginning with a small letter.
    """
    if not rows:
        return []
    facts = _aligned(document, _facts(document, rows, dates, names or _names_nothing))
    return _mark_indented(facts) if facts else []


def _names_nothing(_: str) -> bool:
    return False


def _facts(document: Document, rows: Sequence[Row], dates: Dates, names: Callable[[str], bool]) -> list[Fact]:
    long_lines = (line for line in document.lines if line.end - line.start >= _LONG_LINE)
    right = right_edges((*long_lines, *(row.line for row in rows)))
    split = list(split_run_in(rows, dates, right))
    rows = [row for row, _ in split]
    touching = without_asides(rows, [dates.touching(row.start, row.end) for row in rows])
    facts: list[Fact] = []
    for nth, whole in enumerate(rows):
        row = without_label(whole)
        here = touching[nth]
        ranges = tuple([r for r in here if r.begin >= row.start]) if here else ()
        pieces = pieces_without(row.piece, here) if here else tuple(row.parts)
        if here and not ranges and not pieces:
            continue  # the second line of a period that a narrow column broke in two
        is_run_in = split[nth][1]
        above = facts[-1] if facts else None
        is_dated = bool(ranges) and not is_run_in and _carries_date(row, ranges, pieces, above, names, right)
        may_wrap = above is not None and row is whole and _may_wrap(row, above, is_dated=is_dated)
        wrapped = (may_wrap and above is not None and goes_on(above.row, row, right)) or _closes_bracket(above, row)
        if is_dated or is_run_in:
            is_body = is_run_in
        elif wrapped and above is not None:
            is_body = above.is_body
        elif row.is_bullet:
            is_body = True
        else:
            is_small = starts_lower(row.text) and row is whole and not (_follows_head(above, row) and names(row.text))
            is_body = is_small or _is_text(row, _undated(rows, touching, nth + 1), right, names)
        left = None if is_body else _left(document, row, pieces if here else pieces_without(row.piece, ()))
        if ranges and not is_dated:
            pieces = tuple(row.parts)
        opens_block = nth == 0 or rows[nth - 1].line.block != row.line.block
        facts.append(Fact(row, ranges if is_dated else (), pieces, left, is_dated, is_body, opens_block, wrapped))
    return facts


def _carries_date(
    row: Row,
    ranges: Sequence[DateRange],
    pieces: Sequence[Piece],
    above: Fact | None,
    names: Callable[[str], bool],
    right: Edges,
) -> bool:
    """Return whether the dates in a row are those of an entry, by the row and by the one above it."""
    if _is_date_row(row, ranges, pieces):
        return bool(pieces) or above is None or not _is_rest_of_list(above, row)
    if row.is_bullet or ranges[-1].finish < row.end - 1:
        return False
    if names(row.text) or names(" ".join(piece.text for piece in pieces)):
        return True
    if above is None or not _may_end_head(row, above):
        return False
    may_end = names(above.row.text) or _closes_in_brackets(row, ranges[-1])
    return may_end and goes_on(above.row, row, right)


def _closes_in_brackets(row: Row, last: DateRange) -> bool:
    """Return whether a period in brackets of its own ends a row: ``of Medicine, Milwaukee (7/2022 – present)``."""
    before, behind = row.text[: max(0, last.begin - row.start)], row.text[max(0, last.finish - row.start) :]
    return not last.is_single and before.endswith("(") and _CLOSES_ROW.match(behind) is not None


def _is_rest_of_list(above: Fact, row: Row) -> bool:
    """Return whether a date alone is the end of the text above, which a narrow column broke behind a comma."""
    return above.is_body and above.row.text.endswith(",") and above.row.line.block == row.line.block


def _follows_head(above: Fact | None, row: Row) -> bool:
    """Return whether a row is the first, opens a block, or stands below a part of a head."""
    return above is None or not above.is_body or above.row.is_bullet or above.row.line.block != row.line.block


def _undated(rows: Sequence[Row], touching: Sequence[Sequence[DateRange]], nth: int) -> Row | None:
    """Return a row where there is one that begins with no date, and is not divided from its date by a bar."""
    if nth >= len(rows) or any(r.begin == rows[nth].start for r in touching[nth]):
        return None
    return None if touching[nth] and _BARS.search(rows[nth].text) else rows[nth]


def _may_wrap(row: Row, above: Fact, *, is_dated: bool) -> bool:
    """Return whether a row may be the rest of the line above, as far as dates tell."""
    if above.ends_in_date:
        return False
    return not is_dated or starts_lower(row.text) or _may_end_head(row, above)


def _closes_bracket(above: Fact | None, row: Row) -> bool:
    """Return whether a row begins within the brackets that the head above it leaves open."""
    if above is None or above.is_body or row.is_bullet or ")" not in row.text or "(" not in above.row.text:
        return False
    is_open = above.row.text.rfind("(") > above.row.text.rfind(")")
    closes = row.text.find(")") < (row.text.find("(") % (len(row.text) + 1))
    return is_open and closes and row.nth == above.row.nth + 1 and row.line.block == above.row.line.block


def _is_date_row(row: Row, ranges: Sequence[DateRange], pieces: Sequence[Piece]) -> bool:
    """Return whether a row carries the dates of an entry rather than a sentence that names a date."""
    rest = " ".join(piece.text for piece in pieces)
    if _is_long(rest) and not has_own_part(row, ranges):
        return False
    runs_over = ranges[-1].finish > row.end  # the line ends within its date, with a month that is cut short
    if not pieces or is_duration(rest):
        return not (
            all(r.is_single for r in ranges) and row.text.endswith(".") and not row.text.endswith(ranges[-1].raw)
        )
    if not runs_over and ends_sentence(row.text) and len(rest.split()) > _FEW_IN_SENTENCE:
        return False
    is_stopped = row.text.endswith(".") and not ranges[-1].raw.endswith(".") and not ends_abbreviated(row.text)
    if not runs_over and is_stopped and len(rest.split()) >= _FEW_IN_SENTENCE:
        return False
    if has_own_part(row, ranges):
        return not (row.is_bullet and is_prose(rest))
    if is_only_ended(rest):
        return True
    if all(r.is_single for r in ranges) and _IN_BRACKETS.search(row.text[: max(0, ranges[0].begin - row.start)]):
        return False
    if starts_lower(row.text) and ranges[0].begin > row.start and not _is_place_and_period(row, ranges, rest):
        return _BARS.search(row.text) is not None and not row.is_bullet
    first, last = ranges[0], ranges[-1]
    opens = first.begin - row.start <= 1 or is_only_ended(row.text[: max(0, first.begin - row.start)])
    at_edge = opens or row.end - last.finish <= 2 or _ends_in_aside(row, last)
    if all(r.is_single for r in ranges):
        before = row.text[: max(0, first.begin - row.start)]
        return (
            at_edge
            and (
                opens
                or bool(_BEFORE_DATE.search(before))
                or first.confidence >= 0.9
                or row.style.bold
                or row.style.italic
                or find_degree(rest) is not None
            )
            and not row.is_bullet
        )
    return (at_edge or bool(_BEFORE_DATE.search(row.text[: max(0, first.begin - row.start)]))) and not (
        row.is_bullet and is_prose(rest)
    )


def _ends_in_aside(row: Row, last: DateRange) -> bool:
    """Return whether only how long it took, how it ended or when one works stands behind: ``2018 – 2020 (2 yrs)``."""
    behind = row.text[last.finish - row.start :]
    if not last.is_single and _SHORT_BRACKET.fullmatch(behind) is not None:
        return True
    return is_duration(behind) or is_only_ended(behind.strip(" ()")) or is_schedule(behind)


def _is_place_and_period(row: Row, ranges: Sequence[DateRange], rest: str) -> bool:
    """Return whether a row such as ``worldwide, 2016 – 2020`` has nothing but a word or two before its period."""
    before = row.text[: ranges[0].begin - row.start]
    return not ranges[0].is_single and bool(_BEFORE_DATE.search(before)) and len(rest.split()) <= _FEW_WORDS


def has_own_part(row: Row, ranges: Sequence[DateRange]) -> bool:
    """Return whether the dates stand apart from the other words, with at most a word or two beside them."""
    parts = row.parts
    if len(parts) < 2:
        return False
    beside = [p for part in parts if part.start <= ranges[0].begin < part.end for p in pieces_without(part, ranges)]
    return sum(len(piece.text.split()) for piece in beside) <= _FEW_WORDS


def _is_text(row: Row, below: Row | None, right: Edges, names: Callable[[str], bool]) -> bool:
    """Return whether a row is running text: long, a sentence, or broken in the middle of one."""
    text = row.text
    is_plain = not (row.style.bold or row.style.italic)
    if names(text) and not ends_sentence(text):
        return _is_long(text) and not text.endswith(",")
    if _is_long(text) or (is_plain and any(map(is_prose, _between_bars(_without_asides(text))))):
        return True
    if ends_sentence(text) and len(text.split()) > 2:
        return True
    if below is not None and is_plain and starts_lower(below.text) and not below.is_bullet and len(text.split()) > 3:
        return not names(below.text)
    if _INLINE_LABEL.match(text) and find_degree(text) is None and not names_break(text):
        return is_plain or title_evidence(text.partition(":")[0]) < CLEARLY
    box = row.line.box
    full = right.get((row.line.page, row.line.column), 0.0) * _FULL_LINE
    if not is_plain or box is None or "\t" in text or _BARS.search(f"{text} "):
        return False
    return box.x1 >= full and len(text.split()) > 8


def _is_long(text: str) -> bool:
    """Return whether a line has more words than a head has, or one of its parts has."""
    if len(text) > _LONGEST_DIVIDED:
        return True
    return any(len(part) > _LONGEST_HEAD or len(part.split()) > _MOST_WORDS for part in _between_bars(text))


def _between_bars(text: str) -> list[str]:
    """Return the parts of a line that bars divide."""
    return _BARS.split(f"{text} ") if "|" in text or "·" in text or "•" in text else [text]


def _without_asides(text: str) -> str:
    """Return the text without what stands in brackets, which says more about a name (``Acme (now a part of …)``)."""
    return _ASIDE.sub("", text) if "(" in text else text


def _may_end_head(row: Row, above: Fact) -> bool:
    """Return whether a line with a date may be the rest of a head that a narrow column broke."""
    return not above.is_dated and not above.is_body and "\t" not in row.text


def _left(document: Document, row: Row, pieces: Sequence[Piece]) -> float | None:
    if not document.char_boxes or row.line.box is None:
        return None
    at = pieces[0].start if pieces else row.start
    x0 = document.char_boxes[4 * at]
    return x0 if x0 == x0 else row.line.box.x0


def _aligned(document: Document, facts: list[Fact]) -> list[Fact]:
    """Give dates that were drawn apart from their entries to the line they stand beside."""
    others = {nth: fact.row for nth, fact in enumerate(facts) if not fact.is_date_only}
    if len(others) == len(facts):
        return facts
    kept = dict(enumerate(facts))
    for nth, fact in enumerate(facts):
        if not fact.is_date_only or fact.row.line.box is None or (nth and _is_below(fact, facts[nth - 1])):
            continue
        boxes = document.anchor(fact.ranges[0].begin, fact.ranges[-1].finish).boxes
        beside = _beside(others, fact.row, boxes[0]) if boxes else None
        if beside is not None:
            ranges = tuple(sorted({*kept[beside].ranges, *fact.ranges}, key=lambda r: r.begin))
            kept[beside] = replace(kept[beside], ranges=ranges, is_dated=True, is_body=False)
            del kept[nth]
    return list(kept.values())


def _is_below(dated: Fact, above: Fact) -> bool:
    """Return whether a date stands right under words that it may end, in the same block and at the same edge."""
    if above.is_date_only or dated.left is None or above.left is None:
        return False
    is_next = dated.row.nth == above.row.nth + 1 and dated.row.line.block == above.row.line.block
    return is_next and abs(dated.left - above.left) < _INDENT


def _beside(others: Mapping[int, Row], dated: Row, date: Box) -> int | None:
    """Return which of the rows has a date of another line printed on its left or its right."""
    level = [
        (nth, row, box)
        for nth, row in others.items()
        if (box := row.line.box) is not None and box.y0 < date.y1 and date.y0 < box.y1
    ]
    for nth, row, box in level:
        if row.line.page != dated.line.page or row.nth == dated.nth:
            continue
        height = min(box.y1 - box.y0, date.y1 - date.y0)
        shared = min(box.y1, date.y1) - max(box.y0, date.y0)
        if shared > _MOST_OF_HEIGHT * height and (box.x1 <= date.x0 or date.x1 <= box.x0):
            return nth
    return None


def _mark_indented(facts: list[Fact]) -> list[Fact]:
    """Mark rows that stand deeper than the heads of the dated entries: bullets that were drawn as pictures.

    What stands right under a date that opens a block, as on a timeline, is a head, however deep.
    """
    heads = [fact for fact in facts if fact.is_dated and fact.pieces]
    heads += [
        below for above, below in pairwise(facts) if above.is_date_only and above.opens_block and not below.is_body
    ]
    lefts = Counter((f.row.line.column, round(f.left)) for f in heads if f.left is not None)
    edge: dict[int, float] = {}
    for column, left in lefts:
        edge[column] = max(edge.get(column, 0.0), float(left))
    return [replace(fact, is_body=True) if not fact.is_body and _is_deep(fact, edge) else fact for fact in facts]


def _is_deep(fact: Fact, edge: Mapping[int, float]) -> bool:
    """Return whether a row that carries no date stands deeper than the heads of its column, but not far beside them."""
    head = edge.get(fact.row.line.column)
    if head is None or fact.left is None or fact.is_dated:
        return False
    return head + _INDENT < fact.left <= head + _OTHER_PLACE
