"""The client for programs that do other things meanwhile: `Client`, with every method to be awaited."""

import asyncio
import json
from collections.abc import AsyncIterator, Iterable, Mapping, Sequence
from contextlib import asynccontextmanager
from datetime import date
from typing import Any, Self, TypeVar

import httpx

from backend.api.batch_schemas import Batch
from backend.api.schemas import Analysis, Capabilities, Document
from backend.client import calls
from backend.client.address import find_service
from backend.client.answers import error_of, unreachable
from backend.client.calls import Call, Source
from backend.client.patience import POLL_SECONDS, RECONNECT_SECONDS, RECONNECTIONS
from backend.client.server_events import END, EventReader, ServerEvent
from backend.errors import ServiceUnreachable

Answer = TypeVar("Answer")


class AsyncClient:
    """Speaks HTTP to one service; every refusal is raised as the typed error that the service names.

        async with AsyncClient() as client:
            analysis = await client.submit("cv.pdf")
            async for event in client.events(analysis.id): ...

    Every method may raise `VitaeError`, among them `ServiceUnreachable`, when the service does not answer. What
    the arguments mean is told in `Client`.
    """

    def __init__(self, url: str | None = None, *, api_key: str | None = None) -> None:
        """Find the service, as `Client` does."""
        address = find_service(url, api_key)
        self._url = address.url
        self._http = httpx.AsyncClient(**address.http_options())

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(self, *_exception: object) -> None:
        await self.close()

    async def close(self) -> None:
        """Close the connections."""
        await self._http.aclose()

    async def submit(
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
        """Hand in a document, and return at once."""
        return await self._send(
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

    async def status(self, analysis_id: str, *, wait: float = 0) -> Analysis:
        """Return the analysis as it is, at the latest after `wait` seconds (30 at most) as it is then."""
        return await self._send(calls.status(analysis_id, wait))

    async def wait(self, analysis_id: str) -> Analysis:
        """Return the analysis when it has ended; `asyncio.timeout` says how long that may take."""
        while True:
            analysis = await self.status(analysis_id, wait=POLL_SECONDS)
            if analysis.is_finished:
                return analysis

    async def result(self, analysis_id: str, media_type: str = "application/json") -> str:
        """Return the report in a media type: JSON, JSON Resume, HTML, Markdown, text, CSV."""
        return await self._send(calls.result(analysis_id, media_type))

    async def report(self, analysis_id: str) -> dict[str, Any]:
        """Return the report as plain JSON values; its schema is that of `vitae schema report`."""
        report: dict[str, Any] = json.loads(await self.result(analysis_id))
        return report

    async def partial(self, analysis_id: str) -> dict[str, Any]:
        """Return what is finished of the report of an analysis that runs, in the shape of the report.

        Raises:
            AnalysisNotFinished: nothing can be read yet; `progress.partial` of the analysis says when.
            AnalysisAlreadyFinished: it has ended: `report` has what there is.
        """
        return await self._send(calls.partial(analysis_id))

    def events(self, analysis_id: str, *, after: str = "") -> AsyncIterator[ServerEvent]:
        """Yield what happens until the analysis ends; a connection that breaks is taken up where it broke."""
        return self._follow(f"{calls.analysis_path(analysis_id)}/events", after)

    async def cancel(self, analysis_id: str, *, force: bool = False) -> Analysis:
        """Ask for the end of an analysis; with `force`, also of the process that works on it."""
        return await self._send(calls.cancel(analysis_id, force=force))

    async def erase(self, identifier: str) -> None:
        """Remove an analysis, a document or a batch with all that was made of it; its id is answered with 410 then."""
        await self._send(calls.erase(identifier))

    async def retry(self, analysis_id: str) -> Analysis:
        """Try again what failed or was cancelled; return the new analysis."""
        return await self._send(calls.retry(analysis_id))

    def analyses(self, **query: Any) -> AsyncIterator[Analysis]:
        """Yield the caller's analyses, the newest first; `query` as the list takes it: state, q, batch_id ..."""
        return self._pages(query)

    async def store(self, source: Source, *, filename: str | None = None) -> Document:
        """Hand in a document without analysing it."""
        return await self._send(calls.store(source, filename))

    async def dead_letters(self, limit: int = 50) -> list[Analysis]:
        """Return the analyses that were set aside, the latest first."""
        return (await self._send(calls.dead_letters(limit))).items

    async def retry_dead_letter(self, analysis_id: str) -> Analysis:
        """Have a document that was set aside tried again; return the new analysis."""
        return await self._send(calls.retry_dead_letter(analysis_id))

    async def drop_dead_letter(self, analysis_id: str) -> Analysis:
        """Take an analysis off the list of dead letters."""
        return await self._send(calls.drop_dead_letter(analysis_id))

    async def create_batch(
        self,
        name: str | None = None,
        *,
        analyzers: Iterable[str] | None = None,
        as_of: date | None = None,
        rules: Mapping[str, str] | None = None,
        priority: int | None = None,
    ) -> Batch:
        """Open a batch to which documents can be added."""
        return await self._send(
            calls.create_batch(name=name, analyzers=analyzers, as_of=as_of, rules=rules, priority=priority)
        )

    async def add_to_batch(self, batch_id: str, documents: Sequence[tuple[str, bytes]]) -> Batch:
        """Add documents (name and bytes); those that the batch has already are not added again."""
        return await self._send(calls.add_to_batch(batch_id, documents))

    async def close_batch(self, batch_id: str) -> Batch:
        """Say that all documents are there."""
        return await self._send(calls.act_on_batch(batch_id, "close"))

    async def cancel_batch(self, batch_id: str) -> Batch:
        """Cancel what has not ended."""
        return await self._send(calls.act_on_batch(batch_id, "cancel"))

    async def retry_failed_of_batch(self, batch_id: str) -> Batch:
        """Try anew what failed."""
        return await self._send(calls.act_on_batch(batch_id, "retry-failed"))

    async def batch(self, batch_id: str, *, wait: float = 0) -> Batch:
        """Return the batch as it is, at the latest after `wait` seconds (30 at most) as it is then."""
        return await self._send(calls.batch(batch_id, wait))

    def batch_items(self, batch_id: str, **query: Any) -> AsyncIterator[Analysis]:
        """Yield the batch's analyses; `query` as the list takes it: state, q, sort."""
        return self._pages(query, batch_id)

    def batch_events(self, batch_id: str, *, after: str = "") -> AsyncIterator[ServerEvent]:
        """Yield what happens to all documents until the last one has ended."""
        return self._follow(f"{calls.batch_path(batch_id)}/events", after)

    async def batch_lines(self, batch_id: str) -> AsyncIterator[str]:
        """Yield a line of JSON for each document: its ``analysis``, and its ``report`` or null."""
        async with self._stream(
            f"{calls.batch_path(batch_id)}/results", {"Accept": "application/x-ndjson"}
        ) as response:
            async for line in response.aiter_lines():
                yield line

    async def batch_export(self, batch_id: str, media_type: str) -> AsyncIterator[bytes]:
        """Yield the results in a media type (NDJSON, CSV, ZIP), as they are read."""
        async with self._stream(f"{calls.batch_path(batch_id)}/results", {"Accept": media_type}) as response:
            async for part in response.aiter_bytes():
                yield part

    async def capabilities(self) -> Capabilities:
        """Return the analyzers, the formats and the limits of the service."""
        return await self._send(calls.capabilities())

    async def _pages(self, query: Mapping[str, Any], batch_id: str | None = None) -> AsyncIterator[Analysis]:
        cursor = None
        while True:
            asked = {**query, "cursor": cursor}
            page = await (
                self._send(calls.page(asked)) if batch_id is None else self._send(calls.batch_items(batch_id, asked))
            )
            for item in page.items:
                yield item
            cursor = page.next_cursor
            if cursor is None:
                return

    async def _follow(self, path: str, position: str) -> AsyncIterator[ServerEvent]:
        failures = 0
        while True:
            try:
                async with self._stream(path, {"Last-Event-ID": position}) as response:
                    if response.status_code == httpx.codes.NO_CONTENT:
                        return
                    reader = EventReader()
                    async for line in response.aiter_lines():
                        for event in reader.feed(line):
                            yield event
                            position, failures = event.id, 0
                            if event.event == END:
                                return
            except ServiceUnreachable:
                failures += 1
                if failures > RECONNECTIONS:
                    raise
            await asyncio.sleep(RECONNECT_SECONDS)

    @asynccontextmanager
    async def _stream(self, path: str, headers: Mapping[str, str]) -> AsyncIterator[httpx.Response]:
        try:
            async with self._http.stream("GET", path, headers=dict(headers)) as response:
                if not response.is_success:
                    await response.aread()
                    raise error_of(response)
                yield response
        except httpx.TransportError as error:
            raise unreachable(self._url, error) from error

    async def _send(self, call: Call[Answer]) -> Answer:
        try:
            response = await self._http.request(call.method, call.path, **call.request)
        except httpx.TransportError as error:
            raise unreachable(self._url, error) from error
        if not response.is_success:
            raise error_of(response)
        return call.read(response)
