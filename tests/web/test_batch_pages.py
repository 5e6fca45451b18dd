"""Many documents: their table, its filters and pages, their export, and candidates side by side."""

from collections.abc import Callable
from typing import Any

import httpx
import pytest
from fastapi import FastAPI

from backend.jobs import Batches

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
