"""The old .doc goes through a converter, which must be there, end in time and print text."""

import os
from collections.abc import Callable
from pathlib import Path

import pytest

from vitae.documents import Limits, read_document
from vitae.documents.sandbox.landlock import landlock_version
from vitae.domain.errors import (
    ConverterMissing,
    DocumentCorrupt,
    DocumentEmpty,
    DocumentEncrypted,
    DocumentTooComplex,
    UnsupportedMediaType,
)

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504)
DOC = OLE + b"\xec\xa5" + bytes(100) + "WordDocument".encode("utf-16-le")

Install = Callable[..., None]
needs_landlock = pytest.mark.skipif(not landlock_version(), reason="the kernel has no Landlock")


@pytest.fixture
def install(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Install:
    """Return an installer of converters that are shell scripts, on a PATH with nothing else."""
    monkeypatch.setenv("PATH", str(tmp_path))

    def install(script: str, name: str = "catdoc") -> None:
        path = tmp_path / name
        path.write_text(f"#!/bin/sh\nPATH={os.defpath}\n{script}\n")
        path.chmod(0o755)

    return install


def test_a_missing_converter_is_named_with_what_to_do(install: Install) -> None:
    with pytest.raises(ConverterMissing, match=r"\.doc") as missing:
        read_document(DOC, Limits())

    assert "catdoc" in missing.value.hint


@pytest.mark.parametrize("isolation", ["none", "sandbox"])
def test_the_text_of_the_converter_is_read_line_by_line(install: Install, isolation: str) -> None:
    install("printf 'Ada Example\\n\\nEngineer\\tLeeds\\n\\342\\200\\242 Built it\\n'")

    document = read_document(DOC, Limits(), "sandbox" if isolation == "sandbox" else "none")

    assert document.text == "Ada Example\nEngineer\tLeeds\n• Built it"
    assert document.media_type == "application/msword"
    assert [line.is_list_item for line in document.lines] == [False, False, True]


def test_the_converter_gets_the_document_and_nothing_of_our_environment(
    install: Install, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SECRET", "of ours")
    install('for last; do :; done; wc -c < "$last"; echo "secret: $SECRET"')

    assert read_document(DOC, Limits()).text == f"{len(DOC)}\nsecret:"


def test_antiword_is_used_where_there_is_no_catdoc(install: Install) -> None:
    install("echo Ada by antiword", "antiword")

    assert read_document(DOC, Limits()).text == "Ada by antiword"


@pytest.mark.parametrize(
    ("script", "error"),
    [
        ("echo broken >&2; exit 1", DocumentCorrupt),
        ("exit 0", DocumentEmpty),
        ("sleep 60", DocumentTooComplex),
        ("echo Ada; exec sleep 60", DocumentTooComplex),
        ("kill -KILL $$", DocumentTooComplex),
    ],
)
def test_a_converter_that_fails_becomes_an_error_of_the_document(
    install: Install, script: str, error: type[Exception]
) -> None:
    install(script)

    with pytest.raises(error):
        read_document(DOC, Limits(max_wall_seconds=0.5))


def test_a_flood_of_text_is_cut_and_the_converter_ended(install: Install) -> None:
    install("yes Ada Example")

    document = read_document(DOC, Limits(max_characters=1_000))

    assert len(document.text) <= 1_000
    assert any("1,000" in reason or "characters" in reason for reason in document.quality.reasons)


def test_a_converter_can_write_no_file(install: Install, tmp_path: Path) -> None:
    install(f"trap '' XFSZ; sleep 0.2; echo stolen > {tmp_path}/copy; echo Ada")

    assert read_document(DOC, Limits()).text == "Ada"
    assert not (tmp_path / "copy").exists() or (tmp_path / "copy").read_bytes() == b""


def test_a_doc_with_a_password_and_an_old_workbook_are_refused_before(install: Install) -> None:
    install("echo never")
    encrypted = OLE + b"\xec\xa5" + bytes(8) + b"\x00\x01" + bytes(90) + "WordDocument".encode("utf-16-le")

    with pytest.raises(DocumentEncrypted):
        read_document(encrypted, Limits())
    with pytest.raises(UnsupportedMediaType):
        read_document(OLE + "Workbook".encode("utf-16-le"), Limits())


@needs_landlock
@pytest.mark.parametrize(
    "attempt",
    [
        "read stolen < {secret}",
        'for stolen in {folder}/*; do [ -e "$stolen" ] && break; stolen=; done',
        "cd {folder} && read stolen < secret",
    ],
    ids=["open", "list", "open beside"],
)
def test_a_locked_converter_reads_nothing_but_programs_and_the_document(
    attempt: str, install: Install, tmp_path_factory: pytest.TempPathFactory
) -> None:
    secret = tmp_path_factory.mktemp("home") / "secret"
    secret.write_text("of ours\n")
    install(attempt.format(secret=secret, folder=secret.parent) + ' 2>/dev/null; echo "Ada $stolen"')

    assert read_document(DOC, Limits()).text != "Ada"
    assert read_document(DOC, Limits(), "sandbox").text == "Ada"


def test_a_locked_converter_writes_nothing(install: Install, tmp_path: Path) -> None:
    install(f"trap '' XFSZ; echo stolen > {tmp_path}/copy; echo Ada")

    assert read_document(DOC, Limits(), "sandbox").text == "Ada"
    assert not (tmp_path / "copy").exists() or (tmp_path / "copy").read_bytes() == b""


def test_a_locked_converter_gets_the_document_and_nothing_of_our_environment(
    install: Install, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SECRET", "of ours")
    install('for last; do :; done; echo "secret: $SECRET"; exec tail -c 4 "$last"')

    document = read_document(DOC + b"\nAda\n", Limits(), "sandbox")

    assert document.text == "secret:\nAda"


@pytest.mark.parametrize(
    ("script", "error"),
    [
        ("exit 1", DocumentCorrupt),
        ("exit 0", DocumentEmpty),
        ("exec sleep 60", DocumentTooComplex),
        ("while :; do :; done", DocumentTooComplex),
        ("exec yes Ada Example", DocumentTooComplex),
    ],
)
def test_a_locked_converter_that_fails_becomes_an_error_of_the_document(
    install: Install, script: str, error: type[Exception]
) -> None:
    install(script)

    with pytest.raises(error):
        read_document(DOC, Limits(max_wall_seconds=1.5, max_cpu_seconds=1), "sandbox")


def test_a_converter_that_cannot_start_is_named(install: Install, tmp_path: Path) -> None:
    install("echo never")
    (tmp_path / "catdoc").write_bytes(b"\x7fELF nothing that runs")

    with pytest.raises(ConverterMissing, match="cannot be started"):
        read_document(DOC, Limits(), "sandbox")
