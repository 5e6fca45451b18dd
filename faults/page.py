"""The figures: kept as JSON beside the suite, and written as a table into docs/guarantees.md."""

import json
import os
from collections.abc import Iterable, Mapping
from dataclasses import asdict
from pathlib import Path

from faults.outcome import Figure, Outcome

ROOT = Path(__file__).parents[1]
PAGE = ROOT / "docs" / "guarantees.md"
FIGURES = Path(__file__).with_name("figures.json")
BEGIN, END = "<!-- figures: written by make faults -->", "<!-- end of figures -->"


def write_figures(outcomes: Iterable[Outcome], order: Iterable[str]) -> None:
    """Replace the figures of these scenarios, and write the table of all, in this order of their names."""
    known = {**read_figures(), **{outcome.name: outcome for outcome in outcomes}}
    sorted_ones = [known[name] for name in order if name in known]
    text = json.dumps([asdict(outcome) for outcome in sorted_ones], indent=1, ensure_ascii=False)
    FIGURES.write_text(text + "\n", encoding="utf-8")
    page = PAGE.read_text(encoding="utf-8")
    before, _, rest = page.partition(BEGIN)
    _, _, after = rest.partition(END)
    PAGE.write_text(f"{before}{BEGIN}\n{_table(sorted_ones)}{END}{after}", encoding="utf-8")


def read_figures() -> Mapping[str, Outcome]:
    """Return the figures that were written last, by the name of the scenario."""
    if not FIGURES.exists():
        return {}
    found = (outcome_of(values) for values in json.loads(FIGURES.read_text(encoding="utf-8")))
    return {outcome.name: outcome for outcome in found}


def outcome_of(values: Mapping[str, object]) -> Outcome:
    """Return the outcome that `asdict` made these values of."""
    figures = values["figures"]
    assert isinstance(figures, list)
    return Outcome(str(values["name"]), str(values["conditions"]), tuple(Figure(**figure) for figure in figures))


def _table(outcomes: Iterable[Outcome]) -> str:
    head = ["| scenario | what | measured | promised |", "|---|---|---|---|"]
    lines = [f"Measured on {os.cpu_count()} cores.", "", *head]
    for outcome in outcomes:
        for number, figure in enumerate(outcome.figures):
            name = f"**{outcome.name}**: {outcome.conditions}" if number == 0 else ""
            unit = f" {figure.unit}" if figure.unit else ""
            lines.append(
                f"| {name} | {figure.what} | {figure.value:g}{unit} | {figure.relation} {figure.bound:g}{unit} |"
            )
    return "\n".join([*lines, ""])
