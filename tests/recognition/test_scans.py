"""A scan is read like print where text recognition is installed, and is a scan without text where it is not."""

import io
import random
import re
from collections import Counter
from collections.abc import Callable
from datetime import date
from typing import Any

import pypdfium2  # type: ignore[import-untyped]
import pytest
from PIL import Image

from vitae import Limits, Report, analyze
from vitae.documents import read_document
from vitae.domain.document import Document
from vitae.domain.report import ReportStatus

SAMPLES = ("ingrid-halvorsen", "nadia-okonkwo-reyes")
AS_OF = date(2026, 11, 22)
NO_RECOGNITION = Limits(max_recognised_pages=0)
NEAR = 3.0
"""Points between the middles of a word's two boxes."""

Scan = Callable[[bytes], bytes]
Printed = Callable[[str], bytes]


def words(document: Document) -> Counter[str]:
    return Counter(re.findall(r"[\w@.+-]*\w", document.text))


def middles(document: Document) -> dict[str, tuple[float, float]]:
    """Return where each long word is that the document has once."""
    found = Counter(re.findall(r"\b[^\W\d_]{5,}\b", document.text))
    places = {}
    for match in re.finditer(r"\b[^\W\d_]{5,}\b", document.text):
        if found[match[0]] == 1:
            box = document.anchor(*match.span()).boxes[0]
            places[match[0]] = ((box.x0 + box.x1) / 2, (box.y0 + box.y1) / 2)
    return places


def profile(report: Report) -> dict[str, Any]:
    """Return who the report is about, and what they did since when."""
    assert report.resume is not None
    basics = report.resume["basics"]
    jobs = [(job["name"], job["position"], job["startDate"]) for job in report.resume["work"]]
    return {"name": basics["name"], "email": basics["email"], "phone": basics["phone"], "jobs": jobs}


def report_of(data: bytes, limits: Limits | None = None) -> Report:
    return analyze(data, as_of=AS_OF, isolation="none", limits=limits)


@pytest.mark.usefixtures("recognition")
@pytest.mark.parametrize("name", SAMPLES)
def test_nearly_all_words_of_a_scan_are_read(name: str, printed: Printed, scan: Scan) -> None:
    original = words(read_document(printed(name), Limits()))

    read = words(read_document(scan(printed(name)), Limits()))

    assert (original & read).total() >= 0.95 * original.total()
    assert (original & read).total() >= 0.95 * read.total()


@pytest.mark.usefixtures("recognition")
@pytest.mark.parametrize("name", SAMPLES)
def test_words_of_a_scan_lie_where_they_are_printed(name: str, printed: Printed, scan: Scan) -> None:
    original = middles(read_document(printed(name), Limits()))

    read = middles(read_document(scan(printed(name)), Limits()))

    shared = sorted(original.keys() & read.keys())
    distances = [max(abs(a - b) for a, b in zip(original[word], read[word], strict=True)) for word in shared]
    assert len(shared) >= 50
    assert max(distances) <= NEAR


@pytest.mark.usefixtures("recognition")
def test_every_anchor_into_a_scan_quotes_its_text(printed: Printed, scan: Scan) -> None:
    document = read_document(scan(printed("nadia-okonkwo-reyes")), Limits())

    anchors = [document.anchor(line.start, line.end) for line in document.lines]

    (page,) = document.pages
    assert [anchor.quote for anchor in anchors] == [document.line_text(line) for line in document.lines]
    for box in (box for anchor in anchors for box in anchor.boxes):
        assert 0 <= box.x0 < box.x1 <= page.width
        assert 0 <= box.y0 < box.y1 <= page.height


@pytest.mark.usefixtures("recognition")
@pytest.mark.parametrize("name", SAMPLES)
def test_the_report_of_a_scan_tells_what_that_of_the_print_tells(name: str, printed: Printed, scan: Scan) -> None:
    original = report_of(printed(name))

    report = report_of(scan(printed(name)))

    assert report.status is ReportStatus.SUCCEEDED
    assert profile(report) == profile(original)


@pytest.mark.usefixtures("recognition")
def test_the_report_says_that_text_was_recognised_and_how_surely(printed: Printed, scan: Scan) -> None:
    document = report_of(scan(printed("nadia-okonkwo-reyes"))).document

    assert document.quality is not None
    (reason,) = document.quality.reasons
    assert document.layout.flags == ("scanned", "ocr")
    assert re.search(r"text recognition, with a confidence of \d\d%: 1\.$", reason)
    assert f"{document.quality.score:.0%}" in reason


