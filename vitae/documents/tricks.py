"""Characters that look like others or like nothing, set to mislead a machine that reads.

A Russian résumé, a unit such as µm, a soft hyphen or a mark of direction beside a telephone
number is no trick.
"""

import re
from typing import NamedTuple

_LATIN_FOR = dict(
    zip(
        "АВЕЅІЈКМНОРСТХҮаеѕіјорсухһԁԛԝ" + "ΑΒΕΖΗΙΚΜΝΟΡΤΥΧοϲϳ",
        "ABESIJKMHOPCTXYaesijopcyxhdqw" + "ABEZHIKMNOPTYXocj",
        strict=True,
    )
)
"""Letters of Cyrillic and Greek that are drawn like Latin ones in common fonts (Unicode TR 39, confusables)."""
_CYRILLIC_FOR = dict(zip("ABEKMHOPCTXYaeopcyx", "АВЕКМНОРСТХУаеорсух", strict=True))
_TO_LATIN, _TO_CYRILLIC = str.maketrans(_LATIN_FOR), str.maketrans(_CYRILLIC_FOR)

_LATIN, _OTHER = "A-Za-z", "\u0370-\u03ff\u0400-\u052f"
_MIXED = re.compile(f"[{_LATIN}][{_OTHER}]|[{_OTHER}][{_LATIN}]")
_WORD = re.compile(r"[^\W\d_]+")
_LETTER = r"[A-Za-z\u00c0-\u052f]"
_INSIDE_WORD = re.compile(f"(?<={_LETTER})[\u200b-\u200d\u2060-\u2064\ufeff]+(?={_LETTER})")
_FLAG, _TAGS = "\U0001f3f4", "\U000e0020-\U000e007f"
_SMUGGLED = re.compile(f"(?<![{_FLAG}{_TAGS}])[{_TAGS}]+")
"""Invisible copies of ASCII; only after a black flag have they a meaning, the flag of a region."""
_OVERRIDE = re.compile(r"\u202e\W{0,3}[^\W\d_]{2}")
_OFTEN = 3
"""Fewer slip in by copying from a web page, or by forgetting to switch the keyboard."""
_OTHER_LETTER = re.compile(f"[{_OTHER}]")


class Tricks(NamedTuple):
    """How often each trick was played."""

    invisible: int = 0
    """Invisible characters inside words, or letters that are invisible themselves."""
    reversed: int = 0
    """Words that are shown in another order than they are stored."""
    lookalikes: int = 0
    """Words with letters of another script that look like their own."""

    def plus(self, other: "Tricks") -> "Tricks":
        """Return the sums."""
        return Tricks(*(a + b for a, b in zip(self, other, strict=True)))


NO_TRICKS = Tricks()


def count_tricks(text: str) -> Tricks:
    """Return what was done in one line of text; `NO_TRICKS` itself for most."""
    invisible = len(_INSIDE_WORD.findall(text)) + sum(len(found) for found in _SMUGGLED.findall(text))
    reversed_words = len(_OVERRIDE.findall(text))
    lookalikes = sum(1 for word in _WORD.findall(text) if _plain(word) != word) if _MIXED.search(text) else 0
    return Tricks(invisible, reversed_words, lookalikes) if invisible or reversed_words or lookalikes else NO_TRICKS


def without_lookalikes(text: str) -> str:
    """Return the text, as long as it was, with every word in the letters of one script where that can be."""
    return _WORD.sub(lambda word: _plain(word.group()), text)


def are_meant(tricks: Tricks, text: str) -> bool:
    """Whether tricks in a document with this text are more than slips of copying and typing."""
    if tricks is NO_TRICKS:
        return False
    if tricks.reversed or tricks.invisible >= _OFTEN or tricks.lookalikes >= _OFTEN:
        return True
    return tricks.lookalikes > 0 and _OTHER_LETTER.search(text) is None


def _plain(word: str) -> str:
    """Return a word of mixed script in one script, if the letters of the rarer one all look like such of the other."""
    if _MIXED.search(word) is None:
        return word
    others = _OTHER_LETTER.findall(word)
    if 2 * len(others) < len(word):
        return word.translate(_TO_LATIN) if all(letter in _LATIN_FOR for letter in others) else word
    if all(letter in _CYRILLIC_FOR for letter in word if letter.isascii()):
        return word.translate(_TO_CYRILLIC)
    return word.translate(_TO_LATIN) if all(letter in _LATIN_FOR for letter in others) else word
