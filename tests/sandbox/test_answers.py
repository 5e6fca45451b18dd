"""Answers travel whole, and one that was tampered with is never believed."""

import json
import math
import struct
from array import array
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec import structs

from vitae.documents.limits import Limits
from vitae.documents.reading import Content, Issue, Reading
from vitae.documents.sandbox.packing import MalformedAnswer, packing_of
from vitae.documents.sandbox.wire import MAX_ANSWER_BYTES, decode_content, encode_content, encode_refusal
from vitae.documents.sniff import MediaType
from vitae.domain.anchors import Box
from vitae.domain.document import Cell, HiddenKind, HiddenText, Line, Link, Page, StyleRun, TextStyle
from vitae.domain.errors import ArchiveBomb, DocumentError

words = st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=30)
sizes = st.floats(0, 1000)
counts = st.integers(0, 1000)
styles = st.builds(TextStyle, words, sizes, st.booleans(), st.booleans(), st.integers(0, 0xFFFFFF))
boxes = st.builds(Box, sizes, sizes, sizes, sizes)
pieces = st.builds(
    HiddenText,
    st.sampled_from(HiddenKind),
    words,
    st.none() | st.just(1),
    st.lists(boxes, max_size=2).map(tuple),
    st.none() | words,
)
floats32 = st.floats(width=32, allow_infinity=False)


@st.composite
def contents(draw: st.DrawFn) -> Content:
    texts = draw(st.lists(words, max_size=6))
    lines, links, at = [], [], 0
    for text in texts:
        end = at + len(text)
        middle = draw(st.integers(at, end))
        lines.append(
            Line(
                start=at,
                end=end,
                style=draw(styles),
                runs=(StyleRun(at, middle, draw(styles)), StyleRun(middle, end, draw(styles))),
                page=draw(st.none() | st.just(1)),
                box=draw(st.none() | boxes),
                block=draw(counts),
                column=draw(counts),
                path=draw(st.none() | words),
                heading_level=draw(st.none() | st.integers(1, 9)),
                is_list_item=draw(st.booleans()),
                content_start=middle,
                cell=draw(st.none() | st.builds(Cell, counts, counts, counts)),
            )
        )
        links.append(Link(at, end, draw(words)))
        at = end + 1
    text = "\n".join(texts)
    values = draw(st.lists(floats32, min_size=4, max_size=4))
    reading = Reading(
        text=text,
        lines=tuple(lines),
        links=tuple(links),
        char_boxes=array("f", values * len(text)),
        pages=(Page(1, draw(sizes), draw(sizes)),),
        columns=draw(counts),
        flags=tuple(draw(st.lists(words, max_size=3))),
        issues=tuple(draw(st.lists(st.builds(Issue, words, st.floats(0, 1)), max_size=3))),
        last_modified=draw(st.none() | words),
        hidden=tuple(draw(st.lists(pieces, max_size=3))),
    )
    return Content(draw(st.sampled_from(MediaType)), reading)


def without_boxes(content: Content) -> Content:
    return replace(content, reading=replace(content.reading, char_boxes=array("f")))


@given(contents())
def test_what_was_read_comes_back_as_it_was(content: Content) -> None:
    decoded = decode_content(encode_content(content), Limits())

    assert without_boxes(decoded) == without_boxes(content)
    assert decoded.reading.char_boxes.tobytes() == content.reading.char_boxes.tobytes()


@given(contents(), st.data())
def test_bytes_that_were_tampered_with_are_an_answer_or_malformed_and_nothing_else(
    content: Content, data: st.DataObject
) -> None:
    answer = bytearray(encode_content(content))
    for _ in range(data.draw(st.integers(1, 4))):
        answer[data.draw(st.integers(0, len(answer) - 1))] = data.draw(st.integers(0, 255))
    cut = data.draw(st.integers(0, len(answer)) | st.just(len(answer)))

    try:
        decoded = decode_content(bytes(answer[:cut]), Limits())
    except (MalformedAnswer, DocumentError):
        return

    reading = decoded.reading
    assert all(0 <= line.start <= line.content_start <= line.end <= len(reading.text) for line in reading.lines)
    assert not any(math.isinf(value) for value in reading.char_boxes)
    reading.text.encode()


LINE = Line(0, 4, TextStyle("Helvetica", 10.0), (StyleRun(0, 4, TextStyle()),), page=1)
GOOD = Reading("Jane", (LINE,), (Link(0, 4, "https://example.org"),), array("f", [1.0] * 16), (Page(1, 595.0, 842.0),))


