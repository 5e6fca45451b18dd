"""The client for programs that wait."""

import json
import time
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import date
from typing import Any, Self, TypeVar

import httpx

from backend.api.batch_schemas import Batch
from backend.api.schemas import Analysis, Capabilities, Document
from backend.client import calls
from backend.client.address import find_service
from backend.client.answers import error_of, unreachable
from backend.client.calls import Call, Source
from backend.client.patience import RECONNECT_SECONDS, RECONNECTIONS, next_wait, timed_out
from backend.client.server_events import END, EventReader, ServerEvent
from backend.errors import ServiceUnreachable

Answer = TypeVar("Answer")


class Client:
    """Speaks HTTP to one service; every refusal is raised as the typed error that the service names.

        with Client() as client:
            analysis = client.submit("cv.pdf")
            client.wait(analysis.id)
            report = client.report(analysis.id)

    Every method may raise `VitaeError`, among them `ServiceUnreachable`, when the service does not answer.
    """

    def __init__(self, url: str | None = None, *, api_key: str | None = None) -> None:
        """Find the service.

        Args:
            url: Its address; by default VITAE_URL, or the running `vitae serve` of this user.
            api_key: A key as `vitae keys create` prints it; by default VITAE_API_KEY.

        Raises:
            ServiceUnreachable: there is no address to be found.
            InvalidOption: the address given is no http address.
        """
        address = find_service(url, api_key)
        self._url = address.url
        self._http = httpx.Client(**address.http_options())

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_exception: object) -> None:
        self.close()

    def close(self) -> None:
        """Close the connections."""
        self._http.close()

    def submit(
        self,
        source: Source,
        *,
        filename: str | None = None,
        analyzers: Iterable[str] | None = None,
        as_of: date | None = None,
        rules: Mapping[str, str] | None = None,
        priority: int | None = None,
        fresh: bool = False,
        then: Sequence[str] = (),
        idempotency_key: str | None = None,
    ) -> Analysis:
        """Hand in a document, and return at once.

        Args:
            source: A path, the bytes, or a file opened for reading bytes.
            filename: Its name, where the source has none or another.
            analyzers: Names of analyzers; all of them by default.
            as_of: The day that “present” means; by default today, where the service runs.
            rules: Code of a finding -> ``off``, or the severity that its findings have in this analysis.
            priority: 0 to 9; higher is sooner.
            fresh: Whether to analyse anew even where a report of the same work exists.
            then: What shall follow, such as ``export:html`` and ``deliver``.
            idempotency_key: Makes it safe to submit again after a broken connection.
        """
        return self._send(
            calls.submit(
                source,
                filename=filename,
                analyzers=analyzers,
                as_of=as_of,
                rules=rules,
                priority=priority,
                fresh=fresh,
                then=then,
                idempotency_key=idempotency_key,
            )
        )

    def status(self, analysis_id: str, *, wait: float = 0) -> Analysis:
        """Return the analysis as it is, at the latest after `wait` seconds (30 at most) as it is then."""
        return self._send(calls.status(analysis_id, wait))

    def wait(self, analysis_id: str, *, timeout: float | None = None) -> Analysis:
        """Return the analysis when it has ended; TimeoutError when it has not after `timeout` seconds."""
        deadline = None if timeout is None else time.monotonic() + timeout
        while True:
            analysis = self.status(analysis_id, wait=next_wait(deadline))
            if analysis.is_finished:
                return analysis
            if timed_out(deadline):
                raise TimeoutError(f"The analysis {analysis_id} is {analysis.state} after {timeout} s.")

    def result(self, analysis_id: str, media_type: str = "application/json") -> str:
        """Return the report in a media type: JSON, JSON Resume, HTML, Markdown, text, CSV."""
        return self._send(calls.result(analysis_id, media_type))

    def report(self, analysis_id: str) -> dict[str, Any]:
        """Return the report as plain JSON values; its schema is that of `vitae schema report`."""
        report: dict[str, Any] = json.loads(self.result(analysis_id))
        return report

    def partial(self, analysis_id: str) -> dict[str, Any]:
        """Return what is finished of the report of an analysis that runs, in the shape of the report.

        Raises:
            AnalysisNotFinished: nothing can be read yet; `progress.partial` of the analysis says when.
            AnalysisAlreadyFinished: it has ended: `report` has what there is.
        """
        return self._send(calls.partial(analysis_id))

    def events(self, analysis_id: str, *, after: str = "") -> Iterator[ServerEvent]:
        """Yield what happens until the analysis ends; a connection that breaks is taken up where it broke."""
        return self._follow(f"{calls.analysis_path(analysis_id)}/events", after)

    def cancel(self, analysis_id: str, *, force: bool = False) -> Analysis:
        """Ask for the end of an analysis; with `force`, also of the process that works on it."""
        return self._send(calls.cancel(analysis_id, force=force))

    def erase(self, identifier: str) -> None:
        """Remove an analysis, a document or a batch with all that was made of it; its id is answered with 410 then."""
        self._send(calls.erase(identifier))

    def retry(self, analysis_id: str) -> Analysis:
        """Try again what failed or was cancelled; return the new analysis."""
        return self._send(calls.retry(analysis_id))

    def analyses(self, **query: Any) -> Iterator[Analysis]:
        """Yield the caller's analyses, the newest first; `query` as the list takes it: state, q, batch_id ..."""
        return self._pages(query)

    def store(self, source: Source, *, filename: str | None = None) -> Document:
        """Hand in a document without analysing it."""
        return self._send(calls.store(source, filename))

    def dead_letters(self, limit: int = 50) -> list[Analysis]:
        """Return the analyses that were set aside, the latest first."""
        return self._send(calls.dead_letters(limit)).items

    def retry_dead_letter(self, analysis_id: str) -> Analysis:
        """Have a document that was set aside tried again; return the new analysis."""
        return self._send(calls.retry_dead_letter(analysis_id))

    def drop_dead_letter(self, analysis_id: str) -> Analysis:
        """Take an analysis off the list of dead letters."""
        return self._send(calls.drop_dead_letter(analysis_id))

    def create_batch(
        self,
        name: str | None = None,
        *,
        analyzers: Iterable[str] | None = None,
        as_of: date | None = None,
        rules: Mapping[str, str] | None = None,
        priority: int | None = None,
    ) -> Batch:
        """Open a batch to which documents can be added."""
        return self._send(
            calls.create_batch(name=name, analyzers=analyzers, as_of=as_of, rules=rules, priority=priority)
        )

    def add_to_batch(self, batch_id: str, documents: Sequence[tuple[str, bytes]]) -> Batch:
        """Add documents (name and bytes); those that the batch has already are not added again."""
        return self._send(calls.add_to_batch(batch_id, documents))

    def close_batch(self, batch_id: str) -> Batch:
        """Say that all documents are there."""
        return self._send(calls.act_on_batch(batch_id, "close"))

    def cancel_batch(self, batch_id: str) -> Batch:
        """Cancel what has not ended."""
        return self._send(calls.act_on_batch(batch_id, "cancel"))

    def retry_failed_of_batch(self, batch_id: str) -> Batch:
        """Try anew what failed."""
        return self._send(calls.act_on_batch(batch_id, "retry-failed"))

    def batch(self, batch_id: str, *, wait: float = 0) -> Batch:
        """Return the batch as it is, at the latest after `wait` seconds (30 at most) as it is then."""
        return self._send(calls.batch(batch_id, wait))

    def batch_items(self, batch_id: str, **query: Any) -> Iterator[Analysis]:
        """Yield the batch's analyses; `query` as the list takes it: state, q, sort."""
        return self._pages(query, batch_id)

    def batch_events(self, batch_id: str, *, after: str = "") -> Iterator[ServerEvent]:
        """Yield what happens to all documents until the last one has ended."""
        return self._follow(f"{calls.batch_path(batch_id)}/events", after)

    def batch_lines(self, batch_id: str) -> Iterator[str]:
        """Yield a line of JSON for each document: its ``analysis``, and its ``report`` or null."""
        with self._stream(f"{calls.batch_path(batch_id)}/results", {"Accept": "application/x-ndjson"}) as response:
            yield from response.iter_lines()

    def batch_export(self, batch_id: str, media_type: str) -> Iterator[bytes]:
        """Yield the results in a media type (NDJSON, CSV, ZIP), as they are read."""
        with self._stream(f"{calls.batch_path(batch_id)}/results", {"Accept": media_type}) as response:
            yield from response.iter_bytes()

    def capabilities(self) -> Capabilities:
        """Return the analyzers, the formats and the limits of the service."""
        return self._send(calls.capabilities())

    def _pages(self, query: Mapping[str, Any], batch_id: str | None = None) -> Iterator[Analysis]:
        cursor = None
        while True:
            asked = {**query, "cursor": cursor}
            page = self._send(calls.page(asked)) if batch_id is None else self._send(calls.batch_items(batch_id, asked))
            yield from page.items
            cursor = page.next_cursor
            if cursor is None:
                return

    def _follow(self, path: str, position: str) -> Iterator[ServerEvent]:
        failures = 0
        while True:
            try:
                with self._stream(path, {"Last-Event-ID": position}) as response:
                    if response.status_code == httpx.codes.NO_CONTENT:
                        return
                    reader = EventReader()
                    for event in (event for line in response.iter_lines() for event in reader.feed(line)):
                        yield event
                        position, failures = event.id, 0
                        if event.event == END:
                            return
            except ServiceUnreachable:
                failures += 1
                if failures > RECONNECTIONS:
                    raise
            time.sleep(RECONNECT_SECONDS)

    @contextmanager
    def _stream(self, path: str, headers: Mapping[str, str]) -> Iterator[httpx.Response]:
        try:
            with self._http.stream("GET", path, headers=dict(headers)) as response:
                if not response.is_success:
                    response.read()
                    raise error_of(response)
                yield response
        except httpx.TransportError as error:
            raise unreachable(self._url, error) from error

    def _send(self, call: Call[Answer]) -> Answer:
        try:
            response = self._http.request(call.method, call.path, **call.request)
        except httpx.TransportError as error:
            raise unreachable(self._url, error) from error
        if not response.is_success:
            raise error_of(response)
        return call.read(response)
