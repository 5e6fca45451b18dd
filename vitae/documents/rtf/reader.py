"""RTF: groups, destinations and control words turned into headers, body and footers."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from datetime import date
from enum import Enum, auto
from itertools import chain, islice

from vitae.documents.builder import DocumentBuilder, LineDraft
from vitae.documents.colors import UNKNOWN
from vitae.documents.flow import FlowText
from vitae.documents.limits import Limits
from vitae.documents.reading import Reading, reading_of
from vitae.documents.rtf.looks import CharacterLook, Font, Tables
from vitae.documents.rtf.story import Finds, Paragraph, Story
from vitae.documents.rtf.tokens import Kind, Token, tokens
from vitae.domain.errors import DocumentCorrupt, DocumentEmpty

_MAX_DEPTH = 1_000
_MAX_TOKENS = 2_000_000
"""A document of a hundred pages, as the wordiest of word processors writes it, has a fifth of them."""
_FLAGS = ("table", "text_box", "header", "footer")
_HYPERLINK = re.compile(r'^\s*HYPERLINK\s+(?:"([^"]+)"|([^\s\\]\S*))', re.IGNORECASE)
_PAGE_NUMBER = re.compile(r"^\s*(?:PAGE|NUMPAGES|SECTIONPAGES)\b", re.IGNORECASE)


class _Into(Enum):
    """Where the text of a group goes."""

    STORY = auto()
    NOWHERE = auto()
    INSTRUCTION = auto()
    MARKER = auto()
    FONTS = auto()
    COLORS = auto()
    STYLES = auto()
    SAVED = auto()


_SKIPPED = frozenset({
    "info", "pict", "nonshppict", "shprslt", "filetbl", "revtbl", "rsidtbl", "listtable", "listoverridetable", "tc",
    "xe", "rxe", "txe", "bxe", "template", "ftnsep", "ftnsepc", "aftnsep", "nonesttables", "objdata", "objclass",
    "sn", "sv", "private", "dptxbx", "background", "operator", "title", "author", "keywords",
})  # fmt: skip
_INTO = {
    "fonttbl": _Into.FONTS, "colortbl": _Into.COLORS, "stylesheet": _Into.STYLES, "fldinst": _Into.INSTRUCTION,
    "listtext": _Into.MARKER, "pntext": _Into.MARKER, "revtim": _Into.SAVED, "shpinst": _Into.NOWHERE,
    "upr": _Into.NOWHERE,
} | dict.fromkeys(_SKIPPED, _Into.NOWHERE)  # fmt: skip
_READ_THOUGH_OPTIONAL = frozenset({"fldinst", "shpinst", "shptxt", "ud", "nesttableprops"})
"""Destinations that a reader may pass over and we do not."""
_MARGINS = {
    "headerf": "header", "header": "header", "headerr": "header", "headerl": "header",
    "footerf": "footer", "footer": "footer", "footerr": "footer", "footerl": "footer",
}  # fmt: skip
_BOXES = {"shptxt": "txbx", "footnote": "footnote"}
_CHARACTERS = {
    "tab": "\t", "line": "\n", "softline": "\n", "lquote": "‘", "rquote": "’", "ldblquote": "“", "rdblquote": "”",
    "bullet": "•", "endash": "–", "emdash": "—", "emspace": " ", "enspace": " ", "qmspace": " ",
}  # fmt: skip
_PARAGRAPH_ENDS = frozenset({"par", "sect", "page", "column", "nestcell", "nestrow"})
_SYMBOLS = {"~": "\xa0", "-": "\xad", "_": "-", "\\": "\\", "{": "{", "}": "}", "\t": "\t"}
_PAGES = {"mac": "mac_roman", "pc": "cp437", "pca": "cp850", "ansi": "cp1252"}


@dataclass(slots=True)
class _Field:
    """A field such as ``HYPERLINK "https://…"``."""

    instruction: list[str] = field(default_factory=list)


@dataclass(slots=True)
class _Group:
    """What is in force between two braces; an inner group begins as a copy."""

    into: _Into
    story: Story
    look: CharacterLook = CharacterLook()
    fallback: int = 1
    """How many characters for old readers follow each Unicode one."""
    is_optional: bool = False
    field: _Field | None = None
    result: tuple[_Field, FlowText, int] | None = None
    """The field whose result this group is, with the paragraph and the place where it begins."""
    outside: _Into | None = None
    """Where the text went before ``\\upr``, whose second part says the same in Unicode."""


@dataclass(slots=True)
class _Interpreter:
    """Follows the tokens of a file, one after the other."""

    finds: Finds = field(default_factory=Finds)
    tables: Tables = field(default_factory=Tables)
    margins: list[Story] = field(default_factory=list)
    body: Story = field(init=False)
    group: _Group = field(init=False)
    saved: dict[str, int] = field(default_factory=dict)
    _stack: list[_Group] = field(default_factory=list)
    _bytes: list[str] = field(default_factory=list)
    _skip: int = 0
    _high: int = 0
    _gathered: list[str] = field(default_factory=list)
    _rgb: dict[str, int] = field(default_factory=dict)
    _number: int = 0
    _charset: int = 0
    _cell_ground: int | None = None

    def __post_init__(self) -> None:
        self.body = Story("body", self.finds)
        self.group = _Group(_Into.STORY, self.body)

    def run(self, data: bytes, max_characters: int) -> None:
        """Read the file to its end, or until there is more text than anybody asks for."""
        steps: dict[Kind, Callable[[Token], None]] = {
            Kind.OPEN: self._open,
            Kind.CLOSE: self._close,
            Kind.WORD: self._word,
            Kind.SYMBOL: self._symbol,
        }
        for token in islice(tokens(data), _MAX_TOKENS):
            if self.finds.length > 2 * max_characters:
                break
            if token.kind is Kind.BYTES:
                self._take_bytes(token.text)
            else:
                self._flush()
                steps[token.kind](token)
        self._flush()
        for story in (self.body, *self.margins):
            story.end_paragraph(self._level(story))

    def _open(self, _token: Token) -> None:
        if len(self._stack) >= _MAX_DEPTH:
            raise DocumentCorrupt(f"The RTF document has groups inside each other more than {_MAX_DEPTH:,} deep.")
        self._skip = 0
        self._stack.append(self.group)
        outer = self.group
        self.group = _Group(
            outer.into, outer.story, outer.look, outer.fallback, field=outer.field, outside=outer.outside
        )

    def _close(self, _token: Token) -> None:
        self._skip = 0
        if not self._stack:
            return
        ended, self.group = self.group, self._stack.pop()
        outer = self.group
        if ended.result:
            self._end_result(*ended.result, ended.story)
        if ended.into is _Into.MARKER and outer.into is not _Into.MARKER:
            ended.story.paragraph.is_item = bool(self._take_gathered().strip())
        elif ended.into in (_Into.FONTS, _Into.STYLES):
            self._end_entry(ended.into)
        if ended.story is not outer.story and ended.story.flag in ("header", "footer"):
            ended.story.end_paragraph()

    def _end_result(self, source: _Field, flow: FlowText, start: int, story: Story) -> None:
        instruction = "".join(source.instruction)
        found = _HYPERLINK.match(instruction)
        if found:
            story.flow.link(start if flow is story.flow else 0, found[1] or found[2])
        elif _PAGE_NUMBER.match(instruction):
            story.counts_pages = True

    def _end_entry(self, into: _Into) -> None:
        name = self._take_gathered().split(";")[0].strip()
        if into is _Into.FONTS and name:
            self.tables.fonts[self._number] = Font(name, self._charset)
        elif into is _Into.STYLES and name:
            self.tables.add_heading_style(self._number, name)

    def _take_gathered(self) -> str:
        text = "".join(self._gathered)
        self._gathered.clear()
        return text

    def _symbol(self, token: Token) -> None:
        if token.text == "*":
            self.group.is_optional = True
        elif token.text in "\r\n":
            self._end_paragraph()
        elif token.text in _SYMBOLS:
            self._put(_SYMBOLS[token.text])

    def _take_bytes(self, text: str) -> None:
        if self._skip:
            skipped = min(self._skip, len(text))
            self._skip -= skipped
            text = text[skipped:]
        if text:
            self._bytes.append(text)

    def _flush(self) -> None:
        """Decode the bytes that belong together; some characters have two."""
        if self._bytes:
            raw = "".join(self._bytes).encode("latin-1")
            self._bytes.clear()
            self._put(self.tables.decode(raw, self.group.look.font), counts_as_fallback=False)

    def _put(self, text: str, *, counts_as_fallback: bool = True) -> None:
        """Send characters where the group says."""
        if counts_as_fallback and self._skip:
            self._skip -= 1
            return
        group = self.group
        if group.into is _Into.STORY:
            if not group.look.deleted:
                concealment = self.tables.concealment(group.look, group.story.background())
                group.story.add(text, self.tables.style(group.look), concealment)
        elif group.into is _Into.INSTRUCTION:
            if group.field:
                group.field.instruction.append(text)
        elif group.into is _Into.COLORS:
            for _ in range(text.count(";")):
                self._end_color()
        elif group.into in (_Into.MARKER, _Into.FONTS, _Into.STYLES):
            self._gathered.append(text)
            if group.into is _Into.FONTS and ";" in text:
                self._end_entry(group.into)

    def _end_color(self) -> None:
        rgb = self._rgb
        color = rgb.get("red", 0) << 16 | rgb.get("green", 0) << 8 | rgb.get("blue", 0) if rgb else None
        self.tables.colors.append(color)
        self._rgb = {}

    def _unicode(self, number: int) -> None:
        self._skip = 0
        code = number + 0x10000 if number < 0 else number
        if 0xD800 <= code < 0xDC00:
            self._high = code
        elif 0xDC00 <= code < 0xE000:
            if self._high:
                self._put(chr(0x10000 + ((self._high - 0xD800) << 10) + code - 0xDC00))
            self._high = 0
        elif code < 0x110000:
            self._put(chr(code))
        self._skip = self.group.fallback

    def _word(self, token: Token) -> None:
        word, number = token.text, token.number
        if word == "u":
            self._unicode(number or 0)
        elif self._skip:
            self._skip -= 1
        elif self._enters_destination(word):
            return
        elif word in _CHARACTERS:
            self._put(_CHARACTERS[word])
        elif self.group.into is _Into.STORY:
            self._paragraph_word(word, number)
        elif self.group.into is not _Into.NOWHERE:
            self._table_word(word, number)
        self.group.look = self.group.look.after(word, number)
        self._file_word(word, number)

    def _enters_destination(self, word: str) -> bool:
        """Whether the word says where the text of its group goes."""
        group = self.group
        is_optional, group.is_optional = group.is_optional, False
        if group.into is _Into.NOWHERE and word not in ("shptxt", "ud", "revtim"):
            return False
        if is_optional and word not in _READ_THOUGH_OPTIONAL:
            group.into = _Into.NOWHERE
        elif word in _MARGINS:
            kind = _MARGINS[word]
            group.story = Story(f"{kind}[{len(self.margins)}]", self.finds, kind)
            self.margins.append(group.story)
        elif word in _BOXES:
            group.story, group.into = group.story.box(_BOXES[word]), _Into.STORY
        elif word == "field":
            group.field = _Field()
        elif word == "fldrslt" and group.field:
            group.result = (group.field, group.story.flow, group.story.flow.length)
        elif word == "ud":
            group.into = group.outside or _Into.STORY
        elif word in _INTO:
            group.outside = group.into if word == "upr" else group.outside
            group.into = _INTO[word]
        else:
            return False
        return True

    def _paragraph_word(self, word: str, number: int | None) -> None:
        story = self.group.story
        if word in _PARAGRAPH_ENDS:
            self._end_paragraph()
        elif word == "cell":
            story.end_cell(self._level(story))
        elif word == "row":
            story.end_row()
        elif word == "pard":
            story.paragraph = Paragraph(is_item=story.paragraph.is_item)
        elif word == "intbl":
            story.paragraph.in_table = True
        elif word == "s":
            story.paragraph.style = number or 0
        elif word == "outlinelevel":
            story.paragraph.outline_level = 9 if number is None else number
        elif word == "cbpat":
            story.paragraph.background = self.tables.color(number or 0)
        else:
            self._row_word(word, number)

    def _row_word(self, word: str, number: int | None) -> None:
        """Follow the definition of a row, which names the colour of each cell before its right edge."""
        if word == "trowd":
            self.group.story.cell_grounds = []
        elif word == "clcbpat":
            self._cell_ground = self.tables.color(number or 0)
        elif word in ("clshdng", "clcfpat") and number:
            self._cell_ground = UNKNOWN
        elif word == "cellx":
            self.group.story.cell_grounds.append(self._cell_ground)
            self._cell_ground = None

    def _end_paragraph(self) -> None:
        if self.group.into is _Into.STORY:
            self.group.story.end_paragraph(self._level(self.group.story))

    def _level(self, story: Story) -> int | None:
        if 0 <= story.paragraph.outline_level < 9:
            return story.paragraph.outline_level + 1
        return self.tables.heading_levels.get(story.paragraph.style)

    def _table_word(self, word: str, number: int | None) -> None:
        if word in ("red", "green", "blue"):
            self._rgb[word] = min(255, max(0, number or 0))
        elif word == "fcharset":
            self._charset = number or 0
        elif word == "f" and self.group.into is _Into.FONTS:
            self._number, self._charset = number or 0, 0
        elif word in ("s", "cs", "ds") and self.group.into is _Into.STYLES:
            self._number = (number or 0) if word == "s" else -1
        elif word in ("yr", "mo", "dy") and self.group.into is _Into.SAVED:
            self.saved[word] = number or 0

    def _file_word(self, word: str, number: int | None) -> None:
        if word == "plain":
            self.group.look = CharacterLook(font=self.tables.default_font)
        elif word == "uc":
            self.group.fallback = min(16, max(0, number or 0))
        elif word == "deff":
            self.tables.default_font = number or 0
            self.group.look = replace(self.group.look, font=number or 0)
        elif word == "ansicpg":
            self.tables.use_code_page("utf-8" if number == 65001 else f"cp{number}")
        elif word in _PAGES:
            self.tables.use_code_page(_PAGES[word])


def read_rtf(data: bytes, limits: Limits) -> Reading:
    """Read an RTF document: headers first, then the body, footers last.

    Deleted text is left out; hidden text is no part of the text and listed apart.

    Raises:
        DocumentCorrupt: it is no RTF, or its groups lie inside each other without end.
        DocumentEmpty: it has no text.
    """
    if not data.lstrip().startswith(b"{\\rtf"):
        raise DocumentCorrupt("The document does not begin as RTF does.")
    interpreter = _Interpreter()
    if rb"\shp" in data:
        interpreter.body.ground = UNKNOWN
    interpreter.run(data, limits.max_characters)
    builder = DocumentBuilder(limits.max_characters)
    finds = interpreter.finds
    headers, footers = (_margin_lines(interpreter.margins, flag) for flag in ("header", "footer"))
    builder.add_all(chain(headers, interpreter.body.lines, footers))
    if not builder.lines and not finds.hidden:
        raise DocumentEmpty("The document has no text.")
    return reading_of(
        builder,
        flags=tuple(flag for flag in _FLAGS if flag in finds.flags),
        last_modified=_last_modified(interpreter.saved),
        hidden=finds.hidden,
    )


def _margin_lines(stories: list[Story], flag: str) -> Iterator[LineDraft]:
    """Yield the lines of headers or footers; what two of them say alike is said once."""
    seen: set[str] = set()
    for line in (line for story in stories if story.flag == flag for line in story.lines):
        if line.text not in seen:
            seen.add(line.text)
            yield line


def _last_modified(saved: dict[str, int]) -> str | None:
    try:
        return date(saved["yr"], saved["mo"], saved["dy"]).isoformat()
    except (KeyError, ValueError):
        return None
