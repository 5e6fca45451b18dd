"""The figures as a part of docs/guarantees.md."""

import os
from collections.abc import Iterable
from pathlib import Path

from faults.outcome import Outcome

BEGIN, END = "<!-- figures: written by make faults -->", "<!-- end of figures -->"


def write_figures(page: Path, outcomes: Iterable[Outcome]) -> None:
    """Replace what stands between the two marks."""
    text = page.read_text(encoding="utf-8")
    before, _, rest = text.partition(BEGIN)
    _, _, after = rest.partition(END)
    page.write_text(f"{before}{BEGIN}\n{_table(outcomes)}{END}{after}", encoding="utf-8")


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
