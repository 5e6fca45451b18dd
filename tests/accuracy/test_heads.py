"""The heads that were written to be odd: what a figure taken on them relies on."""

import re

import pytest

from benchmarks.accuracy.compare import normalised
from benchmarks.accuracy.heads import heads
from benchmarks.accuracy.heads.setting import FORMATS, formats_for

HEADS = heads()


def test_no_two_heads_share_an_id_or_a_text() -> None:
    assert len({person.id for person, _ in HEADS}) == len({text for _, text in HEADS}) == len(HEADS) == 150


def test_what_is_asked_for_stands_in_the_text() -> None:
    missing = [
        (person.id, word)
        for person, text in HEADS
        for value in (person.basics.city, *(job.employer for job in person.work), *(job.title for job in person.work))
        for word in normalised(value).split()
        if word not in normalised(re.sub(r"\s+", " ", text))
    ]

    assert missing == []


@pytest.mark.parametrize("name", FORMATS)
def test_a_head_is_set_in_every_format(name: str) -> None:
    made = [FORMATS[name](text) for _, text in HEADS[:5]]

    assert all(made)
    assert len(set(made)) == len(made)


def test_a_text_whose_letters_our_fonts_lack_is_set_in_no_pdf() -> None:
    assert "pdf" in set(formats_for("Jane Doe, Łódź, Москва"))
    assert "pdf" not in set(formats_for("Nguyễn Thị"))
