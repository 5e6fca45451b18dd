"""Words broken at the end of a printed line: which hyphens go and which stay."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum
from functools import cached_property

HYPHENS = ("-", "\u2010", "\xad")
"""By which a line may end that breaks off in a word."""
_BROKEN = re.compile(r"([^\W\d_]+)[-\u2010\xad]$")
_CONTINUATION = re.compile(r"[^\W\d_]+")
_WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")
# fmt: off
# "Ein- und Ausgabe", "pre- and post-sale": the hyphen stands for a part that comes later.
_SUSPENDED = frozenset(
    {
        "and", "or", "und", "oder", "bzw", "sowie", "et", "ou", "y", "o", "e", "i", "oraz", "lub", "и", "или",
        "en", "of",
    }
)
# First parts that English writes with a hyphen, and that no pattern of hyphenation breaks off.
_COMPOUND_STARTS = frozenset(
    {
        "back", "best", "bottom", "cost", "cross", "customer", "data", "decision", "end", "ever", "face",
        "fast", "first", "five", "four", "front", "full", "half", "hand", "hands", "high", "highly", "industry",
        "key", "large", "life", "line", "live", "long", "low", "machine", "market", "mission", "near", "new",
        "non", "one", "open", "part", "peer", "people", "point", "problem", "product", "project", "real",
        "result", "results", "right", "risk", "role", "round", "rule", "second", "self", "seven", "short",
        "single", "six", "small", "state", "ten", "test", "third", "three", "time", "top", "two", "user",
        "value", "well", "wide", "work", "world", "year", "zero",
    }
)
# Last parts that stand after a hyphen that is written, and endings that stand after one that only breaks a word.
_COMPOUND_ENDS = frozenset(
    {
        "through", "driven", "based", "time", "level", "facing", "oriented", "end", "scale", "wide", "made", "free",
        "party", "term", "side", "to", "up", "on", "in", "out", "off", "friendly", "quality", "ready", "functional",
        "invasive", "performance", "class", "winning", "effective", "saving", "stack", "site", "flow", "sales",
    }
)
_ENDINGS = frozenset(
    {
        "tion", "tions", "sion", "sions", "ation", "ations", "ment", "ments", "ness", "ing", "ings", "ence", "ences",
        "ance", "ances", "ity", "ities", "able", "ible", "ally", "ed", "er", "ers", "ly", "al", "ture", "tures",
        "sis", "ogy", "ics", "ung", "ungen", "keit", "keiten", "heit", "heiten", "lich", "liche", "lichen",
        "tung", "tungen", "schaft", "ción", "ciones", "miento", "mente", "ement", "ements",
    }
)
# fmt: on


class Join(Enum):
    """What becomes of a line's end."""

    NONE = "none"
    """The line ends with a whole word."""
    DROP = "drop"
    """The hyphen only broke the word."""
    KEEP = "keep"
    """The hyphen belongs to the word, which goes on in the next line."""


@dataclass(frozen=True)
class Vocabulary:
    """How the author of a document writes words, which nobody knows better."""

    lines: Sequence[str]
    """Of the document."""
    hyphenates: bool
    """Whether the program that set the document breaks words, as LaTeX does, or only at hyphens that are written."""

    @cached_property
    def words(self) -> frozenset[str]:
        """What stands unbroken in the document, in lower case; few documents ask."""
        return frozenset(_WORD.findall("\n".join(self.lines).lower().replace("\u2010", "-")))

    def join(self, line: str, following: str) -> Join:
        """Say whether `following` goes on with the last word of `line`, and what becomes of the hyphen."""
        if not line.endswith(HYPHENS):
            return Join.NONE
        broken, continuation = _BROKEN.search(line), _CONTINUATION.match(following)
        if not broken or not continuation or continuation[0].lower() in _SUSPENDED:
            return Join.NONE
        first, second = broken[1].lower(), continuation[0].lower()
        if continuation[0][0].isupper() or f"{first}-{second}" in self.words:
            return Join.KEEP
        if f"{first}{second}" in self.words or second in _ENDINGS:
            return Join.DROP
        if first in _COMPOUND_STARTS or second in _COMPOUND_ENDS or _is_part_of_compound(line, broken):
            return Join.KEEP
        return Join.DROP if self.hyphenates else Join.KEEP


def _is_part_of_compound(line: str, broken: "re.Match[str]") -> bool:
    """Whether the word holds an earlier hyphen (``day-to-``), an at sign or a slash (an address)."""
    before: Sequence[str] = line[: broken.start()].split()[-1:] if not line[: broken.start()].endswith(" ") else ()
    return any(mark in word for word in before for mark in "-@/.")
