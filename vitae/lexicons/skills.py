"""The skills that are known by name, and how each may be written.

The files: ``data/skills/<field>.toml`` (what a skill is), ``data/skill_names/<language>.toml``
(its names elsewhere), ``data/skill_rules/ambiguous.toml`` (which forms need company to mean it)
and ``data/skill_rules/cues.toml`` (the words around it). `docs/keywords.md` explains them.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from types import MappingProxyType

from vitae.lexicons.files import read_toml
from vitae.lexicons.folding import fold

FIELDS = (
    "software", "data", "it_operations", "security", "engineering", "energy", "manufacturing", "construction",
    "automotive", "transport", "agriculture", "health", "nursing", "social_care", "veterinary", "laboratory", "science",
    "education", "law", "accounting", "finance", "insurance", "real_estate", "sales", "retail", "marketing", "design",
    "media", "arts", "hr", "logistics", "hospitality", "beauty", "sports", "public", "management", "office",
    "soft_skills",
)  # fmt: skip
"""The files under ``data/skills``, in the order in which they are read."""

NAME_LANGUAGES = ("de", "es", "fr", "pl", "ru")
"""The files under ``data/skill_names``."""

SKILL_TYPES = frozenset({"technical", "tool", "method", "soft", "domain", "certificate"})

_QUALIFIER = re.compile(r" \([^)]*\)$")
_SHORTEST_FREE = 4
"""Letters: capitals fewer than these are taken for a skill only as capitals."""


class Rule(StrEnum):
    """What it takes for a form to mean its skill."""

    FREE = "free"
    """Nothing: ``PostgreSQL``."""
    CASED = "cased"
    """The exact spelling, except in a list of skills: ``Excel``."""
    EVIDENCE = "evidence"
    """The exact spelling and a list, a cue or words such as "experience with": ``Go``."""
    GENERIC = "generic"
    """A list of skills or words such as "experience in", in any spelling: ``sales``."""


@dataclass(frozen=True, slots=True)
class Skill:
    """One skill under its canonical name."""

    name: str
    type: str
    """One of `SKILL_TYPES`."""
    field: str
    """The file it stands in."""
    broader: str | None = None


@dataclass(frozen=True, slots=True, eq=False)
class Form:
    """One way to write a skill."""

    text: str
    skill: Skill
    rule: Rule = Rule.FREE
    cues: tuple[str, ...] = ()
    """With rule EVIDENCE: words of which one in the same line is enough."""
    language: str | None = None
    """ISO 639-1 of a name from ``data/skill_names``; None for the rest."""


@dataclass(frozen=True, slots=True)
class SkillLexicon:
    """All skills, and all forms by their folded text."""

    skills: Mapping[str, Skill]
    forms: Mapping[str, Form]


@cache
def skill_lexicon() -> SkillLexicon:
    """Return the lexicon; it is read once for the life of the process.

    Raises:
        ValueError: two lines of the files contradict each other.
    """
    skills: dict[str, Skill] = {}
    forms: dict[str, Form] = {}
    for skill, written in _skills():
        if skill.name in skills:
            raise ValueError(f"the skill {skill.name!r} stands in {skills[skill.name].field} and in {skill.field}")
        skills[skill.name] = skill
        _add(forms, skill, written, None)
    for language in NAME_LANGUAGES:
        for name, line in read_toml(f"skill_names/{language}")["names"].items():
            if name not in skills:
                raise ValueError(f"skill_names/{language} names {name!r}, which is no skill")
            _add(forms, skills[name], _split(line), language)
    return SkillLexicon(MappingProxyType(skills), MappingProxyType(forms))


def _skills() -> Iterator[tuple[Skill, list[str]]]:
    """Yield every skill with its forms as they stand in the files."""
    for field in FIELDS:
        for group in read_toml(f"skills/{field}")["group"]:
            for line in group["skills"]:
                name, *aliases = _split(line)
                written = aliases if _QUALIFIER.search(name) else [name, *aliases]
                broader = group.get("broader")
                yield Skill(name, group["type"], field, broader if broader != name else None), written


def _split(line: str) -> list[str]:
    return [part.strip() for part in line.split("|") if part.strip()]


def _add(forms: dict[str, Form], skill: Skill, written: list[str], language: str | None) -> None:
    for text in written:
        key = fold(text)
        known = forms.get(key)
        if known is None:
            rule, cues = _rule_of(text, key, skill)
            forms[key] = Form(text, skill, rule, cues, language)
        elif known.skill.name != skill.name:
            raise ValueError(f"{text!r} is written for {known.skill.name!r} and for {skill.name!r}")


def _rule_of(text: str, key: str, skill: Skill) -> tuple[Rule, tuple[str, ...]]:
    """Return what the form needs, from the file of ambiguous forms and from its looks."""
    ambiguous = read_toml("skill_rules/ambiguous")
    if text in ambiguous["form"]:
        return Rule.EVIDENCE, tuple(ambiguous["form"][text]["cues"])
    generic = _generic_forms()
    if key in generic or (" " not in key and fold(skill.name) in generic):
        return Rule.GENERIC, ()
    if text in _cased_forms() or (len(text) < _SHORTEST_FREE and text.isalpha() and text.isupper()):
        return Rule.CASED, ()
    return Rule.FREE, ()


@cache
def _generic_forms() -> frozenset[str]:
    return frozenset(fold(text) for text in read_toml("skill_rules/ambiguous")["generic"])


@cache
def _cased_forms() -> frozenset[str]:
    return frozenset(read_toml("skill_rules/ambiguous")["cased"])
