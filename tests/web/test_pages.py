"""What every page is, what it shows in each state, and that it works without scripts."""

from collections.abc import Callable
from typing import Any

import httpx
import pytest

from backend.jobs import Analyses, JobState
from backend.jobs.batch import BatchState
from backend.web import wording
from backend.web.routes.home import SAMPLE
from vitae.analyzers.registry import ANALYZERS
from vitae.domain.errors import DocumentCorrupt
from vitae.domain.findings import Severity
from vitae.pipeline import READING_STAGES

Finished = Callable[..., str]
PageOf = Callable[..., Any]

EMPTY_SCREENS = ["/", "/analyses", "/batches", "/operations"]


@pytest.mark.parametrize("path", EMPTY_SCREENS)
def test_every_page_has_a_language_a_title_one_heading_and_a_way_past_the_navigation(
    path: str, page_of: PageOf
) -> None:
    page = page_of(path)

    assert page.get("lang") == "en"
    assert page.findtext(".//title").endswith("Vitae")
    assert len(page.findall(".//h1")) == 1
    assert page.xpath("//a[@class='skip']/@href") == ["#main"]
    assert page.xpath("//main/@id") == ["main"]


@pytest.mark.parametrize("path", ["/", "/nowhere"])
def test_a_page_runs_nothing_that_stands_in_it_and_loads_nothing_from_elsewhere(
    path: str, client: httpx.Client, page_of: PageOf
) -> None:
    policy = client.get(path).headers["Content-Security-Policy"]
    page = page_of(path, status=200 if path == "/" else 404)

    assert "default-src 'none'" in policy
    assert "unsafe" not in policy
    assert page.xpath("//style | //*[@style] | //script[not(@src)] | //*[starts-with(name(@*), 'on')]") == []
    assert [address for address in page.xpath("//@src | //link/@href") if not address.startswith("/assets/")] == []


def test_every_asset_of_a_page_is_there_and_may_be_kept(client: httpx.Client, page_of: PageOf) -> None:
    addresses = page_of("/").xpath("//script/@src | //link/@href")

    for address in addresses:
        answer = client.get(address)
        assert answer.status_code == 200, address
        assert "immutable" in answer.headers["Cache-Control"]


def test_a_document_is_handed_in_with_a_plain_form(client: httpx.Client) -> None:
    answer = client.post("/analyses", files={"file": ("cv.txt", b"Maja Rimac\nmaja@example.org\n")}, data={"as_of": ""})

    assert answer.status_code == 303
    assert answer.headers["Location"].startswith("/analyses/ana_")


def test_several_documents_become_a_batch(client: httpx.Client, page_of: PageOf) -> None:
    files = [("file", (f"{name}.txt", f"{name} Rimac\nmaja@example.org".encode())) for name in ("Maja", "Ivo")]

    answer = client.post("/analyses", files=files)

    page = page_of(answer.headers["Location"])
    assert page.xpath("//tbody//bdi/text()") == ["Ivo.txt", "Maja.txt"]
    assert page.findtext(".//h1/bdi") == "Batch of 2"


def test_a_form_without_a_document_is_refused_in_words(client: httpx.Client) -> None:
    answer = client.post("/analyses", files={"file": ("", b"")})

    assert answer.status_code == 422
    assert answer.headers["Content-Type"].startswith("text/html")


def test_the_sample_needs_no_document_of_the_reader(client: httpx.Client, analyses: Analyses) -> None:
    answer = client.post("/sample")

    job = analyses.status(answer.headers["Location"].rpartition("/")[2]).job
    assert job.filename == SAMPLE.name


def test_a_waiting_analysis_shows_its_stages_and_reloads_itself_without_scripts(
    client: httpx.Client, page_of: PageOf
) -> None:
    path = client.post("/sample").headers["Location"]

    page = page_of(path)

    assert page.xpath("//ol[@id='stages']/li/@data-stage") == list(wording.STAGES)
    assert page.xpath("//noscript/meta/@content") == ["2"]
    assert "vitae serve" in page.xpath("string(//*[@role='alert'])")


