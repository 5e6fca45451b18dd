"""Keyphrases: words beside each other that the document dwells on and the lexicon does not know.

A candidate is two to four words beside each other in one line, none of which every résumé
uses (`common_words`), and none of which is a known skill or a name. It counts when it stands
at least twice and its words are rare enough elsewhere (`background`).
"""

import re
from collections import Counter
from collections.abc import Iterator
from statistics import fmean

from vitae.domain.sections import SectionKind
from vitae.domain.values import Value
from vitae.facts import AnalysisContext
from vitae.facts.named_words import named_words
from vitae.facts.skill_matcher import mask_addresses
from vitae.lexicons.background import rarity, words_of
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
LEAST_RARITY = 0.8
"""What stands in one of ten lines has 0.35, in one of a hundred 0.7, in hardly any 1."""
_MOST_COMPARED = 100

_WORD = r"[^\W\d_]++(?:[-'’.][^\W\d_]++)*(?![\w@])"
_ROW = re.compile(rf"(?<![^\W\d_]){_WORD}(?: {_WORD})+")
"""Words that single blanks part; a word alone is no phrase."""


_Mention = tuple[int, int, SectionKind]


class Phrase(Value, frozen=True):
    """A phrase and its places."""

    term: str
    rarity: float
    """The mean over its words, 0..1."""
    raw_forms: tuple[str, ...]
    spans: tuple[tuple[int, int], ...]
    found_in: tuple[SectionKind, ...]


def find_phrases(context: AnalysisContext) -> list[Phrase]:
    """Return the phrases that stand most often and are made of the rarest words, at most `MOST_PHRASES`."""
    text = context.document.text
    mentions: dict[str, list[_Mention]] = {}
    for start, end, kind in _candidates(context):
        mentions.setdefault(_key(text[start:end]), []).append((start, end, kind))
    repeated = {key: spans for key, spans in mentions.items() if len(spans) >= FEWEST_MENTIONS}
    most = sorted(repeated.items(), key=lambda item: (-len(item[1]), item[1][0]))[:_MOST_COMPARED]
    whole = [_to_phrase(text, spans) for key, spans in most if not _is_part(key, len(spans), most)]
    rare = [phrase for phrase in whole if phrase.rarity >= LEAST_RARITY]
    return sorted(rare, key=lambda phrase: (-len(phrase.spans) * phrase.rarity, phrase.spans[0]))[:MOST_PHRASES]


def _is_part(key: str, count: int, repeated: list[tuple[str, list[_Mention]]]) -> bool:
    """Return whether the phrase stands only within a longer one that is repeated too."""
    return any(f" {key} " in f" {other} " and len(spans) == count for other, spans in repeated if other != key)


def _to_phrase(text: str, spans: list[_Mention]) -> Phrase:
    raw = [text[start:end] for start, end, _ in spans]
    term = Counter(raw).most_common(1)[0][0]
    return Phrase(
        term=term,
        rarity=_rarity_of(term),
        raw_forms=tuple(dict.fromkeys(raw)),
        spans=tuple((start, end) for start, end, _ in spans),
        found_in=tuple(dict.fromkeys(kind for _, _, kind in spans)),
    )


def _rarity_of(term: str) -> float:
    """Return the mean over the words; 0 for what has none, such as ``q.v u.s``."""
    words = words_of(term)
    return fmean(map(rarity, words)) if words else 0.0


def _key(phrase: str) -> str:
    """Return what two spellings share: case, the kind of hyphen and an English plural do not part them."""
    words = fold(phrase).replace("-", " ").split()
    return " ".join(
        word[:-1] if len(word) > 4 and word.endswith("s") and not word.endswith("ss") else word for word in words
    )


def _candidates(context: AnalysisContext) -> Iterator[_Mention]:
    """Yield start, end and section of every run of words that may be a phrase, in order."""
    text = _hide_known(context)
    names = named_words(context.resume)
    lines = context.document.lines
    for section in context.sections:
        if section.kind in SECTIONS and section.first_line < section.stop_line:
            start, end = lines[section.first_line].start, lines[section.stop_line - 1].end
            for run in _runs(text, start, end, names):
                yield from ((*phrase, section.kind) for phrase in _phrases_in(run))


def _hide_known(context: AnalysisContext) -> str:
    """Return the text in lower case with skills, titles and addresses overwritten, offsets unchanged."""
    text = mask_addresses(context.document.text)
    lowered = text.lower()
    text = lowered if len(lowered) == len(text) else text
    titles = (job.position for job in context.resume.work)
    hidden = [(anchor.start, anchor.end) for title in titles if title for anchor in title.anchors]
    hidden += [(match.start, match.end) for match in context.skills]
    pieces = []
    seen = 0
    for start, end in sorted(hidden):
        pieces.append(text[seen:start])
        pieces.append("\0" * (end - max(seen, start)))
        seen = max(seen, end)
    return "".join((*pieces, text[seen:]))


def _runs(text: str, start: int, end: int, names: frozenset[str]) -> Iterator[list[tuple[int, int]]]:
    """Yield the words of every run between common words and names in which single blanks part the words."""
    for stretch in _stretches(text, start, end):
        for row in _ROW.finditer(text, *stretch):
            run: list[tuple[int, int]] = []
            at = row.start()
            for word in row[0].split(" "):
                if len(word) > 1 and word not in common_words() and word not in names:
                    run.append((at, at + len(word)))
                elif run:
                    yield run
                    run = []
                at += len(word) + 1
            yield run


def _stretches(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """Return where single blanks part letters, without common words: only there a closer look is worth its time."""
    common = common_words()
    found: list[tuple[int, int]] = []
    at, before = start, -1
    for piece in text[start:end].split(" "):
        stop = at + len(piece)
        if piece in common:
            before = -1
        else:
            if before >= 0 and piece[:1].isalpha():
                first = found.pop()[0] if found and found[-1][1] > before else before
                found.append((first, stop))
            before = at if piece[-1:].isalpha() else -1
        at = stop + 1
    return found


def _phrases_in(run: list[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """Yield every stretch of two to four words of the run."""
    for first in range(len(run) - 1):
        for last in range(first + 1, min(first + MOST_WORDS, len(run))):
            yield run[first][0], run[last][1]
