"""What clients send that is wrong, or meant to harm: each its problem, none a fault of ours."""

import socket
from collections.abc import Callable
from urllib.parse import urlsplit

import httpx
import pytest

TEXT = b"Maja Rimac\nmaja@example.org\n"


def form_with(disposition: bytes) -> bytes:
    return b"--x\r\nContent-Disposition: form-data; " + disposition + b"\r\n\r\n" + TEXT + b"\r\n--x--\r\n"


@pytest.fixture
def send(client: httpx.Client) -> Callable[[bytes], tuple[int, bytes]]:
    """Send bytes as they are, close our side, and return status and everything that came back."""
    where = urlsplit(str(client.base_url))

    def send(raw: bytes) -> tuple[int, bytes]:
        with socket.create_connection((where.hostname, where.port), timeout=10) as connection:
            connection.sendall(raw)
            connection.shutdown(socket.SHUT_WR)
            received = b""
            while data := connection.recv(65536):
                received += data
        return (int(received.split()[1]) if received else 0), received

    return send


@pytest.mark.parametrize(
    ("filename", "shown"),
    [
        (b"../../etc/passwd", "passwd"),
        (b"C:\\\\Users\\\\maja\\\\cv.pdf", "cv.pdf"),
        ("cv\u202efdp.exe".encode(), "cvfdp.exe"),
        (b"cv\x00.pdf", "cv.pdf"),
        (b"<img src=x onerror=alert(1)>.pdf", "<img src=x onerror=alert(1)>.pdf"),
        (b"=HYPERLINK(1).pdf", "=HYPERLINK(1).pdf"),
        (b"\xff\xfe.pdf", None),
        (b"a" * 2000, "a" * 255),
        (b"..", None),
        (b"/", None),
    ],
)
def test_the_name_of_a_file_is_a_name_and_nothing_else(
    client: httpx.Client, filename: bytes, shown: str | None
) -> None:
    body = form_with(b'name="file"; filename="' + filename + b'"')

    answer = client.post("/v1/analyses", content=body, headers={"Content-Type": "multipart/form-data; boundary=x"})

    assert answer.status_code in (202, 400), answer.text
    if shown is not None:
        assert answer.json()["filename"] == shown
        csv = client.get("/v1/analyses", params={"q": shown[:20]})
        assert csv.json()["items"][0]["filename"] == shown


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"--x",
        b"--x--\r\n",
        b"\r\n" * 1000,
        b"--y\r\n\r\n--y--",
        form_with(b'name="file"'),
        form_with(b'name="file"; filename="a"')[:-20],
        form_with(b'name="file"; filename="a"') * 20,
        b"--x\r\nContent-Disposition: form-data; name=" + b"a" * 20_000,
        b"".join(form_with(b'name="f%d"' % i)[:-6] + b"\r\n" for i in range(1200)) + b"--x--",
    ],
)
@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")  # Starlette leaves a cut-off file open
def test_a_broken_form_is_refused_with_a_problem(client: httpx.Client, body: bytes) -> None:
    for path in ("/v1/analyses", "/v1/documents", "/v1/batches"):
        answer = client.post(path, content=body, headers={"Content-Type": "multipart/form-data; boundary=x"})

        assert answer.status_code < 500, answer.text
        assert answer.is_success or answer.headers["Content-Type"] == "application/problem+json"


@pytest.mark.parametrize(
    "content_type",
    [
        "",
        "multipart/form-data",
        "multipart/form-data; boundary=",
        "application/json",
        "text/plain; charset=\xff",
        "x/y",
    ],
)
def test_a_body_of_another_type_is_refused_with_a_problem(client: httpx.Client, content_type: str) -> None:
    headers = {b"Content-Type": content_type.encode("latin-1")}

    answer = client.post("/v1/analyses", content=b'{"file": "x"}', headers=headers)

    assert answer.status_code in (400, 422), answer.text
    assert answer.headers["Content-Type"] == "application/problem+json"


def test_a_body_that_is_shorter_than_it_says_makes_nothing(
    client: httpx.Client, send: Callable[[bytes], tuple[int, bytes]]
) -> None:
    head = b"POST /v1/analyses HTTP/1.1\r\nHost: localhost\r\nContent-Type: multipart/form-data; boundary=x\r\n"

    send(head + b"Content-Length: 5000\r\n\r\n" + form_with(b'name="file"; filename="cv.txt"'))

    assert client.get("/v1/analyses").json()["items"] == []


@pytest.mark.parametrize("length", [b"-1", b"abc", b"1, 2", b"99999999999999999999999", b"5\r\nContent-Length: 6"])
def test_a_length_that_is_none_is_refused(send: Callable[[bytes], tuple[int, bytes]], length: bytes) -> None:
    status, answer = send(b"POST /v1/analyses HTTP/1.1\r\nHost: localhost\r\nContent-Length: " + length + b"\r\n\r\n")

    assert status in (400, 413), answer
    assert b"application/problem+json" in answer


def test_two_ways_to_say_how_long_a_body_is_are_one_too_many(send: Callable[[bytes], tuple[int, bytes]]) -> None:
    head = b"POST /v1/analyses HTTP/1.1\r\nHost: localhost\r\nContent-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n"

    status, answer = send(head + b"0\r\n\r\n")

    assert status == 400, answer


@pytest.mark.parametrize("identifier", ["x", "ana_" + "a" * 500, "..%2f..%2fetc", "%00", "%ff", "ana_%e2%80%ae", "'--"])
def test_an_id_that_cannot_be_one_is_not_found(client: httpx.Client, identifier: str) -> None:
    for place in ("analyses/{}", "analyses/{}/result", "analyses/{}/events", "batches/{}/items", "tasks/{}"):
        answer = client.get(f"/v1/{place.format(identifier)}")

        assert answer.status_code in (404, 422), answer.text
        assert answer.headers["Content-Type"] == "application/problem+json"


def test_a_query_that_means_nothing_is_refused_or_passed_over(client: httpx.Client) -> None:
    for query in ("limit=1e9", "cursor=%00", "q=%00", "state=asleep", "wait=-1", "wait=nan", "sort=;", "cursor=é"):
        for path in ("/v1/analyses", "/v1/batches/bat_1/items", "/v1/analyses/ana_1"):
            assert client.get(f"{path}?{query}").status_code in (200, 404, 422), (path, query)
