"""The service's branch of the tree in `vitae.domain.errors`.

ServiceError
├── InvalidSettings             invalid-settings
├── LedgerMismatch              ledger-mismatch
├── TransientError              may pass by itself; tasks retry these and nothing else
│   ├── BrokerUnavailable       broker-unavailable
│   ├── LedgerUnavailable       ledger-unavailable
│   ├── NoWorker                no-worker
│   ├── PageImageNotReady       page-image-not-ready
│   ├── StorageFull             storage-full
│   ├── QueueFull               queue-full
│   └── ServiceUnreachable      service-unreachable
├── AnalysisNotFound            analysis-not-found
├── UnknownDocument             unknown-document
├── TaskNotFound                task-not-found
├── KeyNotFound                 key-not-found
├── AnalysisExpired             expired
├── AnalysisErased              erased
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
│   ├── CrossSiteRequest        cross-site-request
│   ├── ForeignHost             foreign-host
│   ├── Unauthenticated         unauthenticated
│   ├── InsufficientScope       insufficient-scope
│   ├── RequestTimeout          request-timeout (retryable)
│   ├── HeadersTooLarge         headers-too-large
│   ├── TooManyFiles            too-many-files
│   ├── RateLimited             rate-limited (retryable: wait)
│   ├── IdempotencyKeyInvalid   idempotency-key-invalid
│   ├── IdempotencyKeyReused    idempotency-key-reused
│   └── IdempotencyKeyInUse     idempotency-key-in-use (retryable: wait)
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


class StorageFull(TransientError):
    """The disk has less free space than must stay free; nothing was accepted."""

    code = "storage-full"
    hint = "Free some space, or lower MIN_FREE_DISK_MB; finished analyses go by themselves after RESULT_RETENTION_DAYS."


class QueueFull(TransientError):
    """As many analyses wait as may wait; nothing was accepted."""

    code = "queue-full"
    hint = "Try again later; more workers, or a higher MAX_BACKLOG, let more in."


class AnalysisNotFound(ServiceError):
    """There is no analysis with this id."""

    code = "analysis-not-found"
    hint = "Check the id: it begins with ana_ and was printed when the document was submitted."


class UnknownDocument(ServiceError):
    """There is no document with this id, or not any more."""

    code = "unknown-document"
    hint = "Check the id: it begins with doc_ and stands in every analysis of the document."


class TaskNotFound(ServiceError):
    """There is no task with this id, as far as the ledger goes back."""

    code = "task-not-found"
    hint = "Check the id; TASK_RECORD_DAYS says how long a task is remembered."


class KeyNotFound(ServiceError):
    """There is no API key with this id."""

    code = "key-not-found"
    hint = "Check the id with `vitae keys list`."


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


class AnalysisErased(ServiceError):
    """The analysis was erased on request; nothing of its document is left."""

    code = "erased"
    hint = "Submit the document again to analyse it anew."


class AnalysisNotFinished(ServiceError):
    """There is no report yet."""

    code = "analysis-not-finished"
    retryable = True
    hint = "Wait for the analysis to finish: `vitae watch <id>` shows its progress."


class AnalysisAlreadyFinished(ServiceError):
    """What has ended cannot be cancelled any more, nor be read before its end."""

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


class ForeignHost(InvalidRequest):
    """The request names a host that is not this machine, and brings no key: a page elsewhere may be behind it."""

    code = "foreign-host"
    hint = "Use the loopback address itself, or make a key with `vitae keys create` and send it."


class Unauthenticated(InvalidRequest):
    """The request needs a valid API key."""

    code = "unauthenticated"
    hint = "Make a key with `vitae keys create` and send it as `Authorization: Bearer <key>`."


class InsufficientScope(InvalidRequest):
    """The API key is valid, but not for this."""

    code = "insufficient-scope"
    hint = "Use a key with the scope that the message names; `vitae keys create --scope` makes one."


class RequestTimeout(InvalidRequest):
    """The request arrived too slowly, or not to its end."""

    code = "request-timeout"
    retryable = True
    hint = "Send the request again over a better connection."


class HeadersTooLarge(InvalidRequest):
    """The head of the request is larger than 32 KiB."""

    code = "headers-too-large"
    hint = "Send fewer or shorter headers."


class TooManyFiles(InvalidRequest):
    """One request brings more files than it may."""

    code = "too-many-files"
    hint = "Open the batch with `keep_open` and add the files in several requests, or put them in a ZIP."


class RateLimited(InvalidRequest):
    """The caller asks more often than allowed."""

    code = "rate-limited"
    retryable = True
    hint = "Wait as long as Retry-After says; follow events, or use `?wait=`, instead of asking often."


class IdempotencyKeyInvalid(InvalidRequest):
    """The Idempotency-Key is empty, too long, or has characters that it may not have."""

    code = "idempotency-key-invalid"
    hint = "Send 1 to 255 visible ASCII characters, such as a UUID."


class IdempotencyKeyReused(InvalidRequest):
    """The Idempotency-Key was sent before with another request."""

    code = "idempotency-key-reused"
    hint = "Take a new key for every new request; repeat a key only with the same request."


class IdempotencyKeyInUse(InvalidRequest):
    """The first request with this Idempotency-Key is still being worked on."""

    code = "idempotency-key-in-use"
    retryable = True
    hint = "Ask again in a moment with the same key."


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
