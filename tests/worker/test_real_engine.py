"""The whole way, with the engine that ships: from bytes to the report in the ledger."""

import io
import time
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import pytest
from PIL import Image, ImageDraw, ImageFont
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas

from backend.broker.embedded import EmbeddedBroker
from backend.broker.serve_file import ServeFile, write_serve_file
from backend.jobs import Analyses, JobState
from backend.tasks import get_task_status
from backend.tasks.signals import WARM_UP_TEXT
from vitae import analyze
from vitae.analyzers.grammar_checker.engine import HarperEngine, default_engine
from vitae.documents import Limits
from vitae.documents.ocr import find_installation

RESUME = """Jane Example
jane@example.org | +1 312 555 0142

Experience

Engineer, Example Ltd
01/2019 - 12/2020
- Built the billing service in Python and PostgreSQL

Skills
Python, PostgreSQL, Docker
"""


def test_a_resume_becomes_an_anchored_report(worker: Any, analyses: Analyses) -> None:
    job_id = analyses.submit(RESUME.encode(), filename="jane.txt").id

    deadline = time.monotonic() + 30
    while not (job := analyses.status(job_id).job).is_finished:
        assert time.monotonic() < deadline
        time.sleep(0.02)

    assert (job.state, job.error) == (JobState.SUCCEEDED, None)
    report = analyses.result(job_id)
    assert sorted(report["analyzers"]) == [
        "error_detector",
        "experience_calculator",
        "grammar_checker",
        "keyword_extractor",
        "ner_extractor",
    ]
    text = report["document"]["text"]
    (anchor,) = report["evidence"]["/basics/email"]["anchors"]
    assert text[anchor["start"] : anchor["end"]] == anchor["quote"] == "jane@example.org"
    assert sum(get_task_status(job_id)["result"]["analyzers"].values()) == 5


def test_rules_of_a_submission_reach_the_engine(worker: Any, analyses: Analyses) -> None:
    rules = {"missing_linkedin": "off", "no_education": "warning"}
    job_id = analyses.submit(RESUME.encode(), filename="jane.txt", options={"rules": rules}).id

    deadline = time.monotonic() + 30
    while not analyses.status(job_id).job.is_finished:
        assert time.monotonic() < deadline
        time.sleep(0.02)

    found = analyses.result(job_id)["analyzers"]["error_detector"]["result"]["findings"]
    severities = {finding["code"]: finding["severity"] for finding in found}
    assert "missing_linkedin" not in severities
    assert severities["no_education"] == "warning"


def test_a_scan_goes_to_the_slow_queue_and_is_read_there(worker: Any, analyses: Analyses) -> None:
    if find_installation(Limits().recognition_languages) is None:
        pytest.skip("text recognition needs the extra `ocr` and Tesseract's data for English (tesseract-ocr-eng)")
    job_id = analyses.submit(scanned(RESUME), filename="scan.pdf").id

    deadline = time.monotonic() + 60
    while not (job := analyses.status(job_id).job).is_finished:
        assert time.monotonic() < deadline
        time.sleep(0.02)

    assert (job.state, job.queue, job.attempt) == (JobState.SUCCEEDED, "batch", 1)
    assert "PostgreSQL" in analyses.result(job_id)["document"]["text"]


def scanned(text: str) -> bytes:
    """Return a PDF of one page that is a picture of the text."""
    picture = Image.new("L", (1240, 1754), 255)
    ImageDraw.Draw(picture).multiline_text((120, 120), text, fill=0, font=ImageFont.load_default(34), spacing=14)
    file = io.BytesIO()
    canvas = Canvas(file, pagesize=(595, 842))
    canvas.drawImage(ImageReader(picture), 0, 0, 595, 842)
    canvas.save()
    return file.getvalue()


def test_a_worker_knows_the_skills_of_the_lexicon_in_its_settings(worker: Any, analyses: Analyses) -> None:
    resume = RESUME.replace("Built the billing service", "Taught whip grafting and built the billing service")
    job_id = analyses.submit(resume.encode(), filename="jane.txt", analyzers=["keyword_extractor"]).id

    deadline = time.monotonic() + 30
    while not analyses.status(job_id).job.is_finished:
        assert time.monotonic() < deadline
        time.sleep(0.02)

    keywords = analyses.result(job_id)["analyzers"]["keyword_extractor"]["result"]["keywords"]
    assert "Pear grafting" in {keyword["canonical"] for keyword in keywords}


def test_no_line_of_the_log_holds_text_of_the_document(worker: Any, analyses: Analyses) -> None:
    job_id = analyses.submit(RESUME.encode(), filename="jane.txt").id
    deadline = time.monotonic() + 30
    while not analyses.status(job_id).job.is_finished:
        assert time.monotonic() < deadline
        time.sleep(0.02)

    assert [word for word in ("Jane", "jane@example.org", "billing") if word in worker.output] == []


def test_the_engine_is_loaded_before_the_first_document(worker: Any) -> None:
    assert worker.output.index("the engine is loaded") < worker.output.index(" ready.")


def test_the_document_of_the_warm_up_asks_every_part_of_the_engine(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: set[str] = set()
    suggest = HarperEngine.suggest

    def note(engine: HarperEngine, words: Iterable[str]) -> dict[str, tuple[str, ...]]:
        asked.update(wanted := list(words))
        return suggest(engine, wanted)

    monkeypatch.setattr(HarperEngine, "suggest", note)

    report = analyze(WARM_UP_TEXT.encode()).to_dict()

    assert report["document"]["language"] == "en"
    assert report["analyzers"]["grammar_checker"]["result"]["checked"] is True
    assert report["analyzers"]["experience_calculator"]["result"]["position_count"] == 1
    assert report["resume"]["basics"]["phone"]
    assert default_engine().suggest(asked)["zygapophyseal"] == (), "a word that is like none is asked for"


def test_a_worker_finds_the_broker_of_a_running_service_and_never_shows_its_password(
    own_environment: dict[str, str], tmp_path: Path, launch: Any
) -> None:
    data_dir = tmp_path / "served"
    with EmbeddedBroker(data_dir / "broker") as broker:
        write_serve_file(data_dir, ServeFile.of_this_process("http://127.0.0.1:1", broker.url))
        environment = {key: value for key, value in own_environment.items() if key != "REDIS_URL"}

        live = launch(environment | {"DATA_DIR": str(data_dir)}, "-I", "scripted_engine")
        live.wait_until_ready()
        live.stop()

        password = broker.url.partition("://:")[2].partition("@")[0]
        assert password not in live.output
        assert "broker=redis://:***@127.0.0.1" in live.output


@pytest.mark.parametrize(("variable", "value"), [("LOG_LEVEL", "loud"), ("REDIS_URL", "localhost")])
def test_a_worker_with_a_wrong_setting_ends_and_names_it(
    own_environment: dict[str, str], launch: Any, variable: str, value: str
) -> None:
    live = launch(own_environment | {variable: value})

    assert live.process.wait(30) != 0
    assert f"InvalidSettings: {variable} is {value!r}" in live.output.replace("'LOUD'", "'loud'")
