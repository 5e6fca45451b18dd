"""How near two words are, and when they are one word in two spellings."""

import re
from functools import cache

from vitae.lexicons import read_toml

_BRITISH = (
    (re.compile(r"is(?=(?:e|es|ed|ing|er|ers|ations?|ational|able)$)"), "iz"),
    (re.compile(r"ys(?=(?:e|es|ed|ing|er|ers)$)"), "yz"),
    (re.compile(r"our(?=(?:s|ed|ing|able|ful|ite|ites|ist|al|hood|ly)?$)"), "or"),
    (re.compile(r"ll(?=(?:ed|ing|er|ers|or|ors|ment|ments|s)?$)"), "l"),
    (re.compile(r"ogu(?:e(?=s?$)|(?=ed$|ing$))"), "og"),
    (re.compile(r"tre(?=[sd]?$)"), "ter"),
    (re.compile(r"mme(?=s?$)"), "m"),
    (re.compile(r"enc(?=e[sd]?$)"), "ens"),
    (re.compile(r"dgement(?=s?$)"), "dgment"),
    (re.compile(r"[ao]e"), "e"),
)
"""British spellings turned into their American ones, at the places where the two differ by rule."""

_LOST_L = re.compile(r"ll(?:ed|ing|ers?|ors?)$")


@cache
def _pairs() -> dict[str, str]:
    """Return British word -> American word, for the pairs that no pattern covers as well."""
    pairs = (pair.split(":") for pair in read_toml("grammar")["variants"]["pairs"].split())
    return {british: american for american, british in pairs}


def american(word: str) -> str:
    """Return one spelling for the two that a lower-case word may have on both sides of the Atlantic."""
    word = _pairs().get(word, word)
    for pattern, replacement in _BRITISH:
        word = pattern.sub(replacement, word)
    return word


def is_same_word(word: str, other: str) -> bool:
    """Whether two words differ by spelling side, hyphen, odd capitals or plural only: a choice, not a slip."""
    bare = re.sub(r"[-'’ ]", "", other.lower())
    if bare == word:
        return other != other.capitalize()
    if _LOST_L.search(bare) and bare.replace("ll", "l") == word:
        return False  # no American writes "controled", or the dictionary would know it
    is_plural = word in {bare + "s", bare + "es"} or (bare == word + "s" and not word.endswith("s"))
    return is_plural or american(word) == american(bare)


def skeleton(word: str) -> str:
    """Return the consonants with doubles collapsed: what misspelling mostly leaves alone."""
    return re.sub(r"(.)\1+", r"\1", re.sub(r"[aeiouy]", "", word))


def distance(one: str, two: str) -> int:
    """Return the least number of letters inserted, left out, replaced or swapped with a neighbour.

    The restricted Damerau-Levenshtein distance.
    """
    before: list[int] = []
    row = list(range(len(two) + 1))
    for i, a in enumerate(one, start=1):
        above, row = row, [i]
        for j, b in enumerate(two, start=1):
            cost = min(above[j] + 1, row[j - 1] + 1, above[j - 1] + (a != b))
            if i > 1 and j > 1 and a == two[j - 2] and one[i - 2] == b:
                cost = min(cost, before[j - 2] + 1)
            row.append(cost)
        before = above
    return row[-1]
