"""List markers: the bullet or number that a list item begins with."""

import re

BULLETS = "•▪▫◦●○‣⁃∙·■□◆◇♦❖➢➤➔►▶✓✔✦★"
"""Glyphs that stand for nothing else at the beginning of a line."""

_BULLET = re.compile(rf"(?:[{BULLETS}]+\s*|[-–—−*›»]\s+|o(?:\t| (?=[A-ZÀ-ÞА-Я])))(?=\S)")
_NUMBER = re.compile(r"(?:\((\d{1,2})\)|(\d{1,2})([.)]))\s+(?=\S)")


def is_bullet(text: str) -> bool:
    """Whether `text` is a bullet and nothing else."""
    return text in ("-", "–", "—", "−", "*", "o", "›", "»") or (bool(text) and all(c in BULLETS for c in text))


def bullet_length(text: str) -> int:
    """Return how many characters the bullet at the beginning and the white space after it take."""
    found = _BULLET.match(text)
    return found.end() if found else 0


class Numbering:
    """Tells ``2. Second`` of a numbered list from ``2. Mai 2019``: a list counts from one without a gap."""

    def __init__(self) -> None:
        self._last = 0

    def marker_length(self, text: str) -> int:
        """Return the length of the number with which the next line begins, if it continues a list."""
        found = _NUMBER.match(text)
        if not found:
            return 0
        number = int(found[1] or found[2])
        if number not in (1, self._last + 1):
            return 0
        self._last = number
        return found.end()
