"""The analysis task on a live worker whose engine does what the document says."""

import json
import re
import time
from collections.abc import Callable
from typing import Any

import pytest

from backend.container import Services
from backend.errors import AnalysisTimedOut, DocumentCrashesWorker, InternalError
from backend.jobs import Analyses, Job, JobState
from backend.tasks import CeleryPublisher, celery_app, get_task_status, health_check_task, revoke_task
from vitae.domain.errors import DocumentEncrypted

HARD_LIMIT_SECONDS = 3

pytestmark = pytest.mark.usefixtures("scripted_worker")


@pytest.fixture(scope="module")
def own_environment(own_environment: dict[str, str]) -> dict[str, str]:
    return own_environment | {"ANALYSIS_TIMEOUT_SECONDS": str(HARD_LIMIT_SECONDS)}


@pytest.fixture
def environment(own_environment: dict[str, str]) -> dict[str, str]:
    return own_environment


@pytest.fixture
def submit(analyses: Analyses) -> Callable[[str], str]:
    return lambda commands: analyses.submit(commands.encode(), filename="cv.txt").id


@pytest.fixture
def wait(analyses: Analyses) -> Callable[..., Job]:
    def until(job_id: str, *states: JobState, seconds: float = 20) -> Job:
        deadline = time.monotonic() + seconds
        while (job := analyses.status(job_id).job).state not in states:
            assert time.monotonic() < deadline, f"{job.state} and not {states}"
            time.sleep(0.01)
        return job

    return until


Submit = Callable[[str], str]
Wait = Callable[..., Job]
FINISHED = (JobState.SUCCEEDED, JobState.FAILED, JobState.CANCELLED)


def test_a_job_becomes_a_report_under_its_own_id(submit: Submit, wait: Wait, analyses: Analyses) -> None:
    job_id = submit("go")

    job = wait(job_id, *FINISHED)

    assert (job.state, job.attempt) == (JobState.SUCCEEDED, 1)
    report = analyses.result(job_id)
    assert (report["status"], report["run"]["job_id"], report["run"]["filename"]) == ("succeeded", job_id, "cv.txt")


class ErasedMeanwhile(CeleryPublisher):
    """Wakes a worker for a job whose document others erased while it was handed in."""

    def __init__(self, services: Services) -> None:
        self._blobs = services.blobs

    def publish(self, *jobs: Job) -> None:
        assert all(self._blobs.delete_unless(job.document_sha256, lambda _: False) for job in jobs)
        super().publish(*jobs)


def test_a_document_that_is_stored_again_after_its_worker_was_woken_is_analysed(services: Services, wait: Wait) -> None:
    document = b"stored a moment after its job"
    job_id = services.analyses(ErasedMeanwhile(services)).submit(document).id

    wait(job_id, JobState.RUNNING)
    services.blobs.put(document)

    assert wait(job_id, *FINISHED).state is JobState.SUCCEEDED


def test_the_task_returns_a_summary_with_ids_and_counts_only(submit: Submit, wait: Wait) -> None:
    job_id = submit("a secret line of the document")
    wait(job_id, JobState.SUCCEEDED)

    summary = celery_app.AsyncResult(job_id).get(timeout=10)

    assert summary == {
        "job_id": job_id,
        "status": "succeeded",
        "analyzers": {"completed": 1, "failed": 0, "skipped": 0},
        "findings": {"critical": 0, "warning": 0, "info": 0},
        "score": None,
        "months": None,
    }
    status = get_task_status(job_id)
    assert (status["state"], status["result"]) == ("SUCCESS", summary)


def test_progress_is_seen_by_stage_and_never_goes_back(submit: Submit, wait: Wait, analyses: Analyses) -> None:
    job_id = submit("\n".join(["sleep 0.15"] * 8))
    seen: list[int] = []
    while not analyses.status(job_id).job.is_finished:
        status = get_task_status(job_id)
        if status["progress"]:
            seen.append(status["progress"]["percentage"])
            assert status["state"] == "PROGRESS"
            assert status["progress"]["stage"] in ("sleep 0.15", "report")

    assert len(set(seen)) >= 4
    assert seen == sorted(seen)
    assert max(seen) < 100


