"""The same people under other headings: does a section that is called as no lexicon knows it come out the same?

``rewordings.toml`` has other wordings of each kind of section, in eight languages. Of each list the first, third,
fifth … are there to tune on; the others, and the words that say nothing, only measure.
"""

import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import replace
from enum import StrEnum
from functools import cache
from pathlib import Path
from random import Random
from typing import Any

from benchmarks.accuracy.person import Person

_FILE = Path(__file__).with_name("rewordings.toml")
_SAME_KIND: Mapping[str, str] = {"competencies": "skills", "objective": "summary", "volunteering": "volunteer"}


class Wording(StrEnum):
    """Which words stand in place of the headings."""

    WORDS = "words"
    """That say in another way what the section is about."""
    OTHER_WORDS = "other-words"
    """The same, and nobody has tuned on them."""
    NOTHING = "nothing"
    """Words that say nothing: layout and contents alone tell."""


def reworded(person: Person, wording: Wording) -> Person:
    """Return the person with other headings, the same in every run; a kind without other wordings keeps its own."""
    choice = Random(f"{person.id} {wording}")
    kinds = [kind for kind, heading in person.headings.items() if heading]
    if wording is Wording.NOTHING:
        said = dict(zip(kinds, _saying_nothing(choice), strict=False))
    else:
        said = {kind: choice.choice(pool) for kind in kinds if (pool := _pool(person.language, kind, wording))}
    return replace(person, headings=person.headings | said)


def _pool(language: str, kind: str, wording: Wording) -> Sequence[str]:
    """Return the half of the wordings of a kind that belongs to a wording; none for kinds that have none."""
    pool: Sequence[str] = wordings()[language].get(_SAME_KIND.get(kind, kind), [])
    return pool[wording is Wording.OTHER_WORDS :: 2]


def _saying_nothing(choice: Random) -> Sequence[str]:
    """Return different headings for one document: chapters with their numbers, or invented names."""
    nothing = wordings()["nothing"]
    if choice.random() < 0.5:
        noun = choice.choice(nothing["numbered"])
        return [f"{noun} {number}" for number in nothing["numbers"]]
    return choice.sample(nothing["invented"], len(nothing["invented"]))


@cache
def wordings() -> dict[str, Any]:
    """Return the other wordings by language and kind, and under ``nothing`` the words that say nothing."""
    return tomllib.loads(_FILE.read_text(encoding="utf-8"))
