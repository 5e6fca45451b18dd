"""Take the name of a person apart, as far as how it is written tells which word is what.

A comma, capitals, particles, patronymics and the conventions of the languages are evidence. What two readings are
possible for (``Chen Li``, ``Павел Иван``) is absent.
"""

import re
from collections.abc import Callable, Sequence
from functools import cache
from typing import Any

from vitae.domain.resume import NameParts
from vitae.lexicons.files import read_toml
from vitae.parsing.name_asides import ASIDE
from vitae.parsing.name_forms import cased
from vitae.parsing.name_particles import is_particle
from vitae.parsing.name_titles import is_shortened_title, is_title_or_name
from vitae.parsing.wording import is_capitals

_SIGNS = re.compile(r"[\u4e00-\u9fff]+\Z|[\uac00-\ud7af]+\Z")
_CYRILLIC = re.compile(r"[\u0400-\u04ff]")
_INITIAL = re.compile(r"(?:[^\W\d_]\.-?)+\Z|[^\W\d_]\Z")
_NICKNAME = re.compile(r"\s+[\"“(«„][^\"”)»“]*[\"”)»“]")
_ELIDED = re.compile(r"d['’]")
_JOINTS = re.compile(r"[.-]+")
_MOST_SIGNS = 4
"""Of a Chinese or Korean name."""
_SHORTEST_FAMILY, _SHORTEST_PATRONYMIC = 4, 5
"""Letters from which the end of an East Slavic word tells what it is."""
_MOST_BEFORE_COMMA = 4
"""Words of a family name with its particles."""
_FATHERS = frozenset({"bin", "ben", "bint", "ibn"})
"""Words before the name of a father or an ancestor, which is no family name."""

_Parts = dict[str, str | None]
_Reader = Callable[[Sequence[str], str | None], _Parts | None]
_UNKNOWN: _Parts = {}
"""Of a name of which it is certain that its order cannot be told."""


def split_name(written: str, language: str | None) -> NameParts | None:
    """Return the parts of a name, capitals normalised; None where not even one is certain.

    Args:
        written: The name as it stands in the text, with its titles.
        language: Of the text around it (ISO 639-1), in which names have an order.
    """
    named = _NICKNAME.sub("", ASIDE.sub("", written)).strip(" \t,;").split()
    words = [word for word in named if any(map(str.isalpha, word))]
    prefix, words = _take_prefix(words, language)
    suffix, words = _take_suffix(words)
    parts = NameParts(prefix=_join(prefix), suffix=_join(suffix), **_core(words, language))
    return parts if parts != NameParts() else None


@cache
def _lexicon(table: str) -> dict[str, Any]:
    entries: dict[str, Any] = read_toml("names")[table]
    return entries


@cache
def _words(table: str, key: str = "words") -> frozenset[str]:
    return frozenset(_lexicon(table)[key])


@cache
def _ends(key: str) -> tuple[str, ...]:
    return tuple(_lexicon("east_slavic")[key])


def _key(word: str) -> str:
    return word.strip(".,").casefold()


def _join(words: Sequence[str]) -> str | None:
    return " ".join(words).rstrip(",") or None


def _take_prefix(words: list[str], language: str | None) -> tuple[list[str], list[str]]:
    """Return the titles and forms of address before a name, and the name."""
    at = 0
    while at < len(words) - 1 and (
        _is_prefix(words[at], language, is_first=at == 0)
        or is_title_or_name(words[at], words[at + 1 :])
        or is_shortened_title(words[at], words[at + 1 :])
    ):
        at += 1
    return words[:at], words[at:]


def _is_prefix(word: str, language: str | None, *, is_first: bool) -> bool:
    """Return whether a word is a title; one that may be a name, too, has a full stop or stands behind another title."""
    if _key(word) in _words("titles") or (language is not None and word == _lexicon("letters").get(language)):
        return True
    parts = [part for part in _JOINTS.split(word.casefold()) if part]
    known = _words("titles") | _words("titles", "abbreviated")
    return len(_key(word)) > 1 and all(part in known for part in parts) and ("." in word or not is_first)


