"""Reading alone: bytes to a document, beside plain text extraction, other libraries, and behind the lock."""

from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import replace
from functools import partial
from importlib import import_module
from importlib.util import find_spec
from io import BytesIO
from pathlib import Path
from tempfile import TemporaryDirectory

import pypdfium2  # type: ignore[import-untyped]

from benchmarks.clock import median_cpu_ms, whole_cpu_ms
from benchmarks.figures import Figures, Row
from benchmarks.reference_set import people
from demo.make_samples import one_column_pdf, table_docx
from vitae.documents import Limits, read_document
from vitae.documents.reader import read_content
from vitae.documents.sandbox import Sandbox
from vitae.documents.sandbox.channel import READ, Request

Library = Callable[[bytes], object]
"""Reads one document."""

LENGTHS = (1, 2, 5, 10, 20, 50)
JOBS_A_PAGE = 6
SANDBOXED = 200
"""Documents behind the lock in one measurement: the warm-up of a server weighs more than one of them."""


def plain_text(data: bytes) -> str:
    """Return the bare text by PDFium: the floor of all ratios."""
    with pypdfium2.PdfDocument(data) as pdf:
        return "\n".join(page.get_textpage().get_text_range() for page in pdf)


def read(data: bytes) -> object:
    """Return the whole document: text, order, boxes, fonts, colours, links, hidden text, language, quality."""
    return read_document(data, Limits())


def measure_reading(files: list[Path], rounds: int, floor: float) -> Figures:
    """Return the tables of reading; `floor` is the CPU milliseconds of plain text extraction."""
    documents = [path.read_bytes() for path in files]
    return {
        "A PDF of two pages": _rows(_pdf_libraries(), documents, rounds, floor),
        "A PDF by its length": _lengths(rounds),
        "A DOCX of two pages": _rows(_docx_libraries(), list(_word_documents()), rounds, floor),
        "The sandbox": _sandbox(documents),
    }


def _rows(libraries: dict[str, Library | None], documents: list[bytes], rounds: int, floor: float) -> dict[str, Row]:
    rows: dict[str, Row] = {}
    for name, function in libraries.items():
        ms = median_cpu_ms(function, documents, rounds) if function else None
        rows[name] = {"CPU ms": ms, "times plain text of the PDFs": ms / floor if ms is not None else None}
    return rows


def _lengths(rounds: int) -> dict[str, Row]:
    rows: dict[str, Row] = {}
    for document in _long_documents():
        with pypdfium2.PdfDocument(document) as pdf:
            pages = len(pdf)
        ms = median_cpu_ms(read, [document], rounds)
        plain = median_cpu_ms(plain_text, [document], rounds)
        rows[f"{pages} pages"] = {"CPU ms": ms, "CPU ms a page": ms / pages, "times its plain text": ms / plain}
    return rows


def _sandbox(documents: list[bytes]) -> dict[str, Row]:
    """Return what the lock adds to a document, and the most memory of a child.

    Counted are this process, the server and its children, less those of a server that reads
    nothing, less the same reading in this process.
    """
    many = documents * (SANDBOXED // len(documents))
    idle = min(whole_cpu_ms(partial(_read_locked, [])) for _ in range(3))
    added = whole_cpu_ms(partial(_read_locked, many)) - idle - whole_cpu_ms(partial(_read_unlocked, many))
    with closing(Sandbox()) as sandbox:
        endings = [sandbox.run(Request(READ, Limits(), document)).ending for document in documents]
    return {
        "added to a document, CPU ms": {"figure": added / len(many)},
        "start of a server, CPU ms, once": {"figure": idle},
        "most memory of a child, MiB": {"figure": max(ending.memory_bytes for ending in endings) / 2**20},
    }


def _read_locked(documents: list[bytes]) -> None:
    with closing(Sandbox()) as sandbox:
        sandbox.layers()
        for document in documents:
            sandbox.read(document, Limits())


def _read_unlocked(documents: list[bytes]) -> None:
    for document in documents:
        read_content(document, Limits())


def _pdf_libraries() -> dict[str, Library | None]:
    others = {"pypdf": _pypdf, "pdfplumber": _pdfplumber}
    installed = {name: function if find_spec(name) else None for name, function in others.items()}
    return {"plain text by PDFium": plain_text, "Vitae": read, **installed}


def _docx_libraries() -> dict[str, Library | None]:
    return {"Vitae": read, "docx2python": _docx2python if find_spec("docx2python") else None}


def _pypdf(data: bytes) -> object:
    return [page.extract_text() for page in import_module("pypdf").PdfReader(BytesIO(data)).pages]


def _pdfplumber(data: bytes) -> object:
    """Return words with their boxes, which is nearest to what we read."""
    with import_module("pdfplumber").open(BytesIO(data)) as pdf:
        return [page.extract_words() for page in pdf.pages]


def _docx2python(data: bytes) -> object:
    with import_module("docx2python").docx2python(BytesIO(data)) as document:
        return document.text


def _word_documents() -> Iterator[bytes]:
    for person in people():
        yield _written(partial(table_docx, person))


def _long_documents() -> Iterator[bytes]:
    person = next(people())
    for pages in LENGTHS:
        jobs = [person.jobs[number % len(person.jobs)] for number in range(JOBS_A_PAGE * pages - 2)]
        yield _written(partial(one_column_pdf, replace(person, jobs=tuple(jobs))))


def _written(write: Callable[[Path], None]) -> bytes:
    with TemporaryDirectory() as folder:
        path = Path(folder) / "document"
        write(path)
        return path.read_bytes()
