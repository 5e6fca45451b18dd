"""An answer of the reader as bytes: a JSON header and boxes or pixels as they lie in memory, never pickle.

The bytes come from a process that a document may have taken over. So everything is checked before
it is believed: lengths, types, finite numbers, and offsets that lie in order inside the text.
"""

import struct
import sys
from array import array
from dataclasses import replace
from functools import cache
from typing import Any

import msgspec

from vitae.documents.hidden import MOST_CHARACTERS, MOST_PIECES
from vitae.documents.limits import Limits
from vitae.documents.painting import MalformedPainting, Painting, page_image_of
from vitae.documents.reading import Content, Reading
from vitae.documents.sandbox.channel import Request
from vitae.documents.sandbox.packing import MalformedAnswer, packing_of
from vitae.domain.document import Line
from vitae.domain.errors import DocumentError
from vitae.domain.page_image import PageImage

MAX_ANSWER_BYTES = 32 * 1024 * 1024
MAX_DETAIL_CHARACTERS = 500
"""Of an error's sentence."""
_MAX_OBJECTS = 1_000_000
"""Lists and objects in a header: a longest document has half as many, and more would fill our memory."""

_LENGTHS = struct.Struct("<II")  # of the header, of what follows it; in bytes
_FLOATS_A_CHARACTER = 4
_INFINITIES = (b"\x00\x00\x80\x7f", b"\x00\x00\x80\xff")  # of 32 bits, little-endian


def encode_content(content: Content) -> bytes:
    """Return what was read of a document, as bytes."""
    boxes = content.reading.char_boxes
    if sys.byteorder == "big":
        boxes = array("f", boxes)
        boxes.byteswap()
    return _frame({"content": packing_of(Content).pack(content)}, memoryview(boxes).cast("B"))


def encode_refusal(error: DocumentError) -> bytes:
    """Return the reason why a document cannot be read, as bytes."""
    detail = "".join(c if c.isprintable() else "\ufffd" for c in error.detail[:MAX_DETAIL_CHARACTERS])
    return _frame({"error": error.code, "detail": detail}, b"")


def decode_content(answer: bytes, limits: Limits) -> Content:
    """Return what was read.

    Raises:
        DocumentError: the reader refused the document; the very class and sentence it refused with.
        MalformedAnswer: the bytes are no answer to a document within these limits.
    """
    header, boxes = _unframe(answer)
    if "error" in header:
        raise _refusal(header)
    content: Content = packing_of(Content).unpack(header.get("content"))
    reading = content.reading
    _check_lines(reading, limits)
    _check_links(reading)
    _check_hidden(reading)
    return replace(content, reading=replace(reading, char_boxes=_char_boxes(boxes, len(reading.text))))


def encode_painting(painting: Painting, rows: bytes) -> bytes:
    """Return a painted page, as bytes."""
    return _frame({"painting": packing_of(Painting).pack(painting)}, rows)


def decode_painting(answer: bytes, request: Request) -> PageImage:
    """Return the picture of the page that was asked for.

    Raises:
        DocumentError: the reader refused; the very class and sentence it refused with.
        MalformedAnswer: the bytes are no answer to this request.
    """
    header, rows = _unframe(answer)
    if "error" in header:
        raise _refusal(header)
    painting: Painting = packing_of(Painting).unpack(header.get("painting"))
    pixels = painting.pixel_width * painting.pixel_height
    if (painting.number, min(painting.width, painting.height) > 0) != (request.page, True):
        raise MalformedAnswer("That is another page, or none.")
    if painting.pixel_width > request.width or pixels > request.limits.max_page_pixels:
        raise MalformedAnswer("The picture is larger than was asked for.")
    try:
        return page_image_of(painting, rows)
    except MalformedPainting as error:
        raise MalformedAnswer(str(error)) from None


def _frame(header: dict[str, Any], rest: bytes | memoryview) -> bytes:
    text = msgspec.json.encode(header)
    return b"".join((_LENGTHS.pack(len(text), len(rest)), text, rest))


