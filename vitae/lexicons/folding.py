"""Make a text and the forms of a lexicon comparable, without losing where a character came from."""

from dataclasses import dataclass

_PLAIN = {
    **dict.fromkeys("’‘ʼ`´", "'"),
    **dict.fromkeys("\u2010\u2011", "-"),
    **dict.fromkeys("\u00a0\u2009\u202f\u2007", " "),
    "ё": "е",
    "ς": "σ",
}
_LIGATURES = {"ﬀ": "ff", "ﬁ": "fi", "ﬂ": "fl", "ﬃ": "ffi", "ﬄ": "ffl", "ﬅ": "st", "ﬆ": "st"}


@dataclass(frozen=True, slots=True)
class FoldedText:
    """A folded text; ``source(start, end)`` leads back to the text that it was made from."""

    text: str
    origins: tuple[int, ...] | None = None
    """The source offset of every folded character; None when they are the same."""

    def source(self, start: int, end: int) -> tuple[int, int]:
        """Return the half-open offsets in the source of ``text[start:end]``, which must not be empty."""
        if self.origins is None:
            return start, end
        return self.origins[start], self.origins[end - 1] + 1


def fold(text: str) -> str:
    """Return `text` in lower case with plain apostrophes, hyphens and blanks and without ligatures.

    Accents, tabs and line ends stay.
    """
    return text.lower() if text.isascii() and "`" not in text else fold_text(text).text


def fold_text(text: str) -> FoldedText:
    """Return the folded text together with the way back."""
    folded = _make_plain(text.lower())
    if len(folded) == len(text) and not any(ligature in text for ligature in _LIGATURES):
        return FoldedText(folded)
    pieces: list[str] = []
    origins: list[int] = []
    for offset, character in enumerate(text):
        piece = _LIGATURES.get(character) or character.lower()
        pieces.append(piece)
        origins.extend([offset] * len(piece))
    return FoldedText(_make_plain("".join(pieces)), tuple(origins))


def _make_plain(lowered: str) -> str:
    """Replace sign by sign: most are in no text, and that is seen in no time, unlike with ``str.translate``."""
    for sign, plain in _PLAIN.items():
        lowered = lowered.replace(sign, plain)
    return lowered
