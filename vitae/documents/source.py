"""Fetch the bytes of a document, and never more of them than the limit allows."""

import os
import stat
from pathlib import Path
from typing import BinaryIO

from vitae.documents.limits import Limits
from vitae.domain.errors import DocumentNotFound, DocumentTooLarge, DocumentUnreadable, NotAFile

Source = str | os.PathLike[str] | bytes | BinaryIO
"""A path, the bytes themselves, or a binary file object."""


def load_source(source: Source, limits: Limits) -> tuple[bytes, str | None]:
    """Return the bytes of `source` and the name of its file, if it has one.

    Reads at most one byte more than ``limits.max_bytes``, whatever the file system says
    about the size. A file object is read from where it stands and is not closed.

    Raises:
        DocumentNotFound: nothing lies at the path.
        NotAFile: the path leads to a directory, a device, a pipe or a socket.
        DocumentUnreadable: the operating system refuses to hand out the bytes.
        DocumentTooLarge: there are more than ``limits.max_bytes``.
    """
    if isinstance(source, bytes | bytearray | memoryview):
        return _within(bytes(source), "The document", limits), None
    if isinstance(source, str | os.PathLike):
        path = Path(source)
        return _within(_read_path(path, limits.max_bytes + 1), path.name, limits), path.name
    name = _name_of(source)
    return _within(_read_stream(source, limits.max_bytes + 1), name or "The document", limits), name


def _read_path(path: Path, count: int) -> bytes:
    name = path.name or str(path)
    try:
        # Without O_NONBLOCK opening a pipe that nobody writes to would wait for ever.
        descriptor = os.open(path, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0))
    except (FileNotFoundError, NotADirectoryError):
        raise DocumentNotFound(f"There is no file {name}.") from None
    except IsADirectoryError:
        raise NotAFile(f"{name} is a directory, not a file.") from None
    except (OSError, ValueError) as error:
        if path.is_dir():
            raise NotAFile(f"{name} is a directory, not a file.") from None
        raise DocumentUnreadable(f"{name} cannot be opened: {_reason(error)}.") from None
    try:
        mode = os.fstat(descriptor).st_mode
        if not stat.S_ISREG(mode):
            raise NotAFile(f"{name} is {_kind_of(mode)}, not a file.")
        with os.fdopen(descriptor, "rb", closefd=False) as file:
            return file.read(count)
    except OSError as error:
        raise DocumentUnreadable(f"{name} cannot be read: {_reason(error)}.") from None
    finally:
        os.close(descriptor)


def _read_stream(stream: BinaryIO, count: int) -> bytes:
    chunks: list[bytes] = []
    while count > 0:
        chunk = stream.read(count)
        if not chunk:
            break
        if not isinstance(chunk, bytes):
            raise DocumentUnreadable("The file object yields text; open it in binary mode.")
        chunks.append(chunk)
        count -= len(chunk)
    return b"".join(chunks)


def _within(data: bytes, name: str, limits: Limits) -> bytes:
    if len(data) > limits.max_bytes:
        raise DocumentTooLarge(f"{name} has more than the {limits.max_bytes:,} bytes that are allowed.")
    return data


def _name_of(stream: BinaryIO) -> str | None:
    """Return the base name of a stream's file; standard input and descriptors have none."""
    name = getattr(stream, "name", None)
    if not isinstance(name, str) or name.startswith("<"):
        return None
    return Path(name).name or None


def _kind_of(mode: int) -> str:
    kinds = (
        (stat.S_ISDIR, "a directory"),
        (stat.S_ISFIFO, "a pipe"),
        (stat.S_ISSOCK, "a socket"),
        (stat.S_ISCHR, "a device"),
        (stat.S_ISBLK, "a device"),
    )
    return next((kind for is_kind, kind in kinds if is_kind(mode)), "something else")


def _reason(error: Exception) -> str:
    return (error.strerror or "unknown reason") if isinstance(error, OSError) else "the path is malformed"
