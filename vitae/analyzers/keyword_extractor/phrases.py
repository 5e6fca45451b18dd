"""Keyphrases: words beside each other that the document dwells on and the lexicon does not know.

A candidate is a run of two to four words within one stretch of text, between words that every
résumé uses (`common_words`), punctuation, known skills and names. It counts when it stands
at least twice, which needs no statistics of any other text to be right.
"""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from vitae.domain.sections import SectionKind
from vitae.facts import AnalysisContext
from vitae.facts.named_words import named_words
from vitae.facts.skill_matcher import mask_addresses
from vitae.lexicons.common_words import common_words
from vitae.lexicons.folding import fold

SECTIONS = frozenset(
    {
        SectionKind.SUMMARY,
        SectionKind.WORK,
        SectionKind.PROJECTS,
        SectionKind.SKILLS,
        SectionKind.VOLUNTEER,
        SectionKind.PUBLICATIONS,
        SectionKind.OTHER,
    }
)
MOST_PHRASES = 10
FEWEST_MENTIONS = 2
MOST_WORDS = 4

_WORD = re.compile(r"[^\W\d_]+(?:[-'’.][^\W\d_]+)*(?![\w@])")


@dataclass(frozen=True, slots=True)
class Phrase:
    """A phrase and its places."""

    term: str
    raw_forms: tuple[str, ...]
    spans: tuple[tuple[int, int], ...]
    found_in: tuple[SectionKind, ...]


def find_phrases(context: AnalysisContext) -> list[Phrase]:
    """Return the phrases that stand most often, then first, at most `MOST_PHRASES`."""
    mentions: dict[str, list[tuple[int, int, SectionKind]]] = {}
    for start, end, kind in _candidates(context):
        mentions.setdefault(_key(context.document.text[start:end]), []).append((start, end, kind))
    repeated = [spans for spans in mentions.values() if len(spans) >= FEWEST_MENTIONS]
    repeated.sort(key=lambda spans: (-len(spans), spans[0]))
    return [_to_phrase(context.document.text, spans) for spans in repeated[:MOST_PHRASES]]


def _to_phrase(text: str, spans: list[tuple[int, int, SectionKind]]) -> Phrase:
    raw = [text[start:end] for start, end, _ in spans]
    return Phrase(
        term=Counter(raw).most_common(1)[0][0],
        raw_forms=tuple(dict.fromkeys(raw)),
        spans=tuple((start, end) for start, end, _ in spans),
        found_in=tuple(dict.fromkeys(kind for _, _, kind in spans)),
    )


def _key(phrase: str) -> str:
    """Return what two spellings share: case, the kind of hyphen and an English plural do not part them."""
    words = fold(phrase).replace("-", " ").split()
    return " ".join(
        word[:-1] if len(word) > 4 and word.endswith("s") and not word.endswith("ss") else word for word in words
    )


def _candidates(context: AnalysisContext) -> Iterator[tuple[int, int, SectionKind]]:
    """Yield start, end and section of every run of words that may be a phrase, in order."""
    text = _hide_known(context)
    stops = common_words() | named_words(context.resume)
    lines = context.document.lines
    for section in context.sections:
        if section.kind in SECTIONS and section.first_line < section.stop_line:
            start, end = lines[section.first_line].start, lines[section.stop_line - 1].end
            yield from ((*run, section.kind) for run in _runs(text, start, end, stops))


def _hide_known(context: AnalysisContext) -> str:
    """Return the text in lower case with skills, titles and addresses overwritten, offsets unchanged."""
    text = mask_addresses(context.document.text)
    lowered = text.lower()
    characters = list(lowered if len(lowered) == len(text) else text)
    titles = (job.position for job in context.resume.work)
    hidden = [(anchor.start, anchor.end) for title in titles if title for anchor in title.anchors]
    for start, end in (*hidden, *((match.start, match.end) for match in context.skills)):
        characters[start:end] = "\0" * (end - start)
    return "".join(characters)


def _runs(text: str, start: int, end: int, stops: frozenset[str]) -> Iterator[tuple[int, int]]:
    """Yield the runs of two or more words between stop words, where single blanks part the words."""
    first = last = count = -1
    for word in _WORD.finditer(text, start, end):
        begin, stop = word.span()
        if begin == last + 1 and text[last] == " " and count > 0 and word[0] not in stops:
            last, count = stop, count + 1
            continue
        if 2 <= count <= MOST_WORDS:
            yield first, last
        first, last, count = (begin, stop, 1) if word[0] not in stops and stop - begin > 1 else (-1, -1, 0)
    if 2 <= count <= MOST_WORDS:
        yield first, last
