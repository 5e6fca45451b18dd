"""The suites of the benchmark. Each gives named figures, whose floors stand in one file.

A new suite is a function from `Options` to `Result` and a line in ``SUITES``.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from benchmarks.accuracy.figures import field_scores, shares
from benchmarks.accuracy.floors import Result
from benchmarks.accuracy.formats import FORMATS
from benchmarks.accuracy.head_figures import measure_heads
from benchmarks.accuracy.json_resume import with_months
from benchmarks.accuracy.language import measure_lines
from benchmarks.accuracy.layouts import LAYOUTS, Layout
from benchmarks.accuracy.name_figures import measure_names
from benchmarks.accuracy.person import PEOPLE, STRANGERS, people
from benchmarks.accuracy.resumes import Document, digest, digest_of_formats, documents, judged
from benchmarks.accuracy.reworded import Wording
from benchmarks.accuracy.tables import format_tables, left_out_tables, misses_of, resume_tables, split_of
from benchmarks.accuracy.themes import themes


@dataclass(frozen=True, slots=True)
class Options:
    """What the caller wants to see."""

    processes: int = 2
    output: Path | None = None
    every_layout: bool = False
    leave_out: bool = False
    misses: bool = False
    themes: Path | None = None
    """Where themes of JSON Resume are installed, to be measured in place of our layouts."""
    reworded: Wording | None = None
    """Other words in place of all headings; then only those are set who serve for tuning."""

    @property
    def is_close_look(self) -> bool:
        """Whether other files are measured than those of the floors."""
        return self.every_layout or self.themes is not None or self.reworded is not None


def resumes(options: Options) -> Result:
    """Set, analyse and judge the invented people."""
    return _of_people("resumes", PEOPLE, options)


def strangers(options: Options) -> Result:
    """Do the same with those who were written to be a surprise."""
    return _of_people("strangers", STRANGERS, options)


def formats(options: Options) -> Result:
    """Set the people in formats without pages, as people save, export and type them."""
    read = _documents(PEOPLE, FORMATS, options)
    tables = format_tables(read)
    if options.misses:
        tables += "\n### Misses of the tuning part\n\n" + misses_of(read)
    return Result("formats", digest_of_formats(), _figures(read), tables)


def _of_people(suite: str, folder: Path, options: Options) -> Result:
    read = _read(folder, options)
    tables = resume_tables(read)
    if options.leave_out:
        tables += "\n" + left_out_tables(read)
    if options.misses:
        tables += "\n### Misses of the tuning part\n\n" + misses_of(read)
    return Result(suite, digest(folder), _figures(read), tables)


def _read(folder: Path, options: Options) -> list[Document]:
    if options.themes is None:
        return _documents(folder, LAYOUTS, options)
    shown = [with_months(person) for person in people(folder)]
    return [judged(person, theme, options.output) for theme in themes(options.themes) for person in shown]


def _documents(folder: Path, layouts: Sequence[Layout], options: Options) -> list[Document]:
    return documents(
        folder,
        options.processes,
        options.output,
        layouts=layouts,
        every_layout=options.every_layout,
        wording=options.reworded,
    )


def _figures(read: list[Document]) -> dict[str, float]:
    figures: dict[str, float] = {}
    for split in ("tune", "test"):
        judgements = split_of(read, split)
        figures |= {f"{split}: {field}": score.f1 for field, score in field_scores(judgements).items()}
        figures |= {f"{split}: {name}": figure for name, figure in shares(judgements).items()}
    return figures


def lines(options: Options) -> Result:
    """Check the language of single lines, half of which only measure."""
    return measure_lines(misses=options.misses)


def heads(options: Options) -> Result:
    """Read the heads of résumés that were written to be odd."""
    return measure_heads(options.processes, misses=options.misses)


def names(options: Options) -> Result:
    """Ask the lexicons for titles, organisations and degrees."""
    return measure_names(misses=options.misses)


SUITES: Mapping[str, Callable[[Options], Result]] = {
    "resumes": resumes,
    "strangers": strangers,
    "formats": formats,
    "lines": lines,
    "heads": heads,
    "names": names,
}
