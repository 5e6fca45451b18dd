"""The result: what is found, where it stands, and that a stranger's words stay words."""

import csv
import io
from collections.abc import Callable
from typing import Any

import httpx
from reportlab.pdfgen.canvas import Canvas

from backend.tasks import render_page_task
from backend.web.blind import BLACK
from backend.web.sheets import build_sheets, printed_on
from vitae import analyze
from vitae.exports.digest import page_in_words

Finished = Callable[..., str]
PageOf = Callable[..., Any]

NAUGHTY_NAME = "<b>\u202egpj.vc<b>.txt"
NAUGHTY = """<script>alert(1)</script> Rimac
"><img src=x onerror=alert(1)>, maja@example.org

Experience
Engineer, <script>alert(2)</script> Ltd
2019 - 2021
- Recieved the the award for \u202eevil\u202c {{ 7 * 7 }} javascript:alert(3)

Skills
Python, "quoted" & <i>slanted</i>
"""


def test_every_finding_leads_to_its_mark_and_every_mark_to_its_finding(finished: Finished, page_of: PageOf) -> None:
    page = page_of(f"/analyses/{finished()}")

    findings = page.xpath("//li[starts-with(@id, 'finding-')]/@id")
    to_marks = page.xpath("//ol[@id='finding-list']//a/@href")
    marks = page.xpath("//*[contains(@class, 'mark')][@data-finding]")
    assert findings
    assert {mark.get("href").removeprefix("#") for mark in marks} <= set(findings)
    assert [target for target in to_marks if not page.xpath(f"//*[@id='{target.removeprefix('#')}']")] == []


def test_a_mark_tells_its_severity_by_label_colour_and_line(finished: Finished, page_of: PageOf) -> None:
    page = page_of(f"/analyses/{finished()}")

    for mark in page.xpath("//*[contains(@class, 'mark')][@data-finding]"):
        severity = mark.get("class").split()[1]
        assert mark.get("aria-label").startswith(
            {"critical": "Critical", "warning": "Warning", "info": "Remark"}[severity]
        )
        assert mark.xpath(".//*[@class='under']")


def test_marks_lie_within_the_page(finished: Finished, page_of: PageOf) -> None:
    page = page_of(f"/analyses/{finished()}")

    for sheet in page.xpath("//*[@class='overlay']"):
        _x, _y, width, height = map(float, sheet.get("viewbox").split())
        for rect in sheet.xpath(".//*[@class='fill']"):
            assert -2 <= float(rect.get("x")) <= width
            assert -2 <= float(rect.get("y")) <= height


def test_keywords_and_values_lead_to_their_places(finished: Finished, page_of: PageOf) -> None:
    for view, kind in (("page", "spot"), ("text", "place")):
        _assert_places_are_addressed(page_of(f"/analyses/{finished()}?view={view}"), kind)


def _assert_places_are_addressed(page: Any, kind: str) -> None:
    targets = {address.removeprefix("#") for address in page.xpath("//a[@data-place]/@href")}
    assert targets
    assert targets <= set(page.xpath(f"//*[@class='{kind}']/@id"))


def test_a_document_without_pages_is_shown_as_text(finished: Finished, page_of: PageOf) -> None:
    page = page_of(f"/analyses/{finished(NAUGHTY.encode(), 'cv.txt')}")

    assert page.xpath("//img") == []
    assert "Recieved" in page.xpath("//mark//text()")


def test_html_and_bidi_characters_of_a_document_stay_text(finished: Finished, page_of: PageOf) -> None:
    for view in ("page", "text"):
        page = page_of(f"/analyses/{finished(NAUGHTY.encode(), NAUGHTY_NAME)}?view={view}")

        assert page.xpath("//script[not(starts-with(@src, '/assets/'))] | //main//img[@src='x'] | //main//i") == []
        assert "<script>alert(1)</script> Rimac" in page.xpath("string(//*[@class='document-text'])")
        assert "{{ 7 * 7 }}" in page.xpath("string(//*[@class='document-text'])")
        assert page.xpath("string(//*[@class='filename']/bdi)") == "<b>gpj.vc<b>.txt"


def test_every_export_is_an_attachment_that_a_browser_does_not_run(client: httpx.Client, finished: Finished) -> None:
    path = f"/analyses/{finished(NAUGHTY.encode(), NAUGHTY_NAME)}/export"

    for kind in ("html", "json", "jsonresume", "csv", "markdown"):
        answer = client.get(f"{path}/{kind}")
        assert answer.status_code == 200
        assert answer.headers["Content-Disposition"].startswith("attachment")
        assert answer.headers["X-Content-Type-Options"] == "nosniff"
        assert "sandbox" in answer.headers["Content-Security-Policy"]
    assert len(list(csv.DictReader(io.StringIO(client.get(f"{path}/csv").text)))) == 1
    assert client.get(f"{path}/exe").status_code == 404


def test_words_of_the_document_are_in_its_language_and_ours_in_english(finished: Finished, page_of: PageOf) -> None:
    lines = ("Maja Rimac", "", "Berufserfahrung", "Ingenieurin, Beispiel GmbH", "01/2019 - 12/2021")
    bullets = (
        "- Habe mit anderen zusammen Brücken gebaut und mehrere Jahre lang eine Abteilung geleitet",
        "- War für die Auswahl neuer Mitarbeiter und für den Haushalt der Abteilung verantwortlich",
    )
    text = "\n".join((*lines, *bullets))

    page = page_of(f"/analyses/{finished(text.encode(), 'maja.txt')}")

    position = page.xpath("//*[@id='experience']//th/b")[0]
    assert (position.text, position.get("lang")) == ("Ingenieurin", "de")
    assert page.xpath("//*[@id='profile']//dl/@lang")[0] == "de"
    assert set(page.xpath("//*[@id='profile']//dt/@lang")) == {"en"}


