"""Many documents as one: handed in, followed, cancelled, tried anew, read out."""

import csv
import io
import json
import threading
import zipfile
from collections.abc import Callable
from typing import Any

import httpx
import pytest

from backend.jobs import Analyses
from tests.api.sse import read_events
from vitae.domain.errors import DocumentCorrupt

Finish = Callable[[str], None]
PATH = "/v1/batches"


def named(*names: str) -> list[tuple[str, tuple[str, bytes]]]:
    return [("files", (name, f"Maja Rimac\n{name}\n".encode())) for name in names]


@pytest.fixture
def create(client: httpx.Client) -> Callable[..., dict[str, Any]]:
    def create(*names: str, **fields: str) -> dict[str, Any]:
        answer = client.post(PATH, files=named(*names) or None, data=fields)
        assert answer.status_code == 202, answer.text
        assert answer.headers["Location"] == answer.json()["links"]["self"]
        return dict(answer.json())

    return create


def items_of(client: httpx.Client, batch: dict[str, Any], **query: Any) -> list[dict[str, Any]]:
    return list(client.get(batch["links"]["items"], params=query).json()["items"])


def test_documents_handed_in_together_are_a_batch_of_analyses(client: httpx.Client, create: Callable[..., Any]) -> None:
    batch = create("b.txt", "a.txt", name="May", priority="7")

    items = items_of(client, batch)
    assert (batch["state"], batch["name"], batch["priority"]) == ("running", "May", 7)
    assert batch["counts"] | {"total": 2, "queued": 2, "finished": 0} == batch["counts"]
    assert [(item["filename"], item["state"], item["batch_id"]) for item in items] == [
        ("a.txt", "queued", batch["id"]),
        ("b.txt", "queued", batch["id"]),
    ]
    assert client.get(items[0]["links"]["self"]).json()["id"] == items[0]["id"]


def test_the_rules_of_a_batch_are_those_of_all_its_documents(client: httpx.Client, create: Callable[..., Any]) -> None:
    batch = create("a.txt", "b.txt", rules="gap=off,buzzwords=warning")

    rules = {"gap": "off", "buzzwords": "warning"}
    assert [view["rules"] for view in (batch, *items_of(client, batch))] == [rules] * 3


@pytest.mark.parametrize("rules", ["gap", "gap=loud", "palm_lines=off"])
def test_a_batch_with_a_rule_that_is_none_is_refused_whole(client: httpx.Client, rules: str) -> None:
    answer = client.post(PATH, files=named("a.txt"), data={"rules": rules})

    assert (answer.status_code, answer.json()["code"]) == (422, "invalid-option")
    assert client.get(PATH).json()["items"] == []


def test_a_document_that_cannot_be_analysed_fails_alone(client: httpx.Client) -> None:
    files = [*named("good.txt"), ("files", ("empty.pdf", b""))]

    batch = client.post(PATH, files=files).json()

    assert {item["filename"]: (item["error"] or {}).get("code") for item in items_of(client, batch)} == {
        "good.txt": None,
        "empty.pdf": "document-empty",
    }


def test_an_archive_stands_for_the_documents_in_it(client: httpx.Client) -> None:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr("north/cv.txt", "Maja Rimac\n")
        archive.writestr("south/cv.txt", "Ana Kovač\n")

    batch = client.post(PATH, files=[*named("single.txt"), ("files", ("all.zip", packed.getvalue()))]).json()

    assert [item["filename"] for item in items_of(client, batch)] == ["north/cv.txt", "single.txt", "south/cv.txt"]


def test_a_damaged_archive_is_refused_and_nothing_of_it_is_taken(client: httpx.Client) -> None:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("cv.txt", "Maja Rimac\n" * 1000)
    broken = bytearray(packed.getvalue())
    broken[60:70] = b"\xff" * 10

    answer = client.post(PATH, files=[("files", ("all.zip", bytes(broken)))])

    assert (answer.status_code, answer.json()["code"]) == (422, "document-corrupt")
    assert [batch["counts"]["total"] for batch in client.get(PATH).json()["items"]] == [0]


