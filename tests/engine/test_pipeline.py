"""The main path on real documents: the committed samples."""

import json
import os
import subprocess
import sys
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Any

import jsonschema
import pytest

import vitae
from benchmarks.reference_set import JOBS, reference_files
from vitae.analyzers import registry
from vitae.analyzers.analyzer import Analyzer
from vitae.domain.errors import DocumentCorrupt, DocumentEmpty, UnknownAnalyzer
from vitae.domain.progress import Progress
from vitae.domain.report import OutcomeStatus, Report, ReportStatus
from vitae.facts import AnalysisContext
from vitae.schema import report_schema

SAMPLES = Path(__file__).resolve().parents[2] / "demo" / "samples"
TRUTH = json.loads((SAMPLES / "truth.json").read_text())
AS_OF = date.fromisoformat(TRUTH["as_of"])
FILES = [sample["file"] for sample in TRUTH["samples"]]


@pytest.fixture(scope="module")
def reports() -> dict[str, Report]:
    return {file: vitae.analyze(SAMPLES / file, as_of=AS_OF) for file in FILES}


def anchors_in(value: Any) -> Iterator[Mapping[str, Any]]:
    if isinstance(value, Mapping):
        if "quote" in value:
            yield value
        for item in value.values():
            yield from anchors_in(item)
    elif isinstance(value, list):
        for item in value:
            yield from anchors_in(item)


@pytest.mark.parametrize("sample", TRUTH["samples"], ids=FILES)
def test_a_sample_gives_what_is_known_of_it(sample: Mapping[str, Any], reports: dict[str, Report]) -> None:
    report = reports[sample["file"]].to_dict()

    assert report["status"] == "succeeded"
    assert report["resume"]["basics"]["name"] == sample["name"]
    assert report["resume"]["basics"]["email"] == sample["email"]
    assert len(report["resume"]["work"]) == sample["jobs"]
    assert report["analyzers"]["experience_calculator"]["result"]["total_months"] == sample["total_months"]


@pytest.mark.parametrize("file", FILES)
def test_every_anchor_quotes_the_text_it_points_to(file: str, reports: dict[str, Report]) -> None:
    report = reports[file].to_dict()
    anchors = list(anchors_in(report))

    assert len(anchors) > 50
    assert all(report["document"]["text"][a["start"] : a["end"]] == a["quote"] for a in anchors)


@pytest.mark.parametrize("file", FILES)
def test_a_report_is_valid_against_the_schema(file: str, reports: dict[str, Report]) -> None:
    validator = jsonschema.Draft202012Validator(report_schema())

    errors = [error.message for error in validator.iter_errors(reports[file].to_dict())]

    assert errors == []


def test_a_failed_report_is_valid_against_the_schema() -> None:
    failed = vitae.failed_report(DocumentCorrupt("The file ends in the middle."), filename="cv.pdf")

    jsonschema.Draft202012Validator(report_schema()).validate(failed.to_dict())


def test_the_committed_schema_is_the_one_the_code_makes() -> None:
    committed = Path(__file__).resolve().parents[2] / "docs" / "report.schema.json"

    assert json.loads(committed.read_text()) == report_schema()


def test_a_report_is_the_same_to_the_byte_for_any_hash_seed() -> None:
    script = (
        "import sys, vitae, datetime, json\n"
        "report = vitae.analyze(sys.argv[1], as_of=datetime.date(2026, 11, 22)).to_dict()\n"
        "del report['run']\n"
        "sys.stdout.write(json.dumps(report))"
    )
    outputs = {
        subprocess.run(
            [sys.executable, "-c", script, str(SAMPLES / FILES[0])],
            env={**os.environ, "PYTHONHASHSEED": seed},
            capture_output=True,
            check=True,
        ).stdout
        for seed in ("1", "2")
    }

    assert len(outputs) == 1


def test_as_of_decides_what_present_means() -> None:
    earlier = vitae.analyze(SAMPLES / FILES[0], as_of=date(2024, 1, 31), analyzers=["experience_calculator"])

    assert earlier.to_dict()["analyzers"]["experience_calculator"]["result"]["total_months"] == 135 - 34


def test_choosing_analyzers_changes_no_other_result(reports: dict[str, Report]) -> None:
    alone = vitae.analyze(SAMPLES / FILES[0], as_of=AS_OF, analyzers=["keyword_extractor"])

    assert alone.analyzers is not None
    assert list(alone.analyzers) == ["keyword_extractor"]
    assert (
        alone.to_dict()["analyzers"]["keyword_extractor"]
        == (reports[FILES[0]].to_dict()["analyzers"]["keyword_extractor"])
    )


def test_an_unknown_analyzer_is_named_in_the_error() -> None:
    with pytest.raises(UnknownAnalyzer, match=r"skill_guesser.*keyword_extractor"):
        vitae.analyze(SAMPLES / FILES[0], analyzers=["skill_guesser"])


def test_progress_goes_from_reading_to_the_report_and_never_back() -> None:
    seen: list[Progress] = []

    report = vitae.analyze(SAMPLES / FILES[0], as_of=AS_OF, on_progress=seen.append)

    assert seen[0].stage == "read"
    assert seen[-1].stage == "report"
    assert [analyzer.name for analyzer in registry.ANALYZERS] == [p.stage for p in seen[3:-1]]
    assert [p.percentage for p in seen] == sorted(p.percentage for p in seen)
    assert all(0 <= p.percentage < 100 for p in seen)
    results = {name: outcome.result for name, outcome in (report.analyzers or {}).items()}
    assert [len(p.found) for p in seen] == [0, 0, 0, 0, 1, 2, 3, 4, 5]
    assert seen[-1].found == {
        "keyword_extractor": len(results["keyword_extractor"].keywords),
        "ner_extractor": len(results["ner_extractor"].entities),
        "grammar_checker": len(results["grammar_checker"].findings),
        "experience_calculator": len(results["experience_calculator"].positions),
        "error_detector": len(results["error_detector"].findings),
    }


