"""A service of its own for one scenario: broker, ledger, workers, and the books about what it promised."""

import os
import re
import shutil
import tempfile
import threading
import time
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from types import TracebackType
from typing import Self

from backend.config import Settings, get_settings
from backend.container import reset_services
from backend.jobs import Analyses, Job, JobState
from backend.tasks.publisher import analyses
from faults.processes import Broker, Worker, wait_until

PATIENCE_SECONDS = 300.0
"""In which everything has to have ended; what takes longer counts as lost."""


@dataclass(frozen=True, slots=True)
class Books:
    """What became of everything that was accepted."""

    accepted: int
    states: Mapping[str, int]
    unfinished: int
    stored_twice: int
    """Reports that a worker said it stored although one was stored before."""
    cancelled_and_succeeded: int
    attempts: int
    """Of all jobs together."""


@dataclass(slots=True)
class Lab:
    """The processes of a scenario. `workers` are kept alive while `disturbing` runs."""

    folder: Path
    broker: Broker
    settings: Mapping[str, str]
    workers: list[Worker] = field(default_factory=list)
    accepted: list[str] = field(default_factory=list)
    _keeper: threading.Thread | None = None
    _is_over: threading.Event = field(default_factory=threading.Event)

    @classmethod
    def open(cls, **settings: object) -> "Lab":
        """Start a broker, and make this process a client of the service; one for each process of ours."""
        folder = Path(tempfile.mkdtemp(prefix="vitae-faults-"))
        broker = Broker(folder / "broker")
        broker.start()
        own = {name: str(value) for name, value in settings.items()}
        lab = cls(folder, broker, {"TASK_RETRY_COUNTDOWN": "1"} | own)
        lab._become_client()
        return lab

    @property
    def environment(self) -> dict[str, str]:
        """What the processes of the service see."""
        names = {name.upper() for name in Settings.model_fields}
        inherited = {name: value for name, value in os.environ.items() if name not in names}
        own = {"REDIS_URL": self.broker.url, "DATA_DIR": str(self.folder / "data")}
        return inherited | own | dict(self.settings)

    @property
    def analyses(self) -> Analyses:
        """The use cases, as the API has them."""
        return analyses()

    def add_worker(self, *arguments: str, **environment: object) -> Worker:
        """Start one more worker, and wait until it is ready."""
        own = self.environment | {name: str(value) for name, value in environment.items()}
        worker = Worker(f"w{len(self.workers) + 1}", self.folder, own, *arguments)
        worker.start()
        self.workers.append(worker)
        worker.wait_until_ready()
        return worker

    def submit(self, document: bytes, **options: object) -> str:
        """Hand in a document that is to be worked on whatever was done before; return the id."""
        job = self.analyses.submit(document, filename="cv.pdf", is_fresh=True, **options)  # type: ignore[arg-type]
        self.accepted.append(job.id)
        return job.id

    def job(self, job_id: str) -> Job:
        """Return the job as it is."""
        return self.analyses.status(job_id).job

    def wait_for(self, job_id: str, *states: JobState, seconds: float = PATIENCE_SECONDS) -> float:
        """Wait until the job is in one of the states; return how long it took."""
        what = f"{job_id} is {' or '.join(states)}"
        return wait_until(lambda: self.job(job_id).state in states, seconds, what)

    def wait_for_all(self, ids: Iterable[str], seconds: float = PATIENCE_SECONDS) -> float:
        """Wait until all have ended; return how long it took. What has not ended by then stands in the books."""
        waiting = list(ids)
        began = time.monotonic()
        while waiting and time.monotonic() - began < seconds:
            if self.job(waiting[-1]).is_finished:  # one question a look: to ask for all would slow down the workers
                waiting.pop()
            else:
                time.sleep(0.2)
        return time.monotonic() - began

    @contextmanager
    def kept_alive(self) -> Iterator[None]:
        """Start workers again when they end, as a supervisor does, while the block runs."""
        self._is_over.clear()
        self._keeper = threading.Thread(target=self._keep, daemon=True)
        self._keeper.start()
        try:
            yield
        finally:
            self._is_over.set()
            self._keeper.join()

    def books(self, ids: Iterable[str] | None = None) -> Books:
        """Count what became of these jobs, or of all that were accepted."""
        jobs = [self.job(job_id) for job_id in (self.accepted if ids is None else ids)]
        logs = "\n".join(worker.output for worker in self.workers)
        stored = Counter(re.findall(r"analysis ends: \w+ task_id=\S+ job_id=(\S+)", logs))
        cancelled = {job.id for job in jobs if job.state is JobState.CANCELLED}
        return Books(
            accepted=len(jobs),
            states=dict(Counter(job.state.value for job in jobs)),
            unfinished=sum(not job.is_finished for job in jobs),
            stored_twice=sum(stored[job.id] > 1 for job in jobs),
            cancelled_and_succeeded=sum(stored[job_id] > 0 for job_id in cancelled),
            attempts=sum(job.attempt for job in jobs),
        )

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, _error: BaseException | None, _trace: TracebackType | None
    ) -> None:
        """End everything; the folder stays when something went wrong."""
        for worker in self.workers:
            worker.kill()
        self.broker.kill()
        reset_services()
        if kind is None:
            shutil.rmtree(self.folder, ignore_errors=True)

    def _keep(self) -> None:
        while not self._is_over.wait(0.5):
            for worker in self.workers:
                worker.keep_alive()

    def _become_client(self) -> None:
        os.environ.update(self.environment)
        get_settings.cache_clear()
