"""What follows an analysis: each step ends once, and a failing one takes nothing from what was done before."""

from __future__ import annotations

import json
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from backend.errors import DeliveryFailed
from backend.jobs import Analyses, Job
from backend.jobs.chains import Chains
from backend.jobs.step import StepClaim, StepState, parse_steps
from backend.storage.blobs import FileBlobStore
from backend.storage.capabilities import LedgerCapabilities
from backend.storage.delivery_folder import FolderDeliverer
from backend.storage.jobs import LedgerJobStore
from backend.storage.ledger import Ledger
from backend.storage.steps import LedgerStepStore
from vitae.domain.errors import DocumentCorrupt, InvalidOption
from vitae.pipeline import analyze

if TYPE_CHECKING:
    from tests.jobs.conftest import RememberingPublisher, StandingClock

DOCUMENT = b"Jane Example\njane@example.org\n\nExperience\n2019 - 2021 Engineer, Example Ltd\n"
EXPORT_AND_DELIVER = parse_steps(["export:csv", "export:html", "deliver:inbox"], can_deliver=True)


@pytest.fixture
def folder(data_dir: Path) -> Path:
    return data_dir / "delivered"


@pytest.fixture
def blobs(data_dir: Path) -> FileBlobStore:
    return FileBlobStore(data_dir / "blobs")


@pytest.fixture
def chains(
    ledger: Ledger,
    store: LedgerJobStore,
    blobs: FileBlobStore,
    folder: Path,
    publisher: RememberingPublisher,
    clock: StandingClock,
) -> Chains:
    deliverer = FolderDeliverer(folder)
    lease = timedelta(seconds=30)
    return Chains(store, LedgerStepStore(ledger), blobs, publisher, deliverer, clock, lease=lease)


@pytest.fixture
def steps(ledger: Ledger) -> LedgerStepStore:
    return LedgerStepStore(ledger)


@pytest.fixture(scope="session")
def report() -> str:
    return analyze(DOCUMENT, isolation="none", analyzers=["ner_extractor"]).to_json()


def finish(analyses: Analyses, job: Job, report: str) -> None:
    claim = analyses.claim(job.id, "worker@here")
    assert claim is not None
    assert analyses.complete(claim, report, {"status": "succeeded"})


def take(chains: Chains, job: Job, position: int) -> StepClaim:
    claim = chains.claim(job.id, position)
    assert claim is not None
    return claim


def test_what_was_exported_is_delivered(
    analyses: Analyses, chains: Chains, steps: LedgerStepStore, blobs: FileBlobStore, folder: Path, report: str
) -> None:
    job = analyses.submit(DOCUMENT, filename="cv.txt", steps=EXPORT_AND_DELIVER)
    finish(analyses, job, report)

    for position in (1, 2, 3):
        claim = take(chains, job, position)
        assert chains.succeed(claim, chains.carry_out(claim))

    csv, html, delivered = steps.of(job.id)
    assert csv.result is not None
    assert html.result is not None
    assert delivered.result is not None
    assert delivered.result["places"] == [f"inbox/cv.txt.{job.id}.csv", f"inbox/cv.txt.{job.id}.html"]
    assert (folder / "inbox" / f"cv.txt.{job.id}.csv").read_bytes() == blobs.read(csv.result["blob"])
    assert b"jane@example.org" in blobs.read(html.result["blob"])


def test_without_an_export_the_report_is_delivered(
    analyses: Analyses, chains: Chains, folder: Path, report: str
) -> None:
    job = analyses.submit(DOCUMENT, steps=parse_steps(["deliver"], can_deliver=True))
    finish(analyses, job, report)

    [place] = chains.carry_out(take(chains, job, 1))["places"]

    assert json.loads((folder / place).read_text(encoding="utf-8"))["run"]["job_id"] == job.id


def test_the_steps_go_out_when_the_report_is_there(
    analyses: Analyses, chains: Chains, publisher: RememberingPublisher, report: str
) -> None:
    job = analyses.submit(DOCUMENT, steps=EXPORT_AND_DELIVER)
    assert chains.claim(job.id, 1) is None
    finish(analyses, job, report)

    chains.begin(job.id)

    assert publisher.steps == [(job.id, (1, 2, 3))]


def test_a_job_without_steps_publishes_none(
    analyses: Analyses, chains: Chains, publisher: RememberingPublisher, report: str
) -> None:
    job = analyses.submit(DOCUMENT)
    finish(analyses, job, report)

    chains.begin(job.id)

    assert publisher.steps == []


def test_a_step_waits_for_the_one_before_it(analyses: Analyses, chains: Chains, report: str) -> None:
    job = analyses.submit(DOCUMENT, steps=EXPORT_AND_DELIVER)
    finish(analyses, job, report)

    assert chains.claim(job.id, 2) is None


