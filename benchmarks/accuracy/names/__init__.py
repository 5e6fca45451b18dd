"""Titles, organisations and degrees without anything around them: README.md says how they were written."""

from collections.abc import Iterator
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import Literal
from zlib import crc32

Half = Literal["tune", "test"]
Kind = Literal["title", "organisation", "degree"]

_FOLDER = Path(__file__).parent
HALVES: tuple[Half, ...] = ("tune", "test")
KINDS: tuple[Kind, ...] = ("title", "organisation", "degree")


@dataclass(frozen=True, slots=True)
class Name:
    """What somebody may write into the head of an entry."""

    kind: Kind
    language: str
    words: str

    @property
    def half(self) -> Half:
        """Return the half that it was drawn into."""
        return HALVES[crc32(self.words.encode()) % 2]


def names() -> Iterator[Name]:
    """Yield all of them."""
    for path in _files():
        for line in path.read_text(encoding="utf-8").splitlines():
            kind, _, words = line.partition("\t")
            yield Name(KINDS[KINDS.index(kind)], path.stem, words)


def digest() -> str:
    """Return the digest of the files."""
    return sha256(b"".join(sha256(path.read_bytes()).digest() for path in _files())).hexdigest()


def _files() -> list[Path]:
    return sorted(_FOLDER.glob("*.tsv"))
