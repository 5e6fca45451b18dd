import socket
from collections.abc import Iterator
from urllib.parse import urlsplit

import httpx
import pytest

MIB = 1024 * 1024


def test_a_body_that_declares_too_much_is_refused_and_the_client_sees_why(client: httpx.Client) -> None:
    answer = client.post("/v1/analyses", files={"file": ("cv.pdf", b"0" * (20 * MIB))})

    assert (answer.status_code, answer.json()["code"]) == (413, "file-too-large")
    assert "10 MiB" in answer.json()["detail"]
    assert answer.json()["request_id"] == answer.headers["X-Request-Id"]


def test_a_body_that_declares_nothing_is_counted_as_it_streams(client: httpx.Client) -> None:
    def endless() -> Iterator[bytes]:
        yield b'--x\r\nContent-Disposition: form-data; name="file"; filename="cv.pdf"\r\n\r\n'
        for _ in range(20):
            yield b"0" * MIB

    answer = client.post("/v1/analyses", content=endless(), headers={"Content-Type": "multipart/form-data; boundary=x"})

    assert (answer.status_code, answer.json()["code"]) == (413, "file-too-large")


def test_a_declared_excess_is_refused_before_the_body_is_sent(client: httpx.Client) -> None:
    where = urlsplit(str(client.base_url))
    with socket.create_connection((where.hostname, where.port), timeout=10) as connection:
        connection.sendall(
            b"POST /v1/analyses HTTP/1.1\r\nHost: [::1]\r\nContent-Length: 4294967296\r\nExpect: 100-continue\r\n\r\n"
        )

        first_line = connection.makefile("rb").readline()

    assert first_line.startswith(b"HTTP/1.1 413 ")


def test_the_largest_document_allowed_passes(client: httpx.Client) -> None:
    answer = client.post("/v1/analyses", files={"file": ("cv.txt", b"x" * (10 * MIB))})

    assert answer.status_code == 202


@pytest.mark.parametrize("surplus", [1, 1000])
def test_a_document_just_above_the_limit_is_refused_too(client: httpx.Client, surplus: int) -> None:
    answer = client.post("/v1/analyses", files={"file": ("cv.txt", b"x" * (10 * MIB + surplus))})

    assert (answer.status_code, answer.json()["code"]) == (413, "file-too-large")
    assert client.get("/v1/analyses").json()["items"] == []
