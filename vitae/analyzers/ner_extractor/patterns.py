"""The entities that a pattern finds anywhere in the text: dates, addresses, telephone numbers, skills."""

import re
from collections.abc import Iterator

from vitae.analyzers.ner_extractor.mentions import Mention, identity_of
from vitae.analyzers.ner_extractor.result import EntityLabel, Role
from vitae.domain.dates import DateRange
from vitae.domain.document import Document
from vitae.domain.sections import Section, SectionKind
from vitae.facts import AnalysisContext
from vitae.parsing.dates import find_dates

_EMAIL = re.compile(r"(?<![\w.+-])[\w.+-]{1,64}@(?:[\w-]{1,63}\.){1,8}[^\W\d_]{2,24}(?![\w-])")
_URL = re.compile(r"\b(?:https?://|www\.)[^\s<>\"|,;)\]]{3,300}", re.IGNORECASE)
_INTERNATIONAL = re.compile(r"(?<![\w+])\+[1-9](?:[ ()./-]{0,2}\d){6,14}(?!\d)")
_EMAIL_SIGN, _URL_SIGN, _PLUS = re.compile("@"), re.compile(r"[:wW](?://|[wW]{2}\.)"), re.compile(r"\+")
_CONFIDENCE = {EntityLabel.EMAIL: 0.95, EntityLabel.URL: 0.9, EntityLabel.PHONE: 0.9, EntityLabel.SKILL: 0.9}


def pattern_mentions(context: AnalysisContext) -> Iterator[Mention]:
    """Yield the mentions that no section needs to be understood for."""
    yield from _dates(context.document.text)
    yield from _addresses(context)
    yield from _links(context.document)
    for match in context.skills:
        label = EntityLabel.CERTIFICATION if match.skill_type == "certificate" else EntityLabel.SKILL
        yield Mention(label, match.start, match.end, match.canonical, _CONFIDENCE[EntityLabel.SKILL])


def _dates(text: str) -> Iterator[Mention]:
    for found in find_dates(text):
        if found.start is not None or found.end is not None:
            yield Mention(EntityLabel.DATE, found.begin, found.finish, interval(found), found.confidence)


def interval(found: DateRange) -> str:
    """Return an ISO 8601 date, or an interval with ``..`` for an end that is open or a start that is unknown."""
    start = found.start.iso() if found.start else ".."
    if found.is_single:
        return start
    return f"{start}/{found.end.iso(as_end=True) if found.end else '..'}"


def _addresses(context: AnalysisContext) -> Iterator[Mention]:
    text = context.document.text
    references = _reference_spans(context.document, context.sections)
    own = {email.value.lower() for email in context.resume.contact.emails}
    own.update(phone.value for phone in context.resume.contact.phones)
    read = {(a.start, a.end) for phone in context.resume.contact.phones for a in phone.anchors}
    for match in _matches_near(_EMAIL, _EMAIL_SIGN, text):
        address = match[0].lower()
        role = Role.CANDIDATE if address in own else _role_at(match.start(), references)
        yield Mention(EntityLabel.EMAIL, *match.span(), address, _CONFIDENCE[EntityLabel.EMAIL], role)
    for match in _matches_near(_URL, _URL_SIGN, text):
        address = match[0].rstrip(".:'’")
        yield _url(match.start(), match.start() + len(address), address)
    for match in _matches_near(_INTERNATIONAL, _PLUS, text):
        number = None if match.span() in read else _e164(match[0])
        if number is not None:
            role = Role.CANDIDATE if number in own else _role_at(match.start(), references)
            yield Mention(EntityLabel.PHONE, *match.span(), number, _CONFIDENCE[EntityLabel.PHONE], role)


def _matches_near(pattern: re.Pattern[str], sign: re.Pattern[str], text: str) -> Iterator[re.Match[str]]:
    """Yield the matches of a pattern, none of which goes over a line, in the lines that hold its sign."""
    reached = 0
    for found in sign.finditer(text):
        if found.start() >= reached:
            start, end = text.rfind("\n", 0, found.start()) + 1, text.find("\n", found.end())
            reached = end if end >= 0 else len(text)
            yield from pattern.finditer(text, start, reached)


def _links(document: Document) -> Iterator[Mention]:
    """Yield the web addresses that only the link behind a word shows."""
    for link in document.links:
        if link.start < link.end and link.url.lower().startswith(("http://", "https://")):
            yield _url(link.start, link.end, link.url)


def _url(start: int, end: int, address: str) -> Mention:
    key = identity_of(EntityLabel.URL, address)
    return Mention(EntityLabel.URL, start, end, address, _CONFIDENCE[EntityLabel.URL], key=key)


def _e164(raw: str) -> str | None:
    """Return the number in E.164 when its length and prefix exist in its country."""
    import phonenumbers

    try:
        number = phonenumbers.parse(raw)
    except phonenumbers.NumberParseException:
        return None
    if not phonenumbers.is_possible_number(number):
        return None
    return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)


def _reference_spans(document: Document, sections: tuple[Section, ...]) -> list[tuple[int, int]]:
    spans = []
    for section in sections:
        lines = document.lines[section.first_line : section.stop_line]
        if section.kind is SectionKind.REFERENCES and lines:
            spans.append((lines[0].start, lines[-1].end))
    return spans


def _role_at(offset: int, references: list[tuple[int, int]]) -> Role:
    return Role.REFERENCE if any(start <= offset < end for start, end in references) else Role.OTHER
