"""Learn the weights of sections, and measure them on people who were left out: ``python -m benchmarks.sections``.

``--write`` puts the weights learned from everybody who is there to tune on into the lexicon.
"""

import argparse
import json
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path
from random import Random

from benchmarks.sections.regression import KINDS, Weights, learn
from benchmarks.sections.samples import Sample, samples
from vitae.domain.sections import SectionKind

_FILE = Path(__file__).parents[2] / "vitae" / "lexicons" / "data" / "section_weights.toml"
_FOLDS = 6
_CHIEF = frozenset({SectionKind.WORK, SectionKind.EDUCATION, SectionKind.SKILLS, SectionKind.LANGUAGES})
"""Kinds that cost a résumé most when they are taken for something else, or something else for them."""
_PAGE = """# What speaks for the kind of a section: learned from {samples} sections of {people} invented people by
# `python -m benchmarks.sections --write`. The weights stand in the order of the kinds; docs/parsing.md explains them.

"""


def main() -> None:
    """Print what is right of people who were left out, and write the weights if asked."""
    parser = argparse.ArgumentParser(description="Learn the weights of sections.")
    parser.add_argument("--processes", type=int, default=2, help="that set and read the people")
    parser.add_argument("--write", action="store_true", help="write the weights learned from everybody")
    arguments = parser.parse_args()
    found = samples(arguments.processes)
    print("\n".join(_table(list(_left_out(found)))))
    if arguments.write:
        _write(learn(found), found)


def _left_out(found: Sequence[Sample]) -> Iterator[tuple[Sample, SectionKind, float]]:
    """Yield each sample with the kind, and its probability, that was learned from others' people."""
    everybody = sorted({sample.person for sample in found})
    Random(1).shuffle(everybody)
    for fold in range(_FOLDS):
        out = frozenset(everybody[fold::_FOLDS])
        weights = learn([sample for sample in found if sample.person not in out])
        asked = [sample for sample in found if sample.person in out]
        for sample, row in zip(asked, weights.probabilities(asked), strict=True):
            yield sample, KINDS[row.argmax()], float(row.max())


def _table(told: Sequence[tuple[Sample, SectionKind, float]]) -> Iterator[str]:
    count, right, chief = Counter[str](), Counter[str](), Counter[str]()
    for sample, kind, probability in told:
        for row in (f"set {sample.variant}", f"probability from {int(probability * 10) / 10}"):
            count[row] += 1
            right[row] += kind is sample.kind
            chief[row] += kind is not sample.kind and not _CHIEF.isdisjoint({kind, sample.kind})
    yield "| sections of people left out | number | share right | wrong, chief kinds |\n| --- | ---: | ---: | ---: |"
    yield from (f"| {row} | {count[row]} | {right[row] / count[row]:.3f} | {chief[row]} |" for row in sorted(count))


def _write(weights: Weights, found: Sequence[Sample]) -> None:
    head = _PAGE.format(samples=len(found), people=len({sample.person for sample in found}))
    rows = {name: row for name, row in weights.rows().items() if any(row)}
    lines = [f"kinds = {json.dumps(KINDS)}", "", "[weights]"]
    lines += [f'"{name}" = [{", ".join(f"{weight:g}" for weight in row)}]' for name, row in rows.items()]
    _FILE.write_text(head + "\n".join(lines) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
