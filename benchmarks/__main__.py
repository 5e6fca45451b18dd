"""Print the tables of `docs/benchmarks.md`, or write them there.

``python -m benchmarks [--rounds N] [--runs N] [--write]``
"""

import argparse
import platform

from benchmarks.detection import measure_detection
from benchmarks.engine import measure_engine
from benchmarks.figures import Figures, merged, rendered
from benchmarks.lexicon import measure_lexicon
from benchmarks.page import write_part
from benchmarks.reading import measure_reading
from benchmarks.reference_set import reference_files


def main() -> None:
    """Measure everything within one run, so that the ratios hold on a noisy machine."""
    parser = argparse.ArgumentParser(description="Measure the engine beside plain text extraction.")
    parser.add_argument("--rounds", type=int, default=10, help="rounds over the reference set")
    parser.add_argument("--runs", type=int, default=1, help="runs; of several, the middle one and the range are told")
    parser.add_argument("--write", action="store_true", help="write the tables to docs/benchmarks.md")
    arguments = parser.parse_args()

    runs = [_run(arguments.rounds) for _ in range(arguments.runs)]
    machine = f"{platform.machine()}, Python {platform.python_version()}"
    head = f"{len(reference_files())} reference résumés, {arguments.rounds} rounds, {arguments.runs} runs; {machine}.\n"
    tables = f"{head}\n{rendered(merged(runs))}"
    print(tables)
    if arguments.write:
        write_part("figures", tables)


def _run(rounds: int) -> Figures:
    files = reference_files()
    engine, floor = measure_engine(files, rounds)
    return {**engine, **measure_lexicon(files, rounds), **measure_reading(files, rounds, floor), **measure_detection()}


if __name__ == "__main__":
    main()
