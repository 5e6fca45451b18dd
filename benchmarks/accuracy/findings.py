"""What the analyzers found beside the truth: months, keywords, slips of language, errors, and exact anchors."""

import json
from functools import cache
from pathlib import Path

from benchmarks.accuracy.basics import skill_forms
from benchmarks.accuracy.compare import is_same_skill, normalised
from benchmarks.accuracy.experience import experience_of
from benchmarks.accuracy.judged import Json, Judgement
from benchmarks.accuracy.person import Person
from benchmarks.accuracy.quotes import Span, anchors_within, overlap, place_of, spans_of

CODES = Path(__file__).parent / "judge_codes.json"
_WIDEST = 40
"""An anchor that is longer than this, and than three times the error, marks a sentence and finds no error."""


def judge_findings(report: Json, person: Person, asked: tuple[str, ...], judgement: Judgement) -> None:
    """Record all analyzers; `asked` are the neutral ids that the layout adds to the person's."""
    judgement.counts["documents"] += 1
    _judge_months(_result(report, "experience_calculator"), person, judgement)
    _judge_keywords(_result(report, "keyword_extractor"), person, judgement)
    text = report["document"]["text"]
    _judge_language(_result(report, "grammar_checker"), text, person, judgement)
    _judge_errors(_result(report, "error_detector"), person, asked, judgement)
    for anchor in anchors_within({key: value for key, value in report.items() if key != "run"}):
        judgement.counts["anchors"] += 1
        judgement.counts["anchors exact"] += text[anchor["start"] : anchor["end"]] == anchor["quote"]


@cache
def neutral_ids() -> dict[str, str | None]:
    """Return code of ours -> the neutral id that it means, or None."""
    codes: dict[str, str | None] = json.loads(CODES.read_text(encoding="utf-8"))
    return codes


def _result(report: Json, analyzer: str) -> Json:
    return ((report.get("analyzers") or {}).get(analyzer) or {}).get("result") or {}


def _judge_months(result: Json, person: Person, judgement: Judgement) -> None:
    truth, total = experience_of(person.work), result.get("total_months")
    counts = judgement.counts
    group = "english" if person.language == "en" else "others"
    counts[f"months {group}"] += 1
    within = total is not None and truth.fewest <= total <= truth.most
    within = within or (total is None and truth.most == 0)
    counts[f"months {group} within"] += within
    if not within:
        judgement.misses.append(f"months: {total} is not within {truth.fewest}..{truth.most}")
    if all(len(date) != 4 for post in person.work for date in (post.start, post.end)) and truth.most:
        counts["months exact dates"] += 1
        counts["months off"] += abs((total or 0) - truth.likely)


def _judge_keywords(result: Json, person: Person, judgement: Judgement) -> None:
    """Record the skills; phrases that are no skill are not asked for."""
    given = [item for item in result.get("keywords", []) if item["kind"] == "skill"]
    open_skills = {skill: skill_forms(person, skill) for skill in (*person.skills.listed, *person.skills.prose)}
    every = [form for forms in open_skills.values() for form in forms]
    every += [form for skill in person.skills.optional for form in skill_forms(person, skill)]
    judgement.want("keywords", len(open_skills))
    for at, item in enumerate(given):
        words = {item["term"], item["canonical"], *(anchor["quote"] for anchor in item["anchors"])}
        hits = [
            skill
            for skill, forms in open_skills.items()
            if any(is_same_skill(word, form) for word in words for form in forms)
        ]
        if not hits and any(is_same_skill(word, form) for word in words for form in every):
            continue
        for skill in hits:
            del open_skills[skill]
        judgement.add("keywords", f"#{at}", is_right=bool(hits), read=item["canonical"])
        if any(normalised(word) == normalised(trap) for word in words for trap in person.skills.not_skills):
            judgement.counts["keywords trapped"] += 1
            judgement.misses.append(f"keywords: {item['term']!r} is no skill here")
    for skill in open_skills:
        judgement.miss("keywords", skill)


def _judge_language(result: Json, text: str, person: Person, judgement: Judgement) -> None:
    """Record the planted errors found; a finding elsewhere is false, and a remark (`info`) counts apart."""
    counts, group = judgement.counts, "english" if person.language == "en" else "others"
    places = [place_of(error.wrong, error.context, text) for error in person.planted]
    readable = [place for place in places if place]
    clean = [span for line in person.clean for span in spans_of(line, text)]
    found: set[Span] = set()
    for finding in result.get("findings", []):
        marked = [(anchor["start"], anchor["end"]) for anchor in anchors_within(finding["anchors"])]
        hits = {place for place in readable for mark in marked if overlap(mark, place)}
        found |= {place for place in hits for mark in marked if overlap(mark, place) and _is_narrow(mark, place)}
        if not hits:
            hard = "remarks" if finding["severity"] == "info" else "false"
            counts[f"language {group} {hard}"] += 1
            counts["language clean flagged"] += any(overlap(mark, span) for mark in marked for span in clean)
            judgement.misses.append(f"language, {hard}: {finding['code']} {[text[a:b] for a, b in marked][:2]!r}")
    counts[f"language {group} lines"] += sum(1 for line in text.splitlines() if line.strip())
    counts[f"language {group} planted"] += len(readable)
    counts[f"language {group} found"] += len(found)
    counts["language torn by layout"] += len(places) - len(readable)
    for error, place in zip(person.planted, places, strict=True):
        if place and place not in found:
            judgement.miss("language", f"{error.wrong} ({error.type})")


def _is_narrow(mark: Span, place: Span) -> bool:
    return mark[1] - mark[0] <= max(_WIDEST, 3 * (place[1] - place[0]))


def _judge_errors(result: Json, person: Person, asked: tuple[str, ...], judgement: Judgement) -> None:
    """Record the errors asked for, and what is said though the truth knows nothing of it.

    The truths list all ids that hold, so every other critical or warning with an id is false;
    a remark is false only where the truth says that it must not be made.
    """
    counts = judgement.counts
    wanted, allowed = {*person.errors, *asked}, {*person.errors, *asked, *person.errors_optional}
    found = [(finding, neutral_ids().get(finding["code"])) for finding in result.get("findings", [])]
    ids = {neutral for _, neutral in found if neutral}
    counts["errors asked"] += len(wanted)
    counts["errors found"] += len(wanted & ids)
    for missing in sorted(wanted - ids):
        judgement.miss("errors", missing)
    for finding, neutral in found:
        severity = finding["severity"]
        is_false = neutral not in allowed and (severity == "critical" or (neutral and severity == "warning"))
        if is_false or (neutral in person.errors_absent and neutral not in allowed):
            counts[f"errors false {severity}"] += 1
            judgement.misses.append(f"errors, false {severity}: {finding['code']}: {finding['message']}")
