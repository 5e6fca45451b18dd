"""The experience as a picture: one bar a job over the years, its gaps and overlaps, as inline SVG.

Deterministic: the same positions give the same bytes. The picture is decoration for those who see it; the table
beside it carries the same facts, and the description says it in words. Colours and letters come from the page.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from html import escape
from typing import Any

from vitae.exports.digest import Digest, duration_in_words, period_in_words

_WIDTH = 720
_ROW = 36
_NAME = 13
"""From the top of a row to the base line of its words."""
_BAR = 10
_TOP = 20
"""Above the first row, where bands are named."""
_AXIS = 24
_LABELS_MOST = 10
_LETTER = 7.0
"""Width of a letter of 13 px, on the generous side."""
_NARROWEST_NAMED = 34
"""A band of fewer pixels is drawn without its name."""
_NARROWEST = 3.0


@dataclass(frozen=True, slots=True)
class _Bar:
    name: str
    """Title and employer."""
    words: str
    """The name, the period and the duration."""
    start: int
    """Months since the year 0."""
    stop: int
    style: str
    """Its classes in the style sheet."""


@dataclass(frozen=True, slots=True)
class _Band:
    """Months that lie behind the bars: a gap, or an overlap of two positions."""

    kind: str
    start: int
    stop: int


@dataclass(frozen=True, slots=True)
class _Scale:
    """From months to pixels."""

    first: int
    last: int

    @classmethod
    def over(cls, bars: Sequence[_Bar]) -> "_Scale":
        """Return the scale of whole years around all bars."""
        return cls(min(bar.start for bar in bars) // 12 * 12, -(-max(bar.stop for bar in bars) // 12) * 12)

    def x(self, ordinal: int) -> float:
        """Return how far a month lies from the left."""
        return round((ordinal - self.first) / max(self.last - self.first, 1) * _WIDTH, 1)

    def width(self, start: int, stop: int) -> float:
        """Return the width of some months, which is never nothing."""
        return round(max(self.x(stop) - self.x(start), _NARROWEST), 1)


def timeline_of(digest: Digest) -> str:
    """Return the SVG of a report's experience; empty when no position has dates."""
    experience = digest.experience
    names = {index: _name_of(job) for index, job in enumerate(digest.rows("work"))}
    bands = [
        _Band(kind, _ordinal(band["start"]), _ordinal(band["end"]) + 1)
        for kind in ("gap", "overlap")
        for band in experience.get(f"{kind}s", ())
    ]
    return render_timeline(experience.get("positions", ()), names, experience.get("as_of", ""), bands)


def render_timeline(
    positions: Sequence[Mapping[str, Any]], names: Mapping[int, str], as_of: str, bands: Sequence[_Band] = ()
) -> str:
    """Return the SVG of the dated positions, the newest on top; empty when none has dates.

    Args:
        positions: As the experience calculator reports them.
        names: ``work_index`` -> what to call the job.
        as_of: The day, ``YYYY-MM-DD``, up to which a current job is drawn.
        bands: Gaps and overlaps, drawn over the whole height.
    """
    bars = sorted(_bars(positions, names, as_of), key=lambda bar: (-bar.start, -bar.stop, bar.name))
    if not bars:
        return ""
    scale, height = _Scale.over(bars), _TOP + _ROW * len(bars) + _AXIS
    body = "".join([*_grid(scale, height), *_bands(bands, scale, height), *_drawn(bars, scale)])
    told = escape("; ".join(bar.words for bar in bars))
    return (
        f'<svg viewBox="0 0 {_WIDTH} {height}" role="img" class="timeline"><title>Timeline of experience</title>'
        f"<desc>{told}</desc>{body}</svg>"
    )


def _bars(positions: Sequence[Mapping[str, Any]], names: Mapping[int, str], as_of: str) -> Iterator[_Bar]:
    for position in positions:
        is_current = bool(position["is_current"])
        end = as_of if is_current else position["end"]
        if position["start"] and end and position["months"]:
            name = names.get(position["work_index"], "")
            period = period_in_words(position["start"], position["end"], is_current=is_current)
            words = f"{name}, {period}, {duration_in_words(position['months'])}"
            rough = " rough" if position.get("precision") in ("year", "season", "quarter") else ""
            style = f"bar{' current' if is_current else ''}{rough}"
            yield _Bar(name, words, _ordinal(position["start"]), _ordinal(end) + 1, style)


def _ordinal(month: str) -> int:
    return int(month[:4]) * 12 + int(month[5:7]) - 1


def _grid(scale: _Scale, height: int) -> Iterator[str]:
    years = range(scale.first // 12, scale.last // 12 + 1)
    step = max(1, -(-len(years) // _LABELS_MOST))
    for year in years[::step]:
        x = scale.x(year * 12)
        yield f'<line x1="{x}" y1="{_TOP}" x2="{x}" y2="{height - _AXIS + 4}" class="grid"/>'
        anchor = "end" if x > _WIDTH - 20 else "start" if x < 20 else "middle"
        yield f'<text x="{x}" y="{height - 6}" text-anchor="{anchor}">{year}</text>'


def _bands(bands: Sequence[_Band], scale: _Scale, height: int) -> Iterator[str]:
    for band in bands:
        x, width = scale.x(band.start), scale.width(band.start, band.stop)
        words = f"{band.kind}, {duration_in_words(band.stop - band.start)}"
        yield f'<g><title>{words}</title><rect x="{x}" y="{_TOP}" width="{width}" height="{height - _AXIS - _TOP}" '
        yield f'class="{band.kind}"/>'
        if width >= _NARROWEST_NAMED + (band.kind == "overlap") * _LETTER * 4:
            yield f'<text x="{round(x + width / 2, 1)}" y="{_TOP - 7}" text-anchor="middle">{band.kind}</text>'
        yield "</g>"


def _name_of(job: Mapping[str, Any]) -> str:
    return ", ".join(job[key] for key in ("position", "name") if job.get(key)) or "unnamed position"


def _drawn(bars: Sequence[_Bar], scale: _Scale) -> Iterator[str]:
    for row, bar in enumerate(bars):
        x, width = scale.x(bar.start), scale.width(bar.start, bar.stop)
        y = _TOP + row * _ROW + _NAME
        yield f"<g><title>{escape(bar.words)}</title>{_named(bar.name, x, x + width, y)}"
        yield f'<rect x="{x}" y="{y + 6}" width="{width}" height="{_BAR}" rx="{_BAR // 2}" class="{bar.style}"/></g>'


def _named(name: str, x0: float, x1: float, y: int) -> str:
    """Return the name over its bar, from the bar's beginning or, where more room is, up to its end."""
    to_the_right = _WIDTH - x0 >= x1
    room = int((_WIDTH - x0 if to_the_right else x1) / _LETTER)
    shown = name if len(name) <= room else f"{name[: max(room - 1, 1)].rstrip(' ,')}…"
    x, anchor = (x0, "start") if to_the_right else (x1, "end")
    return f'<text x="{round(x, 1)}" y="{y}" text-anchor="{anchor}" class="name">{escape(shown)}</text>'
