"""From a document to its exports, as a person does it."""

import json
from pathlib import Path

import pytest
from playwright.sync_api import FilePayload, Page, expect

from backend.web.routes.home import SAMPLE

pytestmark = pytest.mark.browser

LETTER: FilePayload = {
    "name": "maja.txt",
    "mimeType": "text/plain",
    "buffer": b"Maja Rimac\nmaja@example.org\n\nSkills\nPython",
}
EMPTY: FilePayload = {"name": "empty.pdf", "mimeType": "application/pdf", "buffer": b""}
PROGRAM: FilePayload = {"name": "setup.exe", "mimeType": "application/octet-stream", "buffer": b"MZ"}


def test_a_document_goes_from_its_choice_to_its_export(page: Page, tmp_path: Path) -> None:
    page.goto("/")
    page.get_by_label("Choose documents").set_input_files(SAMPLE)
    page.get_by_role("button", name="Analyze").click()

    expect(page.get_by_role("heading", name="Elena Marchetti-Vos")).to_be_visible()
    finding = page.locator(".finding", has_text="acheived")
    expect(page.get_by_role("img", name="Page 1 of the document")).to_have_js_property("complete", True)

    finding.get_by_role("link").first.click()
    mark = page.locator(".mark:focus")
    expect(mark).to_have_attribute("aria-label", "Warning: “acheived” is not in the dictionary.")
    page.keyboard.press("Enter")
    expect(finding.get_by_role("link").first).to_be_focused()

    page.get_by_text("Export", exact=True).click()
    with page.expect_download() as download:
        page.get_by_role("link", name="Whole report").click()
    saved = tmp_path / "report.json"
    download.value.save_as(saved)
    assert json.loads(saved.read_text())["resume"]["basics"]["name"] == "Elena Marchetti-Vos"


def test_the_sample_is_one_click_away(page: Page) -> None:
    page.goto("/")
    page.get_by_role("button", name="Try a sample").click()

    expect(page.get_by_role("heading", name="Elena Marchetti-Vos")).to_be_visible()


def test_each_wrong_file_says_why_and_keeps_no_other_from_its_analysis(page: Page) -> None:
    page.goto("/")
    page.get_by_label("Choose documents").set_input_files([EMPTY, PROGRAM, LETTER])

    rows = page.locator("#chosen li")
    expect(rows.filter(has_text="empty.pdf")).to_contain_text("The file is empty.")
    expect(rows.filter(has_text="setup.exe")).to_contain_text("This kind of file is not read.")
    page.get_by_role("button", name="Analyze").click()

    expect(page.get_by_role("heading", name="Maja Rimac")).to_be_visible()


def test_a_chosen_document_can_be_taken_back(page: Page) -> None:
    page.goto("/")
    page.get_by_label("Choose documents").set_input_files([LETTER])

    page.get_by_role("button", name="Remove maja.txt").click()

    expect(page.locator("#chosen li")).to_have_count(0)


def test_dropped_documents_are_chosen(page: Page) -> None:
    page.goto("/")
    transfer = page.evaluate_handle(
        """() => {
            const data = new DataTransfer();
            data.items.add(new File(["Maja Rimac"], "dropped.txt", { type: "text/plain" }));
            return data;
        }"""
    )

    page.dispatch_event(".drop", "drop", {"dataTransfer": transfer})

    expect(page.locator("#chosen li")).to_contain_text("dropped.txt")


def test_what_the_server_refuses_is_said_beside_the_document(page: Page) -> None:
    page.route(
        "**/v1/analyses",
        lambda route: route.fulfill(status=507, json={"detail": "The disk is full.", "hint": "Free some."}),
    )
    page.goto("/")
    page.get_by_label("Choose documents").set_input_files([LETTER])

    page.get_by_role("button", name="Analyze").click()

    expect(page.locator("#chosen li")).to_contain_text("The disk is full. Free some.")


def test_a_damaged_document_ends_with_what_to_do(page: Page) -> None:
    page.goto("/")
    damaged: FilePayload = {"name": "cut.pdf", "mimeType": "application/pdf", "buffer": SAMPLE.read_bytes()[:900]}
    page.get_by_label("Choose documents").set_input_files(damaged)
    page.get_by_role("button", name="Analyze").click()

    expect(page.get_by_text("document-corrupt")).to_be_visible()
    expect(page.get_by_role("link", name="Analyze another document")).to_be_visible()
