"""Dates in the words of a head, which say when something happened, beside the period of its entry."""

from collections.abc import Callable
from typing import Any

import pytest

Parse = Callable[..., Any]


def periods(parse: Parse, *lines: str) -> list[tuple[str, str]]:
    """Return when each job began and ended, of the lines between two other jobs."""
    middle = "\n".join(lines)
    resume = parse(
        f"# Jane Doe\n\n## Experience\n* Acme Ltd, Leeds\n03/2021 – 12/2023\n_ Clerk\n- Filed.\n\n{middle}\n\n"
        "* Quillon Ltd, Hull\n02/2003 – 04/2005\n_ Typist\n- Typed."
    )
    return [(job.get("startDate", ""), job.get("endDate", "")) for job in resume.json["work"][1:-1]]


@pytest.mark.parametrize(
    "lines",
    [
        ("* Marlow Council", "06/2008 – 02/2021", "_ Surveyor, made Senior Surveyor May 2014", "- Surveyed."),
        ("* Marlow Council", "06/2008 – 02/2021", "_ Surveyor (team leader from 2014)", "- Surveyed."),
        ("* Marlow Council", "06/2008 – 02/2021", "_ Surveyor, then Senior Surveyor (2014)", "- Surveyed."),
        ("* Marlow Council", "06/2008 – 02/2021", "_ Surveyor, since 2014 head of the archive", "- Surveyed."),
        ("* Marlow Mills (until 2014 Elm & Sons), York", "06/2008 – 02/2021", "_ Surveyor", "- Surveyed."),
        ("* Marlow Mills (bought by Muster in 2014), York", "06/2008 – 02/2021", "_ Surveyor", "- Surveyed."),
        ("* Marlow Mills (in receivership 2020)\t06/2008 – 02/2021", "_ Surveyor", "- Surveyed."),
        ("* Marlow Mills", "06/2008 – 02/2021", "_ Surveyor (on loan to York from Mar to Oct 2014)", "- Surveyed."),
    ],
)
def test_a_date_in_the_words_of_a_head_dates_no_job(parse: Parse, lines: tuple[str, ...]) -> None:
    assert periods(parse, *lines) == [("2008-06", "2021-02")]


def test_positions_with_a_date_each_keep_it(parse: Parse) -> None:
    lines = ("* Marlow Council\t06/2008 – 02/2021", "_ Senior Surveyor 2014", "_ Surveyor 2009")

    assert [start for start, _ in periods(parse, *lines)][-2:] == ["2014", "2009"]


@pytest.mark.parametrize(
    "line", ["* Surveyor, Elm & Sons, 2014", "* Elm & Sons\tSummer 2014", "2014: Surveyor, Elm & Sons"]
)
def test_a_date_that_stands_apart_dates_a_job_of_its_own(parse: Parse, line: str) -> None:
    found = periods(parse, "* Marlow Council\t06/2008 – 02/2021", "_ Surveyor", line, "_ Draughtsman")

    assert ("2008-06", "2021-02") in found
    assert len(found) == 2
