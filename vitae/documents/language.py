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
_MIN_WORDS = 20
_MIN_SHARE = 0.1
"""Below, a language is more likely a quoted title than a part of the document."""
_MIN_CONFIDENCE = 0.6
_MAX_LINES = 32
"""Lines that are looked at, evenly spread: more change the shares by less than a reader would notice."""

_WORD = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")
_SEPARATOR = re.compile(r"[,;|•·/\t]")
_UNSPACED = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\u0e00-\u0e7f]")  # scripts that put no blanks between words


class _Identifier(Protocol):
    """The one method of py3langid that is used."""

    def classify(self, instance: str, /) -> tuple[str, float]: ...


def detect_language(text: str, lines: Sequence[Line]) -> tuple[str | None, tuple[LanguageShare, ...]]:
    """Return the main language and the share of each, the largest first.

    Only lines of prose count, and each as much as it has words. With fewer than 20
    words of prose the answer is unknown: None and no shares.
    """
    words: Counter[str] = Counter()
    total = 0
    prose = list(_prose(text, lines))
    for line, count in prose[:: -(-len(prose) // _MAX_LINES) or 1]:
        total += count
        code, confidence = _identifier().classify(line)
        if confidence >= _MIN_CONFIDENCE:
            words[code] += count
    if total < _MIN_WORDS or not words:
        return None, ()
    known = words.total()
    kept = sorted(((n, code) for code, n in words.items() if n >= _MIN_SHARE * known), key=lambda x: (-x[0], x[1]))
    counted = sum(n for n, _ in kept)
    shares = tuple(LanguageShare(code, round(n / counted, 2)) for n, code in kept)
    return (shares[0].code, shares) if shares else (None, ())


def warm_up() -> None:
    """Load the model (about half a CPU second), so that the first document does not wait for it."""
    _identifier()


def _prose(text: str, lines: Sequence[Line]) -> Iterator[tuple[str, int]]:
    """Yield the lines that are sentences or parts of them, with their number of words."""
    for line in lines:
        content = text[line.content_start : line.end]
        unspaced = len(_UNSPACED.findall(content)) // 2
        count = unspaced or len(_WORD.findall(content))
        if count < _MIN_WORDS_OF_LINE:
            continue
        if unspaced or 3 * len(_SEPARATOR.findall(content)) <= count:
            yield content, count


@cache
def _identifier() -> _Identifier:
    from py3langid.langid import MODEL_FILE, LanguageIdentifier  # type: ignore[import-untyped]

    model = LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
    model.set_languages(_CANDIDATES)
    identifier: _Identifier = model
    return identifier
