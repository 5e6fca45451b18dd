"""Where a quotation stands in a document's text, whatever its blanks, quotes and capitals."""

import re
from collections.abc import Iterator

from benchmarks.accuracy.judged import Json

Span = tuple[int, int]
_BLANKS = r"\s+"
_SIGNS = str.maketrans("’‘“”\u00a0", "''\"\" ")


def spans_of(quote: str, text: str) -> list[Span]:
    """Return every place of the quote as whole words; blanks and the ends of lines are alike."""
    words = [re.escape(word) for word in quote.translate(_SIGNS).split()]
    if not words:
        return []
    pattern = re.compile(rf"(?<!\w){_BLANKS.join(words)}(?!\w)", re.IGNORECASE)
    return [match.span() for match in pattern.finditer(text.translate(_SIGNS))]


def place_of(wrong: str, context: str, text: str) -> Span | None:
    """Return where an error stands, by the words around it; None where a layout tore them apart."""
    for start, end in spans_of(context, text):
        for first, last in spans_of(wrong, text[start:end]):
            return start + first, start + last
    return None


def overlap(one: Span, other: Span) -> bool:
    """Tell whether both share a character."""
    return one[0] < other[1] and other[0] < one[1]


def anchors_within(value: object) -> Iterator[Json]:
    """Yield every anchor within a part of a report."""
    if isinstance(value, dict):
        if "quote" in value and value.get("start") is not None:
            yield value
        for item in value.values():
            yield from anchors_within(item)
    elif isinstance(value, list):
        for item in value:
            yield from anchors_within(item)
