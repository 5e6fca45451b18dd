"""What is finished can be read while a real worker is at work: beside a LanguageTool that takes its time."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from sqlalchemy import func, select

from backend.container import Services
from backend.errors import AnalysisAlreadyFinished, AnalysisErased, AnalysisNotFinished
from backend.jobs import Analyses, JobState
from backend.storage.tables import partials
from tests.slow_languagetool import SlowLanguageTool, slow_languagetool

RESUME = """Jane Example
jane@example.org | +1 312 555 0142

Experience

Engineer, Example Ltd
01/2019 - 12/2020
- Built the billing service in Python and PostgreSQL for the shops of the company

Skills
Python, PostgreSQL, Docker
"""
BEFORE_GRAMMAR = ("keyword_extractor", "ner_extractor")

Wait = Callable[..., None]


@pytest.fixture(scope="module")
def server() -> Iterator[SlowLanguageTool]:
    with slow_languagetool() as server:
        yield server


@pytest.fixture(scope="module")
def environment(own_environment: dict[str, str], server: SlowLanguageTool) -> dict[str, str]:
    return {**own_environment, **server.settings}


@pytest.fixture(scope="module")
def live(environment: dict[str, str], launch_for_module: Any) -> Any:
    live = launch_for_module(environment)
    live.wait_until_ready()
    return live


@pytest.fixture
def at_grammar(
    live: Any, server: SlowLanguageTool, analyses: Analyses, services: Services, wait_until: Wait
) -> Iterator[str]:
    """Return an analysis that is finished up to the grammar, as anybody can read."""
    server.asked.clear()
    server.may_answer.clear()
    job_id = analyses.submit(RESUME.encode(), filename="jane.txt").id
    wait_until(lambda: analyses.status(job_id).readable == BEFORE_GRAMMAR, what="a part that can be read")
    yield job_id
    server.may_answer.set()
    wait_until(lambda: is_over(services, job_id))


def is_over(services: Services, job_id: str) -> bool:
    job = services.store.find(job_id)
    return job is not None and job.is_finished


def rows(services: Services) -> Any:
    with services.ledger.reading() as connection:
        return connection.execute(select(func.count()).select_from(partials)).scalar()


def test_finished_parts_are_read_before_the_end_and_are_those_of_the_report(
    at_grammar: str, server: SlowLanguageTool, analyses: Analyses, services: Services, wait_until: Wait
) -> None:
    assert server.asked.is_set()
    partial = analyses.partial(at_grammar)
    with pytest.raises(AnalysisNotFinished):
        analyses.result(at_grammar)

    server.may_answer.set()
    wait_until(lambda: analyses.status(at_grammar).job.state is JobState.SUCCEEDED)

    report = analyses.result(at_grammar)
    assert partial["resume"] == report["resume"]
    assert {name: partial["analyzers"][name] for name in BEFORE_GRAMMAR} == {
        name: report["analyzers"][name] for name in BEFORE_GRAMMAR
    }
    assert partial["analyzers"]["grammar_checker"]["reason"] == "not_finished"
    assert partial["run"]["job_id"] == at_grammar
    with pytest.raises(AnalysisAlreadyFinished):
        analyses.partial(at_grammar)
    assert rows(services) == 0


def test_of_a_killed_process_nothing_is_left_when_another_has_ended_the_job(
    at_grammar: str, live: Any, server: SlowLanguageTool, analyses: Analyses, services: Services, wait_until: Wait
) -> None:
    first = analyses.status(at_grammar).job.lease_token

    for child in live.children:
        child.kill()

    wait_until(lambda: analyses.status(at_grammar).job.lease_token > first, 60, "another attempt")
    wait_until(lambda: analyses.status(at_grammar).readable == BEFORE_GRAMMAR, 60, "a part of the other attempt")
    server.may_answer.set()
    wait_until(lambda: analyses.status(at_grammar).job.state is JobState.SUCCEEDED)
    assert rows(services) == 0


def test_what_was_finished_of_a_cancelled_analysis_becomes_its_result(
    at_grammar: str, analyses: Analyses, services: Services, wait_until: Wait
) -> None:
    analyses.cancel(at_grammar)
    wait_until(lambda: analyses.status(at_grammar).job.state is JobState.CANCELLED)

    result = analyses.result(at_grammar)
    assert [name for name, one in result["analyzers"].items() if one["status"] == "completed"] == list(BEFORE_GRAMMAR)
    assert rows(services) == 0


def test_what_is_erased_in_the_middle_stays_erased(
    at_grammar: str, server: SlowLanguageTool, analyses: Analyses, services: Services, wait_until: Wait
) -> None:
    services.erasure.erase_analysis("local", at_grammar)
    assert rows(services) == 0

    server.may_answer.set()

    with pytest.raises(AnalysisErased):
        analyses.partial(at_grammar)
    other = analyses.submit(RESUME.encode(), filename="jane.txt").id
    wait_until(lambda: analyses.status(other).job.is_finished)
    assert rows(services) == 0
