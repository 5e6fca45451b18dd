"""The words that say what a datum beside them is: ``Phone``, ``Wohnort``, ``ФИО``."""

from functools import cache
from typing import Literal, get_args

from vitae.lexicons.files import read_toml
from vitae.parsing.wording import Phrasebook

ContactLabel = Literal["name", "given_name", "middle_name", "family_name", "position", "address", "phone", "email"]

_LONGEST = 60
"""Characters: a longer text is no label, and its words need not be looked at."""


def contact_label(text: str) -> ContactLabel | None:
    """Return the kind of contact data that `text` as a whole announces."""
    return _labels().exact(text) if len(text) <= _LONGEST else None


@cache
def _labels() -> Phrasebook[ContactLabel]:
    words = read_toml("personal")["contact"]
    return Phrasebook.of((label, kind) for kind in get_args(ContactLabel) for label in words[kind])
