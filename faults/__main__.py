"""Run the fault suite: ``python -m faults [--short] [--write] [SCENARIO ...]``."""

import argparse
import json
import subprocess
import sys
import time
from dataclasses import asdict
from pathlib import Path

from faults.outcome import Figure, Outcome
from faults.page import outcome_of, write_figures
from faults.scale import FULL, SHORT, Scale
from faults.scenarios import SCENARIOS

ROOT = Path(__file__).parents[1]


def main(arguments: list[str]) -> int:
    """Run the scenarios, each in a process of its own; return 0 when every promise was kept."""
    parser = argparse.ArgumentParser(prog="python -m faults", description="Break things with real processes.")
    parser.add_argument("scenarios", nargs="*", choices=[*SCENARIOS, []], help="all of them when none is named")
    parser.add_argument("--short", action="store_true", help="as few jobs as still show something")
    parser.add_argument("--jobs", type=int, help="jobs of the large scenarios")
    parser.add_argument("--rounds", type=int, help="disturbed and undisturbed runs in turn")
    parser.add_argument("--write", action="store_true", help="write the figures into docs/guarantees.md")
    parser.add_argument("--child", action="store_true", help=argparse.SUPPRESS)
    options = parser.parse_args(arguments)
    scale = SHORT if options.short else FULL
    scale = Scale(options.jobs or scale.jobs, options.rounds or scale.rounds)
    if options.child:
        print(json.dumps(asdict(SCENARIOS[options.scenarios[0]](scale))))
        return 0
    outcomes = []
    for name in options.scenarios or SCENARIOS:
        outcomes.append(_run(name, ["--jobs", str(scale.jobs), "--rounds", str(scale.rounds)]))
        if options.write:
            write_figures(outcomes, SCENARIOS)
    return 0 if all(outcome.holds for outcome in outcomes) else 1


def _run(name: str, arguments: list[str]) -> Outcome:
    began = time.monotonic()
    command = [sys.executable, "-m", "faults", "--child", name, *arguments]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    outcome = _read(name, done)
    print(f"{name} ({time.monotonic() - began:.0f} s): {outcome.conditions}", flush=True)
    for figure in outcome.figures:
        mark = "ok  " if figure.holds else "MISS"
        print(f"  {mark} {figure.what}: {figure.value:g}{figure.unit} (promised: {figure.relation} {figure.bound:g})")
    return outcome


def _read(name: str, done: "subprocess.CompletedProcess[str]") -> Outcome:
    if done.returncode:
        print(done.stderr, file=sys.stderr)
        return Outcome(name, "the scenario itself broke off", (Figure("scenarios that broke off", 1, "=", 0),))
    return outcome_of(json.loads(done.stdout.splitlines()[-1]))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
