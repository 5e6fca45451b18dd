"""Name, contact, links, city, skills and languages of the résumé beside the truth."""

from collections.abc import Callable, Iterator
from typing import NamedTuple

from benchmarks.accuracy.compare import bare_address, is_same_language, is_same_name, is_same_skill, normalised
from benchmarks.accuracy.judged import Json, Judgement
from benchmarks.accuracy.person import Person

_Same = Callable[[str, str], bool]


class _Value(NamedTuple):
    pointer: str
    text: str


def judge_basics(resume: Json, person: Person, judgement: Judgement) -> None:
    """Record what stands under ``/basics``, and the skills and languages."""
    read, truth = resume.get("basics") or {}, person.basics
    names = (truth.name, *truth.accepted)
    _judge_one("name", "/basics/name", read.get("name", ""), names, is_same_name, judgement)
    _judge_one("email", "/basics/email", read.get("email", ""), (truth.email,), _is_same_email, judgement)
    _judge_one("phone", "/basics/phone", read.get("phone", ""), (truth.e164,), _is_same_phone, judgement)
    city = (read.get("location") or {}).get("city", "")
    _judge_one("city", "/basics/location/city", city, (truth.city,), _is_same_city, judgement)
    links = [[bare_address(link)] for link in truth.links]
    _judge_set("links", list(_links(read)), links, lambda one, other: bare_address(one) == other, judgement)
    _judge_skills(resume, person, judgement)
    spoken = [[name] for name, _ in person.languages]
    languages = [
        _Value(f"/languages/{at}/language", item["language"]) for at, item in enumerate(resume.get("languages", []))
    ]
    _judge_set("languages", languages, spoken, is_same_language, judgement)


def _judge_one(name: str, pointer: str, read: str, truths: tuple[str, ...], same: _Same, judgement: Judgement) -> None:
    """Record a field of which there is one; a value where the truth has none is wrong."""
    if truths[0]:
        judgement.want(name)
    if read:
        is_right = any(truth and same(read, truth) for truth in truths)
        judgement.add(name, pointer, is_right=is_right, read=read, truth=truths[0])
    elif truths[0]:
        judgement.miss(name, truths[0])


def _judge_skills(resume: Json, person: Person, judgement: Judgement) -> None:
    """Record the items of the lists; a skill that stands in prose only is neither asked for nor wrong."""
    forms = [skill_forms(person, skill) for skill in person.skills.listed]
    others = (*person.skills.prose, *person.skills.optional)
    neutral = [form for skill in others for form in skill_forms(person, skill)]
    listed = [form for skill in forms for form in skill]
    values = [value for value in _skills(resume) if not _is_one_of(value, neutral) or _is_one_of(value, listed)]
    _judge_set("skills", values, forms, is_same_skill, judgement)


def _is_one_of(value: _Value, skills: list[str]) -> bool:
    return any(is_same_skill(value.text, skill) for skill in skills)


def skill_forms(person: Person, skill: str) -> list[str]:
    """Return all forms in which the skill is right."""
    return [skill, *person.skills.aliases.get(skill, ())]


def _judge_set(name: str, values: list[_Value], truths: list[list[str]], same: _Same, judgement: Judgement) -> None:
    """Record values whose order does not matter; one that repeats another is not counted again."""
    judgement.want(name, len(truths))
    open_truths = list(truths)
    for value in values:
        found = next((forms for forms in open_truths if any(same(value.text, form) for form in forms)), None)
        if found is not None:
            open_truths.remove(found)
        elif any(same(value.text, form) for forms in truths for form in forms):
            continue
        judgement.add(name, value.pointer, is_right=found is not None, read=value.text)
    for forms in open_truths:
        judgement.miss(name, forms[0])


def _links(basics: Json) -> Iterator[_Value]:
    seen: set[str] = set()
    profiles = [
        _Value(f"/basics/profiles/{at}/url", item.get("url", "")) for at, item in enumerate(basics.get("profiles", []))
    ]
    for value in (_Value("/basics/url", basics.get("url", "")), *profiles):
        if value.text and bare_address(value.text) not in seen:
            seen.add(bare_address(value.text))
            yield value


def _skills(resume: Json) -> Iterator[_Value]:
    for at, group in enumerate(resume.get("skills", [])):
        keywords = group.get("keywords", [])
        for nth, keyword in enumerate(keywords):
            yield _Value(f"/skills/{at}/keywords/{nth}", keyword)
        if not keywords and group.get("name"):
            yield _Value(f"/skills/{at}/name", group["name"])


def _is_same_email(read: str, truth: str) -> bool:
    return read.casefold() == truth.casefold()


def _is_same_phone(read: str, truth: str) -> bool:
    return "".join(sign for sign in read if sign.isdigit() or sign == "+") == truth


def _is_same_city(read: str, truth: str) -> bool:
    return normalised(read) == normalised(truth)
