"""The skills that are known by name, and how each may be written.

The files: ``data/skills/<field>.toml`` (what a skill is), ``data/skill_names/<language>.toml``
(its names elsewhere), ``data/skill_rules/ambiguous.toml`` (which forms need company to mean it)
and ``data/skill_rules/cues.toml`` (the words around it). `docs/keywords.md` explains them.
More skills come from a file of the user's (`vitae.lexicons.more_skills`).
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from types import MappingProxyType
from typing import Any, NamedTuple

from vitae.lexicons.files import lexicon_digest, read_toml
from vitae.lexicons.folding import fold

FIELDS = (
    "software", "data", "it_operations", "security", "engineering", "energy", "manufacturing", "construction",
    "automotive", "transport", "agriculture", "health", "nursing", "social_care", "veterinary", "laboratory", "science",
    "education", "law", "accounting", "finance", "insurance", "real_estate", "sales", "retail", "marketing", "design",
    "media", "arts", "hr", "logistics", "hospitality", "beauty", "sports", "public", "management", "office",
    "soft_skills",
)  # fmt: skip
"""The files under ``data/skills``, in the order in which they are read."""

NAME_LANGUAGES = ("de", "es", "fr", "it", "pl", "pt", "ru")
"""The files under ``data/skill_names``."""

SKILL_TYPES = frozenset({"technical", "tool", "method", "soft", "domain", "certificate"})

_QUALIFIER = re.compile(r" \([^)]*\)$")
_OTHER_AND = {" and ": " & ", " & ": " and "}
_AND = re.compile("|".join(_OTHER_AND))
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


class Form(NamedTuple):
    """One way to write a skill; a tuple, since there are twelve thousand to make before the first report."""

    text: str
    skill: Skill
    rule: Rule = Rule.FREE
    cues: tuple[str, ...] = ()
    """With rule EVIDENCE: words of which one in the same line is enough."""
    language: str | None = None
    """ISO 639-1 of a name from ``data/skill_names``; None for the rest."""
    is_derived: bool = False
    """Whether it stands in no file: ``health & safety`` where that has ``health and safety``, or the reverse."""


@dataclass(frozen=True, slots=True, eq=False)
class SkillLexicon:
    """All skills, and all forms by their `form_key`. There is one object for each content: it hashes by identity."""

    skills: Mapping[str, Skill]
    forms: Mapping[str, Form]
    digest: str
    """SHA-256 over everything that it was made from."""

    def find(self, text: str) -> Form | None:
        """Return the form that is written like this, however its case and its hyphens are."""
        return self.forms.get(form_key(text))


def form_key(text: str) -> str:
    """Return what the spellings of one form share: neither case nor a hyphen in place of a blank parts them."""
    return fold(text).replace("-", " ")


@cache
def skill_lexicon() -> SkillLexicon:
    """Return the lexicon; it is read once for the life of the process.

    Raises:
        ValueError: two lines of the files contradict each other.
    """
    skills: dict[str, Skill] = {}
    forms: dict[str, Form] = {}
    rules = form_rules(read_toml("skill_rules/ambiguous"))
    for skill, written in _skills():
        if skill.name in skills:
            raise ValueError(f"the skill {skill.name!r} stands in {skills[skill.name].field} and in {skill.field}")
        skills[skill.name] = skill
        _add(forms, skill, written, None, rules)
    for language in NAME_LANGUAGES:
        for name, line in read_toml(f"skill_names/{language}")["names"].items():
            if name not in skills:
                raise ValueError(f"skill_names/{language} names {name!r}, which is no skill")
            _add(forms, skills[name], split_forms(line), language, rules)
    return SkillLexicon(MappingProxyType(skills), MappingProxyType(forms), lexicon_digest())


def _skills() -> Iterator[tuple[Skill, list[str]]]:
    """Yield every skill with its forms as they stand in the files."""
    for field in FIELDS:
        for group in read_toml(f"skills/{field}")["group"]:
            yield from skills_of(group, field)


def skills_of(group: Mapping[str, Any], field: str) -> Iterator[tuple[Skill, list[str]]]:
    """Yield the skills of one ``[[group]]`` with their forms."""
    broader = group.get("broader")
    for line in group["skills"]:
        name, *aliases = split_forms(line)
        written = aliases if _QUALIFIER.search(name) else [name, *aliases]
        yield Skill(name, group["type"], field, broader if broader != name else None), written


def split_forms(line: str) -> list[str]:
    """Return the forms of one line, the canonical name first."""
    return [part.strip() for part in line.split("|") if part.strip()]


def _add(forms: dict[str, Form], skill: Skill, written: list[str], language: str | None, rules: "FormRules") -> None:
    for key, form in rules.forms(written, skill, language):
        known = forms.get(key)
        if known is None or known.is_derived:
            forms[key] = form
        elif known.skill.name != skill.name:
            raise ValueError(f"{form.text!r} is written for {known.skill.name!r} and for {skill.name!r}")
        if " and " in form.text or " & " in form.text:
            text = _AND.sub(lambda sign: _OTHER_AND[sign[0]], form.text)
            other = forms[key]._replace(text=text, is_derived=True)
            forms.setdefault(form_key(other.text), other)


@dataclass(frozen=True, slots=True)
class FormRules:
    """Which forms need what to mean their skill, as a file of rules says."""

    cues: Mapping[str, tuple[str, ...]]
    """Forms that need evidence, with their cues."""
    cased: frozenset[str]
    generic: frozenset[str]
    """Keys of everyday words."""

    def forms(self, written: Iterable[str], skill: Skill, language: str | None = None) -> Iterator[tuple[str, Form]]:
        """Yield the forms of a skill by their `form_key`, each with what it needs, by the rules and by its looks."""
        is_generic = form_key(skill.name) in self.generic
        for text in written:
            key = form_key(text)
            if text in self.cues:
                rule = Rule.EVIDENCE
            elif key in self.generic or (is_generic and " " not in key):
                rule = Rule.GENERIC
            else:
                is_short = len(text) < _SHORTEST_FREE and text.isalpha() and text.isupper()
                rule = Rule.CASED if is_short or text in self.cased else Rule.FREE
            yield key, Form(text, skill, rule, self.cues.get(text, ()), language)


def form_rules(tables: Mapping[str, Any]) -> FormRules:
    """Return the rules of the tables ``form``, ``cased`` and ``generic``, each of which may be missing."""
    return FormRules(
        {text: tuple(entry["cues"]) for text, entry in tables.get("form", {}).items()},
        frozenset(tables.get("cased", ())),
        frozenset(map(form_key, tables.get("generic", ()))),
    )
