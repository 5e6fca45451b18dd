"""The service's branch of the tree in `vitae.domain.errors`.

ServiceError
├── InvalidSettings             invalid-settings
├── LedgerMismatch              ledger-mismatch
├── TransientError              may pass by itself; tasks retry these and nothing else
│   ├── BrokerUnavailable       broker-unavailable
│   ├── LedgerUnavailable       ledger-unavailable
│   ├── NoWorker                no-worker
│   ├── PageImageNotReady       page-image-not-ready
│   └── ServiceUnreachable      service-unreachable
├── AnalysisNotFound            analysis-not-found
├── AnalysisExpired             expired
├── BatchNotFound               batch-not-found
├── BatchClosed                 batch-closed
├── AnalysisNotFinished         analysis-not-finished (retryable: wait)
├── AnalysisAlreadyFinished     analysis-already-finished
├── AnalysisCancelled           cancelled
├── AnalysisTimedOut            analysis-timeout
├── DeliveryFailed              delivery-failed
├── DocumentCrashesWorker       document-crashes-worker
├── InvalidRequest              invalid-request
│   ├── MalformedRequest        malformed-request
│   ├── RouteNotFound           route-not-found
│   ├── MethodNotAllowed        method-not-allowed
│   ├── NotAcceptable           not-acceptable
│   └── CrossSiteRequest        cross-site-request
└── InternalError               internal-error

`error_classes` lists the whole tree, so that every face of the product knows the same errors.
"""

from vitae.domain.errors import ServiceError, VitaeError


class InvalidSettings(ServiceError):
    """A setting has a value that cannot work; the detail names the variable."""

    code = "invalid-settings"
    hint = "Correct the variable in the environment or in .env; docs/configuration.md lists all of them."


class LedgerMismatch(ServiceError):
    """Two programs share a broker but not a ledger, so that jobs of one are unknown to the other."""

    code = "ledger-mismatch"
    hint = "Give every worker, API and command the same DATABASE_URL, or the same DATA_DIR on one machine."


class TransientError(ServiceError):
    """May pass by itself; tasks retry these and nothing else."""

    retryable = True


class BrokerUnavailable(TransientError):
    """Redis does not answer."""

    code = "broker-unavailable"
    hint = "Start Redis or correct REDIS_URL; `vitae serve` brings a broker of its own."


class LedgerUnavailable(TransientError):
    """The database of the job records does not answer."""

    code = "ledger-unavailable"
    hint = "Check DATABASE_URL and DATA_DIR, the free disk, and that the database runs."


class NoWorker(TransientError):
    """The job waits and nobody is there to take it; it is not lost."""

    code = "no-worker"
    hint = "Start a worker with `vitae serve`, or with `celery -A backend.tasks worker`; the job will then run."


class PageImageNotReady(TransientError):
    """A worker is painting the page; the image is there in a moment."""

    code = "page-image-not-ready"
    hint = "Ask again; the text of the document is there meanwhile."


class ServiceUnreachable(TransientError):
    """The HTTP service does not answer at the address we know."""

    code = "service-unreachable"
    hint = "Start it with `vitae serve`, or set VITAE_URL to where it runs."


class AnalysisNotFound(ServiceError):
    """There is no analysis with this id."""

    code = "analysis-not-found"
    hint = "Check the id: it begins with ana_ and was printed when the document was submitted."


class AnalysisExpired(ServiceError):
    """The analysis is past its retention and was removed."""

    code = "expired"
    hint = "Submit the document again; RESULT_RETENTION_DAYS says how long results are kept."


class BatchNotFound(ServiceError):
    """There is no batch with this id, or not any more."""

    code = "batch-not-found"
    hint = "Check the id: it begins with bat_ and was printed when the batch was begun."


class BatchClosed(ServiceError):
    """The batch was closed or cancelled, and takes no more documents."""

    code = "batch-closed"
    hint = "Begin another batch for what is still to be analysed."


class AnalysisNotFinished(ServiceError):
    """There is no report yet."""

    code = "analysis-not-finished"
    retryable = True
    hint = "Wait for the analysis to finish: `vitae watch <id>` shows its progress."


class AnalysisAlreadyFinished(ServiceError):
    """What has ended cannot be cancelled any more."""

    code = "analysis-already-finished"
    hint = "Read the result with `vitae result <id>`."


class AnalysisCancelled(ServiceError):
    """The analysis was cancelled on request and has no report."""

    code = "cancelled"
    hint = "Submit the document again to analyse it after all."


class AnalysisTimedOut(ServiceError):
    """The analysis took longer than it may; a property of the document, not of the moment."""

    code = "analysis-timeout"
    hint = "Simplify the document, or raise ANALYSIS_TIMEOUT_SECONDS."


class DeliveryFailed(ServiceError):
    """What was exported cannot be handed on; the report itself is there."""

    code = "delivery-failed"
    hint = "Check DELIVERY_DIR where the workers run, and read the result with `vitae result <id>` meanwhile."


class DocumentCrashesWorker(ServiceError):
    """Three workers died over the document; it is set aside so that it ends no more of them."""

    code = "document-crashes-worker"
    hint = "Export the document anew, for example by printing it to PDF, and submit that."


class InvalidRequest(ServiceError):
    """The request to the API is malformed."""

    code = "invalid-request"
    hint = "Compare the request with the reference at /openapi.json."


class MalformedRequest(InvalidRequest):
    """The body of the request cannot be parsed at all."""

    code = "malformed-request"
    hint = "Send the document as the part `file` of a multipart/form-data body."


class RouteNotFound(InvalidRequest):
    """The API has nothing at this path."""

    code = "route-not-found"
    hint = "The paths of the API are listed at /openapi.json."


class MethodNotAllowed(InvalidRequest):
    """The path exists, but not for this method."""

    code = "method-not-allowed"
    hint = "Use one of the methods in the Allow header."


class NotAcceptable(InvalidRequest):
    """The report cannot be had in any of the media types asked for."""

    code = "not-acceptable"
    hint = "Ask for application/json or another of the media types that the message lists."


class CrossSiteRequest(InvalidRequest):
    """A page of another site tried to change something here with the reader's browser."""

    code = "cross-site-request"
    hint = "Open the page of this service itself and repeat the step there."


class InternalError(ServiceError):
    """A fault of ours; the log has the details under the request's or the job's id."""

    code = "internal-error"
    retryable = True
    hint = "Try again; if it stays, report it with the id."


def error_classes() -> tuple[type[VitaeError], ...]:
    """Return every class of ours that has a code of its own, sorted by code."""
    found = {}
    waiting: list[type[VitaeError]] = [VitaeError]
    while waiting:
        kind = waiting.pop()
        waiting.extend(kind.__subclasses__())
        if kind.__dict__.get("code") and kind.__module__.partition(".")[0] in ("vitae", "backend"):
            found[kind.code] = kind
    return tuple(found[code] for code in sorted(found))
