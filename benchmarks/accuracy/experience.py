"""The months of experience that a truth's dates give, counted independently of the engine.

The conventions are those of `docs/experience.md`: calendar months, both ends included, the
union of all paid posts. A month is a number here: twelve times the year and the month from 0.
"""

import re
from dataclasses import dataclass
from datetime import date

from benchmarks.accuracy.person import Post

AS_OF = date(2026, 11, 22)
"""The day of all analyses of the benchmark."""

_SEASONS = {"spring": (3, 5), "summer": (6, 8), "autumn": (9, 11), "fall": (9, 11), "winter": (1, 2)}


@dataclass(frozen=True, slots=True)
class Months:
    """The likely number of months, and the fewest and the most that the dates allow."""

    fewest: int
    likely: int
    most: int


def experience_of(posts: tuple[Post, ...]) -> Months:
    """Return the months of all paid posts; undated, reversed and future ones count nothing."""
    readings = [reading for post in posts if post.is_paid and (reading := _readings(post))]
    fewest, likely, most = (set[int]().union(*(reading[at] for reading in readings)) for at in range(3))
    single_years = sum(1 for reading in readings if not reading[0] and not reading[2] & fewest)
    return Months(len(fewest) + single_years, len(likely), len(most))


def span(written: str) -> tuple[int, int]:
    """Return the first and the last month that a truth's date may mean."""
    if written == "present":
        return (_month(AS_OF.year, AS_OF.month),) * 2
    year, _, rest = written.partition("-")
    if not rest:
        return _month(int(year), 1), _month(int(year), 12)
    if rest in _SEASONS:
        first, last = _SEASONS[rest]
        return _month(int(year), first), _month(int(year), last)
    if quarter := re.fullmatch(r"Q([1-4])", rest):
        last = 3 * int(quarter[1])
        return _month(int(year), last - 2), _month(int(year), last)
    return (_month(int(year), int(rest[:2])),) * 2


def _readings(post: Post) -> tuple[set[int], set[int], set[int]] | None:
    """Return the months for certain, the likely ones and all possible ones; a year alone has none for certain."""
    if not post.start or not post.end:
        return None
    (first, begun), (ending, last), now = span(post.start), span(post.end), span("present")[0]
    last = min(last, now)
    if last < first or first > now:
        return None
    if post.start == post.end and len(post.start) == 4:
        return set(), set(range(first + 3, first + 9)), _to(first, last)
    likely = _to(_likely(post.start, first, 7), _likely(post.end, last, 6))
    return _to(begun, ending), likely, _to(first, last)


def _likely(written: str, month: int, of_year: int) -> int:
    """Return the month itself, or that month of the year where only a year is written."""
    return _month(int(written), of_year) if len(written) == 4 else month


def _to(first: int, last: int) -> set[int]:
    return set(range(first, last + 1))


def _month(year: int, month: int) -> int:
    return 12 * year + month - 1
