"""A ZIP of documents is read within bounds, and a Word file is no such ZIP."""

import io
import zipfile

import pytest

from backend.jobs.archives import documents_in, is_archive
from vitae.domain.errors import DocumentCorrupt, DocumentEncrypted

KIB = 1024


def zipped(files: dict[str, bytes]) -> io.BytesIO:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in files.items():
            archive.writestr(name, data)
    buffer.seek(0)
    return buffer


def test_every_file_comes_with_its_name_and_folders_are_none() -> None:
    archive = zipped({"cvs/": b"", "cvs/one.pdf": b"%PDF one", "two.txt": b"two"})

    assert is_archive(archive)
    assert list(documents_in(archive, KIB)) == [("cvs/one.pdf", b"%PDF one"), ("two.txt", b"two")]


@pytest.mark.parametrize("part", ["[Content_Types].xml", "mimetype"])
def test_a_zip_that_is_a_document_is_no_archive(part: str) -> None:
    assert not is_archive(zipped({part: b"application/vnd", "content.xml": b"<x/>"}))


def test_what_is_no_zip_is_no_archive() -> None:
    assert not is_archive(io.BytesIO(b"Jane Example"))


def test_a_bomb_is_read_no_further_than_the_limit_of_a_document() -> None:
    bomb = zipped({"bomb.txt": b"\0" * (64 * KIB * KIB)})

    [(_, data)] = documents_in(bomb, KIB)

    assert len(data) == KIB + 1


def test_a_cut_archive_is_said_to_be_damaged() -> None:
    whole = zipped({f"{i}.txt": bytes([i]) * 3000 for i in range(9)}).getvalue()
    damaged = io.BytesIO(whole[:40] + b"\xff" * 60 + whole[100:])

    with pytest.raises(DocumentCorrupt):
        list(documents_in(damaged, KIB))


def test_an_encrypted_file_is_said_to_need_a_password() -> None:
    data = bytearray(zipped({"secret.txt": b"secret"}).getvalue())
    for signature, flags in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        data[data.index(signature) + flags] |= 1

    with pytest.raises(DocumentEncrypted):
        list(documents_in(io.BytesIO(bytes(data)), KIB))
