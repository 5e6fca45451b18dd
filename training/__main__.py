"""Train the model of `vitae.lexicons.word_model` from ``names/*.tsv``: ``python -m training``.

Writes the same file each time, and prints how many names it tells apart that it has not learned from: those of the
tuning people of the accuracy benchmark.
"""

import argparse
import hashlib
from collections.abc import Callable, Iterable
from itertools import chain
from pathlib import Path
from statistics import mean

from benchmarks.accuracy.person import PEOPLE, STRANGERS, people
from training.perceptron import Weights, train
from vitae.lexicons.word_model import BUCKETS, MODEL, UNIT, features_of, leaning_of, places_of, words_of
from vitae.parsing.degrees import find_degree
from vitae.parsing.titles import CLEARLY, organization_evidence, title_evidence

NAMES = Path(__file__).with_name("names")
KINDS = ("title", "organisation", "degree")
ROUNDS, MARGIN = 10, 100
_LIGHTEST, _HEAVIEST = -128, 127

Name = tuple[str, str]
"""A kind and the words."""


def main() -> None:
    """Train, compare, and write."""
    parser = argparse.ArgumentParser(description="Train the model of the words.")
    parser.add_argument("--check", action="store_true", help="write nothing; fail if the file would be another")
    arguments = parser.parse_args()
    made = model_of(names())
    if arguments.check:
        if made != MODEL.read_bytes():
            raise SystemExit(f"{MODEL.name} is not what the names give: run `python -m training`.")
        return
    MODEL.write_bytes(made)
    print(told_apart())


def names() -> list[Name]:
    """Return all names that are learned from, in an order that has nothing to do with their kinds and languages."""
    lines = chain.from_iterable(path.read_text(encoding="utf-8").splitlines() for path in NAMES.glob("*.tsv"))
    pairs = (line.partition("\t") for line in lines)
    return sorted(((kind, words) for kind, _, words in pairs), key=lambda name: hashlib.sha256(name[1].encode()).digest())


def model_of(learned: Iterable[Name]) -> bytes:
    """Return the file of the model: two tables of bytes, title and degree against organisation."""
    examples = [(KINDS.index(kind), _features(words)) for kind, words in learned]
    weights = train(examples, len(KINDS), BUCKETS, rounds=ROUNDS, margin=MARGIN)
    return _table(weights, "title") + _table(weights, "degree")


def _features(text: str) -> list[int]:
    words = words_of(text)
    if not words:
        return []
    return [*chain.from_iterable(sorted(features_of(word)) for word in words), *places_of(words)]


def _table(weights: Weights, kind: str) -> bytes:
    """Return how much more each feature says for a kind than for an organisation, rounded to what a byte holds."""
    scale = weights.steps * MARGIN
    pairs = zip(weights.of_class[KINDS.index(kind)], weights.of_class[KINDS.index("organisation")], strict=True)
    steps = ((2 * int(UNIT) * (one - other) + scale) // (2 * scale) for one, other in pairs)
    return bytes(min(max(step, _LIGHTEST), _HEAVIEST) & 0xFF for step in steps)


def told_apart() -> str:
    """Return how many names of the tuning people are told apart by the lexicons, and by the model, as a table."""
    shown = [person for folder in (PEOPLE, STRANGERS) for person in people(folder) if person.split == "tune"]
    posts = [post for person in shown for post in person.work if post.kind != "break"]
    studies = [study for person in shown for study in person.education]
    jobs = [("title", post.title) for post in posts] + [("organisation", post.employer) for post in posts]
    courses = [("degree", study.degree) for study in studies]
    courses += [("organisation", study.institution) for study in studies]
    rows = ["| names | number | lexicons | model |", "| --- | ---: | ---: | ---: |"]
    rows += [
        _row("titles and employers", jobs, _title_by_lexicon, lambda words: leaning_of(words).title),
        _row(
            "of them unknown to the lexicons", _unknown(jobs), _title_by_lexicon, lambda words: leaning_of(words).title
        ),
        _row("degrees and schools", courses, _degree_by_lexicon, lambda words: leaning_of(words).degree),
    ]
    return "\n".join(rows)


def _row(what: str, named: Iterable[Name], *tellers: Callable[[str], float]) -> str:
    """Return the share that each teller tells right: more than nothing for what is no organisation, less for one."""
    told = [name for name in dict.fromkeys(named) if name[1]]
    shares = (mean((tell(words) > 0) is (kind != "organisation") for kind, words in told) for tell in tellers)
    return f"| {what} | {len(told)} | {' | '.join(f'{share:.3f}' for share in shares)} |"


def _title_by_lexicon(words: str) -> float:
    return title_evidence(words) - organization_evidence(words)


def _degree_by_lexicon(words: str) -> float:
    return CLEARLY * (find_degree(words) is not None) - organization_evidence(words)


def _unknown(named: Iterable[Name]) -> list[Name]:
    return [name for name in named if max(title_evidence(name[1]), organization_evidence(name[1])) < CLEARLY]


if __name__ == "__main__":
    main()
