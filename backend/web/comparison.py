"""Reports side by side: the same lines for everyone, and the skills that they share or that set them apart."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from vitae.exports.digest import Digest, digest_of

FEWEST, MOST = 2, 4
SKILLS_COMPARED = 24


@dataclass(frozen=True, slots=True)
class Column:
    """One candidate."""

    analysis_id: str
    title: str
    digest: Digest
    skills: Mapping[str, int | None]
    """Name -> months of use; None where they are not known."""

    @property
    def score(self) -> Mapping[str, Any] | None:
        """The score; None where nothing could be judged."""
        score: Mapping[str, Any] | None = self.digest.report["score"]
        return score


@dataclass(frozen=True, slots=True)
class Comparison:
    """All of them, and the skills to compare them by."""

    columns: tuple[Column, ...]
    skills: tuple[str, ...]
    """Those that most have first; then by name."""


def compare(reports: Sequence[tuple[str, Mapping[str, Any]]], titles: Sequence[str] | None) -> Comparison:
    """Return the comparison of reports, each with the id of its analysis; `titles` stand for names where given."""
    digests = [digest_of(report) for _name, report in reports]
    names = titles or [digest.title for digest in digests]
    columns = tuple(
        Column(name, title, digest, _skills(digest))
        for (name, _report), title, digest in zip(reports, names, digests, strict=False)
    )
    owners = Counter(skill for column in columns for skill in column.skills)
    ordered = sorted(owners, key=lambda skill: (-owners[skill], skill.casefold()))
    return Comparison(columns, tuple(ordered[:SKILLS_COMPARED]))


def _skills(digest: Digest) -> Mapping[str, int | None]:
    return {keyword["canonical"]: keyword["months"] for keyword in digest.keywords if keyword["kind"] == "skill"}
