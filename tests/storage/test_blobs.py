"""Documents as files: whole or not at all, private, and named by nobody but their digest."""

import hashlib
import os
import shutil
import stat
import threading
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from backend.errors import LedgerUnavailable, StorageFull
from backend.storage.blobs import FileBlobStore
from vitae.domain.errors import DocumentNotFound

DATA = b"Jane Example, jane@example.org"
DIGEST = hashlib.sha256(DATA).hexdigest()


@pytest.fixture
def blobs(data_dir: Path) -> FileBlobStore:
    return FileBlobStore(data_dir / "blobs")


def files_in(folder: Path) -> list[Path]:
    return sorted(path for path in folder.rglob("*") if path.is_file())


def test_a_document_lies_under_its_digest_and_comes_back(blobs: FileBlobStore, data_dir: Path) -> None:
    sha256 = blobs.put(DATA)

    assert sha256 == DIGEST
    assert files_in(data_dir) == [data_dir / "blobs" / DIGEST[:2] / DIGEST[2:]] == [blobs.path(DIGEST)]
    assert blobs.read(sha256) == DATA
    with blobs.open(sha256) as file:
        assert file.read() == DATA


def test_only_its_user_can_read_a_document(blobs: FileBlobStore) -> None:
    path = blobs.path(blobs.put(DATA))

    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert stat.S_IMODE(path.parent.stat().st_mode) == 0o700


def test_the_same_bytes_from_many_threads_are_one_file(blobs: FileBlobStore, data_dir: Path) -> None:
    together = threading.Barrier(8)

    def put(_: int) -> str:
        together.wait(timeout=10)
        return blobs.put(DATA)

    with ThreadPoolExecutor(8) as threads:
        digests = set(threads.map(put, range(8)))

    assert digests == {DIGEST}
    assert files_in(data_dir) == [blobs.path(DIGEST)]


def test_a_document_that_was_deleted_is_not_there_any_more(blobs: FileBlobStore) -> None:
    blobs.put(DATA)

    assert blobs.delete_unless(DIGEST, lambda _: False)
    assert not blobs.delete_unless(DIGEST, lambda _: False)
    with pytest.raises(DocumentNotFound, match=DIGEST):
        blobs.read(DIGEST)


@pytest.mark.parametrize("name", ["", "../../etc/passwd", "A" * 64, "0" * 63, "0" * 62 + "/x"])
def test_what_is_no_digest_never_becomes_a_path(name: str, blobs: FileBlobStore) -> None:
    with pytest.raises(ValueError, match="64 hexadecimal"):
        blobs.path(name)


def test_a_write_that_fails_leaves_nothing_behind(
    blobs: FileBlobStore, data_dir: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(_descriptor: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)

    with pytest.raises(StorageFull, match="No space left") as caught:
        blobs.put(DATA)

    assert caught.value.retryable
    assert files_in(data_dir) == []


def test_folders_that_somebody_removed_are_made_again(blobs: FileBlobStore, data_dir: Path) -> None:
    blobs.put(DATA)
    shutil.rmtree(data_dir / "blobs")
    assert not blobs.has(DIGEST)

    blobs.put(DATA)

    assert blobs.has(DIGEST)
    assert blobs.read(DIGEST) == DATA


def test_free_space_is_known_before_the_first_document(blobs: FileBlobStore, data_dir: Path) -> None:
    before = blobs.free_bytes()
    blobs.put(DATA)

    assert before > 0
    assert blobs.free_bytes() == pytest.approx(before, rel=0.5)


def test_free_space_is_known_where_no_folder_can_be(blobs: FileBlobStore, data_dir: Path) -> None:
    data_dir.write_bytes(b"a file in its place")

    assert blobs.free_bytes() > 0
    with pytest.raises(LedgerUnavailable):
        blobs.put(DATA)


def test_new_folders_are_forced_to_the_disk_up_to_the_first_that_was_there(
    blobs: FileBlobStore, data_dir: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    forced: list[str] = []
    monkeypatch.setattr("backend.storage.blobs._sync_folder", forced.append)

    blobs.put(DATA)

    folder = data_dir / "blobs"
    assert forced == [str(path) for path in (folder, data_dir, data_dir.parent, folder / DIGEST[:2])]
