"""Names written without the capitals that belong to them."""

import re
from collections.abc import Iterator
from functools import cache

from vitae.analyzers.grammar_checker.spot import Prose, Spot
from vitae.lexicons import read_toml


@cache
def _names() -> tuple[dict[str, str], re.Pattern[str], frozenset[str]]:
    """Return small spelling -> right spelling, one pattern for all of them, and the spellings never flagged."""
    data = read_toml("grammar")["names"]
    right = {name.lower(): name for name in data["words"].split()}
    pattern = re.compile(rf"(?<![\w@./#-])(?:{'|'.join(sorted(right))})(?![\w@/-]|\.\w)", re.IGNORECASE)
    return right, pattern, frozenset(data["accepted"].split())


def find_miswritten_names(prose: Prose) -> Iterator[Spot]:
    """Yield ``Javascript`` or ``Github``, not what stands in an address or in capitals throughout."""
    right, pattern, accepted = _names()
    text = prose.context.document.text
    for match in pattern.finditer(text):
        written, name = match.group(), right[match.group().lower()]
        if written != name and not written.isupper() and written not in accepted:
            yield Spot(*match.span(), f"The name is written “{name}”.", (name,), 0.9)
