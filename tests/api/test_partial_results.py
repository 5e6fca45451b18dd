"""What is finished is read over HTTP while the rest is made, in the shape of the report."""

from collections.abc import Callable
from dataclasses import replace

import httpx
import pytest

from backend.config import Settings
from backend.container import Services, build_services, now
from backend.jobs import Analyses, Claim
from backend.jobs.api_keys import Scope, issue_key
from tests.api.conftest import REPORT
from tests.api.sse import read_events
from vitae.domain.report import Outcome, OutcomeStatus, ReportStatus

Submit = Callable[[], str]
Keep = Callable[..., None]


@pytest.fixture
def services(settings: Settings) -> Services:
    return build_services(settings)


@pytest.fixture
def claim(analyses: Analyses, submit: Submit) -> Claim:
    claim = analyses.claim(submit(), "a test")
    assert claim is not None
    return claim


@pytest.fixture
def keep(services: Services, claim: Claim) -> Keep:
    """Keep what is finished, as a worker does."""

    def keep(*done: str) -> None:
        outcomes = {name: Outcome(OutcomeStatus.COMPLETED, 1, {}) for name in done}
        report = replace(REPORT, status=ReportStatus.PARTIAL, error=None, analyzers=outcomes)
        assert services.partials.keep(claim, report.to_json_bytes(), done)

    return keep


def test_what_is_finished_is_read_as_the_report_is(client: httpx.Client, claim: Claim, keep: Keep) -> None:
    keep("keyword_extractor")

    analysis = client.get(f"/v1/analyses/{claim.job.id}").json()
    answer = client.get(analysis["links"]["partial"])

    assert analysis["progress"]["partial"] == ["keyword_extractor"]
    assert (answer.status_code, answer.headers["content-type"]) == (200, "application/json")
    assert answer.headers["cache-control"] == "no-store, private"
    assert answer.json()["status"] == "partial"
    assert list(answer.json()["analyzers"]) == ["keyword_extractor"]
    assert answer.json()["run"]["job_id"] == claim.job.id
    text = client.get(analysis["links"]["partial"], headers={"Accept": "text/markdown"})
    assert text.headers["content-type"].startswith("text/markdown")
    assert client.get(analysis["links"]["partial"], headers={"Accept": "image/png"}).json()["code"] == "not-acceptable"


def test_who_has_it_already_is_told_so_until_there_is_more(client: httpx.Client, claim: Claim, keep: Keep) -> None:
    path = f"/v1/analyses/{claim.job.id}/partial"
    keep("keyword_extractor")
    etag = client.get(path).headers["etag"]

    assert client.get(path, headers={"If-None-Match": etag}).status_code == 304
    keep("keyword_extractor", "ner_extractor")

    assert client.get(path, headers={"If-None-Match": etag}).status_code == 200


def test_before_there_is_anything_and_after_the_end_it_says_which(
    client: httpx.Client, claim: Claim, keep: Keep, analyses: Analyses
) -> None:
    path = f"/v1/analyses/{claim.job.id}/partial"
    early = client.get(path)
    assert (early.status_code, early.json()["code"]) == (409, "analysis-not-finished")
    assert client.get(f"/v1/analyses/{claim.job.id}").json()["progress"]["partial"] is None

    keep("keyword_extractor")
    still = client.get(f"/v1/analyses/{claim.job.id}/result")
    assert (still.status_code, still.json()["code"]) == (409, "analysis-not-finished")
    analyses.complete(claim, REPORT.to_json(), {"status": "succeeded"})

    late = client.get(path)
    assert (late.status_code, late.json()["code"]) == (409, "analysis-already-finished")
    assert client.get(f"/v1/analyses/{claim.job.id}").json()["progress"]["partial"] is None


def test_another_owner_sees_nothing_of_it(
    client: httpx.Client, client_with: Callable[..., httpx.Client], services: Services, claim: Claim, keep: Keep
) -> None:
    keep("keyword_extractor")
    services.keys.add(*(issued := issue_key("another", "a stranger", [Scope.READ], now())))
    stranger = client_with(require_api_key=True)

    answer = stranger.get(f"/v1/analyses/{claim.job.id}/partial", headers={"X-API-Key": issued[1]})

    assert (answer.status_code, answer.json()["code"]) == (404, "analysis-not-found")


def test_what_is_erased_is_gone(client: httpx.Client, claim: Claim, keep: Keep) -> None:
    keep("keyword_extractor")

    client.delete(f"/v1/analyses/{claim.job.id}")

    answer = client.get(f"/v1/analyses/{claim.job.id}/partial")
    assert (answer.status_code, answer.json()["code"]) == (410, "erased")


def test_the_stream_tells_when_there_is_more_and_nothing_twice(
    client: httpx.Client, claim: Claim, keep: Keep, analyses: Analyses
) -> None:
    path = f"/v1/analyses/{claim.job.id}/events"
    stream = read_events(client, path)
    assert next(stream)["data"]["progress"]["partial"] is None

    keep()
    first = next(stream)
    keep("keyword_extractor")
    second = next(stream)
    stream.close()  # type: ignore[attr-defined]

    assert [(one["event"], one["data"], one["id"]) for one in (first, second)] == [
        ("partial", {"analyzers": []}, "0.running.1"),
        ("partial", {"analyzers": ["keyword_extractor"]}, "0.running.2"),
    ]
    keep("keyword_extractor", "ner_extractor")
    again = read_events(client, path, **{"Last-Event-ID": second["id"]})
    assert next(again)["data"] == {"analyzers": ["keyword_extractor", "ner_extractor"]}
    analyses.complete(claim, REPORT.to_json(), {"status": "succeeded"})
    assert [one["event"] for one in again] == ["end"]
