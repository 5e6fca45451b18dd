"""Measure the HTTP service: a server process of its own, loaded over loopback by this one.

``python -m benchmarks.service [--write]``
"""

import argparse
import asyncio
import json
import os
import platform
import re
import socket
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor, ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import psutil

from backend.broker.embedded import EmbeddedBroker
from backend.config import read_settings
from backend.container import Services, build_services
from backend.tasks.publisher import CeleryPublisher
from benchmarks.page import write_part
from vitae.domain.progress import Progress

CONNECTIONS = 8
DOCUMENT_BYTES = 100_000
SUBMISSIONS, STATUSES = 600, 4000
RUNNING = 100
"""Analyses that are asked for in turn: no two questions at the same moment are about the same one."""
COMMITS_PER_SECOND = 50
"""More than two cores of workers make."""
STREAMS, IDLE_SECONDS = 200, 10.0
SLOW_CLIENTS, OPENING_SECONDS = 1000, 5.0
BOUNDARY = b"vitae-benchmark"


@dataclass(frozen=True, slots=True)
class Rate:
    """How many requests were answered, and what they cost."""

    requests: int
    wall_seconds: float
    cpu_seconds: float
    """Of the server process."""

    def row(self, name: str, goal: str) -> str:
        """Return a row of the table."""
        per_core, per_second = self.requests / self.cpu_seconds, self.requests / self.wall_seconds
        return f"| {name} | {per_core:,.0f} | {per_second:,.0f} | {goal} |"


@dataclass(frozen=True, slots=True)
class Server:
    """The service under test."""

    port: int
    process: psutil.Process
    services: Services

    def cpu_seconds(self) -> float:
        """Return the processor time that it has used so far."""
        times = self.process.cpu_times()
        return float(times.user + times.system)


def main() -> None:
    """Measure everything and print it, or write it into the page."""
    parser = argparse.ArgumentParser(description="Measure the HTTP service.")
    parser.add_argument("--write", action="store_true", help="write the figures to docs/benchmarks.md")
    arguments = parser.parse_args()
    with running_server() as server:
        figures = "\n".join(measure(server))
    print(figures)
    if arguments.write:
        write_part("service", figures)


def measure(server: Server) -> Iterator[str]:
    """Yield the lines of the report."""
    ids, submitted = asyncio.run(_submit(server))
    yield f"{platform.machine()}, Python {platform.python_version()}; {CONNECTIONS} connections.\n"
    yield "| requests | for one CPU second of the server | for one second of the clock | goal |"
    yield "| --- | ---: | ---: | ---: |"
    yield asyncio.run(_load(server, _get("/livez"), STATUSES)).row("`/livez`, for comparison: it does nothing", "")
    yield submitted.row(f"submit a file of {DOCUMENT_BYTES // 1000} kB", "300")
    running, waiting = ids[:RUNNING], ids[RUNNING : 2 * RUNNING]
    for job_id in running:
        _begin(server, job_id)
    of_running, of_waiting = (_in_turn([_get(f"/v1/analyses/{one}") for one in asked]) for asked in (running, waiting))
    yield asyncio.run(_load(server, of_running, STATUSES)).row("status of a running analysis", "1,500")
    yield asyncio.run(_load(server, of_waiting, STATUSES)).row("status of a waiting one", "1,500")
    with _writing(server):
        beside = asyncio.run(_load(server, of_waiting, STATUSES))
    yield beside.row(f"the same, while the ledger is written {COMMITS_PER_SECOND} times a second", "1,500")
    share = asyncio.run(_idle_streams(server, ids))
    yield f"\n{STREAMS} open event streams with nothing to tell: {share:.1%} of one core (goal: under 5 %)."
    yield _slow_clients(server)


@contextmanager
def running_server() -> Iterator[Server]:
    """Run Redis and the API in a folder of their own, without a worker."""
    with tempfile.TemporaryDirectory() as folder, EmbeddedBroker(Path(folder) / "broker") as broker:
        os.environ |= {"DATA_DIR": folder, "REDIS_URL": broker.url, "LOG_LEVEL": "ERROR"}
        services = build_services(read_settings(Path(folder)))
        services.capabilities.note("benchmark")  # as a worker does: then it is asked whether the work was done before
        with socket.create_server(("127.0.0.1", 0), backlog=1024) as listener:
            listener.set_inheritable(True)
            command = [sys.executable, "-m", "backend.serve.api_process", str(listener.fileno())]
            child = subprocess.Popen(command, pass_fds=[listener.fileno()])
            port = listener.getsockname()[1]
        try:
            asyncio.run(_answers(port))
            yield Server(port, psutil.Process(child.pid), services)
        finally:
            child.terminate()
            child.wait()


async def _answers(port: int) -> None:
    await asyncio.wait_for(_load_once(port, _get("/livez")), timeout=60)


async def _submit(server: Server) -> tuple[list[str], Rate]:
    await _load(server, _post, 20)  # the first ones open the ledger and connect
    answers: list[bytes] = []
    rate = await _load(server, _post, SUBMISSIONS, answers)
    return [str(json.loads(answer)["id"]) for answer in answers], rate


async def _load(
    server: Server, request: bytes | Callable[[int], bytes], count: int, answers: list[bytes] | None = None
) -> Rate:
    """Send so many requests over a few connections, each as soon as the one before was answered."""
    numbers = iter(range(count))

    async def send() -> None:
        reader, writer = await asyncio.open_connection("127.0.0.1", server.port)
        for number in numbers:
            writer.write(request(number) if callable(request) else request)
            body = await _answer(reader)
            if answers is not None:
                answers.append(body)
        writer.close()

    cpu, started = server.cpu_seconds(), time.perf_counter()
    await asyncio.gather(*(send() for _ in range(CONNECTIONS)))
    return Rate(count, time.perf_counter() - started, server.cpu_seconds() - cpu)


