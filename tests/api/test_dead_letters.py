"""Documents that were set aside, over HTTP and on the command line."""

from collections.abc import Callable
from typing import Any

import httpx
import pytest

from backend.errors import AnalysisTimedOut
from backend.jobs import Analyses

Vitae = Callable[..., Any]


@pytest.fixture
def dead(submit: Callable[[], str], analyses: Analyses) -> str:
    """Return an analysis whose three attempts went badly."""
    analysis_id = submit()
    while claim := analyses.claim(analysis_id, "worker"):
        analyses.lose(claim, AnalysisTimedOut("It was ended after 120 seconds."))
    return analysis_id


def test_what_was_set_aside_is_listed_with_its_reason(client: httpx.Client, dead: str) -> None:
    (listed,) = client.get("/v1/dead-letters").json()["items"]

    assert (listed["id"], listed["state"], listed["attempt"]) == (dead, "failed", 3)
    assert listed["error"]["code"] == "analysis-timeout"


def test_a_retry_is_a_new_analysis_and_the_list_is_empty(client: httpx.Client, dead: str) -> None:
    answer = client.post(f"/v1/dead-letters/{dead}/retry")

    again = answer.json()
    assert (answer.status_code, again["state"], again["retry_of"]) == (202, "queued", dead)
    assert answer.headers["Location"] == f"/v1/analyses/{again['id']}"
    assert client.get("/v1/dead-letters").json()["items"] == []
    assert client.get(f"/v1/analyses/{dead}").json()["retried_as"] == again["id"]


def test_what_is_no_dead_letter_cannot_be_dropped(client: httpx.Client, submit: Callable[[], str]) -> None:
    assert client.delete(f"/v1/dead-letters/{submit()}").status_code == 404
    assert client.delete("/v1/dead-letters/ana_unknown").status_code == 404


def test_the_command_line_lists_retries_and_drops(vitae: Vitae, client: httpx.Client, dead: str) -> None:
    url = str(client.base_url)

    listed = vitae("dead-letters", "list", VITAE_URL=url)
    dropped = vitae("dead-letters", "drop", dead, VITAE_URL=url)
    nothing = vitae("dead-letters", "list", VITAE_URL=url)
    retried = vitae("dead-letters", "retry", dead, VITAE_URL=url)

    assert listed.stdout.startswith(f"{dead}  failed")
    assert "analysis-timeout: It was ended after 120 seconds. It was tried 3 times" in listed.stdout
    assert dropped.stdout.startswith(f"{dead}  failed")
    assert (nothing.stdout, nothing.stderr) == ("", "There are no dead letters.\n")
    assert "  queued" in retried.stdout
