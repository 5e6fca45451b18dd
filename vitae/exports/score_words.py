"""The score of a report in words, for the formats that people read."""

from collections.abc import Mapping
from typing import Any

_UNSCORED = {
    "no_text_layer": "the document has no text that could be judged",
    "not_a_resume": "the document does not look like a résumé",
    "errors_not_detected": "the error detector was not run to its end",
    "not_analysed": "the document could not be analysed",
}


def score_in_words(report: Mapping[str, Any]) -> str:
    """Return ``87 of 100``, or ``none: `` with the reason."""
    score = report["score"]
    return f"{score['value']} of {score['max']}" if score else f"none: {_UNSCORED[report['unscored']]}"


def part_in_words(part: Mapping[str, Any]) -> str:
    """Return ``dates 12/15``, or that the part was not judged."""
    points = f"{part['points']}/{part['max']}" if part["unjudged"] is None else "not judged"
    return f"{part['name']} {points}"


def improvement_in_words(improvement: Mapping[str, Any]) -> str:
    """Return what to do, for which finding, and what it adds."""
    name = improvement["code"].replace("_", " ")
    return f"+{improvement['points']} {name}: {improvement['suggestion']}"
