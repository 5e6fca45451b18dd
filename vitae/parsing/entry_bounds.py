"""Where the entries of a section begin and where their heads end; dates are the skeleton.

The first dated entry of a section shows how many lines stand above a date; the others follow it as far as bullets,
sentences and indents allow. An entry without any date begins where a line is set as the first lines of the dated
entries are.
"""

from collections import Counter
from collections.abc import Sequence
from collections.abc import Set as AbstractSet
from itertools import pairwise

from vitae.parsing.breaks import names_break
from vitae.parsing.entry_rows import Fact, Style

_MOST_ABOVE = 3
_MOST_BELOW = 4


def find_bounds(facts: Sequence[Fact]) -> tuple[list[int], list[int]]:
    """Return where each entry begins, and where its head ends; a break needs no more than the words over its date."""
    dated = [i for i, fact in enumerate(facts) if fact.is_dated]
    above = _rows_above(facts, dated[0]) if dated else 0
    hanging = _hanging(facts, dated) if above else frozenset()
    starts: list[int] = []
    ends: list[int] = []
    for nth, at in enumerate(dated):
        floor = ends[-1] if ends else 0
        before = dated[nth - 1]
        if not nth:
            start = _first_above(facts, at, 0, above)
        elif before in hanging and starts[-1] == before:
            start = at
        else:
            start = max(floor, _next_start(facts, before, at, above, starts[-1]))
        if starts and start - ends[-1] == 0 and at - start < above and not facts[at].pieces:
            start = _take_back(facts, ends, at, above)
        if nth + 1 == len(dated):
            ceiling = len(facts)
        elif at in hanging and start == at:
            ceiling = dated[nth + 1]
        else:
            ceiling = _next_start(facts, at, dated[nth + 1], above, start)
        end = at + 1
        is_break = facts[at].is_date_only and start < at and names_break(facts[start].row.text)
        while (
            not is_break
            and end < min(ceiling, at + 1 + _MOST_BELOW)
            and not facts[end].is_body
            and not facts[end].is_dated
        ):
            if end > at + 1 and facts[end].opens_block and above:
                break
            end += 1
        starts.append(start)
        ends.append(end)
    return _with_undated(facts, starts, ends)


def _next_start(facts: Sequence[Fact], before: int, at: int, above: int, start_before: int) -> int:
    """Return the first line of the head of a date, which stands below another date.

    A date alone that has no line above it (`start_before` is where its entry begins) takes the one below.
    """
    if start_before == before < at - 1 and facts[before].is_date_only and facts[at].pieces and above:
        return max(before + 1 + (not facts[before + 1].is_body), _start_below(facts, before, at, above))
    return _start_below(facts, before, at, above)


def _start_below(facts: Sequence[Fact], before: int, at: int, above: int) -> int:
    between = facts[before + 1 : at]
    opening = [nth for nth in range(before + 1, at + 1) if facts[nth].opens_block]
    if between and not any(fact.is_body for fact in between) and len(opening) == 1:
        return opening[0]
    start = _first_above(facts, at, before + 1, above)
    first = start
    while first > before + 1 and not facts[first - 1].is_body:
        first -= 1
    is_whole = first > before + 1 and facts[first].opens_block and at - first <= _MOST_ABOVE
    return first if is_whole else start


def _first_above(facts: Sequence[Fact], at: int, floor: int, above: int) -> int:
    """Return the first of the at most `above` lines over a date that may belong to its head."""
    start = at
    left = (max(above, 1) if _is_under_its_head(facts, at) else above) + facts[at].goes_on
    while start > floor and not facts[start - 1].is_body and not facts[start - 1].is_dated:
        left -= not facts[start - 1].goes_on
        if left < 0:
            break
        start -= 1
    return start


def _is_under_its_head(facts: Sequence[Fact], at: int) -> bool:
    """Return whether a date stands in the second line of a block, whose first line can only be the entry's own."""
    if at == 0 or facts[at].opens_block or facts[at].row.line.box is None:
        return False
    over = facts[at - 1]
    return (
        over.opens_block and not over.is_body and not over.is_dated and over.row.line.block == facts[at].row.line.block
    )


