"""Verbs that do not go with their subject, or stand in a form that the word before them excludes."""

import re
from collections.abc import Iterator

from vitae.analyzers.grammar_checker.rules.patterns import Pattern, as_written, find_patterns, pattern
from vitae.analyzers.grammar_checker.spot import Prose, Spot
from vitae.lexicons.verbs import Verb, VerbForm, find_verb

_ADVERB = r"(?:(?:always|often|also|usually|regularly|never|still|now|consistently|successfully|currently) )?"
_PLURALS = (
    "duties|responsibilities|tasks|projects|results|customers|clients|students|patients|skills|achievements|"
    "applications|systems|strengths|reports|teams|colleagues|campaigns|processes|products|services"
)
_TO_PLURAL = {"was": "were", "is": "are", "has": "have", "does": "do", "includes": "include", "consists": "consist"}
_TO_I = {"has": "have", "is": "am", "are": "am", "does": "do"}
_TO_ONE = {"have": "has", "are": "is", "do": "does"}

_AGREEMENT: tuple[Pattern, ...] = (
    pattern(
        "was is has does includes consists",
        rf"(?:^|[.;] |\b(?:my|our|these|those|main|key|daily|primary) )(?:{_PLURALS}) "
        r"(?P<x>was|is|has|does|includes|consists)\b",
        lambda wrong: _TO_PLURAL[wrong.lower()],
        "The subject is plural.",
    ),
    pattern(
        "i",
        rf"(?<![\w&-])(?<!War )I {_ADVERB}(?P<x>has|is|are|does)\b",
        lambda wrong: _TO_I[wrong.lower()],
        "This form does not go with “I”.",
    ),
    pattern(
        "we they",
        rf"\b(?:we|they) {_ADVERB}(?P<x>has|is|was|does)\b",
        lambda wrong: _TO_PLURAL[wrong.lower()],
        "The subject is plural.",
    ),
    pattern(
        "he it",
        rf"(?:^|[.,;] |\b(?:because|when|while|since|which) )(?:he|she|it) {_ADVERB}(?P<x>have|are|do)\b",
        lambda wrong: _TO_ONE[wrong.lower()],
        "The subject is singular.",
    ),
)
_I_VERB = re.compile(rf"(?<![\w&.-])I {_ADVERB}(?P<x>[a-z]+)\b")
_IT_VERB = re.compile(r"\b(?i:before|after|when|once|because|until|while|since) (?:he|she|it) (?P<x>[a-z]+)\b")
_THAT_VERB = re.compile(
    r"\b(?i:app|application|system|tool|service|platform|model|dashboard|process|script|report|programme|program|"
    r"website|site|library|pipeline|product|device|campaign|strategy|solution|framework|database|policy|plan|game|bot|"
    r"plugin|package|feature|prototype|robot|machine|workflow|project) (?:that|which) (?P<x>[a-z]+)\b"
)
_AFTER_PREPOSITION = re.compile(
    r"\b(?i:(?:responsible|accountable) for|(?:tasked|charged) with|experienced? in|(?:skilled|proficient) (?:in|at)|"
    r"by|without|in addition to|interested in|focused on|speciali[sz]ing in|knowledge of|capable of) (?P<x>[a-z]+)(?= )"
)
_TO_THIRD = re.compile(r"\b(?i:able|ability|order|responsible|team|how|used|helped) to (?P<x>[a-z]+s)\b")


def find_disagreements(prose: Prose) -> Iterator[Spot]:
    """Yield verbs whose number is not that of their subject."""
    yield from find_patterns(prose, _AGREEMENT)
    for match, verb in _verbs(_I_VERB, prose, VerbForm.THIRD):
        yield _spot(prose, match, (verb.base,), "This form does not go with “I”.")
    for match, verb in _verbs(_IT_VERB, prose, VerbForm.BASE):
        forms = (verb.past, verb.third) if _opens_in_past(prose, match) else (verb.third, verb.past)
        yield _spot(prose, match, forms, "The subject is singular.")
    for match, verb in _verbs(_THAT_VERB, prose, VerbForm.BASE):
        yield _spot(prose, match, (verb.third, verb.past), "The subject before “that” is singular.")


def find_wrong_forms(prose: Prose) -> Iterator[Spot]:
    """Yield base forms where the word before them asks for ``-ing``, and ``-s`` after ``to``."""
    for match, verb in _verbs(_AFTER_PREPOSITION, prose, VerbForm.BASE):
        yield _spot(prose, match, (verb.gerund,), "After a preposition the verb takes “-ing”.")
    for match, verb in _verbs(_TO_THIRD, prose, VerbForm.THIRD):
        yield _spot(prose, match, (verb.base,), "After “to” stands the plain verb.")


def _verbs(regex: re.Pattern[str], prose: Prose, form: VerbForm) -> Iterator[tuple[re.Match[str], Verb]]:
    """Yield the matches whose word is this form of a verb that is nothing else."""
    for match in regex.finditer(prose.text):
        known = find_verb(match["x"])
        if known and known[1] is form and not known[0].is_noun_too:
            yield match, known[0]


def _spot(prose: Prose, match: re.Match[str], replacements: tuple[str, ...], message: str) -> Spot:
    return Spot(*prose.place(*match.span("x")), message, replacements, 0.85)


def _opens_in_past(prose: Prose, match: re.Match[str]) -> bool:
    """Whether the passage around a match begins with a verb in the past."""
    opening = prose.text[prose.text.rfind("\n", 0, match.start()) + 1 :].split(" ", 1)[0]
    known = find_verb(opening)
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
