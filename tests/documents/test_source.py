"""Where the bytes come from, and what happens when they do not come."""

import io
import os
import stat
from pathlib import Path

import pytest

from vitae.documents import Limits
from vitae.documents.source import load_source
from vitae.domain.errors import DocumentNotFound, DocumentTooLarge, DocumentUnreadable, NotAFile


class Endless(io.RawIOBase):
    """A stream that never ends, and counts what is asked of it."""

    handed_out = 0

    def read(self, size: int = -1, /) -> bytes:
        assert size > 0, "an unbounded read"
        self.handed_out += size
        return b"x" * size


def test_a_path_gives_the_bytes_and_the_base_name(tmp_path: Path) -> None:
    path = tmp_path / "cv.txt"
    path.write_bytes(b"Ada Example")

    assert load_source(path, Limits()) == (b"Ada Example", "cv.txt")
    assert load_source(str(path), Limits()) == (b"Ada Example", "cv.txt")


def test_bytes_have_no_name() -> None:
    assert load_source(b"Ada Example", Limits()) == (b"Ada Example", None)


def test_a_file_object_is_read_from_where_it_stands_and_stays_open(tmp_path: Path) -> None:
    path = tmp_path / "cv.txt"
    path.write_bytes(b"skip Ada")
    with path.open("rb") as file:
        file.read(5)

        assert load_source(file, Limits()) == (b"Ada", "cv.txt")
        assert not file.closed


def test_a_missing_file_is_named_without_its_folders(tmp_path: Path) -> None:
    with pytest.raises(DocumentNotFound, match=r"^There is no file missing\.pdf\.$"):
        load_source(tmp_path / "missing.pdf", Limits())


def test_a_directory_is_not_a_file(tmp_path: Path) -> None:
    with pytest.raises(NotAFile, match="is a directory"):
        load_source(tmp_path, Limits())


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="this system has no named pipes")
def test_a_pipe_nobody_writes_to_is_refused_and_not_waited_for(tmp_path: Path) -> None:
    path = tmp_path / "cv.pdf"
    os.mkfifo(path)

    with pytest.raises(NotAFile, match=r"cv\.pdf is a pipe"):
        load_source(path, Limits())


def test_a_device_is_not_a_file() -> None:
    with pytest.raises(NotAFile, match="is a device"):
        load_source(os.devnull, Limits())


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root may read everything")
def test_a_file_without_read_permission_is_unreadable(tmp_path: Path) -> None:
    path = tmp_path / "cv.pdf"
    path.write_bytes(b"secret")
    path.chmod(stat.S_IWUSR)

    with pytest.raises(DocumentUnreadable, match=r"cv\.pdf cannot be opened"):
        load_source(path, Limits())


def test_a_path_with_a_null_character_is_unreadable_and_no_crash() -> None:
    with pytest.raises(DocumentUnreadable, match="the path is malformed"):
        load_source("cv\0.pdf", Limits())


def test_a_file_of_exactly_the_limit_is_read(tmp_path: Path) -> None:
    path = tmp_path / "cv.txt"
    path.write_bytes(b"x" * 100)

    assert load_source(path, Limits(max_bytes=100))[0] == b"x" * 100


def test_a_file_above_the_limit_is_refused_with_the_figure(tmp_path: Path) -> None:
    path = tmp_path / "cv.txt"
    path.write_bytes(b"x" * 2001)

    with pytest.raises(DocumentTooLarge, match=r"cv\.txt has more than the 2,000 bytes"):
        load_source(path, Limits(max_bytes=2000))


def test_no_more_than_one_byte_above_the_limit_is_ever_read() -> None:
    stream = Endless()

    with pytest.raises(DocumentTooLarge):
        load_source(stream, Limits(max_bytes=1000))  # type: ignore[arg-type]

    assert stream.handed_out == 1001


def test_a_text_stream_is_refused_with_the_advice_to_open_it_in_binary_mode() -> None:
    with pytest.raises(DocumentUnreadable, match="binary mode"):
        load_source(io.StringIO("Ada"), Limits())  # type: ignore[arg-type]
