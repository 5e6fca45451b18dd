"""Every format, over a report of a real sample and over a failed one."""

import csv
import io
import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from lxml import html

import vitae
from vitae.domain.errors import DocumentEncrypted, InvalidOption
from vitae.exports import FORMATS, render
from vitae.exports.marked_text import mark_text
from vitae.exports.timeline_svg import render_timeline

SAMPLE = Path(__file__).resolve().parents[2] / "demo" / "samples" / "nadia-okonkwo-reyes.pdf"


@pytest.fixture(scope="module")
def report() -> dict[str, Any]:
    return vitae.analyze(SAMPLE, as_of=date(2026, 11, 22)).to_dict()


@pytest.fixture(scope="module")
def failed() -> dict[str, Any]:
    return vitae.failed_report(DocumentEncrypted("cv.pdf asks for a password."), filename="cv.pdf").to_dict()


def values_of(page: html.HtmlElement, attribute: str, tag: str = "*") -> list[str]:
    return [str(element.get(attribute)) for element in page.iter(tag) if element.get(attribute) is not None]


@pytest.mark.parametrize("name", [name for name in FORMATS if name != "jsonresume"])
def test_every_format_shows_the_candidate(name: str, report: dict[str, Any]) -> None:
    assert "Nadia Okonkwo-Reyes" in render(report, name)


@pytest.mark.parametrize("name", ["text", "json", "html", "markdown"])
def test_a_failed_report_says_what_is_wrong_and_what_to_do(name: str, failed: dict[str, Any]) -> None:
    shown = render(failed, name)

    assert "asks for a password" in shown
    assert "without a password" in shown


def test_an_unknown_format_is_an_error_that_lists_the_known_ones(report: dict[str, Any]) -> None:
    with pytest.raises(InvalidOption, match="jsonresume"):
        render(report, "docx")


def test_json_is_the_report_itself(report: dict[str, Any]) -> None:
    assert json.loads(render(report, "json")) == json.loads(json.dumps(report))


def test_json_resume_is_the_resume_alone(report: dict[str, Any]) -> None:
    assert json.loads(render(report, "jsonresume")) == report["resume"]


def test_csv_is_a_header_and_one_row(report: dict[str, Any]) -> None:
    rows = list(csv.DictReader(io.StringIO(render(report, "csv"))))

    assert len(rows) == 1
    assert rows[0]["total_months"] == "135"
    assert rows[0]["current_employer"] == "Larkfield Payments Ltd"


def test_csv_disarms_what_a_spreadsheet_would_run(report: dict[str, Any]) -> None:
    hostile = {**report, "run": {**report["run"], "filename": "=HYPERLINK(1)"}}

    rows = list(csv.DictReader(io.StringIO(render(hostile, "csv"))))

    assert rows[0]["file"] == "'=HYPERLINK(1)"


def test_the_page_loads_nothing_from_anywhere(report: dict[str, Any]) -> None:
    page = html.fromstring(render(report, "html"))

    assert {element.tag for element in page.iter()}.isdisjoint({"script", "link", "iframe", "img", "object"})
    assert values_of(page, "src") + values_of(page, "onclick") + values_of(page, "onload") == []


def test_the_page_escapes_what_comes_from_the_document(report: dict[str, Any]) -> None:
    hostile = {**report, "resume": {**report["resume"], "basics": {"name": "<script>alert(1)</script>"}}}

    page = render(hostile, "html")

    assert "<script" not in page


def test_every_finding_of_the_page_that_is_linked_has_its_mark_and_back(report: dict[str, Any]) -> None:
    page = html.fromstring(render(report, "html"))
    ids = values_of(page, "id")
    targets = [target.removeprefix("#") for target in values_of(page, "href")]

    assert targets
    assert set(targets) <= set(ids)
    assert len(ids) == len(set(ids))


def test_marked_text_is_the_whole_text_cut_at_the_findings() -> None:
    text = "I recieved the the award."
    findings = [
        {"id": "a", "anchors": [{"start": 2, "end": 10}]},
        {"id": "b", "anchors": [{"start": 11, "end": 18}]},
        {"id": "c", "anchors": [{"start": 12, "end": 14}]},
    ]

    segments = list(mark_text(text, findings))

    assert "".join(segment.text for segment in segments) == text
    assert [(s.text, s.finding["id"]) for s in segments if s.finding] == [("recieved", "a"), ("the the", "b")]


def test_the_timeline_draws_a_bar_for_each_dated_job_and_says_so_in_words() -> None:
    positions: list[dict[str, Any]] = [
        {"work_index": 0, "start": "2021-03", "end": None, "months": 69, "is_current": True},
        {"work_index": 1, "start": "2017-09", "end": "2021-02", "months": 42, "is_current": False},
        {"work_index": 2, "start": None, "end": None, "months": None, "is_current": False},
    ]

    svg = html.fromstring(render_timeline(positions, {0: "Engineer & lead", 1: "Developer"}, "2026-11-22"))

    lefts = [float(x) for x in values_of(svg, "x", tag="rect")]
    assert len(lefts) == 2
    assert lefts[0] > lefts[1]
    assert values_of(svg, "class", tag="rect") == ["bar current", "bar"]
    assert svg.findtext("title") == "Timeline of experience"
    told = svg.findtext("desc")
    assert told == (
        "Engineer & lead, 2021-03 – present, 5 years 9 months; Developer, 2017-09 – 2021-02, 3 years 6 months"
    )


def test_a_name_that_does_not_fit_over_its_bar_is_cut_and_told_in_full_in_words() -> None:
    name = "Head of " + "very " * 40 + "much"
    positions = [{"work_index": 0, "start": "2019-01", "end": "2020-12", "months": 24, "is_current": False}]

    svg = html.fromstring(render_timeline(positions, {0: name}, "2026-11-22"))

    shown = svg.findtext(".//text[@class='name']")
    assert shown is not None
    assert shown.endswith("…")
    assert len(shown) < 120
    assert name in (svg.findtext("desc") or "")


def test_a_timeline_without_dates_is_no_picture() -> None:
    assert render_timeline([], {}, "2026-11-22") == ""


@pytest.mark.parametrize("name", ["text", "html", "markdown"])
def test_formats_for_people_show_the_score_and_say_what_it_is(name: str, report: dict[str, Any]) -> None:
    shown = " ".join(render(report, name).split())

    assert f"{report['score']['value']} of {report['score']['max']}" in shown
    assert "not a prediction of being hired" in shown
    assert report["score"]["raise_most"][0]["suggestion"] in shown


@pytest.mark.parametrize("name", ["text", "html", "markdown"])
def test_formats_for_people_say_why_there_is_no_score(name: str, report: dict[str, Any]) -> None:
    unscored = {**report, "score": None, "unscored": "no_text_layer"}

    assert "the document has no text that could be judged" in render(unscored, name)


def test_csv_has_the_score_and_out_of_how_many_points(report: dict[str, Any]) -> None:
    row = next(csv.DictReader(io.StringIO(render(report, "csv"))))

    assert (row["score"], row["score_max"]) == (str(report["score"]["value"]), "100")
