"""What lies behind the text of a DOCX, and whether a run or a text box can be seen on it."""

from collections.abc import Callable, Iterator
from typing import Final

from lxml import etree

from vitae.documents.colors import UNKNOWN, WHITE, look_alike
from vitae.documents.docx.style_part import Children, W
from vitae.documents.docx.styles import AUTOMATIC, RunProperties
from vitae.domain.document import HiddenKind

_WP: Final = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}"
_WPS: Final = "{http://schemas.microsoft.com/office/word/2010/wordprocessingShape}"
_A: Final = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
_V: Final = "{urn:schemas-microsoft-com:vml}"
_W10: Final = "{urn:schemas-microsoft-com:office:word}"

_SPACING, _ROW_HEIGHT = f"{W}spacing", f"{W}trHeight"
_SMALLEST = 3.0
"""Points; the smallest print of contracts has four."""
_NARROWEST = 10
"""Percent of the usual width of letters."""
_EMU = 12_700
"""To the point."""
_TWIPS = 20
_FARTHEST = 1_584
"""Points: Word's largest page; what begins beyond is on no page."""
_VML_SHAPES = (f"{_V}shape", f"{_V}rect", f"{_V}roundrect", f"{_V}oval")


def hidden_kind(run: RunProperties, ground: int) -> HiddenKind | None:
    """Return what hides a run on its ground; None when it is seen, and where the ground is not known."""
    if run.hidden:
        return HiddenKind.INVISIBLE_MODE
    if (run.size is not None and run.size < _SMALLEST) or (run.width is not None and run.width < _NARROWEST):
        return HiddenKind.TINY
    if run.transparent:
        return HiddenKind.TRANSPARENT
    color = AUTOMATIC if run.color is None else run.color
    behind = ground if run.shade is None else run.shade
    return HiddenKind.SAME_COLOR if color != AUTOMATIC and look_alike(color, behind) else None


def is_squeezed(said: Children) -> bool:
    """Whether the lines of a paragraph or the height of a row are fixed to next to nothing by its properties."""
    if not said:
        return False
    spacing, height = said.get(_SPACING), said.get(_ROW_HEIGHT)
    if spacing is not None and spacing.get(f"{W}lineRule") == "exact":
        return _is_below(spacing.get(f"{W}line"), _SMALLEST * _TWIPS)
    return height is not None and height.get(f"{W}hRule") == "exact" and _is_below(height.get(f"{W}val"), 3 * _TWIPS)


def page_ground(root: etree._Element, shows_background: Callable[[], bool], parts: Iterator[etree._Element]) -> int:
    """Return the colour of the paper; UNKNOWN when shapes or pictures lie behind the text of a part."""
    if any(_lays_behind(part) for part in parts):
        return UNKNOWN
    background = root.find(f"{W}background")
    if background is None or not shows_background():
        return WHITE
    color = _hexadecimal(background.get(f"{W}color"))
    return UNKNOWN if color is None else color


def box_ground(box: etree._Element, page: int) -> int:
    """Return the colour with which a text box is filled, that of the page where it is not."""
    for shape in box.iterancestors(f"{_WPS}wsp", *_VML_SHAPES):
        color = _fill_of(shape)
        return page if color is None else color
    return page


def box_hidden_kind(box: etree._Element) -> HiddenKind | None:
    """Return what hides a whole text box: no size, a place off the page, or its mark as hidden."""
    for holder in box.iterancestors(f"{_WP}anchor", f"{_WP}inline"):
        properties = holder.find(f"{_WP}docPr")
        if properties is not None and properties.get("hidden") in ("1", "true"):
            return HiddenKind.INVISIBLE_MODE
        extent = holder.find(f"{_WP}extent")
        if extent is not None and any(_is_below(extent.get(side), _SMALLEST * _EMU) for side in ("cx", "cy")):
            return HiddenKind.CLIPPED
        return HiddenKind.OFF_PAGE if extent is not None and _is_off_page(holder, extent) else None
    for shape in box.iterancestors(*_VML_SHAPES):
        return _vml_hidden_kind(_declarations(shape))
    return None


