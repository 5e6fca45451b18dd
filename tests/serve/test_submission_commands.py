import json
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from backend.broker.embedded import EmbeddedBroker
from tests.one_page_pdf import make_pdf

Beside = Callable[..., "subprocess.CompletedProcess[str]"]
LINES = (
    "Maja Rimac",
    "maja.rimac@example.org | +44 20 7946 0123",
    "Experience",
    "Senior Engineer, Northwind Ltd, London",
    "January 2019 - December 2021",
    "- Reduced the cost of storage by 30% with PostgreSQL and Python",
    "Skills",
    "Python, PostgreSQL, Docker, Linux",
)


@pytest.fixture(scope="session")
def documents(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("documents")
    good = make_pdf(LINES)
    (folder / "cv.pdf").write_bytes(good)
    (folder / "empty.pdf").write_bytes(b"")
    (folder / "truncated.pdf").write_bytes(good[: len(good) // 3])
    (folder / "locked.pdf").write_bytes(make_pdf(LINES, "open sesame"))
    (folder / "picture.pdf").write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(200))
    (folder / "huge.pdf").write_bytes(good + bytes(20 * 1024 * 1024))
    (folder / "scan.pdf").write_bytes(make_pdf(()))
    (folder / "folder.pdf").mkdir()
    return folder


def test_a_document_goes_in_and_its_report_comes_out(
    beside: Beside, service: Any, documents: Path, tmp_path: Path
) -> None:
    submitted = beside(service, "submit", "--wait", "--json", "--as-of", "2025-06-30", documents / "cv.pdf")
    analysis = json.loads(submitted.stdout)

    printed = beside(service, "result", analysis["id"], "--format", "json")
    page = beside(service, "result", analysis["id"], "--format", "html", "-o", tmp_path / "cv.html")
    status = beside(service, "status", analysis["id"])
    watched = beside(service, "watch", analysis["id"])

    report = json.loads(printed.stdout)
    assert [done.returncode for done in (submitted, printed, page, status, watched)] == [0] * 5
    assert (analysis["state"], analysis["progress"]["percent"]) == ("succeeded", 100)
    assert report["resume"]["basics"]["name"] == "Maja Rimac"
    assert (report["run"]["job_id"], report["run"]["as_of"]) == (analysis["id"], "2025-06-30")
    assert {outcome["status"] for outcome in report["analyzers"].values()} == {"completed"}
    assert "Maja Rimac" in (tmp_path / "cv.html").read_text(encoding="utf-8")
    assert status.stdout == watched.stdout == f"{analysis['id']}  succeeded  cv.pdf\n"


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("truncated.pdf", "document-corrupt"),
        ("locked.pdf", "document-encrypted"),
        ("picture.pdf", "unsupported-media-type"),
    ],
)
def test_a_document_that_cannot_be_analysed_fails_everywhere_with_the_same_code(
    beside: Beside, service: Any, documents: Path, name: str, code: str
) -> None:
    submitted = beside(service, "submit", "--wait", "--json", documents / name)
    analysis = json.loads(submitted.stdout)

    result = beside(service, "result", analysis["id"])

    assert (submitted.returncode, result.returncode) == (4, 4)
    assert (analysis["state"], analysis["error"]["code"]) == ("failed", code)
    assert submitted.stderr.startswith(f"error[{code}]: {name}: {analysis['error']['detail']}\nhint: ")
    assert result.stderr.startswith(f"error[{code}]: {analysis['error']['detail']}")
    assert result.stdout == ""


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("missing.pdf", "document-not-found"),
        ("folder.pdf", "not-a-file"),
        ("empty.pdf", "document-empty"),
        ("huge.pdf", "file-too-large"),
    ],
)
def test_what_cannot_be_accepted_is_told_at_once(
    beside: Beside, service: Any, documents: Path, name: str, code: str
) -> None:
    done = beside(service, "submit", documents / name)

    assert (done.returncode, done.stdout) == (4, "")
    assert done.stderr.startswith(f"error[{code}]: {documents / name}: ")


