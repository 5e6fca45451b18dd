"""The skills as the candidate lists them: groups with a label, plain lists, bullets, tags."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from vitae.domain.document import Cell, Document
from vitae.domain.resume import Extracted, SkillGroup, Text
from vitae.lexicons.folding import fold
from vitae.lexicons.skill_cues import skill_cues
from vitae.parsing.prose import ends_sentence, starts_lower
from vitae.parsing.rows import Piece, Row, style_at
from vitae.parsing.wording import is_capitals
from vitae.parsing.wrapping import Edges, goes_on, had_no_room, right_edges, wrap_width

_LABEL = re.compile(r"([^\W\d_][^:\n\t]{1,48}?)\s*:(?:\s+|\Z)")
_BULLET = re.compile(r"\s*[•·|▪●◦‣∙⋅■□★☆✓➤]+\s*|\t+|\s{3,}|;\s*")
_COMMA = re.compile(r",\s+|,\Z|\s+[–—]\s+|\s/\s")
_RARE = {
    "+": re.compile(r"\s[+]\s"),
    "~": re.compile(r"\s~\s"),
    "-": re.compile(r"\s-\s"),
    "]": re.compile(r"\]\s*\[|\A\[|\]\Z"),
    "#": re.compile(r"(?:\A|\s)#(?=\w)"),
}
"""Signs that part a list only where one of them stands twice."""
_LAST = re.compile(r",?\s(?:and|und|et|y|e|oraz|и)\s(?=[^,]+\.\Z)")
"""Before the last item of a list that is a sentence."""
_LEVEL = re.compile(
    r"\s*\((?:\d{1,2}\+? ?(?:years?|yrs?|Jahre|ans|años|лет)|basic|intermediate|advanced|expert|proficient"
    r"|Grundkenntnisse|fortgeschritten|débutant|avancé|básico|avanzado)\)\Z|\s+(?:\d{1,3}\s?%|\d{1,2}\s?/\s?(?:5|10))\Z",
    re.IGNORECASE,
)
_CAPITAL_LABEL = re.compile(r"[^\W\d_]{4,}(?:(?: | & )[^\W\d_]{2,}){0,3}\Z")
_OPERATING = re.compile(r"(?:manejo|obsługa|umiejętność obsługi)\b")
"""Words for handling something, which say nothing without it."""
_LONGEST_SKILL = 60
_LONGEST_LEVEL = 40
_MOST_WORDS = 7
_LONGEST_LABEL = 40
_SENTENCE, _FEWEST_SENTENCES = 6, 2
"""Words of a sentence, and how many of them are a habit."""
_BRACKETS = re.compile(r"\([^()]*\)")
_INDENT = 4.0
"""Points within which lines begin at the same place."""
_FEWEST_COMMAS = 2
"""Of a list within a sentence."""
_ENDS_OPEN = re.compile(
    r"(?:[,&/-]|\b(?:and|und|et|y|e|i|и|of|de|von|for|with|to|in|on|the|a|du|des|la|le|en|del|di|da|do|mit|für|z|w|на|с|в|для|по))\Z"
)
"""What stands before a line that goes on."""
_FEWEST_SMALL = 2


@dataclass(slots=True)
class _Open:
    """A group that is being read."""

    name: Piece | None
    rows: list[Piece] = field(default_factory=list)
    cell: Cell | None = None


def parse_skills(document: Document, rows: Sequence[Row]) -> tuple[SkillGroup, ...]:
    """Return the groups in order; a list without a label is a group without a name."""
    groups: list[_Open] = []
    bold = _boldness(rows)
    edges, width = _edges(document, rows), wrap_width(document) if rows else None
    begin_small = _items_begin_small(rows, edges)
    for nth, row in enumerate(rows):
        below = rows[nth + 1] if nth + 1 < len(rows) else None
        name, rest = _label(row, below, bold)
        if name is not None:
            groups.append(_Open(name))
        elif not groups:
            groups.append(_Open(None))
        if rest is not None and rest.text:
            is_full = nth > 0 and (goes_on(rows[nth - 1], row, edges) or had_no_room(rows[nth - 1], row, width))
            is_full = is_full or (starts_lower(rest.text) and _may_be_broken(document, rows[max(0, nth - 1)], row))
            is_full = is_full and not (begin_small and _ENDS_OPEN.search(rows[nth - 1].text) is None)
            _add(document, groups[-1], rest, row, is_full=is_full)
    read = (SkillGroup(_named(document, g.name), tuple(_keywords(document, g.rows))) for g in groups)
    return tuple(group for group in read if group.keywords)


def _edges(document: Document, rows: Sequence[Row]) -> Edges:
    """Return how far lines of the skills reach, in points, or where they list one by one, all set alike beside them.

    A list of short items says nothing about how wide its column is.
    """
    if not rows or _are_lists(rows):
        return right_edges(row.line for row in rows)
    sizes = {row.style.size for row in rows}
    left = {(row.line.page, row.line.column, round(row.line.box.x0 / _INDENT)) for row in rows if row.line.box}
    beside = (line for line in document.lines if line.box is not None and line.style.size in sizes)
    return right_edges(
        [
            *(row.line for row in rows),
            *(line for line in beside if line.box and (line.page, line.column, round(line.box.x0 / _INDENT)) in left),
        ]
    )


def _items_begin_small(rows: Sequence[Row], edges: Edges) -> bool:
    """Return whether items on lines of their own begin with small letters, where the line above them had room."""
    if _are_lists(rows):
        return False
    small = [nth for nth, row in enumerate(rows) if nth and starts_lower(row.text) and row.line.box is not None]
    apart = [nth for nth in small if not rows[nth - 1].style.bold and not goes_on(rows[nth - 1], rows[nth], edges)]
    return len(apart) >= _FEWEST_SMALL


def _are_lists(rows: Sequence[Row]) -> bool:
    """Return whether most rows have several items, with commas between them."""
    return 2 * sum(_COMMA.search(_BRACKETS.sub("", row.text)) is not None for row in rows) > len(rows)


def _may_be_broken(document: Document, above: Row, row: Row) -> bool:
    """Return whether a format without pages may have broken one item in two: plain text, or inside one paragraph."""
    return row.line.box is None and (document.media_type == "text/plain" or row.line.path == above.line.path)


def _add(document: Document, group: _Open, piece: Piece, row: Row, *, is_full: bool) -> None:
    """Add a line to a group; the rest of a broken phrase goes with the line before."""
    if group.rows and not row.is_bullet and _continues(group.rows[-1].text, piece.text, is_full=is_full):
        last = group.rows[-1]
        if piece.start - last.end <= 3 and row.line.cell == group.cell:
            group.rows[-1] = Piece(document.text[last.start : piece.end], last.start, piece.end)
            return
    group.rows.append(piece)
    group.cell = row.line.cell


def _continues(before: str, text: str, *, is_full: bool) -> bool:
    """Return whether a list item was broken at the end of a printed line."""
    listed = "," in before or " · " in before or " • " in before or " | " in before
    ended = before.endswith((",", ";", "·", "•", "|"))
    opened = before.count("(") > before.count(")")
    return (is_full and (starts_lower(text) or (listed and not before.endswith(".")))) or ended or opened


class _Bold(NamedTuple):
    """How much of a section is set in bold: labels only, or all of it."""

    some: bool
    most: bool
    is_spaced: bool
    """Whether space stands between any two lines, which then marks no label."""


def _boldness(rows: Sequence[Row]) -> _Bold:
    bold = sum(row.style.bold for row in rows)
    return _Bold(bold > 0, bold > len(rows) / 2, len({row.line.block for row in rows}) == len(rows))


def _label(row: Row, below: Row | None, bold: _Bold) -> tuple[Piece | None, Piece | None]:
    """Return the label that a row begins with, and the rest of the row."""
    match = _LABEL.match(row.text)
    if match is not None and "," not in match[1]:
        if fold(row.text[match.end() :]).strip(" .") in skill_cues().levels:
            return None, row.piece.cut(0, match.end(1)).trimmed()
        return row.piece.cut(0, match.end(1)).trimmed(), row.piece.cut(match.end(), len(row.text)).trimmed()
    first, tab, _ = row.text.partition("\t")
    if tab and len(first) <= _LONGEST_LABEL and "," not in first and _is_set_apart(row, len(first) + 1):
        return row.piece.cut(0, len(first)).trimmed(), row.piece.cut(len(first) + 1, len(row.text)).trimmed()
    changed = _bold_lead(row)
    if changed is not None:
        return row.piece.cut(0, changed).trimmed(), row.piece.cut(changed, len(row.text)).trimmed()
    if below is not None and _is_heading_of_list(row, below, bold=bold):
        return row.piece.trimmed(), None
    return None, row.piece


def _is_set_apart(row: Row, at: int) -> bool:
    """Return whether what follows a tab is a list, or is set differently from what stands before it."""
    rest = row.text[at:]
    after = style_at(row.line, min(row.start + at, row.end - 1))
    return "," in rest or "·" in rest or style_at(row.line, row.start).bold != after.bold


def _bold_lead(row: Row) -> int | None:
    """Return the offset at which bold words at the beginning of a list end."""
    if not row.style.bold or (row.is_bullet and "," not in row.text):
        return None
    for run in row.line.runs:
        if row.start < run.start < row.end and not run.style.bold:
            offset = run.start - row.start
            return offset if offset <= _LONGEST_LABEL and "," not in row.text[:offset] else None
    return None


def _is_heading_of_list(row: Row, below: Row, *, bold: _Bold) -> bool:
    """Return whether a line by itself is the label of the lines under it: by its type, or above bullets."""
    if (
        row.is_bullet
        or "," in row.text
        or len(row.text) > _LONGEST_LABEL
        or "\t" in row.text
        or _BULLET.search(row.text)
    ):
        return False
    if row.line.heading_level and not below.line.heading_level:
        return True
    cell, under_cell = row.line.cell, below.line.cell
    if cell is not None and under_cell is not None and (cell.table, cell.row) == (under_cell.table, under_cell.row):
        return cell.column < under_cell.column and ("," in below.text or (row.style.bold and not below.style.bold))
    style, under = row.style, below.style
    stands_out = (
        (style.bold and not under.bold and not bold.most)
        or (
            not bold.some
            and is_capitals(row.text)
            and not is_capitals(below.text)
            and (
                below.is_bullet
                or (row.line.block != below.line.block and not bold.is_spaced)
                or bool(_COMMA.search(below.text))
            )
            and bool(_CAPITAL_LABEL.match(row.text))
        )
        or style.size > under.size + 0.4
    )
    return stands_out or (below.is_bullet and _stands_left(row, below))


def _stands_left(row: Row, below: Row) -> bool:
    """Return whether a line stands no deeper than the bullet under it: a label, not the rest of a bullet."""
    box, under = row.line.box, below.line.box
    return box is None or under is None or box.x0 <= under.x0 + 1.0


def _named(document: Document, name: Piece | None) -> Text | None:
    if name is None or not name.text:
        return None
    return Extracted(name.text, 0.9, (document.anchor(name.start, name.end),))


def _keywords(document: Document, pieces: Iterable[Piece]) -> Iterable[Text]:
    seen: set[str] = set()
    for piece in _without_sentences(list(pieces)):
        for item in map(_without_lead, split_list(piece)):
            value = item.text if item.text.isalnum() else " ".join(_LEVEL.sub("", item.text).split())
            is_level = len(value) <= _LONGEST_LEVEL and fold(value) in skill_cues().levels
            if value and not is_level and value.casefold() not in seen and _may_be_skill(value):
                seen.add(value.casefold())
                confidence = 0.9 if len(value.split()) <= 4 else 0.7
                yield Extracted(value, confidence, (document.anchor(item.start, item.end),))


def _without_sentences(pieces: Sequence[Piece]) -> Sequence[Piece]:
    """Return the items of a list without those that tell something, where most do (``Wires a house; mends shoes.``)."""
    telling = [piece for piece in pieces if _tells(piece.text)]
    if len(telling) < _FEWEST_SENTENCES or 2 * len(telling) <= len(pieces):
        return pieces
    return [piece for piece in pieces if piece not in telling]


def _tells(text: str) -> bool:
    """Return whether an item is a sentence and no list that ends with a full stop."""
    is_long = len(text.split()) >= _SENTENCE and text.count(",") < _FEWEST_COMMAS
    return is_long and ends_sentence(text) and skill_cues().lead.match(text.lower()) is None


def _without_lead(item: Piece) -> Piece:
    """Return the item without words such as ``Experienced in`` before it."""
    if item.text.isalnum():
        return item  # a single word
    lead = skill_cues().lead.match(item.text.lower())
    if lead is not None and starts_lower(item.text[lead.end() :]) and _OPERATING.match(item.text.lower()):
        return item  # ``obsługa drona``: not the drone is the skill, but Excel is in ``obsługa Excel``
    return item.cut(lead.end(), len(item.text)) if lead is not None else item


def _split_at_rare(piece: Piece) -> list[Piece]:
    """Split at a sign that parts a list where it is repeated, and is part of a name where it is not."""
    text = piece.text
    sign = next((sign for mark, sign in _RARE.items() if mark in text and len(sign.findall(text)) > 1), None)
    return piece.split(sign) if sign is not None else [piece]


def _may_be_skill(value: str) -> bool:
    return len(value) <= _LONGEST_SKILL and len(value.split()) <= _MOST_WORDS and any(c.isalnum() for c in value)


def split_list(piece: Piece) -> list[Piece]:
    """Split a printed list at its separators; what stands in brackets stays with the word before it."""
    items: list[Piece] = []
    for part in (part for whole in piece.split(_BULLET) for part in _split_at_rare(whole)):
        if part.text.count(",") > 1 and (end := _LAST.search(part.text)):
            items += split_list(part.cut(0, end.start())) + split_list(part.cut(end.end(), len(part.text)))
            continue
        start = counted = opened = 0
        for match in _COMMA.finditer(part.text):
            opened += part.text.count("(", counted, match.start()) - part.text.count(")", counted, match.start())
            counted = match.start()
            if opened > 0:
                continue
            items.append(part.cut(start, match.start()).trimmed(" \t\n,;·•|\u00a0"))
            start = match.end()
        items.append(part.cut(start, len(part.text)).trimmed(" \t\n,;·•|\u00a0"))
    last = [item for item in items if item.text]
    return [item.trimmed(".") if item.text.endswith(".") and item.text.count(".") == 1 else item for item in last]
