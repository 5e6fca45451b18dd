"""The letters behind a name: degrees, licences, orders and memberships (``RN, BSN``, ``FRHistS``, ``Assoc CIPD``)."""

import re
from collections.abc import Sequence

from vitae.lexicons.files import read_toml
from vitae.parsing.degrees import find_degree
from vitae.parsing.name_particles import particles
from vitae.parsing.name_titles import is_title
from vitae.parsing.wording import fold, is_capitals, words_in

_LETTERS = re.compile(
    r"(?:[^\W\d_A-Z]*[A-Z]){2}[^\W\d_]*(?:[-/+.][^\W\d_]+)*\.?|[A-Z][^\W\d_]*(?:\.[^\W\d_]+)+\.?|(?:[^\W\d_]+\.[\s-]?)+(?:\(\w+\))?"
)
"""What stands for a degree, an order or a membership: at least two capitals, or words cut short."""
_INNER_CAPITALS = re.compile(
    r"[A-Z]{2,}[a-z]+[A-Za-z]*|(?!(?:Mc|Mac|Fitz|D[aeiu]|Del|L[aeo]|V[ao]n|Nic?|Saint|St)[A-Z])[A-Z][a-z]+(?:[A-Z][a-z]*)*[A-Z]"
)
"""Capitals that no name has: two before small letters (``FRHistS``, ``MSc``), or one at its end (``PharmD``)."""
_SUBDIVIDED = re.compile(r"(?P<head>[A-Za-z.]*[A-Z]{2}[A-Za-z.]*|[A-Z][A-Za-z]*[A-Z]?[a-z]*)(?:\([A-Za-z]{1,6}\))+")
"""Letters with brackets behind them (``RT(R)(CT)``, ``BSc(Hons)``)."""
_BRANCH = re.compile(r"[A-Z]{2,6}-(?:BC|C|PC|AC|B|P|L|R)")
"""Licences in the United States with a letter for their kind (``FNP-C``)."""
_LISTED = re.compile(r"\s*\(([^(),]+(?:,[^(),]+)+)\)\Z")
_CALLED = re.compile(r"[(\"“][A-ZÀ-Þ][a-zß-ÿ][^()\"“”]*[)\"”]\Z")
_FEWEST_LETTERS = 3
_LONGEST_PHRASE = 3
"""Words of letters that are written as several (``Pr Sci Nat``)."""
_VOWELS = frozenset("AEIOUY")


def _table(key: str) -> frozenset[str]:
    return words_in("names", "credentials", key)


def is_credential(word: str) -> bool:
    """Return whether a word is known as letters behind a name, or is made as those of members of a body are."""
    bare = word.strip(",.;").casefold()
    return bare in _table("words") or bare.replace(".", "") in _table("words") or _is_membership(word.strip(",.;"))


def are_letters(text: str) -> bool:
    """Return whether `text` is nothing but letters that stand behind a name (``RN, BSN``)."""
    return all(part.strip().casefold() in _table("words") for part in text.split(","))


def has_letters(text: str) -> bool:
    """Return whether letters stand behind a name and its comma, which no job title has (``Jane Baker, RN``)."""
    _, comma, rest = text.partition(",")
    return bool(comma) and bool(rest.split()) and is_credential(rest.split()[0])


def are_letters_of(part: str, name: str) -> bool:
    """Return whether what stands behind the comma of a name is letters, a title or a degree, and no given name.

    Beside a name that is not all capitals they need no lexicon: no given name has several capitals.
    """
    words = part.split()
    if not words or (_CALLED.search(part) and not _is_left_off(words[-1])):
        return not words
    if _ends_in_phrase(words) == len(words) or all(is_title(word) for word in words):
        return True
    if len(words) > 1 and fold(words[0]).rstrip(".") in _table("openers"):
        words = words[1:]
    if is_credential(words[0]):
        return True
    is_full = len(name.split()) > 1 and not is_capitals(name)
    return is_full and (
        _LETTERS.fullmatch(words[0]) is not None
        or _LETTERS.fullmatch(part) is not None
        or _SUBDIVIDED.fullmatch(words[0]) is not None
        or bool(find_degree(part))
    )


