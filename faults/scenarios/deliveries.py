"""Messages that come twice, and documents that are handed in twice at the same moment."""

import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor

from backend.tasks import CeleryPublisher
from faults.documents import endless_resumes, resumes
from faults.lab import Lab
from faults.outcome import Figure, Outcome
from faults.processes import ROOT
from faults.scale import Scale

COPIES = 5
SUBMIT = """
import sys
from pathlib import Path
from backend.config import get_settings
from backend.container import build_services
from backend.tasks import CeleryPublisher

analyses = build_services(get_settings()).analyses(CeleryPublisher())
document = Path(sys.argv[1]).read_bytes()
print("ready", flush=True)
sys.stdin.readline()
print(analyses.submit(document, filename="cv.pdf").id, flush=True)
"""


def duplicated(scale: Scale) -> Outcome:
    """Send every message five times, to two workers at once."""
    with Lab.open() as lab:
        document = endless_resumes()
        ids = [lab.submit(next(document)) for _ in range(scale.jobs // 10)]
        for _ in range(COPIES - 1):
            for job_id in ids:
                CeleryPublisher().publish(lab.job(job_id))
        lab.add_worker("-c", "2")
        lab.add_worker("-c", "2")
        lab.wait_for_all(ids)
        books = lab.books()
    return Outcome(
        "deliveries",
        f"{len(ids)} jobs, the message of each delivered {COPIES} times to two workers",
        (
            Figure("accepted jobs without a terminal state", books.unfinished, "=", 0),
            Figure("reports stored more than once", books.stored_twice, "=", 0),
            Figure("attempts beyond the first", books.attempts - books.accepted, "=", 0),
        ),
    )


def racing(scale: Scale) -> Outcome:
    """Hand the same document in from two processes at the same moment."""
    analyses = unfinished = 0
    with Lab.open() as lab:
        worker = lab.add_worker("-c", "2")
        for number in range(scale.rounds):
            path = lab.folder / f"{number}.pdf"
            path.write_bytes(resumes()[number])
            command = [sys.executable, "-c", SUBMIT, str(path)]
            rivals = [
                subprocess.Popen(command, cwd=ROOT, env=lab.environment, stdin=-1, stdout=-1, text=True)
                for _ in range(2)
            ]
            before = worker.output.count("analysis begins")
            ids = _let_go(rivals)
            lab.accepted += ids
            lab.wait_for_all(ids)
            analyses = max(analyses, worker.output.count("analysis begins") - before)
        unfinished = lab.books().unfinished
    return Outcome(
        "race",
        f"{scale.rounds} × the same document handed in by two processes at the same moment",
        (
            Figure("accepted jobs without a terminal state", unfinished, "=", 0),
            Figure("analyses for the two", analyses, "=", 1),
        ),
    )


def _let_go(rivals: list["subprocess.Popen[str]"]) -> list[str]:
    for rival in rivals:
        assert rival.stdout is not None
        assert rival.stdout.readline().strip() == "ready"
    with ThreadPoolExecutor(len(rivals)) as together:
        return [answer[0].strip() for answer in together.map(lambda rival: rival.communicate("\n"), rivals)]
