"""Many documents: their table, its filters and pages, their export, and candidates side by side."""

from collections.abc import Callable
from typing import Any

import httpx
import pytest
from fastapi import FastAPI

from backend.jobs import Analyses, Batches
from backend.tasks.attempt import summary_of
from backend.web.routes.home import SAMPLE
from vitae import analyze
from vitae.domain.errors import DocumentCorrupt

Finished = Callable[..., str]
PageOf = Callable[..., Any]


@pytest.fixture
def batches(app: FastAPI) -> Batches:
    found: Batches = app.state.context.batches
    return found


@pytest.fixture
def batch(batches: Batches) -> str:
    """Return a batch of sixty documents, one of them empty, on which nobody works."""
    made = batches.create(name="Autumn")
    documents = [(f"cv-{number:02}.txt", f"Person {number}\np{number}@example.org".encode()) for number in range(59)]
    batches.add(made.id, [*documents, ("empty.txt", b"")])
    batches.close(made.id)
    return made.id


def names(page: Any) -> list[str]:
    found: list[str] = page.xpath("//tbody//bdi/text()")
    return found


def test_a_batch_is_read_by_the_page_by_state_by_name_and_in_both_directions(batch: str, page_of: PageOf) -> None:
    first = page_of(f"/batches/{batch}")
    second = page_of(first.xpath("//a[text()='Next page']/@href")[0])

    assert names(first) + names(second) == [*(f"cv-{number:02}.txt" for number in range(59)), "empty.txt"]
    assert names(page_of(f"/batches/{batch}?state=failed")) == ["empty.txt"]
    assert names(page_of(f"/batches/{batch}?q=CV-07")) == ["cv-07.txt"]
    assert names(page_of(f"/batches/{batch}?sort=-name"))[0] == "empty.txt"
    assert first.xpath("//th[@aria-sort='ascending']//a/@href")[0].endswith("sort=-name")


def test_a_batch_says_how_many_documents_are_in_each_state(batch: str, page_of: PageOf) -> None:
    chips = [" ".join(link.itertext()).split() for link in page_of(f"/batches/{batch}").xpath("//*[@class='pills']//a")]

    assert chips == [["All", "60"], ["Waiting", "59"], ["Failed", "1"]]
    assert page_of("/batches").findtext(".//tbody//bdi") == "Autumn"


def test_a_refused_document_of_a_batch_says_why(batch: str, page_of: PageOf) -> None:
    assert "0 bytes" in page_of(f"/batches/{batch}?state=failed").xpath("string(//tbody)")


def test_a_batch_is_cancelled_and_exported_by_its_buttons(client: httpx.Client, batch: str, page_of: PageOf) -> None:
    client.post(page_of(f"/batches/{batch}").xpath("//form[contains(@action, '/cancel')]/@action")[0])

    page = page_of(f"/batches/{batch}")
    assert "Cancelled" in page.xpath("string(//*[@class='state-line'])")
    for path in page.xpath("//*[@class='menu']//a/@href"):
        answer = client.get(path)
        assert answer.headers["Content-Disposition"].startswith("attachment"), path
    assert client.get(f"/batches/{batch}/export/exe").status_code == 404


@pytest.fixture
def judged(batches: Batches, analyses: Analyses) -> str:
    """Return a batch of two reports, the first the better one, and one failure that can be tried again."""
    made = batches.create()
    named = [
        ("b.txt", b"Maja Rimac\nmaja@example.org\n\nExperience\nEngineer, Acme\n2019 - 2021\n- Recieved the the award"),
        ("a.pdf", SAMPLE.read_bytes()),
        ("c.txt", b"nothing"),
    ]
    for job in batches.add(made.id, named):
        claim = analyses.claim(job.id, "a test")
        assert claim is not None
        if job.filename == "c.txt":
            analyses.fail(claim, DocumentCorrupt("It is broken."))
            continue
        data = SAMPLE.read_bytes() if job.filename == "a.pdf" else named[0][1]
        report = analyze(data, isolation="none", filename=job.filename)
        assert analyses.complete(claim, report.to_json(), summary_of(report))
    batches.close(made.id)
    return made.id


@pytest.mark.parametrize("heading", ["Score", "Experience"])
def test_the_best_come_first_at_the_first_click_and_the_unknown_last(
    judged: str, page_of: PageOf, heading: str
) -> None:
    address = page_of(f"/batches/{judged}").xpath(f"//th//a[text()='{heading}']/@href")[0]
    falling = page_of(address)
    rising = page_of(falling.xpath("//th[@aria-sort='descending']//a/@href")[0])

    assert rising.xpath("string(//th[@aria-sort='ascending']//a)").startswith(heading)
    assert (names(falling), names(rising)) == (["a.pdf", "b.txt", "c.txt"], ["b.txt", "a.pdf", "c.txt"])


def test_trying_again_is_offered_where_something_began_and_failed(
    judged: str, batch: str, client: httpx.Client, page_of: PageOf
) -> None:
    client.post(f"/batches/{batch}/cancel")

    offered = [bool(page_of(f"/batches/{one}").xpath("//form[contains(@action, 'retry')]")) for one in (judged, batch)]

    assert offered == [True, False]


def test_a_finished_batch_is_deleted_by_its_button(
    client: httpx.Client, batch: str, judged: str, page_of: PageOf
) -> None:
    action = page_of(f"/batches/{judged}").xpath("//form[contains(@action, '/erase')]/@action")[0]

    client.post(action)

    page_of(f"/batches/{judged}", status=404)
    assert len(page_of("/batches").xpath("//tbody/tr")) == 1
    assert page_of(f"/batches/{batch}").xpath("//form[contains(@action, '/erase')]") == []


def test_an_unknown_batch_is_a_page(page_of: PageOf) -> None:
    assert "batch-not-found" in page_of("/batches/bat_unknown", status=404).xpath("string(//main)")


def test_candidates_stand_side_by_side_with_the_same_lines(finished: Finished, page_of: PageOf) -> None:
    text = b"Maja Rimac\nmaja@example.org\n\nExperience\nEngineer, Example Ltd\n2019 - 2021\n\nSkills\nFigma, Rust"
    first, second = finished(), finished(text, "maja.txt")

    page = page_of(f"/compare?analysis={first}&analysis={second}")

    assert page.xpath("//thead//bdi/text()") == ["Elena Marchetti-Vos", "Maja Rimac"]
    figma = page.xpath("//tr[th='Figma']/td")
    assert [cell.xpath("string()").strip() == "–" for cell in figma] == [False, False]
    rust = page.xpath("//tr[th='Rust']/td")
    assert [cell.xpath("string()").strip() == "–" for cell in rust] == [True, False]


def test_a_blind_comparison_names_nobody(client: httpx.Client, finished: Finished) -> None:
    path = f"/compare?analysis={finished()}&analysis={finished()}&blind=1"

    assert "Candidate B" in client.get(path).text
    assert "Marchetti" not in client.get(path).text


@pytest.mark.parametrize("number", [0, 1, 5])
def test_fewer_than_two_and_more_than_four_are_refused(number: int, page_of: PageOf) -> None:
    query = "&".join(f"analysis=ana_{one}" for one in range(number))

    assert "Choose 2 to 4" in page_of(f"/compare?{query}", status=422).xpath("string(//main)")
