"""English verbs and their forms, as far as the openings of résumé bullets need them."""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from functools import cache

from vitae.lexicons.files import read_toml

_VOWELS = "aeiou"


class VerbForm(StrEnum):
    """What a form of a verb may be."""

    BASE = "base"
    THIRD = "third"
    PAST = "past"
    PARTICIPLE = "participle"
    """Where it differs from the past, such as ``written``."""
    GERUND = "gerund"
    UNCHANGED = "unchanged"
    """Base and past alike, such as ``cut``: it tells no tense."""


@dataclass(frozen=True, slots=True)
class Verb:
    """One verb with its regular or irregular forms."""

    base: str
    past: str
    participle: str
    third: str
    gerund: str
    is_noun_too: bool
    """Whether the base form alone may as well be a noun, such as ``design``."""


@cache
def verb_index() -> dict[str, tuple[Verb, VerbForm]]:
    """Return every known form, in lower case, with its verb. The caller must not change it."""
    index: dict[str, tuple[Verb, VerbForm]] = {}
    for verb in _verbs():
        unchanged = verb.past == verb.base
        index.setdefault(verb.past, (verb, VerbForm.PAST))
        index[verb.base] = (verb, VerbForm.UNCHANGED if unchanged else VerbForm.BASE)
        index.setdefault(verb.participle, (verb, VerbForm.PARTICIPLE))
        index.setdefault(verb.third, (verb, VerbForm.THIRD))
        index.setdefault(verb.gerund, (verb, VerbForm.GERUND))
    return index


def find_verb(word: str) -> tuple[Verb, VerbForm] | None:
    """Return the verb that `word` is a form of, in whatever case it is written."""
    return verb_index().get(word.lower())


def _verbs() -> Iterator[Verb]:
    data = read_toml("verbs")
    doubling = frozenset(data["doubling"].split())
    irregular: dict[str, tuple[str, str]] = data["irregular"]
    nouns = frozenset(data["noun_too"].split())
    for base in sorted({*data["pure"].split(), *nouns, *irregular}):
        stem = base + base[-1] if base in doubling else base
        past, participle = irregular.get(base) or (_past(stem), _past(stem))
        yield Verb(base, past, participle, _third(base), _gerund(stem), base in nouns)


def _past(stem: str) -> str:
    if stem.endswith("e"):
        return stem + "d"
    if stem.endswith("y") and stem[-2] not in _VOWELS:
        return stem[:-1] + "ied"
    return stem + "ed"


def _third(base: str) -> str:
    if base.endswith(("s", "x", "ch", "sh", "z", "o")):
        return base + "es"
    if base.endswith("y") and base[-2] not in _VOWELS:
        return base[:-1] + "ies"
    return base + "s"


def _gerund(stem: str) -> str:
    if stem.endswith("ie"):
        return stem[:-2] + "ying"
    if stem.endswith("e") and not stem.endswith("ee"):
        return stem[:-1] + "ing"
    return stem + "ing"
