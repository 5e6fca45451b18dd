"""What is accepted, what is refused, and that nothing is half accepted."""

from __future__ import annotations

import hashlib
import os
import signal
import subprocess
import sys
import textwrap
from concurrent.futures import ThreadPoolExecutor
from dataclasses import fields, replace
from datetime import date, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from sqlalchemy import text
from sqlalchemy.exc import IntegrityError

from backend.errors import BrokerUnavailable, LedgerUnavailable
from backend.jobs import Analyses, Job, JobState, NewJob
from backend.jobs.job import Admission, new_job_id
from backend.storage.capabilities import LedgerCapabilities
from backend.storage.jobs import LedgerJobStore
from backend.storage.ledger import Ledger
from vitae.domain.errors import DocumentEmpty, DocumentTooLarge, InvalidOption, UnknownAnalyzer, VitaeError

if TYPE_CHECKING:
    from tests.jobs.conftest import RememberingPublisher, StandingClock

DOCUMENT = b"Jane Example, jane@example.org"


def new_job_of(job: Job) -> NewJob:
    return NewJob(**{field.name: getattr(job, field.name) for field in fields(NewJob)})


def blobs_in(data_dir: Path) -> list[Path]:
    return [path for path in (data_dir / "blobs").rglob("*") if path.is_file()]


def test_a_submitted_document_is_a_queued_job_whose_message_is_out(
    analyses: Analyses, publisher: RememberingPublisher, store: LedgerJobStore
) -> None:
    job = analyses.submit(DOCUMENT, filename="cv.pdf", owner="alice", priority=7)

    assert job.state is JobState.QUEUED
    assert (job.filename, job.owner, job.priority, job.size) == ("cv.pdf", "alice", 7, len(DOCUMENT))
    assert (job.published_at, job.publications) == (job.created_at, 1)
    assert publisher.published == [job]
    assert store.find(job.id) == job


def test_an_id_has_a_prefix_and_128_random_bits_in_26_characters() -> None:
    ids = {new_job_id() for _ in range(1000)}

    assert len(ids) == 1000
    assert all(len(one) == 30 and one.startswith("ana_") and one[4:].isalnum() and one.islower() for one in ids)


def test_the_job_is_in_the_ledger_before_its_message_is_published(
    analyses: Analyses, publisher: RememberingPublisher, store: LedgerJobStore
) -> None:
    seen: list[Job | None] = []
    publisher.on_publish = lambda job: seen.append(store.find(job.id))

    analyses.submit(DOCUMENT)

    assert [job.state for job in seen if job] == [JobState.QUEUED]


def test_the_day_that_present_means_is_settled_at_submission(analyses: Analyses, clock: StandingClock) -> None:
    by_default = analyses.submit(DOCUMENT)
    given = analyses.submit(DOCUMENT, as_of=date(2020, 2, 29))

    assert by_default.as_of == clock.now.astimezone().date()
    assert given.as_of == date(2020, 2, 29)


def test_analyzers_are_kept_in_running_order_each_once(analyses: Analyses) -> None:
    job = analyses.submit(DOCUMENT, analyzers=["error_detector", "ner_extractor", "error_detector"])

    assert job.analyzers == ("ner_extractor", "error_detector")


@pytest.mark.parametrize(
    ("data", "options", "error"),
    [
        (b"", {}, DocumentEmpty),
        (bytes(1024 * 1024 + 1), {}, DocumentTooLarge),
        (DOCUMENT, {"analyzers": ["palm_reader"]}, UnknownAnalyzer),
        (DOCUMENT, {"analyzers": []}, UnknownAnalyzer),
        (DOCUMENT, {"priority": 10}, InvalidOption),
        (DOCUMENT, {"priority": -1}, InvalidOption),
    ],
)
def test_what_is_wrong_is_refused_before_anything_is_accepted(
    data: bytes,
    options: dict[str, Any],
    error: type[VitaeError],
    analyses: Analyses,
    publisher: RememberingPublisher,
    data_dir: Path,
) -> None:
    with pytest.raises(error):
        analyses.submit(data, **options)

    assert analyses.list_recent() == ()
    assert publisher.published == []
    assert blobs_in(data_dir) == []


def test_a_document_of_exactly_the_limit_is_accepted(analyses: Analyses) -> None:
    assert analyses.submit(bytes(1024 * 1024)).size == 1024 * 1024


def test_a_job_that_the_broker_does_not_take_is_accepted_and_waits_for_it(
    analyses: Analyses, publisher: RememberingPublisher
) -> None:
    publisher.refuses = True

    accepted = analyses.submit(DOCUMENT)

    (job,) = analyses.list_recent()
    assert job == accepted
    assert (job.state, job.published_at, job.error) == (JobState.QUEUED, None, None)


def test_a_job_is_accepted_whatever_goes_wrong_with_its_message(
    analyses: Analyses, publisher: RememberingPublisher, caplog: pytest.LogCaptureFixture
) -> None:
    def fail(_job: Job) -> None:
        raise RuntimeError("It names cv.pdf.")

    publisher.on_publish = fail

    accepted = analyses.submit(DOCUMENT)

    assert analyses.list_recent() == (accepted,)
    assert (accepted.state, accepted.published_at) == (JobState.QUEUED, None)
    assert "RuntimeError" in caplog.text
    assert "cv.pdf" not in caplog.text


