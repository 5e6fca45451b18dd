"""How RTF text is set: the tables of fonts, colours and styles, and the properties of characters."""

import codecs
import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from functools import cache
from typing import Any

from vitae.documents.colors import WHITE, look_alike
from vitae.domain.document import HiddenKind, TextStyle

_DEFAULT_HALF_POINTS = 24
_SMALLEST = 4
"""Half points: what is smaller cannot be read."""
_SYMBOL_CHARSET = 2
# The specification's table of character sets (RTF 1.9.1, "Font Table"); 0 and 1 mean the document's own.
_CODE_PAGES: Mapping[int, str] = {
    77: "mac_roman",
    128: "cp932",
    129: "cp949",
    130: "johab",
    134: "gbk",
    136: "big5",
    161: "cp1253",
    162: "cp1254",
    163: "cp1258",
    177: "cp1255",
    178: "cp1256",
    186: "cp1257",
    204: "cp1251",
    222: "cp874",
    238: "cp1250",
    254: "cp437",
    255: "cp850",
}
_OWN_PAGES = ("cp1252", "cp437", "cp850", "mac_roman", "cp65001", "cp949", "gbk", "gb18030", "cp1361")
_TOGGLES = {"b": "bold", "i": "italic", "v": "hidden", "deleted": "deleted"}
_NUMBERS = {"f": "font", "cf": "color", "cb": "background", "chcbpat": "background", "highlight": "background"}
_HEADING = re.compile(r"heading ([1-9])\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Font:
    """A font and how its bytes are read."""

    name: str = ""
    charset: int = 0


@dataclass(frozen=True, slots=True)
class CharacterLook:
    """The properties of characters inside a group."""

    font: int = 0
    half_points: int = _DEFAULT_HALF_POINTS
    bold: bool = False
    italic: bool = False
    color: int = 0
    """Index into the table of colours; 0 is the reader's own, which is black."""
    background: int = 0
    hidden: bool = False
    deleted: bool = False

    def after(self, word: str, number: int | None) -> "CharacterLook":
        """Return the look after a control word; most words change nothing."""
        said: dict[str, Any] = {}
        if word in _TOGGLES:
            said[_TOGGLES[word]] = number != 0
        elif word in _NUMBERS:
            said[_NUMBERS[word]] = number or 0
        elif word == "fs":
            said["half_points"] = _DEFAULT_HALF_POINTS if number is None else max(0, number)
        return replace(self, **said) if said else self


@dataclass(slots=True)
class Tables:
    """What the head of the file declares."""

    fonts: dict[int, Font] = field(default_factory=dict)
    colors: list[int | None] = field(default_factory=list)
    heading_levels: dict[int, int] = field(default_factory=dict)
    default_font: int = 0
    code_page: str = "cp1252"
    _styles: dict[CharacterLook, TextStyle] = field(default_factory=dict)

    def decode(self, raw: bytes, font: int) -> str:
        """Return the characters that bytes stand for in a font; those of symbol fonts become private ones."""
        charset = self.fonts[font].charset if font in self.fonts else 0
        if charset == _SYMBOL_CHARSET:
            return "".join(chr(0xF000 + byte) if byte > 0x20 else chr(byte) for byte in raw)
        return raw.decode(_codecs()[charset] if charset in _CODE_PAGES else self.code_page, errors="replace")

    def use_code_page(self, name: str) -> None:
        """Take the code page that the document names, if it is known."""
        try:
            self.code_page = codecs.lookup(name).name
        except LookupError:
            return

    def add_heading_style(self, number: int, name: str) -> None:
        """Note a paragraph style if its name is that of a heading."""
        if found := _HEADING.search(name):
            self.heading_levels[number] = int(found[1])

    def style(self, look: CharacterLook) -> TextStyle:
        """Return the values that a line shows."""
        if look not in self._styles:
            font = self.fonts.get(look.font, Font())
            self._styles[look] = TextStyle(
                font.name, look.half_points / 2, look.bold, look.italic, self.color(look.color) or 0
            )
        return self._styles[look]

    def color(self, index: int) -> int | None:
        """Return a colour of the table; None for the reader's own."""
        return self.colors[index] if 0 <= index < len(self.colors) else None

    def concealment(self, look: CharacterLook, ground: int | None) -> HiddenKind | None:
        """Return why nobody can make out such characters on a ground; None when one can."""
        if look.hidden:
            return HiddenKind.INVISIBLE_MODE
        if look.half_points < _SMALLEST:
            return HiddenKind.TINY
        color, own = self.color(look.color), self.color(look.background)
        behind = own if own is not None else WHITE if ground is None else ground
        return HiddenKind.SAME_COLOR if color is not None and look_alike(color, behind) else None


@cache
def _codecs() -> Mapping[int, str]:
    """Load all code pages at once: a locked process cannot load another one in the middle of a document."""
    for name in (*_OWN_PAGES, *(f"cp125{digit}" for digit in range(9))):
        codecs.lookup(name.replace("cp1361", "johab").replace("cp65001", "utf-8"))
    return {charset: codecs.lookup(name).name for charset, name in _CODE_PAGES.items()}
