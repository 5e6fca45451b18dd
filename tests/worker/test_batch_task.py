"""Batches and chains on a live worker: chunks, what is in them, who goes first, and what survives a kill."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from datetime import datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from backend.container import Services, now
from backend.jobs import Analyses, Batches, JobState, Reconciler
from backend.jobs.batch import BatchState, ItemQuery
from backend.jobs.reconcile_batches import ChunkReconciler
from backend.jobs.step import StepState, parse_steps
from backend.tasks import CeleryPublisher
from backend.tasks.ready_lists import ReadyLists

if TYPE_CHECKING:
    from tests.worker.conftest import LiveWorker, StartWorker

Start = Callable[[], "LiveWorker"]
WaitUntil = Callable[..., None]


@pytest.fixture(scope="module")
def settled(own_environment: dict[str, str], tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    folder = tmp_path_factory.mktemp("delivered")
    return own_environment | {"DELIVERY_DIR": str(folder), "ANALYSIS_TIMEOUT_SECONDS": "6"}


@pytest.fixture
def environment(settled: dict[str, str]) -> dict[str, str]:
    return settled


@pytest.fixture
def batches(services: Services) -> Batches:
    return services.batches(CeleryPublisher())


@pytest.fixture(scope="module")
def start(settled: dict[str, str], launch_for_module: StartWorker) -> Start:
    """Return what starts the worker, or one in the place of that which was killed."""
    running: list[LiveWorker] = []

    def begin() -> LiveWorker:
        if not running or running[-1].process.poll() is not None:
            running.append(launch_for_module(settled, "-I", "scripted_engine,flaky_tasks", "--concurrency=1"))
            running[-1].wait_until_ready()
        return running[-1]

    return begin


@pytest.fixture
def hand_in(batches: Batches) -> Callable[[Sequence[str]], str]:
    def hand(texts: Sequence[str]) -> str:
        batch = batches.create()
        batches.add(batch.id, [(f"{i:03}.txt", f"{text}\nremark {i}".encode()) for i, text in enumerate(texts)])
        batches.close(batch.id)
        return batch.id

    return hand


HandIn = Callable[[Sequence[str]], str]


def test_a_batch_is_worked_off_with_the_failures_that_it_has(
    batches: Batches, hand_in: HandIn, start: Start, wait_until: WaitUntil
) -> None:
    start()
    batch_id = hand_in([*["sleep 0"] * 40, "encrypted", "bug"])

    wait_until(lambda: batches.status(batch_id).is_finished, 60, "the end of the batch")

    status = batches.status(batch_id)
    failed = batches.items(batch_id, ItemQuery(states=frozenset({JobState.FAILED}))).jobs
    assert status.counts == {JobState.SUCCEEDED: 40, JobState.FAILED: 2}
    assert {job.error.code for job in failed if job.error} == {"document-encrypted", "internal-error"}


def test_whoever_waits_for_one_document_goes_before_the_rest_of_a_chunk(
    analyses: Analyses, batches: Batches, hand_in: HandIn, start: Start, wait_until: WaitUntil
) -> None:
    start()
    batch_id = hand_in(["sleep 0.2"] * 25)
    wait_until(lambda: batches.status(batch_id).counts.get(JobState.SUCCEEDED), what="the first documents")

    single = analyses.submit(b"sleep 0")
    wait_until(lambda: analyses.status(single.id).job.is_finished, what="the single analysis")

    assert not batches.status(batch_id).is_finished
    wait_until(lambda: batches.status(batch_id).is_finished, 60, "the end of the batch")
    assert batches.status(batch_id).counts == {JobState.SUCCEEDED: 25}


def test_poison_in_a_batch_is_set_aside_and_the_others_go_on(
    batches: Batches, hand_in: HandIn, start: Start, services: Services, wait_until: WaitUntil
) -> None:
    start()
    batch_id = hand_in([*["sleep 0"] * 5, "die", "memory", *["sleep 0"] * 5])

    def is_finished() -> bool:
        look_again(services)
        return batches.status(batch_id).is_finished

    wait_until(is_finished, 90, "the end of the batch")

    failed = batches.items(batch_id, ItemQuery(states=frozenset({JobState.FAILED}))).jobs
    assert batches.status(batch_id).counts == {JobState.SUCCEEDED: 10, JobState.FAILED: 2}
    assert {(job.attempt, job.error.code) for job in failed if job.error} == {(3, "document-crashes-worker")}


def test_a_document_that_takes_too_long_ends_alone(
    batches: Batches, hand_in: HandIn, start: Start, wait_until: WaitUntil
) -> None:
    start()
    batch_id = hand_in(["sleep 0", "sleep 60", "sleep 0"])

    wait_until(lambda: batches.status(batch_id).is_finished, 90, "the end of the batch")

    [failed] = batches.items(batch_id, ItemQuery(states=frozenset({JobState.FAILED}))).jobs
    assert failed.error is not None
    assert failed.error.code == "analysis-timeout"


def test_a_cancelled_batch_stops_what_runs(
    batches: Batches, hand_in: HandIn, start: Start, wait_until: WaitUntil
) -> None:
    start()
    batch_id = hand_in(["sleep 0.1", "sleep 5", "sleep 5"])
    wait_until(lambda: batches.status(batch_id).counts.get(JobState.SUCCEEDED), what="the first document")

    batches.cancel(batch_id)

    wait_until(lambda: batches.status(batch_id).is_finished, 4, "the end of what runs")
    assert batches.status(batch_id).counts == {JobState.SUCCEEDED: 1, JobState.CANCELLED: 2}


def test_a_batch_outlives_its_worker(
    batches: Batches, hand_in: HandIn, start: Start, services: Services, wait_until: WaitUntil
) -> None:
    first = start()
    batch_id = hand_in(["sleep 0.1"] * 60)
    wait_until(lambda: batches.status(batch_id).counts.get(JobState.SUCCEEDED, 0) > 3, what="some documents")
    first.kill()
    start()

    def is_finished() -> bool:
        look_again(services)
        return batches.status(batch_id).is_finished

    wait_until(is_finished, 90, "the end of the batch")

    assert batches.status(batch_id).counts == {JobState.SUCCEEDED: 60}
    assert batches.status(batch_id).state is BatchState.FINISHED


def test_a_report_is_exported_and_delivered(
    analyses: Analyses, services: Services, start: Start, wait_until: WaitUntil, environment: dict[str, str]
) -> None:
    start()
    steps = parse_steps(["export:json", "deliver:inbox"], can_deliver=True)
    job = analyses.submit(b"sleep 0", filename="cv.txt", steps=steps)

    wait_until(lambda: all(step.finished_at for step in services.steps.of(job.id)), what="the steps")

    assert [step.state for step in services.steps.of(job.id)] == [StepState.SUCCEEDED] * 2
    delivered = Path(environment["DELIVERY_DIR"]) / "inbox" / f"cv.txt.{job.id}.json"
    assert json.loads(delivered.read_text(encoding="utf-8"))["run"]["job_id"] == job.id


def look_again(services: Services) -> None:
    """Do what the reconciler does half a minute from now."""

    def later() -> datetime:
        return now() + timedelta(seconds=25)

    publisher, ready = CeleryPublisher(), ReadyLists()
    Reconciler(services.work, services.recovery, publisher, ready, later).run()
    ChunkReconciler(services.chunks, publisher, ready, later).run()