def _take_suffix(words: list[str]) -> tuple[list[str], list[str]]:
    """Return what stands behind a name (which bearer of it, degrees, licences), and the name."""
    at = len(words)
    while at > 1 and _is_suffix(words[at - 1], words[: at - 1]):
        at -= 1
    rest = words[:at]
    if at < len(words):
        rest[-1] = rest[-1].rstrip(",")
    return words[at:], rest


def _is_suffix(word: str, before: Sequence[str]) -> bool:
    if _key(word) in _words("suffixes"):
        return len(before) > 1
    is_apart = before[-1].endswith(",") or (len(before) > 1 and any(map(str.isupper, word[1:])))
    return _key(word) in _words("credentials") and is_apart


def _core(words: Sequence[str], language: str | None) -> _Parts:
    """Return the parts of a name without titles and additions, by the first kind of evidence that there is."""
    found = (reader(words, language) for reader in _READERS)
    return next((parts for parts in found if parts is not None), _UNKNOWN)


def _parts(given: Sequence[str], family: Sequence[str], patronymic: str | None = None) -> _Parts:
    """Return given names, particle and family name in their usual capitals."""
    count = next((at for at, word in enumerate(family) if not _opens_family(word)), 0)
    return {
        "given": cased(given[0]) if given else None,
        "middle": _join([cased(word) for word in given[1:]]),
        "patronymic": cased(patronymic) if patronymic else None,
        "particle": _join([cased(word) for word in family[:count]]),
        "family": _join([cased(word) for word in family[count:]]),
    }


def _only_given(words: Sequence[str]) -> _Parts:
    return {"given": cased(words[0])}


def _in_signs(words: Sequence[str], language: str | None) -> _Parts | None:
    """Read Chinese signs and Hangul: the family name first, parted by a blank or told by a list."""
    if not all(map(_SIGNS.match, words)):
        return None
    if len(words) == 2:
        return {"family": words[0], "given": words[1]}
    if len(words) != 1 or language == "ja" or len(words[0]) > _MOST_SIGNS:
        return _UNKNOWN  # where a Japanese family name of two signs ends is written nowhere
    name, known = words[0], _words("east_asian", "family")
    size = next((size for size in (2, 1) if name[:size] in known and len(name) > size), 0)
    return {"family": name[:size], "given": name[size:]} if size else _UNKNOWN


def _behind_comma(words: Sequence[str], _: str | None) -> _Parts | None:
    """Read ``Lindqvist, Amara Ruth`` and ``Luehe, Annegret von der``: the family name stands before the comma."""
    at = next((at for at, word in enumerate(words, 1) if word.endswith(",")), 0)
    if not at:
        return None
    family, given = [word.rstrip(",") for word in words[:at]], list(words[at:])
    if not given or any("," in word for word in given) or len(family) > _MOST_BEFORE_COMMA:
        return _UNKNOWN
    while len(given) > 1 and is_particle(given[-1]):
        family.insert(0, given.pop())
    patronymic = given.pop() if len(given) > 1 and _is_patronymic(given[-1]) else None
    return _parts(given, family, patronymic)


def _is_patronymic(word: str) -> bool:
    return len(word) >= _SHORTEST_PATRONYMIC and _key(word).endswith(_ends("patronymics"))


def _ends_as_family(word: str) -> bool:
    key = _key(word)
    return len(key) >= _SHORTEST_FAMILY and key.endswith(_ends("family")) and key not in _words("east_slavic", "given")


def _with_patronymic(words: Sequence[str], _: str | None) -> _Parts | None:
    """Read an East Slavic name by its patronymic: second before a family name, or last behind one.

    Of two words the last may be a family name (``Абрамович``) as well.
    """
    if len(words) == 3 and _is_patronymic(words[1]):
        return _parts(words[:1], words[2:], words[1])
    if len(words) == 3 and _is_patronymic(words[2]) and _ends_as_family(words[0]):
        return _parts(words[1:2], words[:1], words[2])
    if len(words) == 2 and _is_patronymic(words[1]) and _CYRILLIC.search(words[0]):
        return _only_given(words) if not _ends_as_family(words[0]) else _UNKNOWN
    return None