def without_letters(name: str) -> str:
    """Return a name without the letters that stand behind it with no comma (``CA(SA)``, ``MA (Oxon)``).

    Letters are known by the lexicon, or by capitals that no name has, if two words of a name stand before them.
    """
    words, count = name.split(), 0
    while len(words) > 1:
        several = _ends_in_phrase(words)
        if several and len(words) - several > 1:
            del words[-several:]
        elif _may_be_left_off(words) or (len(words) > 2 and _is_behind_letters(words, are_cut=count > 0)):
            words.pop()
        else:
            break
        count += 1
    return " ".join(words).rstrip(" ,")


def without_listed_letters(name: str) -> str:
    """Return a name without several letters in brackets behind it (``Jane Roe (PhD, FRS)``)."""
    listed = _LISTED.search(name)
    if listed is None:
        return name
    before = name[: listed.start()]
    return before if all(are_letters_of(part.strip(), before) for part in listed[1].split(",")) else name


def _ends_in_phrase(words: Sequence[str]) -> int:
    """Return of how many words the letters at the end are that are written as several; 0 where there are none."""
    for count in range(min(_LONGEST_PHRASE, len(words)), 1, -1):
        if " ".join(words[-count:]).casefold().replace(".", "").rstrip(",") in _table("phrases"):
            return count
    return 0


def _is_behind_letters(words: Sequence[str], *, are_cut: bool) -> bool:
    """Return whether the last word belongs to letters behind it, or in brackets to letters before it."""
    last = words[-1]
    if last.startswith("("):
        return len(words) > 3 and (_may_be_left_off(words[:-1]) or _has_letters_capitals(words[-2]))
    return (are_cut and last.casefold().rstrip(".,") in _table("openers")) or (
        _has_letters_capitals(last) and (not is_capitals(last) or not is_capitals(" ".join(words[:-1])))
    )


def _has_letters_capitals(word: str) -> bool:
    """Return whether a word has capitals as letters have them and no name: inside, or no vowel among them."""
    bare = word.strip(",.;®™")
    if _INNER_CAPITALS.fullmatch(bare) or _SUBDIVIDED.fullmatch(bare) or _BRANCH.fullmatch(bare):
        return True
    return bare.isascii() and bare.isalpha() and bare.isupper() and len(bare) > 2 and _VOWELS.isdisjoint(bare)


def _may_be_left_off(words: Sequence[str]) -> bool:
    """Return whether the last word of a name is letters, or a title in brackets.

    Two letters may be a name, too, such as Do and Ma, in a name that is all capitals or has no other behind it; and
    letters are one where a name that begins with its family name would end in a particle (``TRAN VAN BL``).
    """
    last = words[-1]
    if last.startswith("("):
        return _is_left_off(last)
    if not is_credential(last) or not (is_capitals(last) or "." in last or last[1:] != last[1:].lower()):
        return False
    if is_capitals(" ".join(words[:-1])):
        is_name = not _VOWELS.isdisjoint(last) or _is_cut_short(words[:-1])
        is_listed = last.strip(",.;").casefold() in _table("words")
        return len(words) > 2 and is_listed and (len(last) >= _FEWEST_LETTERS or not is_name)
    return len(words) > 2 or len(last) >= _FEWEST_LETTERS


def _is_cut_short(words: Sequence[str]) -> bool:
    """Return whether an East Asian family name stands first, and last a particle that is no family name."""
    lexicon, first, last = read_toml("names")["east_asian"], fold(words[0]), fold(words[-1])
    return first in lexicon["latin_family"] and last in particles() and last not in lexicon["latin_either"]


def _is_left_off(bracket: str) -> bool:
    """Return whether brackets hold a title, letters, or what is said about a degree (``(Hons)``, ``(Oxon)``)."""
    inner = bracket.strip("()")
    return is_title(inner) or inner.casefold().rstrip(".") in _table("in_brackets") or is_credential(inner)


def _is_membership(word: str) -> bool:
    """Return whether capitals are a grade before the letters of a professional body (``M`` + ``CSP``)."""
    if not word.isascii() or sum(map(str.isupper, word)) < 2:
        return False
    folded = word.casefold()
    return any(folded.startswith(grade) and folded[len(grade) :] in _table("bodies") for grade in _table("grades"))
