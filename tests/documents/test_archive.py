"""What an archive tells of its entries is compared with what is there."""

import struct

import pytest

from tests.hostile.zip_writer import Entry, archive, packed_entry
from vitae.documents.archive import open_archive
from vitae.documents.limits import Limits
from vitae.domain.errors import ArchiveBomb, DocumentCorrupt

WORDS = b"<w>Jane Example, Clerk</w>" * 20
OTHER = Entry(b"b.xml", b"<w/>")
SIZE_AT, OFFSET_AT = 20, 42
"""Where an entry of the directory says how long it is packed, and where it lies."""


def changed(data: bytes, at: int, by: int) -> bytes:
    """Change a number in the directory's first entry."""
    place = data.index(b"PK\1\2") + at
    number = struct.unpack_from("<I", data, place)[0] + by
    return data[:place] + struct.pack("<I", number) + data[place + 4 :]


@pytest.mark.parametrize("entry", [Entry(b"a.xml", WORDS), packed_entry(b"a.xml", WORDS)], ids=["stored", "deflated"])
def test_an_entry_comes_out_as_it_went_in(entry: Entry) -> None:
    assert open_archive(archive(entry, OTHER), Limits()).read("a.xml") == WORDS


def test_an_empty_entry_is_empty() -> None:
    assert open_archive(archive(packed_entry(b"a.xml", b"")), Limits()).read("a.xml") == b""


@pytest.mark.parametrize("start", [b"", b"what stood before"])
def test_a_name_may_have_any_letters(start: bytes) -> None:
    entry = Entry("ä.xml".encode(), WORDS, flags=0x800)

    assert open_archive(archive(entry, OTHER, start=start), Limits()).read("ä.xml") == WORDS


@pytest.mark.parametrize(
    "data",
    [
        changed(archive(packed_entry(b"a.xml", WORDS), OTHER), SIZE_AT, 10),
        changed(archive(packed_entry(b"a.xml", WORDS)), SIZE_AT, 10),
        changed(archive(packed_entry(b"a.xml", WORDS), OTHER), SIZE_AT, -10),
        changed(archive(packed_entry(b"a.xml", WORDS), OTHER), OFFSET_AT, 1),
        changed(archive(packed_entry(b"a.xml", WORDS), OTHER), OFFSET_AT, 10_000),
        archive(packed_entry(b"a.xml", WORDS)).replace(b"a.xml", b"c.xml", 1),
        archive(Entry(b"a.xml", WORDS, checksum=1)),
        archive(Entry(b"a.xml", WORDS, size=10)),
    ],
    ids=[
        "runs into the next",
        "runs into the directory",
        "cut off",
        "no header there",
        "beyond the end",
        "another name",
        "a wrong checksum",
        "longer than it says",
    ],
)
def test_an_entry_that_is_not_what_the_directory_tells_is_refused(data: bytes) -> None:
    archive_of_lies = open_archive(data, Limits())

    with pytest.raises(DocumentCorrupt, match="cannot be unpacked"):
        archive_of_lies.read("a.xml")


def test_all_entries_together_are_counted() -> None:
    limits = Limits(max_unzipped_bytes=2 * len(WORDS) - 1)
    opened = open_archive(archive(packed_entry(b"a.xml", WORDS), Entry(b"b.xml", WORDS)), limits)

    assert opened.read("a.xml") == WORDS
    with pytest.raises(ArchiveBomb):
        opened.read("b.xml")
