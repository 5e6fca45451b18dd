"""What a spelling checker must leave alone in a résumé: names, jargon, addresses, broken words."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from functools import cache

from vitae.domain.resume import Extracted, ParsedResume
from vitae.facts import AnalysisContext
from vitae.facts.wording import Wording
from vitae.lexicons import read_lines

_WORD = re.compile(r"[^\W\d_]+")
TOKEN = re.compile(r"(?<![\w@#/\\.+&'’-])[A-Za-z]{4,}(?:['’]s)?(?![\w@#/\\+&-]|\.\w|['’]\w)")
"""A word of at least four plain letters that touches no digit, sign, dot, apostrophe or hyphen."""
_SEEN_OFTEN = 3
"""Who writes a word three times means it."""


@cache
def trade_words() -> frozenset[str]:
    """Return the words of the trades, and rare ones, that the general dictionary lacks."""
    rare = (word for line in read_lines("grammar_rare") for word in line.split())
    return frozenset(read_lines("grammar_words")).union(rare)


def protected_words(context: AnalysisContext) -> frozenset[str]:
    """Return, in lower case, every word of a name, skill or address of this document, and what recurs in it."""
    texts = [*_names(context.resume), *(match.raw for match in context.skills)]
    texts += (link.url for link in context.document.links)
    words = map(str.lower, _WORD.findall("\n".join(texts)))
    return frozenset(words).union(_seen_often(context.wording))


def _seen_often(wording: Wording) -> Iterator[str]:
    counts = Counter(wording.words)
    for word in [word for word in counts if not word.isalpha()]:
        for part in _WORD.findall(word):
            counts[part] += counts[word]
    return (word for word, count in counts.items() if count >= _SEEN_OFTEN)


def _names(resume: ParsedResume) -> Iterator[str]:
    """Yield everything that the résumé names: people, places, employers, schools, titles of works."""
    contact = resume.contact
    yield from (item.value for item in (contact.name, contact.url) if item)
    yield from (item.value for item in (*contact.emails, *resume.interests))
    yield from (profile.url.value for profile in contact.profiles)
    if contact.location:
        yield from _present((contact.location.city, contact.location.region, contact.location.address))
    yield from _present(job.location for job in resume.work)
    yield from _present(job.name for job in resume.work)
    yield from _present(course.institution for course in resume.education)
    yield from _present(project.name for project in resume.projects)
    yield from _present(entry.organization for entry in resume.volunteer)
    yield from _present(certificate.name for certificate in resume.certificates)
    yield from _present(publication.name for publication in resume.publications)
    yield from _present(award.title for award in resume.awards)
    yield from _present(language.language for language in resume.languages)
    yield from _present(reference.name for reference in resume.references)
    for group in resume.skills:
        yield from (keyword.value for keyword in group.keywords)


def _present(items: Iterable[Extracted[str] | None]) -> Iterator[str]:
    return (item.value for item in items if item)
