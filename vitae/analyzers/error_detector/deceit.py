"""What is meant for a machine and not for a reader: orders to it, characters that mislead it, words without end."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from functools import cache
from operator import and_, eq

from vitae.analyzers.error_detector.phrases import Keys, any_of, keys_of, may_hold
from vitae.analyzers.error_detector.places import line_anchor
from vitae.analyzers.error_detector.rule import Problem, Subject
from vitae.domain.document import Document, Line
from vitae.domain.findings import Severity
from vitae.facts import AnalysisContext
from vitae.lexicons import read_toml

_SHOWN = 5
_GAP = r"[^\w.!?-]+"
"""Between words of one sentence."""
_WORD = re.compile(r"\w+")
_MIN_MENTIONS = 12
_STUFFED_SHARE = 0.04
"""Of all words; in résumés that people wrote the most frequent skill stays under three in a hundred."""
_IN_A_ROW = 4
_LONGEST = 40
"""Characters of a word after its first; without an end, a text of one long word took time by its square."""
_REPEATED = re.compile(
    rf"(?<!\w)(\w[\w+#.-]{{0,{_LONGEST}}})(?:[\s,;/|·•-]{{1,9}}\1(?!\w)){{{_IN_A_ROW - 1},}}", re.IGNORECASE
)
_SEPARATORS = ";|/·•"
"""What parts the items of a list beside a comma."""
_MIN_SEPARATORS = 4
_LIST_COPIES = 3
_NEAR = 10
"""Lines; the tools of each job may be the same, but jobs take more room."""


def prompt_injection(subject: Subject) -> Iterator[Problem]:
    """Yield sentences that address a machine which reads the document; hidden ones are meant to and critical."""
    document, pattern = subject.context.document, _injections()
    for match in pattern.finditer(document.text) if _may_address_machines(subject) else ():
        if not _is_quoted(document.text, match.start(), match.end()):
            message = f"“{match.group()}” addresses a machine, not a reader."
            yield Problem(message, (document.anchor(*match.span()),), confidence=0.85)
    unseen = pattern.search(" ".join(hidden.text for hidden in document.hidden))
    if unseen:
        yield Problem(f"Hidden text addresses a machine: “{unseen.group()}”.", severity=Severity.CRITICAL)


def _may_address_machines(subject: Subject) -> bool:
    """Whether the words of a phrase or an order are there at all: a hundredth of the time of looking for sentences."""
    phrases, markers, verbs = _signs()
    return (
        not verbs.isdisjoint(subject.wording.vocabulary)
        or may_hold(subject, phrases)
        or any(marker[0] in subject.wording.lowered and marker in subject.wording.lowered for marker in markers)
    )


@cache
def _signs() -> tuple[Keys, tuple[str, ...], frozenset[str]]:
    """Return the words of the phrases, the markers, and the verbs of the orders."""
    data = read_toml("injections")
    verbs = frozenset(verb.lower() for order in data["orders"] for verb in order["verbs"])
    return keys_of(data["phrases"]), tuple(marker.lower() for marker in data["markers"]), verbs


@cache
def _injections() -> re.Pattern[str]:
    data = read_toml("injections")
    alternatives = [any_of(tuple(data["phrases"])).pattern, *(re.escape(marker) for marker in data["markers"])]
    for order in data["orders"]:
        verbs, which, what = (_any_word(order[part]) for part in ("verbs", "which", "what"))
        few = rf"(?:\w+{_GAP}){{0,4}}?"
        alternatives.append(rf"{verbs}{_GAP}{few}(?:{which}{_GAP}{few}{what}|{what}{_GAP}{which})")
    return re.compile("|".join(alternatives), re.IGNORECASE)


def _any_word(words: Sequence[str]) -> str:
    return rf"(?<!\w)(?:{'|'.join(map(re.escape, words))})(?!\w)"


def _is_quoted(text: str, start: int, end: int) -> bool:
    """Whether the words stand in quotation marks, as where someone writes about such sentences."""
    return text[start - 1 : start] in "\"'“‘«" and start > 0 and text[end : end + 1] in "\"'”’».,"


def character_tricks(subject: Subject) -> Iterator[Problem]:
    """Yield one problem for characters that look like others or like nothing; the reader has undone them."""
    if "character_tricks" in subject.context.document.layout.flags:
        yield Problem("Words hold invisible characters, or letters of another alphabet that look like their own.")


def keyword_stuffing(subject: Subject) -> Iterator[Problem]:
    """Yield terms that come far more often than prose allows, and lists that are copied below themselves."""
    document = subject.context.document
    if _may_repeat(subject.wording.words):
        yield from _repeated_in_a_row(document)
    yield from _too_frequent(subject.context, len(subject.wording.words))
    yield from _copied_lists(document)


def _may_repeat(words: Sequence[str]) -> bool:
    """Whether a word, or a term of two such as ``Node.js``, follows itself; four in a row fill each second pair."""
    first, second, third, fourth = (words[index::4] for index in range(_IN_A_ROW))
    return (
        any(map(eq, first, second))
        or any(map(eq, third, fourth))
        or any(map(and_, map(eq, first, third), map(eq, second, fourth)))
    )


def _repeated_in_a_row(document: Document) -> Iterator[Problem]:
    for match in _REPEATED.finditer(document.text):
        word = match[1]
        if any(letter.isalpha() for letter in word) and len(word) > 1:
            yield Problem(f"“{word}” is repeated in a row.", (document.anchor(*match.span()),))


def _too_frequent(context: AnalysisContext, words: int) -> Iterator[Problem]:
    document = context.document
    counts = Counter(match.canonical for match in context.skills)
    for term in sorted(counts):
        count = counts[term]
        if count >= _MIN_MENTIONS and count >= _STUFFED_SHARE * words:
            places = [match for match in context.skills if match.canonical == term][:_SHOWN]
            anchors = tuple(document.anchor(match.start, match.end) for match in places)
            yield Problem(f"“{term}” comes {count} times in {words} words.", anchors, confidence=0.8)


def _copied_lists(document: Document) -> Iterator[Problem]:
    """Yield each list on one line that stands several times close together."""
    with_commas = document.text
    for separator in _SEPARATORS:
        with_commas = with_commas.replace(separator, ",")
    seen: dict[str, list[tuple[int, Line]]] = {}
    for number, line in enumerate(document.lines):
        if with_commas.count(",", line.start, line.end) >= _MIN_SEPARATORS:
            words = _WORD.findall(document.line_text(line).casefold())
            seen.setdefault(" ".join(words), []).append((number, line))
    for copies in seen.values():
        numbers = [number for number, _ in copies]
        if any(b - a <= _NEAR for a, b in zip(numbers, numbers[_LIST_COPIES - 1 :], strict=False)):
            anchors = tuple(line_anchor(document, line) for _, line in copies[:_SHOWN])
            yield Problem(f"The same line stands {len(copies)} times.", anchors, confidence=0.8)