def test_a_second_delivery_finds_the_step_taken_or_done(analyses: Analyses, chains: Chains, report: str) -> None:
    job = analyses.submit(DOCUMENT, steps=EXPORT_AND_DELIVER)
    finish(analyses, job, report)
    claim = take(chains, job, 1)
    assert chains.claim(job.id, 1) is None

    chains.succeed(claim, {})

    assert chains.claim(job.id, 1) is None


def test_who_lost_a_step_ends_it_no_more(
    analyses: Analyses, chains: Chains, clock: StandingClock, steps: LedgerStepStore, report: str
) -> None:
    job = analyses.submit(DOCUMENT, steps=EXPORT_AND_DELIVER)
    finish(analyses, job, report)
    old = take(chains, job, 1)
    clock.advance(timedelta(seconds=31))
    new = take(chains, job, 1)

    assert not chains.succeed(old, {"by": "old"})
    assert chains.succeed(new, {"by": "new"})
    assert steps.of(job.id)[0].result == {"by": "new"}


def test_a_failing_step_leaves_the_earlier_results_and_skips_the_rest(
    analyses: Analyses, chains: Chains, steps: LedgerStepStore, report: str
) -> None:
    job = analyses.submit(DOCUMENT, steps=parse_steps(["export:csv", "deliver", "export:html"], can_deliver=True))
    finish(analyses, job, report)
    first = take(chains, job, 1)
    chains.succeed(first, chains.carry_out(first))

    chains.fail(take(chains, job, 2), DeliveryFailed("The folder is not there."))

    assert [step.state for step in steps.of(job.id)] == [StepState.SUCCEEDED, StepState.FAILED, StepState.SKIPPED]
    assert analyses.result(job.id)["status"] == "succeeded"


def test_a_folder_that_cannot_be_written_is_said_so(
    analyses: Analyses, chains: Chains, folder: Path, report: str
) -> None:
    folder.parent.mkdir(parents=True, exist_ok=True)
    folder.write_text("a file in the way", encoding="utf-8")
    job = analyses.submit(DOCUMENT, steps=parse_steps(["deliver"], can_deliver=True))
    finish(analyses, job, report)

    with pytest.raises(DeliveryFailed, match="cannot be written"):
        chains.carry_out(take(chains, job, 1))


def test_the_steps_of_a_failed_analysis_are_skipped(analyses: Analyses, steps: LedgerStepStore) -> None:
    job = analyses.submit(DOCUMENT, steps=EXPORT_AND_DELIVER)
    claim = analyses.claim(job.id, "worker@here")
    assert claim is not None

    analyses.fail(claim, DocumentCorrupt("It is broken."))

    assert {step.state for step in steps.of(job.id)} == {StepState.SKIPPED}


def test_a_step_whose_message_was_lost_is_found(
    analyses: Analyses, chains: Chains, steps: LedgerStepStore, clock: StandingClock, report: str
) -> None:
    job = analyses.submit(DOCUMENT, steps=EXPORT_AND_DELIVER)
    finish(analyses, job, report)
    chains.begin(job.id)
    assert steps.stuck(clock() - timedelta(seconds=20), clock(), 10) == ()

    clock.advance(timedelta(seconds=21))

    assert [step.position for step in steps.stuck(clock() - timedelta(seconds=20), clock(), 10)] == [1]


def test_a_report_from_the_cache_has_its_own_steps(
    analyses: Analyses, steps: LedgerStepStore, capabilities: LedgerCapabilities, clock: StandingClock, report: str
) -> None:
    capabilities.note("an engine")
    finish(analyses, analyses.submit(DOCUMENT), report)

    job = analyses.submit(DOCUMENT, steps=EXPORT_AND_DELIVER)

    assert job.cache == "hit"
    assert [step.job_id for step in steps.stuck(clock(), clock(), 10)] == [job.id]


@pytest.mark.parametrize(
    "wanted",
    [["export:pdf"], ["export"], ["deliver:../x"], ["deliver:a/b"], ["fax"], ["export:csv"] * 9],
    ids=lambda wanted: wanted[0],
)
def test_steps_that_cannot_be_are_refused(wanted: list[str]) -> None:
    with pytest.raises(InvalidOption):
        parse_steps(wanted, can_deliver=True)


def test_without_a_folder_nothing_is_delivered() -> None:
    with pytest.raises(InvalidOption, match="DELIVERY_DIR"):
        parse_steps(["deliver"], can_deliver=False)


def test_what_is_tried_again_is_followed_by_the_same_steps(analyses: Analyses, steps: LedgerStepStore) -> None:
    job = analyses.submit(DOCUMENT, steps=EXPORT_AND_DELIVER)
    claim = analyses.claim(job.id, "worker@here")
    assert claim is not None
    assert analyses.fail(claim, DocumentCorrupt("It is damaged."))

    again = analyses.retry(job.id)

    assert [step.planned for step in steps.of(again.id)] == list(EXPORT_AND_DELIVER)
    assert {step.state for step in steps.of(again.id)} == {StepState.WAITING}
    assert again.steps == 3
