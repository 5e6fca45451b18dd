"""The entities that the parser has already read, with their places."""

from collections.abc import Iterator
from itertools import chain

from vitae.analyzers.ner_extractor.mentions import Mention, mentions_of
from vitae.analyzers.ner_extractor.result import EntityLabel, Role
from vitae.domain.resume import Contact, EmploymentType, Location, ParsedResume, Text


def profile_mentions(resume: ParsedResume) -> Iterator[Mention]:
    """Yield the mentions of everything in the parsed résumé that has a label."""
    yield from _contact(resume.contact)
    yield from _work(resume)
    yield from _education(resume)
    yield from _achievements(resume)
    for language in resume.languages:
        yield from mentions_of(EntityLabel.LANGUAGE, language.language, normalized=language.code or "")
    for reference in resume.references:
        yield from mentions_of(EntityLabel.PERSON, reference.name, role=Role.REFERENCE)
    for item in resume.personal:
        yield from mentions_of(EntityLabel.PERSONAL, item.value)


def _contact(contact: Contact) -> Iterator[Mention]:
    yield from mentions_of(EntityLabel.PERSON, contact.name, role=Role.CANDIDATE)
    yield from mentions_of(EntityLabel.TITLE, contact.label)
    for email in contact.emails:
        yield from mentions_of(EntityLabel.EMAIL, email, role=Role.CANDIDATE, normalized=email.value.lower())
    for phone in contact.phones:
        yield from mentions_of(EntityLabel.PHONE, phone, role=Role.CANDIDATE)
    yield from mentions_of(EntityLabel.URL, contact.url)
    for profile in contact.profiles:
        yield from mentions_of(EntityLabel.URL, profile.url)
    if contact.location is not None:
        yield from _place(contact.location)


def _place(location: Location) -> Iterator[Mention]:
    """Yield the widest place that is written, normalised to the town and the country where they are known."""
    shown: Text | None = location.address or location.city or location.region
    parts = (location.city, location.region, location.country_code)
    yield from mentions_of(EntityLabel.LOCATION, shown, normalized=", ".join(part.value for part in parts if part))


def _work(resume: ParsedResume) -> Iterator[Mention]:
    for job in resume.work:
        yield from mentions_of(EntityLabel.ORG, job.name, role=Role.EMPLOYER)
        if job.employment_type is not EmploymentType.CAREER_BREAK:
            yield from mentions_of(EntityLabel.TITLE, job.position)
        yield from mentions_of(EntityLabel.LOCATION, job.location)
        yield from mentions_of(EntityLabel.URL, job.url)
    for entry in resume.volunteer:
        yield from mentions_of(EntityLabel.ORG, entry.organization, role=Role.OTHER)
        yield from mentions_of(EntityLabel.TITLE, entry.position)


def _education(resume: ParsedResume) -> Iterator[Mention]:
    for course in resume.education:
        yield from mentions_of(EntityLabel.ORG, course.institution, role=Role.SCHOOL)
        yield from mentions_of(EntityLabel.DEGREE, course.study_type)
        yield from mentions_of(EntityLabel.LOCATION, course.location)


def _achievements(resume: ParsedResume) -> Iterator[Mention]:
    for certificate in resume.certificates:
        yield from mentions_of(EntityLabel.CERTIFICATION, certificate.name)
        yield from mentions_of(EntityLabel.ORG, certificate.issuer, role=Role.OTHER)
    givers = chain((award.awarder for award in resume.awards), (text.publisher for text in resume.publications))
    for giver in givers:
        yield from mentions_of(EntityLabel.ORG, giver, role=Role.OTHER)
    for project in resume.projects:
        yield from mentions_of(EntityLabel.URL, project.url)
