"""Twice as long takes about twice as long: after reading, no sandbox ends what does not."""

from time import process_time

import pytest

import vitae
from tests.hostile.text_tricks import TEXT_TRICKS
from vitae.documents.limits import Limits

SHORT, LONG = 5_000, 20_000
MOST_TIMES = 10
"""For four times the characters; what grows by the square takes sixteen times as long."""
FLOOR_SECONDS = 0.1
"""Below, the clock and the machine's other work count for more than the text."""
TEXTS = (
    "a word of 5 MB",
    "100,000 short lines",
    "nothing but accents",
    "marks of direction around every letter",
    "every letter of Unicode",
    "an address that never ends",
    "50,000 at signs",
    "a telephone number of 100,000 digits",
    "5,000 jobs",
    "5,000 headings",
    "5,000 rows of boxes",
)


def seconds_for(data: bytes, characters: int) -> float:
    started = process_time()
    vitae.analyze(data, isolation="none", limits=Limits(max_characters=characters))
    return process_time() - started


@pytest.mark.parametrize("name", TEXTS)
def test_four_times_the_text_does_not_take_the_square_of_the_time(name: str) -> None:
    data = TEXT_TRICKS[name]()
    seconds_for(data, SHORT)

    short, long = min(seconds_for(data, SHORT) for _ in range(2)), min(seconds_for(data, LONG) for _ in range(2))

    assert long < MOST_TIMES * max(short, FLOOR_SECONDS)