def test_celerys_own_clients_see_progress_too(submit: Submit) -> None:
    job_id = submit("\n".join(["sleep 0.3"] * 5))
    states: list[dict[str, Any]] = []

    celery_app.AsyncResult(job_id).get(timeout=15, on_message=states.append, interval=0.01)

    metas = [message["result"] for message in states if message["status"] == "PROGRESS"]
    assert len(metas) >= 2
    assert metas[0].keys() == {"current", "total", "percentage", "status", "stage"}


def test_a_document_that_is_refused_is_a_typed_failure_everywhere(
    submit: Submit, wait: Wait, analyses: Analyses
) -> None:
    job_id = submit("encrypted")

    job = wait(job_id, *FINISHED)

    assert job.state is JobState.FAILED
    with pytest.raises(DocumentEncrypted, match="password"):
        analyses.result(job_id)
    with pytest.raises(DocumentEncrypted, match="password"):
        celery_app.AsyncResult(job_id).get(timeout=10)
    error = get_task_status(job_id)["error"]
    assert (error["type"], error["code"], error["retryable"]) == ("DocumentEncrypted", "document-encrypted", False)


def test_an_expected_failure_is_one_line_of_the_log_without_a_traceback(
    submit: Submit, wait: Wait, scripted_worker: Any
) -> None:
    job_id = submit("encrypted")
    wait(job_id, JobState.FAILED)
    _until(lambda: f"[{job_id}] raised expected" in scripted_worker.output)

    after = scripted_worker.output.partition(f"[{job_id}] raised expected")[2]

    assert "Traceback" not in after.partition("\n2")[0]


def test_a_fault_of_ours_is_an_internal_error_that_quotes_nothing(
    submit: Submit, wait: Wait, analyses: Analyses, scripted_worker: Any
) -> None:
    job_id = submit("bug")

    wait(job_id, JobState.FAILED)

    with pytest.raises(InternalError, match="stopped with KeyError") as failure:
        analyses.result(job_id)
    assert "a word of the document" not in failure.value.detail
    _until(lambda: f"[{job_id}] raised expected" in scripted_worker.output)
    assert "a word of the document" not in scripted_worker.output
    assert "a word of the document" not in json.dumps(str(celery_app.backend.get_task_meta(job_id)))


def test_a_lack_of_memory_ends_the_job_and_not_the_worker(
    submit: Submit, wait: Wait, analyses: Analyses, scripted_worker: Any
) -> None:
    job_id = submit("memory")

    job = wait(job_id, JobState.FAILED)

    assert job.attempt == 3
    with pytest.raises(DocumentCrashesWorker, match="out of memory"):
        analyses.result(job_id)
    assert scripted_worker.process.poll() is None
    assert health_check_task.delay().get(timeout=10)["status"] == "healthy"


def test_a_running_job_is_cancelled_within_a_second(submit: Submit, wait: Wait, analyses: Analyses) -> None:
    job_id = submit("\n".join(["sleep 0.1"] * 25))
    wait(job_id, JobState.RUNNING)
    asked = time.monotonic()

    analyses.cancel(job_id)
    wait(job_id, JobState.CANCELLED)

    assert time.monotonic() - asked < 1
    assert analyses.result(job_id)["status"] == "partial"
    _until(lambda: str(celery_app.AsyncResult(job_id).state) == "REVOKED")
    assert get_task_status(job_id)["state"] == "REVOKED"


def test_a_job_is_cancelled_within_a_second_in_the_middle_of_a_stage(
    submit: Submit, wait: Wait, analyses: Analyses
) -> None:
    job_id = submit("sleep 60")
    wait(job_id, JobState.RUNNING)
    asked = time.monotonic()

    analyses.cancel(job_id)
    wait(job_id, JobState.CANCELLED)

    assert time.monotonic() - asked < 1