def test_an_open_batch_takes_documents_until_it_is_closed_and_none_twice(
    client: httpx.Client, create: Callable[..., Any]
) -> None:
    batch = create()

    for names in (("a.txt", "b.txt"), ("b.txt", "c.txt")):
        added = client.post(batch["links"]["documents"], files=named(*names))
    client.post(batch["links"]["close"])
    late = client.post(batch["links"]["documents"], files=named("d.txt"))

    assert (added.status_code, added.json()["state"], added.json()["counts"]["total"]) == (202, "open", 3)
    assert (late.status_code, late.json()["code"]) == (409, "batch-closed")


def test_items_are_filtered_sorted_and_paged(client: httpx.Client, create: Callable[..., Any]) -> None:
    batch = create("a.txt", "bb.txt", "c-long.txt")
    client.post(items_of(client, batch)[0]["links"]["cancel"])

    first = client.get(batch["links"]["items"], params={"limit": 2, "sort": "-size"})
    second = client.get(first.links["next"]["url"])

    assert [item["filename"] for page in (first, second) for item in page.json()["items"]] == [
        "c-long.txt",
        "bb.txt",
        "a.txt",
    ]
    assert second.json()["next_cursor"] is None
    assert [item["filename"] for item in items_of(client, batch, state="cancelled")] == ["a.txt"]
    assert [item["filename"] for item in items_of(client, batch, q="LONG")] == ["c-long.txt"]
    assert client.get(batch["links"]["items"], params={"sort": "colour"}).status_code == 422


def test_a_cancelled_batch_keeps_what_is_done_and_ends_the_rest(
    client: httpx.Client, create: Callable[..., Any], finish: Finish
) -> None:
    batch = create("a.txt", "b.txt")
    finish(items_of(client, batch)[0]["id"])

    answer = client.post(batch["links"]["cancel"])

    assert (answer.status_code, answer.json()["state"]) == (200, "cancelled")
    assert (answer.json()["counts"]["succeeded"], answer.json()["counts"]["cancelled"]) == (1, 1)


def test_what_failed_is_tried_anew_in_its_place(
    client: httpx.Client, create: Callable[..., Any], analyses: Analyses
) -> None:
    batch = create("a.txt")
    failed = items_of(client, batch)[0]["id"]
    claim = analyses.claim(failed, "a test")
    assert claim is not None
    analyses.fail(claim, DocumentCorrupt("It ends too early."))

    answer = client.post(batch["links"]["retry-failed"])

    (renewed,) = items_of(client, batch)
    assert (answer.status_code, answer.json()["counts"]["queued"]) == (202, 1)
    assert (renewed["state"], renewed["retry_of"]) == ("queued", failed)
    assert client.get(f"/v1/analyses/{failed}").json()["retried_as"] == renewed["id"]


def test_one_stream_tells_of_all_documents_and_ends_with_the_batch(
    client: httpx.Client, create: Callable[..., Any], finish: Finish
) -> None:
    batch = create("a.txt", "b.txt")
    ids = {item["id"] for item in items_of(client, batch)}
    stream = read_events(client, batch["links"]["events"])
    first = next(stream)

    def work() -> None:
        for job_id in ids:
            finish(job_id)

    threading.Thread(target=work).start()

    events = list(stream)

    changes = [change for event in events if event["event"] == "items" for change in event["data"]["items"]]
    assert (first["event"], first["data"]["counts"]["total"]) == ("snapshot", 2)
    assert {change["id"] for change in changes if change["state"] == "succeeded"} == ids
    assert (events[-1]["event"], events[-1]["data"]["state"], events[-1]["data"]["percent"]) == ("end", "finished", 100)
    again = client.get(batch["links"]["events"], headers={"Last-Event-ID": events[-1]["id"]})
    assert again.status_code == 204


