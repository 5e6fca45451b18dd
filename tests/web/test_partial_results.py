"""What is finished stands on the page of an analysis that runs, as the server renders it: without any script."""

from collections.abc import Callable
from typing import Any

import pytest

from backend.config import Settings
from backend.container import build_services
from backend.jobs import Analyses, Claim
from backend.web.routes.home import SAMPLE
from vitae import analyze
from vitae.domain.progress import Progress
from vitae.domain.report import OutcomeStatus, Report

PageOf = Callable[..., Any]
Keep = Callable[[str], None]


@pytest.fixture(scope="module")
def before() -> dict[str, Report]:
    """Return what is finished when a stage begins, by the name of the stage."""
    seen: dict[str, Report] = {}

    def look(progress: Progress) -> None:
        if progress.so_far is not None:
            seen[progress.stage] = progress.so_far()

    analyze(SAMPLE.read_bytes(), isolation="none", filename=SAMPLE.name, on_progress=look)
    return seen


@pytest.fixture
def claim(analyses: Analyses) -> Claim:
    claim = analyses.claim(analyses.submit(SAMPLE.read_bytes(), filename=SAMPLE.name).id, "a test")
    assert claim is not None
    return claim


@pytest.fixture
def keep(settings: Settings, claim: Claim, before: dict[str, Report]) -> Keep:
    """Keep what is finished when a stage begins, as a worker does."""

    def keep(stage: str) -> None:
        report = before[stage]
        done = [name for name, one in (report.analyzers or {}).items() if one.status is OutcomeStatus.COMPLETED]
        assert build_services(settings).partials.keep(claim, report.to_json_bytes(), done)

    return keep


def cards(page: Any) -> list[str]:
    return [str(one) for one in page.xpath("//*[@id='parts']/section/@id")]


def test_each_analyzer_that_has_ended_has_its_card_and_cards_stay_where_they_are(
    claim: Claim, keep: Keep, page_of: PageOf
) -> None:
    path = f"/analyses/{claim.job.id}"
    assert page_of(path).xpath("//*[@id='so-far']/@hidden")

    shown = {}
    for stage in ("keyword_extractor", "ner_extractor", "grammar_checker", "experience_calculator", "report"):
        keep(stage)
        shown[stage] = cards(page_of(path))

    assert shown == {
        "keyword_extractor": ["profile"],
        "ner_extractor": ["profile", "keywords"],
        "grammar_checker": ["profile", "keywords"],
        "experience_calculator": ["profile", "keywords", "grammar_checker"],
        "report": ["profile", "keywords", "grammar_checker", "experience", "error_detector"],
    }
    page = page_of(path)
    assert not page.xpath("//*[@id='so-far']/@hidden")
    assert "Elena Marchetti-Vos" in page.xpath("string(//*[@id='profile'])")
    assert page.xpath("count(//*[@id='grammar_checker']//li)") > 0
    assert page.xpath("//*[@id='parts']//a[not(starts-with(@href, 'http'))]/@href") == [], "the document is not here"
    ids = [str(one) for one in page.xpath("//@id")]
    assert len(ids) == len(set(ids))


def test_in_a_blind_review_nothing_is_shown_before_the_names_are_known_and_none_after(
    claim: Claim, keep: Keep, page_of: PageOf
) -> None:
    path = f"/analyses/{claim.job.id}?blind=1"
    keep("ner_extractor")
    assert cards(page_of(path)) == []

    keep("grammar_checker")
    page = page_of(path)

    assert cards(page) == ["profile", "keywords"]
    everything = page.xpath("string(/html)")
    assert [word for word in ("Elena", "Marchetti", "@", SAMPLE.stem) if word in everything] == []
    assert page.findtext(".//h1/bdi") == "Candidate"
    assert page.xpath("//a[@role='switch']/@aria-checked") == ["true"]
    assert page.xpath("//form[contains(@action, '/cancel')]/@action") == [f"/analyses/{claim.job.id}/cancel?blind=1"]


def test_what_is_cancelled_blindly_is_shown_blindly(
    claim: Claim, analyses: Analyses, client: Any, page_of: PageOf
) -> None:
    answer = client.post(f"/analyses/{claim.job.id}/cancel?blind=1")
    assert answer.headers["location"] == f"/analyses/{claim.job.id}?blind=1"
    analyses.mark_cancelled(claim)

    page = page_of(answer.headers["location"])

    assert SAMPLE.stem not in page.xpath("string(/html)")


def test_a_cancelled_analysis_shows_what_was_finished_claims_nothing_else_and_can_be_tried_again(
    claim: Claim, analyses: Analyses, before: dict[str, Report], page_of: PageOf
) -> None:
    analyses.cancel(claim.job.id)
    analyses.mark_cancelled(claim, before["grammar_checker"].to_json_bytes())

    page = page_of(f"/analyses/{claim.job.id}")

    said = page.xpath("string(//main)")
    assert "The analysis was cancelled; this is what was finished." in said
    assert "Grammar: not finished" in said
    assert "Nothing to mend was found." not in said
    assert "None are known, for these were not run to their end: Grammar, Experience, Errors." in said
    assert page.xpath("//form[contains(@action, '/retry')]/@action") == [f"/analyses/{claim.job.id}/retry"]
