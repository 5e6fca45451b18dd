"""How to reach the candidate: what is missing, and what does not look right."""

import re
from collections.abc import Iterable, Iterator

from vitae.analyzers.error_detector.places import contact_place
from vitae.analyzers.error_detector.rule import Problem, Subject
from vitae.domain.anchors import Anchor
from vitae.domain.resume import Text
from vitae.domain.sections import SectionKind
from vitae.facts import AnalysisContext
from vitae.lexicons import read_toml

_EMAIL = re.compile(r"[\w.+-]+\s?(?:@|\[at\]|\(at\))\s?[\w-]+\.[\w.-]+", re.IGNORECASE)
_PHONE = re.compile(r"(?<![\w/-])\+?\(?\d[\d ()./\u00a0–-]{7,}\d")
_WITH_COUNTRY = re.compile(r"(?<![\w+@/])\+\d{1,3}[ .()/-]{0,2}\d[\d ().-]{2,20}\d(?![\w%])")
_HEAD = (SectionKind.CONTACT, SectionKind.PERSONAL, SectionKind.OTHER)
_LEAST_DIGITS = 9
_NO_PHONE = re.compile(r"(?:19|20)\d\d\D{1,3}(?:19|20)\d\d|\d{4}-\d{4}-\d{4}-\d{3}")
"""Two years, or the number of a researcher (ORCID)."""
_URL_SLIPS = re.compile(
    r"(?<![\w@])(?:htt?ps?:/(?!/)\S+|https?//\S+|htp[s:]\S*//\S+|www,\S+|https?:\s//\S+|http:\\\\\S+)|"
    r"(?<![\w@])(?:https?://)?(?:[a-z]{2,3}\.)?linkedin\.com/(?!in/|pub/|company/|school/|comm/|learning/|profile/)"
    r"(?P<rest>[\w-]+)/?",
    re.IGNORECASE,
)
_SIGNS_OF_SLIPS = ("http", "htp", "www,", "linkedin.com/")
_NO_NAMES = frozenset(["group", "limited", "company", "university", "school", "college", "services", "mail", "gmbh"])
"""Words of employers' names that tell nobody."""
_MARGINS = ("header", "footer")


def missing_email(subject: Subject) -> Iterator[Problem]:
    """Yield one problem when no e-mail address stands anywhere, as text or behind a link."""
    context = subject.context
    is_linked = any(link.url.lower().startswith("mailto:") for link in context.document.links)
    if not context.resume.contact.emails and not is_linked and not _EMAIL.search(context.document.text):
        yield Problem("No e-mail address was found.", contact_place(context), confidence=0.95)


def missing_phone(subject: Subject) -> Iterator[Problem]:
    """Yield one problem when nothing reads like a telephone number where contact data stands."""
    context = subject.context
    if context.resume.contact.phones or any(_is_phone(m.group()) for m in _PHONE.finditer(_head(context))):
        return
    if not any(invalid_phone(subject)):
        yield Problem("No telephone number was found.", contact_place(context), confidence=0.9)


def invalid_phone(subject: Subject) -> Iterator[Problem]:
    """Yield numbers with a country code that no telephone of that country has: a digit is missing or too much."""
    document, read = subject.context.document, subject.context.resume.contact.phones
    taken = [anchor for phone in read if phone.value.startswith("+") for anchor in phone.anchors]
    for start, end in subject.stretches_with("+"):
        for match in _WITH_COUNTRY.finditer(document.text, start, end):
            is_read = any(anchor.start < match.end() and match.start() < anchor.end for anchor in taken)
            if not is_read and _is_in_head(subject.context, match.start()) and not _is_possible(match.group()):
                message = f"No telephone has the number {match.group()}."
                yield Problem(message, (document.anchor(*match.span()),), confidence=0.85)


def _is_possible(number: str) -> bool:
    import phonenumbers  # 30 ms to import: only when there is a number that was not read

    possible = phonenumbers.ValidationResult.IS_POSSIBLE  # from anywhere, not within its town only
    try:
        return bool(phonenumbers.is_possible_number_with_reason(phonenumbers.parse(number)) == possible)
    except phonenumbers.NumberParseException:
        return False


def several_phones(subject: Subject) -> Iterator[Problem]:
    """Yield one remark when the candidate has more than one number: which one is to be called?"""
    phones = subject.context.resume.contact.phones
    if len(phones) > 1:
        anchors = tuple(anchor for phone in phones for anchor in phone.anchors[:1])
        yield Problem(f"{len(phones)} telephone numbers are given.", anchors, confidence=0.8)


