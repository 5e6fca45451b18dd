"""A page is painted behind the lock, and what comes out is the picture that was asked for or an error."""

import struct
from dataclasses import replace
from pathlib import Path

import pytest

import vitae
from tests.hostile.pdf_writer import CATALOG, FONT, PAGES, WORDS, one_page, page, pdf_of, stream, with_resources
from vitae.documents.limits import Limits
from vitae.documents.painting import Painting, deflate
from vitae.documents.sandbox import Sandbox
from vitae.documents.sandbox.channel import RENDER, Request
from vitae.documents.sandbox.packing import MalformedAnswer
from vitae.documents.sandbox.wire import decode_painting, encode_painting, encode_refusal
from vitae.domain.errors import DocumentTooComplex, PageNotFound

SAMPLE = (Path(__file__).parents[2] / "demo" / "samples" / "nadia-okonkwo-reyes.pdf").read_bytes()
LOW = Limits(max_memory_bytes=256 * 1024 * 1024, max_cpu_seconds=1, max_wall_seconds=6)


def tiles(levels: int) -> bytes:
    """Return a page filled with a pattern of tiny tiles that are filled with a pattern, and so on."""
    kind = b"/Type /Pattern /PatternType 1 /PaintType 1 /TilingType 1 /BBox [0 0 1 1] /XStep 0.01 /YStep 0.01"
    fill = b"/Pattern cs /P scn 0 0 600 850 re f"
    first = 6
    patterns = [
        stream(fill, kind + b" /Resources << /Pattern << /P %d 0 R >> >>" % (first + level + 1))
        for level in range(levels)
    ]
    last = stream(b"1 0 0 rg 0 0 1 1 re f", kind + b" /Resources << >>")
    return with_resources(fill, b"/Pattern << /P %d 0 R >>" % first, *patterns, last)


def layers_of_transparency(levels: int) -> bytes:
    """Return a page of forms inside forms, each a transparency group ten times over."""
    kind = b"/Type /XObject /Subtype /Form /BBox [0 0 595 842] /Group << /S /Transparency /I true /K true >>"
    resources = b" /Resources << /XObject << /F %d 0 R >> >>"
    forms = [stream(b"/F Do " * 10, kind + resources % (6 + level + 1)) for level in range(levels)]
    last = stream(WORDS, kind + b" /Resources << /Font << /T 5 0 R >> >>")
    return with_resources(b"/F Do", b"/XObject << /F 6 0 R >>", *forms, last)


def image_of(width: int, height: int) -> bytes:
    """Return a page that shows a picture which says it has so many pixels."""
    said = b"/Type /XObject /Subtype /Image /Width %d /Height %d /ColorSpace /DeviceRGB /BitsPerComponent 8"
    picture = stream(b"\xff" * 1000, said % (width, height))
    return with_resources(b"q 500 0 0 700 40 40 cm /I Do Q", b"/XObject << /I 6 0 R >>", picture)


def box_of(box: bytes) -> bytes:
    return pdf_of([CATALOG, PAGES, page(box=box), stream(WORDS), FONT])


HOSTILE = {
    "giant page": box_of(b"[0 0 2147483647 2147483647]"),
    "endless line": box_of(b"[0 0 0.0001 14400]"),
    "no size": box_of(b"[0 0 0 0]"),
    "inside out": box_of(b"[595 842 0 0]"),
    "number that is none": box_of(b"[0 0 1e400 nan]"),
    "giant unit": one_page(entries=b"/UserUnit 1000000000"),
    "tiles in tiles": tiles(4),
    "transparency": layers_of_transparency(8),
    "giant picture": image_of(60_000, 60_000),
    "lying picture": image_of(2_147_483_647, 2_147_483_647),
    "shading of a million steps": with_resources(
        b"/S sh " * 2_000,
        b"/Shading << /S << /ShadingType 1 /ColorSpace /DeviceRGB /Domain [0 1e9 0 1e9] /Function << /FunctionType 4"
        b" /Domain [0 1e9 0 1e9] /Range [0 1 0 1 0 1] /Length 0 >> >> >>",
    ),
    "dashes": one_page(b"[0.0001 0.0001] 0 d 0.1 w " + b"0 0 m 595 842 l S " * 200),
    "huge letters": one_page(b"BT /T 1000000000 Tf 72 700 Td (Jane) Tj ET"),
    "clips": one_page(b"0 0 595 842 re W n " * 100_000 + WORDS),
}


def outcome_of(sandbox: Sandbox, data: bytes) -> vitae.PageImage | vitae.DocumentError:
    try:
        return sandbox.render(data, 1, 1000, LOW)
    except vitae.DocumentError as refusal:
        return refusal


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_page_ends_in_a_small_picture_or_a_typed_refusal(name: str, sandbox: Sandbox) -> None:
    outcome = outcome_of(sandbox, HOSTILE[name])

    if isinstance(outcome, vitae.PageImage):
        assert outcome.pixel_width <= 1000
        assert outcome.pixel_width * outcome.pixel_height <= LOW.max_page_pixels
    else:
        assert outcome.code in ("document-too-complex", "document-corrupt")


def test_too_much_to_paint_is_the_same_error_as_too_much_to_read(sandbox: Sandbox) -> None:
    with pytest.raises(DocumentTooComplex):
        sandbox.render(tiles(4), 1, 1000, LOW)


def test_isolation_changes_nothing_of_what_is_painted(sandbox: Sandbox) -> None:
    isolated = sandbox.render(SAMPLE, 1, 800, Limits())

    assert isolated == vitae.render_page(SAMPLE, 1, width=800, isolation="none")


def test_a_page_that_is_not_there_is_named_from_behind_the_lock(sandbox: Sandbox) -> None:
    with pytest.raises(PageNotFound, match="There is no page 7"):
        sandbox.render(SAMPLE, 7, 800, Limits())


REQUEST = Request(RENDER, Limits(max_page_pixels=12), b"", page=1, width=3)
GOOD = Painting(1, 30.0, 40.0, 3, 4, 1)
ROWS = deflate(bytes(12), 3)


def test_a_painting_comes_back_as_a_picture() -> None:
    image = decode_painting(encode_painting(GOOD, ROWS), REQUEST)

    assert (image.number, image.width, image.pixel_height) == (1, 30.0, 4)
    assert struct.unpack(">II", image.data[16:24]) == (3, 4)


@pytest.mark.parametrize(
    "painting",
    [
        replace(GOOD, number=2),
        replace(GOOD, width=0.0),
        replace(GOOD, height=-1.0),
        replace(GOOD, pixel_width=4, pixel_height=3),
        replace(GOOD, pixel_height=5),
        replace(GOOD, pixel_width=0),
        replace(GOOD, samples=2),
        replace(GOOD, samples=3),
        replace(GOOD, pixel_width=-3, pixel_height=-4),
    ],
)
def test_a_picture_other_than_the_one_asked_for_is_malformed(painting: Painting) -> None:
    with pytest.raises(MalformedAnswer):
        decode_painting(encode_painting(painting, ROWS), REQUEST)


def test_a_refusal_comes_back_as_itself() -> None:
    with pytest.raises(PageNotFound, match="no page 9"):
        decode_painting(encode_refusal(PageNotFound("There is no page 9.")), REQUEST)
