"""Thirty documents at once, some of them bad: handed in, watched, tried again, exported, compared."""

import csv
import io
from pathlib import Path

import pytest
from playwright.sync_api import FilePayload, Page, expect

from backend.web.routes.home import SAMPLE

pytestmark = pytest.mark.browser

BAD = 5
LONG = 240_000
"""Milliseconds for thirty documents on a busy machine."""


def documents() -> list[FilePayload]:
    """Return thirty documents, five of which are cut off."""
    good: list[FilePayload] = [
        {
            "name": f"person-{number:02}.txt",
            "mimeType": "text/plain",
            "buffer": f"Person {number}\np{number}@example.org\n\nExperience\nEngineer, Acme\n2015 - 2020\n".encode(),
        }
        for number in range(30 - BAD)
    ]
    sample = SAMPLE.read_bytes()
    bad: list[FilePayload] = [
        {"name": f"cut-{number}.pdf", "mimeType": "application/pdf", "buffer": sample[: 900 + number]}
        for number in range(BAD)
    ]
    return [*good, *bad]


def test_thirty_documents_with_bad_ones_among_them(page: Page, tmp_path: Path) -> None:
    page.goto("/")
    page.get_by_label("Choose documents").set_input_files(documents())
    page.get_by_role("button", name="Analyze 30 documents").click()
    expect(page.get_by_role("heading", name="Batch of 30")).to_be_visible(timeout=LONG)

    states = page.get_by_role("navigation", name="State")
    expect(states.get_by_role("link", name="Done 25")).to_be_visible(timeout=LONG)
    expect(states.get_by_role("link", name="Failed 5")).to_be_visible()
    states.get_by_role("link", name="Failed 5").click()
    expect(page.locator("#batch-rows tr")).to_have_count(BAD)
    expect(page.locator("#batch-rows tr").first).to_contain_text("The PDF has no end")

    page.get_by_text("Export", exact=True).click()
    with page.expect_download() as download:
        page.get_by_role("link", name="One row a document").click()
    saved = tmp_path / "batch.csv"
    download.value.save_as(saved)
    assert len(list(csv.DictReader(io.StringIO(saved.read_text())))) == 30

    states.get_by_role("link", name="Done 25").click()
    for name in ("person-03.txt", "person-07.txt"):
        page.get_by_role("checkbox", name=f"Compare {name}").check()
    page.get_by_role("button", name="Compare chosen").click()
    expect(page.get_by_role("heading", name="Comparison")).to_be_visible()
    expect(page.get_by_role("columnheader")).to_have_count(2)


def test_what_failed_in_a_batch_can_be_tried_again(page: Page) -> None:
    page.goto("/")
    page.get_by_label("Choose documents").set_input_files(documents()[-3:])
    page.get_by_role("button", name="Analyze 3 documents").click()

    page.get_by_role("button", name="Retry failed").click(timeout=LONG)

    expect(page.get_by_role("navigation", name="State").get_by_role("link", name="Failed 3")).to_be_visible(
        timeout=LONG
    )