def _is_off_page(holder: etree._Element, extent: etree._Element) -> bool:
    for axis, side in (("positionH", "cx"), ("positionV", "cy")):
        offset = _number(holder.findtext(f"{_WP}{axis}/{_WP}posOffset"))
        size = _number(extent.get(side)) or 0.0
        margin = 72 * _EMU * 2  # positions count from the margin, the column or the paragraph
        if offset is not None and (offset + size < -margin or offset > _FARTHEST * _EMU):
            return True
    return False


def _vml_hidden_kind(style: dict[str, str]) -> HiddenKind | None:
    if style.get("visibility") == "hidden":
        return HiddenKind.INVISIBLE_MODE
    lengths = [_number(style.get(side, "").removesuffix("pt")) for side in ("width", "height")]
    if any(length is not None and length < _SMALLEST for length in lengths):
        return HiddenKind.CLIPPED
    offsets = [_number(style.get(side, "").removesuffix("pt")) for side in ("margin-left", "margin-top")]
    return HiddenKind.OFF_PAGE if any(offset is not None and abs(offset) > _FARTHEST for offset in offsets) else None


def _lays_behind(part: etree._Element) -> bool:
    """Whether a shape or picture that the text runs over may be behind white letters."""
    for anchor in part.iter(f"{_WP}anchor"):
        is_under_text = anchor.get("behindDoc") in ("1", "true") or anchor.find(f"{_WP}wrapNone") is not None
        if is_under_text and (anchor.find(f".//{_A}blip") is not None or any(map(_is_filled, _shapes(anchor)))):
            return True
    return any(
        shape.find(f"{_W10}wrap") is None
        and _declarations(shape).get("position") == "absolute"
        and (shape.find(f"{_V}imagedata") is not None or _is_filled(shape))
        for shape in part.iter(*_VML_SHAPES)
    )


def _shapes(anchor: etree._Element) -> Iterator[etree._Element]:
    return anchor.iter(f"{_WPS}wsp")


def _is_filled(shape: etree._Element) -> bool:
    color = _fill_of(shape)
    return color is not None and (color == UNKNOWN or not look_alike(color, WHITE))


def _fill_of(shape: etree._Element) -> int | None:
    """Return the colour of a shape; None without any, UNKNOWN of a picture, a gradient or a colour of the theme."""
    if shape.tag in _VML_SHAPES:
        if shape.get("filled") in ("f", "false"):
            return None
        color = _hexadecimal((shape.get("fillcolor") or "white").lstrip("#").split(" ")[0])
        return WHITE if shape.get("fillcolor") in (None, "white") else UNKNOWN if color is None else color
    properties = shape.find(f"{_WPS}spPr")
    if properties is None:
        return UNKNOWN
    if properties.find(f"{_A}noFill") is not None:
        return None
    solid = properties.find(f"{_A}solidFill/{_A}srgbClr")
    if solid is not None:
        color = _hexadecimal(solid.get("val"))
        return UNKNOWN if color is None or len(solid) else color
    is_painted = any(
        properties.find(f"{_A}{kind}Fill") is not None for kind in ("solid", "grad", "blip", "patt", "grp")
    )
    by_style = shape.find(f"{_WPS}style/{_A}fillRef")
    return UNKNOWN if is_painted or (by_style is not None and by_style.get("idx") != "0") else None


def _declarations(shape: etree._Element) -> dict[str, str]:
    pairs = (part.partition(":") for part in (shape.get("style") or "").split(";"))
    return {name.strip().lower(): value.strip().lower() for name, _, value in pairs}


def _hexadecimal(value: str | None) -> int | None:
    if value is None or len(value) != 6:
        return None
    try:
        return int(value, 16)
    except ValueError:
        return None


def _number(value: str | None) -> float | None:
    try:
        return float(value) if value else None
    except ValueError:
        return None


def _is_below(value: str | None, limit: float) -> bool:
    number = _number(value)
    return number is not None and number < limit
