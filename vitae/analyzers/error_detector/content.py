"""What the text says: about the candidate, by habit, or left over from a template."""

import re
from collections import defaultdict
from collections.abc import Iterator
from functools import cache

from vitae.analyzers.error_detector.phrases import Keys, any_of, find_phrases, keys_of, may_hold
from vitae.analyzers.error_detector.rule import Problem, Subject
from vitae.domain.anchors import Anchor
from vitae.domain.findings import Severity
from vitae.domain.sections import SectionKind
from vitae.facts import AnalysisContext
from vitae.lexicons import read_toml

_SHOWN = 10
_PRONOUN_I = re.compile(r"I(?<![\w&/.+-]I)(?:['’](?:m|ve|d|ll)\b)?(?=\s+[a-z]{2,})")
_NUMBERED = re.compile(r"(?:[A-Z][\w-]*|\d) $")
"""What stands before a Roman one: ``Type I``, ``World War I``, ``Level I``."""
_SPOKEN = frozenset({SectionKind.REFERENCES, SectionKind.PUBLICATIONS, SectionKind.AWARDS})
"""Sections whose sentences are not the candidate's own."""
_BRACKETS = re.compile(r"\[(?P<square>[^\[\]\n]{2,60})\]|<(?P<angle>[^<>\n@/]{2,40})>|\{\{(?P<curly>[^{}\n]{1,40})\}\}")
_WORDS = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)?")
_BLANK_DATE = re.compile(r"(?<!\w)(?:XX/XXXX|MM/YYYY|MM/YY|XX/XX/XXXX|20XX|19XX|XXX-XXX-XXXX)(?!\w)")
_BLANKS = ("xxxx", "yyyy", "yy", "20xx", "19xx")
"""Words of which every such date has one."""
_BLANK_PHONE = re.compile(
    r"(?<!\w)\(?(?:555\)?[ .-]{0,2}555[ .-]?5555|123\)?[ .-]{0,2}456[ .-]?7890|000\)?[ .-]{0,2}000[ .-]?0000)(?!\w)"
)
_MIDDLE_GROUP = re.compile(r"-\d\d-")
_SOCIAL_SECURITY = re.compile(r"(?<![\d-])(?!000|666|9\d\d)\d{3}-(?!00)\d{2}-(?!0000)\d{4}(?![\d-])")
_ALWAYS_SENSITIVE = frozenset({"national_id", "religion"})
_KINDS = {
    "birth_date": "date of birth",
    "birth_place": "place of birth",
    "marital_status": "marital status",
    "nationality": "nationality",
    "national_id": "number of an identity document",
    "religion": "religion",
    "gender": "gender",
    "photo": "photograph",
}


def first_person(subject: Subject) -> Iterator[Problem]:
    """Yield one remark with the places where the candidate says I, my or me."""
    context = subject.context
    places = sorted(_first_person_places(subject))
    if places:
        anchors = tuple(context.document.anchor(start, end) for start, end in places[:_SHOWN])
        yield Problem(f"The first person stands in {len(places)} places.", anchors)


def _first_person_places(subject: Subject) -> Iterator[tuple[int, int]]:
    text, language = subject.context.document.text, subject.candidate.language
    words = tuple(find_phrases("first_person", subject))
    for start, end in _own_stretches(subject.context):
        for match in words:
            if start <= match.start() < end and (match.group().islower() or _opens_line(text, match.start())):
                yield match.span()
        if language in ("en", None):
            for match in _PRONOUN_I.finditer(text, start, end):
                if not _NUMBERED.search(text[max(0, match.start() - 20) : match.start()]):
                    yield match.span()


def _own_stretches(context: AnalysisContext) -> Iterator[tuple[int, int]]:
    """Yield the stretches of text that are the candidate's own words."""
    if not context.sections:
        yield 0, len(context.document.text)
    for section in context.sections:
        lines = context.document.lines[section.first_line : section.stop_line]
        if lines and section.kind not in _SPOKEN:
            yield lines[0].start, lines[-1].end


def _opens_line(text: str, start: int) -> bool:
    """Whether a capital is that of a sentence and not of a name: ``My work``, not ``in My Account``."""
    return bool(re.search(r"(?:^|[.!?:•\n-]\s?|\n\s*)$", text[max(0, start - 3) : start]))


def buzzwords(subject: Subject) -> Iterator[Problem]:
    """Yield a remark for each stock phrase, with all its places."""
    document = subject.context.document
    found: dict[str, list[Anchor]] = defaultdict(list)
    for match in find_phrases("buzzwords", subject):
        found[re.sub(r"\s+", " ", match.group().lower())].append(document.anchor(*match.span()))
    for phrase, anchors in found.items():
        yield Problem(f"“{phrase}” is a stock phrase that says nothing.", tuple(anchors[:_SHOWN]), confidence=0.8)


