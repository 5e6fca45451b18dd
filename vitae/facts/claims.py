"""How much experience the candidate claims in words, such as ``10+ years of experience``."""

import re
from collections.abc import Iterator
from functools import cache

from vitae.domain.anchors import Anchor
from vitae.domain.document import Document
from vitae.domain.sections import Section, SectionKind
from vitae.domain.values import Value
from vitae.facts.timeline import Total
from vitae.lexicons import read_toml

_CLAIMING = (SectionKind.CONTACT, SectionKind.SUMMARY)
ROUNDING = 12
"""Months: a claim in years may be rounded up to the next one."""


class StatedYears(Value, frozen=True):
    """A number of years of experience as it is claimed, and where."""

    years: int
    anchor: Anchor

    def exceeds(self, total: Total) -> bool:
        """Tell whether the claim is more than the dates can give, with a year of rounding."""
        most = total.months if total.months_max is None else total.months_max
        return self.years * 12 > most + ROUNDING


def find_stated_years(document: Document, sections: tuple[Section, ...]) -> StatedYears | None:
    """Return the largest claim above the work history: in the head of the document or in its summary."""
    claims = [claim for section in sections if section.kind in _CLAIMING for claim in _claims(document, section)]
    return max(claims, key=lambda claim: (claim.years, -claim.anchor.start), default=None)


def _claims(document: Document, section: Section) -> Iterator[StatedYears]:
    lines = document.lines[section.first_line : section.stop_line]
    if not lines:
        return
    start, end = lines[0].start, lines[-1].end
    stretch = document.text[start:end].lower()
    if not any(word in stretch for word in read_toml("experience")["stated_years"]["experience"]):
        return
    for pattern in _patterns():
        for match in pattern.finditer(document.text, start, end):
            years = _number(match["number"])
            if years:
                yield StatedYears(years, document.anchor(match.start(), match.end()))


def _number(word: str) -> int:
    return int(word) if word.isdigit() else _numbers()[word.casefold()]


@cache
def _numbers() -> dict[str, int]:
    return {word: int(number) for number, words in read_toml("experience")["numbers"].items() for word in words}


@cache
def _patterns() -> tuple[re.Pattern[str], re.Pattern[str]]:
    """Return the claim with the number first, and the one with the experience first."""
    lexicon = read_toml("experience")["stated_years"]
    years, experience, or_more = (_alternatives(lexicon[key]) for key in ("years", "experience", "or_more"))
    number = rf"(?<![\w.,])(?P<number>[0-9]{{1,2}}|{_alternatives(list(_numbers()))})"
    amount = rf"{number}(?:\s?[–-]\s?[0-9]{{1,2}})?(?:\s?{or_more})?[\s-]{{0,2}}{years}(?!\w)"
    return (
        re.compile(rf"{amount}[^.!?•0-9]{{0,60}}?(?<!\w){experience}(?!\w)", re.IGNORECASE),
        re.compile(rf"(?<!\w){experience}(?!\w)[^.!?•0-9]{{0,30}}?{amount}", re.IGNORECASE),
    )


def _alternatives(words: list[str]) -> str:
    return "(?:" + "|".join(re.escape(word) for word in sorted(words, key=lambda word: (-len(word), word))) + ")"
