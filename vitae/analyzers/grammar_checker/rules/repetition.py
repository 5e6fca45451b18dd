"""Words written twice in a row."""

import re
from collections.abc import Iterator
from functools import cache
from itertools import compress
from operator import eq

from vitae.analyzers.grammar_checker.spot import Prose, Spot
from vitae.lexicons import read_toml

_TWICE = re.compile(r"(?<![\w-])(?P<word>[^\W\d_]+) (?P<again>(?P=word))(?![\w-])", re.IGNORECASE)


@cache
def _allowed() -> dict[str, frozenset[str]]:
    return {code: frozenset(words.split()) for code, words in read_toml("grammar")["doubled"].items()}


def find_doubled_words(prose: Prose) -> Iterator[Spot]:
    """Yield ``the the``; not ``had had``, names such as ``Duran Duran``, or what a language doubles."""
    words = prose.context.wording.words
    doubled = set(compress(words, map(eq, words, words[1:])))
    if not any(f"{word} {word}" in prose.lower for word in doubled):
        return
    for passage in prose.passages:
        language = passage.language or prose.context.document.language or ""
        allowed = _allowed()["any"] | _allowed().get(language, frozenset())
        for match in _TWICE.finditer(passage.text):
            word, again = match["word"], match["again"]
            if again[0].isupper() or word.lower() in allowed or (len(word) == 1 and word not in "aI"):
                continue
            start, end = match.span()
            message = f"“{word}” stands here twice."
            yield Spot(passage.start + start, passage.start + end, message, (word,), 0.95)
