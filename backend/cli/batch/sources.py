"""The documents of a batch: a folder, a list of files, a ZIP, or files one by one; read when they are sent."""

from collections.abc import Iterator, Sequence
from pathlib import Path

from backend.jobs.archives import documents_in, is_archive
from vitae.domain.errors import DocumentNotFound, DocumentUnreadable, InvalidOption

Named = tuple[str, bytes]
"""The document's name, with the folders below that of the batch before it, and its bytes."""
HIDDEN = "."


def documents_of(paths: Sequence[str], file_list: Path | None, max_bytes: int) -> Iterator[Named]:
    """Yield the documents, each once, in a stable order.

    Of a file that is larger than `max_bytes`, that many and one byte more are yielded: the service refuses it then by
    its size, and it stands in the batch as failed.

    Args:
        paths: Folders, whose files are taken with those of the folders in them, hidden ones aside; ZIP archives; files.
        file_list: A text file with a path a line.
        max_bytes: The most that a document can have.

    Raises:
        DocumentNotFound: a path does not exist.
        DocumentUnreadable: a file cannot be read.
        DocumentError: an archive is damaged.
    """
    for path in (*map(Path, paths), *_listed(file_list)):
        if path.is_dir():
            for file in _files_in(path):
                yield file.relative_to(path).as_posix(), _read(file, max_bytes)
        else:
            yield from _from_file(path, max_bytes)


def _files_in(folder: Path) -> Iterator[Path]:
    for entry in sorted(folder.iterdir()):
        if entry.name.startswith(HIDDEN):
            continue
        if entry.is_dir():
            yield from _files_in(entry)
        elif entry.is_file():
            yield entry


def _from_file(path: Path, max_bytes: int) -> Iterator[Named]:
    try:
        with path.open("rb") as file:
            if is_archive(file):
                yield from documents_in(file, max_bytes)
            else:
                yield path.name, file.read(max_bytes + 1)
    except FileNotFoundError:
        raise DocumentNotFound(f"There is no file {path}.") from None
    except OSError as error:
        raise DocumentUnreadable(f"The file {path} cannot be read: {error.strerror}.") from None


def _read(file: Path, max_bytes: int) -> bytes:
    try:
        with file.open("rb") as opened:
            return opened.read(max_bytes + 1)
    except OSError as error:
        raise DocumentUnreadable(f"The file {file} cannot be read: {error.strerror}.") from None


def _listed(file_list: Path | None) -> list[Path]:
    if file_list is None:
        return []
    try:
        lines = file_list.read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeDecodeError):
        raise InvalidOption(
            f"The list {file_list} cannot be read: it must be a text file with a path a line."
        ) from None
    return [Path(line.strip()) for line in lines if line.strip()]
