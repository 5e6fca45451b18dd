"""Measure how much is read right, print the tables, and refuse a drop: `make accuracy`.

``python -m benchmarks.accuracy [--suite NAME] [--output FOLDER] [--misses] [--write] [--pin] …``
"""

import argparse
import re
import sys
from pathlib import Path

from benchmarks.accuracy.floors import Result, breaches, pin
from benchmarks.accuracy.reworded import Wording
from benchmarks.accuracy.suites import SUITES, Options

PAGE = Path(__file__).parents[2] / "docs" / "accuracy.md"


def main() -> None:
    """Exit with 1 when a figure is below its floor."""
    arguments = _arguments()
    options = Options(
        processes=arguments.processes,
        output=arguments.output,
        every_layout=arguments.every_layout,
        leave_out=arguments.leave_out,
        misses=arguments.misses,
        themes=arguments.themes,
        reworded=arguments.reworded,
    )
    results = [SUITES[name](options) for name in arguments.suite or SUITES]
    for result in results:
        print(f"## {result.suite}\n\n{result.tables}")
    if options.is_close_look:
        return
    for result in results:
        _keep(result, write=arguments.write, as_floors=arguments.pin)
    complaints = [complaint for result in results for complaint in breaches(result)]
    print("\n".join(complaints) or "No figure is below its floor.")
    sys.exit(bool(complaints))


def _keep(result: Result, *, write: bool, as_floors: bool) -> None:
    if write:
        _write(result)
    if as_floors:
        print("\n".join(pin(result)))


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description="Measure how much is read right.")
    parser.add_argument("--suite", action="append", choices=SUITES, help="only this one; may be repeated")
    parser.add_argument("--processes", type=int, default=2, help="that work at once")
    parser.add_argument("--output", type=Path, help="an existing folder for the documents that are made")
    parser.add_argument("--every-layout", action="store_true", help="everybody in every layout")
    parser.add_argument("--themes", type=Path, help="a folder with themes of JSON Resume: they instead of our layouts")
    parser.add_argument("--reworded", type=Wording, choices=Wording, help="the tuning part under other headings")
    parser.add_argument("--leave-out", action="store_true", help="also with each layout and each person left out")
    parser.add_argument("--misses", action="store_true", help="also what was wrong in the tuning part")
    parser.add_argument("--write", action="store_true", help="write the tables to docs/accuracy.md")
    parser.add_argument("--pin", action="store_true", help="raise the floors to these figures")
    return parser.parse_args()


def _write(result: Result) -> None:
    """Put the tables between the page's marks of this suite."""
    marks = re.compile(rf"(?<=<!-- {result.suite} -->\n).*(?=<!-- end of {result.suite} -->)", re.DOTALL)
    page = PAGE.read_text(encoding="utf-8")
    PAGE.write_text(marks.sub(lambda _: f"\n{result.tables}\n", page), encoding="utf-8")


if __name__ == "__main__":
    main()
