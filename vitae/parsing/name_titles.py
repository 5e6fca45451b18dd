"""The ranks, degrees and forms of address before a name."""

import re
from collections.abc import Sequence
from functools import cache

from vitae.lexicons.files import read_toml
from vitae.parsing.name_particles import is_particle
from vitae.parsing.wording import fold, is_capitals, words_in

_SHORTENED = re.compile(r"[^\W\d_]{2,}(?:\.?-[^\W\d_]+)*\.[ªºa]?")
"""A word cut short: a title, where two words of a name stand behind it and no given name is cut short so."""
_NUMBERED = re.compile(r"[A-Z]{1,4}\d|\d[A-Z]{1,3}|(?:[A-Z]{1,2}|\d)/[A-Z][A-Za-z]{0,4}\.?")
"""A rank with a digit or a slash in it (``WO2``, ``1SG``, ``2/O``, ``A/Prof``)."""
_SUBDIVISION = re.compile(r"\([^()]*\)\Z")
_HONORARY = re.compile(r"\bh\.\s?c\.")
_IN_BRACKETS = re.compile(r"\([A-Z]{2,4}\)")
_ROLE_IN_BRACKETS = re.compile(r"\([^\W\d_][\w.]*\)")
_FEWEST_BEFORE_NAME = 3
"""Words of which the first, before a title in brackets, may be none of the name: not of ``Obi (Mrs.) Ada``."""


def without_titles(name: str) -> str:
    """Return a name without the ranks, degrees and forms of address before it."""
    name = _HONORARY.sub("h.c.", name) if "." in name else name
    folded = fold(name)
    if folded.startswith(_styles()):
        style = next(style for style in _styles() if folded.startswith(style))
        name = name[len(style) :]
    words, first = name.split(), 0
    while first < len(words) - 1 and _is_before_name(words, first):
        first += 1
    return " ".join(words[first:]).strip(" ,")


def _is_before_name(words: Sequence[str], first: int) -> bool:
    """Return whether the word at `first`, with only titles before it, is none of the name behind it."""
    word, behind = words[first], words[first + 1 :]
    return bool(
        is_title(word)
        or is_shortened_title(word, behind)
        or is_title_or_name(word, behind)
        or _is_rank(word, behind)
        or _IN_BRACKETS.fullmatch(word)
        or is_bracketed_title(word)
        or _says_retired(word)
        or (len(words) - first > _FEWEST_BEFORE_NAME and (is_bracketed_title(behind[0]) or _says_retired(behind[0])))
        or (first and _ROLE_IN_BRACKETS.fullmatch(word) and first < len(words) - 2)
    )


def is_bracketed_title(word: str) -> bool:
    """Return whether a word is a title in brackets, which makes one of what stands before it (``Chief (Mrs.)``)."""
    return word.startswith("(") and word.endswith(")") and is_title(word[1:-1])


def _says_retired(word: str) -> bool:
    return word.startswith("(") and word.casefold().strip("(.)") in _words("retired")


def is_title(word: str) -> bool:
    """Return whether a word before a name is a title whatever follows."""
    folded = word.rstrip(",").casefold()
    return folded in _titles() or (folded.endswith(")") and _SUBDIVISION.sub("", folded) in _titles() - {""})


def is_title_or_name(word: str, behind: Sequence[str]) -> bool:
    """Return whether a word that is a title or a name (``Sheikh``) is a title: two words of a name stand behind it."""
    return word.rstrip(".,").casefold() in _words("either") and _have_name(behind)


def is_shortened_title(word: str, behind: Sequence[str]) -> bool:
    """Return whether a word cut short is a title (``Psic.``, ``Dipl.-Kffr.``): two words of a name stand behind it."""
    if _SHORTENED.fullmatch(word) is None or fold(word).strip(".") in _words("no_titles"):
        return False
    return _have_name(behind)


def _is_rank(word: str, behind: Sequence[str]) -> bool:
    """Return whether a word is a rank by its digit or slash, or by capitals that the name behind it has not."""
    if not _have_name(behind):
        return False
    return _NUMBERED.fullmatch(word) is not None or (
        word.isupper() and word.casefold() in _words("capitals") and not is_capitals(" ".join(behind))
    )


def _have_name(words: Sequence[str]) -> bool:
    """Return whether at least two of the words are such as names are made of."""
    credentials = words_in("names", "credentials")
    return sum(not is_particle(word) and word.strip(",.;").casefold() not in credentials for word in words) > 1


def _words(key: str) -> frozenset[str]:
    return words_in("names", "titles", key)


@cache
def _titles() -> frozenset[str]:
    table = read_toml("names")["titles"]
    return frozenset((*table["words"], *(f"{word}." for word in (*table["words"], *table["abbreviated"]))))


@cache
def _styles() -> tuple[str, ...]:
    """Return forms of address of several words, each with the blank behind it, the longest first."""
    styles = map(fold, read_toml("names")["titles"]["styles"])
    return tuple(sorted((f"{style} " for style in styles), key=len, reverse=True))
