"""Find web addresses: the candidate's own page and accounts elsewhere, in text and behind links."""

import re
from collections.abc import Iterator, Sequence
from functools import cache
from urllib.parse import unquote, urlsplit

from vitae.domain.document import Document
from vitae.domain.resume import Extracted, Profile, Text
from vitae.domain.values import Value
from vitae.lexicons.files import read_toml
from vitae.parsing.broken import BrokenToken

_URL = re.compile(
    r"(?<![\w@.+-])(?:https?://|www\.)[^\s<>()\[\]{}|,;\"“”]+"
    r"|(?<![\w@.+/-])(?:[a-z0-9](?:[a-z0-9-]{0,62})\.)+[a-z]{2,12}/[^\s<>()\[\]{}|,;\"“”]+"
    r"|(?<![\w@.+/-])(?:[a-z0-9](?:[a-z0-9-]{1,62})\.)+"
    r"(?:com|net|org|io|dev|me|co|ai|app|page|site|tech|design|art|blog|name|info|eu|uk|de|fr|es|pt|it|pl|ru|at|ch|be|nl|us|ca|example)(?![\w@/-]|\.\w)",
    re.IGNORECASE,
)
_TECHNOLOGIES = frozenset(
    {
        "node.js",
        "asp.net",
        "ado.net",
        "vb.net",
        "socket.io",
        "draw.io",
        "fast.ai",
        "monday.com",
        "booking.com",
        "amazon.com",
        "salesforce.com",
        "make.com",
    }
)
_SIGN = re.compile(r"\.(?=[^\W_])(?<=[^\W_]\.)|://")
_LONGEST = 400
"""Characters before a sign that may belong to its address."""
_BLANK = re.compile(r"\s")
_BLANKS = " \n\t\u00a0"
_PATH = re.compile(r"(?:https?://)?(?:[a-z0-9-]+\.)+[a-z]{2,12}/\S*", re.IGNORECASE)
_WRITTEN, _LINKED, _REPAIRED = 0.97, 0.95, 0.85


class WebAddress(Value, frozen=True):
    """An address and the account it leads to, if it leads to one."""

    start: int
    end: int
    url: str
    network: str | None
    username: str | None
    confidence: float

    def text(self, document: Document) -> Text:
        """Return the address as a value."""
        return Extracted(self.url, self.confidence, (document.anchor(self.start, self.end),))


@cache
def _networks() -> dict[str, str]:
    hosts: dict[str, str] = read_toml("networks")["hosts"]
    return hosts


def find_addresses(document: Document, broken: Sequence[BrokenToken]) -> tuple[WebAddress, ...]:
    """Return every web address once, in order of position.

    Args:
        document: What was read.
        broken: Its `broken_tokens`.
    """
    found: dict[str, WebAddress] = {}
    for address in sorted(_all(document, broken), key=lambda a: (a.start, a.end)):
        found.setdefault(_key(address.url), address)
    return tuple(found.values())


def _all(document: Document, broken: Sequence[BrokenToken]) -> Iterator[WebAddress]:
    linked = [(link.start, link.end) for link in document.links if link.url.lower().startswith("http")]
    for token in broken:
        if any(start < token.end and token.start < end for start, end in linked):
            continue
        if "@" in token.text:
            linked.append((token.start, token.end))  # the rest of an e-mail address is no page
        elif _is_broken(token):
            linked.append((token.start, token.end))
            yield _address(token.start, token.end, token.text, _REPAIRED)
    for match in _written(document.text):
        if any(start < match.end() and match.start() < end for start, end in linked):
            continue  # the address behind the characters is whole, however they are broken
        shown = match.group().rstrip(".,:;'’!?*")
        if shown.lower() not in _TECHNOLOGIES:
            yield _address(match.start(), match.start() + len(shown), shown, _WRITTEN)
    for link in document.links:
        if link.url.lower().startswith(("http://", "https://")):
            yield _address(link.start, link.end, link.url, _LINKED)


def _written(text: str) -> Iterator[re.Match[str]]:
    """Yield the addresses that are written, looking only where a full stop or ``://`` stands inside a word."""
    reached = 0
    for sign in _SIGN.finditer(text):
        if sign.start() < reached:
            continue
        floor = max(reached, sign.start() - _LONGEST)
        start = max(floor, *(text.rfind(blank, floor, sign.start()) + 1 for blank in _BLANKS))
        end = _BLANK.search(text, sign.end())
        reached = end.start() if end is not None else len(text)
        yield from _URL.finditer(text, start, reached)


def _is_broken(token: BrokenToken) -> bool:
    """Return whether the path of an address goes on in the next line, which begins no address of its own."""
    path = _PATH.fullmatch(token.parts[0])
    return path is not None and "@" not in token.text and all(_URL.match(part) is None for part in token.parts[1:])


def _address(start: int, end: int, shown: str, confidence: float) -> WebAddress:
    url = shown if "://" in shown else f"https://{shown}"
    network, username = _account(url)
    return WebAddress(start, end, url, network, username, confidence)


def _account(url: str) -> tuple[str | None, str | None]:
    """Return the network and the name of the account that an address leads to."""
    try:
        parts = urlsplit(url)
    except ValueError:
        return None, None
    host = (parts.hostname or "").removeprefix("www.")
    networks = _networks()
    labels = host.split(".")
    network = next((networks[h] for h in (".".join(labels[i:]) for i in range(len(labels) - 1)) if h in networks), None)
    steps = [step for step in parts.path.split("/") if step]
    if network is None or not steps:
        return network, None
    if steps[0] in {"in", "pub", "profile", "u", "user", "users", "people", "channel", "c"}:
        return network, unquote(steps[1]) if len(steps) > 1 else None
    return network, unquote(steps[0]).lstrip("@")


def _key(url: str) -> str:
    return re.sub(r"^https?://(?:www\.)?", "", url.casefold()).rstrip("/")


def profile_of(document: Document, address: WebAddress) -> Profile:
    """Return the account that an address leads to."""
    return Profile(address.network or "", address.text(document), address.username)
