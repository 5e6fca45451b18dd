"""Documents as files, named after the SHA-256 of their bytes."""

import errno
import hashlib
import os
import re
import secrets
from collections.abc import Callable, Iterator
from contextlib import suppress
from datetime import datetime
from pathlib import Path
from typing import BinaryIO

from backend.errors import LedgerUnavailable, StorageFull
from vitae.domain.errors import DocumentNotFound

DIGEST = re.compile("[0-9a-f]{64}")
ASIDE = ".going"
"""Ends the name of a document that is about to be removed."""
FOLDERS = 256
"""One for each first byte of a digest."""


class FileBlobStore:
    """Implements `backend.jobs.ports.BlobStore` in a folder that only its user can read."""

    def __init__(self, directory: Path) -> None:
        self._directory = directory

    def put(self, data: bytes) -> str:
        """Store `data` durably and return its digest; a reader never sees a part of it.

        Raises:
            StorageFull: the disk is full.
            LedgerUnavailable: the file system does not take it for another reason.
        """
        sha256 = hashlib.sha256(data).hexdigest()
        place = self._place(sha256)
        if os.path.exists(place):
            return sha256
        try:
            try:
                write_durably(place, data)
            except FileNotFoundError:
                self._make_folders()
                write_durably(place, data)
        except OSError as error:
            kind = StorageFull if error.errno in (errno.ENOSPC, errno.EDQUOT) else LedgerUnavailable
            raise kind(f"The document cannot be stored: {error.strerror}.") from error
        return sha256

    def has(self, sha256: str) -> bool:
        """Return whether the document lies here."""
        return os.path.exists(self._place(sha256))

    def open(self, sha256: str) -> BinaryIO:
        """Return the document as a file object; DocumentNotFound when there is none."""
        place = self._place(sha256)
        for name in (place, place + ASIDE, place):
            with suppress(FileNotFoundError):
                return open(name, "rb")
        raise DocumentNotFound(f"The stored document {sha256} is not there any more.")

    def read(self, sha256: str) -> bytes:
        """Return the document; DocumentNotFound when there is none."""
        with self.open(sha256) as file:
            return file.read()

    def delete_unless(self, sha256: str, is_needed: Callable[[str], bool]) -> bool:
        """Remove the document unless it is needed; return whether it was removed.

        It is put aside before the second look, so that whoever hands it in at this moment either is seen by that
        look or finds it missing afterwards, and stores it again.
        """
        path, aside = self.path(sha256), self._aside(sha256)
        if is_needed(sha256):
            return False
        try:
            path.replace(aside)
        except FileNotFoundError:
            aside.unlink(missing_ok=True)  # whoever put it aside was killed
            return False
        if is_needed(sha256):
            aside.replace(path)
            return False
        aside.unlink(missing_ok=True)
        return True

    def older_than(self, folder: int, moment: datetime) -> Iterator[str]:
        """Return the digests of documents that begin with this byte and were stored before."""
        for path in sorted((self._directory / f"{folder:02x}").glob("*")):
            name = path.parent.name + path.name.removesuffix(ASIDE)
            if DIGEST.fullmatch(name) and path.stat().st_mtime < moment.timestamp():
                yield name

    def path(self, sha256: str) -> Path:
        """Return where the document lies, or would lie.

        Raises:
            ValueError: `sha256` is no digest, so that no name from outside becomes a path.
        """
        return Path(self._place(sha256))

    def _place(self, sha256: str) -> str:
        """Return the path as text: to make a `Path` of it takes as long as to look whether there is a file."""
        if not DIGEST.fullmatch(sha256):
            raise ValueError("A document is named by 64 hexadecimal digits.")
        return f"{self._directory}/{sha256[:2]}/{sha256[2:]}"

    def _aside(self, sha256: str) -> Path:
        return Path(self._place(sha256) + ASIDE)

    def _make_folders(self) -> None:
        """Make the folders of all documents at once, and force them to the disk.

        One by one, each would cost the document that is its first more than all the rest of storing it.
        """
        new = [path for path in (self._directory, *self._directory.parents) if not path.exists()]
        self._directory.mkdir(parents=True, exist_ok=True, mode=0o700)
        for first in range(FOLDERS):
            with suppress(FileExistsError):
                (self._directory / f"{first:02x}").mkdir(mode=0o700)
        _sync_folder(str(self._directory))
        for folder in new:
            with suppress(PermissionError):  # of others, where we may make folders and not look at them
                _sync_folder(str(folder.parent))

    def free_bytes(self) -> int:
        """Return the free space of the disk on which documents lie, or will lie."""
        try:
            disk = os.statvfs(self._directory)
        except (FileNotFoundError, NotADirectoryError):
            disk = os.statvfs(next(path for path in self._directory.parents if path.exists()))
        return disk.f_bavail * disk.f_frsize


def write_durably(place: str, data: bytes) -> None:
    """Write to a file beside that only its user can read, force it to the disk, and rename it."""
    folder = os.path.dirname(place)
    temporary = f"{folder}/.new-{secrets.token_hex(8)}"
    handle = os.open(temporary, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC, 0o600)
    try:
        try:
            _write_all(handle, data)
            os.fsync(handle)
        finally:
            os.close(handle)
        os.replace(temporary, place)
    except BaseException:
        with suppress(FileNotFoundError):
            os.unlink(temporary)
        raise
    _sync_folder(folder)


def _write_all(handle: int, data: bytes) -> None:
    rest = memoryview(data)
    while rest:
        rest = rest[os.write(handle, rest) :]


def _sync_folder(folder: str) -> None:
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