def test_a_job_in_a_stage_that_does_not_end_is_ended_by_terminate(
    submit: Submit, wait: Wait, analyses: Analyses
) -> None:
    job_id = submit("hang 60")
    wait(job_id, JobState.RUNNING)

    answer = revoke_task(job_id, terminate=True)

    assert (answer["was"], answer["revoked"], answer["state"]) == ("running", True, "REVOKED")
    assert analyses.status(job_id).job.state is JobState.CANCELLED


def test_celerys_own_terminate_cancels_the_job_in_the_ledger(submit: Submit, wait: Wait) -> None:
    job_id = submit("hang 60")
    wait(job_id, JobState.RUNNING)

    celery_app.control.revoke(job_id, terminate=True)

    wait(job_id, JobState.CANCELLED)


def test_a_job_beyond_the_soft_limit_is_tried_three_times_and_ends_with_its_reason(
    submit: Submit, wait: Wait, analyses: Analyses
) -> None:
    job_id = submit("sleep 60")

    job = wait(job_id, JobState.FAILED, seconds=40)

    assert job.started_at is not None
    assert job.finished_at is not None
    assert job.attempt == 3
    assert (job.finished_at - job.started_at).total_seconds() < HARD_LIMIT_SECONDS
    with pytest.raises(AnalysisTimedOut, match="within its time"):
        analyses.result(job_id)


def test_a_job_beyond_the_hard_limit_is_killed_three_times_and_says_so_everywhere(
    submit: Submit, wait: Wait, analyses: Analyses
) -> None:
    job_id = submit("hang 60")

    job = wait(job_id, JobState.FAILED, seconds=60)

    assert job.attempt == 3
    with pytest.raises(AnalysisTimedOut, match="after 3 seconds"):
        analyses.result(job_id)
    with pytest.raises(AnalysisTimedOut, match="after 3 seconds"):
        celery_app.AsyncResult(job_id).get(timeout=10)
    assert get_task_status(job_id)["error"]["code"] == "analysis-timeout"


def test_a_second_delivery_of_a_finished_job_changes_nothing(
    submit: Submit, wait: Wait, services: Services, scripted_worker: Any
) -> None:
    job_id = submit("encrypted")
    finished = wait(job_id, JobState.FAILED)
    _until(lambda: celery_app.AsyncResult(job_id).state == "FAILURE")

    CeleryPublisher().publish(finished)
    _until(lambda: "nothing to do for a job that is failed" in scripted_worker.output)

    assert services.store.find(job_id) == finished
    assert celery_app.AsyncResult(job_id).state == "FAILURE"


def test_a_job_of_another_ledger_is_refused_by_name(scripted_worker: Any) -> None:
    from backend.errors import LedgerMismatch

    result = celery_app.send_task("tasks.analyze_resume", args=("ana_elsewhere",))

    with pytest.raises(LedgerMismatch, match="ana_elsewhere"):
        result.get(timeout=10)


def test_every_line_of_a_job_carries_its_id(submit: Submit, wait: Wait, scripted_worker: Any) -> None:
    job_id = submit("go")
    wait(job_id, JobState.SUCCEEDED)
    _until(lambda: f"[{job_id}] succeeded" in scripted_worker.output)

    lines = [line for line in scripted_worker.output.splitlines() if job_id in line]

    assert [line for line in lines if "analysis begins, attempt 1" in line]
    assert [line for line in lines if f"task_id={job_id}" not in line] == []
    assert re.search(rf"analysis ends: succeeded task_id={job_id} job_id={job_id}", "\n".join(lines))


def _until(condition: Callable[[], bool], seconds: float = 15) -> None:
    deadline = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < deadline, "the condition did not come true in time"
        time.sleep(0.02)
