"""Skills of the user's own beside ours: from a file written by hand or by `vitae lexicon import`.

The file is TOML with the tables of our own files: ``[[group]]`` with `type`, `skills` and, where wanted, `field`
and `broader`; and the tables ``cased``, ``generic`` and ``form`` of ``skill_rules/ambiguous.toml``.
"""

import hashlib
from collections.abc import Iterator, Mapping
from functools import lru_cache
from os import PathLike
from pathlib import Path
from types import MappingProxyType
from typing import Any

import tomli

from vitae.domain.errors import LexiconUnreadable
from vitae.lexicons.skills import SKILL_TYPES, Form, Skill, SkillLexicon, form_rules, skill_lexicon, skills_of

OWN_FIELD = "own"
"""Of a group that names none."""


def load_lexicon(path: str | PathLike[str]) -> SkillLexicon:
    """Return our lexicon with the skills of a file added; where both have a name or a spelling, ours stays.

    The same content gives the same object again.

    Raises:
        LexiconUnreadable: the file is missing, or is no lexicon.
    """
    try:
        text = Path(path).read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise LexiconUnreadable(f"The lexicon {path} cannot be read: {type(error).__name__}.") from None
    try:
        return _extended(text)
    except (tomli.TOMLDecodeError, KeyError, TypeError, AttributeError, ValueError) as error:
        raise LexiconUnreadable(f"{path} is no lexicon of skills: {error}.") from None


@lru_cache(maxsize=2)
def _extended(text: str) -> SkillLexicon:
    own = skill_lexicon()
    skills, forms = dict(own.skills), dict(own.forms)
    tables = tomli.loads(text)
    rules = form_rules(tables)
    for skill, written in _skills(tables):
        known = skills.setdefault(skill.name, skill)
        for key, form in rules.forms(written, known):
            if key.strip():
                forms.setdefault(key, form)
    digest = hashlib.sha256(own.digest.encode() + text.encode()).hexdigest()
    return SkillLexicon(MappingProxyType(_writable(skills, forms)), MappingProxyType(forms), digest)


def _skills(tables: Mapping[str, Any]) -> Iterator[tuple[Skill, list[str]]]:
    for group in tables["group"]:
        if group["type"] not in SKILL_TYPES:
            raise ValueError(f"the type {group['type']!r} is none of {', '.join(sorted(SKILL_TYPES))}")
        yield from skills_of(group, group.get("field", OWN_FIELD))


def _writable(skills: dict[str, Skill], forms: dict[str, Form]) -> dict[str, Skill]:
    """Return the skills that any form leads to: one whose spellings were all taken is ours under another name."""
    reached = {form.skill.name for form in forms.values()}
    return {name: skill for name, skill in skills.items() if name in reached}
