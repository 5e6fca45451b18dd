"""Tables of figures: several runs become one, and one becomes Markdown."""

from statistics import median

Row = dict[str, float | None]
"""Column -> figure; None where there is none, as of a library that is not installed."""
Figures = dict[str, dict[str, Row]]
"""Title of a table -> name of a row -> its figures."""

Spread = tuple[float, float, float]
"""The lowest, the middle and the highest of several runs."""
Merged = dict[str, dict[str, dict[str, Spread | None]]]


def merged(runs: list[Figures]) -> Merged:
    """Return each figure's lowest, middle and highest of all runs, which have the same rows."""
    return {
        title: {
            name: {column: _spread([run[title][name][column] for run in runs]) for column in row}
            for name, row in rows.items()
        }
        for title, rows in runs[0].items()
    }


def rendered(tables: Merged) -> str:
    """Return the tables in Markdown."""
    return "\n".join(f"### {title}\n\n{_table(rows)}" for title, rows in tables.items())


def _table(rows: dict[str, dict[str, Spread | None]]) -> str:
    columns = list(next(iter(rows.values())))
    lines = [["", *columns], ["---", *["---:"] * len(columns)]]
    lines.extend([name, *(_cell(row[column]) for column in columns)] for name, row in rows.items())
    return "".join(f"| {' | '.join(line)} |\n" for line in lines)


def _spread(values: list[float | None]) -> Spread | None:
    known = [value for value in values if value is not None]
    return (min(known), median(known), max(known)) if known else None


def _cell(spread: Spread | None) -> str:
    if spread is None:
        return "not installed"
    low, middle, high = spread
    return _number(middle) if low == high else f"{_number(middle)} ({_number(low)} to {_number(high)})"


def _number(value: float) -> str:
    return f"{value:.0f}" if value >= 100 else f"{value:.1f}"
