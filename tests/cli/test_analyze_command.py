import json
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

Run = Callable[..., "subprocess.CompletedProcess[str]"]
BAD = {
    "missing.pdf": "document-not-found",
    "folder.pdf": "not-a-file",
    "empty.pdf": "document-empty",
    "truncated.pdf": "document-corrupt",
    "locked.pdf": "document-encrypted",
    "picture.pdf": "unsupported-media-type",
    "huge.pdf": "file-too-large",
}


def test_the_report_of_one_document_is_printed_as_json(run: Run, documents: Path) -> None:
    done = run("analyze", "--format", "json", "--as-of", "2025-06-30", documents / "cv.pdf")

    report = json.loads(done.stdout)
    assert (done.returncode, done.stderr) == (0, "")
    assert report["status"] == "succeeded"
    assert report["resume"]["basics"]["name"] == "Maja Rimac"
    assert report["resume"]["basics"]["email"] == "maja.rimac@example.org"
    assert report["run"]["as_of"] == "2025-06-30"
    assert report["run"]["filename"] == "cv.pdf"
    assert {outcome["status"] for outcome in report["analyzers"].values()} == {"completed"}


def test_documents_that_cannot_be_analysed_get_their_report_and_do_not_stop_the_others(
    run: Run, documents: Path, tmp_path: Path
) -> None:
    out = tmp_path / "reports"

    done = run("analyze", "--format", "html", "-o", out, *(documents / name for name in (*BAD, "cv.pdf")))

    assert (done.returncode, done.stdout) == (3, "")
    assert sorted(path.name for path in out.iterdir()) == sorted([*(f"{name}.json" for name in BAD), "cv.pdf.html"])
    for name, code in BAD.items():
        report = _read(out / f"{name}.json")
        assert (report["status"], report["error"]["code"]) == ("failed", code)
        assert report["run"]["filename"] == name
        assert f"error[{code}]: {documents / name}: {report['error']['detail']}\nhint: " in done.stderr


def test_when_every_file_fails_the_exit_status_is_4(run: Run, documents: Path) -> None:
    done = run("analyze", "--format", "json", documents / "empty.pdf")

    assert done.returncode == 4
    assert json.loads(done.stdout)["error"]["code"] == "document-empty"


def test_a_scan_is_partial_and_says_what_was_skipped(run: Run, documents: Path) -> None:
    done = run("analyze", "--format", "json", documents / "scan.pdf")

    report = json.loads(done.stdout)
    assert (done.returncode, report["status"]) == (3, "partial")
    assert report["analyzers"]["error_detector"]["result"]["findings"][0]["code"] == "no_text_layer"
    assert "partial: scan.pdf: keyword_extractor skipped" in done.stderr


def test_standard_input_is_a_document_too(run: Run, documents: Path) -> None:
    done = run("analyze", "--format", "jsonresume", "-", stdin=(documents / "cv.pdf").read_bytes())

    assert done.returncode == 0
    assert json.loads(done.stdout)["basics"]["name"] == "Maja Rimac"


def test_several_reports_on_stdout_take_one_line_each(run: Run, documents: Path) -> None:
    done = run("analyze", "--format", "json", documents / "cv.pdf", documents / "cv.txt")

    reports = [json.loads(line) for line in done.stdout.splitlines()]
    assert [report["run"]["filename"] for report in reports] == ["cv.pdf", "cv.txt"]


def test_files_of_the_same_name_do_not_overwrite_each_other(run: Run, documents: Path, tmp_path: Path) -> None:
    other = tmp_path / "other" / "CV.txt"
    other.parent.mkdir()
    other.write_text("Ines Novak\nines@example.com\n\nSkills\nPython\n", encoding="utf-8")

    done = run("analyze", "-f", "json", "-o", tmp_path / "out", documents / "cv.txt", other, documents / "cv.txt")

    assert done.returncode == 0, done.stderr
    names = sorted(path.name for path in (tmp_path / "out").iterdir())
    assert names == ["CV.txt.2.json", "cv.txt.3.json", "cv.txt.json"]
    assert _read(tmp_path / "out" / "CV.txt.2.json")["resume"]["basics"]["name"] == "Ines Novak"


def test_only_the_analyzers_named_are_run(run: Run, documents: Path) -> None:
    done = run("analyze", "-f", "json", "--only", "error_detector, ner_extractor", documents / "cv.txt")

    assert list(json.loads(done.stdout)["analyzers"]) == ["ner_extractor", "error_detector"]


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (["--only", "palm_reader"], "unknown-analyzer"),
        (["--only", ","], "unknown-analyzer"),
        (["--as-of", "yesterday"], "invalid-option"),
        (["-o", "{file}"], "invalid-option"),
        (["--format", "html", "{file}"], "invalid-option"),
    ],
)
def test_wrong_options_are_refused_before_any_work(run: Run, documents: Path, arguments: list[str], code: str) -> None:
    file = documents / "cv.txt"

    done = run("analyze", *(argument.format(file=file) for argument in arguments), file)

    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.startswith(f"error[{code}]: ")


def test_the_help_lists_the_registered_analyzers(run: Run) -> None:
    done = run("analyze", "--help")

    words = " ".join(done.stdout.split())
    assert "keyword_extractor, ner_extractor, grammar_checker, experience_calculator, error_detector" in words


def _read(path: Path) -> Any:
    return json.loads(path.read_text(encoding="utf-8"))


def test_a_folder_without_a_name_of_its_own_is_called_by_its_real_one(run: Run, tmp_path: Path) -> None:
    done = run("analyze", f"{tmp_path}/..", "-o", tmp_path / "reports")

    assert done.returncode == 4
    assert [path.name for path in (tmp_path / "reports").iterdir()] == [f"{tmp_path.parent.name}.json"]
