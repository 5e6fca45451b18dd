"""English words that everybody uses."""

from functools import cache

from vitae.lexicons.files import read_lines
from vitae.lexicons.nouns import plural_nouns, singular_nouns
from vitae.lexicons.verbs import verb_index


@cache
def frequent_words() -> frozenset[str]:
    """Return the eleven thousand most frequent words, in lower case."""
    return frozenset(word for line in read_lines("grammar_frequent") for word in line.split())


@cache
def everyday_words() -> frozenset[str]:
    """Return frequent and well-known words, all nouns in both numbers and all forms of verbs that we know."""
    common = (word for line in read_lines("grammar_common") for word in line.split())
    return frequent_words() | frozenset(common) | singular_nouns() | plural_nouns().keys() | verb_index().keys()
