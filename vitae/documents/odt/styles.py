"""What paragraphs, runs and cells of an OpenDocument text look like: styles over their parents over the default."""

from dataclasses import dataclass, field, replace
from typing import Final

from lxml import etree

from vitae.documents.colors import UNKNOWN, WHITE, look_alike, parse_color
from vitae.domain.document import HiddenKind, TextStyle

_NS: Final = "urn:oasis:names:tc:opendocument:xmlns:"
OFFICE: Final = f"{{{_NS}office:1.0}}"
STYLE: Final = f"{{{_NS}style:1.0}}"
TEXT: Final = f"{{{_NS}text:1.0}}"
TABLE: Final = f"{{{_NS}table:1.0}}"
DRAW: Final = f"{{{_NS}drawing:1.0}}"
_FO: Final = f"{{{_NS}xsl-fo-compatible:1.0}}"
_DEFAULT_SIZE = 12.0
_SMALLEST = 2.0
"""Points: what is smaller cannot be read."""
_MAX_CHAIN = 20
_POINTS = {"pt": 1.0, "in": 72.0, "cm": 72 / 2.54, "mm": 72 / 25.4, "px": 0.75}


@dataclass(frozen=True, slots=True)
class TextProperties:
    """How characters are set; None where nothing is said."""

    font: str | None = None
    size: float | None = None
    bold: bool | None = None
    italic: bool | None = None
    color: int | None = None
    background: int | None = None
    """Of the characters, else of the paragraph, else of the cell around it."""
    hidden: bool | None = None

    def over(self, base: "TextProperties") -> "TextProperties":
        """Return these properties, with `base` where they say nothing."""
        said = {name: value for name in self.__slots__ if (value := getattr(self, name)) is not None}
        return replace(base, **said) if said else base

    @property
    def concealment(self) -> HiddenKind | None:
        """Why nobody can make out such characters; None when one can."""
        if self.hidden:
            return HiddenKind.INVISIBLE_MODE
        if self.size is not None and self.size < _SMALLEST:
            return HiddenKind.TINY
        ground = WHITE if self.background is None else self.background
        return HiddenKind.SAME_COLOR if self.color is not None and look_alike(self.color, ground) else None

    def text_style(self) -> TextStyle:
        """Return the values that a line shows."""
        return TextStyle(
            self.font or "", self.size or _DEFAULT_SIZE, self.bold or False, self.italic or False, self.color or 0
        )


@dataclass(frozen=True, slots=True)
class ParagraphStyle:
    """What a paragraph is."""

    text: TextProperties = TextProperties()
    heading_level: int | None = None


@dataclass(slots=True)
class StyleSheet:
    """The styles of a document, each resolved once."""

    styles: dict[tuple[str, str], etree._Element] = field(default_factory=dict)
    """By family and name."""
    defaults: TextProperties = TextProperties(size=_DEFAULT_SIZE)
    _text: dict[tuple[str, str], TextProperties] = field(default_factory=dict)

    def with_automatic(self, root: etree._Element | None) -> "StyleSheet":
        """Return a sheet with the automatic styles of a part, whose names are known there only."""
        found = _named_styles(root.find(f"{OFFICE}automatic-styles")) if root is not None else {}
        return StyleSheet({**self.styles, **found}, self.defaults)

    def paragraph(self, element: etree._Element) -> ParagraphStyle:
        """Return what a paragraph or heading is."""
        name = element.get(f"{TEXT}style-name", "")
        return ParagraphStyle(self._resolved("paragraph", name).over(self.defaults), self._level("paragraph", name))

    def run(self, element: etree._Element, base: TextProperties) -> TextProperties:
        """Return how a span in characters that are set as `base` is set."""
        return self._resolved("text", element.get(f"{TEXT}style-name", ""), base.size).over(base)

    def background(self, family: str, name: str) -> int | None:
        """Return the colour behind everything in a cell or a frame with this style."""
        return self._resolved(family, name).background

    @property
    def has_layers(self) -> bool:
        """Whether pictures or shapes may lie under the text."""
        path = f"{STYLE}graphic-properties[@{STYLE}run-through='background']"
        return any(element.find(path) is not None for element in self.styles.values())

    def master_pages(self) -> list[str]:
        """Return the names of the page styles that paragraphs and tables ask for, in order."""
        names = (element.get(f"{STYLE}master-page-name") for element in self.styles.values())
        return list(dict.fromkeys(name for name in names if name))

    def _resolved(self, family: str, name: str, base_size: float | None = None) -> TextProperties:
        """Return a style over its parents; sizes in per cent count of the parent's."""
        key = (family, name)
        if key in self._text:
            return self._text[key]
        chain = self._chain(family, name)
        properties = TextProperties()
        for element in reversed(chain):
            size = properties.size or base_size or self.defaults.size or _DEFAULT_SIZE
            properties = _properties(element, size).over(properties)
        if base_size is None:
            self._text[key] = properties
        return properties

    def _level(self, family: str, name: str) -> int | None:
        for element in self._chain(family, name):
            level = element.get(f"{STYLE}default-outline-level")
            if level is not None:
                return outline_level(level)
        return None

    def _chain(self, family: str, name: str) -> list[etree._Element]:
        """Return a style and what it is based on, the most special first."""
        chain: list[etree._Element] = []
        while len(chain) < _MAX_CHAIN and (element := self.styles.get((family, name))) is not None:
            chain.append(element)
            name = element.get(f"{STYLE}parent-style-name", "")
        return chain


