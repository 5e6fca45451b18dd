"""A document comes out of the sandbox as it would come out of this process, and nothing else does."""

import subprocess
import sys
from array import array
from dataclasses import replace
from pathlib import Path

import psutil
import pytest

import vitae
from vitae.documents.limits import Limits
from vitae.documents.reader import read_content
from vitae.documents.reading import Content
from vitae.documents.sandbox import Sandbox
from vitae.documents.sandbox.channel import READ, Request
from vitae.documents.sandbox.warmup import warm_up_documents
from vitae.documents.sniff import MediaType
from vitae.domain.errors import DocumentCorrupt, DocumentError, InvalidOption

ROOT = Path(__file__).parents[2]
FILES = [
    *sorted(path for path in (ROOT / "demo" / "samples").iterdir() if path.suffix != ".json"),
    *sorted((ROOT / "benchmarks" / "reference").glob("*.pdf")),
]
READ_BY_US = [media_type for media_type in MediaType if media_type.name != "DOC"]
"""All but what a program of the system has to convert, which it cannot do behind the lock."""
ORDINARY_BYTES = 120 * 1024 * 1024
ENCODINGS = (
    "utf-8-sig",
    "utf-16",
    "utf-32",
    "cp1250",
    "cp1251",
    "cp1252",
    "koi8_r",
    "iso8859_2",
    "mac_roman",
    "gb18030",
)


def without_boxes(content: Content) -> Content:
    """Leave out what cannot be compared by value: the box of what is not printed is no number."""
    return replace(content, reading=replace(content.reading, char_boxes=array("f")))


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_isolation_changes_nothing_of_what_is_read(path: Path, sandbox: Sandbox) -> None:
    data = path.read_bytes()

    isolated = sandbox.read(data, Limits())

    in_process = read_content(data, Limits())
    assert without_boxes(isolated) == without_boxes(in_process)
    assert isolated.reading.char_boxes.tobytes() == in_process.reading.char_boxes.tobytes()


@pytest.mark.parametrize("path", FILES[:4], ids=lambda path: path.name)
def test_isolation_changes_nothing_of_the_report(path: Path) -> None:
    isolated = vitae.analyze(path).to_dict()
    in_process = vitae.analyze(path, isolation="none").to_dict()

    del isolated["run"], in_process["run"]
    assert isolated == in_process


@pytest.mark.parametrize("encoding", ENCODINGS)
def test_a_text_in_any_encoding_is_read_behind_the_lock(encoding: str, sandbox: Sandbox) -> None:
    data = ("Żaneta Kožušníková – Инженер – 工程师 – Größe\n" * 20).encode(encoding, "ignore")

    assert sandbox.read(data, Limits()) == read_content(data, Limits())


@pytest.mark.parametrize("media_type", READ_BY_US, ids=lambda media_type: media_type.name)
def test_a_server_is_warmed_with_every_kind_of_document(media_type: MediaType) -> None:
    assert read_content(warm_up_documents()[media_type], Limits()).media_type is media_type


def test_a_refusal_comes_out_as_itself(sandbox: Sandbox) -> None:
    data = FILES[0].read_bytes()[:2000]

    with pytest.raises(DocumentError) as in_process:
        read_content(data, Limits())
    with pytest.raises(DocumentError) as isolated:
        sandbox.read(data, Limits())

    assert type(isolated.value) is type(in_process.value) is DocumentCorrupt
    assert isolated.value.detail == in_process.value.detail


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_an_ordinary_document_needs_little_memory(path: Path, sandbox: Sandbox) -> None:
    outcome = sandbox.run(Request(READ, Limits(), path.read_bytes()))

    assert outcome.ending.status == 0
    assert outcome.ending.memory_bytes < ORDINARY_BYTES


def test_the_server_holds_the_readers_and_no_engine() -> None:
    script = (
        "import sys, vitae.documents.sandbox.server as server\n"
        "server.warm_up()\n"
        "print(*sorted({name.partition('.')[0] for name in sys.modules}))\n"
        "print(*sorted(name for name in sys.modules if name.startswith('vitae.')))"
    )
    done = subprocess.run([sys.executable, "-I", "-c", script], capture_output=True, text=True, check=True)
    packages, modules = done.stdout.splitlines()

    foreign = {
        "celery",
        "kombu",
        "redis",
        "harper",
        "py3langid",
        "sqlalchemy",
        "fastapi",
        "backend",
        "pydantic",
    }
    assert foreign & set(packages.split()) == set()
    parts = {name.split(".")[1] for name in modules.split()}
    assert parts <= {"deflate", "documents", "domain", "version"}


def test_a_server_is_told_no_secret(sandbox: Sandbox, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("REDIS_URL", "redis://:canary@127.0.0.1/0")
    fresh = Sandbox()
    fresh.start()
    assert fresh.server_pid is not None

    try:
        environment = psutil.Process(fresh.server_pid).environ()
        fresh.layers()
    finally:
        fresh.close()

    assert not {"REDIS_URL", "HOME", "USER"} & set(environment)
    assert not any("canary" in value for value in environment.values())


@pytest.mark.skipif(sys.platform != "linux", reason="the memory of a process is a file under /proc")
def test_the_server_never_has_a_document(sandbox: Sandbox) -> None:
    marked = b"Jane Example, whose number is 4711-0815-2342\n" * 1_000
    read = sandbox.read(marked, Limits())
    assert "4711-0815-2342" in read.reading.text

    with (
        Path(f"/proc/{sandbox.server_pid}/maps").open() as maps,
        Path(f"/proc/{sandbox.server_pid}/mem").open("rb", buffering=0) as memory,
    ):
        for start, end in (span.split()[0].split("-") for span in maps if " rw-p " in span):
            memory.seek(int(start, 16))
            assert b"4711-0815-2342" not in memory.read(int(end, 16) - int(start, 16))


def test_an_unknown_isolation_is_an_error() -> None:
    with pytest.raises(InvalidOption, match="jail"):
        vitae.analyze(FILES[0], isolation="jail")  # type: ignore[arg-type]


@pytest.mark.skipif(sys.platform != "linux", reason="the descriptors of a process are listed under /proc")
def test_reading_leaves_no_descriptor_open(sandbox: Sandbox) -> None:
    sandbox.read(b"Jane Example\n", Limits())
    before = len(list(Path("/proc/self/fd").iterdir()))

    for _ in range(5):
        sandbox.read(b"Jane Example\n", Limits())

    assert len(list(Path("/proc/self/fd").iterdir())) == before


@pytest.mark.parametrize("font", ["LiberationSans", "DejaVuSans", "ArialMT", "Calibri", "NoSuchFont"])
def test_a_font_that_only_the_machine_has_changes_nothing(font: str, sandbox: Sandbox) -> None:
    data = warm_up_documents()[MediaType.PDF].replace(b"/Helvetica ", b"/%b " % font.encode())

    isolated = sandbox.read(data, Limits()).reading

    assert "jane@example.org" in isolated.text
    assert isolated.char_boxes.tobytes() == read_content(data, Limits()).reading.char_boxes.tobytes()
