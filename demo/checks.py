"""Hold a report against what is known of its sample: the demo fails when they differ."""

from collections.abc import Iterator, Mapping
from typing import Any

Report = Mapping[str, Any]


def differences(report: Report, truth: Mapping[str, Any]) -> Iterator[str]:
    """Yield a sentence for everything in which the report is incomplete or disagrees with the truth."""
    if report["status"] != "succeeded":
        yield f"the report is {report['status']}, not succeeded"
        return
    yield from _incomplete_analyzers(report)
    yield from _wrong_facts(report, truth)
    yield from _missed_findings(report, truth)
    yield from _loose_anchors(report)


def _incomplete_analyzers(report: Report) -> Iterator[str]:
    if len(report["analyzers"]) != 5:
        yield f"{len(report['analyzers'])} analyzers ran, not five"
    for name, outcome in report["analyzers"].items():
        if outcome["status"] != "completed":
            yield f"{name} is {outcome['status']}, not completed"
        elif not any(_anchors_in(outcome["result"])):
            yield f"{name} has no anchored result"


def _wrong_facts(report: Report, truth: Mapping[str, Any]) -> Iterator[str]:
    resume = report["resume"]
    experience = report["analyzers"]["experience_calculator"]["result"] or {}
    found = {
        "name": resume["basics"].get("name"),
        "email": resume["basics"].get("email"),
        "jobs": len(resume.get("work", [])),
        "total_months": experience.get("total_months"),
    }
    for key, value in found.items():
        if value != truth[key]:
            yield f"{key} is {value!r}, not {truth[key]!r}"
    keywords = {keyword["canonical"] for keyword in report["analyzers"]["keyword_extractor"]["result"]["keywords"]}
    for skill in truth["skills"]:
        if skill not in keywords:
            yield f"the skill {skill} was not found"


def _missed_findings(report: Report, truth: Mapping[str, Any]) -> Iterator[str]:
    grammar, errors = (
        report["analyzers"][name]["result"]["findings"] for name in ("grammar_checker", "error_detector")
    )
    if not any(anchor["quote"] == truth["slip"] for finding in grammar for anchor in finding["anchors"]):
        yield f"the slip {truth['slip']!r} was not found"
    if not any(finding["code"] == truth["error"] and finding["anchors"] for finding in errors):
        yield f"the error {truth['error']} was not found"


def _loose_anchors(report: Report) -> Iterator[str]:
    """Every anchor quotes the text it points to; on a page, it has a box inside the page."""
    text = report["document"]["text"]
    pages = {page["number"]: page for page in report["document"]["pages"]}
    for anchor in _anchors_in(report):
        if text[anchor["start"] : anchor["end"]] != anchor["quote"]:
            yield f"an anchor quotes {anchor['quote']!r}, which does not stand at {anchor['start']}"
        elif pages and not _is_on_page(anchor, pages[anchor["page"]]):
            yield f"the anchor of {anchor['quote']!r} has no box on its page"


def _is_on_page(anchor: Mapping[str, Any], page: Mapping[str, Any]) -> bool:
    boxes = anchor["boxes"]
    return bool(boxes) and all(
        0 <= x0 <= x1 <= page["width"] and 0 <= y0 <= y1 <= page["height"] for x0, y0, x1, y1 in boxes
    )


def _anchors_in(value: Any) -> Iterator[Mapping[str, Any]]:
    """Yield every anchor anywhere inside plain JSON values."""
    if isinstance(value, Mapping):
        if "quote" in value and "boxes" in value:
            yield value
        for item in value.values():
            yield from _anchors_in(item)
    elif isinstance(value, (list, tuple)):
        for item in value:
            yield from _anchors_in(item)
