"""The figures below which nobody may fall, with the digest of the corpus that they were measured on."""

import json
from dataclasses import dataclass
from math import ceil, floor
from pathlib import Path
from typing import Any

FLOORS = Path(__file__).parent / "floors.json"
_STEPS = 1000
"""A floor has three decimals."""
_LESS_IS_BETTER = ("false", "months off", "remarks", "no skill")


@dataclass(frozen=True, slots=True)
class Result:
    """What a suite measured: named figures, and the digest of what it measured them on."""

    suite: str
    digest: str
    figures: dict[str, float]
    tables: str
    """In Markdown, for the terminal and for the page."""


def breaches(result: Result, path: Path = FLOORS) -> list[str]:
    """Return a sentence for each figure on the wrong side of its floor, and for a corpus that has changed."""
    pinned = _pinned(path).get(result.suite)
    if pinned is None:
        return [f"{result.suite}: it has no floors; pin them with --pin"]
    if pinned["digest"] != result.digest:
        return [f"{result.suite}: the corpus is not the one of its floors; look at the figures, then --pin them"]
    return [f"{result.suite}: {told}" for _, told in _fallen(result, pinned["floors"])]


def pin(result: Result, path: Path = FLOORS) -> list[str]:
    """Raise the floors to the suite's figures; on a changed corpus these are the floors, lower or not.

    Returns a sentence for each floor that was lowered. On the same corpus none is: whoever wants
    that edits the file, and says why.
    """
    pinned = _pinned(path)
    before = pinned.get(result.suite, {"digest": "", "floors": {}})
    floors = {name: _bound(name, figure) for name, figure in result.figures.items()}
    if before["digest"] == result.digest:
        floors |= {name: before["floors"][name] for name, _ in _fallen(result, before["floors"])}
        lowered = []
    else:
        lowered = [f"{result.suite}: a floor is lowered: {told}" for _, told in _fallen(result, before["floors"])]
    pinned[result.suite] = {"digest": result.digest, "floors": floors}
    path.write_text(json.dumps(pinned, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
    return lowered


def _is_less_better(name: str) -> bool:
    """Tell whether a figure counts what is wrong."""
    return any(word in name for word in _LESS_IS_BETTER)


def _fallen(result: Result, floors: dict[str, float]) -> list[tuple[str, str]]:
    """Return the name of each figure on the wrong side of its floor, with a sentence about it."""
    return [
        (name, f"{name} is {_shown(result.figures.get(name))}, its floor is {bound}")
        for name, bound in floors.items()
        if _is_breached(name, result.figures.get(name), bound)
    ]


def _is_breached(name: str, figure: float | None, bound: float) -> bool:
    if figure is None:
        return True
    return figure > bound if _is_less_better(name) else figure < bound


def _bound(name: str, figure: float) -> float:
    """Return the figure in three decimals, rounded to its worse side."""
    worse = ceil if _is_less_better(name) else floor
    return worse(figure * _STEPS) / _STEPS


def _shown(figure: float | None) -> str:
    return "not measured" if figure is None else f"{figure:.4f}"


def _pinned(path: Path) -> dict[str, Any]:
    pinned: dict[str, Any] = json.loads(path.read_text(encoding="utf-8")) if path.exists() else {}
    return pinned
