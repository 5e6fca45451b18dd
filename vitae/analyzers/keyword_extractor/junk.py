"""Tell words from what a bad font, a bullet or an address leaves behind."""

import re

_ADDRESS = re.compile(r"@|https?:|www\.|\b\w+\.(?:com|org|net|io)\b")
_REPLACED = frozenset("\ufffd\u0000\u25a1\u25af")
_LEAST_SHARE = 0.6


def is_junk(term: str) -> bool:
    """Return whether the term is no words at all: glyph litter, an address, digits, a lone letter."""
    solid = [character for character in term if not character.isspace()]
    letters = sum(map(str.isalpha, solid))
    if letters == 0 or not _REPLACED.isdisjoint(solid) or _ADDRESS.search(term):
        return True
    alphanumeric = sum(map(str.isalnum, solid))
    return alphanumeric < _LEAST_SHARE * len(solid) or any(_is_private(character) for character in solid)


def _is_private(character: str) -> bool:
    """Return whether only one font knows what the character looks like."""
    return "\ue000" <= character <= "\uf8ff" or character >= "\U000f0000"
