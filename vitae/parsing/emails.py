"""Find e-mail addresses in text and behind links, also written around robots or broken over two lines."""

import re
from collections.abc import Iterator, Sequence
from urllib.parse import unquote

from vitae.domain.document import Document
from vitae.domain.resume import Extracted, Text
from vitae.parsing.broken import BrokenToken

_LOCAL = r"[^\W_](?:[\w.+'-]{0,62}[\w+])?"
_HOST = r"(?:[^\W_](?:[\w-]{0,61}[^\W_])?\.)+[^\W\d_]{2,24}"
_PLAIN = re.compile(rf"(?<![\w.+@-])({_LOCAL})@({_HOST})(?![\w@])")
_BROKEN = re.compile(rf"(?<![\w.+@-])({_LOCAL})(?:@[ \t]*\n[ \t]*|[ \t]*\n[ \t]*@)({_HOST})(?![\w@])")
_BROKEN_HOST = re.compile(
    r"(?<![\w.+@-])([^\W_][\w.+-]{0,62})@([\w-]+(?:\.[\w-]+)*)(?:\.\n|\n\.)([a-z]{2,12}(?:\.[a-z]{2,3})?)(?![\w@])"
)
_HOST_ALONE = re.compile(rf"{_HOST}\Z")
_COMMON_ENDS = frozenset({"com", "org", "net", "edu", "info", "email", "mail", "name", "gov", "academy", "online"})
"""Of hosts: where ``example.co`` and ``m`` stand on two lines."""
_AT_WORDS = r"(?:at|@|ät|arroba|chez|chiocciola|małpa|собака)"
_DOT_WORDS = r"(?:dot|punkt|punto|point|ponto|kropka|точка|\.)"
_AT = rf"\s?[\[({{<] ?{_AT_WORDS} ?[\])}}>]\s?|[ ](?:@|(?-i:AT))[ ]"
_DOT = rf"(?:\.|\s?[\[({{<] ?{_DOT_WORDS} ?[\])}}>]\s?|[ ]DOT[ ])"
_HIDDEN = re.compile(
    rf"(?<![\w.+@-])([^\W_][\w.+-]{{0,62}})(?:{_AT})([\w-]+(?:{_DOT}[\w-]+){{0,3}}{_DOT}[a-zA-Z]{{2,12}})(?![\w@])",
    re.IGNORECASE,
)
_SPOKEN = re.compile(
    r"(?<![\w.+@-])([^\W_][\w.+-]{0,62})\sat\s([\w-]+(?:\sdot\s[\w-]+){0,3}\sdot\s[a-z]{2,12})(?![\w@])", re.IGNORECASE
)
"""Without brackets both words must be there: ``jane at example dot org``."""
_BARE_HOST, _MAIL = re.compile(r" (?:@|AT) [\w.-]+"), "mail"
"""A sign between blanks, with nothing else written around it, and the end of the word that may stand before it all."""
_SIGN = re.compile("@")
_HIDDEN_SIGN = re.compile(rf"[\[({{< ] ?{_AT_WORDS} ?[\])}}> ]\s?[\w-]+{_DOT}", re.IGNORECASE)
"""A word for the sign before a host with a full stop, since ``at`` stands in every English text."""
_SPOKEN_SIGN = re.compile(r"\sdot\s", re.IGNORECASE)
_DOT_AGAIN = re.compile(rf"{_DOT}|{_SPOKEN_SIGN.pattern}", re.IGNORECASE)

_WRITTEN, _REPAIRED, _LINKED = 0.99, 0.85, 0.95


def find_emails(document: Document, broken: Sequence[BrokenToken]) -> tuple[Text, ...]:
    """Return every address once, in order of position; an address behind a link is anchored to its words.

    Args:
        document: What was read.
        broken: Its `broken_tokens`.
    """
    found = sorted(_in_text(document, broken), key=lambda hit: (hit[0], -hit[3]))
    emails: dict[str, Text] = {}
    for start, end, address, confidence in found:
        emails.setdefault(address.casefold(), Extracted(address, confidence, (document.anchor(start, end),)))
    return tuple(emails.values())