def test_a_waiting_analysis_says_how_many_are_ahead_of_it(analyses: Analyses, page_of: PageOf) -> None:
    first, second = (analyses.submit(name.encode(), filename=name) for name in ("Maja", "Ivo"))
    urgent = analyses.submit(b"Ana", priority=9)

    shown = [page_of(f"/analyses/{job.id}").xpath("string(//*[@id='position'])") for job in (first, second, urgent)]

    assert shown == ["1 ahead of it", "2 ahead of it", "next in line"]


def test_a_waiting_analysis_is_cancelled_by_its_button(
    client: httpx.Client, page_of: PageOf, analyses: Analyses
) -> None:
    path = client.post("/sample").headers["Location"]

    action = page_of(path).xpath("//form[contains(@action, '/cancel')]/@action")[0]
    client.post(action)

    assert analyses.status(path.rpartition("/")[2]).job.state is JobState.CANCELLED
    assert "cancelled" in page_of(path).xpath("string(//main)")


def test_a_failed_analysis_says_why_and_what_to_do(analyses: Analyses, page_of: PageOf) -> None:
    job = analyses.submit(b"%PDF-1.4 nothing", filename="cv.pdf")
    claim = analyses.claim(job.id, "a test")
    assert claim is not None
    analyses.fail(claim, DocumentCorrupt("The PDF has no end."))

    words = page_of(f"/analyses/{job.id}").xpath("string(//main)")

    assert "The PDF has no end." in words
    assert DocumentCorrupt.hint in words
    assert DocumentCorrupt.code in words


def test_an_unknown_address_is_a_page_for_people_and_a_problem_for_programs(client: httpx.Client) -> None:
    for path in ("/nowhere", "/analyses/ana_unknown"):
        for_people = client.get(path)
        for_programs = client.get(path, headers={"Accept": "application/json"})

        assert for_people.status_code == for_programs.status_code == 404
        assert for_programs.json()["code"] in for_people.text
        assert for_people.headers["Content-Type"].startswith("text/html")


def test_errors_are_explained_on_pages_for_people_and_in_json_for_programs(
    client: httpx.Client, page_of: PageOf
) -> None:
    address = f"/problems/{DocumentCorrupt.code}"

    words = page_of(address).xpath("string(//main)")
    links = page_of("/problems").xpath("//dt/a/@href")
    for_programs = client.get(address, headers={"Accept": "application/json"})

    assert DocumentCorrupt.hint in words
    assert address in links
    assert page_of("/problems/analysis-not-finished").xpath("//main//p/code")
    assert for_programs.json()["code"] == DocumentCorrupt.code
    assert "no error with this code" in page_of("/problems/nonsense", status=404).xpath("string(//main)")


def test_the_chosen_theme_stays_and_leads_back(client: httpx.Client, page_of: PageOf) -> None:
    answer = client.post("/theme", data={"theme": "dark"}, headers={"Referer": f"{client.base_url}/analyses?x=1"})

    assert answer.headers["Location"] == "/analyses?x=1"
    assert page_of("/").get("data-theme") == "dark"


def test_no_referrer_leads_away(client: httpx.Client) -> None:
    answer = client.post(
        "/theme", data={"theme": "dark"}, headers={"Referer": "https://elsewhere.example//evil.example/x"}
    )

    assert not answer.headers["Location"].startswith("//")


def test_every_analyzer_stage_state_and_severity_has_a_name() -> None:
    names = [analyzer.name for analyzer in ANALYZERS]

    assert list(wording.ANALYZERS) == names
    assert list(wording.STAGES) == [*READING_STAGES, *names, "report"]
    assert list(wording.FOUND) == names
    assert set(wording.STATES) == set(JobState)
    assert set(wording.BATCH_STATES) == set(BatchState)
    assert set(wording.SEVERITIES) == set(Severity)
