"""What isolation costs: processor time of this process, the server and its children, beside reading in process."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from resource import RUSAGE_CHILDREN, RUSAGE_SELF, getrusage

from vitae.documents import Limits
from vitae.documents.reader import read_content
from vitae.documents.sandbox import Sandbox
from vitae.documents.sandbox.channel import READ, Request


@dataclass(frozen=True, slots=True)
class SandboxCost:
    """Per document, but for the start."""

    added_ms: float
    """Processor time beside reading in process."""
    start_ms: float
    """Processor time of a server until it is warm, once for each process."""
    peak_mib: float
    """The most memory that a child held."""


def measure_sandbox(files: list[Path], rounds: int) -> SandboxCost:
    """Read every file both ways in one run; a server's own time is known only once it has ended."""
    contents = [path.read_bytes() for path in files]
    for content in contents:
        read_content(content, Limits())
    in_process = _cpu_ms(lambda: [read_content(content, Limits()) for content in contents * rounds])
    start = _cpu_ms(lambda: _isolated([], 1))
    isolated = _cpu_ms(lambda: _isolated(contents, rounds))
    return SandboxCost((isolated - start - in_process) / (rounds * len(contents)), start, _peak_mib(contents))


def _isolated(contents: list[bytes], rounds: int) -> None:
    sandbox = Sandbox()
    sandbox.layers()
    for content in contents * rounds:
        sandbox.read(content, Limits())
    sandbox.close()


def _peak_mib(contents: list[bytes]) -> float:
    sandbox = Sandbox()
    endings = [sandbox.run(Request(READ, Limits(), content)).ending for content in contents]
    sandbox.close()
    return max(ending.memory_bytes for ending in endings) / 2**20


def _cpu_ms(work: Callable[[], object]) -> float:
    before = _spent_ms()
    work()
    return _spent_ms() - before


def _spent_ms() -> float:
    usages = (getrusage(RUSAGE_SELF), getrusage(RUSAGE_CHILDREN))
    return 1000 * sum(usage.ru_utime + usage.ru_stime for usage in usages)