def references_line(subject: Subject) -> Iterator[Problem]:
    """Yield the line that offers references on request."""
    document = subject.context.document
    places = [match.span() for match in find_phrases("references", subject)]
    starts = {
        line.content_start
        for section in subject.context.sections
        if section.kind is SectionKind.REFERENCES and not places
        for line in document.lines[section.first_line : section.stop_line]
    }
    if starts:
        places = [match.span() for match in find_phrases("references_alone", subject) if match.start() in starts]
    for place in places:
        yield Problem("That references are available goes without saying.", (document.anchor(*place),))


def placeholder_text(subject: Subject) -> Iterator[Problem]:
    """Yield template text that was left over, and names and addresses that nobody has."""
    context = subject.context
    document, data = context.document, read_toml("errors")["placeholder"]
    for start, end in sorted({*_bracketed(document.text, data), *_stock_text(subject, data)}):
        anchor = document.anchor(start, end)
        yield Problem(f"“{anchor.quote}” is left over from a template.", (anchor,), confidence=0.9)
    contact = context.resume.contact
    if contact.name and contact.name.value.lower() in data["names"]:
        yield Problem(f"“{contact.name.value}” is the name of a template.", contact.name.anchors)
    for email in contact.emails:
        local, _, domain = email.value.lower().partition("@")
        if local in data["email_locals"] and domain in ("example.com", "email.com", "mail.com", "domain.com"):
            yield Problem(f"“{email.value}” is the address of a template.", email.anchors)


def _bracketed(text: str, data: dict[str, list[str]]) -> Iterator[tuple[int, int]]:
    if not any(bracket in text for bracket in "[<{"):
        return
    known = frozenset(data["bracket_words"])
    for match in _BRACKETS.finditer(text):
        inner = next(group for group in match.groups() if group is not None)
        words = [word.lower() for word in _WORDS.findall(inner)]
        if (
            match["curly"]
            or (words and words[0] in ("insert", "your", "add", "describe"))
            or _names(words, known, inner)
        ):
            yield match.span()


def _names(words: list[str], known: frozenset[str], inner: str) -> bool:
    """Whether the bracket names a field of a form, as in ``[Company Name]``; ``[company-wide]`` does not."""
    return 0 < len(words) <= 3 and words[-1] in known and inner[0].isupper()


def _stock_text(subject: Subject, data: dict[str, list[str]]) -> Iterator[tuple[int, int]]:
    text = subject.context.document.text
    phrases = tuple(data["phrases"])
    if may_hold(subject, _keys_of_stock(phrases)):
        yield from (match.span() for match in any_of(phrases).finditer(text))
    if not subject.wording.vocabulary.isdisjoint(_BLANKS):
        yield from (match.span() for match in _BLANK_DATE.finditer(text))
    if any(end in text for end in ("5555", "7890", "0000")):
        yield from (match.span() for match in _BLANK_PHONE.finditer(text))


@cache
def _keys_of_stock(phrases: tuple[str, ...]) -> Keys:
    return keys_of(phrases)


def sensitive_data(subject: Subject) -> Iterator[Problem]:
    """Yield data that may lead to bias or fraud; what is customary in a country is only remarked there."""
    context, candidate = subject.context, subject.candidate
    usual = frozenset(read_toml("errors")["customs"]["personal_data_usual"])
    is_usual = candidate.country in usual if candidate.country else candidate.language in usual
    for item in context.resume.personal:
        warns = item.kind in _ALWAYS_SENSITIVE or not is_usual
        message = f"The {_KINDS.get(item.kind, item.kind)} stands in the document."
        yield Problem(message, item.value.anchors, Severity.WARNING if warns else Severity.INFO)
    taken = [anchor for item in context.resume.personal for anchor in item.value.anchors]
    for match in _social_security_numbers(context.document.text):
        if not any(anchor.start < match.end() and match.start() < anchor.end for anchor in taken):
            anchor = context.document.anchor(*match.span())
            yield Problem("This reads like a social security number.", (anchor,), Severity.WARNING, 0.8)


def _social_security_numbers(text: str) -> Iterator[re.Match[str]]:
    """Yield the numbers, looked for by the group in their middle: hardly a text has one."""
    for middle in _MIDDLE_GROUP.finditer(text):
        if middle.start() >= len("078") and (match := _SOCIAL_SECURITY.match(text, middle.start() - len("078"))):
            yield match
