"""The main path of the parser: from the sections of a document to the parsed résumé."""

from dataclasses import replace

from vitae.domain.document import Document
from vitae.domain.resume import ParsedResume
from vitae.domain.sections import Section, SectionKind
from vitae.parsing.certificates import parse_certificates
from vitae.parsing.contact import find_contact
from vitae.parsing.dated import Dates
from vitae.parsing.education import parse_education
from vitae.parsing.listed import parse_awards, parse_interests, parse_references
from vitae.parsing.national_service import with_national_service
from vitae.parsing.personal import find_personal
from vitae.parsing.plausibility import absences, probability
from vitae.parsing.projects import parse_projects, parse_volunteering
from vitae.parsing.publications import parse_publications
from vitae.parsing.rows import Row, rows_of_kind
from vitae.parsing.skills import parse_skills
from vitae.parsing.spoken import parse_languages, spoken_rows
from vitae.parsing.stray import stray_dates, with_stray_dates
from vitae.parsing.voluntary import without_voluntary
from vitae.parsing.work import parse_work

_DATED = frozenset({SectionKind.WORK, SectionKind.EDUCATION, SectionKind.VOLUNTEER, SectionKind.PROJECTS})


def parse_resume(document: Document, sections: tuple[Section, ...]) -> ParsedResume:
    """Return everything that was read, each value with its places; what was not found is empty."""
    dates = Dates.of(document)
    stray = stray_dates(document, rows_of_kind(document, sections, SectionKind.CONTACT), dates)

    def rows(kind: SectionKind) -> tuple[Row, ...]:
        found = rows_of_kind(document, sections, kind)
        return with_stray_dates(found, stray) if kind in _DATED else found

    skills = rows(SectionKind.SKILLS)
    spoken = spoken_rows(skills)
    said = {row.nth for row in spoken}
    studies, certificates = parse_education(document, rows(SectionKind.EDUCATION), dates)
    jobs, unpaid = without_voluntary(document, parse_work(document, rows(SectionKind.WORK), dates))
    resume = ParsedResume(
        contact=find_contact(document, sections),
        work=with_national_service(jobs),
        education=studies,
        skills=parse_skills(document, [row for row in skills if row.nth not in said]),
        languages=parse_languages(document, rows(SectionKind.LANGUAGES) or spoken),
        certificates=parse_certificates(document, rows(SectionKind.CERTIFICATES), dates, certificates),
        projects=parse_projects(document, rows(SectionKind.PROJECTS), dates),
        publications=parse_publications(document, rows(SectionKind.PUBLICATIONS), dates),
        awards=parse_awards(document, rows(SectionKind.AWARDS), dates),
        volunteer=(*parse_volunteering(document, rows(SectionKind.VOLUNTEER), dates), *unpaid),
        interests=parse_interests(document, rows(SectionKind.INTERESTS)),
        references=parse_references(document, rows(SectionKind.REFERENCES)),
        personal=find_personal(document),
    )
    return replace(resume, is_resume=probability(document, sections, resume), absent=absences(document, resume))
