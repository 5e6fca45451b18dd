"""A process that forks keeps a warm server, of which its forks get forks."""

import os
import signal
import subprocess
import sys
import textwrap
import time

import psutil

PROGRAM = textwrap.dedent(
    """
    import os, signal, sys
    from vitae.documents.limits import Limits
    from vitae.documents.sandbox import sandbox

    def in_a_fork(act):
        child = os.fork()
        if child == 0:
            act()
            sandbox().close()
            os._exit(0)
        assert os.waitpid(child, 0)[1] == 0

    def read():
        sandbox().start()
        content = sandbox().read(b"Jane Example, jane@example.org", Limits())
        print("read", sandbox().server_pid, flush=True)

    def read_twice():
        read()
        os.kill(sandbox().server_pid, signal.SIGKILL)
        read()

    sandbox().prepare_for_forks()
    nursery = sandbox()._nursery._process.pid
    print("nursery", nursery, flush=True)
    in_a_fork(read)
    in_a_fork(read_twice)
    os.kill(nursery, signal.SIGKILL)
    os.waitpid(nursery, 0)
    in_a_fork(read)
    sys.stdin.read()
    """
)
KEPT = "import sys; from vitae.documents.sandbox import sandbox; sandbox().prepare_for_forks(); "
KEPT += "print(sandbox()._nursery._process.pid, flush=True); sys.stdin.read()"


def test_every_fork_reads_in_a_server_of_its_own_whatever_became_of_the_others() -> None:
    done = subprocess.run([sys.executable, "-c", PROGRAM], input="", capture_output=True, text=True, check=True)

    words = [line.split() for line in done.stdout.splitlines()]
    assert [word for word, _ in words] == ["nursery", *["read"] * 4]
    assert len({pid for _, pid in words}) == 5
    deadline = time.monotonic() + 30
    while alive := [pid for _, pid in words if is_alive(int(pid))]:
        assert time.monotonic() < deadline, f"{alive} live on"
        time.sleep(0.02)


def is_alive(pid: int) -> bool:
    """Whether the process works; one that nobody has buried yet does not."""
    try:
        return psutil.Process(pid).status() != psutil.STATUS_ZOMBIE
    except psutil.NoSuchProcess:
        return False


def test_a_nursery_ends_with_the_process_that_started_it() -> None:
    with subprocess.Popen([sys.executable, "-c", KEPT], stdin=subprocess.PIPE, stdout=subprocess.PIPE) as keeper:
        assert keeper.stdout is not None
        nursery = psutil.Process(int(keeper.stdout.readline()))

        os.kill(keeper.pid, signal.SIGKILL)

    deadline = time.monotonic() + 30
    while nursery.is_running() and nursery.status() != psutil.STATUS_ZOMBIE:
        assert time.monotonic() < deadline, "the nursery lives on"
        time.sleep(0.02)