def _joined(broken: Sequence[BrokenToken]) -> Iterator[tuple[int, int, str, float]]:
    """Yield the addresses that a narrow column broke in the middle of a word."""
    for token in broken:
        if "@" in token.text and _PLAIN.fullmatch(token.text) and _is_broken(token):
            yield token.start, token.end, token.text, _REPAIRED


def _is_broken(token: BrokenToken) -> bool:
    """Return whether the first line ends in the middle of an address, and the last does not begin another one."""
    first, rest = token.parts[0], "".join(token.parts[1:])
    if "@" not in first:
        return (
            first.islower()
            and _PLAIN.fullmatch(first) is None
            and "/" not in first
            and _HOST_ALONE.match(first) is None
        )
    if _PLAIN.fullmatch(first) is None:
        return True
    return rest.isalpha() and token.text.rpartition(".")[2] in _COMMON_ENDS


def _lines_around(sign: re.Pattern[str], text: str) -> Iterator[tuple[int, int]]:
    """Yield the stretches of whole lines, from one line above to one below, in which a sign stands."""
    first = last = -1
    for match in sign.finditer(text):
        if match.end() <= last:
            continue
        above = text.rfind("\n", 0, max(0, match.start()))
        start = text.rfind("\n", 0, above) + 1 if above > 0 else 0
        below = text.find("\n", match.end())
        end = text.find("\n", below + 1) if below >= 0 else -1
        if last >= 0 and start > last:
            yield first, last
        if last < 0 or start > last:
            first = start
        last = end if end >= 0 else len(text)
    if last >= 0:
        yield first, last


def _names_employer(match: re.Match[str]) -> bool:
    """Return whether a title and where it was held stand about a sign between blanks (``Senior baker @ example.org``).

    An address has no capitals, begins what is said, or spells its stops, too.
    """
    text, (start, end) = match.string, match.span(1)
    if not (match[1].isalpha() and _BARE_HOST.fullmatch(text, end, match.end())):
        return False
    before = text[max(0, start - len(_MAIL) - 1) : start].casefold()
    goes_on = before[-1:] == " " and before[-2:-1].isalnum() and not before.endswith(f"{_MAIL} ")
    return goes_on or not match[1].islower()


def _hidden(text: str) -> Iterator[tuple[int, int, str, float]]:
    """Yield the addresses that are written around robots."""
    for sign, hidden in ((_HIDDEN_SIGN, _HIDDEN), (_SPOKEN_SIGN, _SPOKEN)):
        for start, end in _lines_around(sign, text):
            for match in hidden.finditer(text, start, end):
                if not _names_employer(match):
                    yield match.start(), match.end(), f"{match[1]}@{_DOT_AGAIN.sub('.', match[2])}", _REPAIRED


def _in_text(document: Document, broken: Sequence[BrokenToken]) -> Iterator[tuple[int, int, str, float]]:
    text = document.text
    joined = [*_joined(broken)]
    yield from joined
    for start, end in _lines_around(_SIGN, text):
        for match in _PLAIN.finditer(text, start, end):
            if not any(begin < match.end() and match.start() < finish for begin, finish, _, _ in joined):
                yield match.start(), match.end(), match.group(), _WRITTEN
        for match in _BROKEN.finditer(text, start, end):
            yield match.start(), match.end(), f"{match[1]}@{match[2]}", _REPAIRED
        for match in _BROKEN_HOST.finditer(text, start, end):
            yield match.start(), match.end(), f"{match[1]}@{match[2]}.{match[3]}", _REPAIRED
    yield from _hidden(text)
    for link in document.links:
        if link.url.lower().startswith("mailto:"):
            address = unquote(link.url[len("mailto:") :].split("?", 1)[0]).strip()
            if _PLAIN.fullmatch(address):
                yield link.start, link.end, address, _LINKED
