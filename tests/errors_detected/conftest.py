"""Résumés as plain text, read and parsed by the real readers and the real parser."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date

import pytest

from vitae.analyzers.error_detector import ErrorResult
from vitae.analyzers.error_detector.detector import detect_errors
from vitae.documents import Limits, read_document
from vitae.domain.document import Document, Layout
from vitae.domain.resume import Extracted, Period, WorkEntry
from vitae.facts import AnalysisContext
from vitae.parsing import find_sections, parse_resume
from vitae.parsing.dates import find_dates

AS_OF = date(2026, 11, 22)

SOUND = """\
Nora Feldt
Warehouse Manager
Leeds, United Kingdom
nora.feldt@example.org | +44 20 7946 0123 | https://www.linkedin.com/in/nora-feldt-example

Summary
Warehouse manager with a record of safe, punctual and cheap operations in food and textiles.

Experience

Warehouse Manager, Harbour Foods Ltd
03/2020 - Present
- Lead 41 people in two shifts and a budget of 3.2 million pounds.
- Cut picking errors from 2.1% to 0.4% within a year.
- Introduced cycle counts that replaced the yearly stocktake.

Shift Leader, Northgate Textiles Ltd
06/2015 - 02/2020
- Led 14 pickers and packers on the night shift.
- Trained 60 new starters in manual handling.
- Planned the move of 9,000 pallets to a new site in five days.

Education

BSc Logistics, University of Hull
09/2012 - 05/2015

Skills
Forklift licence, SAP WM, cycle counting, rota planning, Excel
"""


def read_context(text: str) -> AnalysisContext:
    """Return the context of a plain-text résumé."""
    document = read_document(text.encode(), Limits())
    sections = find_sections(document)
    return AnalysisContext(document, sections, parse_resume(document, sections), AS_OF)


@pytest.fixture
def sound_resume() -> str:
    """A résumé without a fault: each test breaks one thing in it."""
    return SOUND


@pytest.fixture
def read() -> Callable[[str], AnalysisContext]:
    return read_context


@pytest.fixture
def detect() -> Callable[[str], ErrorResult]:
    return lambda text: detect_errors(read_context(text))


@pytest.fixture
def detect_with_flags() -> Callable[..., ErrorResult]:
    """Detect in a résumé, the sound one if no other is given, as if the reader had set flags of the layout."""

    def run(*flags: str, columns: int = 1, text: str = SOUND) -> ErrorResult:
        context = read_context(text)
        document = replace(context.document, layout=Layout(columns, flags))
        return detect_errors(replace(context, document=document))

    return run


@pytest.fixture
def scan() -> AnalysisContext:
    """A document of one picture, as the reader hands it over."""
    document = Document("0" * 64, "application/pdf", 1000, "", (), layout=Layout(1, ("scanned",)))
    sections = find_sections(document)
    return AnalysisContext(document, sections, parse_resume(document, sections), AS_OF)


@pytest.fixture
def with_jobs() -> Callable[..., ErrorResult]:
    """Detect in the sound résumé with these jobs in place of its own, each ``(employer, period as written)``."""

    def run(*jobs: tuple[str, str | None], bullets: Sequence[str] = ()) -> ErrorResult:
        lines = [SOUND.split("Education", maxsplit=1)[0].split("Experience", maxsplit=1)[0] + "Experience", ""]
        for employer, period in jobs:
            lines += [employer, *([period] if period else []), *(f"- {bullet}" for bullet in bullets), ""]
        lines += ["Education", *SOUND.split("Education")[1].splitlines()]
        context = read_context("\n".join(lines))
        work = tuple(_job(context.document, employer, period, bullets) for employer, period in jobs)
        return detect_errors(replace(context, resume=replace(context.resume, work=work)))

    return run


def _job(document: Document, employer: str, period: str | None, bullets: Sequence[str]) -> WorkEntry:
    start = document.text.index(employer)
    named = document.anchor(start, start + len(employer))
    written, highlights = None, []
    if period:
        at = document.text.index(period, start)
        written = Period(find_dates(period)[0], document.anchor(at, at + len(period)))
    for bullet in bullets:
        at = document.text.index(bullet, start)
        highlights.append(Extracted(bullet, 1.0, (document.anchor(at, at + len(bullet)),)))
    return WorkEntry(named, name=Extracted(employer, 1.0, (named,)), period=written, highlights=tuple(highlights))
