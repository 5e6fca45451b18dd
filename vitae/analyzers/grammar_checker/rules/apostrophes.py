"""Apostrophes that are missing, and apostrophes in plurals."""

import re
from collections.abc import Iterator
from functools import cache

from vitae.analyzers.grammar_checker.rules.patterns import as_written, find_patterns, pattern
from vitae.analyzers.grammar_checker.spot import Prose, Spot
from vitae.analyzers.grammar_checker.tokens import CLOSES, occurrences
from vitae.analyzers.grammar_checker.word_classes import PREPOSITIONS, is_number
from vitae.analyzers.grammar_checker.word_lists import WordList
from vitae.lexicons.nouns import plural_nouns, plural_of, singular_nouns

_DECADE = re.compile(r"\b(?:1[6-9]|20)\d0(?P<x>['’])s\b(?! [a-z]+ (?:census|budget|report))")
_ACRONYM = re.compile(
    r"\b[A-Z]{2,5}(?P<x>['’])s(?=[.,;)]|$|\n| (?:and|or|for|in|to|with|from|on|at|across|using|were|are|by|of|via|as)\b)"
)
_MANY = WordList("many")
_ENDS = WordList("ends")
_OWNERS = (
    "client|customer|patient|student|user|employee|manager|company|owner|candidate|employer|director|teacher|tenant|guest|"
    "driver|supplier|pupil|resident|child|firm|organi[sz]ation|team|school|hospital|department|store|bank"
)
_OWNED = (
    "complaints?|needs|homes?|requests?|requirements|expectations|satisfaction|data|names?|files?|details|behalf|feedback|"
    "experience|houses?|orders?|wishes|progress|records|office|diary|diaries|decisions?|loyalty|accounts?|portfolios?|"
    "performance|budget|goals|objectives|questions|concerns|safety|reputation|website|brand|property|belongings|families|"
    "family|bedroom|room|rooms|meals|medication|welfare|rights|attention|trust|inbox|first|largest|biggest|best|main|only"
)


@cache
def _short_forms() -> dict[str, str]:
    """Return ``didnt`` -> ``didn't``."""
    return {word.replace("'", ""): word for word in WordList("short_forms")}


def find_missing_apostrophes(prose: Prose) -> Iterator[Spot]:
    """Yield ``didnt`` and ``the clients complaint``."""
    tokens = prose.tokens
    for word, index in occurrences(tokens, _short_forms()):
        start, end = tokens.starts[index], tokens.ends[index]
        right = as_written(prose.text[start:end], _short_forms()[word])
        yield Spot(*prose.place(start, end), "An apostrophe is missing.", (right,), 0.95)
    for spot in find_patterns(prose, (_POSSESSIVE, _MENS)):
        one = spot.replacements[0]
        yield Spot(spot.start, spot.end, spot.message, (one, one.replace("'s", "s'")), spot.confidence)


def _possessive(wrong: str) -> str:
    singular = plural_nouns().get(wrong.lower(), wrong.lower()[:-1])
    return f"{singular}'s"


_POSSESSIVE = pattern(
    "clients customers patients students users employees managers companies companys owners candidates employers directors "
    "teachers tenants guests drivers suppliers pupils residents childs childrens firms organisations organizations schools "
    "hospitals countrys facilitys agencys industrys citys familys communitys universitys librarys",
    rf"\b(?:the|a|an|each|every|this|my|our|their|your|one|of|on|exceed(?:ed|ing)?|met|meet(?:ing)?|to|for|improved?|ensur(?:e|ed|ing)|all) "
    rf"(?:\w+ )?(?P<x>(?:{_OWNERS})s|companys|childs|childrens) (?=(?:{_OWNED})\b)(?! needs (?:to|a|the)\b)",
    _possessive,
    "A possessive takes an apostrophe.",
    0.8,
)
_MENS = pattern(
    "ys mens womens",
    r"\b(?P<x>(?:compan|countr|facilit|agenc|industr|cit|famil|communit|universit|librar|laborator)ys|mens|womens)\b",
    lambda wrong: wrong[:-1] + "'s",
    "A possessive takes an apostrophe.",
    0.9,
)


def find_plural_apostrophes(prose: Prose) -> Iterator[Spot]:
    """Yield ``the 1990's``, ``KPI's and`` and ``many project's``."""
    if not any(mark in prose.text and f"{mark}s" in prose.text for mark in "'’"):
        return
    for regex in (_DECADE, _ACRONYM):
        for match in regex.finditer(prose.text):
            start, end = match.span()
            plural = match.group().replace("'", "").replace("’", "")
            yield Spot(*prose.place(start, end), "A plural takes no apostrophe.", (plural,), 0.8)
    tokens = prose.tokens
    for index in range(1, len(tokens.words)):
        word = tokens.words[index]
        if word[-2:] not in ("'s", "’s") or tokens.gaps[index] != " " or word[:-2] not in singular_nouns():
            continue
        before, after = tokens.before(index), tokens.after(index)
        counts = before in _MANY or (is_number(before) and before != "1")
        is_last = after in PREPOSITIONS and after != "of"
        if is_last or (counts and (after == CLOSES or after in _ENDS)):
            place = prose.place(tokens.starts[index], tokens.ends[index])
            yield Spot(*place, "A plural takes no apostrophe.", (plural_of(word[:-2]),), 0.85)
