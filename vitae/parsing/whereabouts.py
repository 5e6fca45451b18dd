"""Words that say where a job was though no gazetteer has them: ``Leeds and remote``, ``nr Marlow``, ``Mill Street``."""

import re
from functools import cache

from vitae.lexicons.files import read_toml
from vitae.parsing.places import may_be_place, parse_place
from vitae.parsing.wording import fold, folded_words, phrases_of, words_in

_MOST_WORDS = 6
_STREET_WORDS = 4
_CAPITAL = r"(?=[^\W\d_a-zß-öø-ÿа-яё])"
_BRANCH_WORDS = 3
_SHORTEST_NAME = 3
"""Letters of a street's name before what such names end in."""


def says_where(text: str) -> bool:
    """Return whether `text` says where somebody worked: near a place, in several, on a street, in a firm's branch."""
    words = folded_words(text)
    if not 0 < len(words) <= _MOST_WORDS:
        return False
    return (
        words in phrases_of("whereabouts", "roaming").entries
        or _is_street(text, words)
        or (", " in text and _is_street_in_town(text))
        or _is_said_of_place(text)
        or _is_branch(text, words)
        or _are_places(text)
    )


@cache
def _before_name() -> re.Pattern[str]:
    data = read_toml("whereabouts")
    words = (*data["near"]["words"], *data["branches"]["before"])
    return re.compile(rf"(?:{_any_of(words)})\s{_CAPITAL}")


@cache
def _joints() -> re.Pattern[str]:
    return re.compile(rf"\s(?:{_any_of(read_toml('whereabouts')['joints']['words'])})\s|\s?[&+/]\s?")


def _any_of(words: tuple[str, ...] | list[str]) -> str:
    return "|".join(re.escape(word) for word in sorted(words, key=len, reverse=True))


@cache
def _streets(place: str) -> frozenset[str]:
    return frozenset(fold(word) for word in read_toml("whereabouts")["streets"][place])


def _is_street(text: str, words: tuple[str, ...]) -> bool:
    """Return whether words are the name of a street, with its number or without."""
    names = [word for word in words if not word[0].isdigit()]
    if len(names) == 1:
        return any(names[0].endswith(end) and len(names[0]) >= len(end) + _SHORTEST_NAME for end in _streets("ends"))
    if not 1 < len(names) <= _STREET_WORDS:
        return False
    if names[0] in _streets("before"):
        return True
    return names[-1] in _streets("behind") and all(word[0].isupper() or word[0].isdigit() for word in text.split())


def _is_said_of_place(text: str) -> bool:
    match = _before_name().match(text)
    return match is not None and _is_place(text[match.end() :])


def _is_branch(text: str, words: tuple[str, ...]) -> bool:
    """Return whether a name in capitals stands before what a firm has there in small letters (``Marlow depot``)."""
    name, _, kind = text.rpartition(" ")
    return kind in words_in("whereabouts", "branches", "behind") and len(words) <= _BRANCH_WORDS and _is_place(name)


def _are_places(text: str) -> bool:
    """Return whether known places are joined with each other, or with words that stand beside one."""
    parts = _joints().split(text) if "," not in text else []
    if len(parts) < 2 or not all(parts):
        return False
    known = [_is_known(part) for part in parts]
    roaming = phrases_of("whereabouts", "roaming")
    return any(known) and all(
        is_known or roaming.exact(part) or _is_landscape(part) for part, is_known in zip(parts, known, strict=True)
    )


def _is_known(text: str) -> bool:
    return parse_place(text) is not None


def _is_street_in_town(text: str) -> bool:
    """Return whether a street stands before the name of a town (``12 Mill Street, Marlow``)."""
    street, _, town = text.partition(", ")
    return _is_street(street, folded_words(street)) and _is_place(town)


def _is_landscape(text: str) -> bool:
    """Return whether `text` is a name in capitals behind an article (``the Dales``)."""
    article, _, name = text.partition(" ")
    return article in {"the", "les", "las", "los", "die", "das"} and _is_place(name)


def _is_place(text: str) -> bool:
    return may_be_place(text) or _is_known(text)
