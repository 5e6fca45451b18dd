"""The stream of an analysis: what a reader sees who stays, who comes late, and who comes back."""

import threading
import time
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from typing import Any

import httpx
import pytest

from backend.api.analysis_events import Position
from backend.config import Settings
from backend.container import build_services
from backend.jobs import Analyses, JobState
from tests.api.sse import Event, read_events
from vitae.domain.progress import Progress

Submit = Callable[[], str]
Finish = Callable[[str], None]


@pytest.fixture
def tell(settings: Settings) -> Callable[[str, str, int], None]:
    """Tell of a stage, as a worker does."""
    log = build_services(settings).progress
    return lambda job_id, stage, done: log.extend(job_id, [(datetime.now(UTC), Progress(stage, done, 4))])


def read(client: httpx.Client, job_id: str, **headers: str) -> Iterator[Event]:
    return read_events(client, f"/v1/analyses/{job_id}/events", **headers)


def test_a_reader_sees_a_snapshot_every_stage_every_state_and_the_end(
    client: httpx.Client, submit: Submit, analyses: Analyses, tell: Callable[..., None], finish: Finish
) -> None:
    job_id = submit()
    stream = read(client, job_id)
    first = next(stream)

    def work() -> None:
        tell(job_id, "read", 0)
        tell(job_id, "layout", 1)
        finish(job_id)

    threading.Thread(target=work).start()

    rest = list(stream)

    assert (first["event"], first["data"]["state"], first["id"]) == ("snapshot", "queued", "0.queued")
    assert [event["data"]["stage"] for event in rest if event["event"] == "stage"] == ["read", "layout"]
    assert rest[-1]["event"] == "end"
    assert (rest[-1]["data"]["state"], rest[-1]["data"]["progress"]["percent"]) == ("succeeded", 100)


def test_who_comes_late_is_told_all_stages_from_the_first(
    client: httpx.Client, submit: Submit, tell: Callable[..., None], finish: Finish
) -> None:
    job_id = submit()
    for done, stage in enumerate(("read", "layout", "report")):
        tell(job_id, stage, done)
    finish(job_id)

    events = list(read(client, job_id))

    assert [event["event"] for event in events] == ["snapshot", "stage", "stage", "stage", "end"]
    assert [event["id"] for event in events] == [
        "0.succeeded",
        "1.succeeded",
        "2.succeeded",
        "3.succeeded",
        "3.succeeded",
    ]


def test_who_comes_back_gets_what_followed_and_nothing_twice(
    client: httpx.Client, submit: Submit, tell: Callable[..., None], finish: Finish
) -> None:
    job_id = submit()
    for done, stage in enumerate(("read", "layout", "report")):
        tell(job_id, stage, done)
    finish(job_id)

    events = list(read(client, job_id, **{"Last-Event-ID": "2.running"}))

    assert [(event["event"], event["data"].get("stage")) for event in events] == [("stage", "report"), ("end", None)]


@pytest.mark.parametrize("how", ["header", "query"])
def test_who_has_seen_the_end_is_told_to_come_no_more(
    client: httpx.Client, submit: Submit, finish: Finish, how: str
) -> None:
    job_id = submit()
    finish(job_id)
    last = list(read(client, job_id))[-1]["id"]
    extra: dict[str, Any] = {"headers": {"Last-Event-ID": last}} if how == "header" else {"params": {"after": last}}

    answer = client.get(f"/v1/analyses/{job_id}/events", **extra)

    assert (answer.status_code, answer.content) == (204, b"")


def test_an_unknown_analysis_is_refused_before_the_stream_begins(client: httpx.Client) -> None:
    answer = client.get("/v1/analyses/ana_unknown/events")

    assert (answer.status_code, answer.json()["code"]) == (404, "analysis-not-found")


def test_a_cancelled_analysis_ends_its_stream(client: httpx.Client, submit: Submit) -> None:
    job_id = submit()
    stream = read(client, job_id)
    next(stream)

    client.post(f"/v1/analyses/{job_id}/cancel")

    assert [(event["event"], event["data"]["state"]) for event in stream] == [("end", "cancelled")]


@pytest.mark.parametrize(
    "text", ["", "7", "x.running", "-1.running", "1.sleeping", "٣.running", "1" * 5000 + ".running"]
)
def test_a_position_that_is_none_begins_the_stream_anew(text: str) -> None:
    assert Position.parse(text) is None


def test_a_position_is_read_as_it_was_written() -> None:
    assert Position.parse(str(Position(12, JobState.RUNNING))) == Position(12, JobState.RUNNING)


def test_many_readers_are_told_of_a_change_soon(client: httpx.Client, submit: Submit, finish: Finish) -> None:
    job_id = submit()
    streams = [read(client, job_id) for _ in range(20)]
    for stream in streams:
        next(stream)
    started = time.monotonic()

    finish(job_id)

    assert all(list(stream)[-1]["event"] == "end" for stream in streams)
    assert time.monotonic() - started < 3
