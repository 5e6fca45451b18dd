"""A painted page on its way out of the reader: rows of pixels, deflated as a PNG keeps them.

The reader may have been taken over by its document, so it does not write the file. Whoever asked
for the page unpacks the rows to check that they are what they say, and puts our own frame round them.
"""

import struct
import zlib
from dataclasses import dataclass

from vitae.domain.page_image import PageImage

MEDIA_TYPE = "image/png"
_COLOR_TYPES = {1: 0, 3: 2}  # samples a pixel to PNG's colour type: grey, red-green-blue
_LEVEL = 1
"""Of zlib; 6 takes twice the time for a seventh less."""


class MalformedPainting(ValueError):
    """The rows are not what is said of them."""


@dataclass(frozen=True, slots=True)
class Painting:
    """One page, painted."""

    number: int
    width: float
    """In points as seen."""
    height: float
    pixel_width: int
    pixel_height: int
    samples: int
    """Bytes a pixel: 1 for grey, 3 for colours."""


def deflate(pixels: bytes | bytearray, stride: int) -> bytes:
    """Return rows of so many bytes as PNG wants them, each unfiltered."""
    rows = b"".join(b"\0" + pixels[at : at + stride] for at in range(0, len(pixels), stride))
    return zlib.compress(rows, _LEVEL)


def page_image_of(painting: Painting, rows: bytes) -> PageImage:
    """Return the picture that the rows are.

    Raises:
        MalformedPainting: they are not the rows of such a picture, or something besides.
    """
    if painting.samples not in _COLOR_TYPES or min(painting.pixel_width, painting.pixel_height) < 1:
        raise MalformedPainting("There is no such picture.")
    _check_rows(painting, rows)
    head = struct.pack(
        ">IIBBBBB", painting.pixel_width, painting.pixel_height, 8, _COLOR_TYPES[painting.samples], 0, 0, 0
    )
    chunks = ((b"IHDR", head), (b"IDAT", rows), (b"IEND", b""))
    return PageImage(
        painting.number,
        painting.width,
        painting.height,
        painting.pixel_width,
        painting.pixel_height,
        MEDIA_TYPE,
        b"\x89PNG\r\n\x1a\n" + b"".join(_chunk(kind, content) for kind, content in chunks),
    )


def _check_rows(painting: Painting, rows: bytes) -> None:
    stride = 1 + painting.pixel_width * painting.samples
    size = stride * painting.pixel_height
    unpacker = zlib.decompressobj()
    try:
        unpacked = unpacker.decompress(rows, size + 1)
    except zlib.error:
        raise MalformedPainting("The rows are not deflated.") from None
    is_whole = len(unpacked) == size and unpacker.eof and not unpacker.unused_data
    if not is_whole or unpacked[::stride].strip(b"\0"):
        raise MalformedPainting("The rows are not those of the picture.")


def _chunk(kind: bytes, content: bytes) -> bytes:
    return struct.pack(">I", len(content)) + kind + content + struct.pack(">I", zlib.crc32(kind + content))