@pytest.mark.parametrize(
    "reading",
    [
        replace(GOOD, lines=(structs.replace(LINE, end=5),)),
        replace(GOOD, lines=(structs.replace(LINE, start=-1),)),
        replace(GOOD, lines=(structs.replace(LINE, content_start=9),)),
        replace(GOOD, lines=(LINE, LINE)),
        replace(GOOD, lines=(structs.replace(LINE, page=2),)),
        replace(GOOD, lines=(structs.replace(LINE, block=-1),)),
        replace(GOOD, lines=(structs.replace(LINE, cell=Cell(0, -1, 0)),)),
        replace(GOOD, lines=(structs.replace(LINE, runs=(StyleRun(2, 9, TextStyle()),)),)),
        replace(GOOD, lines=(structs.replace(LINE, block=2**40),)),
        replace(GOOD, links=(Link(3, 5, "https://example.org"),)),
        replace(GOOD, pages=(Page(2, 595.0, 842.0),)),
        replace(GOOD, pages=(Page(1, 595.0, 842.0), Page(1, 595.0, 842.0))),
        replace(GOOD, char_boxes=array("f", [1.0] * 15)),
        replace(GOOD, char_boxes=array("f", [*[1.0] * 15, math.inf])),
        replace(GOOD, char_boxes=array("f", [-math.inf, *[1.0] * 15])),
        replace(GOOD, hidden=(HiddenText(HiddenKind.TINY, "Java", page=2),)),
        replace(GOOD, hidden=(HiddenText(HiddenKind.TINY, "J" * 30_000, page=1),)),
        replace(GOOD, hidden=(HiddenText(HiddenKind.TINY, "Java", page=1),) * 600),
    ],
)
def test_places_that_cannot_be_are_malformed(reading: Reading) -> None:
    answer = encode_content(Content(MediaType.PDF, reading))

    with pytest.raises(MalformedAnswer):
        decode_content(answer, Limits())


def test_more_than_the_limits_allow_is_malformed() -> None:
    answer = encode_content(Content(MediaType.PDF, GOOD))

    with pytest.raises(MalformedAnswer, match="limits"):
        decode_content(answer, Limits(max_characters=3))


def frame(header: object, boxes: bytes = b"") -> bytes:
    text = header if isinstance(header, bytes) else json.dumps(header).encode()
    return struct.pack("<II", len(text), len(boxes)) + text + boxes


@pytest.mark.parametrize(
    "answer",
    [
        b"",
        b"\x00" * 7,
        b"\xff" * 8,
        frame([]),
        frame({}),
        frame({"content": None}),
        frame({"content": ["application/pdf", None]}),
        frame({"content": ["application/x-shellscript", []]}),
        frame(b"[" * 100_000),
        frame(b"[],[]," * 400_000),
        frame(b'{"content": NaN}'),
        frame(b'{"content": "\xff"}'),
        frame(b'{"content": "\\ud800"}'),
        frame({"error": "document-corrupt"}),
        frame({"error": "internal-error", "detail": "A service error."}),
        frame({"error": ["document-corrupt"], "detail": "A list."}),
        frame({"error": "document-corrupt", "detail": "x" * 501}),
        frame({"error": "document-corrupt", "detail": "\x1b[2J"}),
        bytes(MAX_ANSWER_BYTES + 1),
    ],
    ids=range(19),
)
def test_nonsense_is_malformed(answer: bytes) -> None:
    with pytest.raises(MalformedAnswer):
        decode_content(answer, Limits())


def test_a_refusal_keeps_class_and_sentence() -> None:
    with pytest.raises(ArchiveBomb) as caught:
        decode_content(encode_refusal(ArchiveBomb("The archive has 9,999 parts.")), Limits())

    assert caught.value.detail == "The archive has 9,999 parts."


@pytest.mark.parametrize(
    ("kind", "value"), [(int, True), (int, 1.0), (float, "1"), (str, 1), (bool, 1), (str, None), (float, 10**400)]
)
def test_a_value_of_another_type_is_malformed(kind: type, value: Any) -> None:
    with pytest.raises(MalformedAnswer):
        packing_of(kind).unpack([value])


@pytest.mark.parametrize("kind", [dict[str, int], tuple[int, str], int | str, bytes])
def test_a_type_that_cannot_travel_is_a_fault_of_ours(kind: Any) -> None:
    with pytest.raises(TypeError):
        packing_of(kind)
