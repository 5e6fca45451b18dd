"""Seeded damage: the same seed makes the same mutant of the same sample."""

import io
import random
import re
import zipfile
from collections.abc import Callable
from pathlib import Path

SAMPLES = Path(__file__).parents[2] / "demo" / "samples"
Mutation = Callable[[bytes, random.Random], bytes]

_NUMBER = re.compile(rb"\d+")
_TAG = re.compile(rb"<[^<>]{1,200}>")
NUMBERS = (b"0", b"-1", b"1", b"255", b"65536", b"2147483647", b"-2147483648", b"4294967296", b"1e38", b"9" * 40)


def flip_bytes(data: bytes, chance: random.Random) -> bytes:
    mutant = bytearray(data)
    for _ in range(chance.choice((1, 3, 10, 50))):
        mutant[chance.randrange(len(mutant))] = chance.randrange(256)
    return bytes(mutant)


def change_numbers(data: bytes, chance: random.Random) -> bytes:
    share = chance.choice((0.002, 0.02, 0.2))
    return _NUMBER.sub(lambda number: chance.choice(NUMBERS) if chance.random() < share else number[0], data)


def splice(data: bytes, chance: random.Random) -> bytes:
    """Put one stretch of the bytes in the place of another."""
    length = chance.choice((4, 64, 1024))
    start, target = chance.randrange(len(data)), chance.randrange(len(data))
    return data[:target] + data[start : start + length] + data[target + chance.choice((0, length)) :]


def cut(data: bytes, chance: random.Random) -> bytes:
    start, stop = sorted((chance.randrange(len(data)), chance.randrange(len(data))))
    return chance.choice((data[:stop], data[start:], data[:start] + data[stop:]))


def change_elements(data: bytes, chance: random.Random) -> bytes:
    """Leave out, double or exchange tags of an XML part."""
    tags = _TAG.findall(data) or [b""]
    choices: tuple[Callable[[bytes], bytes], ...] = (
        lambda _: b"",
        lambda tag: tag * 2,
        lambda _: chance.choice(tags),
    )
    share = chance.choice((0.002, 0.02, 0.2))
    return _TAG.sub(lambda tag: chance.choice(choices)(tag[0]) if chance.random() < share else tag[0], data)


BYTES: tuple[Mutation, ...] = (flip_bytes, change_numbers, splice, cut)
XML: tuple[Mutation, ...] = (*BYTES, change_elements, change_elements)


def mutate_part(data: bytes, chance: random.Random) -> bytes:
    """Damage one part of an office document, and pack it again as if nothing had been."""
    packed = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as new:
        names = old.namelist()
        victim = chance.choice(
            [*(name for name in names if name.endswith((".xml", ".rels"))), *["word/document.xml"] * 3]
        )
        for name in names:
            content = old.read(name)
            changed = chance.choice(XML)(content, chance) if name == victim and content else content
            new.writestr(zipfile.ZipInfo(name), changed, zipfile.ZIP_DEFLATED)
    return packed.getvalue()


def mutant_of(seed: int) -> bytes:
    """Return the mutant of a seed: two in three of a PDF, one of a DOCX; of these half within a part."""
    chance = random.Random(seed)
    kind = ("*.pdf", "*.pdf", "*.docx")[seed % 3]
    data = chance.choice(sorted(SAMPLES.glob(kind))).read_bytes()
    if kind == "*.docx" and chance.random() < 0.6:
        return mutate_part(data, chance)
    for _ in range(chance.choice((1, 1, 2))):
        data = chance.choice(BYTES)(data, chance) or data
    return data
