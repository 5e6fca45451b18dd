"""The embedded broker, with every server binary that this machine has."""

import os
import shutil
import signal
import socket
import subprocess
import sys
import textwrap
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from urllib.parse import urlsplit

import psutil
import pytest
import redis
from redis.backoff import NoBackoff
from redis.retry import Retry

from backend.broker import embedded
from backend.broker.embedded import EmbeddedBroker, find_bundled_binary, find_server_binary
from backend.errors import BrokerUnavailable

INSTALLED = shutil.which("redis-server")
BUNDLED = find_bundled_binary()
BINARIES = [Path(binary) for binary in (INSTALLED, BUNDLED) if binary]


@pytest.fixture(params=BINARIES, ids=lambda path: path.name)
def broker(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[EmbeddedBroker]:
    with EmbeddedBroker(tmp_path / "broker", request.param) as started:
        yield started


def wait_until(condition: Callable[[], bool], seconds: float = 10) -> None:
    deadline = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < deadline, "the condition did not come true in time"
        time.sleep(0.02)


def test_it_answers_with_an_append_only_file_and_never_evicts(broker: EmbeddedBroker) -> None:
    with redis.Redis.from_url(broker.url) as client:
        assert client.ping()
        assert client.config_get("appendonly") == {"appendonly": "yes"}
        assert client.config_get("maxmemory-policy") == {"maxmemory-policy": "noeviction"}


def test_it_listens_on_loopback_only_and_asks_for_the_password(broker: EmbeddedBroker) -> None:
    assert broker.pid is not None
    listening = {c.laddr.ip for c in psutil.Process(broker.pid).net_connections("tcp") if c.status == "LISTEN"}
    port = urlsplit(broker.url).port
    assert port is not None

    with redis.Redis(port=port, retry=Retry(NoBackoff(), 0)) as stranger, pytest.raises(redis.AuthenticationError):
        stranger.ping()

    assert listening == {"127.0.0.1"}


def test_the_password_is_in_no_process_list_and_in_no_file(broker: EmbeddedBroker, tmp_path: Path) -> None:
    password = urlsplit(broker.url).password
    assert broker.pid is not None
    assert password

    process = psutil.Process(broker.pid)

    assert password not in " ".join([*process.cmdline(), *process.environ().values()])
    files = [path for path in tmp_path.rglob("*") if path.is_file()]
    assert files
    assert not [path for path in files if password.encode() in path.read_bytes()]


def test_what_was_queued_is_there_after_a_restart(broker: EmbeddedBroker) -> None:
    with redis.Redis.from_url(broker.url) as client:
        client.lpush("queue", "waiting")

    broker.stop()
    broker.start()

    with redis.Redis.from_url(broker.url) as client:
        assert client.lrange("queue", 0, -1) == [b"waiting"]


def test_a_port_that_was_taken_in_the_meantime_is_given_up_for_another(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    free_port = embedded._free_port
    with socket.socket() as rival:
        rival.bind(("127.0.0.1", 0))
        rival.listen()
        taken = rival.getsockname()[1]
        ports = iter([taken, free_port()])
        monkeypatch.setattr(embedded, "_free_port", lambda: next(ports))

        with EmbeddedBroker(tmp_path) as broker:
            assert urlsplit(broker.url).port != taken


def test_two_brokers_never_share_a_directory(broker: EmbeddedBroker, tmp_path: Path) -> None:
    second = EmbeddedBroker(tmp_path / "broker")

    with pytest.raises(BrokerUnavailable, match="Another process already runs"):
        second.start()

    assert broker.is_running


def test_a_binary_that_is_no_server_is_told_with_what_it_said(tmp_path: Path) -> None:
    broker = EmbeddedBroker(tmp_path, Path(sys.executable))

    with pytest.raises(BrokerUnavailable, match="did not start"):
        broker.start()

    assert not broker.is_running
    assert broker.url == ""


def test_the_server_ends_with_a_parent_that_was_killed(tmp_path: Path) -> None:
    script = """
        import sys, time
        from pathlib import Path
        from backend.broker.embedded import EmbeddedBroker
        broker = EmbeddedBroker(Path(sys.argv[1]))
        broker.start()
        print(broker.pid, flush=True)
        time.sleep(60)
    """
    with subprocess.Popen(
        [sys.executable, "-c", textwrap.dedent(script), tmp_path], stdout=subprocess.PIPE, text=True
    ) as parent:
        assert parent.stdout is not None
        server = int(parent.stdout.readline())

        os.kill(parent.pid, signal.SIGKILL)
        parent.wait()

        wait_until(lambda: not psutil.pid_exists(server) or psutil.Process(server).status() == psutil.STATUS_ZOMBIE)


def test_a_server_on_path_is_preferred_to_the_bundled_one(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    own = tmp_path / "valkey-server"
    own.write_text("#!/bin/sh\n")
    own.chmod(0o755)

    monkeypatch.setenv("PATH", str(tmp_path))

    assert find_server_binary() == own


def test_without_a_server_on_path_the_bundled_one_serves(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))

    assert find_server_binary() == BUNDLED
