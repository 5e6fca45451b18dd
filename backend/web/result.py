"""A report as the result page shows it."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from markupsafe import Markup

from backend.web.profile import Group, build_profile
from backend.web.sheets import Boxes, Sheet, build_sheets, printed_on
from backend.web.text_view import MarkedPieces, pieces_of
from vitae.exports.digest import Digest, digest_of
from vitae.exports.marked_text import mark_text
from vitae.exports.score_words import score_in_words
from vitae.exports.timeline_svg import timeline_of

KEYWORDS_SHOWN = 12
"""Before “all of them”: a reader takes in about a dozen."""
SOURCES = (("error", "Content"), ("grammar", "Grammar"), ("experience", "Dates"))
"""Prefix of a finding's id -> what the filter calls its kind."""

FINDERS = ("grammar_checker", "experience_calculator", "error_detector")
"""The analyzers that have findings."""


@dataclass(frozen=True, slots=True)
class Finding:
    """A finding and where it is shown."""

    data: Mapping[str, Any]
    kind: str
    """The prefix of its id: by which analyzer it was made."""
    target: str | None
    """The id of its mark in the document; None where it stands nowhere."""


@dataclass(frozen=True, slots=True)
class Keyword:
    """A keyword and the id of its places; None where the document is not shown."""

    data: Mapping[str, Any]
    place: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class ResultView:
    """Everything that the template of the result asks for."""

    report: Mapping[str, Any]
    digest: Digest
    findings: tuple[Finding, ...]
    kinds: tuple[tuple[str, str, int], ...]
    """Prefix, title and count of the kinds of findings that there are."""
    keywords: tuple[Keyword, ...]
    profile: tuple[Group, ...]
    score: str
    """In words: how many points of how many, or why there are none."""
    timeline: Markup
    sheets: tuple[Sheet, ...]
    text: tuple[MarkedPieces, ...]
    """Empty where pages are shown."""
    view: str
    """``page`` or ``text``."""

    @property
    def finding_ids(self) -> frozenset[str]:
        """The ids of the findings in the list; for some that the score names, another one stands there."""
        return frozenset(finding.data["id"] for finding in self.findings)

    @property
    def unfinished(self) -> tuple[tuple[str, str], ...]:
        """The analyzers without a result, each with the reason."""
        return tuple((name, how) for name, how in self.digest.outcomes if how != "completed")

    @property
    def unsought(self) -> tuple[str, ...]:
        """The analyzers whose findings are not all there: they were not asked for, or have no result."""
        ends = dict(self.digest.outcomes)
        return tuple(name for name in FINDERS if ends.get(name) != "completed")


def build_result(report: Mapping[str, Any], *, wants_text: bool, covers: Mapping[int, Boxes]) -> ResultView:
    """Return the view of a report; documents without pages are always shown as text."""
    digest = digest_of(report)
    keywords = tuple(Keyword(data, f"keyword-{number}") for number, data in enumerate(digest.keywords, start=1))
    profile = build_profile(report)
    pages = report["document"]["pages"]
    view = "text" if wants_text or not pages else "page"
    segments = tuple(mark_text(report["document"]["text"], digest.findings))
    marked = {segment.finding["id"] for segment in segments if segment.finding is not None}
    places = _places(keywords, profile)
    findings = tuple(_finding(data, view, marked) for data in digest.findings)
    return ResultView(
        report=report,
        digest=digest,
        findings=findings,
        kinds=tuple(_kinds(findings)),
        keywords=keywords,
        profile=profile,
        score=score_in_words(report),
        timeline=Markup(timeline_of(digest)),  # noqa: S704  # our own SVG, whose labels are escaped where it is made
        sheets=build_sheets(pages, digest.findings, places, covers) if view == "page" else (),
        text=pieces_of(segments, places) if view == "text" else (),
        view=view,
    )


def _finding(data: Mapping[str, Any], view: str, marked: set[str]) -> Finding:
    on_page = any(any(printed_on(anchor)) for anchor in data["anchors"])
    is_shown = on_page if view == "page" else data["id"] in marked
    return Finding(data, data["id"].rpartition("-")[0], f"mark-{data['id']}" if is_shown else None)


def _kinds(findings: Sequence[Finding]) -> Iterator[tuple[str, str, int]]:
    for prefix, title in SOURCES:
        count = sum(finding.kind == prefix for finding in findings)
        if count:
            yield prefix, title, count


def _places(keywords: Sequence[Keyword], profile: Sequence[Group]) -> Mapping[str, Sequence[Mapping[str, Any]]]:
    places = {keyword.place: keyword.data["anchors"] for keyword in keywords if keyword.place}
    rows = [row for group in profile for row in group.rows]
    return places | {row.place: row.anchors for row in rows if row.place}
