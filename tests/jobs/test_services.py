"""The services as they are built from settings."""

import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

from backend.config import Settings
from backend.container import build_services, reset_services
from backend.jobs import Job, JobState


class Silent:
    """Takes every message."""

    def check(self) -> None:
        """Take the broker for ours."""

    def publish(self, *jobs: Job) -> None:
        """Send nothing."""

    def interrupt(self, job: Job) -> None:
        """Interrupt nobody."""

    def publish_steps(self, job_id: str, positions: Sequence[int], message_id: str) -> None:
        """Send nothing."""


def test_a_process_has_one_set_of_services_for_its_settings(settings: Settings) -> None:
    again = Settings(**settings.model_dump())

    assert build_services(settings) is build_services(again)
    before = build_services(settings)
    reset_services()
    assert build_services(settings) is not before


def test_building_opens_and_creates_nothing(settings: Settings, data_dir: Path) -> None:
    build_services(settings)

    assert not data_dir.exists()


def test_the_services_work_together_under_the_data_folder(settings: Settings, data_dir: Path) -> None:
    services = build_services(settings)
    analyses = services.analyses(Silent())

    job = analyses.submit(b"a document", filename="cv.pdf")

    assert analyses.status(job.id).job.state is JobState.QUEUED
    assert services.blobs.read(job.document_sha256) == b"a document"
    assert services.blobs.path(job.document_sha256).is_relative_to(data_dir)
    assert sorted(path.name for path in data_dir.iterdir() if path.suffix == ".sqlite3") == ["ledger.sqlite3"]


def test_importing_the_services_brings_neither_celery_nor_alembic_nor_the_engine() -> None:
    heavy = ("celery", "kombu", "alembic", "pypdfium2", "harper", "phonenumbers")
    program = f"import sys, backend.container; print([name for name in {heavy!r} if name in sys.modules])"

    imported = subprocess.run([sys.executable, "-c", program], check=True, capture_output=True, text=True)

    assert imported.stdout == "[]\n"
