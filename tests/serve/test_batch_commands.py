"""`vitae batch` beside a running service: every document gets its file, however often the run was interrupted."""

import json
import signal
import subprocess
import sys
import time
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

Beside = Callable[..., "subprocess.CompletedProcess[str]"]
RESUME = """\
{name}
{name}@example.org

Experience
2019 - 2021 Engineer, Example Ltd
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Return a folder of documents, with one that is empty and one below."""
    root = tmp_path / "documents"
    (root / "more").mkdir(parents=True)
    (root / ".hidden").write_text("not a document", encoding="utf-8")
    for i in range(30):
        (root / f"cv-{i:02}.txt").write_text(RESUME.format(name=f"person{i}"), encoding="utf-8")
    (root / "more" / "cv.txt").write_text(RESUME.format(name="another"), encoding="utf-8")
    (root / "empty.txt").write_bytes(b"")
    return root


def batch_id_of(done: "subprocess.CompletedProcess[str]") -> str:
    return done.stderr.split()[0]


def test_every_document_of_a_folder_gets_its_report_or_its_failure(
    beside: Beside, service: Any, folder: Path, tmp_path: Path
) -> None:
    out = tmp_path / "reports"

    done = beside(service, "batch", "run", folder, "--out", out)

    written = {path.relative_to(out).as_posix() for path in out.rglob("*.json")}
    report = json.loads((out / "more" / "cv.txt.json").read_text(encoding="utf-8"))
    failure = json.loads((out / "empty.txt.json").read_text(encoding="utf-8"))
    assert done.returncode == 3
    assert len(written) == 32
    assert report["resume"]["basics"]["email"] == "another@example.org"
    assert (failure["status"], failure["error"]["code"]) == ("failed", "document-empty")
    assert "31 succeeded, 1 failed" in done.stderr
    assert not (out / ".vitae-batch.json").exists()


def test_a_run_that_was_killed_goes_on_with_the_same_batch(
    beside: Beside, service: Any, folder: Path, tmp_path: Path
) -> None:
    out = tmp_path / "reports"
    command = [sys.executable, "-m", "backend.cli", "batch", "run", str(folder), "--out", str(out)]
    environment = {**service.environment, "REDIS_URL": ""}
    killed = subprocess.Popen(command, env=environment, cwd=tmp_path, stderr=subprocess.PIPE, text=True)
    deadline = time.monotonic() + 60
    while not (out / ".vitae-batch.json").exists():
        assert time.monotonic() < deadline
        assert killed.poll() is None
        time.sleep(0.01)
    killed.send_signal(signal.SIGKILL)
    killed.communicate()
    batch_id = json.loads((out / ".vitae-batch.json").read_text(encoding="utf-8"))["batch"]

    done = beside(service, "batch", "run", folder, "--out", out)

    assert done.stderr.startswith(f"{batch_id}: taken up again")
    assert len(list(out.rglob("*.json"))) == 32
    status = json.loads(beside(service, "batch", "status", batch_id, "--json").stdout)
    assert (status["state"], status["counts"]["total"]) == ("finished", 32)


def test_a_zip_and_a_list_of_files_are_batches_too(beside: Beside, service: Any, folder: Path, tmp_path: Path) -> None:
    archive, listed = tmp_path / "cvs.zip", tmp_path / "list.txt"
    with zipfile.ZipFile(archive, "w") as zipped:
        zipped.write(folder / "cv-00.txt", "in/zip.txt")
    listed.write_text(f"{folder / 'cv-01.txt'}\n", encoding="utf-8")

    done = beside(service, "batch", "run", archive, "--list", listed, "-o", tmp_path / "out", "--format", "csv")

    assert done.returncode == 0, done.stderr
    assert {path.relative_to(tmp_path / "out").as_posix() for path in (tmp_path / "out").rglob("*.csv")} == {
        "in/zip.txt.csv",
        "cv-01.txt.csv",
    }


def test_a_batch_is_read_out_tried_anew_and_cancelled(
    beside: Beside, service: Any, folder: Path, tmp_path: Path
) -> None:
    batch_id = batch_id_of(beside(service, "batch", "run", folder / "cv-02.txt", "-o", tmp_path / "out"))

    lines = beside(service, "batch", "export", batch_id).stdout.splitlines()
    table = beside(service, "batch", "export", batch_id, "--format", "csv").stdout.splitlines()
    retried = beside(service, "batch", "retry-failed", batch_id)
    cancelled = beside(service, "batch", "cancel", batch_id)

    assert [json.loads(line)["analysis"]["filename"] for line in lines] == ["cv-02.txt"]
    assert len(table) == 2
    assert "1 succeeded" in retried.stdout
    assert "1 succeeded" in cancelled.stdout


@pytest.mark.parametrize(
    ("arguments", "status", "code"),
    [
        (["status", "bat_unknown"], 7, "batch-not-found"),
        (["run", "-o", "out"], 2, "invalid-option"),
        (["run", "nowhere", "-o", "out"], 4, "document-not-found"),
    ],
    ids=str,
)
def test_what_cannot_be_done_is_said_with_its_code(
    beside: Beside, service: Any, arguments: list[str], status: int, code: str
) -> None:
    done = beside(service, "batch", *arguments)

    assert (done.returncode, f"error[{code}]" in done.stderr) == (status, True)
