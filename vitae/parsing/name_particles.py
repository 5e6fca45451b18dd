"""The small words inside personal names: ``von``, ``bin``, ``arap``, and what opens a name in small letters."""

import re
from functools import cache

from vitae.lexicons.files import read_toml
from vitae.parsing.wording import fold, words_in

_SMALL_OPENING = re.compile(
    r"(?:[dl]|dell|dall|degl)['’](?=\w)|t(?=S)|[hn](?=[AEIOUÁÉÍÓÚ])|(?P<particle>[a-zà-ÿ]{2,}|[a-z]+(?=-))-?"
)
"""What may stand before the capital of a name in small letters; ``tSaoi`` and ``hÍde`` are Irish."""


@cache
def particles() -> frozenset[str]:
    """Return the small words inside names, folded."""
    return frozenset(fold(word) for word in read_toml("names")["particles"]["words"])


def is_particle(word: str) -> bool:
    """Return whether a word is one of the small ones inside names, such as ``von``; capitals do not matter."""
    return fold(word) in particles()


def small_words() -> frozenset[str]:
    """Return what stands inside names in small letters (``Nic an Ghaill``), and is a name itself in capitals."""
    return words_in("names", "particles", "small")


def opens_small(word: str) -> bool:
    """Return whether a name begins in small letters with a particle (``d'``, ``al-``, ``ka``) or an Irish mutation."""
    opening = _SMALL_OPENING.match(word)
    if opening is None:
        return False
    if opening["particle"] is None:
        return True
    return is_particle(opening["particle"]) and word[opening.end() :][:1].isupper()
