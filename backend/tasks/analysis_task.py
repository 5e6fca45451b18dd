"""The task that analyses a document."""

from collections.abc import Mapping, Sequence
from typing import Any

from billiard.einfo import ExceptionInfo
from celery.exceptions import SoftTimeLimitExceeded, TimeLimitExceeded

from backend.celery_config import ANALYSIS_TASK
from backend.errors import AnalysisCancelled, AnalysisTimedOut
from backend.tasks.analysis_run import AnalysisRun
from backend.tasks.app import celery_app
from backend.tasks.base import RetryingTask
from backend.tasks.killed_jobs import fail_killed
from vitae.domain.errors import VitaeError


class AnalysisTask(RetryingTask):
    """Tells the ledger of an analysis that could not tell it itself."""

    abstract = True

    def on_failure(  # the names are Celery's
        self,
        exc: Exception,
        task_id: str,
        args: Sequence[Any],  # noqa: ARG002
        kwargs: Mapping[str, Any],  # noqa: ARG002
        einfo: ExceptionInfo,  # noqa: ARG002
    ) -> None:
        """Turn a time limit that nobody turned yet into our typed error, in ledger and result.

        The hard one is seen by the worker's parent; the soft one may strike before the job was claimed.
        """
        if isinstance(exc, TimeLimitExceeded):
            error = AnalysisTimedOut(f"The analysis was ended after {exc.args[0]:g} seconds.")
        elif isinstance(exc, SoftTimeLimitExceeded):
            error = AnalysisTimedOut("The analysis did not end within its time.")
        else:
            return
        fail_killed(task_id, error)
        self.backend.mark_as_failure(task_id, error)


@celery_app.task(name=ANALYSIS_TASK, bind=True, base=AnalysisTask, throws=(VitaeError,))
def analyze_resume_task(self: AnalysisTask, job_id: str) -> dict[str, Any]:
    """Analyse the document of a job; FAILURE whenever there is no report.

    Args:
        self: The task, bound by Celery.
        job_id: The job in the ledger; it is the task's id too.

    Returns:
        ``job_id``, ``status`` of the report (``succeeded`` or ``partial``) and how many analyzers ended how;
        never text of the document. The report itself is in the ledger.

    Raises:
        DocumentError: The document cannot be analysed.
        SandboxUnavailable: The isolated reader cannot be started.
        AnalysisTimedOut: It took longer than the soft limit.
        DocumentCrashesWorker: It took more memory than there is.
        LexiconUnreadable: SKILLS_LEXICON names no lexicon.
        LedgerMismatch: The job is not in the ledger of this worker.
        InternalError: A fault of ours.
        Ignore: There is nothing to do: the job has ended, was cancelled, or is another worker's.

    Example:
        >>> from backend.tasks import analyze_resume_task
        >>> analyze_resume_task.name
        'tasks.analyze_resume'
    """
    from vitae.pipeline import analyze

    with AnalysisRun(self, job_id) as run:
        job = run.job
        report = analyze(
            run.read_document(),
            analyzers=job.analyzers,
            as_of=job.as_of,
            isolation="sandbox",
            limits=run.limits,
            lexicon=run.lexicon,
            filename=job.filename,
            on_progress=run.report_progress,
            fatal=(SoftTimeLimitExceeded, AnalysisCancelled),
        )
        return run.complete(report)
