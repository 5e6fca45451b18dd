"""The command line's side of the HTTP API: find the service, ask it, turn problems back into errors."""

import re
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import date
from typing import Any, Self
from urllib.parse import urlsplit

import httpx
from pydantic import ValidationError

from backend.api.batch_schemas import Batch
from backend.api.schemas import Analysis, AnalysisList
from backend.broker.serve_file import read_serve_file
from backend.config import get_settings
from backend.errors import (
    AnalysisNotFound,
    BatchNotFound,
    InternalError,
    InvalidRequest,
    ServiceUnreachable,
    error_classes,
)
from vitae.domain.errors import InvalidOption, VitaeError

CONNECT_SECONDS = 5.0
READ_SECONDS = 60.0
"""Above the longest long poll."""
LOOPBACK_HOSTS = ("127.0.0.1", "::1", "localhost")
DEAD_LETTERS = "/v1/dead-letters"
ID = re.compile(r"[A-Za-z0-9_-]{1,64}")


def find_service(url: str | None) -> str:
    """Return the address given, else VITAE_URL, else that of the running `vitae serve` of this user.

    Raises:
        ServiceUnreachable: there is none of the three.
        InvalidOption: the address given is no http address.
        InvalidSettings: VITAE_URL or another variable cannot work.
    """
    if url is not None:
        if urlsplit(url).scheme not in ("http", "https"):
            raise InvalidOption(f"--url is {url!r}; it must begin with http:// or https://.")
        return url
    settings = get_settings()
    if settings.vitae_url:
        return settings.vitae_url
    served = read_serve_file(settings.data_dir)
    if served is None:
        raise ServiceUnreachable(f"No service runs for the data folder {settings.data_dir}, and VITAE_URL is not set.")
    return served.url


class ServiceClient:
    """Speaks HTTP to one service; every refusal is raised as the typed error that the service names."""

    def __init__(self, url: str) -> None:
        self._url = url
        self._http = httpx.Client(
            base_url=url,
            timeout=httpx.Timeout(READ_SECONDS, connect=CONNECT_SECONDS),
            trust_env=urlsplit(url).hostname not in LOOPBACK_HOSTS,  # a proxy cannot know our loopback
        )

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_exception: object) -> None:
        self._http.close()

    def submit(
        self,
        data: bytes,
        filename: str,
        *,
        as_of: date | None = None,
        only: tuple[str, ...] | None = None,
        then: tuple[str, ...] = (),
    ) -> Analysis:
        """Hand in a document, and say what shall follow its analysis."""
        form: dict[str, Any] = {"then": list(then)} if then else {}
        if as_of is not None:
            form["as_of"] = as_of.isoformat()
        if only is not None:
            form["analyzers"] = ",".join(only)
        return _analysis(self._ask("POST", "/v1/analyses", files={"file": (filename, data)}, data=form))

    def status(self, analysis_id: str, *, wait: float = 0) -> Analysis:
        """Return the analysis as it is, at the latest after `wait` seconds as it is then."""
        return _analysis(self._ask("GET", _path(analysis_id), params={"wait": wait}))

    def cancel(self, analysis_id: str, *, force: bool = False) -> Analysis:
        """Ask for the end of an analysis."""
        return _analysis(self._ask("POST", f"{_path(analysis_id)}/cancel", params={"force": force}))

    def dead_letters(self, limit: int) -> list[Analysis]:
        """Return the analyses that were set aside, the latest first."""
        response = self._ask("GET", DEAD_LETTERS, params={"limit": limit})
        try:
            return AnalysisList.model_validate_json(response.content).items
        except ValidationError as error:
            raise _stranger(self._url) from error

    def retry_dead_letter(self, analysis_id: str) -> Analysis:
        """Have a document that was set aside tried again; return the new analysis."""
        return _analysis(self._ask("POST", f"{_path(analysis_id, DEAD_LETTERS)}/retry"))

    def drop_dead_letter(self, analysis_id: str) -> Analysis:
        """Take an analysis off the list of dead letters."""
        return _analysis(self._ask("DELETE", _path(analysis_id, DEAD_LETTERS)))

    def result(self, analysis_id: str, media_type: str) -> str:
        """Return the report in a media type."""
        return self._ask("GET", f"{_path(analysis_id)}/result", headers={"Accept": media_type}).text

    def create_batch(self, name: str | None, form: Mapping[str, Any]) -> Batch:
        """Open a batch to which documents can be added."""
        fields = {key: value for key, value in {"name": name, **form}.items() if value not in (None, "")}
        return _batch(self._ask("POST", "/v1/batches", data={**fields, "keep_open": "true"}))

    def add_to_batch(self, batch_id: str, documents: Sequence[tuple[str, bytes]]) -> Batch:
        """Add documents; those that the batch has already are not added again."""
        files = [("files", document) for document in documents]
        return _batch(self._ask("POST", f"{_batch_path(batch_id)}/documents", files=files))

    def close_batch(self, batch_id: str) -> Batch:
        """Say that all documents are there."""
        return _batch(self._ask("POST", f"{_batch_path(batch_id)}/close"))

    def batch(self, batch_id: str, *, wait: float = 0) -> Batch:
        """Return the batch as it is, at the latest after `wait` seconds as it is then."""
        return _batch(self._ask("GET", _batch_path(batch_id), params={"wait": wait}))

    def cancel_batch(self, batch_id: str) -> Batch:
        """Cancel what has not ended."""
        return _batch(self._ask("POST", f"{_batch_path(batch_id)}/cancel"))

    def retry_failed_of_batch(self, batch_id: str) -> Batch:
        """Try anew what failed."""
        return _batch(self._ask("POST", f"{_batch_path(batch_id)}/retry-failed"))

    def batch_lines(self, batch_id: str) -> Iterator[str]:
        """Yield a line of JSON for each document: its ``analysis``, and its ``report`` or null."""
        with self._stream(f"{_batch_path(batch_id)}/results", "application/x-ndjson") as response:
            yield from response.iter_lines()

    def batch_export(self, batch_id: str, media_type: str) -> Iterator[bytes]:
        """Yield the results in a media type, as they are read."""
        with self._stream(f"{_batch_path(batch_id)}/results", media_type) as response:
            yield from response.iter_bytes()

    @contextmanager
    def _stream(self, path: str, media_type: str) -> Iterator[httpx.Response]:
        try:
            with self._http.stream("GET", path, headers={"Accept": media_type}) as response:
                if not response.is_success:
                    response.read()
                    raise _error_of(response, self._url)
                yield response
        except httpx.TransportError as error:
            raise ServiceUnreachable(f"The service at {self._url} does not answer: {_reason(error)}.") from error

    def _ask(self, method: str, path: str, **request: Any) -> httpx.Response:
        try:
            response = self._http.request(method, path, **request)
        except httpx.TransportError as error:
            raise ServiceUnreachable(f"The service at {self._url} does not answer: {_reason(error)}.") from error
        if response.is_success:
            return response
        raise _error_of(response, self._url)


