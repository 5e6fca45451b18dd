"""One attempt at a job: claimed, run, and ended in the ledger, whatever message it came by."""

import logging
import time
from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from contextlib import AbstractContextManager
from dataclasses import dataclass, replace
from functools import partial
from types import TracebackType
from typing import Any, NoReturn, Self

from celery.exceptions import SoftTimeLimitExceeded

from backend.celery_config import BATCH_QUEUE
from backend.container import Services
from backend.errors import (
    AnalysisCancelled,
    AnalysisTimedOut,
    DocumentCrashesWorker,
    InternalError,
    LedgerUnavailable,
)
from backend.jobs import Analyses, Claim, Guard, Job, JobState
from backend.jobs.group import Group
from backend.jobs.tallies import AttemptTally
from backend.tasks.gathered_progress import GatheredProgress
from backend.tasks.partial_reports import PartialReports
from backend.tasks.publisher import analyses, chains
from backend.tasks.records import services
from backend.tasks.transience import is_transient
from vitae.documents.limits import Limits
from vitae.documents.ocr import find_installation
from vitae.domain.errors import DocumentNotFound, VitaeError
from vitae.domain.findings import Severity
from vitae.domain.progress import Progress, ProgressCallback
from vitae.domain.report import OutcomeStatus, Report

logger = logging.getLogger(__name__)

WATCHED_SECONDS = 0.5
"""A document of a batch that takes longer shows its progress; nobody could follow that of the others."""
DOCUMENT_SECONDS = 1.0
"""A document that is missing is waited for so long."""
Summary = dict[str, Any]
"""``job_id``, ``status`` of the report and how many analyzers ended how; never text of the document."""


class ClaimLost(Exception):
    """The job is another worker's by now, or has ended without us: nothing is left to do here."""


class TriedAgainLater(Exception):
    """The attempt is over and the job is not: it waits, at once or for its retry, and `cause` says why."""

    def __init__(self, cause: VitaeError, *, at_once: bool) -> None:
        super().__init__(cause.detail)
        self.cause = cause
        self.at_once = at_once
        """Whether it waits for nothing but a free worker."""


