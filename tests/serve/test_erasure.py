"""What is erased is nowhere any more: not in the database, the broker, the documents, nor in the log."""

import json
import subprocess
import time
import zlib
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import httpx
from sqlalchemy import Select, create_engine, select

from backend.storage.tables import partials, reports
from tests.one_page_pdf import make_pdf
from tests.slow_languagetool import slow_languagetool

Beside = Callable[..., "subprocess.CompletedProcess[str]"]

CANARY = "Quillivant"
ERASED_SECONDS = 60


def test_of_an_erased_document_no_trace_is_left_after_a_minute(beside: Beside, service: Any, tmp_path: Path) -> None:
    document = tmp_path / f"{CANARY}.pdf"
    document.write_bytes(
        make_pdf((f"{CANARY} Example", f"{CANARY.lower()}@example.org", "Experience", "2019 - 2021 Baker"))
    )
    submitted = beside(service, "submit", "--wait", "--json", "--then", "export:csv", document)
    analysis = json.loads(submitted.stdout)
    broken = tmp_path / f"broken-{CANARY}.pdf"
    broken.write_bytes(b"%PDF-1.7 " + CANARY.encode())
    failed = json.loads(beside(service, "submit", "--wait", "--json", broken).stdout)
    _ask_for_the_image_of_the_page(service, analysis["document_id"])
    data = Path(service.environment["DATA_DIR"])
    wanted = [
        CANARY.encode(),
        CANARY.lower().encode(),
        CANARY.encode("utf-16-le"),
        _piece_of(data, select(reports.c.body).where(reports.c.job_id == analysis["id"])),
    ]
    assert list(_found(data, wanted)), "the search finds what is there"

    erased = beside(service, "erase", "--yes", analysis["id"], failed["id"])

    assert erased.returncode == 0, erased.stderr
    deadline = time.monotonic() + ERASED_SECONDS
    while left := list(_found(data, wanted)):
        assert time.monotonic() < deadline, left
        time.sleep(0.5)
    assert CANARY not in "".join(service.messages)
    assert beside(service, "status", analysis["id"]).stderr.startswith("error[erased]")


def test_of_what_could_be_read_before_the_end_no_trace_is_left_either(
    beside: Beside, start: Callable[..., Any], tmp_path: Path
) -> None:
    document = tmp_path / "cv.txt"
    document.write_text(f"{CANARY} Example\n\nExperience\n2019 - 2021 Baker\n- Baked the bread of the town\n")
    with slow_languagetool() as server:
        service = start("--workers", "1", **server.settings)
        data = Path(service.environment["DATA_DIR"])
        job_id = json.loads(beside(service, "submit", "--json", document).stdout)["id"]
        piece = _piece_of(data, select(partials.c.body).where(partials.c.job_id == job_id), ERASED_SECONDS)
        wanted = [CANARY.encode(), piece]
        assert piece in {word for _path, word in _found(data, wanted)}, "the search finds what is there"

        erased = beside(service, "erase", "--yes", job_id)

        assert erased.returncode == 0, erased.stderr
        deadline = time.monotonic() + ERASED_SECONDS
        while left := list(_found(data, wanted)):
            assert time.monotonic() < deadline, left
            time.sleep(0.5)


def _found(data: Path, wanted: list[bytes]) -> Iterator[tuple[Path, bytes]]:
    """Return the files in which one of these is; a file that goes while we look is gone."""
    for path in data.rglob("*"):
        try:
            content = path.read_bytes() if path.is_file() else b""
        except FileNotFoundError:
            continue
        yield from ((path.relative_to(data), word) for word in wanted if word in content)


def _piece_of(data: Path, query: Select[Any], seconds: float = 0) -> bytes:
    """Return some of the bytes of a report, once it is there, as they lie in the database, where it is compressed."""
    deadline = time.monotonic() + seconds
    engine = create_engine(f"sqlite:///{data}/ledger.sqlite3")
    with engine.connect() as connection:
        while (row := connection.execute(query).first()) is None:
            assert time.monotonic() < deadline
            connection.rollback()
            time.sleep(0.02)
    engine.dispose()
    body: bytes = row[0]
    assert CANARY.encode() in zlib.decompress(body)
    return body[100:140]


def _ask_for_the_image_of_the_page(service: Any, document_id: str) -> None:
    with httpx.Client(base_url=service.url, trust_env=False) as client:
        client.get(f"/v1/documents/{document_id}/pages/1")
