"""The engine, stage by stage, in CPU milliseconds a document, beside plain text extraction of the same files."""

import subprocess
import sys
from collections import defaultdict
from datetime import date
from functools import partial
from itertools import pairwise
from pathlib import Path
from resource import RUSAGE_SELF, getrusage
from statistics import median
from time import process_time

import vitae
from benchmarks.clock import median_cpu_ms, settle, whole_cpu_ms
from benchmarks.figures import Figures, Row
from benchmarks.reading import plain_text
from vitae.domain.progress import Progress

AS_OF = date(2026, 11, 22)
FLOOR = "plain text by PDFium"
CPU, TIMES = "CPU ms", "times plain text"
FIRST_REPORT = "import vitae; vitae.analyze('{}', isolation='none')"
IMPORT_FILES = """
from pathlib import Path
from vitae.lexicons import files
data = Path(files.__file__).with_name('data')
"""
LEXICON_FILES = f"""{IMPORT_FILES}
for path in data.rglob('*.toml'):
    files.read_toml(str(path.relative_to(data).with_suffix('')))
for path in data.glob('*.txt'):
    files.read_lines(path.stem)
"""
READ = """
import vitae.parsing, vitae.documents
document = vitae.documents.read_document(open('{}', 'rb').read(), vitae.documents.Limits(), 'none')
"""
FIRST_PARSE = READ + "vitae.parsing.parse_resume(document, vitae.parsing.find_sections(document))"


def measure_engine(files: list[Path], rounds: int) -> tuple[Figures, float]:
    """Return the tables of the whole engine, and the CPU milliseconds of plain text extraction.

    The documents are read in this process, so that the stage ``read`` is reading alone.
    """
    contents = [path.read_bytes() for path in files]
    floor = median_cpu_ms(plain_text, contents, rounds)
    stages = {FLOOR: floor, **_measure_stages(contents, rounds)}
    rows: dict[str, Row] = {name: {CPU: ms, TIMES: ms / floor} for name, ms in stages.items()}
    read, parsed = READ.format(files[0]), FIRST_PARSE.format(files[0])
    process: dict[str, Row] = {
        "résumés a second on one core": {"figure": 1000 / stages["all"]},
        "memory of this process, MiB": {"figure": getrusage(RUSAGE_SELF).ru_maxrss / 1024},
        "`import vitae`, CPU ms beside a bare interpreter": {"figure": _cold("import vitae")},
        "all files of the lexicons, CPU ms": {"figure": _cold(LEXICON_FILES) - _cold(IMPORT_FILES)},
        "what the parser loads for its first document, CPU ms": {"figure": _cold(parsed) - _cold(read)},
        "first report of a process, CPU ms beside a bare interpreter": {"figure": _cold(FIRST_REPORT.format(files[0]))},
    }
    return {"The engine by stage": rows, "The process": process}, floor


def _measure_stages(contents: list[bytes], rounds: int) -> dict[str, float]:
    """Return stage -> median CPU milliseconds of one document; ``all`` is the whole analysis."""
    samples: dict[str, list[float]] = defaultdict(list)
    for content in contents:  # the first look at a document warms lexicons, models and caches
        vitae.analyze(content, as_of=AS_OF, isolation="none")
    settle()
    for _ in range(rounds):
        for content in contents:
            for stage, seconds in _timed_stages(content).items():
                samples[stage].append(seconds * 1000)
    return {stage: median(values) for stage, values in samples.items()}


def _timed_stages(content: bytes) -> dict[str, float]:
    marks: list[tuple[str, float]] = []

    def mark(progress: Progress) -> None:
        marks.append((progress.stage, process_time()))

    vitae.analyze(content, as_of=AS_OF, on_progress=mark, isolation="none")
    marks.append(("", process_time()))
    stages = {stage: after - at for (stage, at), (_, after) in pairwise(marks)}
    return {**stages, "all": marks[-1][1] - marks[0][1]}


def _cold(script: str, repeats: int = 5) -> float:
    """Return the CPU milliseconds of a fresh interpreter with this script, less those of an empty one."""
    return min(_child(script) for _ in range(repeats)) - min(_child("pass") for _ in range(repeats))


def _child(script: str) -> float:
    return whole_cpu_ms(partial(subprocess.run, [sys.executable, "-c", script], check=True))
