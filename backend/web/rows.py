"""Analyses as rows of a table: what matters of each, at a glance."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from backend.container import Services
from backend.jobs import Job, JobState
from vitae.exports.digest import Digest, digest_of

SKILLS_SHOWN = 3


@dataclass(frozen=True, slots=True)
class Row:
    """A document with what its job says of its report."""

    job: Job

    @property
    def score(self) -> int | None:
        """Points; None without a report, or where nothing could be judged."""
        return self._summary.get("score")

    @property
    def months(self) -> int | None:
        """Months of experience; None where they are not known."""
        return self._summary.get("months")

    @property
    def findings(self) -> Mapping[str, int] | None:
        """How many there are of each severity; None without a report."""
        return self._summary.get("findings")

    @property
    def _summary(self) -> Mapping[str, Any]:
        return self.job.summary or {}


@dataclass(frozen=True, slots=True)
class CandidateRow(Row):
    """A document and, where it has a report, who it is of and what they can do."""

    digest: Digest | None

    @property
    def skills(self) -> tuple[str, ...]:
        """The strongest skills."""
        keywords = self.digest.keywords if self.digest else ()
        return tuple(keyword["canonical"] for keyword in keywords if keyword["kind"] == "skill")[:SKILLS_SHOWN]


def candidate_rows(services: Services, jobs: Iterable[Job]) -> tuple[CandidateRow, ...]:
    """Return a row for each job, in order; the reports are opened for it."""
    return tuple(CandidateRow(job, _digest(services, job)) for job in jobs)


def _digest(services: Services, job: Job) -> Digest | None:
    stored = services.store.report(job.id) if job.state is JobState.SUCCEEDED else None
    if stored is None:
        return None
    report: dict[str, Any] = json.loads(stored)
    return digest_of(report | {"run": report["run"] | job.own_run})
