"""The language of the prose; a list of skills has none."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from functools import cache
from typing import Protocol

from vitae.domain.document import LanguageShare, Line

# The fewer languages compete, the surer a short line is told: Latin, dialects and constructed languages stay out.
# fmt: off
_CANDIDATES = (
    "ar", "bg", "ca", "cs", "da", "de", "el", "en", "es", "et", "fa", "fi", "fr",
    "he", "hi", "hr", "hu", "id", "it", "ja", "ko", "lt", "lv", "nl", "no", "pl",
    "pt", "ro", "ru", "sk", "sl", "sr", "sv", "th", "tr", "uk", "vi", "zh",
)
# fmt: on
_MIN_WORDS_OF_LINE = 6
_MIN_LENGTH = 2 * _MIN_WORDS_OF_LINE - 1
"""Of a line with so many words, or twice as many characters of a script without blanks."""
_MIN_WORDS = 20
_MIN_SHARE = 0.1
"""Below, a language is more likely a quoted title than a part of the document."""
_MIN_CONFIDENCE = 0.6
_MAX_LINES = 32
"""Lines that are looked at, evenly spread: more change the shares by less than a reader would notice."""
_MAX_SPOT_CHECKS = 6
"""Lines that are asked about, evenly spread, where all others are plainly of one language."""
_PLAIN_WORDS = 2
"""Of one language in a line, and of no other: then nobody has to be asked."""
# Function words that no other candidate language writes; the, und, dans and hasta tell more than a model does.
# fmt: off
_FUNCTION_WORDS = {
    "en": "the and with from their which between through while who that were this these within into using our has have",
    "de": "und für mit zur zum bei einer eines einem auf aus sowie nicht über durch nach eine beim",
    "fr": "dans avec pour aux cette chez sous leurs une afin ainsi",
    "es": "los las hasta y del donde mediante entre más según",
}
# fmt: on
_LANGUAGE_OF_WORD = {word: code for code, words in _FUNCTION_WORDS.items() for word in words.split()}

_WORD = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")
_SHAPE = bytes(ord("a" if chr(byte).isalpha() else "-" if chr(byte) in "'-" else " ") for byte in range(128)).ljust(256)
"""Of ASCII only a letter, what joins letters to a word, and a blank."""
_SEPARATOR, _ASCII_SEPARATORS = re.compile(r"[,;|•·/\t]"), b",;|/\t"
_Prose = tuple[str, int]
"""A line and how many words it has."""

_UNSPACED = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\u0e00-\u0e7f]")  # scripts that put no blanks between words


class _Identifier(Protocol):
    """The one method of py3langid that is used."""

    def classify(self, instance: str, /) -> tuple[str, float]: ...


def detect_language(text: str, lines: Sequence[Line]) -> tuple[str | None, tuple[LanguageShare, ...]]:
    """Return the main language and the share of each, the largest first.

    Only lines of prose count, and each as much as it has words. With fewer than 20
    words of prose the answer is unknown: None and no shares.
    """
    prose = _spread(list(_prose(text, lines)), _MAX_LINES)
    if sum(count for _, count in prose) < _MIN_WORDS:
        return None, ()
    words = _words_by_language(prose)
    if not words:
        return None, ()
    known = words.total()
    kept = sorted(((n, code) for code, n in words.items() if n >= _MIN_SHARE * known), key=lambda x: (-x[0], x[1]))
    counted = sum(n for n, _ in kept)
    shares = tuple(LanguageShare(code, round(n / counted, 2)) for n, code in kept)
    return (shares[0].code, shares) if shares else (None, ())


def warm_up() -> None:
    """Load the model (about half a CPU second), so that the first document does not wait for it."""
    _identifier()


def _words_by_language(prose: Sequence[_Prose]) -> Counter[str]:
    """Return how many words each language has.

    A line that says plainly what it is costs nothing. Where those lines agree, the others that do not
    say the same are asked about by sample, and only if the sample disagrees all are asked about one by one.
    """
    words: Counter[str] = Counter()
    unsure: list[tuple[_Prose, set[str]]] = []
    for line, count in prose:
        codes = list(filter(None, map(_LANGUAGE_OF_WORD.get, line.lower().split())))
        told = set(codes)
        if len(codes) >= _PLAIN_WORDS and len(told) == 1:
            words[codes[0]] += count
        else:
            unsure.append(((line, count), told))
    if len(words) == 1:
        (main,) = words
        silent = [line for line, told in unsure if told != {main}]
        if all(_classify(line) == main for line, _ in _spread(silent, _MAX_SPOT_CHECKS)):
            words[main] += sum(count for (_, count), _ in unsure)
            return words
    for (line, count), _ in unsure:
        if (code := _classify(line)) is not None:
            words[code] += count
    return words


def _classify(line: str) -> str | None:
    code, confidence = _identifier().classify(line)
    return code if confidence >= _MIN_CONFIDENCE else None


def _spread(lines: list[_Prose], most: int) -> list[_Prose]:
    return lines[:: -(-len(lines) // most) or 1]


def _prose(text: str, lines: Sequence[Line]) -> Iterator[_Prose]:
    """Yield the lines that are sentences or parts of them, with their number of words."""
    for line in lines:
        content = text[line.content_start : line.end]
        if len(content) < _MIN_LENGTH:
            continue
        count, separators = _count(content)
        if count >= _MIN_WORDS_OF_LINE and 3 * separators <= count:
            yield content, count


def _count(content: str) -> tuple[int, int]:
    """Return how many words and separators a line has; without blanks in its script none of the latter count."""
    if content.isascii():  # then bytes can be counted, in a quarter of the time
        line = content.encode()
        shape = line.translate(_SHAPE)
        words = len(shape.replace(b"a-a", b"aaa").replace(b"a-a", b"aaa").replace(b"-", b" ").split())
        return words, len(line) - len(line.translate(None, _ASCII_SEPARATORS))
    if unspaced := len(_UNSPACED.findall(content)) // 2:
        return unspaced, 0
    return len(_WORD.findall(content)), len(_SEPARATOR.findall(content))


def load_language_model() -> None:
    """Load what tells languages whose function words do not: half a second, once in a process, by a temporary file."""
    _identifier()


@cache
def _identifier() -> _Identifier:
    from py3langid.langid import MODEL_FILE, LanguageIdentifier  # type: ignore[import-untyped]

    model = LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
    model.set_languages(_CANDIDATES)
    identifier: _Identifier = model
    return identifier
