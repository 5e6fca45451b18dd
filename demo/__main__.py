"""The main job from end to end: broker, worker and service up, the samples in, the reports out, all down again.

Exit status 0 only if every report is complete and agrees with what is known of its sample, and
nothing is left running.
"""

import argparse
import json
import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import httpx
from rich.console import Console
from rich.progress import BarColumn, Progress, TaskID, TextColumn, TimeElapsedColumn

from demo.checks import differences
from vitae.exports import render

SAMPLES = Path(__file__).with_name("samples")
CONFIGURED = ("REDIS_URL", "CELERY_BROKER_URL", "CELERY_RESULT_BACKEND", "DATABASE_URL", "VITAE_URL")
"""Set to nothing, so that the demo runs on the embedded parts whatever this machine is configured for."""
START_SECONDS, JOB_SECONDS, STOP_SECONDS = 60, 120, 30
FINAL = ("succeeded", "failed", "cancelled")

console = Console(highlight=False)


def main() -> int:
    """Run the demo; return the exit status."""
    parser = argparse.ArgumentParser(description="Analyse the sample résumés with a real worker.")
    parser.add_argument("--output", type=Path, default=Path("demo-output"), help="folder for the reports")
    output: Path = parser.parse_args().output
    truth = json.loads((SAMPLES / "truth.json").read_text(encoding="utf-8"))

    shutil.rmtree(output, ignore_errors=True)
    output.mkdir(parents=True)
    with service() as url, httpx.Client(base_url=url, timeout=60) as client:
        console.print(f"Broker, workers and API are up at [bold]{url}[/]")
        reports = analyse_samples(client, truth)
    problems = [problem for report, sample in reports for problem in show(report, sample, output)]

    console.print(f"\nReports as JSON and HTML: [bold]{output.resolve()}[/]")
    if problems:
        console.print("\n".join(f"[red]✗[/] {problem}" for problem in problems))
        return 1
    console.print(
        f"[green]✓[/] All {len(reports)} reports are complete and agree with the truth; everything is shut down."
    )
    return 0


@contextmanager
def service() -> Iterator[str]:
    """Run `vitae serve` on a free port, in a folder of its own where no .env is found; leave nothing running."""
    command = [str(Path(sys.executable).with_name("vitae")), "serve", "--port", "0"]
    with TemporaryDirectory(prefix="vitae-demo-") as folder:
        environment = {**os.environ, **dict.fromkeys(CONFIGURED, ""), "DATA_DIR": folder}
        process = subprocess.Popen(  # noqa: S603 - our own command beside this interpreter
            command, cwd=folder, env=environment, stdout=subprocess.PIPE, text=True, start_new_session=True
        )
        try:
            yield wait_for_url(process)
        finally:
            process.send_signal(signal.SIGINT)
            process.communicate(timeout=STOP_SECONDS)
            expect_nothing_left(process.pid)


def wait_for_url(process: "subprocess.Popen[str]") -> str:
    """Return the address that the service prints when everything answers."""
    assert process.stdout is not None  # noqa: S101 - it was asked for
    for line in process.stdout:
        for word in line.split():
            if word.startswith("http://"):
                return word
    raise SystemExit(f"The service ended with status {process.wait()} before it was ready.")


def expect_nothing_left(group: int) -> None:
    """Fail if a process of the service's group lives on."""
    deadline = time.monotonic() + STOP_SECONDS
    while time.monotonic() < deadline:
        try:
            os.killpg(group, 0)
        except ProcessLookupError:
            return
        time.sleep(0.05)
    raise SystemExit(f"Processes of the group {group} are still running.")


def analyse_samples(client: httpx.Client, truth: Mapping[str, Any]) -> list[tuple[Any, Mapping[str, Any]]]:
    """Submit all samples at once, show their progress, and return their reports."""
    columns = (
        TextColumn("{task.fields[file]:<28}"),
        BarColumn(32),
        TextColumn("{task.percentage:>3.0f} % {task.fields[stage]:<22}"),
    )
    with Progress(*columns, TimeElapsedColumn(), console=console) as progress:
        jobs = [
            (submit(client, sample, truth["as_of"]), add_bar(progress, sample), sample) for sample in truth["samples"]
        ]
        for job, bar, _ in jobs:
            follow(client, job, progress, bar)
    return [(fetch(client, job), sample) for job, _, sample in jobs]


def add_bar(progress: Progress, sample: Mapping[str, Any]) -> TaskID:
    """Add the progress bar of one sample."""
    return progress.add_task("", total=100, file=sample["file"], stage="queued")


def submit(client: httpx.Client, sample: Mapping[str, Any], as_of: str) -> str:
    """Hand one sample in and return the address of its analysis."""
    path = SAMPLES / sample["file"]
    answer = client.post("/v1/analyses", files={"file": (path.name, path.read_bytes())}, data={"as_of": as_of})
    answer.raise_for_status()
    return answer.headers["Location"]


def follow(client: httpx.Client, job: str, progress: Progress, bar: TaskID) -> None:
    """Move the bar until the analysis has ended."""
    deadline = time.monotonic() + JOB_SECONDS
    while time.monotonic() < deadline:
        analysis = client.get(job).raise_for_status().json()
        if analysis["state"] in FINAL:
            progress.update(bar, completed=100, stage=analysis["state"])
            return
        now = analysis["progress"] or {"percent": 0, "stage": analysis["state"]}
        progress.update(bar, completed=now["percent"], stage=now["stage"])
        time.sleep(0.05)
    raise SystemExit(f"{job} did not end within {JOB_SECONDS} seconds.")


def fetch(client: httpx.Client, job: str) -> Any:
    """Return the report as JSON values."""
    return client.get(f"{job}/result").raise_for_status().json()


def show(report: Any, sample: Mapping[str, Any], output: Path) -> list[str]:
    """Write one report, print its summary, and return what is wrong with it."""
    for kind in ("json", "html"):
        (output / f"{sample['file']}.{kind}").write_text(render(report, kind), encoding="utf-8")
    console.print()
    console.rule(f"{sample['file']} ({sample['layout']})", align="left", style="dim")
    console.print(render(report, "text"), markup=False)
    return [f"{sample['file']}: {problem}" for problem in differences(report, sample)]


if __name__ == "__main__":
    sys.exit(main())
