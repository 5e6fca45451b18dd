"""Tense of bullets: a past role that is told in the past should be so in every bullet."""

import re
from collections.abc import Iterator, Sequence

from vitae.analyzers.grammar_checker.prose import Passage
from vitae.analyzers.grammar_checker.rules.patterns import as_written
from vitae.analyzers.grammar_checker.spot import Prose, Spot
from vitae.domain.resume import WorkEntry
from vitae.lexicons.verbs import Verb, VerbForm, find_verb

_FIRST_WORD = re.compile(r"\s*(?P<x>[A-Za-z]+)(?P<rest>.*)", re.DOTALL)
_OBJECT = re.compile(r" (?:the|a|an|all|our|my|their|its|this|these|new|daily|weekly|monthly|up to|over|more than|\d)")
"""What tells a verb from a noun at the head of a bullet: ``Design the ...``, not ``Design reviews ...``."""
_AND_THEN = re.compile(r"\band then (?P<x>[a-z]+)(?= (?:the|a|an|our|their|its|it|them|over|up|off|all)\b)")
_LEAST_IN_PAST = 2
_SHARE_IN_PAST = 0.6


def find_mixed_tenses(prose: Prose) -> Iterator[Spot]:
    """Yield bullets in the present under a past role whose other bullets are in the past."""
    for job in prose.context.resume.work:
        if job.period is None or job.period.is_current or job.period.end is None:
            continue
        bullets = _bullets_of(job, prose.passages)
        openings = [opening for bullet in bullets if (opening := _opening(bullet))]
        past = sum(form is VerbForm.PAST for _, _, _, form in openings)
        if past < max(_LEAST_IN_PAST, _SHARE_IN_PAST * len(openings)):
            continue
        for start, word, verb, form in openings:
            if form in (VerbForm.BASE, VerbForm.THIRD):
                message = f"The other bullets of this past role are in the past: “{verb.past}”."
                yield Spot(start, start + len(word), message, (as_written(word, verb.past),), 0.85)


def find_tense_switches(prose: Prose) -> Iterator[Spot]:
    """Yield a verb in the present that goes on with a bullet in the past: ``Handled ..., and then hand over``."""
    for passage in prose.passages:
        opening = _opening(passage)
        if opening and opening[3] is VerbForm.PAST:
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


def _opening(passage: Passage) -> tuple[int, str, Verb, VerbForm] | None:
    """Return the verb at the head of a bullet: its place, the word, the verb, the form."""
    match = _FIRST_WORD.match(passage.text)
    known = find_verb(match["x"]) if match else None
    if match is None or known is None:
        return None
    verb, form = known
    if form in (VerbForm.BASE, VerbForm.THIRD) and verb.is_noun_too and not _OBJECT.match(match["rest"]):
        return None
    return passage.start + match.start("x"), match["x"], verb, form
