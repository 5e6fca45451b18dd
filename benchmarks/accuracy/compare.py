"""When two texts, dates, addresses or numbers are the same: the rules of all scores, as pure functions."""

import re
import unicodedata
from difflib import SequenceMatcher

from benchmarks.accuracy.experience import span

ALIKE = 0.85
"""From this similarity on, two normalised texts are the same."""
COVERED = 0.6
"""A text within another is the same when it is at least this part of it."""
_SMALL_WORDS = frozenset(
    {"in", "of", "the", "and", "de", "en", "et", "y", "e", "di", "da", "im", "der", "do", "w", "i"}
)


def normalised(text: str) -> str:
    """Return the text without case, accents, signs and repeated blanks; C++, C# and F# stay apart from C and F."""
    folded = unicodedata.normalize("NFKD", unicodedata.normalize("NFKC", text).casefold().replace("\u00ad", ""))
    bare = "".join(character for character in folded if not unicodedata.combining(character))
    for sign, word in (("c++", "cplusplus"), ("c#", "csharp"), ("f#", "fsharp")):
        bare = bare.replace(sign, word)
    return " ".join(re.sub(r"[\W_]+", " ", bare).split())


def similarity(one: str, other: str) -> float:
    """Return how alike two normalised texts are, 0..1; an empty one is like nothing."""
    return SequenceMatcher(None, one, other, autojunk=False).ratio() if one and other else 0.0


def is_same_text(read: str, truth: str) -> bool:
    """Tell whether both are one name: alike, in another order of words, or one within the other."""
    one, other = normalised(read), normalised(truth)
    if not one or not other:
        return False
    if one.replace(" ", "") == other.replace(" ", "") or sorted(one.split()) == sorted(other.split()):
        return True
    short, long = sorted((one, other), key=len)
    within = f" {short} " in f" {long} " and len(short) >= COVERED * len(long)
    return within or similarity(one, other) >= ALIKE


def is_same_name(read: str, truth: str) -> bool:
    """Tell whether both are the same person's name, with hardly a letter more or less."""
    return is_same_text(read, truth) and abs(len(normalised(read)) - len(normalised(truth))) <= 4


def is_same_degree(read: str, truth: str) -> bool:
    """Tell whether the same degree is meant: most words of the truth, and not as many others."""
    if is_same_text(read, truth):
        return True
    one, other = (set(normalised(text).split()) - _SMALL_WORDS for text in (read, truth))
    if not one or not other:
        return False
    common = len(one & other)
    return common >= 0.8 * len(other) and common >= 0.5 * len(one)


def is_same_skill(read: str, truth: str) -> bool:
    """Tell whether both are one skill: equal but for signs, or long and nearly equal."""
    one, other = normalised(read).replace(" ", ""), normalised(truth).replace(" ", "")
    if not one or not other:
        return False
    return one == other or (min(len(one), len(other)) >= 5 and similarity(one, other) >= 0.9)


def is_same_date(read: str, truth: str) -> bool:
    """Tell whether a date (ISO 8601, or ``present``) is the one written, with no more precision than that."""
    if not read or "present" in (read, truth):
        return read == truth
    (first, last), (begin, end) = span(read[:7]), span(truth)
    if len(truth) == 4:
        return read == truth
    return len(read) >= 7 and begin <= first and last <= end


def is_same_language(read: str, truth: str) -> bool:
    """Tell whether both name one language; what stands behind its name is its level."""
    one, other = normalised(read).split(), normalised(truth).split()
    return bool(one) and one[:1] == other[:1]


def bare_address(url: str) -> str:
    """Return an address without scheme, ``www``, query and final slash, in small letters."""
    return re.sub(r"^(https?://)?(www\.)?", "", url.strip().casefold()).split("?")[0].split("#")[0].rstrip("/.,;)")
