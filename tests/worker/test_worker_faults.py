"""What happens when no worker is up, when a worker's process is killed, and when a task fails in passing."""

import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from backend.errors import BrokerUnavailable, DocumentCrashesWorker, InternalError
from backend.jobs import Analyses, JobState
from backend.tasks import (
    add_numbers_task,
    celery_app,
    get_task_status,
    health_check_task,
    is_any_worker_up,
    long_running_task,
    revoke_task,
)
from vitae.domain.errors import DocumentCorrupt

MAX_RETRIES = 2


@pytest.fixture(scope="module")
def own_environment(own_environment: dict[str, str]) -> dict[str, str]:
    return own_environment | {"TASK_MAX_RETRIES": str(MAX_RETRIES), "TASK_RETRY_COUNTDOWN": "1"}


@pytest.fixture
def environment(own_environment: dict[str, str]) -> dict[str, str]:
    return own_environment


@pytest.fixture(scope="module")
def prepared(own_environment: dict[str, str]) -> dict[str, str]:
    """Return the ids of what the first test leaves in the queues."""
    return {}


def flaky(error: str, failures: int) -> Any:
    return celery_app.send_task("tasks.flaky", args=(error, failures))


def wait_until(condition: Callable[[], object], seconds: float = 30) -> None:
    deadline = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < deadline, "the condition did not come true in time"
        time.sleep(0.02)


def test_without_a_worker_a_revoke_is_accepted_and_told(analyses: Analyses, prepared: dict[str, str]) -> None:
    assert not is_any_worker_up()
    prepared["revoked"] = add_numbers_task.delay(1, 2).id
    prepared["kept"] = add_numbers_task.delay(3, 4).id
    prepared["cancelled job"] = analyses.submit(b"go").id
    prepared["revoked job"] = analyses.submit(b"go").id
    prepared["kept job"] = analyses.submit(b"go").id

    answers = [revoke_task(prepared["revoked"]), revoke_task(prepared["revoked job"])]
    analyses.cancel(prepared["cancelled job"])

    assert [(a["was"], a["revoked"], a["state"]) for a in answers] == [("queued", True, "REVOKED")] * 2
    states = {name: get_task_status(task_id)["state"] for name, task_id in prepared.items()}
    assert states == {
        "revoked": "REVOKED",
        "kept": "PENDING",
        "cancelled job": "REVOKED",
        "revoked job": "REVOKED",
        "kept job": "PENDING",
    }


def test_a_worker_that_starts_later_runs_what_was_kept_and_nothing_else(
    scripted_worker: Any, analyses: Analyses, prepared: dict[str, str]
) -> None:
    wait_until(lambda: get_task_status(prepared["kept"])["state"] == "SUCCESS")
    wait_until(lambda: get_task_status(prepared["kept job"])["state"] == "SUCCESS")
    for name in ("revoked", "cancelled job", "revoked job"):
        wait_until(lambda name=name: str(celery_app.AsyncResult(prepared[name]).state) == "REVOKED")  # type: ignore[misc]

    assert analyses.status(prepared["cancelled job"]).job.attempt == 0
    assert f"[{prepared['revoked']}] succeeded" not in scripted_worker.output


@pytest.mark.parametrize("error", ["broker", "ledger", "connection", "disk"])
def test_a_fault_that_passes_is_tried_again(scripted_worker: Any, error: str) -> None:
    assert flaky(error, 1).get(timeout=15) == 1


def test_a_task_between_two_tries_is_told_with_its_error_and_can_be_revoked(scripted_worker: Any) -> None:
    task_id = flaky("broker", 2).id
    wait_until(lambda: get_task_status(task_id)["state"] == "RETRY")
    assert get_task_status(task_id)["error"]["code"] == "broker-unavailable"

    answer = revoke_task(task_id)

    assert (answer["was"], answer["revoked"], answer["state"]) == ("queued", True, "REVOKED")
    wait_until(lambda: str(celery_app.AsyncResult(task_id).state) == "REVOKED")


def test_a_fault_that_stays_ends_the_task_after_the_configured_tries(scripted_worker: Any) -> None:
    result = flaky("broker", 99)

    with pytest.raises(BrokerUnavailable):
        result.get(timeout=30)

    retried = [line for line in scripted_worker.output.splitlines() if f"[{result.id}] retry" in line]
    assert len(retried) == MAX_RETRIES


@pytest.mark.parametrize(
    ("error", "kind"),
    [("document", DocumentCorrupt), ("value", ValueError), ("file", FileNotFoundError), ("memory", InternalError)],
)
def test_a_fault_that_does_not_pass_is_not_tried_again(scripted_worker: Any, error: str, kind: type[Exception]) -> None:
    result = flaky(error, 1)

    with pytest.raises(kind):
        result.get(timeout=10)

    assert f"[{result.id}] retry" not in scripted_worker.output
    assert scripted_worker.process.poll() is None


def test_a_plain_task_whose_process_is_killed_runs_again(scripted_worker: Any) -> None:
    task_id = long_running_task.delay(duration_seconds=1).id
    wait_until(lambda: get_task_status(task_id)["state"] in ("STARTED", "PROGRESS"))

    for child in scripted_worker.children:
        child.kill()

    wait_until(lambda: get_task_status(task_id)["state"] == "SUCCESS")


def test_a_document_that_kills_its_worker_is_set_aside_after_three_attempts(
    analyses: Analyses, scripted_worker: Any
) -> None:
    job_id = analyses.submit(b"die").id

    wait_until(lambda: analyses.status(job_id).job.is_finished, seconds=60)

    job = analyses.status(job_id).job
    assert (job.state, job.attempt) == (JobState.FAILED, 3)
    with pytest.raises(DocumentCrashesWorker):
        analyses.result(job_id)
    assert get_task_status(job_id)["error"]["code"] == "document-crashes-worker"
    assert health_check_task.delay().get(timeout=15)["status"] == "healthy"


def test_a_task_of_a_client_without_a_ledger_runs_and_both_sides_say_so_once(
    scripted_worker: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    from backend.config import get_settings
    from backend.container import reset_services

    (tmp_path / "file").write_text("no folder")
    monkeypatch.setenv("DATABASE_URL", f"sqlite:///{tmp_path}/file/ledger.sqlite3")
    reset_services()
    get_settings.cache_clear()

    results = [add_numbers_task.delay(5, 3), add_numbers_task.delay(6, 3)]

    assert [result.get(timeout=10) for result in results] == [8, 9]
    assert len([text for text in caplog.messages if "without the ledger" in text]) == 1
    assert 1 <= scripted_worker.output.count("not in this worker's ledger") <= 2  # once for each process
