"""Normal characters: NFC, one kind of blank, no controls, and where each of them came from."""

import re
import unicodedata
from collections.abc import Iterator

import msgspec

from vitae.documents.tricks import NO_TRICKS, Tricks, count_tricks, without_lookalikes

_BLANKS = re.compile(r"\s")
_SUSPECT = re.compile(
    r"^\s|\s$|[ \t]{2}|[^\S \t]"
    # controls, soft hyphen, zero-width and directional marks, typographic ligatures, private use, no characters
    "|[\x00-\x08\x0e-\x1f\x7f-\x9f\xad\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u206f"
    "\ufb00-\ufb06\ue000-\uf8ff\ufeff\ufff9-\ufffb\ufffe\uffff\ud800-\udfff\U000e0001-\U000e007f]"
)
_UNUSUAL = re.compile(r"[^\t -~\xa1-\xac\xae-\u017f–—‘’“”•…€]")
"""What is neither a Latin letter nor usual punctuation nor a plain blank."""
_BLANKS_IN_A_ROW = re.compile(r"[ \t]{2}")
_JOINERS = "\u200c\u200d"  # they change how words of some scripts are written, so they stay there
_FIRST_OTHER_SCRIPT = "\u0530"
"""Latin, Greek and Cyrillic letters lie below; no joiner changes them."""
_LIGATURES = {0xFB00: "ff", 0xFB01: "fi", 0xFB02: "fl", 0xFB03: "ffi", 0xFB04: "ffl", 0xFB05: "st", 0xFB06: "st"}
# Symbol and Wingdings keep their bullets in the private use area.
_SYMBOLS = {0xF0B7: "•", 0xF0A7: "▪", 0xF0A8: "▪", 0xF06E: "■", 0xF0D8: "➢", 0xF0FC: "✓", 0xF076: "❖", 0xF02D: "-"}
_REPLACED = _LIGATURES | _SYMBOLS
_HANGUL_VOWELS_AND_FINALS = range(0x1160, 0x1200)
_MOST_MARKS = 60
"""On one character; scripts that pile them up need four."""


class NormalText(msgspec.Struct, frozen=True, gc=False):
    """A text as the document shows it."""

    text: str
    origins: tuple[tuple[int, int], ...] | None = None
    """For each character the half-open stretch of the original it came from; None when nothing changed."""
    tricks: Tricks = NO_TRICKS
    """What was done to mislead a machine, before it was undone."""

    def cut(self, length: int) -> "NormalText":
        """Return the first `length` characters."""
        origins = self.origins or tuple((i, i + 1) for i in range(length))
        return NormalText(self.text[:length], origins[:length], self.tricks)


def normalize(text: str) -> NormalText:
    """Return one line of text in NFC, trimmed, without controls and with single blanks.

    A run of white space becomes one tab if it held a tab, else one space. Ligature
    characters are spelled out and bullets of symbol fonts get their real code point.
    Letters of one script that stand in for those of another, and invisible characters
    inside words, are undone and counted.
    """
    if _is_normal(text):
        return NormalText(text)
    tricks = count_tricks(text)
    if tricks.lookalikes:
        text = without_lookalikes(text)
    if _SUSPECT.search(text) is None and unicodedata.is_normalized("NFC", text):
        return NormalText(text, tricks=tricks)
    characters: list[str] = []
    origins: list[tuple[int, int]] = []
    blank, blank_at = "", 0
    for piece, start, stop in _pieces(text):
        if _BLANKS.match(piece):
            blank, blank_at = ("\t" if "\t" in (piece, blank) else " "), start
            continue
        if blank and characters:
            characters.append(blank)
            origins.append((blank_at, blank_at + 1))
        blank = ""
        characters.extend(piece)
        origins.extend([(start, stop)] * len(piece))
    return NormalText("".join(characters), tuple(origins), tricks)


def _is_normal(text: str) -> bool:
    """Whether plainly nothing is to be done; some quick looks are faster than one expression that sees it all."""
    if text.isascii() and text.isprintable():
        return "  " not in text and text[:1] != " " and text[-1:] != " "
    if "  " in text or _UNUSUAL.search(text) is not None or len(text.strip()) < len(text):
        return False
    return "\t" not in text or _BLANKS_IN_A_ROW.search(text) is None


def _pieces(text: str) -> Iterator[tuple[str, int, int]]:
    """Yield what each base character with its marks becomes, and where it stands; what vanishes is left out.

    Of many marks on one character the first are kept: to put them in order takes time by the square.
    """
    start = 0
    while start < len(text):
        stop = start + 1
        while stop < len(text) and _extends(text[stop]):
            stop += 1
        piece = "" if _joins_nothing(text, start) else _REPLACED.get(ord(text[start])) or _without_control(text[start])
        piece = unicodedata.normalize("NFC", piece + text[start + 1 : min(stop, start + 1 + _MOST_MARKS)])
        if piece:
            yield piece, start, stop
        start = stop


def _joins_nothing(text: str, at: int) -> bool:
    """Whether a joiner stands between letters that are never joined."""
    if text[at] not in _JOINERS:
        return False
    return text[at - 1 : at] < _FIRST_OTHER_SCRIPT and text[at + 1 : at + 2] < _FIRST_OTHER_SCRIPT


def _extends(character: str) -> bool:
    if character < "\u0300":
        return False
    return unicodedata.category(character) in ("Mn", "Mc") or ord(character) in _HANGUL_VOWELS_AND_FINALS


def _without_control(character: str) -> str:
    if character.isspace():
        return "\t" if character == "\t" else " "
    category = unicodedata.category(character)
    if category == "Cs":
        return "\ufffd"
    if category in ("Cc", "Cf") and character not in _JOINERS:
        return ""
    return "" if character in "\ufffe\uffff" else character
