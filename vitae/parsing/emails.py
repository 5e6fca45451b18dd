"""Find e-mail addresses in text and behind links, also written around robots or broken over two lines."""

import re
from collections.abc import Iterator
from urllib.parse import unquote

from vitae.domain.document import Document
from vitae.domain.resume import Extracted, Text

_LOCAL = r"[^\W_](?:[\w.+'-]{0,62}[\w+])?"
_HOST = r"(?:[^\W_](?:[\w-]{0,61}[^\W_])?\.)+[^\W\d_]{2,24}"
_PLAIN = re.compile(rf"(?<![\w.+@-])({_LOCAL})@({_HOST})(?![\w@])")
_BROKEN = re.compile(rf"(?<![\w.+@-])({_LOCAL})(?:@[ \t]*\n[ \t]*|[ \t]*\n[ \t]*@)({_HOST})(?![\w@])")
_BROKEN_HOST = re.compile(
    r"(?<![\w.+@-])([^\W_][\w.+-]{0,62})@([\w-]+(?:\.[\w-]+)*)(?:\.\n|\n\.)([a-z]{2,12}(?:\.[a-z]{2,3})?)(?![\w@])"
)
_AT = r"[ ]?(?:\[[ ]?(?:at|@|ät)[ ]?\]|\([ ]?(?:at|@|ät)[ ]?\)|\{[ ]?at[ ]?\}|[ ]@[ ]|[ ]AT[ ])[ ]?"
_DOT = r"(?:\.|[ ]?[\[({][ ]?(?:dot|punkt|\.)[ ]?[\])}][ ]?|[ ]DOT[ ])"
_HIDDEN = re.compile(
    rf"(?<![\w.+@-])([^\W_][\w.+-]{{0,62}}){_AT}([\w-]+(?:{_DOT}[\w-]+){{0,3}}{_DOT}[a-zA-Z]{{2,12}})(?![\w@])",
    re.IGNORECASE,
)
_DOT_AGAIN = re.compile(_DOT, re.IGNORECASE)

_WRITTEN, _REPAIRED, _LINKED = 0.99, 0.85, 0.95


def find_emails(document: Document) -> tuple[Text, ...]:
    """Return every address once, in order of position; an address behind a link is anchored to its words."""
    found = sorted(_in_text(document), key=lambda hit: (hit[0], -hit[3]))
    emails: dict[str, Text] = {}
    for start, end, address, confidence in found:
        emails.setdefault(address.casefold(), Extracted(address, confidence, (document.anchor(start, end),)))
    return tuple(emails.values())


def _in_text(document: Document) -> Iterator[tuple[int, int, str, float]]:
    text = document.text
    for match in _PLAIN.finditer(text):
        yield match.start(), match.end(), match.group(), _WRITTEN
    if "@" in text:
        for match in _BROKEN.finditer(text):
            yield match.start(), match.end(), f"{match[1]}@{match[2]}", _REPAIRED
        for match in _BROKEN_HOST.finditer(text):
            yield match.start(), match.end(), f"{match[1]}@{match[2]}.{match[3]}", _REPAIRED
    for match in _HIDDEN.finditer(text):
        yield match.start(), match.end(), f"{match[1]}@{_DOT_AGAIN.sub('.', match[2])}", _REPAIRED
    for link in document.links:
        if link.url.lower().startswith("mailto:"):
            address = unquote(link.url[len("mailto:") :].split("?", 1)[0]).strip()
            if _PLAIN.fullmatch(address):
                yield link.start, link.end, address, _LINKED