def _path(analysis_id: str, collection: str = "/v1/analyses") -> str:
    if not ID.fullmatch(analysis_id):
        raise AnalysisNotFound(f"{analysis_id!r} is not the id of an analysis.")
    return f"{collection}/{analysis_id}"


def _batch_path(batch_id: str) -> str:
    if not ID.fullmatch(batch_id):
        raise BatchNotFound(f"{batch_id!r} is not the id of a batch.")
    return f"/v1/batches/{batch_id}"


def _batch(response: httpx.Response) -> Batch:
    try:
        return Batch.model_validate_json(response.content)
    except ValidationError as error:
        raise _stranger(str(response.url.host)) from error


def _analysis(response: httpx.Response) -> Analysis:
    try:
        return Analysis.model_validate_json(response.content)
    except ValidationError as error:
        raise _stranger(str(response.url.host)) from error


def _error_of(response: httpx.Response, url: str) -> VitaeError:
    """Return the typed error of a problem document; whoever answers anything else is not Vitae."""
    try:
        problem = response.json()
    except ValueError:
        return _stranger(url)
    if not isinstance(problem, Mapping) or "code" not in problem:
        return _stranger(url)
    kinds = {kind.code: kind for kind in error_classes()}
    fallback = InvalidRequest if response.is_client_error else InternalError
    detail = str(problem.get("detail", "The service gave no reason."))
    if response.is_server_error and problem.get("request_id"):
        detail = f"{detail} (request {problem['request_id']})"
    return kinds.get(str(problem["code"]), fallback)(detail)


def _stranger(url: str) -> ServiceUnreachable:
    return ServiceUnreachable(f"What answers at {url} is not Vitae.")


def _reason(error: httpx.TransportError) -> str:
    return "it took too long" if isinstance(error, httpx.TimeoutException) else str(error) or type(error).__name__