@dataclass(frozen=True, slots=True)
class Attempt:
    """The right to work on one job, and what is needed for it."""

    claim: Claim
    services: Services
    analyses: Analyses

    @classmethod
    def begin(cls, job_id: str, worker: str) -> "Attempt | None":
        """Claim the job for this process.

        Args:
            job_id: The job.
            worker: The name of this worker, for those who look at the job.

        Returns:
            None when there is nothing to do (see `Work.claim`).

        Raises:
            DocumentCrashesWorker: the job has no attempt left, and was set aside by this call.
            LedgerUnavailable: the ledger does not answer.
        """
        use_cases = analyses()
        claim = use_cases.claim(job_id, worker)
        return None if claim is None else cls(claim, services(), use_cases)

    @property
    def job(self) -> Job:
        """The job as it was when it was claimed."""
        return self.claim.job

    def run(self, listener: ProgressCallback | None = None, group: Group | None = None) -> Summary:
        """Analyse the document and end the job in the ledger: there is no third way out.

        Args:
            listener: Told of every stage, after the job's own log of progress.
            group: Stores the report with those of others, if it is given.

        Raises:
            AnalysisCancelled: the job is cancelled; what was finished of its report is kept.
            ClaimLost: the job is not ours any more.
            TriedAgainLater: the job waits again.
            VitaeError: the job failed, with this very error.
            SystemExit: the process ends; the job was given back.
        """
        logger.log(self._level_of_begin, "analysis begins, attempt %d", self.job.attempt)
        tally = AttemptTally(time.monotonic)
        listeners: tuple[ProgressCallback, ...] = (tally,) if listener is None else (tally, listener)
        with (
            self.services.leases.keep(self.claim) as guard,
            _Counting(tally, self.services.counts.add),
            _Ending(self) as ending,
        ):
            partials = PartialReports(self._keep_partial)
            if group is not None:
                guard.at_each_look.append(group.look)
            elif self.job.chunk is None:
                guard.at_each_look.append(partials.keep_if_due)
                listeners = (partials, *listeners)
            report = self._analyse(guard, listeners, ending.remember)
            if self._is_work_of_the_slow_queue(report):
                logger.info("the document is a scan: it waits for a worker of the queue %s", BATCH_QUEUE)
                self.analyses.hand_over(self.claim, BATCH_QUEUE)
                self._lost()
            return self._complete(report, group, had_partial=partials.close())

    def end_cancelled(self, partial: Report | None, error: AnalysisCancelled) -> NoReturn:
        """Cancel the job, as was asked for; raise what `run` says."""
        kept = None if partial is None else self._named(partial).to_json_bytes()
        if self.analyses.mark_cancelled(self.claim, kept):
            logger.info("analysis is cancelled")
            raise error
        self._lost()

    def end_badly(self, error: Exception) -> NoReturn:
        """Let the job wait or fail, by what the error is; raise what `run` says."""
        failure = _typed(error)
        if is_transient(error):
            logger.warning("analysis is put off: %s", failure.code)
            if self.analyses.put_off(self.claim, failure):
                raise TriedAgainLater(failure, at_once=False) from None
        elif isinstance(error, SoftTimeLimitExceeded | MemoryError):
            logger.warning("attempt %d went badly: %s", self.job.attempt, failure.code)
            if self.analyses.lose(self.claim, failure) is JobState.QUEUED:
                raise TriedAgainLater(failure, at_once=True) from None
        elif self.analyses.fail(self.claim, failure):
            logger.info("analysis failed: %s", failure.code)
        self._raise_end(failure)

    def give_back(self) -> None:
        """Let another worker have the job, because this process ends."""
        try:
            self.analyses.release(self.claim)
        except LedgerUnavailable:
            logger.warning("the job could not be given back to the ledger; its lease runs out")

    def _analyse(self, guard: Guard, listeners: Iterable[ProgressCallback], remember: ProgressCallback) -> Report:
        from vitae.pipeline import analyze

        document = self._document()
        quiet_seconds = 0 if self.job.chunk is None else WATCHED_SECONDS
        log = GatheredProgress(partial(self.services.progress.extend, self.job.id), quiet_seconds=quiet_seconds)
        guard.at_each_look.append(log.hand_on_if_due)
        tell = _Told(guard.step(), remember, (log, *listeners))
        with log, guard.interruptible():
            return analyze(
                document,
                analyzers=self.job.analyzers,
                as_of=self.job.as_of,
                isolation="sandbox",
                limits=self._limits,
                lexicon=self.services.lexicon(),
                options=self.services.analysis_options(self.job.options),
                filename=self.job.filename,
                on_progress=tell,
                fatal=(SoftTimeLimitExceeded, AnalysisCancelled),
            )

    def _document(self) -> bytes:
        """Return the document; one that others erased while it was handed in is stored again just after its job."""
        deadline = time.monotonic() + DOCUMENT_SECONDS
        while True:
            try:
                return self.services.blobs.read(self.job.document_sha256)
            except DocumentNotFound:
                if time.monotonic() > deadline:
                    raise
            time.sleep(DOCUMENT_SECONDS / 20)

    @property
    def _level_of_begin(self) -> int:
        """How loudly a begin is told: of a document among thousands, only when an attempt before it ended badly."""
        return logging.INFO if self.job.chunk is None or self.job.attempt > 1 else logging.DEBUG

    @property
    def _limits(self) -> Limits:
        """What the document may be; where a person waits, pictures are not read, which takes seconds a page."""
        limits = self.services.settings.document_limits
        return limits if self.job.queue == BATCH_QUEUE else replace(limits, max_recognised_pages=0)

    def _is_work_of_the_slow_queue(self, report: Report) -> bool:
        """Return whether pages were left out that text recognition could read."""
        if self.job.queue == BATCH_QUEUE or "scanned" not in report.document.layout.flags:
            return False
        limits = self.services.settings.document_limits
        return limits.max_recognised_pages > 0 and find_installation(limits.recognition_languages) is not None

    def _keep_partial(self, report: Report) -> None:
        """Let what is finished be read; where that fails, the whole will be read later."""
        done = [name for name, one in (report.analyzers or {}).items() if one.status is OutcomeStatus.COMPLETED]
        try:
            self.services.partials.keep(self.claim, self._named(report).to_json_bytes(), done)
        except LedgerUnavailable as error:
            logger.warning("what is finished cannot be read before the end: %s", error.detail)

    def _complete(self, report: Report, group: Group | None, *, had_partial: bool) -> Summary:
        report = self._named(report)
        summary = summary_of(report)
        encoded = report.to_json_bytes()
        if group is not None:
            group.complete(self.analyses.finished(self.claim, encoded, summary, had_partial=had_partial))
        elif not self.analyses.complete(self.claim, encoded, summary, had_partial=had_partial):
            self._lost()
        logger.info("analysis ends: %s", report.status)
        if self.job.steps:
            chains().begin(self.job.id)
        return {"job_id": self.job.id, **summary}

    def _raise_end(self, failure: VitaeError) -> NoReturn:
        """Say what the ledger says; of another worker's job, nothing."""
        job = self.services.store.find(self.job.id)
        if job is None or job.lease_token != self.claim.token:
            self._lost()
        if job.state is JobState.CANCELLED:
            raise AnalysisCancelled(f"The analysis {job.id} was cancelled.")
        if job.state is JobState.FAILED:
            raise failure from None
        self._lost()

    def _lost(self) -> NoReturn:
        job = self.services.store.find(self.job.id)
        if job is not None and job.state is JobState.CANCELLED:
            raise AnalysisCancelled(f"The analysis {job.id} was cancelled.")
        raise ClaimLost(self.job.id)

    def _named(self, report: Report) -> Report:
        return replace(report, run=replace(report.run, job_id=self.job.id))


