"""Colours as style sheets and documents write them, as 0xRRGGBB."""

import re

_NAMES = {
    "black": 0x000000,
    "silver": 0xC0C0C0,
    "gray": 0x808080,
    "grey": 0x808080,
    "white": 0xFFFFFF,
    "maroon": 0x800000,
    "red": 0xFF0000,
    "purple": 0x800080,
    "fuchsia": 0xFF00FF,
    "green": 0x008000,
    "lime": 0x00FF00,
    "olive": 0x808000,
    "yellow": 0xFFFF00,
    "navy": 0x000080,
    "blue": 0x0000FF,
    "teal": 0x008080,
    "aqua": 0x00FFFF,
    "orange": 0xFFA500,
    "snow": 0xFFFAFA,
    "ivory": 0xFFFFF0,
    "ghostwhite": 0xF8F8FF,
    "floralwhite": 0xFFFAF0,
    "whitesmoke": 0xF5F5F5,
}
"""The colours of HTML 4.01 with names, and the named ones that are nearly white."""
_HEX = re.compile(r"#([0-9a-f]{3,4}|[0-9a-f]{6}(?:[0-9a-f]{2})?)$")
_RGB = re.compile(r"rgba?\(\s*(\d{1,3})\s*[, ]\s*(\d{1,3})\s*[, ]\s*(\d{1,3})\s*(?:[,/]\s*([\d.]+)(%?)\s*)?\)$")
WHITE = 0xFFFFFF
UNKNOWN = -1
"""A ground that cannot be told: a picture, a gradient, something that lies under the text."""
_NEARLY = 8
"""Of 255 in each channel: no eye tells such colours apart."""


def parse_color(value: str) -> int | None:
    """Return the colour that a value stands for; None for one that is transparent or not understood."""
    value = value.strip().lower()
    if value in _NAMES:
        return _NAMES[value]
    if found := _HEX.match(value):
        digits = found[1]
        if len(digits) in (4, 8) and int(digits[len(digits) * 3 // 4 :], 16) == 0:
            return None
        wide = digits[:6] if len(digits) >= 6 else "".join(2 * digit for digit in digits[:3])
        return int(wide, 16)
    if found := _RGB.match(value):
        if found[4] is not None and not any(digit in "123456789" for digit in found[4]):
            return None
        red, green, blue = (min(255, int(found[index])) for index in (1, 2, 3))
        return red << 16 | green << 8 | blue
    return None


def look_alike(one: int, other: int) -> bool:
    """Whether text of the one colour cannot be seen on the other; never on an unknown ground."""
    return other != UNKNOWN and all(
        abs((one >> shift & 255) - (other >> shift & 255)) <= _NEARLY for shift in (0, 8, 16)
    )
