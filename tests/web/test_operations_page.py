"""What whoever looks after the service sees, and how people sign in where a key is needed."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from typing import Any

import httpx
import pytest
from fastapi import FastAPI
from fastapi.routing import APIRoute

from backend.config import Settings
from backend.container import build_services, now
from backend.jobs import Analyses
from backend.jobs.api_keys import Scope, issue_key
from backend.web.app import create_app
from backend.web.way_back import own_address
from vitae.domain.errors import DocumentCorrupt

PageOf = Callable[..., Any]
Serving = Callable[[FastAPI], AbstractContextManager[httpx.Client]]


def tiles(page: Any) -> dict[str, str]:
    return {tile.findtext("dt"): tile.xpath("string(dd)").strip() for tile in page.xpath("//*[@class='tiles']/div")}


def test_it_counts_what_waits_runs_and_has_ended(analyses: Analyses, page_of: PageOf) -> None:
    for _ in range(3):
        analyses.submit(b"Maja Rimac", is_fresh=True)
    failing, running = analyses.submit(b"Ivo"), analyses.submit(b"Ana")
    claims = [analyses.claim(job.id, "quick@test") for job in (failing, running)]
    assert all(claims)
    analyses.fail(claims[0], DocumentCorrupt("No end."))  # type: ignore[arg-type]  # asserted above

    page = page_of("/operations")

    shown = tiles(page)
    assert (shown["Waiting"], shown["Running"], shown["Failed in the last hour"]) == ("3", "1", "1")
    assert page.xpath(f"//tr[.//code='{running.id}']/td[contains(., 'quick@test')]")
    assert page.xpath("//tr[th='analysis']/td/text()")[0] == "3"


def test_without_a_worker_it_says_what_to_type(page_of: PageOf) -> None:
    page = page_of("/operations")

    assert "No worker is connected." in page.xpath("string(//main)")
    assert page.xpath("//pre//text()") == ["vitae serve", "celery -A backend.tasks worker"]


def test_a_failed_analysis_is_tried_again_by_its_button(
    client: httpx.Client, analyses: Analyses, page_of: PageOf
) -> None:
    job = analyses.submit(b"Maja")
    claim = analyses.claim(job.id, "a test")
    assert claim is not None
    analyses.fail(claim, DocumentCorrupt("No end."))

    action = page_of(f"/analyses/{job.id}").xpath("//form[contains(@action, '/retry')]/@action")[0]
    answer = client.post(action)

    assert analyses.status(answer.headers["Location"].rpartition("/")[2]).job.retry_of == job.id


def test_who_reviews_blindly_tries_again_blindly(client: httpx.Client, analyses: Analyses, page_of: PageOf) -> None:
    job = analyses.submit(b"Maja", filename="maja.txt")
    analyses.cancel(job.id)

    action = page_of(f"/analyses/{job.id}?blind=1").xpath("//form[contains(@action, '/retry')]/@action")[0]
    again = client.post(action).headers["Location"]

    assert again.endswith("?blind=1")
    assert "maja.txt" not in client.get(again).text


@pytest.fixture
def guarded(settings: Settings, redis_url: str, point_app_at: Callable[[str], None], serving: Serving) -> Any:
    """Serve an application that asks everybody for a key."""
    point_app_at(redis_url)
    with serving(create_app(settings.model_copy(update={"require_api_key": True}))) as client:
        client.headers["Accept"] = "text/html"
        yield client


def test_a_key_opens_the_page_and_is_out_of_reach_for_scripts(guarded: httpx.Client, settings: Settings) -> None:
    key, secret = issue_key("a test", "local", Scope, now())
    build_services(settings).keys.add(key, secret)
    assert 'action="/session"' in guarded.get("/").text

    answer = guarded.post("/session", data={"key": f" {secret} "})

    assert "HttpOnly" in answer.headers["Set-Cookie"]
    assert "SameSite=strict" in answer.headers["Set-Cookie"]
    assert guarded.get("/").status_code == 200


@pytest.mark.parametrize(
    ("came_from", "leads_to"),
    [
        ("/analyses?state=failed", "/analyses?state=failed"),
        ("/analyses/ana_1/retry?blind=1", "/analyses/ana_1?blind=1"),
        ("/session", "/"),
        ("//evil.example/", "/"),
        ("//evil.example/retry", "/"),
        (None, "/"),
    ],
)
def test_who_has_signed_in_gets_the_page_that_asked_for_it(
    guarded: httpx.Client, settings: Settings, came_from: str | None, leads_to: str
) -> None:
    key, secret = issue_key("a test", "local", Scope, now())
    build_services(settings).keys.add(key, secret)

    headers = {"Referer": f"{guarded.base_url}{came_from}"} if came_from else {}
    answer = guarded.post("/session", data={"key": secret}, headers=headers)

    assert answer.headers["Location"] == leads_to


def test_the_way_back_from_whatever_a_form_is_sent_to_is_a_page(app: FastAPI) -> None:
    ours = [route for route in app.routes if isinstance(route, APIRoute) and not route.include_in_schema]
    pages = {route.path for route in ours if "GET" in (route.methods or ())}
    sent_to = {route.path for route in ours if "POST" in (route.methods or ())}

    assert sent_to - pages
    assert {own_address(f"https://vitae.example.org{path}") for path in sent_to} <= pages


def test_what_is_no_address_leads_to_the_first_page() -> None:
    assert own_address("https://[bad") == "/"


def test_a_wrong_key_opens_nothing(guarded: httpx.Client) -> None:
    answer = guarded.post("/session", data={"key": "vk_wrong"})

    assert answer.status_code == 401
    assert "Set-Cookie" not in answer.headers
    assert guarded.get("/analyses").status_code == 401
