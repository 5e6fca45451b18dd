"""However hostile a document is, there is a report or a typed refusal, and the next document is read."""

import socket
from collections.abc import Callable
from pathlib import Path

import pytest

import vitae
from tests.hostile.bait import BAITS, Bait
from tests.hostile.conftest import CANARY, GOOD, Deeds, WatchedSandbox
from tests.hostile.docx_tricks import DOCX_TRICKS
from tests.hostile.pdf_bombs import PDF_BOMBS
from tests.hostile.pdf_damage import PDF_DAMAGE
from tests.hostile.pdf_lies import PDF_FLOODS, PDF_NUMBER_LIES
from tests.hostile.text_tricks import TEXT_TRICKS
from tests.hostile.xml_tricks import XML_TRICKS
from vitae.documents.limits import Limits
from vitae.domain import errors

MEBIBYTE = 1024 * 1024
LOW = Limits(max_memory_bytes=256 * MEBIBYTE, max_cpu_seconds=1, max_wall_seconds=6, max_characters=5_000)
"""So low that what is slow is over soon; a hundred times what a résumé needs."""
TABLES: dict[str, dict[str, Callable[[], bytes]]] = {
    "PDF bombs and loops": PDF_BOMBS,
    "PDF numbers": PDF_NUMBER_LIES,
    "PDF floods": PDF_FLOODS,
    "PDF damage": PDF_DAMAGE,
    "DOCX archives": DOCX_TRICKS,
    "XML": XML_TRICKS,
    "texts": TEXT_TRICKS,
}
FILES = [pytest.param(make, id=f"{theme}: {name}") for theme, table in TABLES.items() for name, make in table.items()]
PDF_THEMES = [theme for theme in TABLES if theme.startswith("PDF")]
REFUSALS = {
    errors.DocumentEmpty,
    errors.DocumentTooLarge,
    errors.ArchiveBomb,
    errors.UnsupportedMediaType,
    errors.ConverterMissing,
    errors.DocumentCorrupt,
    errors.DocumentEncrypted,
    errors.DocumentTooComplex,
}
"""A crash of a reader is not among them: it is contained, but it is a fault of ours."""


def outcome_of(data: bytes) -> vitae.Report | errors.DocumentError:
    try:
        return vitae.analyze(data, limits=LOW)
    except errors.DocumentError as refusal:
        return refusal


def painting_of(data: bytes, sandbox: WatchedSandbox) -> vitae.PageImage | errors.DocumentError:
    try:
        return sandbox.render(data, 1, 600, LOW)
    except errors.DocumentError as refusal:
        return refusal


def callers(listener: socket.socket) -> int:
    try:
        connection, _ = listener.accept()
    except BlockingIOError:
        return 0
    connection.close()
    return 1


def assert_is_an_ending(outcome: vitae.Report | errors.DocumentError) -> None:
    if isinstance(outcome, errors.DocumentError):
        assert type(outcome) in REFUSALS, outcome.detail
        assert outcome.detail.endswith(".")
    else:
        assert outcome.status in ("succeeded", "partial")


def test_there_are_hostile_files_of_every_kind() -> None:
    assert sum(map(len, TABLES.values())) + len(BAITS) >= 80
    assert all(len(table) >= 20 for table in TABLES.values())


@pytest.mark.parametrize("make", FILES)
def test_a_hostile_file_ends_in_a_report_or_a_typed_refusal(
    make: Callable[[], bytes], watched: WatchedSandbox, deeds: Deeds, empty_folder: Callable[[], list[Path]]
) -> None:
    data = make()
    watched.endings.clear()

    outcome = outcome_of(data)

    assert_is_an_ending(outcome)
    assert all(ending.memory_bytes <= LOW.max_memory_bytes for ending in watched.endings)
    assert (deeds.written, deeds.called, empty_folder()) == ([], [], [])


@pytest.mark.parametrize("theme", TABLES)
def test_after_the_worst_of_each_kind_a_good_document_is_read(theme: str, watched: WatchedSandbox) -> None:
    worst = next(iter(TABLES[theme].values()))
    before = vitae.analyze(GOOD).to_dict()

    outcome_of(worst())

    after = vitae.analyze(GOOD).to_dict()
    del before["run"], after["run"]
    assert after == before


@pytest.mark.parametrize("name", BAITS)
def test_a_document_that_asks_for_a_call_or_a_file_gets_neither(
    name: str,
    bait: Bait,
    listener: socket.socket,
    watched: WatchedSandbox,
    deeds: Deeds,
    empty_folder: Callable[[], list[Path]],
) -> None:
    data = BAITS[name](bait)

    outcome = outcome_of(data)

    assert_is_an_ending(outcome)
    assert isinstance(outcome, errors.DocumentError) or CANARY not in outcome.to_json()
    assert callers(listener) == 0
    assert list(bait.folder.iterdir()) == []
    assert (deeds.written, deeds.called, empty_folder()) == ([], [], [])


@pytest.mark.parametrize("name", BAITS)
def test_painting_a_document_that_asks_for_a_call_or_a_file_makes_neither(
    name: str,
    bait: Bait,
    listener: socket.socket,
    watched: WatchedSandbox,
    deeds: Deeds,
    empty_folder: Callable[[], list[Path]],
) -> None:
    data = BAITS[name](bait)

    painting_of(data, watched)

    assert callers(listener) == 0
    assert (deeds.written, deeds.called, empty_folder()) == ([], [], [])


@pytest.mark.parametrize("theme", PDF_THEMES)
def test_a_hostile_pdf_is_painted_or_refused(theme: str, watched: WatchedSandbox) -> None:
    outcomes = {name: painting_of(make(), watched) for name, make in TABLES[theme].items()}

    refusals = {name: type(outcome) for name, outcome in outcomes.items() if isinstance(outcome, Exception)}
    assert set(refusals.values()) <= REFUSALS, refusals


def test_the_listener_would_notice_a_call(listener: socket.socket, deeds: Deeds) -> None:
    with socket.create_connection(listener.getsockname()):
        assert callers(listener) == 1

    assert deeds.called


def test_a_written_file_would_be_noticed(deeds: Deeds, empty_folder: Callable[[], list[Path]]) -> None:
    Path("trace").write_text("x")

    assert deeds.written == ["trace"]
    assert [path.name for path in empty_folder()] == ["trace"]
