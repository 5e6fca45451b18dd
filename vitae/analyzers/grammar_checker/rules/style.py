"""Turns of phrase that are understood but not well formed, or say a thing twice."""

from collections.abc import Iterator

from vitae.analyzers.grammar_checker.rules.patterns import Pattern, find_patterns, pattern
from vitae.analyzers.grammar_checker.spot import Prose, Spot

_COUNT = r"(?:\d+\+?|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|fifteen|twenty|thirty|several|many)"
_YEARS_EXPERIENCE: tuple[Pattern, ...] = (
    pattern(
        "years",
        rf"(?<![\w-]){_COUNT} (?P<x>years) (?=(?:[\w-]+ ){{0,2}}experience\b)(?!of\b|in\b|with\b)",
        "years of",
        "It is “years of” or “years'” experience.",
        0.8,
    ),
    pattern(
        "year",
        r"(?<![\w-])(?:\d+\+?|two|three|four|five|six|seven|eight|nine|ten|twelve|fifteen|twenty) (?P<x>year|year['’]s) (?=(?:of )?(?:[\w-]+ )?experience\b)",
        "years'",
        "It is “years of” or “years'” experience.",
        0.8,
    ),
)
_TWICE: tuple[Pattern, ...] = (
    pattern(
        "together", r"\b(?:collaborat|combin|merg|cooperat)\w+ (?P<x>together)\b", "", "The verb says it already.", 0.8
    ),
    pattern("back", r"\b(?:return|revert)\w* (?P<x>back)\b", "", "The verb says it already.", 0.8),
    pattern("again", r"\brepeat(?:ed|ing)? (?P<x>again)\b", "", "The verb says it already.", 0.85),
    pattern(
        "pin atm hiv",
        r"\b(?P<x>PIN number|ATM machine|HIV virus|LCD display)(?=s?\b)",
        lambda wrong: wrong.split(" ")[0],
        "The letters hold the noun already.",
        0.85,
    ),
    pattern("unique", r"\b(?P<x>very unique|most unique)\b", "unique", "What is unique cannot be more so.", 0.85),
    pattern("irregardless", r"\b(?P<x>irregardless)\b", "regardless", "The word is “regardless”.", 0.95),
    pattern("try", r"\b(?P<x>try and) (?=[a-z]+\b)", "try to", "It is “try to”.", 0.75),
    pattern(
        "future past final added general joint mutual basic various actual",
        r"\b(?P<x>future plans?|past history|final outcome|added bonus|general consensus|joint collaboration|mutual cooperation|basic fundamentals|various different|actual facts?|new innovations?|unexpected surprise|advance planning|end result)\b",
        lambda wrong: wrong.split(" ")[1],
        "The noun says it already.",
        0.75,
    ),
    pattern("free", r"\b(?P<x>free gifts?)\b", lambda wrong: wrong.split(" ")[1], "A gift is free.", 0.75),
    pattern("each", r"\b(?P<x>each and every)\b", "every", "One of the two is enough.", 0.8),
    pattern("close", r"\b(?P<x>in close proximity to)\b", "near", "“Near” is enough.", 0.75),
    pattern("due", r"\b(?P<x>due to the fact that)\b", "because", "“Because” is enough.", 0.85),
    pattern("order", r"\b(?P<x>in order to try and)\b", "to", "“To” is enough.", 0.85),
    pattern("point", r"\b(?P<x>at this point in time)\b", "now", "“Now” is enough.", 0.85),
    pattern(
        "completely totally",
        r"\b(?P<x>completely|totally) (?=finish|complet|eliminat|unanim|essential)",
        "",
        "The word after it says it already.",
        0.7,
    ),
    pattern(
        "period", r"\b(?P<x>for a period of) (?=\w+ (?:days|weeks|months|years)\b)", "for", "“For” is enough.", 0.75
    ),
)


_SHOWN = 10


def find_bare_years(prose: Prose) -> Iterator[Spot]:
    """Yield ``10+ years experience``."""
    yield from find_patterns(prose, _YEARS_EXPERIENCE if "experience" in prose.lower else ())


def find_first_person(prose: Prose) -> Iterator[Spot]:
    """Yield one spot for all the places where the writer says ``I``, ``my`` or ``me``."""
    tokens = prose.tokens
    places = sorted(
        prose.place(tokens.starts[index], tokens.ends[index])
        for word in ("i", "my", "myself", "i'm", "i've", "i’m", "i’ve")
        for index in tokens.places.get(word, ())
        if _is_speaker(prose, index)
    )
    if places:
        message = f"The first person stands in {len(places)} places; a résumé does without it."
        yield Spot(*places[0], message, confidence=0.8, also=tuple(places[1:_SHOWN]))


def _is_speaker(prose: Prose, index: int) -> bool:
    """Whether it is the pronoun: ``I`` is a number behind a capital, and ``My`` belongs to a name before one."""
    tokens = prose.tokens
    written = prose.text[tokens.starts[index] : tokens.ends[index]]
    before = tokens.starts[index - 1] if index and tokens.gaps[index] == " " else None
    if written[0] == "I":
        return tokens.after(index).isalpha() and (before is None or not prose.text[before].isupper())
    return written.islower() or (written.istitle() and tokens.gaps[index] == "^")


def find_redundancies(prose: Prose) -> Iterator[Spot]:
    """Yield ``collaborated together`` and ``ATM machine``."""
    yield from find_patterns(prose, _TWICE)
