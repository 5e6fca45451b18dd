"""Figures for whoever watches: read by Prometheus' own parser, and none of them says a word of a document."""

from collections.abc import Callable

import httpx
import pytest
from prometheus_client.parser import text_string_to_metric_families

from backend.config import Settings
from backend.container import build_services, now
from backend.jobs.api_keys import Scope, issue_key
from backend.jobs.tallies import ROUNDS, AttemptTally
from vitae.domain.progress import Progress

Do = Callable[[str], None]
Submit = Callable[[], str]
Values = dict[tuple[str, tuple[tuple[str, str], ...]], float]


def read(client: httpx.Client) -> Values:
    answer = client.get("/metrics")
    assert answer.status_code == 200, answer.text
    families = text_string_to_metric_families(answer.text)
    return {(one.name, tuple(sorted(one.labels.items()))): one.value for family in families for one in family.samples}


def test_what_waits_and_what_has_ended_is_told(client: httpx.Client, submit: Submit, finish: Do) -> None:
    finish(submit())
    submit()

    values = read(client)

    assert values["vitae_jobs_waiting", (("queue", "analysis"),)] == 1
    assert 0 <= values["vitae_oldest_waiting_seconds", (("queue", "analysis"),)] < 60
    assert values["vitae_jobs_ended_last_hour", (("cache", ""), ("code", ""), ("state", "succeeded"))] == 1
    assert (values["vitae_jobs_running", ()], values["vitae_dead_letters", ()]) == (0, 0)


def test_what_workers_and_reconcilers_have_counted_is_told(client: httpx.Client, settings: Settings) -> None:
    moments = iter([0.0, 0.02, 3.0])
    tally = AttemptTally(lambda: next(moments))
    tally(Progress("read", 0, 2))
    tally(Progress("report", 1, 2))
    before = read(client)

    build_services(settings).tallies.add({**tally.counts("failed", "document-corrupt"), ROUNDS: 2})

    values = read(client)
    grown = {name: value - before.get(name, 0) for name, value in values.items()}
    assert grown["vitae_attempts_total", (("code", "document-corrupt"), ("end", "failed"))] == 1
    assert grown["vitae_reconciler_rounds_total", ()] == 2
    assert grown["vitae_stage_seconds_sum", (("stage", "read"),)] == pytest.approx(0.02)
    assert grown["vitae_stage_seconds_bucket", (("le", "0.01"), ("stage", "read"))] == 0
    assert grown["vitae_stage_seconds_bucket", (("le", "0.025"), ("stage", "read"))] == 1
    assert grown["vitae_stage_seconds_bucket", (("le", "+Inf"), ("stage", "report"))] == 1


def test_a_key_without_the_scope_of_administrators_reads_no_figures(client: httpx.Client, settings: Settings) -> None:
    key, secret = issue_key("a test", "anybody", [Scope.READ], now())
    build_services(settings).keys.add(key, secret)
    headers = {"Authorization": f"Bearer {secret}"}

    assert client.get("/metrics", headers=headers).status_code == 403