@pytest.mark.usefixtures("recognition")
def test_dots_before_lines_are_list_marks_as_in_print(printed: Printed, scan: Scan) -> None:
    document = read_document(scan(printed("nadia-okonkwo-reyes")), Limits())

    original = read_document(printed("nadia-okonkwo-reyes"), Limits())

    assert [line.is_list_item for line in document.lines] == [line.is_list_item for line in original.lines]


@pytest.mark.usefixtures("recognition")
def test_a_scan_is_read_the_same_every_time(printed: Printed, scan: Scan) -> None:
    one, other = scan(printed(SAMPLES[0])), scan(printed(SAMPLES[1]))
    first = read_document(one, Limits())

    read_document(other, Limits())

    again = read_document(one, Limits())
    assert (again.text, again.quality) == (first.text, first.quality)
    assert again.char_boxes.tobytes() == first.char_boxes.tobytes()


@pytest.mark.usefixtures("recognition")
def test_a_page_that_is_turned_for_display_is_read_as_it_is_seen(
    printed: Printed, bind_pictures: Callable[..., bytes]
) -> None:
    lying = bind_pictures([picture_of(printed("nadia-okonkwo-reyes")).rotate(90, expand=True)])
    file = io.BytesIO()
    with pypdfium2.PdfDocument(lying) as document:
        document[0].set_rotation(90)
        document.save(file)

    read = middles(read_document(file.getvalue(), Limits()))

    original = middles(read_document(printed("nadia-okonkwo-reyes"), Limits()))
    shared = original.keys() & read.keys()
    assert len(shared) >= 50
    assert all(abs(a - b) <= NEAR for word in shared for a, b in zip(original[word], read[word], strict=True))


@pytest.mark.usefixtures("recognition")
def test_pages_beyond_the_limit_of_recognition_are_named(printed: Printed, bind_pictures: Callable[..., bytes]) -> None:
    picture = picture_of(printed("nadia-okonkwo-reyes"))

    document = read_document(bind_pictures([picture, picture]), Limits(max_recognised_pages=1))

    assert {line.page for line in document.lines} == {1}
    assert document.quality.reasons[0] == "Pages without a text layer: 2."


@pytest.mark.usefixtures("recognition")
def test_a_picture_among_printed_pages_is_read_in_its_place(printed: Printed, scan: Scan) -> None:
    file = io.BytesIO()
    with pypdfium2.PdfDocument.new() as bound:
        for data in (printed(SAMPLES[1]), scan(printed(SAMPLES[0])), printed(SAMPLES[1])):
            bound.import_pages(pypdfium2.PdfDocument(data))
        bound.save(file)

    document = read_document(file.getvalue(), Limits())

    assert {line.page for line in document.lines} == {1, 2, 3}
    assert "Ingrid Halvorsen" in document.text
    assert document.layout.flags[-2:] == ("scanned", "ocr")


@pytest.mark.usefixtures("recognition")
@pytest.mark.parametrize("kind", ["white", "black", "noise", "one pixel", "a thread"])
def test_a_picture_without_text_stays_a_scan_without_text(kind: str, bind_pictures: Callable[..., bytes]) -> None:
    noise = Image.frombytes("L", (600, 800), random.Random(7).randbytes(480_000))
    pictures = {
        "white": Image.new("L", (1654, 2339), 255),
        "black": Image.new("L", (1654, 2339), 0),
        "noise": noise,
        "one pixel": Image.new("L", (1, 1), 0),
        "a thread": Image.new("L", (3000, 2), 0),
    }

    document = read_document(bind_pictures([pictures[kind]]), Limits())

    assert not document.has_text
    assert document.layout.flags == ("scanned",)
    assert document.quality.score == 0


@pytest.mark.parametrize("limits", [NO_RECOGNITION, Limits(recognition_languages="tlh")], ids=["off", "no data"])
def test_without_recognition_a_scan_is_partial_and_told_what_would_help(
    limits: Limits, printed: Printed, scan: Scan
) -> None:
    report = report_of(scan(printed("nadia-okonkwo-reyes")), limits)

    assert report.status is ReportStatus.PARTIAL
    assert report.document.layout.flags == ("scanned",)
    assert report.analyzers is not None
    assert {outcome.reason for outcome in report.analyzers.values()} == {None, "no_text_layer"}
    (finding,) = report.analyzers["error_detector"].result.findings
    assert finding.code == "no_text_layer"
    assert "extra `ocr`" in finding.suggestion


def picture_of(data: bytes) -> Image.Image:
    """Return the first page in grey."""
    with pypdfium2.PdfDocument(data) as document:
        picture: Image.Image = document[0].render(scale=200 / 72).to_pil().convert("L")
    return picture
