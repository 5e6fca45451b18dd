"""Clients that take their time, on real sockets: each is told so, and let go."""

import json
import select
import socket
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from urllib.parse import urlsplit

import httpx
import pytest

from backend.api import body_limit, connection

HEAD = b"POST /v1/analyses HTTP/1.1\r\nHost: localhost\r\n"
FORM = HEAD + b"Content-Type: multipart/form-data; boundary=x\r\nContent-Length: 5000\r\n\r\n--x\r\nContent-Dis"
Connect = Callable[[], socket.socket]


@pytest.fixture(autouse=True)
def _short_patience(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(connection, "HEAD_SECONDS", 0.5)
    monkeypatch.setattr(body_limit, "BODY_SECONDS", 0.5)


@pytest.fixture
def connect(client: httpx.Client) -> Iterator[Connect]:
    where = urlsplit(str(client.base_url))
    with ExitStack() as stack:
        yield lambda: stack.enter_context(socket.create_connection((where.hostname, where.port), timeout=5))


def answer_to(sock: socket.socket, *parts: bytes, pause: float = 0.1) -> tuple[int, dict[str, object]]:
    """Send the parts slowly, then wait for the answer and for the end of the connection."""
    received = b""
    for part in parts:
        sock.sendall(part)
        if select.select([sock], [], [], pause)[0]:
            break
    while data := sock.recv(65536):
        received += data
    head, _, body = received.partition(b"\r\n\r\n")
    return int(head.split()[1]), json.loads(body)


@pytest.mark.parametrize("sent", [b"", b"GE", HEAD, HEAD + b"X-A: b", b"\r\n\r\n"])
def test_a_head_that_does_not_come_is_not_waited_for(connect: Connect, sent: bytes) -> None:
    status, problem = answer_to(connect(), sent)

    assert (status, problem["code"]) == (408, "request-timeout")


def test_a_body_that_stops_is_not_waited_for(connect: Connect) -> None:
    status, problem = answer_to(connect(), FORM)

    assert (status, problem["code"], problem["instance"]) == (408, "request-timeout", "/v1/analyses")


def test_a_body_of_single_bytes_wins_no_time(connect: Connect) -> None:
    sock, started = connect(), time.monotonic()

    status, _ = answer_to(sock, FORM, *(b"a" for _ in range(8)))

    assert status == 408
    assert time.monotonic() - started < 5


def test_a_second_request_has_no_more_time_than_the_first(connect: Connect) -> None:
    sock = connect()
    sock.sendall(b"GET /livez HTTP/1.1\r\nHost: localhost\r\n\r\n")
    assert sock.recv(65536).startswith(b"HTTP/1.1 200")

    status, _ = answer_to(sock, b"GET /livez HTTP/1.1\r\n")

    assert status == 408


@pytest.mark.parametrize("head", [HEAD + b"X-A: " + b"b" * 40_000, HEAD + b"X-A: b\r\n" * 6000 + b"\r\n"])
def test_a_head_without_end_is_refused(connect: Connect, head: bytes) -> None:
    status, problem = answer_to(connect(), head)

    assert (status, problem["code"]) == (431, "headers-too-large")


@pytest.mark.parametrize("sent", [b"\x16\x03\x01\x02\x00\x01\x00", b"GET /\x00 HTTP/1.1\r\n\r\n", b"HELO\r\n\r\n"])
def test_what_is_not_http_is_a_problem_too(connect: Connect, sent: bytes) -> None:
    status, problem = answer_to(connect(), sent)

    assert (status, problem["code"]) == (400, "malformed-request")


def test_a_client_that_goes_away_in_mid_body_harms_nobody(client: httpx.Client, connect: Connect) -> None:
    for _ in range(20):
        sock = connect()
        sock.sendall(FORM)
        sock.close()

    assert client.get("/v1/analyses").json()["items"] == []


def test_hundreds_of_slow_clients_keep_nobody_waiting(client: httpx.Client, connect: Connect) -> None:
    sockets = [connect() for _ in range(300)]
    for number, sock in enumerate(sockets):
        sock.sendall(FORM if number % 2 else HEAD)

    answered = [client.get("/livez").status_code for _ in range(20)]
    started = time.monotonic()
    statuses = {int(sock.recv(65536).split()[1]) for sock in sockets}

    assert answered == [200] * 20
    assert statuses == {408}
    assert time.monotonic() - started < 20


def test_a_stream_that_has_nothing_to_tell_is_left_open(client: httpx.Client, submit: Callable[[], str]) -> None:
    with client.stream("GET", f"/v1/analyses/{submit()}/events", timeout=2) as answer:
        lines = answer.iter_lines()
        assert "snapshot" in "".join(next(lines) for _ in range(2))

        with pytest.raises(httpx.ReadTimeout):
            list(lines)
