"""A LanguageTool server as a second opinion, over HTTP; where it fails or is slow, only its remarks are lost."""

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from http.client import HTTPException
from threading import Thread
from time import monotonic
from typing import Any, Protocol
from urllib.error import URLError
from urllib.parse import urlencode
from urllib.request import HTTPRedirectHandler, Request, build_opener

from vitae.analyzers.grammar_checker.result import Category, Notice

_CATEGORIES = {
    "TYPOS": Category.SPELLING,
    "GRAMMAR": Category.GRAMMAR,
    "CONFUSED_WORDS": Category.CONFUSION,
    "PUNCTUATION": Category.PUNCTUATION,
    "CASING": Category.CAPITALISATION,
}
"""Its other categories (style, typography, redundancy) speak of taste."""
LANGUAGETOOL_CATEGORIES = tuple(_CATEGORIES.values())
_LARGEST = 4 * 1024 * 1024
_BLOCK = 64 * 1024
_SAFE_NAMES = {"en": "en-US", "de": "de-DE", "pt": "pt-PT"}
"""Languages whose spelling it checks only for a country."""


@dataclass(frozen=True, slots=True)
class Match:
    """One remark on ``text[start:end]``; offsets count code points."""

    start: int
    end: int
    category: Category
    rule: str
    message: str
    replacements: tuple[str, ...]


class SecondOpinion(Protocol):
    """Checks a text in one language."""

    def check(self, text: str, language: str) -> Sequence[Match] | Notice:
        """Return the remarks in order of position, or why there are none."""
        ...


class LanguageTool:
    """The server at one address, asked with one deadline for everything."""

    def __init__(self, url: str, seconds: float) -> None:
        self._url = url.rstrip("/").removesuffix("/check").removesuffix("/v2") + "/v2/check"
        self._deadline = monotonic() + seconds
        self._opener = build_opener(_NoRedirect)

    def check(self, text: str, language: str) -> Sequence[Match] | Notice:
        """Return the remarks, or the notice that says what kept it from answering.

        It is asked in a thread: neither looking up its name nor an answer that drips can outlast the deadline.
        """
        answers: list[Sequence[Match] | Notice] = []
        asking = Thread(target=lambda: answers.append(self._ask(text, language)), daemon=True)
        left = self._deadline - monotonic()
        if left > 0:
            asking.start()
            asking.join(left)
        return answers[0] if answers else Notice("languagetool_too_slow", "LanguageTool did not answer in time.")

    def _ask(self, text: str, language: str) -> Sequence[Match] | Notice:
        left = max(0.1, self._deadline - monotonic())
        form = urlencode({"text": text, "language": _SAFE_NAMES.get(language, language)}).encode()
        request = Request(self._url, data=form, headers={"Accept": "application/json"})  # noqa: S310 - Options checks it
        try:
            with self._opener.open(request, timeout=left) as response:
                return tuple(_matches(text, json.loads(self._body(response))))
        except TimeoutError:
            return Notice("languagetool_too_slow", "LanguageTool did not answer in time.")
        except (URLError, HTTPException, ConnectionError) as error:
            if isinstance(getattr(error, "reason", None), TimeoutError):
                return Notice("languagetool_too_slow", "LanguageTool did not answer in time.")
            return Notice("languagetool_unreachable", f"LanguageTool could not be asked: {type(error).__name__}.")
        except (ValueError, KeyError, TypeError, AttributeError):
            return Notice("languagetool_unreadable", "LanguageTool gave an answer of another shape.")

    def _body(self, response: Any) -> bytes:
        """Read the answer in blocks, so that one that drips does not outlast the deadline."""
        blocks, size = [], 0
        while block := response.read1(_BLOCK):
            size += len(block)
            if size > _LARGEST:
                raise ValueError("The answer is too large.")
            if monotonic() > self._deadline:
                raise TimeoutError
            blocks.append(block)
        return b"".join(blocks)


class _NoRedirect(HTTPRedirectHandler):
    """A server that sends elsewhere is not the one that was named."""

    def redirect_request(self, *_: Any, **__: Any) -> None:
        """Follow nothing."""


def _matches(text: str, answer: Mapping[str, Any]) -> Iterator[Match]:
    places = _CodePoints(text)
    for match in answer["matches"]:
        category = _CATEGORIES.get(match["rule"]["category"]["id"])
        start, end = places.at(match["offset"]), places.at(match["offset"] + match["length"])
        if category is not None and start < end <= len(text):
            values = tuple(str(item["value"]) for item in match["replacements"][:3])
            yield Match(start, end, category, str(match["rule"]["id"]), str(match["message"]), values)


class _CodePoints:
    """From UTF-16 offsets, which Java counts, to code points."""

    def __init__(self, text: str) -> None:
        self._wide = [index for index, char in enumerate(text) if ord(char) > 0xFFFF]

    def at(self, offset: int) -> int:
        for index in self._wide:
            if index >= offset:
                break
            offset -= 1
        return offset
