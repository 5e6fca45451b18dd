"""People are set in the themes of JSON Resume where some are installed."""

import shutil
from pathlib import Path

import pytest

from benchmarks.accuracy.json_resume import json_resume, with_months
from benchmarks.accuracy.person import Basics, Person, Post, people
from benchmarks.accuracy.themes import themes

THEME = """
exports.render = (resume) => `<h1>${resume.basics.name}</h1>` + resume.work.map((job) => `<p>${job.name}</p>`).join("");
"""


def worked(start: str, end: str) -> Person:
    basics = Basics("Jo Doe", "Springfield", "Springfield")
    return Person(
        "jo-doe", "en", "US", "tune", "clerk", basics, {}, work=(Post("Acme", "Clerk", start=start, end=end),)
    )


@pytest.mark.parametrize(
    ("written", "months"),
    [
        (("2017", "2019"), ("2017-01", "2019-12")),
        (("2019-spring", "2019-Q4"), ("2019-03", "2019-12")),
        (("2020-05", "present"), ("2020-05", "present")),
        (("", ""), ("", "")),
    ],
)
def test_dates_without_months_get_the_widest_ones(written: tuple[str, str], months: tuple[str, str]) -> None:
    (post,) = with_months(worked(*written)).work

    assert (post.start, post.end) == months


def test_what_lasts_has_no_end_in_a_json_resume() -> None:
    (entry,) = json_resume(worked("2020-05", "present"))["work"]

    assert entry["startDate"] == "2020-05"
    assert "endDate" not in entry


@pytest.mark.skipif(not shutil.which("node"), reason="themes run in Node")
def test_an_installed_theme_sets_everybody(tmp_path: Path) -> None:
    package = tmp_path / "node_modules" / "jsonresume-theme-plain"
    package.mkdir(parents=True)
    (package / "package.json").write_text('{"name": "jsonresume-theme-plain", "main": "index.js"}')
    (package / "index.js").write_text(THEME)

    (theme,) = themes(tmp_path)

    assert theme.name == "plain"
    for person in people():
        page = theme.render(person).decode()
        assert all(post.employer in page for post in person.work)
