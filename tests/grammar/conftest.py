"""Small documents of bullets and paragraphs, as the readers would hand them over."""

import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from datetime import date

import pytest

from vitae.analyzers.grammar_checker import GrammarResult
from vitae.analyzers.grammar_checker.checker import check_grammar
from vitae.domain.dates import DateRange, PartialDate, Precision
from vitae.domain.document import Document, Line, TextStyle
from vitae.domain.findings import Finding
from vitae.domain.months import Month
from vitae.domain.resume import Extracted, ParsedResume, Period, WorkEntry
from vitae.facts import AnalysisContext

BuildContext = Callable[..., AnalysisContext]
Check = Callable[..., GrammarResult]
FindIn = Callable[..., list[Finding]]

BULLET = "- "


def build_document(lines: Sequence[str], language: str | None = "en") -> Document:
    """Return a document of paragraphs; a line that begins with a hyphen is a bullet."""
    text, drawn = "\n".join(lines), []
    start = 0
    for number, line in enumerate(lines):
        is_bullet = line.startswith(BULLET)
        drawn.append(
            Line(
                start,
                start + len(line),
                TextStyle(),
                block=number,
                path=f"body/p[{number}]",
                is_list_item=is_bullet,
                content_start=start + len(BULLET) if is_bullet else start,
            )
        )
        start += len(line) + 1
    return Document("0" * 64, "text/plain", len(text.encode()), text, tuple(drawn), language=language)


@pytest.fixture
def build_context() -> BuildContext:
    def build(
        lines: str | Sequence[str], *, language: str | None = "en", resume: ParsedResume | None = None
    ) -> AnalysisContext:
        lines = [lines] if isinstance(lines, str) else lines
        return AnalysisContext(build_document(lines, language), (), resume or ParsedResume(), date(2026, 11, 22))

    return build


@pytest.fixture
def check(build_context: BuildContext) -> Check:
    def check_lines(
        lines: str | Sequence[str], *, language: str | None = "en", resume: ParsedResume | None = None
    ) -> GrammarResult:
        return check_grammar(build_context(lines, language=language, resume=resume))

    return check_lines


@pytest.fixture
def find_in(check: Check) -> FindIn:
    """Return the findings in one bullet or in several lines."""

    def find(lines: str | Sequence[str], *, language: str | None = "en") -> list[Finding]:
        lines = [BULLET + lines] if isinstance(lines, str) else lines
        return list(check(lines, language=language).findings)

    return find


@pytest.fixture
def past_role_with() -> Callable[..., tuple[list[str], ParsedResume]]:
    """Return lines and a parsed résumé with one past role that has these bullets."""

    def build(*bullets: str) -> tuple[list[str], ParsedResume]:
        lines = [f"{BULLET}{bullet}" for bullet in bullets]
        document = build_document(lines)
        start, end = Month(2016, 1), Month(2018, 5)
        written = DateRange(
            PartialDate(start, start, Precision.MONTH, "01/2016"),
            PartialDate(end, end, Precision.MONTH, "05/2018"),
            is_current=False,
            raw="01/2016 - 05/2018",
            begin=0,
            finish=0,
        )
        highlights = tuple(
            Extracted(
                document.text[line.content_start : line.end], 1.0, (document.anchor(line.content_start, line.end),)
            )
            for line in document.lines
        )
        whole = document.anchor(0, len(document.text))
        job = WorkEntry(whole, period=Period(written, whole), highlights=highlights)
        return lines, ParsedResume(work=(job,))

    return build


@pytest.fixture
def run_python() -> Callable[[str], str]:
    """Run code in an interpreter of its own and return what it prints."""

    def run(code: str) -> str:
        return subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, text=True).stdout.strip()

    return run


@pytest.fixture
def cpu_seconds() -> Callable[[Callable[[], object]], float]:
    """Return the CPU time of a call: unlike the clock it does not depend on who else works on the machine."""

    def measure(call: Callable[[], object]) -> float:
        started = time.process_time()
        call()
        return time.process_time() - started

    return measure
