"""Keyphrases: words beside each other that the document dwells on and the lexicon does not know.

A candidate is a run of two to four words within one stretch of text, between words that every
résumé uses (`common_words`), punctuation, known skills and names. It counts when it stands
at least twice, which needs no statistics of any other text to be right.
"""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from vitae.analyzers.keyword_extractor.junk import is_junk
from vitae.domain.document import Line
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

_TOKEN = re.compile(r"[^\W\d_]+(?:[-'’.][^\W\d_]+)*|\S")


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
    for section in context.sections:
        if section.kind in SECTIONS:
            for line in context.document.lines[section.first_line : section.stop_line]:
                yield from ((start, end, section.kind) for start, end in _runs(text, line, stops))


def _hide_known(context: AnalysisContext) -> str:
    """Return the text with skills and addresses overwritten, offsets unchanged."""
    characters = list(mask_addresses(context.document.text))
    for match in context.skills:
        characters[match.start : match.end] = "\0" * (match.end - match.start)
    return "".join(characters)


def _runs(text: str, line: Line, stops: frozenset[str]) -> Iterator[tuple[int, int]]:
    run: list[re.Match[str]] = []
    for token in (*_TOKEN.finditer(text, line.content_start, line.end), None):
        if token is not None and _is_word(token[0], stops) and (not run or text[run[-1].end() : token.start()] == " "):
            run.append(token)
            continue
        if 2 <= len(run) <= MOST_WORDS and not is_junk(text[run[0].start() : run[-1].end()]):
            yield run[0].start(), run[-1].end()
        run = [token] if token is not None and _is_word(token[0], stops) else []


def _is_word(token: str, stops: frozenset[str]) -> bool:
    return len(token) > 1 and token[0].isalpha() and fold(token) not in stops