async def _load_once(port: int, request: bytes) -> bytes:
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    writer.write(request)
    body = await _answer(reader)
    writer.close()
    return body


async def _answer(reader: asyncio.StreamReader) -> bytes:
    head = await reader.readuntil(b"\r\n\r\n")
    status = int(head[9:12])
    if not 200 <= status < 300:
        raise RuntimeError(f"The server answered {status}.")
    length = re.search(rb"content-length: (\d+)", head, re.IGNORECASE)
    return await reader.readexactly(int(length[1])) if length else b""


def _get(path: str) -> bytes:
    return f"GET {path} HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n".encode()


def _post(number: int) -> bytes:
    """Return a submission whose document is unlike all others."""
    document = os.urandom(DOCUMENT_BYTES - 8) + number.to_bytes(8, "big")
    head = b'Content-Disposition: form-data; name="file"; filename="cv.pdf"\r\nContent-Type: application/pdf'
    body = b"--" + BOUNDARY + b"\r\n" + head + b"\r\n\r\n" + document + b"\r\n--" + BOUNDARY + b"--\r\n"
    lines = b"POST /v1/analyses HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: multipart/form-data; boundary="
    return lines + BOUNDARY + f"\r\nContent-Length: {len(body)}\r\n\r\n".encode() + body


def _in_turn(requests: list[bytes]) -> Callable[[int], bytes]:
    """Return which request is the one of a number."""
    return lambda number: requests[number % len(requests)]


def _begin(server: Server, job_id: str) -> None:
    """Do what a worker does when it begins with a job."""
    server.services.analyses(CeleryPublisher()).claim(job_id, "benchmark")
    stages = enumerate(("read", "sections", "profile", "parse"))
    server.services.progress.extend(job_id, [(datetime.now(UTC), Progress(stage, done, 9)) for done, stage in stages])


@contextmanager
def _writing(server: Server) -> Iterator[None]:
    """Commit to the ledger meanwhile, as workers do: what the server remembers of it is out of date each time."""
    is_over = threading.Event()

    def write() -> None:
        while not is_over.wait(1 / COMMITS_PER_SECOND):
            server.services.capabilities.note("benchmark")

    with ThreadPoolExecutor(1) as thread:
        writes = thread.submit(write)
        try:
            yield
        finally:
            is_over.set()
        writes.result()


async def _idle_streams(server: Server, ids: list[str]) -> float:
    """Return which part of a core the server needs to keep streams open that have nothing to tell."""
    writers = []
    for job_id in ids[-STREAMS:]:
        reader, writer = await asyncio.open_connection("127.0.0.1", server.port)
        writer.write(_get(f"/v1/analyses/{job_id}/events"))
        await reader.readuntil(b"event: snapshot")
        writers.append(writer)
    await asyncio.sleep(2)
    cpu, started = server.cpu_seconds(), time.perf_counter()
    await asyncio.sleep(IDLE_SECONDS)
    share = (server.cpu_seconds() - cpu) / (time.perf_counter() - started)
    for writer in writers:
        writer.close()
    return share


def _slow_clients(server: Server) -> str:
    """Let another process open the slow connections; return how long they and others took."""
    started = time.perf_counter()
    with ProcessPoolExecutor(1) as pool:
        statuses = pool.submit(_be_slow, server.port)
        waits = asyncio.run(_ask_meanwhile(server.port, statuses))
    took, answers = time.perf_counter() - started, ", ".join(map(str, sorted(statuses.result())))
    return (
        f"\n{SLOW_CLIENTS} slow clients within {OPENING_SECONDS:.0f} s, half of them in the head and half in the body: "
        f"all closed after {took:.0f} s (goal: 60) with {answers}; "
        f"meanwhile `/livez` took {statistics.median(waits):.1f} ms (middle), {_most(waits):.0f} ms (99 of 100), "
        f"{max(waits):.0f} ms (longest; goal: under 100)."
    )


def _most(waits: list[float]) -> float:
    """Return how long 99 of 100 took at most."""
    return sorted(waits)[-max(1, len(waits) // 100)]


async def _ask_meanwhile(port: int, pending: "Future[set[int]]") -> list[float]:
    waits = []
    while not pending.done():
        asked = time.perf_counter()
        await _load_once(port, _get("/livez"))
        waits.append((time.perf_counter() - asked) * 1000)
        await asyncio.sleep(0.05)
    return waits


def _be_slow(port: int) -> set[int]:
    """Open connections that send half a head, or a body byte by byte; return how they were answered."""
    head = b"POST /v1/analyses HTTP/1.1\r\nHost: 127.0.0.1\r\n"
    form = head + b"Content-Type: multipart/form-data; boundary=x\r\nContent-Length: 100000\r\n\r\n--x\r\n"

    async def be_slow() -> set[int]:
        clients = (_slow_client(port, form if i % 2 else head, i) for i in range(SLOW_CLIENTS))
        return set(await asyncio.gather(*clients))

    return asyncio.run(be_slow())


async def _slow_client(port: int, beginning: bytes, number: int) -> int:
    """Send a byte a second until the server has enough of it; return the status of its answer."""
    await asyncio.sleep(OPENING_SECONDS * number / SLOW_CLIENTS)
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    writer.write(beginning)
    answer = asyncio.create_task(reader.readline())
    while not answer.done():
        await asyncio.wait([answer], timeout=1)
        writer.write(b"" if answer.done() else b"a")
    writer.close()
    return int(answer.result().split()[1])


if __name__ == "__main__":
    main()
