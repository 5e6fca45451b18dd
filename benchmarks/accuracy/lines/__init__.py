"""Résumé lines whose errors are known: what the checking of language is measured against.

README.md in this folder says how they were written and what counts as found.
"""

import hashlib
import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

Half = Literal["tune", "test"]
Part = Literal["clean", "errors", "documents"]

FOLDER = Path(__file__).parent
PARTS: tuple[Part, ...] = ("clean", "errors", "documents")
CATEGORIES = ("spelling", "grammar", "confusion", "punctuation", "capitalisation", "consistency", "style")


@dataclass(frozen=True, slots=True)
class Place:
    """A stretch of a sample's text, from ``start`` up to ``end``, and what may stand there instead."""

    start: int
    end: int
    corrections: tuple[str, ...]
    """Best first; an empty one means that the stretch goes."""


@dataclass(frozen=True, slots=True)
class PlantedError:
    """One error, mended by a correction at any one of its places."""

    category: str
    places: tuple[Place, ...]


@dataclass(frozen=True, slots=True)
class Sample:
    """A text that is checked as one document and holds no error or exactly one."""

    id: str
    language: str
    topic: str
    """The trade of a clean line; for the rest, the kind of error or of trap."""
    text: str
    error: PlantedError | None


def samples(half: Half, part: Part, folder: Path = FOLDER) -> tuple[Sample, ...]:
    """Return a part of a half in the order of its file.

    Raises:
        SystemExit: the file belongs to the test half and is not the one whose digest is pinned.
    """
    content = (folder / f"{half}_{part}.jsonl").read_bytes()
    if half == "test":
        _insist_on_the_pinned(content, f"{half}_{part}.jsonl")
    return tuple(_sample(json.loads(line)) for line in content.splitlines())


def _insist_on_the_pinned(content: bytes, name: str) -> None:
    pinned = (FOLDER / "DIGEST").read_text().splitlines()
    if f"{hashlib.sha256(content).hexdigest()}  {name}" not in pinned:
        raise SystemExit(f"{name} is not the file whose digest is pinned; restore it before you measure.")


def _sample(entry: dict[str, Any]) -> Sample:
    before = "".join(f"{line}\n" for line in entry.get("before", ()))
    checked = "\n".join(entry["lines"]) if "lines" in entry else entry["text"]
    after = "".join(f"\n{line}" for line in entry.get("after", ()))
    error = _error(entry, checked, len(before)) if "wrong" in entry else None
    topic = entry["trade"] if "trade" in entry else entry["kind"]
    return Sample(entry["id"], entry["language"], topic, f"{before}{checked}{after}", error)


def _error(entry: dict[str, Any], checked: str, offset: int) -> PlantedError:
    return PlantedError(
        entry["category"],
        tuple(
            Place(start, start + len(wrong), tuple(corrections))
            for wrong, corrections in entry["wrong"].items()
            for start in (offset + checked.index(wrong),)
        ),
    )
