"""Résumés in formats that say little: where sections and entries begin without type sizes, or without space."""

from html import escape
from typing import Any

import pytest

from vitae.documents import Limits, read_document
from vitae.parsing import find_sections, parse_resume, to_json_resume

HEAD = ["Ada Example", "14 Mill Lane, Leeds LS1 4AB", "ada@example.org"]
JOBS = [
    ["Night Baker", "Marlow Ovens Ltd", "2019 - 2022", "- Baked 900 loaves a night.", "- Taught two apprentices."],
    ["Shop Assistant", "Quill & Daughters Ltd", "2015 - 2018", "- Sold stationery to three schools."],
]
STUDIES = ["BSc Food Science", "University of Harewood", "2012 - 2015"]
TEXT = [*HEAD, "Experience", *JOBS[0], *JOBS[1], "Education", *STUDIES, "Languages", "English, Welsh"]
PLACES = ["Where I have baked", *JOBS[0], *JOBS[1], "Education", *STUDIES, "Cooking with", "Rye, Spelt, Sourdough"]


def parse(page: str) -> dict[str, Any]:
    document = read_document(page.encode(), Limits())
    return to_json_resume(parse_resume(document, find_sections(document)))


def jobs(page: str) -> list[tuple[str, str, str]]:
    return [(job["position"], job["name"], job["startDate"]) for job in parse(page).get("work", ())]


BOTH = [("Night Baker", "Marlow Ovens Ltd", "2019"), ("Shop Assistant", "Quill & Daughters Ltd", "2015")]


def _page(tag: str, lines: list[str]) -> str:
    return f"<!DOCTYPE html><html><body>{''.join(f'<{tag}>{escape(line)}</{tag}>' for line in lines)}</body></html>"


@pytest.mark.parametrize(
    "page",
    [
        _page("p", TEXT),
        _page("div", TEXT),
        f"<!DOCTYPE html><html><body>{'<br>'.join(map(escape, TEXT))}</body></html>",
        "\n".join(TEXT),
    ],
    ids=["paragraphs", "divisions", "breaks", "text"],
)
def test_lines_that_nothing_parts_or_sets_apart_are_sections_by_their_words(page: str) -> None:
    resume = parse(page)

    assert jobs(page) == BOTH
    assert [study["institution"] for study in resume["education"]] == ["University of Harewood"]
    assert [language["language"] for language in resume["languages"]] == ["English", "Welsh"]


def test_a_colon_behind_a_line_makes_a_heading_of_unknown_words_in_a_text_of_one_look() -> None:
    headings = {"Where I have baked", "Education", "Cooking with"}

    assert jobs("\n".join([*HEAD, *(f"{line}:" if line in headings else line for line in PLACES)])) == BOTH


@pytest.mark.parametrize("heading", ["=== Experience ===", "[Experience]", "~~ Experience ~~", "__Experience__"])
def test_signs_that_are_typed_around_a_heading_are_none_of_its_words(heading: str) -> None:
    page = "\n".join([*HEAD, "", heading, "", *JOBS[0]])

    assert jobs(page) == BOTH[:1]


def test_jobs_under_a_heading_of_unknown_words_are_read_where_only_the_studies_have_a_known_one() -> None:
    blocks = [HEAD, JOBS[0], JOBS[1], ["Education", *STUDIES]]

    assert jobs("\n\n".join("\n".join(block) for block in blocks)) == BOTH


def test_titles_in_the_right_cells_of_a_table_are_no_headings_although_they_look_like_those_on_the_left() -> None:
    def row(dates: str, *lines: str) -> str:
        first, *rest = map(escape, lines)
        return f"<tr><td>{dates}</td><td>{'<br>'.join([f'<b>{first}</b>', *rest])}</td></tr>"

    def heading(text: str) -> str:
        return f"<tr><td colspan=2><b>{text}</b></td></tr>"

    rows = [
        *(f"<tr><td colspan=2>{line}</td></tr>" for line in HEAD),
        heading("Work Experience"),
        *(row(job[2], job[0], job[1], *job[3:]) for job in JOBS),
        heading("Education"),
        row(STUDIES[2], *STUDIES[:2]),
        heading("Skills"),
        row("Breads", "Rye, Spelt, Sourdough"),
        heading("Down to the last crumb"),
        "<tr><td colspan=2>Crumb, a quarterly of bread, 2021</td></tr>",
    ]
    page = f"<!DOCTYPE html><html><body><table>{''.join(rows)}</table></body></html>"

    assert jobs(page) == BOTH
    assert [study["institution"] for study in parse(page)["education"]] == ["University of Harewood"]
