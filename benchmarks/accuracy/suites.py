"""The suites of the benchmark. Each gives named figures, whose floors stand in one file.

A new suite is a function from `Options` to `Result` and a line in ``SUITES``.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

from benchmarks.accuracy.figures import field_scores, shares
from benchmarks.accuracy.floors import Result
from benchmarks.accuracy.resumes import Document, digest, documents
from benchmarks.accuracy.tables import left_out_tables, resume_tables, split_of


@dataclass(frozen=True, slots=True)
class Options:
    """What the caller wants to see."""

    processes: int = 2
    output: Path | None = None
    every_layout: bool = False
    leave_out: bool = False
    misses: bool = False


def resumes(options: Options) -> Result:
    """Set, analyse and judge the invented people."""
    read = documents(options.processes, options.output, every_layout=options.every_layout)
    tables = resume_tables(read)
    if options.leave_out:
        tables += "\n" + left_out_tables(read)
    if options.misses:
        tables += "\n### Misses of the tuning half\n\n" + _misses(read)
    return Result("resumes", digest(), _figures(read), tables)


def _figures(read: list[Document]) -> dict[str, float]:
    figures: dict[str, float] = {}
    for split in ("tune", "test"):
        judgements = split_of(read, split)
        figures |= {f"{split}: {field}": score.f1 for field, score in field_scores(judgements).items()}
        figures |= {f"{split}: {name}": figure for name, figure in shares(judgements).items()}
    return figures


def _misses(read: list[Document]) -> str:
    """Return what was wrong, file by file; of the half that only measures nothing is shown."""
    shown = [document for document in read if document.person.split == "tune" and document.judgement.misses]
    return (
        "\n".join(
            "\n".join([document.name, *(f"  {miss}" for miss in document.judgement.misses)]) for document in shown
        )
        + "\n"
    )


SUITES: Mapping[str, Callable[[Options], Result]] = {
    "resumes": resumes,
}
