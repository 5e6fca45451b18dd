"""A process that lives and ends with the supervisor."""

import signal
import subprocess
import sys
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from backend.broker.parent_death import die_with_parent
from backend.serve.signals import TERMINAL_SIGNALS

LAST_WORDS_BYTES = 4096


@dataclass(frozen=True, slots=True)
class Program:
    """What a child runs."""

    name: str
    arguments: Sequence[str]
    environment: Mapping[str, str]
    log_file: Path | None
    """None: its output goes to our stderr."""
    pass_fds: tuple[int, ...] = ()
    death_signal: signal.Signals = signal.SIGTERM
    """What the kernel sends it when the supervisor is gone (Linux only)."""


@dataclass(slots=True)
class Child:
    """A running program."""

    program: Program
    process: "subprocess.Popen[bytes]"
    started_at: float = field(default_factory=time.monotonic)

    @classmethod
    def start(cls, program: Program) -> "Child":
        """Start the program in our process group, deaf to the terminal's signals, which are ours to handle.

        A blocked signal stays blocked across fork and exec: they are blocked while the child
        begins, and let through again for ourselves.
        """
        before = signal.pthread_sigmask(signal.SIG_BLOCK, TERMINAL_SIGNALS)
        log = program.log_file.open("ab") if program.log_file else None
        try:
            process = subprocess.Popen(  # noqa: S603  # our own programs; nothing comes from a user
                program.arguments,
                env=dict(program.environment),
                stdin=subprocess.DEVNULL,
                stdout=log or sys.stderr.fileno(),
                stderr=subprocess.STDOUT,
                pass_fds=program.pass_fds,
                preexec_fn=die_with_parent(program.death_signal),  # noqa: PLW1509  # we have no threads
            )
        finally:
            signal.pthread_sigmask(signal.SIG_SETMASK, before)
            if log:
                log.close()
        return cls(program, process)

    @property
    def is_running(self) -> bool:
        """Whether the process is alive."""
        return self.process.poll() is None

    @property
    def age(self) -> float:
        """Seconds since the start."""
        return time.monotonic() - self.started_at

    def send(self, number: signal.Signals) -> None:
        """Send a signal, unless it has ended."""
        if self.is_running:
            self.process.send_signal(number)

    def describe_end(self) -> str:
        """Return how the process ended and the last line that it wrote."""
        code = self.process.returncode
        how = f"was ended by {signal.Signals(-code).name}" if code < 0 else f"ended with status {code}"
        return f"{self.program.name} {how}{_last_words(self.program.log_file)}"


def wait_for_all(children: Sequence[Child], seconds: float) -> bool:
    """Wait until all have ended; False when the time is over first."""
    deadline = time.monotonic() + seconds
    for child in children:
        try:
            child.process.wait(max(0.0, deadline - time.monotonic()))
        except subprocess.TimeoutExpired:
            return False
    return True


def _last_words(log_file: Path | None) -> str:
    if log_file is None:
        return ""
    with log_file.open("rb") as log:
        log.seek(max(0, log_file.stat().st_size - LAST_WORDS_BYTES))
        lines = [line for line in log.read().decode(errors="replace").splitlines() if line.strip()]
    return f"; {log_file} ends with: {lines[-1].strip()}" if lines else f"; {log_file} is empty"
