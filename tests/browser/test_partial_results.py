"""What is finished appears while the rest is made, and nothing moves that is being read."""

from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from demo.__main__ import service
from tests.slow_languagetool import slow_languagetool

pytestmark = pytest.mark.browser

Open = Callable[..., BrowserContext]

NOTE_WHAT_MOVES = """
window.moved = [];
new PerformanceObserver((list) => {
  for (const shift of list.getEntries()) {
    for (const { node } of shift.sources) if (node?.parentElement?.closest("main")) window.moved.push(node.outerHTML);
  }
}).observe({ type: "layout-shift", buffered: true });
"""


def card(page: Page, name: str) -> Any:
    return page.get_by_role("region", name=name, exact=True)


def top_of(place: Any) -> Any:
    return place.bounding_box()["y"]


@pytest.fixture
def running(stage: Any) -> str:
    """Return an analysis whose profile is being read."""
    job_id: str = stage.submit()
    stage.advance(job_id, "profile", 2)
    return job_id


@pytest.mark.parametrize("has_stream", [True, False], ids=["stream", "polling"])
def test_a_card_appears_as_soon_as_its_analyzer_has_ended(
    stage: Any, running: str, open_context: Open, has_stream: bool
) -> None:
    page = open_context(stage.url).new_page()
    if not has_stream:
        page.route("**/events", lambda route: route.abort())
    page.goto(f"/analyses/{running}")
    expect(page.get_by_role("heading", name="Finished so far")).to_be_hidden()

    stage.keep(running, "keyword_extractor")
    expect(card(page, "Profile as it was read")).to_contain_text("Elena Marchetti-Vos")
    expect(card(page, "Keywords")).to_have_count(0)
    stage.keep(running, "experience_calculator")

    expect(card(page, "Keywords")).to_contain_text("Usability testing")
    expect(page.locator("#parts > .card h2")).to_contain_text(["Profile", "Keywords", "Grammar"])
    expect(page.locator("#news")).to_contain_text("Finished: Keywords, Grammar")
    expect(page.locator("[data-stage=keyword_extractor] .found a")).to_have_attribute("href", "#keywords")
    expect(page.get_by_text("Running", exact=True)).to_be_visible()


def test_a_reload_and_a_second_tab_show_what_is_there(stage: Any, running: str, open_context: Open) -> None:
    context = open_context(stage.url)
    page, other = context.new_page(), context.new_page()
    page.goto(f"/analyses/{running}")
    stage.keep(running, "grammar_checker")
    expect(card(page, "Keywords")).to_be_visible()

    page.reload()
    other.goto(f"/analyses/{running}")

    for tab in (page, other):
        expect(card(tab, "Keywords")).to_be_visible()
        stage.keep(running, "experience_calculator")
        expect(tab.locator("#grammar_checker")).to_be_visible()
        expect(card(tab, "Keywords")).to_have_count(1)


@pytest.mark.parametrize("width", [320, 1280])
def test_nothing_moves_when_a_card_comes(stage: Any, running: str, open_context: Open, width: int) -> None:
    context = open_context(stage.url, viewport={"width": width, "height": 700})
    context.add_init_script(NOTE_WHAT_MOVES)
    page = context.new_page()
    page.goto(f"/analyses/{running}")
    for name, stage_after in (("Profile as it was read", "keyword_extractor"), ("Keywords", "grammar_checker")):
        stage.keep(running, stage_after)
        expect(card(page, name)).to_be_visible()
        card(page, name).scroll_into_view_if_needed()
    before = top_of(card(page, "Keywords"))
    stage.keep(running, "report")
    expect(page.locator("#error_detector")).to_be_visible()

    assert abs(top_of(card(page, "Keywords")) - before) < 1  # a browser scrolls by whole pixels
    assert page.evaluate("window.moved") == []


def test_who_is_reading_is_told_of_the_end_and_goes_there_when_it_suits(
    stage: Any, running: str, open_context: Open
) -> None:
    page = open_context(stage.url, viewport={"width": 1280, "height": 700}).new_page()
    page.goto(f"/analyses/{running}")
    stage.keep(running, "grammar_checker")
    card(page, "Keywords").scroll_into_view_if_needed()

    stage.finish(running)

    expect(page.get_by_text("The report is finished.")).to_be_visible()
    expect(card(page, "Keywords")).to_be_visible()
    expect(page.locator("#state")).to_have_text("Done")
    expect(page.locator("#percent")).to_have_text("100 %")
    expect(page.locator("#stages .done")).to_have_count(9)
    expect(page.get_by_role("button", name="Cancel")).to_be_disabled()
    page.get_by_role("link", name="Show the report").click()
    expect(page.get_by_role("heading", name="Elena Marchetti-Vos")).to_be_visible()


def test_a_correction_is_copied_before_the_end(stage: Any, running: str, open_context: Open) -> None:
    context = open_context(stage.url, permissions=["clipboard-read", "clipboard-write"])
    page = context.new_page()
    page.goto(f"/analyses/{running}")
    stage.keep(running, "experience_calculator")

    page.locator("#grammar_checker .copy").first.click()

    expect(page.get_by_text("Copied")).to_be_visible()


def test_a_blind_review_shows_nobody(stage: Any, running: str, open_context: Open) -> None:
    page = open_context(stage.url).new_page()
    page.goto(f"/analyses/{running}")
    page.get_by_role("switch", name="Blind review").click()
    expect(page.get_by_role("heading", name="Candidate")).to_be_visible()

    stage.keep(running, "ner_extractor")
    stage.keep(running, "grammar_checker")

    expect(card(page, "Keywords")).to_be_visible()
    assert "Marchetti" not in page.content()
    stage.finish(running)
    expect(page.get_by_role("switch", name="Show the person")).to_be_visible()
    expect(page.get_by_role("heading", name="Candidate")).to_be_visible()


def test_without_scripts_they_are_there_at_the_next_look(stage: Any, running: str, open_context: Open) -> None:
    page = open_context(stage.url, java_script_enabled=False).new_page()
    stage.keep(running, "grammar_checker")

    page.goto(f"/analyses/{running}")

    expect(card(page, "Keywords")).to_be_visible()


def test_a_real_worker_shows_what_is_finished_while_it_works_on_the_rest(
    open_context: Open, monkeypatch: pytest.MonkeyPatch
) -> None:
    with slow_languagetool() as server:
        for name, value in server.settings.items():
            monkeypatch.setenv(name, value)
        with service() as url:
            page = open_context(url).new_page()
            page.goto("/")
            page.get_by_role("button", name="Try a sample").click()

            expect(card(page, "Profile as it was read")).to_contain_text("Elena Marchetti-Vos")
            expect(card(page, "Keywords")).to_be_visible()
            expect(page.get_by_text("Running", exact=True)).to_be_visible()
            server.may_answer.set()
            expect(page.get_by_role("heading", name="Score")).to_be_visible()
