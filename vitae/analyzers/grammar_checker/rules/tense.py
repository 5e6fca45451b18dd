"""Tense of bullets: a past role that is told in the past should be so in every bullet."""

import re
from collections.abc import Iterator, Sequence

from vitae.analyzers.grammar_checker.prose import Passage
from vitae.analyzers.grammar_checker.rules.patterns import as_written
from vitae.analyzers.grammar_checker.spot import Prose, Spot
from vitae.analyzers.grammar_checker.word_lists import WordList
from vitae.domain.resume import WorkEntry
from vitae.domain.values import Value
from vitae.lexicons.verbs import Verb, VerbForm, find_verb

_FIRST_WORD = re.compile(r"\s*(?P<x>[A-Za-z]+)(?P<rest>.*)", re.DOTALL)
_OBJECT = re.compile(r" (?:the|a|an|all|our|my|their|its|this|these|new|daily|weekly|monthly|up to|over|more than|\d)")
"""What tells a verb from a noun at the head of a bullet: ``Design the ...``, not ``Design reviews ...``."""
_AND_THEN = re.compile(r"\band then (?P<x>[a-z]+)(?= (?:the|a|an|our|their|its|it|them|over|up|off|all)\b)")
_NOUN_PHRASE = re.compile(r" (?!and\b|or\b|of\b|in\b|on\b|at\b|for\b|to\b|with\b|from\b|by\b)[a-z]+(?: [a-z]+)*")
"""What follows ``Handles`` where it is a verb and no plural."""
_LEADS = re.compile(r"\s*(?P<x>[Ll]ead) (?:the|a|an|our|my|two|three|four|five|six|\d+|(?!time|generation)[a-z]+s) ?\b")
_YEAR = re.compile(r"\b(?:19|20)\d\d\b")
_NOW = re.compile(r"\b(?:since|present|now|currently|until now)\b", re.IGNORECASE)
_ONCE = re.compile(
    r"\b(?:19|20)\d\d\b|\d ?%|\b(?:new|first|entire|successfully|award|launch|migration|move|opening|project)\b"
)
"""What tells a deed that is done from a duty."""
_AGAIN = re.compile(
    r"\b(?:daily|weekly|monthly|yearly|hourly|regularly|(?:a|per|each|every) (?:day|night|shift|week|month|year))\b"
)
_PRESENT = (VerbForm.BASE, VerbForm.THIRD)
_DUTIES = WordList("duties")
_LEAST_IN_PAST = 2
_LEAST_IN_PRESENT = 2
_SHARE_IN_PAST = 0.6


class _Opening(Value, frozen=True):
    """The verb at the head of a bullet."""

    start: int
    word: str
    verb: Verb
    form: VerbForm
    rest: str
    """What follows it in the bullet."""
    may_be_noun: bool
    """Whether it may as well name a thing: ``Design reviews``, ``Order plants``."""

    @property
    def tells_of_a_deed(self) -> bool:
        """Whether it was done once, and is rightly told in the past also by who still holds the job."""
        return bool(_ONCE.search(self.rest)) and not _AGAIN.search(self.rest)

    def spot(self, message: str, right: str, confidence: float) -> Spot:
        return Spot(self.start, self.start + len(self.word), message, (as_written(self.word, right),), confidence)


def find_mixed_tenses(prose: Prose) -> Iterator[Spot]:
    """Yield bullets in the present under a past role whose other bullets are in the past, and the other way round.

    A current role may tell of what is done already: there only a duty in the past is remarked, alone among others.
    """
    for job in prose.context.resume.work:
        if job.period is None or (job.period.end is None and not job.period.is_current):
            continue
        openings = [found for bullet in _bullets_of(job, prose.passages) if (found := _opening(bullet))]
        if job.period.is_current:
            yield from _past_among_present(openings)
        else:
            yield from _present_among_past([opening for opening in openings if not opening.may_be_noun])


def _present_among_past(openings: Sequence[_Opening]) -> Iterator[Spot]:
    past = sum(opening.form is VerbForm.PAST for opening in openings)
    if past < max(_LEAST_IN_PAST, _SHARE_IN_PAST * len(openings)):
        return
    for opening in openings:
        if opening.form in _PRESENT:
            message = f"The other bullets of this past role are in the past: “{opening.verb.past}”."
            yield opening.spot(message, opening.verb.past, 0.85)


def _past_among_present(openings: Sequence[_Opening]) -> Iterator[Spot]:
    present = [opening for opening in openings if opening.form in _PRESENT]
    past = [opening for opening in openings if opening.form is VerbForm.PAST and opening.verb.base in _DUTIES]
    if len(past) != 1 or len(present) < _LEAST_IN_PRESENT or past[0].tells_of_a_deed:
        return
    if all(opening.may_be_noun for opening in present):
        return
    thirds = sum(opening.form is VerbForm.THIRD for opening in present)
    right = past[0].verb.third if 2 * thirds > len(present) else past[0].verb.base
    yield past[0].spot(f"The other bullets of this current role are in the present: “{right}”.", right, 0.6)


def find_past_leads(prose: Prose) -> Iterator[Spot]:
    """Yield ``Lead`` for ``Led`` at the head of a bullet with a year that is over, or alone in a role that is over."""
    for passage in prose.passages:
        match = _LEADS.match(passage.text)
        if match and not _NOW.search(passage.text) and _is_over(passage, prose):
            start, end = match.span("x")
            message = "What is over was “led”."
            yield Spot(passage.start + start, passage.start + end, message, (as_written(match["x"], "led"),), 0.8)


def _is_over(passage: Passage, prose: Prose) -> bool:
    """Whether a bullet tells of the past and no other bullet of its role shows in which tense the role is told."""
    for job in prose.context.resume.work:
        bullets = _bullets_of(job, prose.passages)
        if passage in bullets:
            is_current = job.period is None or job.period.is_current or job.period.end is None
            return len(bullets) == 1 and not is_current
    return _YEAR.search(passage.text) is not None


def find_tense_switches(prose: Prose) -> Iterator[Spot]:
    """Yield a verb in the present that goes on with a bullet in the past: ``Handled ..., and then hand over``."""
    for passage in prose.passages:
        opening = _opening(passage) if "and then " in passage.text else None
        if opening and opening.form is VerbForm.PAST:
            for match in _AND_THEN.finditer(passage.text):
                known = find_verb(match["x"])
                if known and known[1] is VerbForm.BASE:
                    start, end = match.span("x")
                    message = f"The bullet begins in the past: “{known[0].past}”."
                    yield Spot(
                        passage.start + start, passage.start + end, message, (known[0].past, known[0].gerund), 0.85
                    )


def _bullets_of(job: WorkEntry, passages: Sequence[Passage]) -> list[Passage]:
    return [p for p in passages if p.is_bullet and job.anchor.start <= p.start and p.end <= job.anchor.end]


def _opening(passage: Passage) -> _Opening | None:
    """Return the verb at the head of a bullet."""
    match = _FIRST_WORD.match(passage.text)
    known = find_verb(match["x"]) if match else None
    if match is None or known is None:
        return None
    verb, form = known
    is_third = form is VerbForm.THIRD and _NOUN_PHRASE.match(match["rest"])
    may_be_noun = form in _PRESENT and verb.is_noun_too and not is_third and not _OBJECT.match(match["rest"])
    return _Opening(passage.start + match.start("x"), match["x"], verb, form, match["rest"], may_be_noun)
