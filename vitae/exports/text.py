"""The report for a terminal: what matters, on one screen."""

from collections.abc import Iterator, Mapping
from textwrap import fill
from typing import Any

from vitae.exports.digest import Digest, digest_of, duration_in_words, page_in_words, period_in_words
from vitae.exports.score_words import improvement_in_words, part_in_words, score_in_words

_WIDTH = 100
_KEYWORDS = 24
_FINDINGS = 12
_MARKS = {"critical": "✗", "warning": "!", "info": "·"}


def render_text(report: Mapping[str, Any]) -> str:
    """Return the report as plain text, at most 100 characters wide."""
    return "\n".join(_lines(report)) + "\n"


def _lines(report: Mapping[str, Any]) -> Iterator[str]:
    digest = digest_of(report)
    heading = " · ".join(part for part in (digest.title, digest.basics.get("label")) if part)
    yield from (heading, "═" * min(len(heading), _WIDTH))
    if report["error"]:
        yield f"{report['status']}: {report['error']['detail']}"
        yield f"hint: {report['error']['hint']}"
        return
    if digest.contact:
        yield _wrapped(" · ".join(digest.contact))
    yield from _experience(digest)
    yield from _education(digest)
    yield from _keywords(digest)
    yield from _findings(digest)
    yield from _score(report)
    yield from ("", f"{report['status']}: " + ", ".join(f"{name} {how}" for name, how in digest.outcomes))


def _experience(digest: Digest) -> Iterator[str]:
    total = digest.experience.get("total_months")
    if digest.experience:
        bounds = _bounds(digest.experience)
        yield from ("", f"Experience   {duration_in_words(total)}{bounds}")
    for job, position in zip(digest.rows("work"), _positions(digest), strict=False):
        period = period_in_words(job.get("startDate"), job.get("endDate"), is_current=bool(position.get("is_current")))
        what = ", ".join(job[key] for key in ("position", "name") if job.get(key)) or "unnamed position"
        yield f"  {period:<22} {what}"


def _positions(digest: Digest) -> list[Mapping[str, Any]]:
    """Return the calculated position of each job, in the order of the jobs."""
    by_job = {position["work_index"]: position for position in digest.experience.get("positions", ())}
    return [by_job.get(index, {}) for index in range(len(digest.rows("work")))]


def _bounds(experience: Mapping[str, Any]) -> str:
    low, high = experience.get("total_months_min"), experience.get("total_months_max")
    return f" ({low} to {high} months)" if low != high else ""


def _education(digest: Digest) -> Iterator[str]:
    rows = digest.rows("education")
    if rows:
        yield from ("", "Education")
    for row in rows:
        period = period_in_words(row.get("startDate"), row.get("endDate"), is_current=False)
        what = ", ".join(row[key] for key in ("studyType", "area", "institution") if row.get(key))
        yield f"  {period:<22} {what}"


def _keywords(digest: Digest) -> Iterator[str]:
    if digest.keywords:
        terms = [str(keyword["canonical"]) for keyword in digest.keywords[:_KEYWORDS]]
        more = len(digest.keywords) - len(terms)
        listed = ", ".join(terms) + (f" and {more} more" if more > 0 else "")
        yield from ("", "Keywords", _wrapped(listed, indent="  "))


def _findings(digest: Digest) -> Iterator[str]:
    counts = ", ".join(f"{digest.count(severity)} {severity}" for severity in _MARKS)
    yield from ("", f"Findings     {counts}")
    for finding in digest.findings[:_FINDINGS]:
        yield _wrapped(f"{_MARKS[finding['severity']]} {finding['message']}{_place(finding)}", indent="  ")
    if len(digest.findings) > _FINDINGS:
        yield f"  … and {len(digest.findings) - _FINDINGS} more in the full report"


def _score(report: Mapping[str, Any]) -> Iterator[str]:
    yield from ("", f"Score        {score_in_words(report)}")
    if report["score"]:
        yield _wrapped(", ".join(map(part_in_words, report["score"]["parts"])), indent="  ")
        for improvement in report["score"]["raise_most"]:
            yield _wrapped(improvement_in_words(improvement), indent="  ")
        yield f"  {report['score']['meaning']}"


def _place(finding: Mapping[str, Any]) -> str:
    if not finding["anchors"]:
        return ""
    anchor = finding["anchors"][0]
    quote = " ".join(anchor["quote"].split())
    shown = quote if len(quote) <= 40 else quote[:39] + "…"
    where = page_in_words(anchor) or anchor["path"] or ""
    return f" [{where}: “{shown}”]"


def _wrapped(text: str, indent: str = "") -> str:
    return fill(text, _WIDTH, initial_indent=indent, subsequent_indent=indent + ("  " if indent else ""))
