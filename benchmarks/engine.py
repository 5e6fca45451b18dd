"""The engine, stage by stage, in CPU milliseconds a document, beside plain text extraction of the same files."""

from collections import defaultdict
from collections.abc import Callable
from datetime import date
from functools import partial
from itertools import pairwise
from pathlib import Path
from statistics import median
from time import process_time

import pypdfium2  # type: ignore[import-untyped]

import vitae
from vitae.domain.progress import Progress

AS_OF = date(2026, 11, 22)


def measure_stages(files: list[Path], rounds: int) -> dict[str, float]:
    """Return stage -> median CPU milliseconds of one document; ``all`` is the whole analysis."""
    contents = [path.read_bytes() for path in files]
    samples: dict[str, list[float]] = defaultdict(list)
    for content in contents:  # the first look at a document warms lexicons, models and caches
        vitae.analyze(content, as_of=AS_OF, isolation="none")
    for _ in range(rounds):
        for content in contents:
            for stage, seconds in _timed_stages(content).items():
                samples[stage].append(seconds * 1000)
    return {stage: median(values) for stage, values in samples.items()}


def measure_floor(files: list[Path], rounds: int) -> float:
    """Return the median CPU milliseconds that PDFium takes for the bare text of one document."""
    contents = [path.read_bytes() for path in files]
    works = [partial(_plain_text, content) for content in contents]
    return median(_cpu(work) * 1000 for _ in range(rounds) for work in works)


def _timed_stages(content: bytes) -> dict[str, float]:
    marks: list[tuple[str, float]] = []

    def mark(progress: Progress) -> None:
        marks.append((progress.stage, process_time()))

    vitae.analyze(content, as_of=AS_OF, isolation="none", on_progress=mark)
    marks.append(("", process_time()))
    stages = {stage: after - at for (stage, at), (_, after) in pairwise(marks)}
    return {**stages, "all": marks[-1][1] - marks[0][1]}


def _plain_text(content: bytes) -> str:
    with pypdfium2.PdfDocument(content) as pdf:
        return "\n".join(page.get_textpage().get_text_range() for page in pdf)


def _cpu(work: Callable[[], object]) -> float:
    started = process_time()
    work()
    return process_time() - started
