"""The page that the figures stand on: each benchmark has a part of it for itself."""

import re
from pathlib import Path

PAGE = Path(__file__).parents[1] / "docs" / "benchmarks.md"


def write_part(name: str, text: str) -> None:
    """Put the text between the marks ``<!-- NAME -->`` and ``<!-- end of NAME -->``.

    Raises:
        ValueError: the page has no such part.
    """
    part = re.compile(rf"(?<=<!-- {name} -->\n).*(?=<!-- end of {name} -->)", re.DOTALL)
    page, parts = part.subn(lambda _: f"\n{text.strip()}\n\n", PAGE.read_text(encoding="utf-8"))
    if parts != 1:
        raise ValueError(f"{PAGE.name} has {parts} parts named {name}")
    PAGE.write_text(page, encoding="utf-8")