def test_one_bad_file_does_not_stop_the_others(beside: Beside, service: Any, documents: Path) -> None:
    done = beside(service, "submit", "--wait", documents / "empty.pdf", documents / "cv.pdf")

    assert done.returncode == 3
    assert done.stdout.endswith("  succeeded  cv.pdf\n")


def test_a_scan_is_partial(beside: Beside, service: Any, documents: Path) -> None:
    done = beside(service, "submit", "--wait", documents / "scan.pdf")

    assert done.returncode == 3
    assert done.stdout.endswith("  succeeded (partial)  scan.pdf\n")


@pytest.mark.parametrize(
    ("command", "job_id"),
    [
        ("status", "ana_aaaaaaaaaaaaaaaaaaaaaaaaaa"),
        ("watch", "ana_aaaaaaaaaaaaaaaaaaaaaaaaaa"),
        ("result", "../livez"),
        ("cancel", ""),
    ],
)
def test_an_unknown_id_is_told_as_such(beside: Beside, service: Any, command: str, job_id: str) -> None:
    done = beside(service, command, job_id)

    assert (done.returncode, done.stdout) == (7, "")
    assert done.stderr.startswith("error[analysis-not-found]: ")


def test_an_unknown_analyzer_is_refused(beside: Beside, service: Any, documents: Path) -> None:
    done = beside(service, "submit", "--only", "palm_reader", documents / "cv.pdf")

    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.startswith("error[unknown-analyzer]: ")


def test_a_finished_analysis_cannot_be_cancelled(beside: Beside, service: Any, documents: Path) -> None:
    analysis = json.loads(beside(service, "submit", "--wait", "--json", documents / "cv.pdf").stdout)

    done = beside(service, "cancel", analysis["id"])

    assert done.returncode == 3
    assert done.stderr.startswith("error[analysis-already-finished]: ")


def test_without_a_worker_nothing_hangs_and_nothing_is_lost(
    beside: Beside, start: Callable[..., Any], documents: Path
) -> None:
    lonely = start("--workers", "0")

    waited = beside(lonely, "submit", "--wait", "--patience", "1", documents / "cv.pdf")
    job_id = json.loads(beside(lonely, "submit", "--json", documents / "cv.pdf").stdout)["id"]
    status = beside(lonely, "status", job_id)
    cancelled = beside(lonely, "cancel", job_id)

    assert waited.returncode == 5
    assert "error[no-worker]: The analysis ana_" in waited.stderr
    assert (status.returncode, status.stdout) == (0, f"{job_id}  queued  0 %  queued  cv.pdf\n")
    assert "warning[no-worker]" in status.stderr
    assert (cancelled.returncode, cancelled.stdout) == (0, f"{job_id}  cancelled  cv.pdf\n")
    assert beside(lonely, "result", job_id).returncode == 4


def test_while_the_broker_is_away_documents_are_accepted_and_wait(
    beside: Beside, start: Callable[..., Any], documents: Path, tmp_path: Path
) -> None:
    with EmbeddedBroker(tmp_path / "broker") as broker:
        service = start("--workers", "0", REDIS_URL=broker.url)
        before = json.loads(beside(service, "submit", "--json", documents / "cv.pdf").stdout)["id"]
    # the broker has ended here

    accepted = json.loads(beside(service, "submit", "--json", documents / "cv.pdf").stdout)
    statuses = [beside(service, "status", job_id).stdout for job_id in (before, accepted["id"])]

    assert accepted["state"] == "queued"
    assert statuses == [f"{job_id}  queued  0 %  queued  cv.pdf\n" for job_id in (before, accepted["id"])]


def test_a_service_that_does_not_answer_is_unreachable(beside: Beside, service: Any, documents: Path) -> None:
    url = "http://127.0.0.1:9"  # the port of the discard service, which nobody runs

    done = beside(service, "submit", "--url", url, documents / "cv.pdf")

    assert (done.returncode, done.stdout) == (5, "")
    assert done.stderr.startswith(f"error[service-unreachable]: The service at {url} does not answer")