def test_blind_review_shows_neither_name_nor_contacts(client: httpx.Client, finished: Finished) -> None:
    report = analyze(NAUGHTY.encode(), isolation="none")
    job_id = finished()
    seen = client.get(f"/analyses/{job_id}").text
    basics = client.get(f"/v1/analyses/{job_id}/result", headers={"Accept": "application/json"}).json()["resume"][
        "basics"
    ]
    assert report.resume is not None
    private = [*basics["name"].split(), basics["email"], basics["profiles"][0]["url"]]

    for view in ("page", "text"):
        blind = client.get(f"/analyses/{job_id}?blind=1&view={view}").text
        for value in private:
            assert value in seen
            assert value not in blind
        assert BLACK in blind or 'class="cover"' in blind


def test_blind_review_covers_a_name_on_the_page_where_a_section_goes_on(finished: Finished, page_of: PageOf) -> None:
    file = io.BytesIO()
    canvas = Canvas(file, pagesize=(595, 842))
    for lines in (
        ("Maja Rimac", "maja@example.org", "Experience", "Engineer, Example Ltd", "2019 - 2021", "Built bridges."),
        ("Painted bridges.", "Was thanked, as only Rimac was."),
    ):
        for number, line in enumerate(lines):
            canvas.drawString(72, 780 - 20 * number, line)
        canvas.showPage()
    canvas.save()

    page = page_of(f"/analyses/{finished(file.getvalue(), 'maja.pdf')}?blind=1")

    ((cover,),) = [sheet.xpath(".//*[@class='cover']") for sheet in page.xpath("//*[@id='page-2']")]
    middle = float(cover.get("y")) + float(cover.get("height")) / 2
    assert abs(middle - (842 - 760 - 3)) < 6
    on_first = page.xpath("//*[@id='page-1']//*[@class='cover']")
    assert all(float(one.get("y")) < 842 - 760 + 6 for one in on_first)


def test_what_runs_over_a_page_break_is_marked_covered_and_told_on_both_pages() -> None:
    begins = {"page": 1, "boxes": [[72, 780, 200, 790]], "start": 0, "end": 20, "quote": "was done by Rimac"}
    anchor = {**begins, "continued": [{"page": 2, "boxes": [[72, 40, 120, 50]]}]}
    finding = {"id": "grammar-1", "severity": "info", "message": "Long.", "anchors": [anchor]}
    pages = [{"number": number, "width": 595, "height": 842} for number in (1, 2)]

    first, second = build_sheets(pages, [finding], {"place": [anchor]}, {})

    assert [mark.is_first for sheet in (first, second) for mark in sheet.marks] == [True, False]
    assert [spot.id for sheet in (first, second) for spot in sheet.spots] == ["place", "place-1"]
    assert dict(printed_on(anchor)) == {1: begins["boxes"], 2: [[72, 40, 120, 50]]}
    assert dict(printed_on(begins)) == {1: begins["boxes"]}  # as reports of an older engine have it
    assert page_in_words(anchor) == "pages 1–2"  # a dash


def test_blind_review_keeps_the_dates_when_the_postal_code_reads_like_a_year(
    finished: Finished, page_of: PageOf
) -> None:
    lines = ("Maja Rimac", "Storgata 1, 2019 Oslo, Norway", "maja@example.org", "", "Experience")
    text = "\n".join((*lines, "Engineer, Example Ltd", "2019 - 2021", ""))

    page = page_of(f"/analyses/{finished(text.encode(), 'maja.txt')}?blind=1")

    assert "2019" in page.xpath("string(//*[@id='experience'])")
    assert "Storgata" not in page.xpath("string(//main)")


def test_blind_review_covers_every_private_place_of_the_page(finished: Finished, page_of: PageOf) -> None:
    page = page_of(f"/analyses/{finished()}?blind=1")

    assert len(page.xpath("//*[@class='cover']")) >= 4
    assert page.xpath("//img/@src")[0].endswith("?pictures=0")


def test_a_page_is_painted_by_a_worker_and_handed_out_as_an_image(
    client: httpx.Client, finished: Finished, settings: object
) -> None:
    job_id = finished()
    sha256 = client.get(f"/v1/analyses/{job_id}").json()["document_sha256"]

    assert render_page_task(sha256, 1)["bytes"] > 1000
    assert render_page_task(sha256, 1, False)["bytes"] > 1000
    blind = client.get(f"/analyses/{job_id}/pages/1?pictures=0")
    answer = client.get(f"/analyses/{job_id}/pages/1")

    assert blind.status_code == 200
    assert answer.headers["Content-Type"] == "image/png"
    assert answer.content.startswith(b"\x89PNG")
    assert answer.headers["X-Content-Type-Options"] == "nosniff"


def test_the_list_tells_the_same_score_and_findings_as_the_result(finished: Finished, page_of: PageOf) -> None:
    result = page_of(f"/analyses/{finished()}")
    [row] = page_of("/analyses").xpath("//tbody/tr")

    counts = [tally.xpath("string()").split() for tally in (*row.find_class("tally"), *result.find_class("tally"))]
    assert counts[0] == counts[1]
    assert row.xpath("string(td/b)") == result.xpath("string(//*[@class='ring-text']/b)") != ""


def test_an_analysis_is_deleted_by_its_button(client: httpx.Client, finished: Finished, page_of: PageOf) -> None:
    job_id = finished()

    action = page_of(f"/analyses/{job_id}").xpath("//form[contains(@action, '/erase')]/@action")[0]
    client.post(action)

    gone = page_of(f"/analyses/{job_id}", status=410)
    assert "erased" in gone.xpath("string(//main)")
    assert page_of("/analyses").xpath("//tbody//tr") == []
