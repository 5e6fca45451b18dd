"""A figure may rise, and must not fall."""

import json
from pathlib import Path

import pytest

from benchmarks.accuracy.floors import Result, breaches, pin

PINNED = Result("resumes", "abc", {"test: name": 0.98765, "test: false criticals": 0.0}, "")


@pytest.fixture
def floors(tmp_path: Path) -> Path:
    path = tmp_path / "floors.json"
    pin(PINNED, path)
    return path


def test_pinned_figures_hold_themselves(floors: Path) -> None:
    assert json.loads(floors.read_text())["resumes"]["floors"]["test: name"] == 0.987
    assert breaches(PINNED, floors) == []


@pytest.mark.parametrize("figures", [{"test: name": 0.98}, {"test: false criticals": 1.0}, {}])
def test_a_drop_a_rise_of_what_is_wrong_and_a_figure_that_is_gone_are_breaches(
    floors: Path, figures: dict[str, float]
) -> None:
    measured = PINNED.figures | figures if figures else {"test: false criticals": 0.0}

    assert len(breaches(Result("resumes", "abc", measured, ""), floors)) == 1


def test_a_changed_corpus_is_not_compared_with_its_old_floors(floors: Path) -> None:
    (complaint,) = breaches(Result("resumes", "changed", PINNED.figures, ""), floors)

    assert "the corpus is not the one" in complaint


def test_pinning_on_the_same_corpus_raises_floors_and_lowers_none(floors: Path) -> None:
    better = Result("resumes", "abc", {"test: name": 0.99, "test: city": 0.5, "test: false criticals": 2.0}, "")

    assert pin(better, floors) == []

    pinned = json.loads(floors.read_text())["resumes"]["floors"]
    assert pinned == {"test: name": 0.99, "test: city": 0.5, "test: false criticals": 0.0}


def test_pinning_on_a_changed_corpus_tells_which_floors_it_lowers(floors: Path) -> None:
    worse = Result("resumes", "changed", PINNED.figures | {"test: name": 0.9}, "")

    (told,) = pin(worse, floors)

    assert "test: name is 0.9000, its floor is 0.987" in told
    assert breaches(worse, floors) == []


def test_a_suite_without_floors_is_a_breach(floors: Path) -> None:
    assert breaches(Result("lines", "abc", {}, ""), floors)
