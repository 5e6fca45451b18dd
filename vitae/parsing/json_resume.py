"""The parsed résumé as JSON Resume 1.0.0, and the evidence for each of its values.

One description of the tree serves both: every leaf is an `Extracted` until the last step, so a
value and its evidence cannot fall apart.
"""

from typing import Any, TypeAlias

from vitae.domain.anchors import Anchor
from vitae.domain.dates import PartialDate
from vitae.domain.report import Evidence
from vitae.domain.resume import (
    Contact,
    EducationEntry,
    Extracted,
    LanguageSkill,
    Location,
    ParsedResume,
    Period,
    Profile,
    Project,
    SkillGroup,
    VolunteerEntry,
    WorkEntry,
)

Tree: TypeAlias = "Extracted[str] | dict[str, Tree] | list[Tree] | None"


def to_json_resume(resume: ParsedResume) -> dict[str, Any]:
    """Return the résumé as JSON Resume 1.0.0; a key without a value is left out."""
    plain: dict[str, Any] = _plain(_tree(resume)) or {}
    return plain


def evidence_of(resume: ParsedResume) -> dict[str, Evidence]:
    """Return for each leaf of `to_json_resume`, by JSON Pointer, why its value is believed."""
    found: dict[str, Evidence] = {}
    _collect(_tree(resume), "", found)
    return found


def _plain(tree: Tree) -> Any:
    """Return the values alone; None for what is empty."""
    if tree is None or isinstance(tree, Extracted):
        return tree.value if tree is not None else None
    if isinstance(tree, dict):
        return {key: plain for key, value in tree.items() if (plain := _plain(value)) is not None} or None
    return [plain for value in tree if (plain := _plain(value)) is not None] or None


def _collect(tree: Tree, pointer: str, found: dict[str, Evidence]) -> None:
    """Add the evidence of all leaves; what is empty has none, and no number in its list."""
    if isinstance(tree, Extracted):
        found[pointer] = Evidence(tree.confidence, tree.anchors)
    elif isinstance(tree, dict):
        for key, value in tree.items():
            _collect(value, f"{pointer}/{key}", found)
    elif tree is not None:
        index = 0
        for value in tree:
            before = len(found)
            _collect(value, f"{pointer}/{index}", found)
            index += len(found) > before


def _tree(resume: ParsedResume) -> Tree:
    return {
        "basics": _basics(resume.contact),
        "work": [_work(job) for job in resume.work],
        "volunteer": [_volunteer(entry) for entry in resume.volunteer],
        "education": [_education(study) for study in resume.education],
        "awards": [{"title": a.title, "awarder": a.awarder, "date": _date(a.date)} for a in resume.awards],
        "certificates": [{"name": c.name, "issuer": c.issuer, "date": _date(c.date)} for c in resume.certificates],
        "publications": [
            {"name": p.name, "publisher": p.publisher, "releaseDate": _date(p.date)} for p in resume.publications
        ],
        "skills": [_skills(group) for group in resume.skills],
        "languages": [_language(spoken) for spoken in resume.languages],
        "interests": [{"name": interest} for interest in resume.interests],
        "references": [{"name": r.name, "reference": r.reference} for r in resume.references],
        "projects": [_project(project) for project in resume.projects],
    }


def _basics(contact: Contact) -> Tree:
    return {
        "name": contact.name,
        "label": contact.label,
        "email": contact.emails[0] if contact.emails else None,
        "phone": contact.phones[0] if contact.phones else None,
        "url": contact.url,
        "summary": contact.summary,
        "location": _location(contact.location),
        "profiles": [_profile(profile) for profile in contact.profiles],
    }


def _location(location: Location | None) -> Tree:
    if location is None:
        return None
    return {
        "address": location.address,
        "postalCode": location.postal_code,
        "city": location.city,
        "countryCode": location.country_code,
        "region": location.region,
    }


def _profile(profile: Profile) -> Tree:
    return {
        "network": _beside(profile.network, profile.url),
        "username": _beside(profile.username, profile.url),
        "url": profile.url,
    }


def _beside(value: str | None, source: Extracted[str]) -> Extracted[str] | None:
    """Return a value that was read out of another: it stands where that one stands."""
    return Extracted(value, source.confidence, source.anchors) if value else None


def _work(job: WorkEntry) -> Tree:
    return {
        "name": job.name,
        "position": job.position,
        "location": job.location,
        "url": _absolute(job.url),
        **_dates(job.period, month_ends=True),
        "summary": job.summary,
        "highlights": list(job.highlights),
    }


def _volunteer(entry: VolunteerEntry) -> Tree:
    return {
        "organization": entry.organization,
        "position": entry.position,
        **_dates(entry.period),
        "highlights": list(entry.highlights),
    }


def _education(study: EducationEntry) -> Tree:
    return {
        "institution": study.institution,
        "area": study.area,
        "studyType": study.study_type,
        **_dates(study.period),
        "score": study.score,
        "courses": list(study.courses),
    }


def _project(project: Project) -> Tree:
    return {
        "name": project.name,
        "description": project.description,
        "highlights": list(project.highlights),
        **_dates(project.period),
        "url": _absolute(project.url),
    }


def _skills(group: SkillGroup) -> Tree:
    return {"name": group.name, "keywords": list(group.keywords)}


def _language(spoken: LanguageSkill) -> Tree:
    return {"language": spoken.language, "fluency": spoken.fluency}


def _absolute(url: Extracted[str] | None) -> Extracted[str] | None:
    """Return an address with its scheme, as the schema wants it."""
    if url is None or "://" in url.value:
        return url
    return Extracted(f"https://{url.value}", url.confidence, url.anchors)


def _dates(period: Period | None, *, month_ends: bool = False) -> dict[str, Tree]:
    """Return start and end; no end while it lasts.

    A single month of a job is its start and its end: ``05/2019`` alone is one month.
    """
    if period is None:
        return {}
    end = period.end
    single_month = month_ends and period.range.is_single and period.start is not None
    if single_month:
        end = period.start
    return {
        "startDate": _iso(period.start, period, period.anchor),
        "endDate": _iso(end, period, period.anchor, as_end=True),
    }


def _iso(date: PartialDate | None, period: Period, anchor: Anchor, *, as_end: bool = False) -> Extracted[str] | None:
    if date is None:
        return None
    return Extracted(date.iso(as_end=as_end), period.range.confidence, (anchor,))


def _date(date: Extracted[PartialDate] | None) -> Extracted[str] | None:
    return Extracted(date.value.iso(), date.confidence, date.anchors) if date is not None else None
