"""What paragraphs and runs look like: direct properties over styles over the document's defaults."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Final, NamedTuple

import msgspec
from lxml import etree
from msgspec import structs

from vitae.documents.colors import UNKNOWN
from vitae.documents.docx.package import Package
from vitae.documents.docx.style_part import Children, StylePart, W, children_of, first_of, is_on, read_style_part
from vitae.documents.docx.theme import ThemeFonts
from vitae.domain.document import TextStyle

_W14: Final = "{http://schemas.microsoft.com/office/word/2010/wordml}"
AUTOMATIC: Final = -1
"""The colour of text that is dark on light and light on dark."""
_HIGHLIGHTS = {
    "black": 0x000000,
    "blue": 0x0000FF,
    "cyan": 0x00FFFF,
    "green": 0x00FF00,
    "magenta": 0xFF00FF,
    "red": 0xFF0000,
    "yellow": 0xFFFF00,
    "white": 0xFFFFFF,
    "darkBlue": 0x000080,
    "darkCyan": 0x008080,
    "darkGreen": 0x008000,
    "darkMagenta": 0x800080,
    "darkRed": 0x800000,
    "darkYellow": 0x808000,
    "darkGray": 0x808080,
    "lightGray": 0xC0C0C0,
}
"""The colours of the marker pen (ECMA-376, part 1, 17.18.40)."""
_FAINTEST = 96_000
"""Thousandths of a percent of transparency."""
_MOST_DIGITS = 9
_RUN_STYLE, _PARAGRAPH_STYLE, _SHADE = f"{W}rStyle", f"{W}pStyle", f"{W}shd"
_OUTLINE_LEVEL, _NUMBERING = f"{W}outlineLvl", f"{W}numPr"
_TABLE_PROPERTIES, _TABLE_STYLE, _VALUE = f"{W}tblPr", f"{W}tblStyle", f"{W}val"
_PARAGRAPH_PROPERTIES, _RUN_PROPERTIES, _BASED_ON, _NAME = f"{W}pPr", f"{W}rPr", f"{W}basedOn", f"{W}name"
_FONTS, _SIZE, _BOLD, _ITALIC, _COLOR = f"{W}rFonts", f"{W}sz", f"{W}b", f"{W}i", f"{W}color"
_HIGHLIGHT, _WIDTH, _VANISH, _TEXT_FILL = f"{W}highlight", f"{W}w", f"{W}vanish", f"{_W14}textFill"
_MOST_SET_RUNS = 4096
"""That are remembered; a document sets its runs in a few ways."""
_DEFAULT_SIZE = 10.0
"""Points, where the document has no default of its own (ECMA-376, part 1, 17.3.2.38)."""
_MAX_CHAIN = 20


class RunProperties(msgspec.Struct, frozen=True, gc=False):
    """How a run is set; None where nothing is said."""

    font: str | None = None
    size: float | None = None
    bold: bool | None = None
    italic: bool | None = None
    color: int | None = None
    """0xRRGGBB or `AUTOMATIC`."""
    hidden: bool | None = None
    shade: int | None = None
    """The colour behind the letters."""
    width: int | None = None
    """Of the letters, in percent."""
    transparent: bool | None = None

    def over(self, base: "RunProperties") -> "RunProperties":
        """Return these properties, with `base` where they say nothing."""
        if self is _NOTHING_SAID:
            return base
        pairs = zip(structs.astuple(self), structs.astuple(base), strict=True)
        return RunProperties(*[theirs if said is None else said for said, theirs in pairs])

    def text_style(self) -> TextStyle:
        """Return the values that a line shows."""
        return TextStyle(
            self.font or "",
            self.size or _DEFAULT_SIZE,
            self.bold or False,
            self.italic or False,
            max(0, self.color or 0),
        )


_NOTHING_SAID = RunProperties()


@dataclass(frozen=True, slots=True)
class ParagraphProperties:
    """What a paragraph is."""

    run: RunProperties = RunProperties()
    heading_level: int | None = None
    is_list_item: bool = False
    shade: int | None = None
    """The colour behind its lines."""


class _Style(NamedTuple):
    """What one style says itself."""

    element: etree._Element
    based_on: str
    run: RunProperties
    heading_level: int | None
    is_list_item: bool | None
    shade: int | None


@dataclass(slots=True)
class StyleSheet:
    """The styles of a document, each resolved once."""

    part: StylePart
    defaults: RunProperties
    fonts: ThemeFonts
    default_paragraph: str
    _styles: dict[str, _Style | None] = field(default_factory=dict)
    _runs: dict[str, RunProperties] = field(default_factory=dict)
    _set_runs: dict[tuple[object, ...], tuple[RunProperties, RunProperties]] = field(default_factory=dict)
    """By the id of their base and what they say themselves: the base, so that nothing else gets its id, and the run."""
    _paragraphs: dict[str, ParagraphProperties] = field(default_factory=dict)

    def run(self, properties: etree._Element | None, base: RunProperties) -> RunProperties:
        """Return how a run with these ``rPr`` is set in a paragraph that is set as `base`."""
        if properties is None:
            return base
        key = (id(base), *[(child.tag, *child.items()) for child in properties])
        if (known := self._set_runs.get(key)) is not None:
            return known[1]
        said = children_of(properties)
        style = _value(said.get(_RUN_STYLE))
        run = _run_properties(said, self.fonts).over(self._run_of_style(style).over(base) if style else base)
        # what a fill says lies in elements of its own, and is no part of the key
        if _TEXT_FILL not in said and len(self._set_runs) < _MOST_SET_RUNS:
            self._set_runs[key] = base, run
        return run

    def paragraph(self, said: Children) -> ParagraphProperties:
        """Return what a paragraph is of which its ``pPr`` say this."""
        base = self._paragraph_of_style(_value(said.get(_PARAGRAPH_STYLE)) or self.default_paragraph)
        if len(said) == (_PARAGRAPH_STYLE in said):  # most name a style, or not even that
            return base
        level, numbered, shade = _outline_level(said), _is_numbered(said), _shade(said.get(_SHADE))
        if (level, numbered, shade) == (None, None, None):
            return base
        return ParagraphProperties(
            base.run,
            level or base.heading_level,
            base.is_list_item if numbered is None else numbered,
            base.shade if shade is None else shade,
        )

    def table_ground(self, table: etree._Element, around: int) -> int:
        """Return the colour behind a table: its own, or UNKNOWN where its style fills some of its cells."""
        properties = first_of(table, _TABLE_PROPERTIES)
        if properties is None:
            return around
        if (own := shade_of(properties)) is not None:
            return own
        chain = self._chain(_value(first_of(properties, _TABLE_STYLE)) or "")
        return UNKNOWN if any(style.element.find(f".//{_SHADE}") is not None for style in chain) else around

    def _paragraph_of_style(self, style: str) -> ParagraphProperties:
        known = self._paragraphs.get(style)
        if known is None:
            heading, numbered, shade = None, None, None
            for own in self._chain(style):
                heading = heading or own.heading_level
                numbered = own.is_list_item if numbered is None else numbered
                shade = own.shade if shade is None else shade
            run = self._run_of_style(style).over(self.defaults)
            known = self._paragraphs[style] = ParagraphProperties(run, heading, numbered or False, shade)
        return known

    def _run_of_style(self, style: str) -> RunProperties:
        if style not in self._runs:
            properties = _NOTHING_SAID
            for own in self._chain(style):
                properties = properties.over(own.run)
            self._runs[style] = properties
        return self._runs[style]

    def _chain(self, name: str) -> Iterator[_Style]:
        """Yield a style and what it is based on."""
        for _ in range(_MAX_CHAIN):
            style = self._style(name)
            if style is None:
                return
            yield style
            name = style.based_on

    def _style(self, name: str) -> _Style | None:
        if name not in self._styles:
            element = self.part.style(name) if name else None
            self._styles[name] = _read_style(element, self.fonts) if element is not None else None
        return self._styles[name]


def read_styles(package: Package, parts: dict[str, str]) -> StyleSheet:
    """Return the style sheet; `parts` names the parts called ``styles`` and ``theme``, where there are any."""
    part = read_style_part(package.archive, parts.get("styles", ""))
    fonts, defaults = ThemeFonts(package.archive, parts.get("theme", "")), part.defaults()
    runs = defaults.find(f"{W}rPrDefault/{W}rPr") if defaults is not None else None
    return StyleSheet(part, _run_properties(children_of(runs), fonts), fonts, part.default_paragraph())


def _read_style(element: etree._Element, fonts: ThemeFonts) -> _Style:
    said = children_of(element)
    paragraph = children_of(said.get(_PARAGRAPH_PROPERTIES))
    return _Style(
        element,
        _value(said.get(_BASED_ON)) or "",
        _run_properties(children_of(said.get(_RUN_PROPERTIES)), fonts),
        _named_level(_value(said.get(_NAME)) or "") or _outline_level(paragraph),
        _is_numbered(paragraph),
        _shade(paragraph.get(_SHADE)),
    )


def _value(element: etree._Element | None) -> str | None:
    return element.get(_VALUE) if element is not None else None


def _number(value: str | None) -> int | None:
    """Return the number that an attribute states; None of what is none, or has more digits than any honest one."""
    return int(value) if value and value.isdecimal() and len(value) <= _MOST_DIGITS else None


def _run_properties(said: Children, fonts: ThemeFonts) -> RunProperties:
    if not said:
        return _NOTHING_SAID
    fonts_said, size, highlight = said.get(_FONTS), _number(_value(said.get(_SIZE))), _value(said.get(_HIGHLIGHT))
    return RunProperties(
        font=_font(fonts_said, fonts) if fonts_said is not None else None,
        size=size / 2 if size is not None else None,
        bold=is_on(said[_BOLD]) if _BOLD in said else None,
        italic=is_on(said[_ITALIC]) if _ITALIC in said else None,
        color=_color(_value(said.get(_COLOR))),
        shade=_HIGHLIGHTS.get(highlight or "", _shade(said.get(_SHADE))),
        width=_number(_value(said.get(_WIDTH))),
        transparent=_is_transparent(said.get(_TEXT_FILL)),
        hidden=is_on(said[_VANISH]) if _VANISH in said else None,
    )


def _font(element: etree._Element, fonts: ThemeFonts) -> str | None:
    named = element.get(f"{W}ascii")
    if named:
        return named
    theme = element.get(f"{W}asciiTheme")
    return fonts.face(theme) or None if theme else None


def _color(value: str | None) -> int | None:
    if value is None:
        return None
    try:
        return int(value, 16) & 0xFFFFFF
    except ValueError:
        return AUTOMATIC


def shade_of(properties: etree._Element | None) -> int | None:
    """Return the colour with which a cell or table is filled; UNKNOWN of a pattern."""
    return _shade(first_of(properties, _SHADE)) if properties is not None else None


def _shade(element: etree._Element | None) -> int | None:
    if element is None:
        return None
    pattern = element.get(f"{W}val", "clear")
    if pattern not in ("clear", "nil", "solid"):
        return UNKNOWN
    color = _color(element.get(f"{W}color" if pattern == "solid" else f"{W}fill"))
    return None if color == AUTOMATIC else color


def _is_transparent(fill: etree._Element | None) -> bool | None:
    """Return whether the effect that fills letters leaves them without ink; None without such an effect."""
    if fill is None:
        return None
    alpha = fill.find(f".//{_W14}alpha")
    amount = _number(alpha.get(f"{_W14}val")) if alpha is not None else None
    return fill.find(f"{_W14}noFill") is not None or (amount is not None and amount >= _FAINTEST)


def _outline_level(said: Children) -> int | None:
    level = _number(_value(said.get(_OUTLINE_LEVEL)))
    return level + 1 if level is not None and level < 9 else None


def _named_level(style: str) -> int | None:
    """Return the level of the built-in ``heading 1`` to ``heading 9``; their names are English in any language."""
    name, _, number = style.lower().rpartition(" ")
    level = _number(number)
    return level if name == "heading" and level is not None and 1 <= level <= 9 else None


def _is_numbered(said: Children) -> bool | None:
    numbering = said.get(_NUMBERING)
    number = numbering.find(f"{W}numId") if numbering is not None else None
    return None if number is None else _value(number) != "0"
