"""What is handed in: the invented two-page résumés of the benchmarks, and documents that harm their worker."""

from collections.abc import Iterator
from functools import cache
from itertools import cycle
from pathlib import Path

from faults.poison import CRASHING, ENDLESS, MARK

RESUMES = Path(__file__).parents[1] / "benchmarks" / "reference"


@cache
def resumes() -> tuple[bytes, ...]:
    """Return the résumés."""
    return tuple(path.read_bytes() for path in sorted(RESUMES.glob("*.pdf")))


def endless_resumes() -> Iterator[bytes]:
    """Return the résumés, over and over."""
    return cycle(resumes())


def poison(how: str, argument: object = "") -> bytes:
    """Return a document that does this to its worker; see `faults.poison.WAYS`."""
    return MARK + f"{how} {argument}\n".encode()


def crashing(number: int) -> bytes:
    """Return one of the documents that end their process, each in its turn."""
    return poison(CRASHING[number % len(CRASHING)], number)


def endless(number: int) -> bytes:
    """Return one of the documents that never come to an end, each in its turn."""
    return poison(ENDLESS[number % len(ENDLESS)], number)


def sleeping(seconds: float) -> bytes:
    """Return a document that takes its time in the middle of a stage."""
    return poison("sleep", seconds)
