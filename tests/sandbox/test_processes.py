"""Whose the server is: one for each process, shared by its threads, gone when the process is."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

import psutil
import pytest

from vitae.documents.limits import Limits
from vitae.documents.sandbox import Sandbox

GOOD = b"Jane Example\njane@example.org\n"


def wait_until(condition: Callable[[], object], seconds: float = 20) -> None:
    deadline = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < deadline
        time.sleep(0.005)


def run_script(script: str) -> "subprocess.CompletedProcess[str]":
    return subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, timeout=60, check=False)


@pytest.mark.filterwarnings("ignore:.*multi-threaded:DeprecationWarning")
def test_a_forked_process_reads_with_a_server_of_its_own() -> None:
    script = (
        "import os, sys\n"
        "from vitae.documents.limits import Limits\n"
        "from vitae.documents.sandbox import sandbox\n"
        "def read(): return sandbox().read(b'Jane Example', Limits()).reading.text, sandbox().server_pid\n"
        "text, server = read()\n"
        "child = os.fork()\n"
        "other_text, other_server = read()\n"
        "assert text == other_text == 'Jane Example'\n"
        "assert (server == other_server) == (child != 0)\n"
        "if child == 0: sandbox().close()\n"
        "else: assert os.waitpid(child, 0)[1] == 0\n"
        "assert read()[0] == text\n"
    )

    done = run_script(script)

    assert (done.returncode, done.stderr) == (0, "")


def test_a_process_that_ends_takes_its_server_along() -> None:
    done = run_script(
        "from vitae.documents.limits import Limits\n"
        "from vitae.documents.sandbox import sandbox\n"
        "sandbox().read(b'Jane Example', Limits())\n"
        "print(sandbox().server_pid)\n"
    )

    assert done.returncode == 0, done.stderr
    wait_until(lambda: not psutil.pid_exists(int(done.stdout)))


def test_a_process_that_is_killed_takes_server_and_child_along(form_laughs: Callable[[int], bytes]) -> None:
    script = (
        "import sys\n"
        "from vitae.documents.limits import Limits\n"
        "from vitae.documents.sandbox import sandbox\n"
        "sandbox().layers()\n"
        "print(sandbox().server_pid, flush=True)\n"
        "sandbox().read(sys.stdin.buffer.read(), Limits(max_memory_bytes=2**32))\n"
    )
    owner = subprocess.Popen([sys.executable, "-c", script], stdin=subprocess.PIPE, stdout=subprocess.PIPE)
    assert owner.stdin is not None
    assert owner.stdout is not None
    with owner.stdin, owner.stdout:
        server = psutil.Process(int(owner.stdout.readline()))
        owner.stdin.write(form_laughs(9))
        owner.stdin.close()
        wait_until(server.children)
        (child,) = server.children()

        owner.send_signal(signal.SIGKILL)

        owner.wait()
    wait_until(lambda: not server.is_running() and not child.is_running())


def test_threads_take_turns_and_mix_up_nothing(sandbox: Sandbox) -> None:
    texts = [f"Jane Example {number}" for number in range(40)]

    with ThreadPoolExecutor(8) as pool:
        read = list(pool.map(lambda text: sandbox.read(text.encode(), Limits()).reading.text, texts))

    assert read == texts


def test_a_closed_sandbox_opens_again(sandbox: Sandbox) -> None:
    sandbox.start()
    first = sandbox.server_pid
    sandbox.close()

    assert sandbox.server_pid is None
    assert sandbox.read(GOOD, Limits()).reading.text
    assert sandbox.server_pid not in (None, first)


def test_the_children_of_a_server_are_reaped(sandbox: Sandbox) -> None:
    for _ in range(3):
        sandbox.read(GOOD, Limits())

    assert sandbox.server_pid is not None
    assert psutil.Process(sandbox.server_pid).children() == []


def test_the_server_is_out_of_reach_of_the_terminal(sandbox: Sandbox) -> None:
    sandbox.layers()

    assert sandbox.server_pid is not None
    assert os.getpgid(sandbox.server_pid) == sandbox.server_pid != os.getpgrp()


def test_a_child_begins_with_nothing_that_python_does_for_threads() -> None:
    script = (
        "import os\n"
        "from vitae.documents.sandbox.kernel import fork\n"
        "os.register_at_fork(after_in_child=lambda: print('called', flush=True))\n"
        "child = fork()\n"
        "if child == 0:\n"
        "    print('child of', os.getppid(), flush=True)\n"
        "    os._exit(7)\n"
        "print('parent', os.getpid(), os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]))\n"
    )
    done = subprocess.run([sys.executable, "-I", "-c", script], check=True, capture_output=True, text=True)
    child, parent = done.stdout.splitlines()

    assert parent.split()[0::2] == ["parent", "7"]
    assert child == f"child of {parent.split()[1]}"
