"""Write skills of public lists as a lexicon file that people can read and change."""

import json
from collections.abc import Iterable

from vitae.lexicons.skills import form_key
from vitae.lexicons.taxonomies.taxonomy_skill import TaxonomySkill

_HEAD = """\
# Skills made by `vitae lexicon import`. One line is one skill: its name, then other ways to write it, separated by |.
# docs/keywords.md explains the file; change it as you like.
"""
_SHORTEST, _LONGEST = 3, 60
"""Characters of a spelling: fewer would be found everywhere, more nowhere."""


def render_lexicon(skills: Iterable[TaxonomySkill]) -> str:
    """Return the file; labels that are no spelling, and skills without any, are left out.

    A single word is not to be found in any sentence: the name of a tool is ``cased``, another word ``generic``.
    """
    groups: dict[tuple[str, str], list[str]] = {}
    cased, generic, seen = set[str](), set[str](), set[str]()
    for skill in skills:
        spellings = _fresh_spellings(skill, seen)
        if spellings:
            groups.setdefault((skill.field, skill.type), []).append(" | ".join(spellings))
        for word in filter(str.isalpha, spellings):
            (generic if skill.type != "tool" or word.islower() else cased).add(word)
    parts = [_HEAD, _array("cased", sorted(cased)), _array("generic", sorted(generic))]
    parts += [_group(field, kind, lines) for (field, kind), lines in groups.items()]
    return "\n".join(parts)


def _fresh_spellings(skill: TaxonomySkill, seen: set[str]) -> list[str]:
    """Return the spellings that stand nowhere else in the file."""
    fresh = []
    for label in (skill.name, *skill.aliases):
        spelling = " ".join(label.replace("|", " ").split())
        key = form_key(spelling)
        if _SHORTEST <= len(spelling) <= _LONGEST and key not in seen:
            seen.add(key)
            fresh.append(spelling)
    return fresh


def _group(field: str, kind: str, lines: list[str]) -> str:
    return f'[[group]]\nfield = "{field}"\ntype = "{kind}"\n{_array("skills", lines)}'


def _array(name: str, lines: list[str]) -> str:
    body = "".join(f"  {json.dumps(line, ensure_ascii=False)},\n" for line in lines)
    return f"{name} = [\n{body}]\n"
