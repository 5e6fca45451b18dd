"""Four times the text takes about four times as long, whatever it is made of."""

import time
from collections.abc import Callable
from typing import Any

import pytest

from vitae.domain.document import Document
from vitae.parsing import find_sections, parse_resume
from vitae.parsing.name_letters import are_letters_of

Build = Callable[..., Any]

UNITS = {
    "years on one line": "## Experience\n{}",
    "periods on one line": "## Experience\n{}",
    "dates in the words of a head": "## Experience\nMarlow Ltd\t2001 – 2023\n{}",
    "jobs": "## Experience\n{}",
    "skills on one line": "## Skills\n{}",
    "brackets": "## Skills\n{}",
    "places on one line": "{}",
    "addresses": "{}",
    "lines of towns": "{}",
    "labels of names": "{}",
    "Roman months": "## Experience\n{}",
    "languages": "## Languages\n{}",
    "towns between bars": "{}",
    "labels on one line": "{}",
    "signs of addresses": "## Training\n{}",
    "headings": "## Experience\n{}",
    "projects beside studies": "{}",
}
REPEATED = {
    "years on one line": "2015 worked ",
    "periods on one line": "2015 – 2016, Baker, Leeds; ",
    "dates in the words of a head": "clerk since 2015 head ",
    "jobs": "* Baker, Marlow Ltd\t2015 – 2016\n",
    "skills on one line": "ab, ",
    "brackets": "(, ",
    "places on one line": "Leeds, ",
    "addresses": "Marlow\na@b.example\n",
    "lines of towns": "Leeds\nYork\n",
    "labels of names": "Surname: Doe\n",
    "Roman months": "I 2019 ",
    "languages": "English ",
    "towns between bars": "Leeds / York / ",
    "labels on one line": "Ort: Leeds | ",
    "signs of addresses": "a@",
    "headings": "## Training\nx\n## Career summary\nx\n",
    "projects beside studies": (
        "## Projects\n* Developer, Foo Ltd\t2012 – 2013\n* Developer, Bar Ltd\t2013 – 2014\n"
        "## Education\nBSc Physics, Exampleton University\t2011 – 2016\n"
    ),
}
FEW, TIMES, TOLERANCE = 100, 4, 2.5
MANY = {"towns between bars", "labels on one line", "signs of addresses", "headings", "projects beside studies"}
"""Where what grows with the square is fast, so that it takes many to tell."""
MORE = 16


def seconds(document: Document) -> float:
    """Return the processor time of one parse, the least of three."""
    times = []
    for _ in range(3):
        started = time.process_time()
        parse_resume(document, find_sections(document))
        times.append(time.process_time() - started)
    return min(times)


@pytest.mark.parametrize("name", UNITS)
def test_the_time_grows_with_the_length(build: Build, name: str) -> None:
    least = FEW * MORE if name in MANY else FEW
    few, many = (build("# Jane Doe\n" + UNITS[name].format(REPEATED[name] * count)) for count in (least, least * TIMES))
    seconds(few)  # the lexicons are read

    assert seconds(many) < TOLERANCE * TIMES * max(seconds(few), 0.002)


def test_letters_behind_a_name_are_told_without_trying_every_pair_of_capitals() -> None:
    started = time.process_time()

    assert not are_letters_of("A" * 2_000 + "!", "Jane Roe")
    assert time.process_time() - started < 1.0
