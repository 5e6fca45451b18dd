"""Every screen in every state, in both themes, for every reader: axe, keyboard, narrow screens, no scripts."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any, Literal

import pytest
from axe_playwright_python.sync_playwright import Axe
from fastapi import FastAPI
from playwright.sync_api import BrowserContext, Page, expect

from backend.errors import BrokerUnavailable
from backend.web.routes import operations
from vitae.domain.errors import DocumentCorrupt

pytestmark = pytest.mark.browser

Open = Callable[..., BrowserContext]

RULES = {
    "runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
    "resultTypes": ["violations"],  # a list of all that is well takes longer than the rules themselves
}
LOOKS: tuple[tuple[Literal["light", "dark"], int], ...] = (("light", 1280), ("dark", 320))
"""Theme and width: what depends on the one does not depend on the other."""
GERMAN = """Maja Rimac
maja@example.org

Berufserfahrung
Ingenieurin, Beispiel GmbH
01/2019 - 12/2021
- Habe mit anderen zusammen Brücken gebaut und mehrere Jahre lang eine Abteilung geleitet
- War für die Auswahl neuer Mitarbeiter und für den Haushalt der Abteilung verantwortlich

Kenntnisse
Python, Projektmanagement, Brückenbau
""".encode()
TEXT = b"Maja Rimac\nmaja@example.org\n\nExperience\nEngineer, Example Ltd\n2019 - 2021\n- Recieved the the award"


def violations(page: Page) -> list[str]:
    found = Axe().run(page, options=RULES).response["violations"]
    return [f"{one['id']}: {node['target']} {node['failureSummary']}" for one in found for node in one["nodes"]]


def failed(stage: Any) -> str:
    job_id = stage.submit(filename="damaged.pdf")
    claim = stage.analyses.claim(job_id, "a test")
    stage.analyses.fail(claim, DocumentCorrupt("The PDF has no end."))
    return f"/analyses/{job_id}"


def running(stage: Any) -> str:
    job_id = stage.submit()
    stage.advance(job_id, "read", 0)
    stage.advance(job_id, "profile", 2)
    return f"/analyses/{job_id}"


def finished_in_part(stage: Any, up_to: str = "report") -> str:
    job_id = stage.submit()
    stage.advance(job_id, "profile", 2)
    stage.keep(job_id, up_to)
    return f"/analyses/{job_id}"


def batch(stage: Any) -> str:
    made = stage.batches.create(name="Autumn")
    stage.batches.add(made.id, [("maja.txt", TEXT), ("empty.txt", b"")])
    return f"/batches/{made.id}"


def cancelled(stage: Any) -> str:
    job_id = stage.submit()
    stage.analyses.cancel(job_id)
    return f"/analyses/{job_id}"


def cancelled_in_part(stage: Any) -> str:
    path = finished_in_part(stage, "grammar_checker")
    job_id = path.rpartition("/")[2]
    kept = stage.services.partials.read(job_id)
    stage.analyses.cancel(job_id)
    stage.analyses.mark_cancelled(stage.claims[job_id], kept)
    return path


def finished_batch(stage: Any) -> str:
    path = batch(stage)
    stage.analyse_batch(path.rpartition("/")[2])
    return path


def comparison(stage: Any) -> str:
    first, second = stage.finish(stage.submit()), stage.finish(stage.submit(TEXT, "maja.txt"))
    return f"/compare?analysis={first}&analysis={second}"


SCREENS: dict[str, Callable[[Any], str]] = {
    "home, empty": lambda _stage: "/",
    "home": lambda stage: failed(stage) and "/",
    "analyses, empty": lambda _stage: "/analyses",
    "analyses": lambda stage: failed(stage) and "/analyses",
    "nothing fits": lambda _stage: "/analyses?q=nobody",
    "waiting": lambda stage: f"/analyses/{stage.submit()}",
    "running": running,
    "running, finished in part": finished_in_part,
    "cancelled": cancelled,
    "cancelled, finished in part": cancelled_in_part,
    "failed": failed,
    "result": lambda stage: f"/analyses/{stage.finish(stage.submit())}",
    "result, blind": lambda stage: f"/analyses/{stage.finish(stage.submit())}?blind=1",
    "result as text": lambda stage: f"/analyses/{stage.finish(stage.submit(TEXT, 'maja.txt'))}",
    "result, German": lambda stage: f"/analyses/{stage.finish(stage.submit(GERMAN, 'maja.txt'))}",
    "batches, empty": lambda _stage: "/batches",
    "batches": lambda stage: batch(stage) and "/batches",
    "batch": batch,
    "batch, finished": finished_batch,
    "comparison": comparison,
    "operations": lambda stage: running(stage) and "/operations",
    "errors explained": lambda _stage: "/problems",
    "an error explained": lambda _stage: "/problems/document-corrupt",
    "not found": lambda _stage: "/nowhere",
}


def look_closely(page: Page, path: str) -> None:
    """Fail where axe has something to say, or where something is cut off."""
    for theme, width in LOOKS:
        page.emulate_media(color_scheme=theme)
        page.set_viewport_size({"width": width, "height": 800})
        page.goto(path)
        page.locator("html.scripted").wait_for()
        assert violations(page) == [], (theme, width)
        assert page.evaluate("document.scrollingElement.scrollWidth") <= width, (theme, width)


@pytest.mark.parametrize("screen", SCREENS)
def test_axe_has_nothing_to_say_in_either_theme_and_nothing_is_cut_off_on_a_narrow_screen(
    screen: str, stage: Any, open_context: Open
) -> None:
    look_closely(open_context(stage.url).new_page(), SCREENS[screen](stage))


def test_so_does_the_screen_that_asks_for_a_key(stage: Any, open_context: Open) -> None:
    page = open_context(stage.url, extra_http_headers={"X-API-Key": "none of ours"}).new_page()

    look_closely(page, "/analyses")

    expect(page.get_by_label("API key")).to_be_visible()


def test_so_does_what_has_expired(
    stage: Any, app: FastAPI, open_context: Open, monkeypatch: pytest.MonkeyPatch
) -> None:
    path, later = failed(stage), datetime.now(UTC) + timedelta(days=365)
    monkeypatch.setattr(app.state.context.analyses, "_clock", lambda: later)
    page = open_context(stage.url).new_page()

    look_closely(page, path)

    expect(page.get_by_text("expired on")).to_be_visible()


def test_so_do_operations_without_a_broker(stage: Any, open_context: Open, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail() -> None:
        raise BrokerUnavailable("The broker does not answer.")

    monkeypatch.setattr(operations, "list_workers", fail)
    page = open_context(stage.url).new_page()

    look_closely(page, "/operations")

    expect(page.get_by_text("The broker does not answer.")).to_be_visible()


def test_who_wants_no_motion_gets_none(stage: Any, open_context: Open) -> None:
    page = open_context(stage.url, reduced_motion="reduce").new_page()
    page.goto(running(stage))
    page.locator("html.scripted").wait_for()
    moving = """() => document.getAnimations().filter(one => one.playState === "running").length"""

    assert page.evaluate(moving) == 0
    page.emulate_media(reduced_motion="no-preference")
    assert page.evaluate(moving) > 0


def test_the_whole_way_goes_by_keyboard(stage: Any, open_context: Open) -> None:
    page = open_context(stage.url, viewport={"width": 1280, "height": 800}).new_page()
    page.goto(f"/analyses/{stage.finish(stage.submit())}")

    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="Skip to content")).to_be_focused()
    page.keyboard.press("Enter")
    first, second = (page.locator(".finding").nth(number).get_by_role("link").first for number in (0, 1))
    while not first.evaluate("link => link === document.activeElement"):
        page.keyboard.press("Tab")
    page.keyboard.press("j")
    expect(second).to_be_focused()
    page.keyboard.press("k")
    expect(first).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.locator(".mark:focus")).to_be_in_viewport()
    page.keyboard.press("Enter")
    expect(first).to_be_focused()


def test_filters_hide_findings_and_their_marks_alike(stage: Any, open_context: Open) -> None:
    page = open_context(stage.url).new_page()
    page.goto(f"/analyses/{stage.finish(stage.submit())}")
    remarks = page.locator(".finding.info, .mark.info")
    assert remarks.count() > 2

    page.get_by_role("checkbox", name="Remark").focus()
    page.keyboard.press("Space")

    expect(remarks.locator("visible=true")).to_have_count(0)
    expect(page.locator(".finding.warning").first).to_be_visible()


def test_a_correction_is_copied(stage: Any, open_context: Open) -> None:
    context = open_context(stage.url)
    context.grant_permissions(["clipboard-read", "clipboard-write"])
    page = context.new_page()
    page.goto(f"/analyses/{stage.finish(stage.submit())}")

    page.get_by_role("button", name="achieved").click()

    expect(page.get_by_role("status").filter(has_text="Copied")).to_be_visible()
    assert page.evaluate("navigator.clipboard.readText()") == "achieved"


def test_a_keyword_shows_its_places_in_the_document(stage: Any, open_context: Open) -> None:
    page = open_context(stage.url).new_page()
    page.goto(f"/analyses/{stage.finish(stage.submit())}")

    page.locator("#keywords").get_by_role("link", name="Figma").click()

    expect(page.locator(".spot.is-active rect").first).to_be_in_viewport()


def test_without_scripts_one_hands_in_lists_reads_and_follows_links(stage: Any, open_context: Open) -> None:
    page = open_context(stage.url, java_script_enabled=False).new_page()
    page.goto("/")
    page.get_by_label("Choose documents").set_input_files(
        {"name": "maja.txt", "mimeType": "text/plain", "buffer": TEXT}
    )
    page.get_by_role("button", name="Analyze").click()
    expect(page.get_by_role("heading", name="maja.txt")).to_be_visible()
    stage.finish(page.url.rpartition("/")[2])

    page.goto("/analyses")
    page.get_by_role("link", name="maja.txt").click()
    expect(page.get_by_role("heading", name="Maja Rimac")).to_be_visible()
    page.get_by_role("link", name="“Recieved” is not in the dictionary.").first.click()

    assert "#mark-grammar-" in page.url
    expect(page.locator("mark a:target")).to_be_in_viewport()


def test_nothing_moves_while_the_result_appears(stage: Any, open_context: Open) -> None:
    page = open_context(stage.url, viewport={"width": 1280, "height": 800}).new_page()
    page.add_init_script(
        """window.moved = 0;
        new PerformanceObserver((list) => { for (const entry of list.getEntries()) window.moved += entry.value; })
            .observe({ type: "layout-shift", buffered: true });"""
    )

    page.goto(f"/analyses/{stage.finish(stage.submit())}")
    expect(page.get_by_role("img", name="Page 1 of the document")).to_have_js_property("complete", True)

    assert page.evaluate("window.moved") < 0.01


def test_the_theme_changes_at_once_and_stays(stage: Any, open_context: Open) -> None:
    page = open_context(stage.url).new_page()
    page.goto("/")

    page.get_by_role("button", name="Dark theme").click()
    dark = page.evaluate("getComputedStyle(document.body).backgroundColor")
    page.reload()

    expect(page.get_by_role("button", name="Dark theme")).to_have_attribute("aria-pressed", "true")
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") == dark


@pytest.mark.parametrize(("theme", "width"), LOOKS)
def test_axe_has_nothing_to_say_where_a_batch_is_about_to_be_deleted(
    theme: Literal["light", "dark"], width: int, stage: Any, open_context: Open
) -> None:
    size: Any = {"width": width, "height": 800}
    page = open_context(stage.url, color_scheme=theme, viewport=size).new_page()
    page.goto(finished_batch(stage))

    page.get_by_role("button", name="Delete", exact=True).click()
    dialog = page.get_by_role("dialog", name="Delete this batch?")

    expect(dialog).to_be_visible()
    box = dialog.bounding_box()
    assert box is not None
    assert 0 < box["x"] < box["x"] + box["width"] < width
    assert violations(page) == []


def test_deleting_asks_first_and_can_be_left_alone_by_keyboard(stage: Any, open_context: Open) -> None:
    page = open_context(stage.url).new_page()
    page.goto(f"/analyses/{stage.finish(stage.submit())}")

    page.get_by_role("button", name="Delete", exact=True).press("Enter")
    dialog = page.get_by_role("dialog", name="Delete this analysis?")
    expect(dialog).to_be_visible()
    assert violations(page) == []
    page.keyboard.press("Escape")
    expect(dialog).to_be_hidden()

    page.get_by_role("button", name="Delete", exact=True).click()
    dialog.get_by_role("button", name="Delete for good").click()
    expect(page.get_by_text("Nothing has been analysed yet.")).to_be_visible()
