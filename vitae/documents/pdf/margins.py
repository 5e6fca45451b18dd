"""Headers and footers that come back on every page: they are read once."""

import re
from collections import Counter
from collections.abc import Sequence
from itertools import chain

from vitae.documents.pdf.lines import PrintedLine

_TOP, _BOTTOM = 0.12, 0.9
"""The shares of a page's height above and below which a line may belong to the margin."""
_NUMBER = re.compile(r"\d+")
_PAGE_NUMBER = re.compile(
    r"\W*(?:page|seite|p[aá]gina|pag\.?|strona|str\.?|страница|стр\.?|sivu|side|sida)?\W*\d{1,3}"
    r"(?:\s*(?:/|\||of|von|de|sur|di|z|из|van)\s*\d{1,3})?\W*",
    re.IGNORECASE,
)


def read_margins_once(pages: Sequence[tuple[float, Sequence[PrintedLine]]]) -> list[PrintedLine]:
    """Return the lines of all pages, given with their heights, in order.

    A line in the upper or lower margin that says the same on several pages, digits
    aside, stays where it first stands at the top; a footer moves behind everything, so
    that it does not part a paragraph that goes on over the page. Bare page numbers are
    left out.
    """
    if len(pages) == 1:
        return list(pages[0][1])
    keys = [[_key(line.text) if _in_margin(line, height) else None for line in lines] for height, lines in pages]
    repeated = _repeated(keys)
    body: list[PrintedLine] = []
    footers: list[PrintedLine] = []
    seen: set[str] = set()
    for (height, lines), keys_of_page in zip(pages, keys, strict=True):
        for line, key in zip(lines, keys_of_page, strict=True):
            if key is None:
                body.append(line)
            elif _PAGE_NUMBER.fullmatch(line.text):
                continue
            elif key not in repeated:
                body.append(line)
            elif key not in seen:
                seen.add(key)
                (footers if line.baseline > _BOTTOM * height else body).append(line)
    return body + footers


def _repeated(keys: Sequence[Sequence[str | None]]) -> frozenset[str]:
    """Return the keys of margin lines, page by page, that stand on more than one of them."""
    counts = Counter(chain.from_iterable(map(set, keys)))
    return frozenset(key for key, count in counts.items() if key is not None and count > 1)


def _in_margin(line: PrintedLine, height: float) -> bool:
    return line.baseline < _TOP * height or line.baseline > _BOTTOM * height


def _key(text: str) -> str:
    return _NUMBER.sub("#", " ".join(text.casefold().split()))
