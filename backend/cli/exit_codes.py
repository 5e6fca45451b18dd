"""What the exit status of `vitae` means: the one table."""

from collections.abc import Mapping, Sequence
from enum import IntEnum

from backend.errors import (
    AnalysisAlreadyFinished,
    AnalysisCancelled,
    AnalysisErased,
    AnalysisExpired,
    AnalysisNotFinished,
    AnalysisNotFound,
    AnalysisTimedOut,
    BatchClosed,
    BatchNotFound,
    DeliveryFailed,
    DocumentCrashesWorker,
    ForeignHost,
    InsufficientScope,
    InternalError,
    InvalidRequest,
    InvalidSettings,
    KeyNotFound,
    LedgerMismatch,
    RateLimited,
    RequestTimeout,
    TaskNotFound,
    TransientError,
    Unauthenticated,
    UnknownDocument,
)
from vitae.domain.errors import (
    AnalyzerFailed,
    DocumentError,
    SandboxUnavailable,
    UsageError,
    VitaeError,
    entry_of,
)


class ExitCode(IntEnum):
    """The exit statuses; they never change their meaning."""

    COMPLETE = 0
    BUG = 1
    USAGE = 2
    """Wrong usage or settings: nothing was done."""
    SOME_FAILED = 3
    """Some files failed or are partial, or the analysis is not in the state that the command needs."""
    ALL_FAILED = 4
    """Every file failed: there is no report."""
    UNREACHABLE = 5
    """The service, its broker, its ledger, a worker or the isolated reader cannot be reached."""
    UNKNOWN_ID = 7
    """There is no analysis or batch with this id, or not any more."""
    FORBIDDEN = 8
    """The service wants an API key, or one that may do more."""
    INTERRUPTED = 130
    BROKEN_PIPE = 141
    """Whoever read the output has gone, as with `| head`."""


EXIT_CODES: Mapping[type[VitaeError], ExitCode] = {
    UsageError: ExitCode.USAGE,
    InvalidSettings: ExitCode.USAGE,
    LedgerMismatch: ExitCode.USAGE,
    InvalidRequest: ExitCode.USAGE,
    DocumentError: ExitCode.ALL_FAILED,
    DocumentCrashesWorker: ExitCode.ALL_FAILED,
    AnalysisTimedOut: ExitCode.ALL_FAILED,
    AnalysisCancelled: ExitCode.ALL_FAILED,
    AnalyzerFailed: ExitCode.SOME_FAILED,
    AnalysisNotFinished: ExitCode.SOME_FAILED,
    BatchClosed: ExitCode.SOME_FAILED,
    DeliveryFailed: ExitCode.SOME_FAILED,
    AnalysisAlreadyFinished: ExitCode.SOME_FAILED,
    TransientError: ExitCode.UNREACHABLE,
    SandboxUnavailable: ExitCode.UNREACHABLE,
    AnalysisNotFound: ExitCode.UNKNOWN_ID,
    UnknownDocument: ExitCode.UNKNOWN_ID,
    TaskNotFound: ExitCode.UNKNOWN_ID,
    KeyNotFound: ExitCode.UNKNOWN_ID,
    RequestTimeout: ExitCode.UNREACHABLE,
    RateLimited: ExitCode.UNREACHABLE,
    Unauthenticated: ExitCode.FORBIDDEN,
    InsufficientScope: ExitCode.FORBIDDEN,
    ForeignHost: ExitCode.FORBIDDEN,
    BatchNotFound: ExitCode.UNKNOWN_ID,
    AnalysisErased: ExitCode.UNKNOWN_ID,
    AnalysisExpired: ExitCode.UNKNOWN_ID,
    InternalError: ExitCode.BUG,
}
"""A class stands for its subclasses too; a test walks the tree and misses none."""


def exit_code_of(error: type[VitaeError]) -> ExitCode:
    """Return the exit status of an error class."""
    return entry_of(error, EXIT_CODES)


def overall(statuses: Sequence[ExitCode]) -> ExitCode:
    """Return the status of a run over several files from those of the single files."""
    if not any(statuses):
        return ExitCode.COMPLETE
    every_failed = all(status is ExitCode.ALL_FAILED for status in statuses)
    return ExitCode.ALL_FAILED if every_failed else ExitCode.SOME_FAILED
