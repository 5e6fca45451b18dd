"""Heads of résumés as people write them, with what a reader should find: README.md here says how they were written."""

import json
from functools import cache
from pathlib import Path
from typing import Any

from benchmarks.accuracy.person import Basics, Person, Post, Study

HEADS = Path(__file__).parent / "heads.jsonl"


@cache
def heads() -> tuple[tuple[Person, str], ...]:
    """Return the person and the text of each head, in the order of the file."""
    return tuple(_head(json.loads(line)) for line in HEADS.read_text(encoding="utf-8").splitlines())


def _head(entry: dict[str, Any]) -> tuple[Person, str]:
    truth = entry["truth"]
    basics = Basics(
        name=truth["name"] or "",
        city=truth["city"] or "",
        place=truth["city"] or "",
        label=truth["label"] or "",
        email=truth["email"] or "",
        phone=truth["phone"] or "",
    )
    person = Person(
        id=entry["id"],
        language=entry["language"],
        country=truth["country_code"] or "",
        split="tune",
        profession=entry["style"],
        basics=basics,
        headings={},
        work=tuple(
            Post(job["employer"] or "", job["title"] or "", start=job["start"] or "", end=_end(job))
            for job in truth["jobs"]
        ),
        education=tuple(
            Study(study["institution"] or "", study["degree"] or "", start=study["start"] or "", end=_end(study))
            for study in truth["education"]
        ),
    )
    return person, entry["text"]


def _end(entry: dict[str, Any]) -> str:
    """Return the end as the truth of the people has it: what has begun and has no end still lasts."""
    return entry["end"] or ("present" if entry["start"] else "")