def test_what_the_listener_raises_ends_the_analysis() -> None:
    def stop(progress: Progress) -> None:
        raise InterruptedError(progress.stage)

    with pytest.raises(InterruptedError, match="read"):
        vitae.analyze(SAMPLES / FILES[0], on_progress=stop)


@dataclass(frozen=True, slots=True)
class Nothing:
    """What the crashing analyzer never returns."""


def crash(context: AnalysisContext) -> Nothing:
    raise ZeroDivisionError("secret words of the document")


@pytest.fixture
def with_crashing_analyzer(monkeypatch: pytest.MonkeyPatch) -> None:
    crashing = Analyzer(name="crasher", version=1, result_type=Nothing, run=crash)
    monkeypatch.setattr(registry, "ANALYZERS", (*registry.ANALYZERS, crashing))


@pytest.mark.usefixtures("with_crashing_analyzer")
def test_a_crashing_analyzer_fails_its_own_part_only(caplog: pytest.LogCaptureFixture) -> None:
    seen: list[Progress] = []
    report = vitae.analyze(SAMPLES / FILES[0], as_of=AS_OF, on_progress=seen.append)

    assert report.status is ReportStatus.PARTIAL
    assert report.analyzers is not None
    crashed = report.analyzers["crasher"]
    assert crashed.status is OutcomeStatus.FAILED
    assert crashed.error is not None
    assert crashed.error.code == "analyzer-failed"
    assert "ZeroDivisionError" in crashed.error.detail
    assert "secret" not in crashed.error.detail + caplog.text
    others = [outcome for name, outcome in report.analyzers.items() if name != "crasher"]
    assert {outcome.status for outcome in others} == {OutcomeStatus.COMPLETED}
    assert "crasher" not in seen[-1].found


@pytest.mark.usefixtures("with_crashing_analyzer")
def test_a_fatal_exception_ends_the_analysis_instead() -> None:
    with pytest.raises(ZeroDivisionError):
        vitae.analyze(SAMPLES / FILES[0], as_of=AS_OF, fatal=(ZeroDivisionError,))


def test_every_stage_can_have_what_is_finished_by_then() -> None:
    seen: dict[str, Report | None] = {}

    def look(progress: Progress) -> None:
        seen[progress.stage] = progress.so_far() if progress.so_far else None

    whole = vitae.analyze(SAMPLES / FILES[0], as_of=AS_OF, isolation="none", on_progress=look)

    assert [stage for stage, report in seen.items() if report is None] == ["read", "sections", "profile"]
    report = seen["grammar_checker"]
    assert report is not None
    assert report.status is ReportStatus.PARTIAL
    assert ends_of(report) == {
        "keyword_extractor": ("completed", None),
        "ner_extractor": ("completed", None),
        "grammar_checker": ("skipped", "not_finished"),
        "experience_calculator": ("skipped", "not_finished"),
        "error_detector": ("skipped", "not_finished"),
    }
    jsonschema.validate(json.loads(report.to_json()), report_schema())
    assert (report.resume, report.score) == (whole.resume, None)
    assert seen["report"] is not None
    assert replace(seen["report"], run=whole.run) == whole


def test_what_was_finished_is_still_to_be_had_after_a_fatal_exception() -> None:
    last: list[Progress] = []

    def stop_at_the_third_analyzer(progress: Progress) -> None:
        last.append(progress)
        if progress.stage == "grammar_checker":
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        vitae.analyze(
            SAMPLES / FILES[0],
            as_of=AS_OF,
            isolation="none",
            on_progress=stop_at_the_third_analyzer,
            fatal=(KeyboardInterrupt,),
        )

    assert last[-1].so_far is not None
    ends = [status for status, _reason in ends_of(last[-1].so_far()).values()]
    assert ends == ["completed", "completed", "skipped", "skipped", "skipped"]


def ends_of(report: Report) -> dict[str, tuple[str, str | None]]:
    return {name: (outcome.status.value, outcome.reason) for name, outcome in (report.analyzers or {}).items()}


def test_bytes_and_file_objects_give_the_same_report_as_a_path(reports: dict[str, Report]) -> None:
    path = SAMPLES / FILES[0]

    from_bytes = vitae.analyze(path.read_bytes(), as_of=AS_OF)
    with path.open("rb") as file:
        from_file = vitae.analyze(file, as_of=AS_OF)

    run = reports[FILES[0]].run
    assert replace(from_bytes, run=run) == reports[FILES[0]]
    assert replace(from_file, run=run) == reports[FILES[0]]


def test_an_empty_document_is_an_error_of_its_own() -> None:
    with pytest.raises(DocumentEmpty):
        vitae.analyze(b"")


def test_both_pages_of_every_reference_resume_are_read() -> None:
    jobs = {path.name: len(vitae.analyze(path, as_of=AS_OF).to_dict()["resume"]["work"]) for path in reference_files()}

    assert jobs == dict.fromkeys(jobs, JOBS)
