"""How an element of a page is set: its declarations over what it inherits, in the values that a reader sees."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from enum import Enum

from lxml import etree

from vitae.documents.colors import UNKNOWN, WHITE, look_alike, parse_color
from vitae.documents.html.styles import Declarations
from vitae.domain.document import HiddenKind, TextStyle

_BASE_SIZE = 12.0
"""Points: the medium size of all browsers, 16 pixels."""
_SMALLEST = 2.0
"""Points: what is smaller cannot be read."""
_SIZE = re.compile(r"(\d*\.?\d+)(pt|px|em|rem|ex|%|mm|cm|in|pc)?$")
_POINTS = {"pt": 1.0, "px": 0.75, "mm": 72 / 25.4, "cm": 72 / 2.54, "in": 72.0, "pc": 12.0}
_NAMED_SIZES = {
    "xx-small": 6.75, "x-small": 7.5, "small": 9.75, "medium": 12.0, "large": 13.5, "x-large": 18.0, "xx-large": 24.0
}  # fmt: skip
_FONT_TAG_SIZES = {"1": 7.5, "2": 9.75, "3": 12.0, "4": 13.5, "5": 18.0, "6": 24.0, "7": 36.0}
_TAG_SIZES = {"h1": 2.0, "h2": 1.5, "h3": 1.17, "h5": 0.83, "h6": 0.67, "small": 0.83, "sub": 0.83, "sup": 0.83}
_BOLD_TAGS = frozenset({"b", "strong", "th", "h1", "h2", "h3", "h4", "h5", "h6"})
_ITALIC_TAGS = frozenset({"i", "em", "cite", "address", "dfn", "var"})
_FONT = re.compile(
    r"(?P<before>.*?)(?P<size>\d*\.?\d+(?:pt|px|em|rem|%|mm|cm|in))(?:\s*/\s*\S+)?\s+(?P<family>.+)$", re.IGNORECASE
)
_FAR_OFF = re.compile(r"-\d{3,}(?:\.\d+)?(?:px|pt|em|rem|%|vw)$")
_NOTHING = re.compile(r"0*(?:\.0+)?(?:px|pt|em|rem|%)?$|1px$")
_WORD_GAP = 2.0
"""Points between words that are set in the usual size; a blank takes three."""
_BLOCK_DISPLAYS = frozenset({"block", "flex", "grid", "list-item", "table", "table-row", "flow-root"})
_LINE_NAMES = re.compile(r"\[[^\]]*\]")
_REPEAT = re.compile(r"repeat\(\s*(\d{1,2})\s*,\s*([^()]*(?:\([^()]*\)[^()]*)*)\)")
_TRACK = re.compile(r"[^\s()]+(?:\([^()]*\))?")
_ZERO = re.compile(r"0*\.?0*%?$")


class Side(Enum):
    """The margin to which an element floats."""

    LEFT = "left"
    RIGHT = "right"


_FLOATS = {side.value: side for side in Side}


@dataclass(frozen=True, slots=True)
class Look:
    """What an element looks like; display and float are its own, the rest its children inherit."""

    style: TextStyle = TextStyle(size=_BASE_SIZE)
    background: int = WHITE
    is_visible: bool = True
    keeps_blanks: bool = False
    has_markers: bool = True
    """Whether items of a list get a bullet or a number."""
    display: str = ""
    is_block: bool | None = None
    """Whether its style sheet gives it lines of its own, or lets it flow within one; None where its tag decides."""
    tracks: int = 0
    """Columns of a grid; 0 when they depend on the room there is."""
    floats: Side | None = None
    clears: bool = False
    """Whether it begins below what floats."""
    above: float = 0.0
    below: float = 0.0
    """Points of space that it keeps to its neighbours."""
    is_apart: bool = False
    """Whether space is left between it and the words beside it, although no blank stands there."""
    removed: HiddenKind | None = None
    """Why nothing inside it can be seen, whatever the children say; None when it can."""

    @property
    def hidden(self) -> HiddenKind | None:
        """Why characters that stand directly in it cannot be seen; None when they can."""
        if not self.is_visible:
            return HiddenKind.INVISIBLE_MODE
        if self.style.size < _SMALLEST:
            return HiddenKind.TINY
        if look_alike(self.style.color, self.background):
            return HiddenKind.SAME_COLOR
        return None


def look_of(element: etree._Element, said: Declarations, parent: Look) -> Look:
    """Return the look of an element inside one that looks like `parent`."""
    tag = str(element.tag)
    style = _style(element, tag, said, parent.style)
    above, below = _space(tag, said, style.size)
    return replace(
        parent,
        style=style,
        background=_background(element, said, parent.background),
        is_visible=said.get("visibility", "visible" if parent.is_visible else "hidden") == "visible",
        keeps_blanks=said.get("white-space", "pre" if tag == "pre" or parent.keeps_blanks else "").startswith("pre"),
        has_markers=_has_markers(said, parent),
        display=_display(said),
        is_block=_is_block(said.get("display", "")),
        tracks=_tracks(said),
        floats=_FLOATS.get(said.get("float", "")),
        clears=said.get("clear", "none") != "none",
        above=above,
        below=below,
        is_apart=_is_apart(said),
        removed=HiddenKind.INVISIBLE_MODE if element.get("hidden") is not None else _removed(said),
    )


def _style(element: etree._Element, tag: str, said: Declarations, parent: TextStyle) -> TextStyle:
    shorthand = _FONT.match(said.get("font", ""))
    before = shorthand["before"].lower().split() if shorthand else []
    size = parent.size * _TAG_SIZES.get(tag, 1.0)
    if tag == "font":
        size = _FONT_TAG_SIZES.get(element.get("size") or "", size)
    size = _size(shorthand["size"] if shorthand else "", parent.size, size)
    weight = said.get("font-weight", "").lower() or next((word for word in before if _is_weight(word)), "")
    slant = said.get("font-style", "").lower() or next((word for word in before if word in ("italic", "oblique")), "")
    color = parse_color(said.get("color") or (element.get("color") if tag == "font" else None) or "")
    family = said.get("font-family") or (shorthand["family"] if shorthand else "")
    return TextStyle(
        font=family.partition(",")[0].strip(" \"'") or parent.font,
        size=round(_size(said.get("font-size", ""), parent.size, size), 2),
        bold=_is_heavy(weight) if weight else parent.bold or tag in _BOLD_TAGS,
        italic=slant in ("italic", "oblique") if slant else parent.italic or tag in _ITALIC_TAGS,
        color=parent.color if color is None else color,
    )


def _is_weight(word: str) -> bool:
    return word in ("bold", "bolder", "normal", "lighter") or (len(word) == 3 and word.isdigit())


def _is_heavy(weight: str) -> bool:
    return weight in ("bold", "bolder") or (weight.isdigit() and int(weight) >= 600)


def _size(value: str, parent: float, fallback: float) -> float:
    """Return a length in points; what is not understood changes nothing."""
    value = value.lower()
    if value in _NAMED_SIZES:
        return _NAMED_SIZES[value]
    found = _SIZE.match(value)
    if not found:
        return fallback
    number, unit = float(found[1]), found[2] or "px"
    if unit in _POINTS:
        return number * _POINTS[unit]
    if unit == "rem":
        return number * _BASE_SIZE
    return number * parent * {"em": 1.0, "ex": 0.5, "%": 0.01}[unit]


def _background(element: etree._Element, said: Declarations, parent: int) -> int:
    if said.get("background-image", "none") != "none" or "var(" in said.get("color", ""):
        return UNKNOWN
    value = said.get("background-color") or said.get("background") or element.get("bgcolor") or ""
    if not value or value in ("none", "transparent", "inherit", "initial"):
        return parent
    color = parse_color(value)
    return UNKNOWN if color is None else color


def _has_markers(said: Declarations, parent: Look) -> bool:
    value = said.get("list-style-type") or said.get("list-style")
    return "none" not in value.split() if value else parent.has_markers


def _tracks(said: Declarations) -> int:
    """Return the number of columns of a grid whose template names them one by one."""
    template = _LINE_NAMES.sub(" ", said.get("grid-template-columns", "none"))
    if template.strip() == "none" or "auto-f" in template:
        return 0
    repeated = sum(int(count) * len(_TRACK.findall(tracks)) for count, tracks in _REPEAT.findall(template))
    return repeated + len(_TRACK.findall(_REPEAT.sub(" ", template)))


def _is_apart(said: Declarations) -> bool:
    if said.get("display") in ("inline-block", "inline-flex"):
        return True
    return any(
        _size(value, _BASE_SIZE, 0.0) >= _WORD_GAP for box in ("margin", "padding") for value in _sides(said, box)
    )


def _sides(said: Declarations, box: str) -> Iterator[str]:
    """Yield the widths at the right and the left of an element."""
    every = said.get(box, "").split()
    yield said.get(f"{box}-right") or (every[min(1, len(every) - 1)] if every else "")
    yield said.get(f"{box}-left") or (every[{4: 3, 1: 0}.get(len(every), 1)] if every else "")


def _space(tag: str, said: Declarations, size: float) -> tuple[float, float]:
    """Return margin and padding over and under an element, in points."""
    own = size if tag == "p" else 0.0
    if not any(name.startswith(("margin", "padding")) for name in said):
        return own, own
    above = below = 0.0
    for box, fallback in (("margin", own), ("padding", 0.0)):
        every = said.get(box, "").split()
        top = said.get(f"{box}-top") or (every[0] if every else "")
        bottom = said.get(f"{box}-bottom") or (every[2 if len(every) > 2 else 0] if every else "")
        above += _size(top, size, fallback)
        below += _size(bottom, size, fallback)
    return above, below


def _display(said: Declarations) -> str:
    display = said.get("display", "")
    if display == "table-row":
        return "row"
    if display in ("flex", "inline-flex"):
        return "stack" if said.get("flex-direction", said.get("flex-flow", "")).startswith("column") else "row"
    return display


def _is_block(display: str) -> bool | None:
    return True if display in _BLOCK_DISPLAYS else False if display.startswith("inline") else None


def _removed(said: Declarations) -> HiddenKind | None:
    if not said:
        return None
    if said.get("display") == "none":
        return HiddenKind.INVISIBLE_MODE
    if _ZERO.match(said.get("opacity", "1")):
        return HiddenKind.TRANSPARENT
    if "scale(0)" in said.get("transform", ""):
        return HiddenKind.TINY
    if _is_off_page(said):
        return HiddenKind.OFF_PAGE
    return HiddenKind.CLIPPED if _is_clipped(said) else None


def _is_off_page(said: Declarations) -> bool:
    if _FAR_OFF.match(said.get("text-indent", "")):
        return True
    is_placed = said.get("position") in ("absolute", "fixed")
    return is_placed and any(_FAR_OFF.match(said.get(side, "")) for side in ("left", "top", "right", "bottom"))


def _is_clipped(said: Declarations) -> bool:
    if said.get("overflow") == "hidden":
        return any(_NOTHING.match(said.get(side, "auto")) for side in ("width", "height", "max-height", "max-width"))
    is_cut = said.get("clip", "").replace(" ", "").startswith("rect(0") or "inset(50%" in said.get("clip-path", "")
    return is_cut and said.get("position") in ("absolute", "fixed")
