"""The report as Markdown, for a ticket, a wiki or a pull request."""

import re
from collections.abc import Iterator, Mapping
from typing import Any

from vitae.exports.digest import Digest, digest_of, duration_in_words, page_in_words, period_in_words
from vitae.exports.score_words import improvement_in_words, part_in_words, score_in_words

_SPECIAL = re.compile(r"([\\`*_{}\[\]<>#|~])")


def render_markdown(report: Mapping[str, Any]) -> str:
    """Return the report as Markdown; whatever comes from the document is escaped."""
    return "\n".join(_lines(report)) + "\n"


def _lines(report: Mapping[str, Any]) -> Iterator[str]:
    digest = digest_of(report)
    yield f"# {_plain(digest.title)}"
    if report["error"]:
        yield from ("", f"**{report['status']}**: {_plain(report['error']['detail'])} {report['error']['hint']}")
        return
    if digest.contact:
        yield from ("", " · ".join(_plain(value) for value in digest.contact))
    yield from _work(digest)
    yield from _keywords(digest)
    yield from _score(report)
    yield from _findings(digest)
    yield from ("", f"*{report['status']}, as of {report['run']['as_of']}*")


def _work(digest: Digest) -> Iterator[str]:
    if not digest.rows("work"):
        return
    total = digest.experience.get("total_months") if digest.experience else None
    current = {p["work_index"] for p in digest.experience.get("positions", ()) if p["is_current"]}
    yield from ("", f"## Experience: {duration_in_words(total)}", "", "| When | Position | Employer |", "|---|---|---|")
    for index, job in enumerate(digest.rows("work")):
        when = period_in_words(job.get("startDate"), job.get("endDate"), is_current=index in current)
        yield f"| {when} | {_plain(job.get('position') or '')} | {_plain(job.get('name') or '')} |"


def _keywords(digest: Digest) -> Iterator[str]:
    if digest.keywords:
        yield from ("", "## Keywords", "", ", ".join(_plain(keyword["canonical"]) for keyword in digest.keywords))


def _score(report: Mapping[str, Any]) -> Iterator[str]:
    yield from ("", f"## Score: {score_in_words(report)}")
    if report["score"]:
        yield from ("", ", ".join(map(part_in_words, report["score"]["parts"])), "")
        for improvement in report["score"]["raise_most"]:
            yield f"- {_plain(improvement_in_words(improvement))}"
        yield from ("", f"*{report['score']['meaning']}*")


def _findings(digest: Digest) -> Iterator[str]:
    yield from ("", f"## Findings: {len(digest.findings)}", "")
    for finding in digest.findings:
        anchor = finding["anchors"][0] if finding["anchors"] else None
        quote = f" “{_plain(' '.join(anchor['quote'].split())[:80])}”" if anchor else ""
        page = f" ({page_in_words(anchor)})" if anchor and anchor["page"] else ""
        yield f"- **{finding['severity']}** {_plain(finding['message'])}{quote}{page}"


def _plain(text: str) -> str:
    return _SPECIAL.sub(r"\\\1", " ".join(text.split()))
