"""Verbs that do not go with their subject, or stand in a form that the word before them excludes."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from vitae.analyzers.grammar_checker.rules.patterns import as_written, find_patterns, pattern
from vitae.analyzers.grammar_checker.spot import Prose, Spot
from vitae.lexicons.verbs import Verb, VerbForm, verb_index

_WORD = re.compile(r"(?<= )[a-z]+\b")
_REACH = 48
"""Characters before a verb in which its subject or preposition is sought."""
_ADVERB = r"(?:(?:always|often|also|usually|regularly|never|still|now|consistently|successfully|currently) )?"
_PLURALS = (
    "duties|responsibilities|tasks|projects|results|customers|clients|students|patients|skills|achievements|"
    "applications|systems|strengths|reports|teams|colleagues|campaigns|processes|products|services"
)
_THINGS = (
    "app|application|system|tool|service|platform|model|dashboard|process|script|report|programme|program|website|"
    "site|library|pipeline|product|device|campaign|strategy|solution|framework|database|policy|plan|game|bot|plugin|"
    "package|feature|prototype|robot|machine|workflow|project"
)
_TO_PLURAL = {"was": "were", "is": "are", "has": "have", "does": "do", "includes": "include", "consists": "consist"}
_TO_I = {"has": "have", "is": "am", "are": "am", "does": "do"}
_TO_ONE = {"have": "has", "are": "is", "do": "does"}


@dataclass(frozen=True, slots=True)
class _Subject:
    """What may stand before a verb, which forms do not go with it, and which do."""

    before: re.Pattern[str]
    message: str
    auxiliaries: dict[str, str]
    """Wrong form -> right form, for ``be``, ``have`` and ``do``."""
    wrong: VerbForm | None = None
    """The wrong form of any other verb that is nothing but a verb."""
    tells_story: bool = False
    """Whether the verb goes on with the tense that the passage began in."""


def _before(regex: str) -> re.Pattern[str]:
    return re.compile(rf"(?:{regex}) $")


_SUBJECTS = (
    _Subject(
        _before(rf"(?:^|[\n.;] ?|\b(?i:my|our|these|those|main|key|daily|primary) )(?i:{_PLURALS})"),
        "The subject is plural.",
        _TO_PLURAL,
    ),
    _Subject(
        _before(rf"(?:^|[\n.;] ?|, )(?i:the|this|my|our|each|every) (?i:{_THINGS})"),
        "The subject is singular.",
        {"were": "was", "are": "is", "have": "has"},
    ),
    _Subject(
        re.compile(rf"(?<![\w&.-])(?<!War )I {_ADVERB}$"),
        "This form does not go with “I”.",
        _TO_I,
        VerbForm.THIRD,
    ),
    _Subject(re.compile(rf"\b(?i:we|they) {_ADVERB}$"), "The subject is plural.", _TO_PLURAL, VerbForm.THIRD),
    _Subject(
        re.compile(rf"\b(?i:when|once|because|while) (?:he|she|it) {_ADVERB}$"),
        "The subject is singular.",
        _TO_ONE,
    ),
    _Subject(
        re.compile(rf"\b(?i:before|after|when|once|because|until|while|since) (?:he|she|it) {_ADVERB}$"),
        "The subject is singular.",
        {},
        VerbForm.BASE,
        tells_story=True,
    ),
    _Subject(
        _before(rf"\b(?i:{_THINGS}) (?:that|which)"),
        "The subject before “that” is singular.",
        _TO_ONE,
        VerbForm.BASE,
    ),
)
_PREPOSITION = _before(
    r"\b(?i:(?:responsible|accountable) for|(?:tasked|charged) with|experienced? in|(?:skilled|proficient) (?:in|at)|"
    r"by|without|in addition to|interested in|focused on|speciali[sz]ing in|knowledge of|capable of)"
)
_TO = _before(r"\bto")
_WANTS_TO = _before(r"\b(?i:able|ability|order|used|helped|helps|asked|tasked|wanted|needed|needs|how|teams?) to")
_DETERMINER = re.compile(r" (?:the|an?|our|all|their|its|this|these)\b")


def find_disagreements(prose: Prose) -> Iterator[Spot]:
    """Yield verbs whose number is not that of their subject."""
    for match in _WORD.finditer(prose.text):
        word = match.group()
        verb, form = _plain_verb(word)
        for subject in _subjects_of(word, form):
            if _stands_after(subject.before, prose, match):
                past = subject.tells_story and _opens_in_past(prose, match)
                rights = _rights(verb, form, past=past) if verb else (subject.auxiliaries[word],)
                yield Spot(*prose.place(*match.span()), subject.message, rights, 0.85)
                break


def find_wrong_forms(prose: Prose) -> Iterator[Spot]:
    """Yield base forms where the word before them asks for ``-ing``, and other forms after ``to``."""
    for match in _WORD.finditer(prose.text):
        verb, form = _plain_verb(match.group())
        if verb is None:
            continue
        if (
            form is VerbForm.BASE
            and prose.text.startswith(" ", match.end())
            and _stands_after(_PREPOSITION, prose, match)
        ):
            message = "After a preposition the verb takes “-ing”."
            yield Spot(*prose.place(*match.span()), message, (verb.gerund,), 0.85)
        elif _breaks_infinitive(prose, match, form):
            yield Spot(*prose.place(*match.span()), "After “to” stands the plain verb.", (verb.base,), 0.85)


def _breaks_infinitive(prose: Prose, match: re.Match[str], form: VerbForm | None) -> bool:
    """Whether ``to`` stands before ``ensures`` or ``delivered the``; ``led to increased sales`` is right."""
    if form is VerbForm.THIRD:
        return _stands_after(_TO, prose, match)
    if form is not VerbForm.PAST:
        return False
    is_verb = _DETERMINER.match(prose.text, match.end()) is not None
    return _stands_after(_TO if is_verb else _WANTS_TO, prose, match)


def _stands_after(before: re.Pattern[str], prose: Prose, match: re.Match[str]) -> bool:
    return before.search(prose.text, max(0, match.start() - _REACH), match.start()) is not None


def _plain_verb(word: str) -> tuple[Verb, VerbForm] | tuple[None, None]:
    """Return the verb and its form when the word is nothing else."""
    known = verb_index().get(word)
    return known if known and not known[0].is_noun_too else (None, None)


def _subjects_of(word: str, form: VerbForm | None) -> tuple[_Subject, ...]:
    """Return the subjects that this word does not go with."""
    if form is not None:
        return _subjects_by_form().get(form, ())
    return _subjects_by_auxiliary().get(word, ())


@cache
def _subjects_by_form() -> dict[VerbForm, tuple[_Subject, ...]]:
    return {form: tuple(s for s in _SUBJECTS if s.wrong is form) for form in (VerbForm.BASE, VerbForm.THIRD)}


@cache
def _subjects_by_auxiliary() -> dict[str, tuple[_Subject, ...]]:
    words = sorted({word for subject in _SUBJECTS for word in subject.auxiliaries})
    return {word: tuple(s for s in _SUBJECTS if word in s.auxiliaries) for word in words}


def _rights(verb: Verb, wrong: VerbForm | None, *, past: bool) -> tuple[str, ...]:
    if wrong is VerbForm.THIRD:
        return (verb.base,)
    return (verb.past, verb.third) if past else (verb.third, verb.past)


def _opens_in_past(prose: Prose, match: re.Match[str]) -> bool:
    """Whether the passage around a match begins with a verb in the past."""
    opening = prose.text[prose.text.rfind("\n", 0, match.start()) + 1 :].split(" ", 1)[0]
    known = verb_index().get(opening.lower())
    return known is not None and known[1] is VerbForm.PAST


_NOUN_OF_TWO = pattern(
    "up",
    r"\b(?:for|of|the|an?|during|initial|after) (?P<x>(?:set|follow|start|clean|back|mark|sign|mock|warm) up)"
    r"(?=[.,;]|$| of\b| and\b| for\b)",
    lambda wrong: as_written(wrong, wrong.lower().replace(" ", "")),
    "As a noun it is one word, or takes a hyphen.",
    0.8,
)


def find_split_nouns(prose: Prose) -> Iterator[Spot]:
    """Yield nouns such as ``setup`` that are written like the verb ``set up``."""
    for spot in find_patterns(prose, (_NOUN_OF_TWO,)):
        joined = spot.replacements[0]
        yield Spot(spot.start, spot.end, spot.message, (joined, joined[:-2] + "-up"), spot.confidence)
