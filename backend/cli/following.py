"""Follow an analysis of the service until it ends."""

import time

from backend.api.schemas import Analysis
from backend.cli.exit_codes import ExitCode, exit_code_of
from backend.cli.messages import complain
from backend.cli.progress_bar import ProgressBar
from backend.client import Client
from backend.errors import AnalysisCancelled, InternalError, NoWorker, error_classes
from backend.jobs import JobState
from vitae.domain.errors import VitaeError

LOOK_SECONDS = 0.25
PATIENCE_SECONDS = 15.0
"""How long we wait for the first worker to appear: longer than a worker takes to start."""


def follow(client: Client, analysis_id: str, bar: ProgressBar, *, patience: float) -> Analysis:
    """Return the analysis when it has ended.

    Raises:
        NoWorker: it was queued for `patience` seconds while no worker answered; it is not lost.
    """
    alone_since: float | None = None
    while True:
        analysis = client.status(analysis_id, wait=LOOK_SECONDS)
        bar.show(analysis.filename or analysis.id, analysis.progress.stage, analysis.progress.percent)
        if analysis.is_finished:
            return analysis
        if not any(warning.code == NoWorker.code for warning in analysis.warnings):
            alone_since = None
        elif alone_since is None:
            alone_since = time.monotonic()
        elif time.monotonic() - alone_since > patience:
            raise NoWorker(f"The analysis {analysis_id} is queued, and no worker has answered for {patience:g} s.")


def conclude(analysis: Analysis) -> ExitCode:
    """Return the exit status of an analysis that has ended, and say on stderr why there is no report."""
    if analysis.state is JobState.SUCCEEDED:
        is_partial = (analysis.summary or {}).get("status") == "partial"
        return ExitCode.SOME_FAILED if is_partial else ExitCode.COMPLETE
    error = error_of(analysis)
    complain(error, analysis.filename)
    return exit_code_of(type(error))


def error_of(analysis: Analysis) -> VitaeError:
    """Return why an analysis that has ended has no report."""
    if analysis.error is None:
        return AnalysisCancelled(f"The analysis {analysis.id} was cancelled; there is no report.")
    kinds = {kind.code: kind for kind in error_classes()}
    return kinds.get(analysis.error.code, InternalError)(analysis.error.detail)


def describe(analysis: Analysis) -> str:
    """Return one line on an analysis: id, state, how far, and the file."""
    how_far = "" if analysis.is_finished else f"{analysis.progress.percent} %  {analysis.progress.stage}"
    partial = " (partial)" if (analysis.summary or {}).get("status") == "partial" else ""
    parts = (analysis.id, f"{analysis.state}{partial}", how_far.strip(), analysis.filename or "")
    return "  ".join(part for part in parts if part)
