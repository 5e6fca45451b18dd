"""Which Redis is spoken to, and what of its address may be shown."""

import json
import os
import stat
import subprocess
import sys
from pathlib import Path

import pytest

from backend.broker.address import DEFAULT_REDIS_URL, find_redis_url, mask_url
from backend.broker.serve_file import ServeFile, read_serve_file, remove_serve_file, write_serve_file

SERVED_URL = "redis://:pass@127.0.0.1:7001/0"


def serve(data_dir: Path) -> ServeFile:
    served = ServeFile.of_this_process("http://127.0.0.1:8000", SERVED_URL)
    write_serve_file(data_dir, served)
    return served


def test_a_configured_redis_comes_before_the_embedded_one(tmp_path: Path) -> None:
    serve(tmp_path)

    assert find_redis_url("redis://queue.example.org/2", tmp_path) == "redis://queue.example.org/2"


def test_the_broker_of_a_running_service_is_found(tmp_path: Path) -> None:
    serve(tmp_path)

    assert find_redis_url(None, tmp_path) == SERVED_URL


def test_without_both_it_is_the_default_of_redis(tmp_path: Path) -> None:
    assert find_redis_url(None, tmp_path) == DEFAULT_REDIS_URL


def test_the_file_with_the_password_is_its_owners_only(tmp_path: Path) -> None:
    served = serve(tmp_path)

    path = tmp_path / "serve.json"

    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert read_serve_file(tmp_path) == served
    assert "pass" not in repr(served)


def test_a_file_whose_process_is_gone_is_stale(tmp_path: Path) -> None:
    gone = subprocess.Popen([sys.executable, "-c", ""])
    gone.wait()
    write_serve_file(tmp_path, ServeFile(gone.pid, "http://127.0.0.1:8000", SERVED_URL))

    assert read_serve_file(tmp_path) is None
    assert find_redis_url(None, tmp_path) == DEFAULT_REDIS_URL


@pytest.mark.skipif(not Path("/proc/self/stat").exists(), reason="the start of a process is read from /proc")
def test_another_process_with_the_same_pid_is_not_taken_for_the_service(tmp_path: Path) -> None:
    write_serve_file(tmp_path, ServeFile(os.getpid(), "http://127.0.0.1:8000", SERVED_URL, process_start=1))

    assert read_serve_file(tmp_path) is None


@pytest.mark.parametrize("content", ["", "[]", "{", '{"pid": "many"}', json.dumps({"pid": 1, "url": "x"})])
def test_a_damaged_file_is_no_service(tmp_path: Path, content: str) -> None:
    (tmp_path / "serve.json").write_text(content)

    assert read_serve_file(tmp_path) is None


def test_a_service_that_ends_removes_its_own_file_only(tmp_path: Path) -> None:
    other = ServeFile(os.getppid(), "http://127.0.0.1:8001", SERVED_URL)
    write_serve_file(tmp_path, other)

    remove_serve_file(tmp_path)
    assert read_serve_file(tmp_path) == other

    serve(tmp_path)
    remove_serve_file(tmp_path)
    assert not (tmp_path / "serve.json").exists()


@pytest.mark.parametrize(
    ("url", "shown"),
    [
        ("redis://127.0.0.1:6379/0", "redis://127.0.0.1:6379/0"),
        ("redis://:secret@127.0.0.1:6379/0", "redis://:***@127.0.0.1:6379/0"),
        ("rediss://user:secret@host/1", "rediss://user:***@host/1"),
        ("redis://secret@host/1", "redis://***@host/1"),
        ("redis://u:sec@ret@host/1", "redis://u:***@host/1"),
        ("redis://host/0?password=secret", "redis://host/0?***"),
        ("redis://[broken", "***"),
    ],
)
def test_a_password_never_shows(url: str, shown: str) -> None:
    assert mask_url(url) == shown
