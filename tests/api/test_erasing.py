"""DELETE removes for good, a second time changes nothing, and only of what is the caller's."""

from collections.abc import Callable

import httpx

from tests.api.conftest import DOCUMENT

Do = Callable[[str], None]
Submit = Callable[[], str]


def test_an_erased_analysis_is_gone_with_its_report_and_its_document(
    client: httpx.Client, submit: Submit, finish: Do
) -> None:
    analysis = submit()
    finish(analysis)
    document = client.get(f"/v1/analyses/{analysis}").json()["document_id"]

    assert client.delete(f"/v1/analyses/{analysis}").status_code == 204
    assert client.delete(f"/v1/analyses/{analysis}").status_code == 204

    for path in (f"/v1/analyses/{analysis}", f"/v1/analyses/{analysis}/result"):
        answer = client.get(path)
        assert (answer.status_code, answer.json()["code"]) == (410, "erased"), path
    assert client.get(f"/v1/documents/{document}").status_code == 404
    assert client.get("/v1/analyses").json()["items"] == []


def test_an_unknown_analysis_cannot_be_erased(client: httpx.Client) -> None:
    assert client.delete("/v1/analyses/ana_unknown").status_code == 404


def test_an_erased_document_is_gone_with_what_was_made_of_it(client: httpx.Client, submit: Submit, finish: Do) -> None:
    document = client.post("/v1/documents", files={"file": ("cv.txt", DOCUMENT)}).json()["id"]
    analysis = submit()
    finish(analysis)

    assert client.delete(f"/v1/documents/{document}").status_code == 204

    assert client.get(f"/v1/documents/{document}").status_code == 404
    assert client.get(f"/v1/analyses/{analysis}").status_code == 410
    assert client.delete(f"/v1/documents/{document}").status_code == 404


def test_an_erased_batch_is_gone_with_its_analyses(client: httpx.Client) -> None:
    batch = client.post("/v1/batches", files=[("files", ("cv.txt", DOCUMENT))]).json()["id"]
    (item,) = client.get(f"/v1/batches/{batch}/items").json()["items"]

    assert client.delete(f"/v1/batches/{batch}").status_code == 204

    assert client.get(f"/v1/batches/{batch}").status_code == 404
    assert client.get(f"/v1/analyses/{item['id']}").status_code == 410
