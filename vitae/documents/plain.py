"""Plain text of any common encoding."""

import re
from collections.abc import Iterator, Sequence
from itertools import zip_longest

from vitae.documents.builder import DocumentBuilder, LineDraft
from vitae.documents.limits import Limits
from vitae.documents.reading import Issue, Reading, reading_of
from vitae.domain.errors import DocumentEmpty, UnsupportedMediaType

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
_LINE_ENDS = re.compile(r"\r\n|[\n\r\x0b\x0c\x85\u2028\u2029]")
_BLANKS = re.compile(r"[ \t]+")
_WIDE_GAP = 3
"""Blanks: with fewer than these, words are only spaced out."""
_RULE = re.compile(r"\s*([=\-_*~#—–])\1{2,}\s*")
_MAX_HEADING = 60
_CONTROLS = re.compile(r"[\x00-\x08\x0e-\x1a\x1c-\x1f\x7f]")
_MAX_CONTROL_SHARE = 0.01
_DETECTION_BYTES = 256 * 1024


def read_text(data: bytes, limits: Limits) -> Reading:
    """Read text; a tab or three blanks and more within a line become one tab.

    Raises:
        UnsupportedMediaType: the bytes are no text in any encoding we can tell.
        DocumentEmpty: there is nothing but white space.
    """
    text, issues = _decode(data)
    builder = DocumentBuilder(limits.max_characters)
    builder.add_all(_drafts(_LINE_ENDS.split(text)))
    if not builder.lines:
        raise DocumentEmpty("The document has nothing but white space.")
    return reading_of(builder, issues=issues)


def _drafts(lines: Sequence[str]) -> Iterator[LineDraft]:
    """Yield the printed lines; a rule is no text, but it makes the line above it a heading."""
    block = 0
    for index, (line, following) in enumerate(zip_longest(lines, lines[1:], fillvalue="")):
        if not line.strip():
            block += 1
        elif not _RULE.fullmatch(line):
            yield LineDraft(
                _BLANKS.sub(_one_blank, line.strip()),
                block=block,
                path=f"line[{index}]",
                heading_level=1 if _RULE.fullmatch(following) and len(line) <= _MAX_HEADING else None,
            )


def _one_blank(blanks: "re.Match[str]") -> str:
    return "\t" if "\t" in blanks[0] or len(blanks[0]) >= _WIDE_GAP else " "


def _decode(data: bytes) -> tuple[str, tuple[Issue, ...]]:
    for mark, encoding in _BYTE_ORDER_MARKS:
        if data.startswith(mark):
            return _checked(data[len(mark) :].decode(encoding, errors="replace")), ()
    wide = _utf16_without_mark(data)
    if wide:
        return _checked(data.decode(wide, errors="replace")), ()
    try:
        return _checked(data.decode("utf-8")), ()
    except UnicodeDecodeError:
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
