"""Pages of other sites change nothing here; programs and our own page do."""

import httpx
import pytest

DOCUMENT = {"file": ("cv.txt", b"Maja Rimac\nmaja@example.org\n")}


@pytest.mark.parametrize(
    "headers",
    [
        {"Sec-Fetch-Site": "cross-site"},
        {"Sec-Fetch-Site": "same-site", "Origin": "http://other.localhost"},
        {"Origin": "https://elsewhere.example"},
        {"Origin": "null"},
    ],
)
def test_a_page_of_another_site_can_hand_in_nothing(client: httpx.Client, headers: dict[str, str]) -> None:
    answer = client.post("/v1/analyses", files=DOCUMENT, headers=headers)

    assert answer.status_code == 403
    assert answer.json()["code"] == "cross-site-request"
    assert client.get("/v1/analyses").json()["items"] == []


def test_our_own_page_and_programs_may(client: httpx.Client) -> None:
    own = str(client.base_url).rstrip("/")

    for headers in ({}, {"Origin": own}, {"Origin": own, "Sec-Fetch-Site": "same-origin"}, {"Sec-Fetch-Site": "none"}):
        assert client.post("/v1/analyses", files=DOCUMENT, headers=headers).status_code == 202


def test_reading_is_open_to_links_from_anywhere(client: httpx.Client) -> None:
    assert client.get("/v1/analyses", headers={"Sec-Fetch-Site": "cross-site"}).status_code == 200
