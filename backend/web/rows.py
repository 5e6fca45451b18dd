"""Analyses as rows of a table: what matters of each report, at a glance."""

import json
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from backend.container import Services
from backend.jobs import Job, JobState
from vitae.exports.digest import Digest, digest_of

SKILLS_SHOWN = 3


@dataclass(frozen=True, slots=True)
class Row:
    """A document and, where it has a report, what matters of it."""

    job: Job
    digest: Digest | None

    @property
    def score(self) -> int | None:
        """Points; None without a report, or where nothing could be judged."""
        return self.digest.report["score"]["value"] if self.digest and self.digest.report["score"] else None

    @property
    def months(self) -> int | None:
        """Months of experience; None where they are not known."""
        return self.digest.experience.get("total_months") if self.digest else None

    @property
    def skills(self) -> tuple[str, ...]:
        """The strongest skills."""
        keywords = self.digest.keywords if self.digest else ()
        return tuple(keyword["canonical"] for keyword in keywords if keyword["kind"] == "skill")[:SKILLS_SHOWN]


def rows_of(services: Services, jobs: Iterable[Job]) -> tuple[Row, ...]:
    """Return a row for each job, in order."""
    return tuple(Row(job, _digest(services, job)) for job in jobs)


def _digest(services: Services, job: Job) -> Digest | None:
    stored = services.store.report(job.id) if job.state is JobState.SUCCEEDED else None
    if stored is None:
        return None
    report: dict[str, Any] = json.loads(stored)
    return digest_of(report | {"run": report["run"] | job.own_run})
