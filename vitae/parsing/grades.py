"""Pay grades beside a job title, such as ``Band 6``, ``EG 9b`` and ``2-й категории``."""

import re
from functools import cache

from vitae.lexicons.files import read_toml

_NUMBER = r"(?:\d{1,2}[a-z]?|[IVX]{1,4}|[A-D]\d?)(?:[/–-](?:\d{1,2}[a-z]?|[IVX]{1,4}))?"
_LONGEST = 30


@cache
def _grade() -> re.Pattern[str]:
    table = read_toml("titles")["grades"]
    words = "|".join(sorted(map(re.escape, table["words"]), key=len, reverse=True))
    letters = "|".join(map(re.escape, table["letters"]))
    behind = "|".join(map(re.escape, table["behind"]))
    return re.compile(
        rf"(?i:{words})\.?(?: |-|\.)?{_NUMBER}|(?:{letters})(?: |-)?(?:\d{{1,4}}-)?\d{{1,2}}[a-z]?"
        rf"|\d(?:-?[йяо]й?|º|ª|°|\.)? (?i:{behind})"
    )


def is_grade(text: str) -> bool:
    """Return whether `text` is nothing but a pay grade or a category, which is nobody's employer."""
    return len(text) <= _LONGEST and _grade().fullmatch(text.strip(" ()")) is not None
