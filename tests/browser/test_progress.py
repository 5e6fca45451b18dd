"""An analysis while it runs: what is seen of it, and that nothing loses it."""

import re
from collections.abc import Callable
from typing import Any

import pytest
from fastapi import FastAPI
from playwright.sync_api import BrowserContext, Page, expect

from backend.config import Settings
from backend.container import build_services
from backend.tasks.publisher import CeleryPublisher
from backend.web.app import create_app
from tests.browser.conftest import Serving, Stage

pytestmark = pytest.mark.browser

Open = Callable[..., BrowserContext]


def percent(page: Page) -> Any:
    return page.get_by_role("progressbar", name="Progress of the analysis")


def test_the_stages_fill_and_the_result_comes_by_itself(stage: Any, open_context: Open) -> None:
    page = open_context(stage.url).new_page()
    job_id = stage.submit()
    page.goto(f"/analyses/{job_id}")
    expect(page.get_by_role("alert")).to_contain_text("No worker answers.")

    for done, name in enumerate(("read", "sections", "profile", "keyword_extractor")):
        stage.advance(job_id, name, done)
    stage.advance(job_id, "grammar_checker", 5)

    expect(page.locator("[data-stage=grammar_checker]")).to_have_class("running")
    expect(page.locator("[data-stage=read]")).to_have_class("done")
    expect(page.locator("[data-stage=profile] .time")).to_have_text(re.compile(r"^\d+\.\d s$"))
    expect(percent(page)).to_have_js_property("value", 55)
    stage.finish(job_id)
    expect(page.get_by_role("heading", name="Elena Marchetti-Vos")).to_be_visible()


def test_what_an_analyzer_found_is_shown_while_the_others_are_at_work(stage: Any, open_context: Open) -> None:
    page = open_context(stage.url).new_page()
    job_id = stage.submit()
    stage.advance(job_id, "keyword_extractor", 3)
    page.goto(f"/analyses/{job_id}")
    keywords, grammar = (
        page.locator(f"[data-stage={name}] .found") for name in ("keyword_extractor", "grammar_checker")
    )
    expect(keywords).to_be_empty()

    stage.advance(job_id, "experience_calculator", 6, keyword_extractor=31, grammar_checker=1)

    expect(keywords).to_have_text("31 keywords")
    expect(grammar).to_have_text("1 finding")
    page.reload()
    expect(keywords).to_have_text("31 keywords")


def test_a_reload_and_a_second_tab_show_the_same(stage: Any, open_context: Open) -> None:
    context = open_context(stage.url)
    page, other = context.new_page(), context.new_page()
    job_id = stage.submit()
    stage.advance(job_id, "profile", 2)
    page.goto(f"/analyses/{job_id}")
    expect(percent(page)).to_have_js_property("value", 22)

    page.reload()
    other.goto(f"/analyses/{job_id}")

    for tab in (page, other):
        expect(percent(tab)).to_have_js_property("value", 22)
        expect(tab.locator("[data-stage=profile]")).to_have_class("running")
    stage.finish(job_id)
    for tab in (page, other):
        expect(tab.get_by_role("heading", name="Elena Marchetti-Vos")).to_be_visible()


def test_without_the_stream_it_is_asked_for_again_and_again(stage: Any, open_context: Open) -> None:
    page = open_context(stage.url).new_page()
    page.route("**/events", lambda route: route.abort())
    job_id = stage.submit()
    stage.advance(job_id, "profile", 2)
    page.goto(f"/analyses/{job_id}")

    stage.advance(job_id, "error_detector", 7)

    expect(percent(page)).to_have_js_property("value", 77)
    stage.finish(job_id)
    expect(page.get_by_role("heading", name="Elena Marchetti-Vos")).to_be_visible()


def test_a_service_that_is_away_is_waited_for(stage: Any, open_context: Open) -> None:
    page = open_context(stage.url).new_page()
    job_id = stage.submit()
    stage.advance(job_id, "profile", 2)
    page.route("**/v1/**", lambda route: route.abort())
    page.goto(f"/analyses/{job_id}")
    expect(page.locator("#connection")).to_contain_text("The service does not answer.")

    page.unroute("**/v1/**")
    stage.finish(job_id)

    expect(page.get_by_role("heading", name="Elena Marchetti-Vos")).to_be_visible()


def test_a_restart_of_the_service_is_outlived(
    settings: Settings, app: FastAPI, serving: Serving, open_context: Open
) -> None:
    services, publisher = build_services(settings), CeleryPublisher()
    with serving(app) as client:
        port = client.base_url.port
        stage = Stage(str(client.base_url), services.analyses(publisher), services.batches(publisher), services)
        job_id = stage.submit()
        stage.advance(job_id, "profile", 2)
        page = open_context(stage.url).new_page()
        page.goto(f"/analyses/{job_id}")
        expect(percent(page)).to_have_js_property("value", 22)
    expect(page.locator("#connection")).to_contain_text(re.compile("trying again|goes on asking"))

    with serving(create_app(settings), port):
        stage.advance(job_id, "error_detector", 7)
        expect(percent(page)).to_have_js_property("value", 77)
        expect(page.locator("#connection")).to_be_empty()
        stage.finish(job_id)
        expect(page.get_by_role("heading", name="Elena Marchetti-Vos")).to_be_visible()


def test_a_waiting_analysis_is_cancelled_by_its_button(stage: Any, open_context: Open) -> None:
    page = open_context(stage.url).new_page()
    page.goto(f"/analyses/{stage.submit()}")

    page.get_by_role("button", name="Cancel").click()

    expect(page.get_by_text("The analysis was cancelled; there is no report.")).to_be_visible()


def test_a_running_analysis_says_that_it_is_being_cancelled_and_then_that_it_was(
    stage: Any, open_context: Open
) -> None:
    page = open_context(stage.url).new_page()
    job_id = stage.submit()
    stage.advance(job_id, "profile", 2)
    page.goto(f"/analyses/{job_id}")

    page.get_by_role("button", name="Cancel").click()
    expect(page.get_by_text("Being cancelled")).to_be_visible()
    stage.analyses.mark_cancelled(stage.claims[job_id])

    expect(page.get_by_text("The analysis was cancelled; there is no report.")).to_be_visible()