class _Ending:
    """Whatever leaves the block ends the attempt in the ledger."""

    def __init__(self, attempt: Attempt) -> None:
        self._attempt = attempt
        self._so_far: Callable[[], Report] | None = None

    def remember(self, progress: Progress) -> None:
        """Note how to have what is finished of a report that may not become whole."""
        self._so_far = progress.so_far

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, _kind: type[BaseException] | None, error: BaseException | None, _trace: TracebackType | None
    ) -> None:
        if error is None or isinstance(error, ClaimLost):
            return
        if isinstance(error, AnalysisCancelled):
            self._attempt.end_cancelled(self._so_far() if self._so_far else None, error)
        if isinstance(error, Exception):
            self._attempt.end_badly(error)
        self._attempt.give_back()


@dataclass(frozen=True, slots=True)
class _Counting:
    """Adds the attempt, and the times of its stages, to the counters when it has ended."""

    tally: AttemptTally
    add: Callable[[Mapping[str, float]], None]

    def __enter__(self) -> None:
        return

    def __exit__(
        self, _kind: type[BaseException] | None, error: BaseException | None, _trace: TracebackType | None
    ) -> None:
        self.add(self.tally.counts(*_end_of(error)))


def _end_of(error: BaseException | None) -> tuple[str, str]:
    """Return how an attempt ended, and the code of the error that says why."""
    match error:
        case None:
            return "succeeded", ""
        case TriedAgainLater():
            return "tried_again", error.cause.code
        case AnalysisCancelled():
            return "cancelled", ""
        case ClaimLost():
            return "lost", ""
        case VitaeError():
            return "failed", error.code
        case _:
            return "given_back", ""


@dataclass(frozen=True, slots=True)
class _Told:
    """A progress callback that no interrupt cuts in two, and that stops the analysis when that is wanted."""

    step: AbstractContextManager[None]
    remember: ProgressCallback
    """Called also at the step at which the analysis is stopped."""
    listeners: tuple[ProgressCallback, ...]

    def __call__(self, progress: Progress) -> None:
        self.remember(progress)
        with self.step:
            for listener in self.listeners:
                listener(progress)


def _typed(error: Exception) -> VitaeError:
    """Return the error of our tree that says what happened; the message of a foreign one may quote the document."""
    if isinstance(error, VitaeError):
        return error
    if isinstance(error, SoftTimeLimitExceeded):
        return AnalysisTimedOut("The analysis did not end within its time.")
    if isinstance(error, MemoryError):
        return DocumentCrashesWorker("The analysis ran out of memory.")
    return InternalError(f"The analysis stopped with {type(error).__name__}.")


def summary_of(report: Report) -> Summary:
    """Return what a list of many analyses shows of each."""
    outcomes = report.analyzers or {}
    ends = Counter(outcome.status for outcome in outcomes.values())
    results = {name: outcome.result for name, outcome in outcomes.items() if outcome.result is not None}
    findings = [one for result in results.values() for one in getattr(result, "findings", ())]
    places = {(one.code, one.anchors[0].start if one.anchors else -1): str(one.severity) for one in findings}
    severities = Counter(places.values())  # what two analyzers found in one place is shown once, and counts once
    return {
        "status": str(report.status),
        "analyzers": {str(status): ends[status] for status in OutcomeStatus},
        "findings": {str(severity): severities[str(severity)] for severity in Severity},
        "score": report.score.value if report.score else None,
        "months": getattr(results.get("experience_calculator"), "total_months", None),
    }
