"""With which errors an operation may answer."""

from collections.abc import Iterator

from backend.api.gate import is_public
from backend.errors import (
    AnalysisAlreadyFinished,
    AnalysisCancelled,
    AnalysisExpired,
    AnalysisNotFinished,
    AnalysisNotFound,
    BatchClosed,
    BatchNotFound,
    BrokerUnavailable,
    CrossSiteRequest,
    ForeignHost,
    IdempotencyKeyInUse,
    IdempotencyKeyInvalid,
    IdempotencyKeyReused,
    InsufficientScope,
    InternalError,
    InvalidRequest,
    LedgerUnavailable,
    MalformedRequest,
    NotAcceptable,
    PageImageNotReady,
    QueueFull,
    RateLimited,
    RequestTimeout,
    RouteNotFound,
    StorageFull,
    TaskNotFound,
    TooManyFiles,
    Unauthenticated,
    UnknownDocument,
)
from vitae.domain.errors import (
    ArchiveBomb,
    DocumentCorrupt,
    DocumentEmpty,
    DocumentEncrypted,
    DocumentTooLarge,
    InvalidOption,
    NoPages,
    PageNotFound,
    UnknownAnalyzer,
    VitaeError,
)

Errors = tuple[type[VitaeError], ...]

UPLOAD: Errors = (MalformedRequest, RequestTimeout, DocumentTooLarge, DocumentEmpty, StorageFull, QueueFull)
REPEATABLE: Errors = (IdempotencyKeyInvalid, IdempotencyKeyInUse, IdempotencyKeyReused)
OWN: dict[str, Errors] = {
    "submit_analysis": (*UPLOAD, *REPEATABLE, UnknownAnalyzer, InvalidOption, UnknownDocument),
    "create_batch": (
        *(*UPLOAD, *REPEATABLE, UnknownAnalyzer, InvalidOption),
        *(TooManyFiles, ArchiveBomb, DocumentCorrupt, DocumentEncrypted),
    ),
    "add_to_batch": (*UPLOAD, TooManyFiles, BatchClosed, ArchiveBomb, DocumentCorrupt, DocumentEncrypted),
    "store_document": UPLOAD,
    "list_analyses": (InvalidOption,),
    "list_batches": (InvalidOption,),
    "get_result": (NotAcceptable, AnalysisNotFinished, AnalysisCancelled, DocumentCorrupt),
    "get_partial": (NotAcceptable, AnalysisNotFinished, AnalysisAlreadyFinished),
    "get_batch_results": (NotAcceptable,),
    "cancel_analysis": (AnalysisAlreadyFinished,),
    "retry_analysis": (AnalysisNotFinished, AnalysisAlreadyFinished, QueueFull),
    "get_document_text": (AnalysisNotFinished,),
    "get_document_page": (AnalysisNotFinished, NoPages, PageNotFound, PageImageNotReady, BrokerUnavailable),
    "get_problem": (RouteNotFound,),
}
"""Beyond what follows from method, path and parameters."""
BY_PARAMETER: dict[str, Errors] = {
    "{analysis_id}": (AnalysisNotFound, AnalysisExpired),
    "{batch_id}": (BatchNotFound,),
    "{document_id}": (UnknownDocument,),
    "{task_id}": (TaskNotFound,),
}


def problems_of(name: str, method: str, path: str) -> Iterator[type[VitaeError]]:
    """Yield the errors, each once, those of everybody first."""
    if not is_public(path):
        yield from (Unauthenticated, ForeignHost, InsufficientScope, RateLimited, LedgerUnavailable, InvalidRequest)
        if method != "get":
            yield CrossSiteRequest
    yield InternalError
    for part, errors in BY_PARAMETER.items():
        if part in path:
            yield from errors
    yield from OWN.get(name, ())
