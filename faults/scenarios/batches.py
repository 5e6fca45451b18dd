"""A batch whose command and whose workers are killed, and which is taken up again."""

import json
import re
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import psutil

from backend.config import get_settings
from backend.container import build_services
from backend.jobs.listing import JobFilter
from faults.documents import resumes
from faults.lab import Lab
from faults.outcome import Figure, Outcome
from faults.processes import ROOT, START_SECONDS, wait_until
from faults.scale import Scale

VITAE = (sys.executable, "-m", "backend.cli")
RUN_SECONDS = 900.0


def killed_and_resumed(scale: Scale) -> Outcome:
    """Kill `vitae batch run` and a whole worker in the middle of it, and run the same command again."""
    missing = broken = twice = superfluous = 0
    documents = max(20, scale.jobs // 4)
    for _ in range(scale.rounds):
        with Lab.open() as lab, _service(lab) as url:
            source, out = lab.folder / "source", lab.folder / "out"
            _write_documents(source, documents)
            command = [*VITAE, "batch", "run", str(source), "--out", str(out), "--url", url]
            with subprocess.Popen(command, cwd=ROOT, env=lab.environment, stderr=subprocess.DEVNULL) as first:
                wait_until(lambda out=out: len(_reports(out)) >= documents // 5, RUN_SECONDS, "a fifth is written")  # type: ignore[misc]
                first.kill()
            _kill_a_worker(lab)
            with suppress(subprocess.TimeoutExpired):
                subprocess.run(command, cwd=ROOT, env=lab.environment, check=False, timeout=RUN_SECONDS, stderr=-3)
            written = _reports(out)
            missing += documents - len(written)
            broken += sum(not _is_whole(path) for path in written)
            stored = _stored_reports(lab)
            twice += sum(times > 1 for times in stored.values())
            superfluous += _jobs_of(lab) - documents
    return Outcome(
        "batch-resumed",
        f"{scale.rounds} × a batch of {documents}: the command and a worker killed after a fifth, then run again",
        (
            Figure("documents without a file of their own", missing, "=", 0),
            Figure("files that are not whole", broken, "=", 0),
            Figure("reports stored more than once", twice, "=", 0),
            Figure("jobs beyond one for each document", superfluous, "=", 0),
        ),
    )


@contextmanager
def _service(lab: Lab) -> Iterator[str]:
    """Run `vitae serve` on the lab's broker; return its address."""
    command = [*VITAE, "serve", "--port", "0", "--workers", "2"]
    with (
        (lab.folder / "serve.log").open("wb") as log,
        subprocess.Popen(
            command, cwd=ROOT, env=lab.environment, stdout=subprocess.PIPE, stderr=log, text=True, process_group=0
        ) as process,
    ):
        assert process.stdout is not None
        line = process.stdout.readline()
        assert "http://" in line, f"vitae serve did not start within {START_SECONDS} s"
        try:
            yield line.split()[-1]
        finally:
            process.terminate()
            with suppress(subprocess.TimeoutExpired):
                process.wait(60)
            process.kill()


def _write_documents(folder: Path, number: int) -> None:
    """Write résumés whose bytes all differ, so that none is answered with the report of another."""
    folder.mkdir()
    for index in range(number):
        data = resumes()[index % len(resumes())]
        (folder / f"{index:05}.pdf").write_bytes(data + f"\n% {index}\n".encode())


def _kill_a_worker(lab: Lab) -> None:
    for process in psutil.process_iter(["cmdline", "environ"]):
        words = process.info["cmdline"] or []
        is_ours = (process.info["environ"] or {}).get("DATA_DIR") == lab.environment["DATA_DIR"]
        if is_ours and any(word.startswith("--hostname=worker-") for word in words):
            process.kill()
            return


def _reports(folder: Path) -> list[Path]:
    return sorted(folder.glob("*.json")) if folder.is_dir() else []


def _is_whole(path: Path) -> bool:
    try:
        return json.loads(path.read_text(encoding="utf-8"))["status"] in ("succeeded", "partial")
    except ValueError:
        return False


def _stored_reports(lab: Lab) -> Counter[str]:
    logs = "".join(path.read_text(errors="replace") for path in (lab.folder / "data" / "logs").glob("worker-*"))
    return Counter(re.findall(r"analysis ends: .*?job_id=(\S+)", logs))


def _jobs_of(lab: Lab) -> int:
    """Return how many jobs the ledger has."""
    del lab
    lists = build_services(get_settings()).lists
    number, after = 0, None
    while True:
        page = lists.page(JobFilter(owner="local"), limit=200, after=after)
        number += len(page.jobs)
        if page.next is None:
            return number
        after = page.next
