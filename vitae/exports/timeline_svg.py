"""The experience as a picture: one bar a job over the years, as inline SVG.

Deterministic: the same positions give the same bytes. The picture is decoration for those who
see it; the table beside it carries the same facts, and the title describes it in words.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from html import escape
from typing import Any

from vitae.exports.digest import Digest, period_in_words

_WIDTH = 720
_ROW = 26
_BAR = 14
_AXIS = 22
_LABELS_MOST = 12


@dataclass(frozen=True, slots=True)
class _Bar:
    label: str
    start: int
    """Months since the year 0."""
    stop: int
    is_current: bool


@dataclass(frozen=True, slots=True)
class _Band:
    """Months that lie behind the bars: a gap, or an overlap of two positions."""

    kind: str
    start: int
    stop: int


def timeline_of(digest: Digest) -> str:
    """Return the SVG of a report's experience; empty when no position has dates."""
    experience = digest.experience
    positions = experience.get("positions", ())
    by_job = {position["work_index"]: position for position in positions}
    labels = {index: _job_in_words(job, by_job.get(index, {})) for index, job in enumerate(digest.rows("work"))}
    bands = [
        _Band(kind, _ordinal(band["start"]), _ordinal(band["end"]) + 1)
        for kind in ("gap", "overlap")
        for band in experience.get(f"{kind}s", ())
    ]
    return render_timeline(positions, labels, experience.get("as_of", ""), bands)


def render_timeline(
    positions: Sequence[Mapping[str, Any]], labels: Mapping[int, str], as_of: str, bands: Sequence[_Band] = ()
) -> str:
    """Return the SVG of the dated positions, the newest on top; empty when none has dates.

    Args:
        positions: As the experience calculator reports them.
        labels: ``work_index`` -> what to call the job in the picture's description.
        as_of: The day, ``YYYY-MM-DD``, up to which a current job is drawn.
        bands: Gaps and overlaps, drawn over the whole height.
    """
    bars = sorted(_bars(positions, labels, as_of), key=lambda bar: (-bar.start, -bar.stop, bar.label))
    if not bars:
        return ""
    first, last = min(bar.start for bar in bars) // 12 * 12, -(-max(bar.stop for bar in bars) // 12) * 12
    height = _ROW * len(bars) + _AXIS
    title = escape("Timeline of experience: " + "; ".join(bar.label for bar in bars))
    body = "".join([*_bands(bands, first, last, height), *_grid(first, last, height), *_drawn(bars, first, last)])
    return f'<svg viewBox="0 0 {_WIDTH} {height}" role="img" class="timeline"><title>{title}</title>{body}</svg>'


def _bars(positions: Sequence[Mapping[str, Any]], labels: Mapping[int, str], as_of: str) -> Iterator[_Bar]:
    for position in positions:
        end = as_of if position["is_current"] else position["end"]
        if position["start"] and end and position["months"]:
            start, stop = _ordinal(position["start"]), _ordinal(end) + 1
            yield _Bar(labels.get(position["work_index"], ""), start, stop, bool(position["is_current"]))


def _ordinal(month: str) -> int:
    return int(month[:4]) * 12 + int(month[5:7]) - 1


def _grid(first: int, last: int, height: int) -> Iterator[str]:
    years = range(first // 12, last // 12 + 1)
    step = max(1, -(-len(years) // _LABELS_MOST))
    for year in years[::step]:
        x = _x(year * 12, first, last)
        yield f'<line x1="{x}" y1="0" x2="{x}" y2="{height - _AXIS}" class="grid"/>'
        anchor = "end" if x > _WIDTH - 20 else "start" if x < 20 else "middle"
        yield f'<text x="{x}" y="{height - 6}" text-anchor="{anchor}">{year}</text>'


def _bands(bands: Sequence[_Band], first: int, last: int, height: int) -> Iterator[str]:
    for band in bands:
        x0, x1 = _x(band.start, first, last), _x(band.stop, first, last)
        yield f'<rect x="{x0}" y="0" width="{round(x1 - x0, 1)}" height="{height - _AXIS}" class="{band.kind}"/>'


def _job_in_words(job: Mapping[str, Any], position: Mapping[str, Any]) -> str:
    what = ", ".join(job[key] for key in ("position", "name") if job.get(key)) or "unnamed position"
    period = period_in_words(position.get("start"), position.get("end"), is_current=bool(position.get("is_current")))
    return f"{what}, {period}"


def _drawn(bars: Sequence[_Bar], first: int, last: int) -> Iterator[str]:
    for row, bar in enumerate(bars):
        x0, x1 = _x(bar.start, first, last), _x(bar.stop, first, last)
        y = row * _ROW + (_ROW - _BAR) // 2
        kind = "bar current" if bar.is_current else "bar"
        width = round(max(x1 - x0, 2), 1)
        yield f'<rect x="{x0}" y="{y}" width="{width}" height="{_BAR}" rx="3" class="{kind}"/>'


def _x(ordinal: int, first: int, last: int) -> float:
    return round((ordinal - first) / max(last - first, 1) * _WIDTH, 1)
