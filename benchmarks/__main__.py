"""Print the table of `docs/benchmarks.md`: ``python -m benchmarks [--rounds N]``."""

import argparse
import platform
import subprocess
import sys
from resource import RUSAGE_CHILDREN, RUSAGE_SELF, getrusage

from benchmarks.engine import measure_floor, measure_stages
from benchmarks.reference_set import reference_files
from benchmarks.sandbox import measure_sandbox


def main() -> None:
    """Measure in one run, so that the ratios hold on a noisy machine."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=10, help="rounds over the reference set")
    rounds: int = parser.parse_args().rounds

    files = reference_files()
    floor = measure_floor(files, rounds)
    stages = measure_stages(files, rounds)
    total = stages.pop("all")

    machine = f"{platform.machine()}, Python {platform.python_version()}"
    print(f"{len(files)} reference résumés, {rounds} rounds, medians; {machine}")
    print(f"\n| stage | CPU ms | times plain text |\n|---|---|---|\n| plain text by PDFium | {floor:.1f} | 1.0 |")
    for stage, milliseconds in stages.items():
        print(f"| {stage} | {milliseconds:.1f} | {milliseconds / floor:.1f} |")
    print(f"| **all** | {total:.1f} | {total / floor:.1f} |")
    sandbox = measure_sandbox(files, rounds)
    print(f"| sandbox, added to it | {sandbox.added_ms:.1f} | {sandbox.added_ms / floor:.1f} |")
    print(
        f"\nA parser server is warm after {sandbox.start_ms:.0f} CPU ms; its children held {sandbox.peak_mib:.0f} MiB."
    )
    memory = getrusage(RUSAGE_SELF).ru_maxrss // 1024
    print(f"\nOne core: {1000 / total:.0f} résumés a second. Memory of this process: {memory} MiB.")
    print(f"`import vitae`: {cold('import vitae'):.0f} CPU ms beside a bare interpreter.")
    print(f"First report of a process: {cold(FIRST_REPORT.format(files[0])):.0f} CPU ms beside a bare interpreter.")


FIRST_REPORT = "import vitae; vitae.analyze('{}')"


def cold(script: str, repeats: int = 5) -> float:
    """Return the CPU milliseconds of a fresh interpreter with this script, less those of an empty one."""
    return min(_child(script) for _ in range(repeats)) - min(_child("pass") for _ in range(repeats))


def _child(script: str) -> float:
    before = getrusage(RUSAGE_CHILDREN)
    subprocess.run([sys.executable, "-c", script], check=True)
    after = getrusage(RUSAGE_CHILDREN)
    return 1000 * (after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime)


if __name__ == "__main__":
    main()
