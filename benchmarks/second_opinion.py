"""Whether another library reads the damaged PDFs that PDFium refuses: ``python -m benchmarks.second_opinion``.

pypdf is no dependency; it must be installed beside Vitae for this.
"""

import io
import logging
import random
import re
import warnings
from collections import Counter
from collections.abc import Callable
from importlib import import_module
from time import process_time

from benchmarks.reference_set import reference_files
from vitae.documents import Limits, read_document
from vitae.domain.errors import DocumentCorrupt, DocumentEmpty, DocumentError

Damage = Callable[[bytes, random.Random], bytes]
ROUNDS = 40
RESCUED = 0.5
"""The share of the words that make a file worth reading."""


def _noise(data: bytes, chance: random.Random) -> bytes:
    mutant = bytearray(data)
    for _ in range(chance.choice((3, 10, 50))):
        mutant[chance.randrange(len(mutant))] = chance.randrange(256)
    return bytes(mutant)


def _hole(data: bytes, chance: random.Random) -> bytes:
    start, length = chance.randrange(len(data)), chance.choice((64, 512, 4096))
    return data[:start] + bytes(length) + data[start + length :]


def _numbers(data: bytes, chance: random.Random) -> bytes:
    return re.sub(rb"\d+", lambda found: b"0" if chance.random() < 0.02 else found[0], data)


def _cut(data: bytes, chance: random.Random) -> bytes:
    return data[: int(len(data) * chance.uniform(0.3, 0.99))] + b"\nstartxref\n0\n%%EOF\n"


def _splice(data: bytes, chance: random.Random) -> bytes:
    start, target = chance.randrange(len(data)), chance.randrange(len(data))
    return data[:target] + data[start : start + 1024] + data[target:]


DAMAGES: dict[str, Damage] = {
    "bytes changed": _noise,
    "a hole": _hole,
    "numbers changed": _numbers,
    "a piece moved": _splice,
    "cut, with an end": _cut,
    "line ends changed": lambda data, _: data.replace(b"\n", b"\r\n"),
    "sent as text": lambda data, _: data.decode("latin-1").encode(),
    "no cross-references": lambda data, _: data.replace(b"xref", b"xxxx"),
    "no list of pages": lambda data, _: data.replace(b"/Kids", b"/Kxxs"),
    "no root": lambda data, _: data.replace(b"/Root", b"/Rxxt"),
}


def main() -> None:
    """Print for each damage how many files PDFium refuses, and how many of these pypdf reads."""
    logging.disable(logging.CRITICAL)
    warnings.simplefilter("ignore")
    files = [path.read_bytes() for path in reference_files()]
    print("| damage | files | refused by PDFium | of these read by pypdf |\n| --- | ---: | ---: | ---: |")
    spent, refusals = 0.0, 0
    for name, damage in DAMAGES.items():
        counts: Counter[str] = Counter()
        for seed in range(ROUNDS):
            chance = random.Random(f"{name} {seed}")
            original = chance.choice(files)
            damaged = damage(original, chance)
            if _is_refused(damaged):
                started = process_time()
                counts["refused"] += 1
                counts["read"] += _rescues(damaged, _words(read_document(original, Limits()).text))
                spent += process_time() - started
        refusals += counts["refused"]
        print(f"| {name} | {ROUNDS} | {counts['refused']} | {counts['read']} |")
    print(f"\npypdf takes {1000 * spent / max(1, refusals):.0f} CPU ms for each.")


def _is_refused(data: bytes) -> bool:
    try:
        read_document(data, Limits())
    except (DocumentCorrupt, DocumentEmpty):
        return True
    except DocumentError:
        pass
    return False


def _rescues(data: bytes, words: "Counter[str]") -> bool:
    try:
        pages = import_module("pypdf").PdfReader(io.BytesIO(data)).pages
        text = "\n".join(page.extract_text() for page in pages)
    except Exception:  # noqa: BLE001  # it raises whatever it comes upon
        return False
    return (_words(text) & words).total() > RESCUED * words.total()


def _words(text: str) -> "Counter[str]":
    return Counter(re.findall(r"\w+", text))


if __name__ == "__main__":
    main()
