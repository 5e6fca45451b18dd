"""Bytes to characters: byte order marks, UTF-16 without one, UTF-8, and what the letters tell otherwise."""

import re

from vitae.documents.reading import Issue
from vitae.domain.errors import UnsupportedMediaType

_BYTE_ORDER_MARKS = (
    (b"\xef\xbb\xbf", "utf-8"),
    (b"\xff\xfe\x00\x00", "utf-32-le"),
    (b"\x00\x00\xfe\xff", "utf-32-be"),
    (b"\xff\xfe", "utf-16-le"),
    (b"\xfe\xff", "utf-16-be"),
)
# fmt: off
_ENCODINGS = (
    "cp1252", "cp1250", "cp1251", "cp1253", "cp1254", "cp1257", "koi8_r", "koi8_u", "iso8859_2", "mac_roman",
    "shift_jis", "euc_jp", "gb18030", "big5", "euc_kr",
)
# fmt: on
"""What texts are still found in; among rarer encodings a short text fits too many."""
_CONTROLS = re.compile(r"[\x00-\x08\x0e-\x1a\x1c-\x1f\x7f]")
_MAX_CONTROL_SHARE = 0.01
_DETECTION_BYTES = 256 * 1024


def decode(data: bytes, declared: str | None = None) -> tuple[str, tuple[Issue, ...]]:
    """Return the characters, and an issue when the encoding was only guessed.

    `declared` is what the document says of itself; it counts after a byte order mark and
    is left alone when the bytes are none of that encoding.

    Raises:
        UnsupportedMediaType: the bytes are no text in any encoding we can tell.
    """
    for mark, unicode in _BYTE_ORDER_MARKS:
        if data.startswith(mark):
            return _checked(data[len(mark) :].decode(unicode, errors="replace")), ()
    wide = _utf16_without_mark(data)
    if wide:
        return _checked(data.decode(wide, errors="replace")), ()
    for encoding in (declared or "utf-8", "utf-8"):
        try:
            return _checked(data.decode(encoding)), ()
        except (UnicodeDecodeError, LookupError):
            continue
    return _guess(data)


def _utf16_without_mark(data: bytes) -> str | None:
    """Tell UTF-16 by its zero bytes, which text in a Latin script has in every other place."""
    sample = data[:4096]
    if len(sample) < 4 or len(data) % 2:
        return None
    half = len(sample) / 2
    if sample[1::2].count(0) > 0.7 * half and not sample[::2].count(0):
        return "utf-16-le"
    if sample[::2].count(0) > 0.7 * half and not sample[1::2].count(0):
        return "utf-16-be"
    return None


def _guess(data: bytes) -> tuple[str, tuple[Issue, ...]]:
    """Decode bytes that are no UTF-8 by the letters they would make."""
    if _control_share(data[:_DETECTION_BYTES].decode("latin-1")) > _MAX_CONTROL_SHARE:
        raise UnsupportedMediaType("The file is neither text nor any document that is known here.")
    from charset_normalizer import from_bytes

    best = from_bytes(data[:_DETECTION_BYTES], cp_isolation=list(_ENCODINGS)).best()
    if best is None:
        raise UnsupportedMediaType("The file is no text in any known encoding.")
    text = data.decode(best.encoding, errors="replace")
    return _checked(text), (Issue(f"The encoding was guessed from the letters: {best.encoding}.", 0.95),)


def _checked(text: str) -> str:
    if _control_share(text[:_DETECTION_BYTES]) > _MAX_CONTROL_SHARE:
        raise UnsupportedMediaType("The file is neither text nor any document that is known here.")
    return text


def _control_share(text: str) -> float:
    return len(_CONTROLS.findall(text)) / max(1, len(text))
