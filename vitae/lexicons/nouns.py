"""English nouns that have a plural, and both their numbers."""

from collections.abc import Mapping
from functools import cache
from types import MappingProxyType

from vitae.lexicons.files import read_lines

_VOWELS = "aeiou"
_IRREGULAR = {"child": "children", "person": "people", "man": "men", "woman": "women", "foot": "feet", "tooth": "teeth"}


@cache
def singular_nouns() -> frozenset[str]:
    """Return the nouns in the singular, in lower case."""
    return frozenset(word for line in read_lines("grammar_nouns") for word in line.split())


@cache
def plural_nouns() -> Mapping[str, str]:
    """Return plural -> singular."""
    return MappingProxyType({plural_of(noun): noun for noun in sorted(singular_nouns() | _IRREGULAR.keys())})


def plural_of(noun: str) -> str:
    """Return the plural of a noun in the singular."""
    if noun in _IRREGULAR:
        return _IRREGULAR[noun]
    if noun.endswith("man"):
        return noun[:-2] + "en"
    if noun.endswith("y") and noun[-2] not in _VOWELS:
        return noun[:-1] + "ies"
    return noun + ("es" if noun.endswith(("s", "x", "ch", "sh", "z")) else "s")
