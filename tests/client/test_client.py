"""`vitae.Client` and `vitae.AsyncClient` against a real server; what a worker does is done by hand."""

import asyncio
import io
import threading
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from datetime import UTC, datetime
from pathlib import Path

import httpx
import pytest
from fastapi import FastAPI

from backend.api.app import create_app
from backend.client.server_events import EventReader
from backend.config import Settings
from backend.container import build_services, now
from backend.errors import (
    AnalysisAlreadyFinished,
    AnalysisNotFinished,
    AnalysisNotFound,
    ServiceUnreachable,
    Unauthenticated,
)
from backend.jobs import Analyses
from backend.jobs.api_keys import Scope, issue_key
from backend.tasks.publisher import CeleryPublisher
from vitae import AsyncClient, Client
from vitae.domain.errors import DocumentCorrupt, DocumentNotFound, InvalidOption, UnknownAnalyzer
from vitae.domain.progress import Progress
from vitae.domain.report import DocumentReport, ErrorInfo, Report, ReportStatus, Run

DOCUMENT = b"Maja Rimac\nmaja@example.org\n"
REPORT = Report(
    status=ReportStatus.FAILED,
    error=ErrorInfo("document-corrupt", "It ends too early.", "Export it again.", retryable=False),
    document=DocumentReport(),
    run=Run(engine_version="0", filename="cv.txt"),
)
Serving = Callable[[FastAPI], AbstractContextManager[httpx.Client]]
Work = Callable[[str], None]


@pytest.fixture
def url(settings: Settings, redis_url: str, point_app_at: Callable[[str], None], serving: Serving) -> Iterator[str]:
    point_app_at(redis_url)
    with serving(create_app(settings)) as http:
        yield str(http.base_url)


@pytest.fixture
def client(url: str) -> Iterator[Client]:
    with Client(url) as client:
        yield client


@pytest.fixture
def analyses(settings: Settings) -> Analyses:
    return build_services(settings).analyses(CeleryPublisher())


@pytest.fixture
def work(settings: Settings, analyses: Analyses) -> Work:
    """Do what a worker does with a job."""

    def work(job_id: str) -> None:
        claim = analyses.claim(job_id, "a test")
        assert claim is not None
        build_services(settings).progress.extend(job_id, [(datetime.now(UTC), Progress("read", 0, 4))])
        assert analyses.complete(claim, REPORT.to_json(), {"status": "succeeded"})

    return work


def test_a_document_is_handed_in_followed_and_its_report_read(client: Client, work: Work) -> None:
    analysis = client.submit(DOCUMENT, filename="cv.txt", analyzers=["error_detector"], priority=7)
    threading.Timer(0.2, work, [analysis.id]).start()

    ended = client.wait(analysis.id, timeout=20)

    assert (ended.state, ended.priority, ended.analyzers) == ("succeeded", 7, ["error_detector"])
    assert client.report(analysis.id)["error"]["code"] == "document-corrupt"
    assert client.result(analysis.id, "text/csv").startswith("file,")


def test_what_is_finished_is_read_before_the_end(client: Client, analyses: Analyses, settings: Settings) -> None:
    analysis = client.submit(DOCUMENT, filename="cv.txt")
    claim = analyses.claim(analysis.id, "a test")
    assert claim is not None
    with pytest.raises(AnalysisNotFinished):
        client.partial(analysis.id)

    build_services(settings).partials.keep(claim, REPORT.to_json_bytes(), ["ner_extractor"])

    assert client.status(analysis.id).progress.partial == ["ner_extractor"]
    assert client.partial(analysis.id)["run"]["job_id"] == analysis.id
    analyses.complete(claim, REPORT.to_json(), {"status": "succeeded"})
    with pytest.raises(AnalysisAlreadyFinished):
        client.partial(analysis.id)


def test_rules_are_set_for_one_submission_or_one_batch(client: Client) -> None:
    rules = {"gap": "off", "buzzwords": "warning"}

    assert client.submit(DOCUMENT, rules=rules).rules == rules
    assert client.submit(DOCUMENT).rules == {}
    assert client.create_batch("May", rules=rules).rules == rules
    with pytest.raises(InvalidOption, match="palm_lines"):
        client.submit(DOCUMENT, rules={"palm_lines": "off"})
    with pytest.raises(InvalidOption, match="loud"):
        client.create_batch("June", rules={"gap": "loud"})


def test_a_document_is_a_path_bytes_or_an_open_file(client: Client, tmp_path: Path) -> None:
    path = tmp_path / "cv.txt"
    path.write_bytes(DOCUMENT)

    with path.open("rb") as file:
        names = [client.submit(source).filename for source in (path, str(path), file, DOCUMENT, io.BytesIO(DOCUMENT))]

    assert names == ["cv.txt", "cv.txt", "cv.txt", "document", "document"]
    with pytest.raises(DocumentNotFound):
        client.submit(tmp_path / "missing.pdf")


