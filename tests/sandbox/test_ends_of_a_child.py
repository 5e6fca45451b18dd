"""However a document ends its reader, the answer is typed, and the next document is read."""

import os
import signal
import time
from collections.abc import Callable, Iterator
from dataclasses import replace

import psutil
import pytest

import vitae
from vitae.documents.limits import Limits
from vitae.documents.sandbox import Sandbox
from vitae.documents.sandbox.channel import Ending
from vitae.documents.sandbox.endings import OUT_OF_MEMORY, STOPPED, rejection_of
from vitae.domain.errors import DocumentCrashesReader, DocumentTooComplex

FormLaughs = Callable[[int], bytes]

MEBIBYTE = 1024 * 1024
GOOD = b"Jane Example\njane@example.org\n"
LOW = Limits(max_memory_bytes=256 * MEBIBYTE, max_cpu_seconds=1)


@pytest.fixture(autouse=True)
def the_next_document_is_read(sandbox: Sandbox) -> Iterator[None]:
    yield
    assert sandbox.read(GOOD, Limits()).reading.text == GOOD.decode().strip()


def wait_until(condition: Callable[[], object], seconds: float = 20) -> None:
    deadline = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < deadline
        time.sleep(0.005)


def test_a_bomb_is_too_complex_and_harms_nobody(gigabyte_bomb: bytes, sandbox: Sandbox) -> None:
    sandbox.layers()
    server = sandbox.server_pid

    with pytest.raises(DocumentTooComplex, match="256 MiB of memory"):
        sandbox.read(gigabyte_bomb, LOW)

    assert sandbox.server_pid == server


def test_a_bomb_of_forms_is_too_complex(form_laughs: FormLaughs, sandbox: Sandbox) -> None:
    with pytest.raises(DocumentTooComplex, match="memory"):
        sandbox.read(form_laughs(7), LOW)


def test_processor_time_is_limited(form_laughs: FormLaughs, sandbox: Sandbox) -> None:
    with pytest.raises(DocumentTooComplex, match="1 seconds of processor time"):
        sandbox.read(form_laughs(9), replace(LOW, max_memory_bytes=4096 * MEBIBYTE))


def test_time_on_the_clock_is_limited(form_laughs: FormLaughs, sandbox: Sandbox) -> None:
    limits = replace(Limits(), max_wall_seconds=0.3, max_memory_bytes=4096 * MEBIBYTE)
    began = time.monotonic()

    with pytest.raises(DocumentTooComplex, match=r"more than 0\.3 seconds"):
        sandbox.read(form_laughs(9), limits)

    assert time.monotonic() - began < 5


def test_a_server_that_was_killed_between_documents_is_replaced(sandbox: Sandbox) -> None:
    sandbox.read(GOOD, Limits())
    assert sandbox.server_pid is not None
    os.kill(sandbox.server_pid, signal.SIGKILL)

    assert sandbox.read(GOOD, Limits()).reading.text


def test_the_end_of_an_analysis_by_a_signal_leaves_no_answer_to_the_next_document(
    form_laughs: FormLaughs, sandbox: Sandbox
) -> None:
    def interrupt(_: int, __: object) -> None:
        raise InterruptedError("soft limit")

    sandbox.layers()  # a server that is not warm yet would be what is interrupted
    before = signal.signal(signal.SIGALRM, interrupt)
    signal.setitimer(signal.ITIMER_REAL, 0.2)
    try:
        with pytest.raises(InterruptedError, match="soft limit"):
            sandbox.read(form_laughs(9), replace(Limits(), max_memory_bytes=4096 * MEBIBYTE))
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)

    assert sandbox.server_pid is None


def test_a_bomb_is_refused_by_the_main_path_too(gigabyte_bomb: bytes, sandbox: Sandbox) -> None:
    with pytest.raises(DocumentTooComplex):
        vitae.analyze(gigabyte_bomb, limits=LOW)

    assert vitae.analyze(GOOD).document.text == GOOD.decode().strip()


@pytest.mark.parametrize(
    ("ending", "answer", "error", "words"),
    [
        (Ending(-signal.SIGXCPU, 10, MEBIBYTE), b"", DocumentTooComplex, "10 seconds of processor time"),
        (Ending(OUT_OF_MEMORY, 1, MEBIBYTE), b"MemoryError", DocumentTooComplex, "768 MiB of memory"),
        (Ending(-signal.SIGABRT, 1, 700 * MEBIBYTE), b"", DocumentTooComplex, "768 MiB of memory"),
        (Ending(-signal.SIGABRT, 1, 30 * MEBIBYTE), b"", DocumentCrashesReader, "SIGABRT"),
        (Ending(-signal.SIGSEGV, 1, 30 * MEBIBYTE), b"", DocumentCrashesReader, "SIGSEGV"),
        (Ending(-signal.SIGKILL, 1, 700 * MEBIBYTE), b"", DocumentCrashesReader, "SIGKILL"),
        (Ending(-99, 1, 1), b"", DocumentCrashesReader, "signal 99"),
        (Ending(STOPPED, 1, 1), b"KeyError", DocumentCrashesReader, "KeyError"),
        (Ending(STOPPED, 1, 1), b"\x00\xff words of the document", DocumentCrashesReader, "without an answer"),
        (Ending(77, 1, 1), b"KeyError", DocumentCrashesReader, "without an answer"),
    ],
)
def test_every_end_is_told_in_a_sentence(ending: Ending, answer: bytes, error: type[Exception], words: str) -> None:
    rejection = rejection_of(ending, answer, Limits())

    assert type(rejection) is error
    assert words in rejection.detail
    assert "words of the document" not in rejection.detail
    assert rejection.detail.endswith(".")


def test_a_child_that_is_killed_gets_a_second_chance(form_laughs: FormLaughs, sandbox: Sandbox) -> None:
    sandbox.layers()
    assert sandbox.server_pid is not None
    server = psutil.Process(sandbox.server_pid)
    killed: list[int] = []

    def kill_children(_: int, __: object) -> None:
        for child in server.children():
            child.kill()
            killed.append(child.pid)

    before = signal.signal(signal.SIGALRM, kill_children)
    signal.setitimer(signal.ITIMER_REAL, 0.05, 0.05)
    try:
        with pytest.raises(DocumentCrashesReader, match="SIGKILL"):
            sandbox.read(form_laughs(9), replace(Limits(), max_memory_bytes=4096 * MEBIBYTE))
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)

    assert len(set(killed)) == 2
