"""What can be asked of the service: each a value, which both clients send in their way."""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any, BinaryIO, Generic, TypeVar

import httpx

from backend.api.batch_schemas import Batch, ItemList
from backend.api.schemas import Analysis, AnalysisList, Capabilities, Document
from backend.client.answers import as_model, as_nothing, as_object
from backend.errors import AnalysisNotFound, BatchNotFound, UnknownDocument
from vitae.domain.errors import DocumentNotFound, DocumentUnreadable

Answer = TypeVar("Answer")
Source = str | Path | bytes | BinaryIO
"""A path, the bytes, or a file opened for reading bytes."""

ANALYSES, BATCHES, DEAD_LETTERS = "/v1/analyses", "/v1/batches", "/v1/dead-letters"
ID = re.compile(r"[A-Za-z0-9_-]{1,80}")


@dataclass(frozen=True, slots=True)
class Call(Generic[Answer]):
    """One request, and how its answer is read."""

    method: str
    path: str
    read: Callable[[httpx.Response], Answer]
    request: Mapping[str, Any] = field(default_factory=dict)


def submit(
    source: Source,
    *,
    filename: str | None,
    analyzers: Iterable[str] | None,
    as_of: date | None,
    rules: Mapping[str, str] | None,
    priority: int | None,
    fresh: bool,
    then: Sequence[str],
    idempotency_key: str | None,
) -> Call[Analysis]:
    """Hand in a document."""
    name, data = read_source(source, filename)
    form = _fields(
        analyzers=_joined(analyzers),
        as_of=as_of,
        rules=_settings(rules),
        priority=priority,
        fresh=fresh or None,
    )
    headers = {"Idempotency-Key": idempotency_key} if idempotency_key else {}
    request = {"files": {"file": (name, data)}, "data": {**form, "then": list(then)}, "headers": headers}
    return Call("POST", ANALYSES, as_model(Analysis), request)


def status(analysis_id: str, wait: float) -> Call[Analysis]:
    """Return an analysis."""
    return Call("GET", analysis_path(analysis_id), as_model(Analysis), {"params": {"wait": wait}})


def cancel(analysis_id: str, *, force: bool) -> Call[Analysis]:
    """Ask for the end of an analysis."""
    return Call("POST", f"{analysis_path(analysis_id)}/cancel", as_model(Analysis), {"params": {"force": force}})


def erase(identifier: str) -> Call[None]:
    """Remove an analysis, a document or a batch, whichever the id is of."""
    if identifier.startswith("doc_"):
        return Call("DELETE", document_path(identifier), as_nothing)
    if identifier.startswith("bat_"):
        return Call("DELETE", batch_path(identifier), as_nothing)
    return Call("DELETE", analysis_path(identifier), as_nothing)


def retry(analysis_id: str) -> Call[Analysis]:
    """Try an analysis again."""
    return Call("POST", f"{analysis_path(analysis_id)}/retry", as_model(Analysis))


def result(analysis_id: str, media_type: str) -> Call[str]:
    """Return the report in a media type."""
    headers = {"Accept": media_type}
    return Call("GET", f"{analysis_path(analysis_id)}/result", lambda response: response.text, {"headers": headers})


def partial(analysis_id: str) -> Call[dict[str, Any]]:
    """Return what is finished of the report of an analysis that runs."""
    return Call("GET", f"{analysis_path(analysis_id)}/partial", as_object)


def page(query: Mapping[str, Any]) -> Call[AnalysisList]:
    """Return a page of the caller's analyses."""
    return Call("GET", ANALYSES, as_model(AnalysisList), {"params": _fields(**query)})


def store(source: Source, filename: str | None) -> Call[Document]:
    """Hand in a document without analysing it."""
    return Call("POST", "/v1/documents", as_model(Document), {"files": {"file": read_source(source, filename)}})


def dead_letters(limit: int) -> Call[AnalysisList]:
    """Return what was set aside."""
    return Call("GET", DEAD_LETTERS, as_model(AnalysisList), {"params": {"limit": limit}})


