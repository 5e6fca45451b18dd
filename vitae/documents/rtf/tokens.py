"""RTF in its smallest parts: braces, control words, control symbols, coded bytes and text."""

import re
from collections.abc import Iterator
from enum import Enum
from typing import NamedTuple

_TOKEN = re.compile(
    r"\\(?P<word>[a-zA-Z]{1,32})(?P<number>-?\d{1,10})? ?"
    r"|\\'(?P<code>[0-9a-fA-F]{2})"
    r"|\\(?P<symbol>[^a-zA-Z])"
    r"|(?P<brace>[{}])"
    r"|(?P<text>[^\\{}\r\n]+)"
    r"|[\r\n]+|\\"
)


class Kind(Enum):
    """What a token is."""

    OPEN = "{"
    CLOSE = "}"
    WORD = "word"
    SYMBOL = "symbol"
    BYTES = "bytes"


class Token(NamedTuple):
    """A control word with its number, a control symbol, or bytes of text in the current code page."""

    kind: Kind
    text: str = ""
    """The word without its backslash, the symbol, or the bytes, one character each."""
    number: int | None = None


def tokens(data: bytes) -> Iterator[Token]:
    """Yield the tokens of a file in one pass; raw binary data is passed over."""
    source = data.decode("latin-1")
    position = 0
    while found := _TOKEN.match(source, position):
        position = found.end()
        kind = found.lastgroup
        if kind == "text":
            yield Token(Kind.BYTES, found["text"])
        elif kind == "code":
            yield Token(Kind.BYTES, chr(int(found["code"], 16)))
        elif kind == "brace":
            yield Token(Kind.OPEN if found["brace"] == "{" else Kind.CLOSE)
        elif kind == "symbol":
            yield Token(Kind.SYMBOL, found["symbol"])
        elif found["word"] == "bin":
            position += max(0, int(found["number"] or 0))
        elif found["word"]:
            yield Token(Kind.WORD, found["word"], int(found["number"]) if found["number"] else None)
