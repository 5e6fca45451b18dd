"""What paragraphs and runs look like: direct properties over styles over the document's defaults."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Final

import msgspec
from lxml import etree
from msgspec import structs

from vitae.documents.colors import UNKNOWN
from vitae.documents.docx.package import Package
from vitae.documents.docx.style_part import Children, StylePart, W, children_of, is_on, read_style_part
from vitae.domain.document import TextStyle

_A: Final = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
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
        said = {name: value for name in self.__struct_fields__ if (value := getattr(self, name)) is not None}
        return structs.replace(base, **said) if said else base

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


@dataclass(slots=True)
class StyleSheet:
    """The styles of a document, each resolved once."""

    part: StylePart
    defaults: RunProperties
    fonts: "ThemeFonts"
    default_paragraph: str
    _runs: dict[str, RunProperties] = field(default_factory=dict)
    _looks: dict[int, tuple[RunProperties, TextStyle]] = field(default_factory=dict)
    _paragraphs: dict[str, ParagraphProperties] = field(default_factory=dict)

    def run(self, properties: etree._Element | None, base: RunProperties) -> RunProperties:
        """Return how a run with these ``rPr`` is set in a paragraph that is set as `base`."""
        if properties is None:
            return base
        said = children_of(properties)
        style = _value(said.get(_RUN_STYLE))
        if style:
            base = self._run_of_style(style).over(base)
        return _run_properties(said, self.fonts).over(base)

    def text_style(self, properties: RunProperties) -> TextStyle:
        """Return the values that a line shows; of one object they are worked out once."""
        known = self._looks.get(id(properties))
        if known is None:  # the properties are kept, so that no other object gets their id
            known = self._looks[id(properties)] = properties, properties.text_style()
        return known[1]

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
        properties = table.find(f"{W}tblPr")
        if properties is None:
            return around
        if (own := shade_of(properties)) is not None:
            return own
        style = _value(properties.find(f"{W}tblStyle")) or ""
        is_filled = any(element.find(f".//{W}shd") is not None for element in self._chain(style))
        return UNKNOWN if is_filled else around

    def _paragraph_of_style(self, style: str) -> ParagraphProperties:
        if style not in self._paragraphs:
            heading, numbered, shade = None, None, None
            for element in self._chain(style):
                said = children_of(element.find(f"{W}pPr"))
                heading = heading or _named_level(element) or _outline_level(said)
                numbered = _is_numbered(said) if numbered is None else numbered
                shade = _shade(said.get(_SHADE)) if shade is None else shade
            run = self._run_of_style(style).over(self.defaults)
            self._paragraphs[style] = ParagraphProperties(run, heading, numbered or False, shade)
        return self._paragraphs[style]

    def _run_of_style(self, style: str) -> RunProperties:
        if style not in self._runs:
            properties = RunProperties()
            for element in self._chain(style):
                properties = properties.over(_run_properties(children_of(element.find(f"{W}rPr")), self.fonts))
            self._runs[style] = properties
        return self._runs[style]

    def _chain(self, style: str) -> Iterator[etree._Element]:
        """Yield a style and what it is based on."""
        for _ in range(_MAX_CHAIN):
            element = self.part.style(style)
            if element is None:
                return
            yield element
            style = _value(element.find(f"{W}basedOn")) or ""


@dataclass(slots=True)
class ThemeFonts:
    """The typefaces that ``minor…`` and ``major…`` stand for; the theme is opened when the first is asked for."""

    package: Package
    part: str
    _faces: dict[str, str] | None = None

    def face(self, kind: str) -> str | None:
        """Return the typeface of a kind such as ``minorHAnsi``; None where the theme has none."""
        if self._faces is None:
            self._faces = dict(_theme_fonts(self.package.part(self.part)))
        return self._faces.get(kind[:5])


def read_styles(package: Package, parts: dict[str, str]) -> StyleSheet:
    """Return the style sheet; `parts` names the parts called ``styles`` and ``theme``, where there are any."""
    part = read_style_part(package.archive, parts.get("styles", ""))
    fonts, defaults = ThemeFonts(package, parts.get("theme", "")), part.defaults()
    runs = defaults.find(f"{W}rPrDefault/{W}rPr") if defaults is not None else None
    return StyleSheet(part, _run_properties(children_of(runs), fonts), fonts, part.default_paragraph())


def _value(element: etree._Element | None) -> str | None:
    return element.get(f"{W}val") if element is not None else None


def _number(value: str | None) -> int | None:
    """Return the number that an attribute states; None of what is none, or has more digits than any honest one."""
    return int(value) if value and value.isdecimal() and len(value) <= _MOST_DIGITS else None


def _run_properties(said: Children, fonts: ThemeFonts) -> RunProperties:
    if not said:
        return _NOTHING_SAID
    values = {tag.rpartition("}")[2]: element for tag, element in said.items()}
    size = _number(_value(values.get("sz")))
    return RunProperties(
        font=_font(values["rFonts"], fonts) if "rFonts" in values else None,
        size=size / 2 if size is not None else None,
        bold=is_on(values["b"]) if "b" in values else None,
        italic=is_on(values["i"]) if "i" in values else None,
        color=_color(_value(values.get("color"))),
        shade=_HIGHLIGHTS.get(_value(values.get("highlight")) or "", _shade(values.get("shd"))),
        width=_number(_value(values.get("w"))),
        transparent=_is_transparent(values.get("textFill")),
        hidden=is_on(values["vanish"]) if "vanish" in values else None,
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
    return _shade(properties.find(_SHADE)) if properties is not None else None


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


def _theme_fonts(root: etree._Element | None) -> Iterator[tuple[str, str]]:
    for kind in ("minor", "major") if root is not None else ():
        latin = root.find(f".//{_A}{kind}Font/{_A}latin") if root is not None else None
        if latin is not None and latin.get("typeface"):
            yield kind, latin.get("typeface", "")


def _outline_level(said: Children) -> int | None:
    level = _number(_value(said.get(_OUTLINE_LEVEL)))
    return level + 1 if level is not None and level < 9 else None


def _named_level(style: etree._Element) -> int | None:
    """Return the level of the built-in ``heading 1`` to ``heading 9``; their names are English in any language."""
    name, _, number = (_value(style.find(f"{W}name")) or "").lower().rpartition(" ")
    level = _number(number)
    return level if name == "heading" and level is not None and 1 <= level <= 9 else None


def _is_numbered(said: Children) -> bool | None:
    numbering = said.get(_NUMBERING)
    number = numbering.find(f"{W}numId") if numbering is not None else None
    return None if number is None else _value(number) != "0"
