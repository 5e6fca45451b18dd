"""How common words are: a small table, counted in the invented text that this repository holds.

``python -m benchmarks.background`` writes ``vitae/lexicons/data/background.txt`` anew. Counted are the lines of prose
of other kinds, the clean lines of résumés for tuning, and the bullets and summaries of the people for tuning.
"""

import json
import tomllib
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from benchmarks.prose import prose_lines
from vitae.lexicons.background import words_of

ROOT = Path(__file__).parents[1]
TABLE = ROOT / "vitae" / "lexicons" / "data" / "background.txt"
_ACCURACY = ROOT / "benchmarks" / "accuracy"
_FEWEST = 2
"""Lines; a word of a single one is as rare as one of none."""

_HEAD = """\
# In how many lines of invented text a word stands; the first line is the number of all lines.
# Made by `python -m benchmarks.background`; do not change it by hand.
"""


def render_background() -> str:
    """Return the table: the words that stand in several lines, in order, with their number of lines."""
    lines = list(_lines())
    counts = Counter(word for line in lines for word in set(words_of(line)))
    common = sorted((word, count) for word, count in counts.items() if count >= _FEWEST)
    return _HEAD + f"{len(lines)}\n" + "".join(f"{word} {count}\n" for word, count in common)


def _lines() -> Iterator[str]:
    yield from (line for _, line in prose_lines())
    clean = (_ACCURACY / "lines" / "tune_clean.jsonl").read_text(encoding="utf-8")
    yield from (json.loads(line)["text"] for line in clean.splitlines())
    for path in sorted((_ACCURACY / "people").glob("*.toml")):
        person = tomllib.loads(path.read_text(encoding="utf-8"))
        if person["split"] == "tune":
            yield person.get("basics", {}).get("summary", "")
            yield from (bullet for job in person.get("work", ()) for bullet in job.get("bullets", ()))


if __name__ == "__main__":
    TABLE.write_text(render_background(), encoding="utf-8")
