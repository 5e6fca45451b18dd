"""Bytes to characters: byte order marks, UTF-16 without one, UTF-8, and what the letters tell otherwise."""

import re
from unicodedata import category

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
_BLANK = re.compile(r"[ \n]")
_SAMPLE, _SHORTEST = 4096, 4
"""Bytes by which UTF-16 is told, and fewer than which tell nothing."""
_MOST_WRITTEN = 0.75
"""Of the bytes of UTF-16 in Latin letters; half of them are zero."""


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
    """Tell UTF-16 by its zero bytes, which nothing else has, and its order by the blanks that only one order shows."""
    sample = data[:_SAMPLE]
    if len(data) % 2 or len(data) < _SHORTEST or not sample.count(0) or _is_ascii_with_zeros(sample):
        return None
    texts = {order: sample.decode(order, errors="replace") for order in ("utf-16-le", "utf-16-be")}
    order, text = max(texts.items(), key=lambda item: len(_BLANK.findall(item[1])))
    unassigned = sum(category(letter) == "Cn" for letter in text) + text.count("\ufffd")
    is_text = _BLANK.search(text) is not None and _control_share(text) + unassigned / len(text) <= _MAX_CONTROL_SHARE
    return order if is_text else None


def _is_ascii_with_zeros(sample: bytes) -> bool:
    """Return whether bytes are Latin letters with a zero here and there, two of which would make a Chinese letter."""
    written = sample.replace(b"\0", b"")
    is_ascii = written.isascii() and not _CONTROLS.search(written.decode("ascii"))
    return is_ascii and len(written) > _MOST_WRITTEN * len(sample)


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