def _is_in_head(context: AnalysisContext, at: int) -> bool:
    sections = (section for section in context.sections if section.kind in _HEAD)
    return any(anchor.start <= at < anchor.end for section in sections for anchor in section.anchors)


def _head(context: AnalysisContext) -> str:
    """Return the text in which a number would be the candidate's: all but jobs, studies and references."""
    parts = [
        context.document.text[anchor.start : anchor.end]
        for section in context.sections
        if section.kind in _HEAD
        for anchor in section.anchors
    ]
    return "\n".join(parts)


def _is_phone(text: str) -> bool:
    digits = sum(char.isdigit() for char in text)
    return digits >= _LEAST_DIGITS and not _NO_PHONE.search(text)


def unprofessional_email(subject: Subject) -> Iterator[Problem]:
    """Yield addresses that were chosen for fun."""
    data = read_toml("errors")["unprofessional_email"]
    words, inside = frozenset(data["words"]), tuple(data["inside"])
    for email in subject.context.resume.contact.emails:
        local = email.value.partition("@")[0].lower()
        if words.intersection(re.split(r"[^a-z]+|(?<=[a-z])(?=\d)", local)) or any(word in local for word in inside):
            message = f"The address {email.value} does not sound like an application."
            yield Problem(message, email.anchors, confidence=0.85)
        elif words.intersection(re.findall(r"\d+", local)) & {"420", "666", "69"}:
            yield Problem(f"The number in {email.value} has a second meaning.", email.anchors, confidence=0.5)


def missing_name(subject: Subject) -> Iterator[Problem]:
    """Yield one remark when nothing at the top reads like a name; one that is a picture cannot be read."""
    if subject.context.resume.contact.name is None:
        yield Problem("No name was found at the top.", contact_place(subject.context), confidence=0.7)


def employer_email(subject: Subject) -> Iterator[Problem]:
    """Yield addresses at the domain of a current employer."""
    current = [
        job.name.value for job in subject.context.resume.work if job.name and job.period and job.period.is_current
    ]
    words = {word for name in current for word in re.findall(r"[a-z]{4,}", name.lower())} - _NO_NAMES
    for email in subject.context.resume.contact.emails:
        domain = email.value.rpartition("@")[2].lower()
        if any(word in domain.partition(".")[0] for word in words):
            yield Problem(f"The address {email.value} belongs to the current employer.", email.anchors, confidence=0.7)


def missing_linkedin(subject: Subject) -> Iterator[Problem]:
    """Yield a remark, never more, when no LinkedIn address is given."""
    context = subject.context
    urls = [link.url for link in context.document.links]
    networks = {profile.network.lower() for profile in context.resume.contact.profiles}
    if "linkedin" not in networks and not any("linkedin." in text.lower() for text in (*urls, context.document.text)):
        yield Problem("No LinkedIn address was found.", contact_place(context), confidence=0.9)


def malformed_url(subject: Subject) -> Iterator[Problem]:
    """Yield addresses that lead nowhere as they are written."""
    document = subject.context.document
    for start, end in subject.stretches_with(_SIGNS_OF_SLIPS):
        for match in _URL_SLIPS.finditer(document.text, start, end):
            yield Problem(
                f"The address {match.group()} leads nowhere as it is written.",
                (document.anchor(*match.span()),),
                confidence=0.8,
            )


def contact_in_header_only(subject: Subject) -> Iterator[Problem]:
    """Yield one problem when all contact data stands in the header or footer of the pages."""
    anchors = _contact_anchors(subject.context)
    if anchors and all((anchor.path or "").startswith(_MARGINS) for anchor in anchors):
        yield Problem("E-mail and telephone stand in the page header or footer only.", anchors)


def contact_in_text_box(subject: Subject) -> Iterator[Problem]:
    """Yield one problem when all contact data stands in floating text boxes."""
    anchors = _contact_anchors(subject.context)
    if anchors and all("/txbx[" in (anchor.path or "") for anchor in anchors):
        yield Problem("E-mail and telephone stand in a floating text box only.", anchors)


def _contact_anchors(context: AnalysisContext) -> tuple[Anchor, ...]:
    contact = context.resume.contact
    found: Iterable[Text] = (*contact.emails, *contact.phones)
    return tuple(anchor for item in found for anchor in item.anchors)
