"""What text recognition finds on a machine, and that a report tells what it was made with."""

from datetime import date
from pathlib import Path

import pytest

from vitae import Limits
from vitae.analyzers.registry import select_analyzers
from vitae.documents.ocr import DATA_VARIABLE, find_installation, load_recognizer
from vitae.pipeline import options_digest

AS_OF = date(2026, 11, 22)


@pytest.fixture
def data_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return the folder that the environment names; its data is no data, which nobody has looked into yet."""
    pytest.importorskip("tesserocr", reason="text recognition needs the extra `ocr`")
    monkeypatch.setenv(DATA_VARIABLE, str(tmp_path))
    (tmp_path / "eng.traineddata").write_bytes(b"x" * 100)
    (tmp_path / "deu.traineddata").write_bytes(b"x" * 200)
    return tmp_path


def digest() -> str:
    return options_digest(select_analyzers(None), AS_OF, Limits())


def test_languages_are_used_in_the_order_asked_and_others_passed_over(data_folder: Path) -> None:
    found = find_installation("deu+fra+eng+deu")

    assert found is not None
    assert (found.languages, found.folder) == ("deu+eng", str(data_folder))


def test_the_folder_may_be_named_by_the_one_above_it(data_folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    inner = data_folder / "tessdata"
    inner.mkdir()
    (data_folder / "eng.traineddata").rename(inner / "eng.traineddata")

    found = find_installation("eng")

    assert found is not None
    assert found.folder == str(inner)


@pytest.mark.parametrize("languages", ["", "fra", "../eng", "eng.traineddata", "/etc/passwd"])
def test_without_data_there_is_no_recognition(languages: str, data_folder: Path) -> None:
    assert find_installation(languages) is None


def test_damaged_data_is_as_good_as_none(data_folder: Path) -> None:
    load_recognizer.cache_clear()

    recognizer = load_recognizer("eng")

    load_recognizer.cache_clear()
    assert recognizer is None


def test_other_data_makes_another_digest_of_the_options(data_folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with_two = digest()

    monkeypatch.setenv(DATA_VARIABLE, str(data_folder / "nowhere"))
    without = digest()

    assert with_two != without


def test_recognition_that_is_switched_off_is_no_part_of_the_digest(
    data_folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    off = Limits(max_recognised_pages=0)
    installed = options_digest(select_analyzers(None), AS_OF, off)

    monkeypatch.setenv(DATA_VARIABLE, str(data_folder / "nowhere"))

    assert options_digest(select_analyzers(None), AS_OF, off) == installed