def test_a_document_that_cannot_be_stored_leaves_no_job(
    analyses: Analyses, data_dir: Path, publisher: RememberingPublisher
) -> None:
    data_dir.mkdir()
    (data_dir / "blobs").write_text("a file where the folder should be")

    with pytest.raises(LedgerUnavailable):
        analyses.submit(DOCUMENT)

    assert analyses.list_recent() == ()
    assert publisher.published == []


def test_the_same_bytes_are_stored_once_for_two_jobs(analyses: Analyses, data_dir: Path) -> None:
    first, second = analyses.submit(DOCUMENT), analyses.submit(DOCUMENT)

    assert first.id != second.id
    assert len(blobs_in(data_dir)) == 1


def test_of_what_is_handed_in_at_the_same_moment_each_is_a_job_of_its_own_and_twins_share_their_work(
    analyses: Analyses, capabilities: LedgerCapabilities, publisher: RememberingPublisher, store: LedgerJobStore
) -> None:
    capabilities.note("an engine")
    documents = [b"document %d" % (number % 6) for number in range(24)]

    with ThreadPoolExecutor(8) as threads:
        accepted = list(threads.map(lambda document: analyses.submit(document, owner="alice"), documents))

    leaders = [job for job in accepted if job.leader_id is None]
    assert [store.find(job.id) for job in accepted] == accepted
    assert [job.document_sha256 for job in accepted] == [hashlib.sha256(one).hexdigest() for one in documents]
    assert len(leaders) == 6
    assert sorted(job.id for job in publisher.published) == sorted(job.id for job in leaders)


def test_jobs_of_which_the_ledger_takes_one_only_are_none_of_them_accepted(
    analyses: Analyses, store: LedgerJobStore
) -> None:
    first = analyses.submit(DOCUMENT)
    new, twice = (replace(new_job_of(first), id=name) for name in (new_job_id(), first.id))

    with pytest.raises(IntegrityError):
        store.add(*(Admission(one, "message", one.created_at) for one in (new, twice)))

    assert analyses.list_recent() == (first,)


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        (None, None),
        ("", None),
        ("cv.pdf", "cv.pdf"),
        ("/home/jane/../cv.pdf", "cv.pdf"),
        ("C:\\Users\\jane\\Lebenslauf Müller.docx", "Lebenslauf Müller.docx"),
        ("cv\r\n\x1b[31m.pdf", "cv[31m.pdf"),
        ("x" * 300, "x" * 255),
    ],
)
def test_a_file_name_is_kept_without_folders_and_control_characters(
    given: str | None, kept: str | None, analyses: Analyses
) -> None:
    assert analyses.submit(DOCUMENT, filename=given).filename == kept


def test_owners_see_their_own_jobs_the_newest_first(analyses: Analyses, clock: StandingClock) -> None:
    ids = []
    for _ in range(3):
        ids.append(analyses.submit(DOCUMENT, owner="alice").id)
        clock.advance(timedelta(seconds=1))
    analyses.submit(DOCUMENT, owner="bob")

    recent = analyses.list_recent("alice", limit=2)

    assert [job.id for job in recent] == [ids[2], ids[1]]


def test_a_process_killed_between_the_ledger_and_the_broker_leaves_a_queued_job(data_dir: Path) -> None:
    program = textwrap.dedent(
        """
        import os, signal, sys
        from backend.config import Settings
        from backend.container import build_services

        class Dying:
            def publish(self, *jobs):
                os.kill(os.getpid(), signal.SIGKILL)

            def interrupt(self, job):
                pass

            def check(self):
                pass

        build_services(Settings(data_dir=sys.argv[1])).analyses(Dying()).submit(b"a document", filename="cv.pdf")
        """
    )
    environment = {name: value for name, value in os.environ.items() if name not in {"DATABASE_URL", "REDIS_URL"}}

    ended = subprocess.run([sys.executable, "-c", program, str(data_dir)], env=environment, check=False)

    ledger = Ledger(f"sqlite:///{data_dir}/ledger.sqlite3")
    (job,) = LedgerJobStore(ledger).list_recent("local", 10)
    ledger.close()
    assert ended.returncode == -signal.SIGKILL
    assert (job.state, job.publications) == (JobState.QUEUED, 1)
    assert (data_dir / "blobs" / job.document_sha256[:2] / job.document_sha256[2:]).read_bytes() == b"a document"


def test_a_job_is_accepted_even_when_the_ledger_cannot_note_that_it_has_no_message(
    analyses: Analyses, publisher: RememberingPublisher, ledger: Ledger, store: LedgerJobStore
) -> None:
    def refuse_and_take_the_ledger_away(_job: Job) -> None:
        with ledger.writing() as connection:
            connection.execute(text("ALTER TABLE jobs RENAME TO elsewhere"))
        raise BrokerUnavailable("Redis does not answer.")

    publisher.on_publish = refuse_and_take_the_ledger_away

    job = analyses.submit(DOCUMENT)

    with ledger.writing() as connection:
        connection.execute(text("ALTER TABLE elsewhere RENAME TO jobs"))
    assert store.find(job.id) == job
