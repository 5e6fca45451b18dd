"""Review without knowing who: names, contacts and personal data are blackened before anything is shown.

The text keeps its length, so that every offset still holds. What stands on a page is covered there,
too, in the picture and not in the file: this keeps a fair reader fair, it does not keep a secret.
"""

import re
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from backend.web.sheets import Boxes, printed_on

BLACK = "█"
TITLE = "Candidate"
PRIVATE_LABELS = frozenset({"PERSON", "EMAIL", "PHONE", "URL", "PERSONAL"})
PRIVATE_POINTERS = re.compile(r"/basics/(name|email|phone|url|image|profiles/.*|location/(address|postalCode))")
PRIVATE_KEYS = ("name", "email", "phone", "url", "image", "profiles")
PRIVATE_PARTS = ("address", "postalCode")
"""Of the place where somebody lives; the town and the country stay."""
DATE = re.compile(r"\d{4}(-\d\d){0,2}")
"""As the report writes dates: what is no sentence names nobody, though a postal code may read like a year."""
LEAST_NAME_CHARACTERS = 3

Json = Any


def blacken(report: Mapping[str, Any]) -> tuple[Mapping[str, Any], Mapping[int, Boxes]]:
    """Return the report without what tells who it is about, and the boxes to cover on each page."""
    anchors = list(_private_anchors(report))
    text: str = report["document"]["text"]
    names = _names(report, anchors)
    spans = [(anchor["start"], anchor["end"]) for anchor in anchors]
    spans += [match.span() for match in names.finditer(text)] if names else []
    covers = _boxes(anchors, [span for span in spans if not _is_covered(span, anchors)], report["sections"])
    blind = _rewritten(report, _blackened(text, spans), names)
    return blind, covers


def _private_anchors(report: Mapping[str, Any]) -> Iterator[Mapping[str, Any]]:
    for pointer, evidence in (report["evidence"] or {}).items():
        if PRIVATE_POINTERS.fullmatch(pointer):
            yield from evidence["anchors"]
    outcome = (report["analyzers"] or {}).get("ner_extractor") or {}
    for entity in (outcome.get("result") or {}).get("entities", ()):
        if entity["label"] in PRIVATE_LABELS or entity["sensitive"]:
            yield from entity["anchors"]


def _names(report: Mapping[str, Any], anchors: Iterable[Mapping[str, Any]]) -> re.Pattern[str] | None:
    """Return a pattern for every private value, and for each part of the candidate's name."""
    basics = (report["resume"] or {}).get("basics", {})
    parts = [part for part in re.split(r"[\s,]+", basics.get("name") or "") if len(part) >= LEAST_NAME_CHARACTERS]
    values = {*parts, *(anchor["quote"].strip() for anchor in anchors), basics.get("email"), basics.get("phone")}
    wanted = sorted((value for value in values if value), key=lambda value: (-len(value), value))
    return re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, wanted))})(?!\w)", re.IGNORECASE) if wanted else None


def _blackened(text: str, spans: Iterable[tuple[int, int]]) -> str:
    characters = list(text)
    for start, end in spans:
        for index in range(start, end):
            if not characters[index].isspace():
                characters[index] = BLACK
    return "".join(characters)


def _rewritten(report: Mapping[str, Any], text: str, names: re.Pattern[str] | None) -> Mapping[str, Any]:
    """Return a copy with the blackened text, quotes cut from it, and no private value in any sentence."""

    def rewrite(value: Json) -> Json:
        if isinstance(value, str):
            if names is None or DATE.fullmatch(value):
                return value
            return names.sub(lambda match: BLACK * len(match.group()), value)
        if isinstance(value, Mapping):
            if "quote" in value and "start" in value:
                return {**value, "quote": text[value["start"] : value["end"]]}
            return {key: rewrite(inner) for key, inner in value.items()}
        return [rewrite(inner) for inner in value] if isinstance(value, list) else value

    blind: dict[str, Any] = rewrite(report)
    blind["document"] = {**blind["document"], "text": text, "hidden_text": report["document"]["hidden_text"]}
    blind["run"] = {**report["run"], "filename": None}
    if blind["resume"]:
        basics = {key: value for key, value in blind["resume"].get("basics", {}).items() if key not in PRIVATE_KEYS}
        if "location" in basics:
            basics["location"] = {key: value for key, value in basics["location"].items() if key not in PRIVATE_PARTS}
        blind["resume"] = {**blind["resume"], "basics": {**basics, "name": TITLE}}
    return blind


def _is_covered(span: tuple[int, int], anchors: Iterable[Mapping[str, Any]]) -> bool:
    return any(anchor["start"] <= span[0] and span[1] <= anchor["end"] for anchor in anchors)


def _boxes(
    anchors: Iterable[Mapping[str, Any]], elsewhere: Iterable[tuple[int, int]], sections: Sequence[Mapping[str, Any]]
) -> Mapping[int, Boxes]:
    covers: dict[int, list[Sequence[float]]] = defaultdict(list)
    for anchor in (*anchors, *(line for span in elsewhere for line in _lines_at(span[0], sections))):
        for page, boxes in printed_on(anchor):
            covers[page].extend(boxes)
    return covers


def _lines_at(offset: int, sections: Sequence[Mapping[str, Any]]) -> Iterator[Mapping[str, Any]]:
    """Yield the printed line at an offset: sections have a box for each line, values only their own."""
    for section in sections:
        for anchor in section["anchors"]:
            if not anchor["start"] <= offset < anchor["end"]:
                continue
            starts = [0, *(match.end() for match in re.finditer("\n", anchor["quote"]))]
            line = bisect_right(starts, offset - anchor["start"]) - 1
            printed = [(page, box) for page, boxes in printed_on(anchor) for box in boxes]
            fits = len(starts) == len(printed)
            for page, box in printed[line : line + 1] if fits else printed:
                yield {"page": page, "boxes": [box]}