def _take_back(facts: Sequence[Fact], ends: list[int], at: int, above: int) -> int:
    """Take the lines above a lone date from the head before it, which had reached too far down."""
    start = _first_above(facts, at, 0, above)
    ends[-1] = min(ends[-1], start)
    return start


def _rows_above(facts: Sequence[Fact], first: int) -> int:
    """Return how many lines of its head stand above the date of the first entry."""
    start = _first_above(facts, first, 0, _MOST_ABOVE)
    return sum(not fact.goes_on for fact in facts[start:first]) - facts[first].goes_on


def _hanging(facts: Sequence[Fact], dated: Sequence[int]) -> AbstractSet[int]:
    """Return the dates whose head goes on below, down to the next date, though lines stand above the first one.

    An employer of several positions stands over the first of them; one of a single position stands beside the date,
    and the title below. Where no text parts such entries, the last of them tells: under its date stand as many lines,
    and no date. Nothing tells where the head of the first entry has lines on either side of its date.
    """
    below = {at: _lines_below(facts, at) for at in dated}
    if below[dated[0]]:
        return frozenset()
    hanging: set[int] = set()
    for at, following in reversed([*pairwise(dated)]):
        lines = below[following]
        is_last = lines > 0 and not _goes_on_at(facts, following + 1 + lines)
        is_between = following == at + 1 + lines and below[at] == lines and facts[at].pieces and facts[following].pieces
        if is_between and (is_last or following in hanging):
            hanging.add(at)
    return hanging


def _lines_below(facts: Sequence[Fact], at: int) -> int:
    """Return how many lines stand under a date before a text, another date or a heading; none if they fill no head."""
    end = at + 1
    while _goes_on_at(facts, end) and not facts[end].is_dated:
        end += 1
    return end - at - 1 if end - at - 1 <= _MOST_BELOW else 0


def _goes_on_at(facts: Sequence[Fact], at: int) -> bool:
    """Return whether heads go on with a line: it is no text, and no heading or rule stands before it."""
    if at >= len(facts) or facts[at].is_body:
        return False
    above = facts[at - 1]
    runs_over = above.is_dated and above.ranges[-1].finish > above.row.end
    return facts[at].row.nth <= above.row.nth + 1 + runs_over


def _with_undated(facts: Sequence[Fact], starts: list[int], ends: list[int]) -> tuple[list[int], list[int]]:
    """Add the entries that carry no date: a line after text that is set as the first lines of the others are."""
    bounds = dict(zip(starts, ends, strict=True))
    head_rows = {i for start, end in bounds.items() for i in range(start, end)}
    others = [i for i, fact in enumerate(facts) if not fact.is_body and not fact.is_dated and i not in head_rows]
    distinct = _distinct_styles(facts, starts) if others else frozenset()
    for i in others:
        if i in head_rows:
            continue
        after_text = i == 0 or facts[i - 1].is_body
        looks_like = facts[i].style in distinct if distinct else facts[i].opens_block
        if (after_text and looks_like) or (not bounds and i == 0):
            end = i + 1
            while end < len(facts) and end not in head_rows and not facts[end].is_body and end - i < _MOST_BELOW:
                end += 1
            bounds[i] = end
            head_rows.update(range(i, end))
    if facts and (not bounds or min(bounds) > 0):
        bounds.setdefault(0, 0)
    order = sorted(bounds)
    return order, [bounds[start] for start in order]


def _distinct_styles(facts: Sequence[Fact], starts: Sequence[int]) -> AbstractSet[Style]:
    """Return how the first lines of the dated entries are set, unless most of the text is set so, too."""
    plain = Counter([fact.style for fact in facts if fact.is_body])
    common = plain.most_common(1)[0][0] if plain else None
    return {facts[start].style for start in starts} - {common}