def read_styles(root: etree._Element | None) -> StyleSheet:
    """Return the common styles of ``styles.xml``."""
    common = root.find(f"{OFFICE}styles") if root is not None else None
    sheet = StyleSheet(_named_styles(common))
    for element in common.iterfind(f"{STYLE}default-style") if common is not None else ():
        if element.get(f"{STYLE}family") == "paragraph":
            sheet.defaults = _properties(element, _DEFAULT_SIZE).over(sheet.defaults)
    return sheet


def outline_level(value: str | None) -> int | None:
    """Return a heading's level, 1 to 9; the format has a tenth that no other knows."""
    return min(9, int(value)) if value and value.isdecimal() and 0 < int(value) <= 10 else None


def _named_styles(container: etree._Element | None) -> dict[tuple[str, str], etree._Element]:
    if container is None:
        return {}
    return {
        (element.get(f"{STYLE}family", ""), element.get(f"{STYLE}name", "")): element
        for element in container.iterfind(f"{STYLE}style")
    }


def _properties(style: etree._Element, size: float) -> TextProperties:
    text = style.find(f"{STYLE}text-properties")
    background = _ground(style.find(f"{STYLE}paragraph-properties"))
    background = _ground(style.find(f"{STYLE}table-cell-properties")) if background is None else background
    background = _ground(style.find(f"{STYLE}graphic-properties")) if background is None else background
    if text is None:
        return TextProperties(background=background)
    weight, slant, color = text.get(f"{_FO}font-weight"), text.get(f"{_FO}font-style"), text.get(f"{_FO}color")
    own = _ground(text)
    return TextProperties(
        font=text.get(f"{_FO}font-family", "").strip("'") or text.get(f"{STYLE}font-name"),
        size=_size(text.get(f"{_FO}font-size", ""), size),
        bold=None if weight is None else weight == "bold" or (weight.isdecimal() and int(weight) >= 600),
        italic=None if slant is None else slant != "normal",
        color=0 if text.get(f"{STYLE}use-window-font-color") == "true" else parse_color(color or ""),
        background=background if own is None else own,
        hidden={"none": True, "true": False}.get(text.get(f"{TEXT}display", "")),
    )


def _ground(properties: etree._Element | None) -> int | None:
    if properties is None:
        return None
    if properties.get(f"{DRAW}fill") in ("gradient", "bitmap", "hatch"):
        return UNKNOWN
    solid = properties.get(f"{DRAW}fill-color") if properties.get(f"{DRAW}fill") == "solid" else None
    return parse_color(solid or properties.get(f"{_FO}background-color") or "")


def _size(value: str, base: float) -> float | None:
    number, unit = (value[:-1], "%") if value.endswith("%") else (value[:-2], value[-2:])
    try:
        return round(float(number) * (base / 100 if unit == "%" else _POINTS[unit]), 2)
    except (ValueError, KeyError):
        return None
