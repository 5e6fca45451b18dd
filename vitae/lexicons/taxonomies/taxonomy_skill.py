"""One skill as a public list has it."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class TaxonomySkill:
    """A skill with the labels that it may be written with."""

    name: str
    aliases: tuple[str, ...]
    type: str
    """One of `vitae.lexicons.skills.SKILL_TYPES`."""
    field: str
    """``esco`` or ``onet``."""