def test_who_comes_back_is_told_what_changed_meanwhile(
    client: httpx.Client, create: Callable[..., Any], finish: Finish
) -> None:
    batch = create("a.txt")
    seen = next(read_events(client, batch["links"]["events"]))["id"]
    (item,) = items_of(client, batch)
    finish(item["id"])

    events = list(read_events(client, batch["links"]["events"], **{"Last-Event-ID": seen}))

    told = [change for event in events if event["event"] == "items" for change in event["data"]["items"]]
    assert [(change["id"], change["state"]) for change in told] == [(item["id"], "succeeded")]


@pytest.fixture
def half_done(client: httpx.Client, create: Callable[..., Any], finish: Finish, analyses: Analyses) -> dict[str, Any]:
    batch: dict[str, Any] = create("a.txt", "=b.txt", "c.txt")
    items = {item["filename"]: item["id"] for item in items_of(client, batch)}
    finish(items["a.txt"])
    claim = analyses.claim(items["=b.txt"], "a test")
    assert claim is not None
    analyses.fail(claim, DocumentCorrupt("It ends too early."))
    return batch


def test_results_come_as_lines_of_json(client: httpx.Client, half_done: dict[str, Any]) -> None:
    answer = client.get(half_done["links"]["results"])

    lines = [json.loads(line) for line in answer.text.splitlines()]
    assert answer.headers["Content-Type"] == "application/x-ndjson"
    assert [(line["analysis"]["filename"], line["analysis"]["state"]) for line in lines] == [
        ("=b.txt", "failed"),
        ("a.txt", "succeeded"),
        ("c.txt", "queued"),
    ]
    assert [line["report"] is None for line in lines] == [True, False, True]


def test_results_come_as_a_table_in_which_no_cell_is_a_formula(client: httpx.Client, half_done: dict[str, Any]) -> None:
    answer = client.get(half_done["links"]["results"], headers={"Accept": "text/csv"})

    rows = list(csv.DictReader(io.StringIO(answer.text)))
    assert [(row["file"], row["error"]) for row in rows] == [
        ("'=b.txt", "document-corrupt"),
        ("a.txt", "document-corrupt"),
        ("c.txt", ""),
    ]


def test_results_come_as_an_archive(client: httpx.Client, half_done: dict[str, Any]) -> None:
    answer = client.get(half_done["links"]["results"], headers={"Accept": "application/zip"})

    with zipfile.ZipFile(io.BytesIO(answer.content)) as archive:
        reports = [name for name in archive.namelist() if name.endswith(".json")]
        assert archive.testzip() is None
        assert len(reports) == 1
        assert json.loads(archive.read(reports[0]))["run"]["filename"] == "a.txt"
        assert len(archive.read("index.csv").splitlines()) == 4


@pytest.mark.parametrize(
    ("method", "place"),
    [
        ("GET", ""), ("GET", "/items"), ("GET", "/events"), ("GET", "/results"),
        ("POST", "/close"), ("POST", "/cancel"), ("POST", "/retry-failed"),
    ],
)  # fmt: skip
def test_an_unknown_batch_is_not_found(client: httpx.Client, method: str, place: str) -> None:
    answer = client.request(method, f"{PATH}/bat_unknown{place}")

    assert (answer.status_code, answer.json()["code"]) == (404, "batch-not-found")


@pytest.mark.parametrize("count", [501, 1001])
def test_one_request_has_a_bounded_number_of_files(client: httpx.Client, count: int) -> None:
    answer = client.post(PATH, files=named(*(f"{number}.txt" for number in range(count))))

    assert (answer.status_code, answer.json()["code"]) == (413, "too-many-files")


def test_a_long_poll_ends_with_the_batch(client: httpx.Client, create: Callable[..., Any], finish: Finish) -> None:
    batch = create("a.txt")
    (item,) = items_of(client, batch)
    threading.Timer(0.3, finish, [item["id"]]).start()

    body = client.get(batch["links"]["self"], params={"wait": 20}).json()

    assert (body["state"], body["percent"]) == ("finished", 100)