def retry_dead_letter(analysis_id: str) -> Call[Analysis]:
    """Try again what was set aside."""
    return Call("POST", f"{analysis_path(analysis_id, DEAD_LETTERS)}/retry", as_model(Analysis))


def drop_dead_letter(analysis_id: str) -> Call[Analysis]:
    """Take an analysis off the list of what was set aside."""
    return Call("DELETE", analysis_path(analysis_id, DEAD_LETTERS), as_model(Analysis))


def create_batch(
    *,
    name: str | None,
    analyzers: Iterable[str] | None,
    as_of: date | None,
    rules: Mapping[str, str] | None,
    priority: int | None,
) -> Call[Batch]:
    """Open a batch."""
    form = _fields(name=name, analyzers=_joined(analyzers), as_of=as_of, rules=_settings(rules), priority=priority)
    return Call("POST", BATCHES, as_model(Batch), {"data": {**form, "keep_open": "true"}})


def add_to_batch(batch_id: str, documents: Sequence[tuple[str, bytes]]) -> Call[Batch]:
    """Add documents to a batch."""
    files = [("files", document) for document in documents]
    return Call("POST", f"{batch_path(batch_id)}/documents", as_model(Batch), {"files": files})


def act_on_batch(batch_id: str, action: str) -> Call[Batch]:
    """Close a batch, cancel it, or try anew what failed."""
    return Call("POST", f"{batch_path(batch_id)}/{action}", as_model(Batch))


def batch(batch_id: str, wait: float) -> Call[Batch]:
    """Return a batch."""
    return Call("GET", batch_path(batch_id), as_model(Batch), {"params": {"wait": wait}})


def batch_items(batch_id: str, query: Mapping[str, Any]) -> Call[ItemList]:
    """Return a page of a batch's documents."""
    return Call("GET", f"{batch_path(batch_id)}/items", as_model(ItemList), {"params": _fields(**query)})


def capabilities() -> Call[Capabilities]:
    """Return what the service can do."""
    return Call("GET", "/v1/capabilities", as_model(Capabilities))


def analysis_path(analysis_id: str, collection: str = ANALYSES) -> str:
    """Return the path of an analysis; AnalysisNotFound for what cannot be an id."""
    if not ID.fullmatch(analysis_id):
        raise AnalysisNotFound(f"{analysis_id!r} is not the id of an analysis.")
    return f"{collection}/{analysis_id}"


def document_path(identifier: str) -> str:
    """Return the path of a document; UnknownDocument for what cannot be an id."""
    if not ID.fullmatch(identifier):
        raise UnknownDocument(f"{identifier!r} is not the id of a document.")
    return f"/v1/documents/{identifier}"


def batch_path(batch_id: str) -> str:
    """Return the path of a batch; BatchNotFound for what cannot be an id."""
    if not ID.fullmatch(batch_id):
        raise BatchNotFound(f"{batch_id!r} is not the id of a batch.")
    return f"{BATCHES}/{batch_id}"


def read_source(source: Source, filename: str | None) -> tuple[str, bytes]:
    """Return the name and the bytes of a document.

    Raises:
        DocumentNotFound: there is no file at the path.
        DocumentUnreadable: the operating system does not let us read it.
    """
    if isinstance(source, bytes):
        return filename or "document", source
    if not isinstance(source, str | Path):
        return filename or Path(str(getattr(source, "name", "document"))).name, source.read()
    path = Path(source)
    try:
        return filename or path.name, path.read_bytes()
    except FileNotFoundError:
        raise DocumentNotFound(f"There is no file {path.name}.") from None
    except OSError as error:
        raise DocumentUnreadable(f"The file {path.name} cannot be read: {error.strerror}.") from error


def _fields(**values: Any) -> dict[str, Any]:
    """Return what was given, as fields of a form or of a query."""
    given = {name: value for name, value in values.items() if value is not None}
    return {name: str(value) if isinstance(value, date) else value for name, value in given.items()}


def _joined(names: Iterable[str] | None) -> str | None:
    return None if names is None else ",".join(names)


def _settings(rules: Mapping[str, str] | None) -> str | None:
    return ",".join(f"{code}={setting}" for code, setting in rules.items()) if rules else None
