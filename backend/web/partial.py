"""What is finished of an analysis that runs, as cards below its stages."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from markupsafe import Markup

from backend.web.blind import blacken
from backend.web.profile import Group, build_profile
from backend.web.result import Finding, Keyword
from vitae.exports.digest import Digest, digest_of
from vitae.exports.timeline_svg import timeline_of

NAMES = "ner_extractor"
"""Before it has ended, a blind review would show names that nobody knows of yet."""
FINDERS: Mapping[str, str] = {"grammar_checker": "grammar", "error_detector": "error"}
"""Name of an analyzer whose card is its findings -> prefix of their ids."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PartialView:
    """What the cards ask for; beside the document, to which nothing can lead yet, it is that of the result."""

    report: Mapping[str, Any]
    digest: Digest
    keywords: tuple[Keyword, ...]
    profile: tuple[Group, ...]
    timeline: Markup
    findings: Mapping[str, tuple[Finding, ...]]
    """Name of an analyzer -> its findings, the worst first."""

    @property
    def cards(self) -> tuple[str, ...]:
        """The stages whose cards there are, in the order in which they end: what is there never moves."""
        there = {
            "profile": self.profile,
            "keyword_extractor": self.keywords,
            "experience_calculator": self.digest.experience,
            **self.findings,
        }
        stages = ("profile", "keyword_extractor", "grammar_checker", "experience_calculator", "error_detector")
        return tuple(name for name in stages if there.get(name))


def build_partial(report: Mapping[str, Any], *, is_blind: bool) -> PartialView | None:
    """Return the view of what is finished; None where a blind review has to wait for the names."""
    if is_blind:
        if _waits_for_names(report):
            return None
        report, _covers = blacken(report)
    digest = digest_of(report)
    return PartialView(
        report=report,
        digest=digest,
        keywords=tuple(Keyword(data, None) for data in digest.keywords),
        profile=tuple(_unlinked(build_profile(report))),
        timeline=Markup(timeline_of(digest)),  # noqa: S704  # our own SVG, whose labels are escaped where it is made
        findings={name: _findings_of(digest, prefix) for name, prefix in FINDERS.items()},
    )


def _waits_for_names(report: Mapping[str, Any]) -> bool:
    outcome = (report["analyzers"] or {}).get(NAMES) or {}
    return outcome.get("reason") == "not_finished"


def _unlinked(groups: Sequence[Group]) -> Iterator[Group]:
    for group in groups:
        yield replace(group, rows=tuple(replace(row, place=None) for row in group.rows))


def _findings_of(digest: Digest, prefix: str) -> tuple[Finding, ...]:
    found = (data for data in digest.findings if data["id"].rpartition("-")[0] == prefix)
    return tuple(Finding(data, prefix, None) for data in found)
