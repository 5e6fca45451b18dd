"""Hostile texts: ten times the text may take about ten times as long, and never minutes."""

import time

import pytest

from vitae.parsing.dates import find_dates

HOSTILE = {
    "digits": "1",
    "letters": "a",
    "blanks": " ",
    "newlines": "\n",
    "groups": "1-2-",
    "dotted groups": "01.02.",
    "years": "2019 ",
    "years with dashes": "2019–",
    "month names": "jan ",
    "months with days": "jan 1 ",
    "plus signs": "+1 ",
    "at signs": "a@",
    "slashes": "/",
    "openings": "since ",
    "quarters": "Q1",
}


@pytest.mark.parametrize("unit", HOSTILE.values(), ids=HOSTILE.keys())
def test_a_hundred_thousand_characters_take_seconds_at_most(unit: str) -> None:
    text = unit * (100_000 // len(unit))
    started = time.process_time()

    find_dates(text)

    assert time.process_time() - started < 5
