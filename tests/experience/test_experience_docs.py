"""The worked examples of ``docs/experience.md`` are what the code counts."""

import re
from collections.abc import Callable
from pathlib import Path

from vitae.facts import AnalysisContext

Career = Callable[..., AnalysisContext]

PAGE = (Path(__file__).parents[2] / "docs" / "experience.md").read_text(encoding="utf-8")


def rows(heading: str) -> list[list[str]]:
    """Return the cells of the table under a heading."""
    section = PAGE.split(f"## {heading}\n")[1].split("\n## ")[0]
    lines = [line.strip("|").split("|") for line in section.splitlines() if line.startswith("|")]
    return [[cell.strip() for cell in cells] for cells in lines[2:]]


def test_every_example_of_one_job_is_true(career: Career) -> None:
    examples = rows("One job")

    assert len(examples) >= 10
    for dates, likely, fewest, most, _ in examples:
        position = career(dates).timeline.positions[0]
        shown = "unknown" if position.months_max is None else str(position.months_max)
        assert (dates, str(position.months), str(position.months_min), shown) == (dates, likely, fewest, most)


def test_every_example_of_several_jobs_is_true(career: Career) -> None:
    examples = rows("All jobs together")

    assert len(examples) >= 3
    for jobs, shown in examples:
        total = career(*jobs.split(" and ")).timeline.total
        assert total is not None
        expected = [int(number) for number in re.findall(r"\d+", shown)]
        assert [total.months, total.months_min, total.months_max][: len(expected)] == expected, jobs