def test_events_come_as_they_happen_and_end_with_the_analysis(client: Client, work: Work) -> None:
    analysis = client.submit(DOCUMENT)
    threading.Timer(0.2, work, [analysis.id]).start()

    events = list(client.events(analysis.id))

    assert [event.event for event in events if event.event != "state"] == ["snapshot", "stage", "end"]
    assert list(client.events(analysis.id, after=events[-1].id)) == []


def test_waiting_has_an_end(client: Client) -> None:
    analysis = client.submit(DOCUMENT)

    with pytest.raises(TimeoutError, match="queued"):
        client.wait(analysis.id, timeout=0.2)


def test_refusals_come_as_the_errors_that_they_are(client: Client, analyses: Analyses) -> None:
    analysis = client.submit(DOCUMENT)

    with pytest.raises(UnknownAnalyzer):
        client.submit(DOCUMENT, analyzers=["palm_reader"])
    with pytest.raises(AnalysisNotFinished):
        client.report(analysis.id)
    for unknown in ("ana_unknown", "../../etc", ""):
        with pytest.raises(AnalysisNotFound):
            client.status(unknown)
    claim = analyses.claim(analysis.id, "a test")
    assert claim is not None
    analyses.fail(claim, DocumentCorrupt("It ends too early."))
    with pytest.raises(DocumentCorrupt, match="too early"):
        client.report(analysis.id)


def test_what_was_cancelled_can_be_tried_again_and_all_is_listed(client: Client) -> None:
    first = client.submit(DOCUMENT)
    client.cancel(first.id)

    again = client.retry(first.id)

    assert again.retry_of == first.id
    assert [one.id for one in client.analyses(limit=1)] == [again.id, first.id]
    assert [one.id for one in client.analyses(state="cancelled")] == [first.id]


def test_a_submission_with_a_key_is_made_once(client: Client) -> None:
    ids = {client.submit(DOCUMENT, idempotency_key="7").id for _ in range(3)}

    assert len(ids) == 1


def test_a_batch_is_filled_followed_and_read_out(client: Client, work: Work) -> None:
    batch = client.create_batch("May")
    client.add_to_batch(batch.id, [("a.txt", DOCUMENT), ("b.txt", b"Ana\n")])
    client.close_batch(batch.id)
    for item in client.batch_items(batch.id, limit=1):
        work(item.id)

    events = [event.event for event in client.batch_events(batch.id)]

    assert (events[0], events[-1]) == ("snapshot", "end")
    assert client.batch(batch.id).is_finished
    assert len(list(client.batch_lines(batch.id))) == 2
    assert b"".join(client.batch_export(batch.id, "text/csv")).count(b"\n") == 3


def test_the_key_is_sent_along(url: str, settings: Settings) -> None:
    key, secret = issue_key("a test", "ana", Scope, now())
    build_services(settings).keys.add(key, secret)

    with Client(url, api_key=secret) as mine, Client(url) as local, Client(url, api_key="vitae_wrong") as nobody:
        mine.submit(DOCUMENT)

        assert [len(list(client.analyses())) for client in (mine, local)] == [1, 0]
        with pytest.raises(Unauthenticated):
            nobody.capabilities()
    assert secret not in repr(mine)


def test_a_service_that_is_not_there_is_said_to_be_so(settings: Settings) -> None:
    with pytest.raises(ServiceUnreachable, match="No service runs"):
        Client()
    with Client("http://127.0.0.1:9") as client, pytest.raises(ServiceUnreachable, match="does not answer"):
        client.capabilities()
    with pytest.raises(InvalidOption):
        Client("ftp://example.org")


def test_the_asynchronous_client_does_the_same(url: str, work: Work) -> None:
    async def use() -> tuple[list[str], str, list[str]]:
        async with AsyncClient(url) as client:
            analysis = await client.submit(DOCUMENT, rules={"gap": "off"})
            assert analysis.rules == {"gap": "off"}
            assert (await client.create_batch("May", rules={"gap": "info"})).rules == {"gap": "info"}
            threading.Timer(0.2, work, [analysis.id]).start()
            events = [event.event async for event in client.events(analysis.id)]
            async with asyncio.timeout(20):
                ended = await client.wait(analysis.id)
            with pytest.raises(AnalysisNotFound):
                await client.status("ana_unknown")
            assert (await client.report(analysis.id))["run"]["job_id"] == analysis.id
            return events, ended.state, [one.id async for one in client.analyses()]

    events, state, ids = asyncio.run(use())

    assert (events[0], events[-1], state, len(ids)) == ("snapshot", "end", "succeeded", 1)


def test_both_clients_can_do_the_same() -> None:
    def methods(kind: type) -> set[str]:
        return {name for name in vars(kind) if not name.startswith("_")}

    assert methods(Client) == methods(AsyncClient)


def test_a_stream_is_read_whatever_it_is_cut_into() -> None:
    lines = [": still there", "", "id: 3.running", "event: stage", "retry: 2000", 'data: {"a": "b: c"}', "", ""]
    reader = EventReader()

    events = [event for line in lines for event in reader.feed(line)]

    assert [(event.id, event.event, event.data) for event in events] == [("3.running", "stage", {"a": "b: c"})]
