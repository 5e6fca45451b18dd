"""Files in and out: documents to send, reports to write."""

import os
import sys
import tempfile
from pathlib import Path

from vitae.documents.limits import Limits
from vitae.documents.source import load_source
from vitae.domain.errors import InvalidOption

STDIN = "-"
STDIN_NAME = "stdin"


def display_name(path: str) -> str:
    """Return what a document is called in reports and messages."""
    name = Path(path).name
    if path == STDIN:
        return STDIN_NAME
    return name if name not in ("", "..") else Path(path).resolve().name


def read_document_file(path: str, limits: Limits) -> bytes:
    """Return the bytes at `path`; those of standard input for ``-``.

    Raises:
        DocumentError: there is no such file, or none that can be read within the limits.
    """
    data, _name = load_source(sys.stdin.buffer if path == STDIN else path, limits)
    return data


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
