"""A person's truth as a JSON Resume (https://jsonresume.org/schema), as its themes want it."""

from dataclasses import replace
from typing import Any, TypeVar

from benchmarks.accuracy.experience import span
from benchmarks.accuracy.layouts.content import name_of
from benchmarks.accuracy.person import Person, Post, Study

Json = dict[str, Any]
Entry = TypeVar("Entry", Post, Study)


def with_months(person: Person) -> Person:
    """Return the person with months in all dates: themes print one even where there is only a year.

    A year, season or quarter becomes its first month at the start, and its last at the end.
    """
    work = tuple(_with_months(post) for post in person.work)
    return replace(person, work=work, education=tuple(_with_months(study) for study in person.education))


def json_resume(person: Person) -> Json:
    """Return what the themes can show; the employer stands under ``name`` and, for older themes, ``company``."""
    empty: Json = {key: [] for key in ("volunteer", "awards", "publications", "interests", "references", "projects")}
    return empty | {
        "basics": _basics(person),
        "work": [_work(post) for post in person.work],
        "education": [_education(study) for study in person.education],
        "skills": [{"name": label, "keywords": list(items)} for label, items in person.skills.lists.items()],
        "languages": [{"language": name, "fluency": level} for name, level in person.languages],
        "certificates": [{"name": line} for line in person.lines.get("certificates", ())],
    }


def _basics(person: Person) -> Json:
    basics = person.basics
    return {
        "name": name_of(person),
        "label": basics.label,
        "email": basics.email,
        "phone": basics.phone,
        "summary": basics.summary,
        "location": {"city": basics.city, "countryCode": person.country},
        "profiles": [
            {"network": link.split("/")[2], "username": link.rsplit("/", 1)[-1], "url": link} for link in basics.links
        ],
    }


def _work(post: Post) -> Json:
    entry = {"name": post.employer, "company": post.employer, "position": post.title, "location": post.place}
    return entry | _dates(post.start, post.end) | {"highlights": list(post.bullets)}


def _education(study: Study) -> Json:
    return {"institution": study.institution, "studyType": study.degree, "area": ""} | _dates(study.start, study.end)


def _dates(start: str, end: str) -> Json:
    dates = {"startDate": start, "endDate": "" if end == "present" else end}
    return {key: date for key, date in dates.items() if date}


def _with_months(entry: Entry) -> Entry:
    return replace(entry, start=_month(entry.start, 0), end=_month(entry.end, 1))


def _month(written: str, edge: int) -> str:
    if written in {"", "present"}:
        return written
    year, month = divmod(span(written)[edge], 12)
    return f"{year}-{month + 1:02}"
