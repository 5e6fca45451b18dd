"""Nouns in the wrong number: one for many, many of what cannot be counted, ``less`` of what can."""

from collections.abc import Iterator

from vitae.analyzers.grammar_checker.rules.patterns import Pattern, find_patterns, pattern
from vitae.analyzers.grammar_checker.spot import Prose, Spot

_COUNTED = (
    "developer|engineer|employee|colleague|client|customer|student|patient|supplier|vendor|volunteer|trainee|driver|"
    "project|product|team|store|shop|report|award|department|campaign|country|branch|facility|company|event|"
    "system|process|document|invoice|apartment|vehicle"
)
_NOT_COUNTED = "information|data|software|equipment|advice|feedback|furniture|luggage|knowledge|homework|machinery"
_COUNTABLES = (
    "errors|mistakes|complaints|people|employees|calls|incidents|accidents|defects|steps|tickets|bugs|returns|"
    "injuries|interruptions|cancellations|resources"
)


def _plural(noun: str) -> str:
    if noun.endswith("y"):
        return noun[:-1] + "ies"
    return noun + ("es" if noun.endswith(("s", "ch", "sh", "x")) else "s")


_PATTERNS: tuple[Pattern, ...] = (
    pattern(
        _COUNTED.replace("|", " "),
        rf"\b(?:[2-9]|[1-9]\d+|two|three|four|five|six|seven|eight|nine|ten|twelve|twenty|several|many|various) "
        rf"(?P<x>{_COUNTED})(?=[.,;]|$| (?:and|in|for|with|to|from|at|across|on) )",
        _plural,
        "More than one takes the plural.",
        0.85,
    ),
    pattern(
        " ".join(f"{noun}s" for noun in _NOT_COUNTED.split("|")),
        rf"\b(?P<x>(?:{_NOT_COUNTED})s)\b",
        lambda wrong: wrong[:-1],
        "What cannot be counted has no plural.",
        0.85,
    ),
    pattern("less", rf"\b(?P<x>less) (?=(?:{_COUNTABLES})\b)", "fewer", "What can be counted is “fewer”.", 0.8),
    pattern("childrens", r"\b(?P<x>childrens)\b", "children", "“Children” is the plural already."),
    pattern(
        "ys",
        r"\b(?P<x>(?:compan|countr|facilit|agenc|industr|cit|famil|communit|universit|librar)ys)\b",
        lambda wrong: wrong[:-1] + "'s",
        "The possessive takes an apostrophe.",
    ),
)


def find_wrong_numbers(prose: Prose) -> Iterator[Spot]:
    """Yield ``5 developer``, ``informations`` and ``less errors``."""
    return find_patterns(prose, _PATTERNS)