def _unframe(answer: bytes) -> tuple[dict[str, Any], bytes]:
    if not _LENGTHS.size <= len(answer) <= MAX_ANSWER_BYTES:
        raise MalformedAnswer(f"{len(answer)} bytes are no answer.")
    header_length, rest_length = _LENGTHS.unpack_from(answer)
    rest_at = _LENGTHS.size + header_length
    if rest_at + rest_length != len(answer):
        raise MalformedAnswer("The answer is shorter or longer than it says.")
    text = answer[_LENGTHS.size : rest_at]
    if text.count(b"[") + text.count(b"{") > _MAX_OBJECTS:
        raise MalformedAnswer("The header has too many parts.")
    try:
        header = msgspec.json.decode(text)
    except (ValueError, RecursionError):  # halves of characters and numbers without an end are refused, too
        raise MalformedAnswer("The header is not JSON in UTF-8.") from None
    if not isinstance(header, dict):
        raise MalformedAnswer("The header is not an object.")
    return header, answer[rest_at:]


def _refusal(header: dict[str, Any]) -> DocumentError:
    code, detail = header["error"], header.get("detail")
    kind = _document_errors().get(code) if isinstance(code, str) else None
    if kind is None or not isinstance(detail, str) or len(detail) > MAX_DETAIL_CHARACTERS or not detail.isprintable():
        raise MalformedAnswer("The reason of a refusal is missing.")
    return kind(detail)


@cache
def _document_errors() -> dict[str, type[DocumentError]]:
    found: dict[str, type[DocumentError]] = {}
    waiting = DocumentError.__subclasses__()
    while waiting:
        kind = waiting.pop()
        waiting.extend(kind.__subclasses__())
        found[kind.code] = kind
    return found


def _check_lines(reading: Reading, limits: Limits) -> None:
    length = len(reading.text)
    if length > limits.max_characters or len(reading.pages) > limits.max_pages:
        raise MalformedAnswer("More was read than the limits allow.")
    numbers = {page.number for page in reading.pages}
    if numbers != set(range(1, len(numbers) + 1)) or len(numbers) != len(reading.pages):
        raise MalformedAnswer("The pages are not counted from 1.")
    end = 0
    for line in reading.lines:
        if not end <= line.start <= line.content_start <= line.end <= length:
            raise MalformedAnswer("A line lies outside the text or before the one it follows.")
        if line.page is not None and line.page not in numbers:
            raise MalformedAnswer("A line lies on a page that is not there.")
        _check_line(line)
        end = line.end


def _check_line(line: Line) -> None:
    at = line.start
    for run in line.runs:
        if not at <= run.start <= run.end <= line.end:
            raise MalformedAnswer("A style lies outside its line.")
        at = run.end
    cell = line.cell
    counts = (line.block, line.column) if cell is None else (line.block, line.column, cell.table, cell.row, cell.column)
    if min(counts) < 0:
        raise MalformedAnswer("A block, column or cell is counted below 0.")


def _check_links(reading: Reading) -> None:
    for link in reading.links:
        if not 0 <= link.start <= link.end <= len(reading.text):
            raise MalformedAnswer("A link lies outside the text.")


def _check_hidden(reading: Reading) -> None:
    numbers = {page.number for page in reading.pages}
    if len(reading.hidden) > MOST_PIECES or sum(len(piece.text) for piece in reading.hidden) > MOST_CHARACTERS:
        raise MalformedAnswer("More hidden text was read than is kept.")
    if any(piece.page is not None and piece.page not in numbers for piece in reading.hidden):
        raise MalformedAnswer("Hidden text lies on a page that is not there.")


def _char_boxes(data: bytes, characters: int) -> "array[float]":
    boxes = array("f")
    if not data:
        return boxes
    if len(data) != characters * _FLOATS_A_CHARACTER * boxes.itemsize:
        raise MalformedAnswer("There is not one box for each character.")
    if any(_holds_float(data, infinity) for infinity in _INFINITIES):
        raise MalformedAnswer("A box has no end.")
    boxes.frombytes(data)
    if sys.byteorder == "big":
        boxes.byteswap()
    return boxes


def _holds_float(data: bytes, pattern: bytes) -> bool:
    """Return whether one of the floats has these very bytes; far faster than looking at each of them."""
    at = data.find(pattern)
    while at >= 0:
        if at % len(pattern) == 0:
            return True
        at = data.find(pattern, at + 1)
    return False
