"""Capitals that are missing, or too many."""

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from types import MappingProxyType

from vitae.analyzers.grammar_checker.spot import Prose, Spot
from vitae.analyzers.grammar_checker.tokens import OPENS, occurrences
from vitae.analyzers.grammar_checker.word_classes import is_one_of
from vitae.analyzers.grammar_checker.word_lists import WordList
from vitae.domain.sections import SectionKind
from vitae.lexicons import read_toml
from vitae.lexicons.everyday_words import everyday_words
from vitae.lexicons.verbs import VerbForm, verb_index

_LISTED = frozenset({SectionKind.SKILLS, SectionKind.LANGUAGES, SectionKind.CONTACT})
_SHIFTED = re.compile(r"[A-Z]{2}(?<![\w.-]..)[a-z]{3,}(?![\w-])")
"""Shift was held too long: ``MAnaged``; ``PCs`` and ``PhDs`` have fewer small letters."""
_AFTER_STOP = re.compile(r"[.!?] (?<=[a-z\d]{4}..)(?P<word>[a-z]+)(?= )")
_OPENERS = WordList("openers")
_SHARE = 0.7
_LEAST_OTHERS = 2
_MOST_SMALL = 5


@cache
def _names() -> tuple[Mapping[str, str], re.Pattern[str], frozenset[str]]:
    """Return small spelling -> right spelling, one pattern for all of them, and the spellings never flagged."""
    data = read_toml("grammar")["names"]
    right = {name.lower(): name for name in data["words"].split()}
    pattern = re.compile(rf"(?<![\w@./#-])(?:{'|'.join(sorted(right))})(?![\w@/-]|\.\w)", re.IGNORECASE)
    return MappingProxyType(right), pattern, frozenset(data["accepted"].split())


def find_miswritten_names(prose: Prose) -> Iterator[Spot]:
    """Yield ``Javascript`` or ``Github``, not what stands in an address or in capitals throughout."""
    right, pattern, accepted = _names()
    wording = prose.context.wording
    text = wording.text
    for low in right.keys() & wording.vocabulary:
        for match in filter(None, (pattern.match(text, start) for start in wording.places(low))):
            written, name = match.group(), right[low]
            if written != name and not written.isupper() and written not in accepted:
                yield Spot(*match.span(), f"The name is written “{name}”.", (name,), 0.9)
    for halves, regex in _IN_TWO_WORDS.items():
        if wording.vocabulary.issuperset(halves.split()):
            name = right[halves.replace(" ", "")]
            for match in re.finditer(rf"\b{regex}\b", text):
                yield Spot(*match.span(), f"The name is written “{name}”.", (name,), 0.85)


_IN_TWO_WORDS = {
    "java script": "Java[ -][Ss]cript",
    "type script": "Type[ -][Ss]cript",
    "git hub": "Git [Hh]ub",
    "git lab": "Git [Ll]ab",
    "power point": "Power [Pp]oint",
    "linked in": "Linked [Ii]n",
    "you tube": "You [Tt]ube",
    "photo shop": "Photo [Ss]hop",
    "word press": "Word [Pp]ress",
    "whats app": "Whats [Aa]pp",
    "quick books": "Quick [Bb]ooks",
    "auto cad": "Auto C[Aa][Dd]",
    "postgre sql": "Postgre SQL",
    "my sql": "My SQL",
    "mongo db": "Mongo DB",
    "hub spot": "Hub [Ss]pot",
    "share point": "Share [Pp]oint",
}
"""How names are written in two words that their owners write in one."""


@dataclass(frozen=True, slots=True)
class _Proper:
    name: str
    before: frozenset[str]
    after: frozenset[str]


@cache
def _proper_words() -> Mapping[str, Sequence[_Proper]]:
    """Return small spelling -> right spellings, each with the neighbours that it needs; no words for none."""
    words: dict[str, list[_Proper]] = defaultdict(list)
    for row in read_toml("grammar")["proper"]["words"]:
        before, after = (frozenset(row.get(key, "").split()) for key in ("before", "after"))
        for name in row["names"].split():
            words[name.lower()].append(_Proper(name, before, after))
    return MappingProxyType(words)


def find_small_proper_words(prose: Prose) -> Iterator[Spot]:
    """Yield days, months, languages, countries and programs in small letters, and ``i``."""
    tokens = prose.tokens
    for word, index in occurrences(tokens, _proper_words()):
        start, end = tokens.starts[index], tokens.ends[index]
        before, after = tokens.before(index), tokens.after(index)
        for proper in _proper_words()[word] if prose.text[start:end] == word else ():
            if (not proper.before or before in proper.before) and (not proper.after or is_one_of(after, proper.after)):
                message = f"“{proper.name}” takes a capital."
                yield Spot(*prose.place(start, end), message, (proper.name,), 0.85)
                break
    for index in tokens.places.get("i", ()):
        start, end = tokens.starts[index], tokens.ends[index]
        is_verb = tokens.after(index) in verb_index() or tokens.after(index) in (
            "am",
            "was",
            "have",
            "had",
            "can",
            "will",
        )
        if prose.text[start] == "i" and is_verb:
            yield Spot(*prose.place(start, end), "“I” takes a capital.", ("I",), 0.9)


def find_small_openings(prose: Prose) -> Iterator[Spot]:
    """Yield bullets that begin with a small letter where the others do not, and such sentences behind a full stop."""
    openings = [p for p in prose.passages if p.is_bullet and p.section not in _LISTED and p.text[:1].isalpha()]
    small = [p for p in openings if p.text[0].islower()]
    if len(openings) - len(small) >= max(_LEAST_OTHERS, _SHARE * len(openings)):
        for passage in small[:_MOST_SMALL]:
            word = passage.text.split(" ", 1)[0]
            if word.isalpha() and word in everyday_words():
                end = passage.start + len(word)
                yield Spot(passage.start, end, "The other bullets begin with a capital.", (word.capitalize(),), 0.8)
    for match in _AFTER_STOP.finditer(prose.text):
        word = match["word"]
        known = verb_index().get(word)
        if word in _OPENERS or (known is not None and known[1] in (VerbForm.PAST, VerbForm.THIRD)):
            place = prose.place(*match.span("word"))
            yield Spot(*place, "A sentence begins with a capital.", (word.capitalize(),), 0.8)


def find_shifted_capitals(prose: Prose) -> Iterator[Spot]:
    """Yield ``MAnaged``: two capitals and a word that everybody knows."""
    for match in _SHIFTED.finditer(prose.text):
        word = match.group()
        if word.lower() in everyday_words():
            right = word.capitalize() if _opens(prose, match.start()) else word.lower()
            yield Spot(*prose.place(*match.span()), "One capital is too many.", (right, word.capitalize()), 0.85)


def _opens(prose: Prose, start: int) -> bool:
    tokens = prose.tokens
    return any(tokens.starts[index] == start and tokens.gaps[index] == OPENS for index in range(len(tokens.words)))
