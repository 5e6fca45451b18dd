"""The lines with known errors: what a figure taken on them relies on."""

import shutil
from collections import Counter
from pathlib import Path

import pytest

from benchmarks.accuracy.lines import CATEGORIES, FOLDER, PARTS, Half, Part, Place, Sample, samples

HALVES: tuple[Half, ...] = ("tune", "test")
EVERY = [sample for half in HALVES for part in PARTS for sample in samples(half, part)]
FAULTY = [sample for sample in EVERY if sample.error]


def mended(sample: Sample, place: Place, correction: str) -> str:
    return sample.text[: place.start] + correction + sample.text[place.end :]


def places(sample: Sample) -> tuple[Place, ...]:
    return sample.error.places if sample.error else ()


def test_no_two_samples_share_an_id_or_a_text() -> None:
    ids, texts = Counter(sample.id for sample in EVERY), Counter(sample.text.casefold() for sample in EVERY)

    assert [key for counted in (ids, texts) for key, times in counted.items() if times > 1] == []


def test_no_sample_is_a_mended_version_of_another() -> None:
    texts = {sample.text for sample in EVERY}
    versions = [
        mended(sample, place, correction)
        for sample in FAULTY
        for place in places(sample)
        for correction in place.corrections
    ]

    assert texts.isdisjoint(versions)
    assert len(versions) == len(set(versions))


def test_what_is_wrong_stands_once_in_its_text() -> None:
    repeated = [
        sample.id
        for sample in FAULTY
        for place in places(sample)
        if sample.text.count(sample.text[place.start : place.end]) != 1
    ]

    assert repeated == []


def test_every_correction_changes_the_text() -> None:
    idle = [
        sample.id
        for sample in FAULTY
        for place in places(sample)
        if not place.corrections or sample.text in {mended(sample, place, fix) for fix in place.corrections}
    ]

    assert idle == []


def test_every_category_is_planted_in_both_halves() -> None:
    planted = {half: {s.error.category for s in samples(half, "errors") if s.error} for half in HALVES}

    assert planted == {half: set(CATEGORIES) for half in HALVES}


@pytest.mark.parametrize(
    ("half", "part", "fewest"),
    [("test", "clean", 220), ("test", "errors", 180), ("tune", "clean", 120), ("tune", "errors", 80)],
)
def test_the_english_lines_are_enough_to_tell_a_rate(half: Half, part: Part, fewest: int) -> None:
    english = [sample for sample in samples(half, part) if sample.language == "en"]

    assert len(english) >= fewest


@pytest.mark.parametrize("part", ["clean", "errors"])
def test_lines_are_clean_or_faulty_as_their_file_says(part: Part) -> None:
    faulty = {sample.error is not None for half in HALVES for sample in samples(half, part)}

    assert faulty == {part == "errors"}


def test_a_changed_test_half_is_refused(tmp_path: Path) -> None:
    changed = shutil.copy(FOLDER / "test_clean.jsonl", tmp_path)
    Path(changed).write_text(Path(changed).read_text().replace("Rust", "Zig"))

    with pytest.raises(SystemExit, match="digest"):
        samples("test", "clean", tmp_path)