def _by_capitals(words: Sequence[str], _: str | None) -> _Parts | None:
    """Read ``Jean DUPONT`` and ``DUPONT Jean``: who sets one end of a name in capitals means the family name."""
    loud = [at for at, word in enumerate(words) if is_capitals(word)]
    if not loud or all(is_capitals(word) or is_particle(word) for word in words):
        return None
    first, stop = loud[0], loud[-1] + 1
    while first and is_particle(words[first - 1]):
        first -= 1
    family, given = words[first:stop], (*words[:first], *words[stop:])
    is_one = all(is_capitals(word) or is_particle(word) for word in family)
    return _parts(given, family) if is_one and (first == 0) != (stop == len(words)) else None


def _opens_family(word: str) -> bool:
    return is_particle(word) or word.casefold() in _words("openings")


def _with_particle(words: Sequence[str], language: str | None) -> _Parts | None:
    """Read a name whose family name a particle opens: ``Annegret von der Lühe``, ``Maëlle d'Hauterive Goff``."""
    inner = list(enumerate(words))[1:-1]
    at = next((at for at, word in inner if _opens_family(word) or _ELIDED.match(word)), 0)
    if not at or language in _words("iberian", "languages"):
        return None
    if words[0].casefold() in _words("east_asian", "latin_family"):
        return _UNKNOWN  # ``Nguyen Van An``
    beyond = next((nth for nth in range(at, len(words)) if not _opens_family(words[nth])), len(words))
    if words[at].casefold() in _FATHERS or any(map(is_particle, words[beyond:])):
        return _only_given(words)
    return _parts(words[:at], words[at:])


def _east_asian(words: Sequence[str], language: str | None) -> _Parts | None:
    """Read a name in Latin letters that begins or ends with an East Asian family name, if only one end does.

    Where both may, nothing is told: the order depends on where the bearer lives.
    """
    if len(words) < 2:
        return None
    is_at_home = language in _words("east_asian", "languages")
    known, either = _words("east_asian", "latin_family"), _words("east_asian", "latin_either")
    first, last = words[0].casefold(), words[-1].casefold()
    opens, closes = first in known or (is_at_home and first in either), last in known
    if opens and not closes and (last not in either or len(words) > 2):
        return _parts(words[1:], words[:1])
    if closes and first not in known and first not in either:
        return _parts(words[:-1], words[-1:])
    is_unclear = opens or closes or (first in either and (last in either or "-" in last))
    return _UNKNOWN if is_at_home or is_unclear else None


def _east_slavic(words: Sequence[str], _: str | None) -> _Parts | None:
    """Read a name of two Cyrillic words of which one alone ends as family names do."""
    if len(words) < 2 or not _CYRILLIC.search(words[0]):
        return None
    first, last = _ends_as_family(words[0]), _ends_as_family(words[-1])
    if len(words) > 2 or first == last:
        return _UNKNOWN
    return _parts(words[1:], words[:1]) if first else _parts(words[:1], words[1:])


def _by_convention(words: Sequence[str], language: str | None) -> _Parts | None:
    """Read a name in the order of Western languages: given names first.

    A word in the middle is a further given name where it is an initial or one that often stands there; else it may
    belong to the family name, and only the first word is certain. Spanish and Portuguese names have two family names.
    """
    if len(words) < 2 or _INITIAL.match(words[-1]):
        return _UNKNOWN
    if language in _words("iberian", "languages"):
        return _iberian(words)
    return _parts(words[:-1], words[-1:]) if all(map(_is_second_given, words[1:-1])) else _only_given(words)


def _is_second_given(word: str) -> bool:
    return _INITIAL.match(word) is not None or word.casefold() in _words("second_given")


def _iberian(words: Sequence[str]) -> _Parts:
    if len(words) > 2 and _is_second_given(words[1]):
        return _parts(words[:2], words[2:])
    named = [word for word in words[1:] if not is_particle(word)]
    if len(named) > 2 or (len(named) == 2 and is_particle(words[1])):  # ``María de los Ángeles Pérez``
        return _only_given(words)
    return _parts(words[:1], words[1:])


_READERS: tuple[_Reader, ...] = (
    _in_signs,
    _behind_comma,
    _with_patronymic,
    _by_capitals,
    _with_particle,
    _east_asian,
    _east_slavic,
    _by_convention,
)
"""From the surest evidence to the weakest."""
