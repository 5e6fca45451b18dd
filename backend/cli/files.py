"""Files in and out: documents to send, reports to write."""

import os
import stat
import sys
import tempfile
from pathlib import Path

from vitae.domain.errors import (
    DocumentEmpty,
    DocumentNotFound,
    DocumentTooLarge,
    DocumentUnreadable,
    InvalidOption,
    NotAFile,
)

STDIN = "-"
STDIN_NAME = "stdin"


def display_name(path: str) -> str:
    """Return what a document is called in reports and messages."""
    return STDIN_NAME if path == STDIN else Path(path).name


def read_document_file(path: str, max_bytes: int) -> bytes:
    """Return the bytes at `path`; those of standard input for ``-``. No more than the limit is ever read.

    Raises:
        DocumentNotFound: there is no such file.
        NotAFile: it is a directory or a device.
        DocumentUnreadable: the system does not let us read it.
        DocumentEmpty: it has no bytes.
        DocumentTooLarge: it has more than `max_bytes`.
    """
    data = sys.stdin.buffer.read(max_bytes + 1) if path == STDIN else _read(Path(path), max_bytes)
    if not data:
        raise DocumentEmpty(f"{display_name(path)} is empty: it has 0 bytes.")
    if len(data) > max_bytes:
        raise DocumentTooLarge(f"{display_name(path)} is larger than the limit of {max_bytes // 2**20} MiB.")
    return data


def _read(path: Path, max_bytes: int) -> bytes:
    try:
        mode = path.stat().st_mode
        if not (stat.S_ISREG(mode) or stat.S_ISFIFO(mode)):
            raise NotAFile(f"{path} is a {'directory' if stat.S_ISDIR(mode) else 'device'}, not a file.")
        with path.open("rb") as file:
            return file.read(max_bytes + 1)
    except FileNotFoundError:
        raise DocumentNotFound(f"There is no file at {path}.") from None
    except (OSError, ValueError) as error:
        reason = error.strerror if isinstance(error, OSError) else error
        raise DocumentUnreadable(f"{path} cannot be read: {reason}.") from None


def write_whole(path: Path, text: str) -> None:
    """Write the file in one step: it is there as a whole, or as it was before.

    Raises:
        InvalidOption: the place cannot be written to.
    """
    try:
        handle, temporary = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name[:100]}.", suffix=".tmp")
    except OSError as error:
        raise InvalidOption(f"{path} cannot be written: {error.strerror}.") from None
    try:
        with os.fdopen(handle, "w", encoding="utf-8", newline="") as file:
            file.write(text)
        Path(temporary).chmod(0o666 & ~_umask())
        Path(temporary).replace(path)
    except OSError as error:
        Path(temporary).unlink(missing_ok=True)
        raise InvalidOption(f"{path} cannot be written: {error.strerror}.") from None


def open_folder(path: Path) -> Path:
    """Return the folder, made where it is missing.

    Raises:
        InvalidOption: it is a file, or cannot be made.
    """
    try:
        path.mkdir(parents=True, exist_ok=True)
    except FileExistsError:
        raise InvalidOption(f"{path} is not a folder; -o needs one.") from None
    except OSError as error:
        raise InvalidOption(f"The folder {path} cannot be made: {error.strerror}.") from None
    return path


def _umask() -> int:
    """Return the process's umask, which can only be read by setting it."""
    current = os.umask(0)
    os.umask(current)
    return current
