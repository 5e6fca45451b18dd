"""Figures of many judgements: precision, recall and F1 a field, shares, and how true the confidence is."""

from collections import Counter
from collections.abc import Iterable
from itertools import pairwise
from typing import NamedTuple

from benchmarks.accuracy.judged import Judgement

FIELDS = (
    "name", "email", "phone", "links", "city",
    "work.employer", "work.title", "work.start", "work.end", "work.entry",
    "education.institution", "education.degree", "education.start", "education.end",
    "skills", "languages", "keywords",
)  # fmt: skip
REACH = {
    "name": 0.98, "email": 0.995, "phone": 0.98, "links": 0.95, "city": 0.90,
    "work.employer": 0.93, "work.title": 0.92, "work.start": 0.95, "work.end": 0.95, "work.entry": 0.88,
    "education.institution": 0.92, "education.degree": 0.88, "education.start": 0.93, "education.end": 0.93,
    "skills": 0.90, "languages": 0.93,
}  # fmt: skip
"""The F1 that we want of each field, on people whom nobody tuned on."""
SURE = 0.9
_BINS = (0.0, 0.5, 0.7, 0.8, 0.9, 1.01)


class Score(NamedTuple):
    """How much of one field is right."""

    right: int
    read: int
    wanted: int

    @property
    def precision(self) -> float:
        """Return the share of the values read that are right."""
        return self.right / self.read if self.read else 0.0

    @property
    def recall(self) -> float:
        """Return the share of the truth that was read."""
        return self.right / self.wanted if self.wanted else 0.0

    @property
    def f1(self) -> float:
        """Return the harmonic mean of both."""
        return 2 * self.right / (self.read + self.wanted) if self.right else 0.0


class Bin(NamedTuple):
    """Values of about one confidence."""

    low: float
    values: int
    mean: float
    """Of the confidence."""
    right: float
    """The share that is right."""


def field_scores(judgements: Iterable[Judgement]) -> dict[str, Score]:
    """Return the score of each field that the truths have or that was read."""
    right: Counter[str] = Counter()
    read: Counter[str] = Counter()
    wanted: Counter[str] = Counter()
    for judgement in judgements:
        read.update(value.field for value in judgement.values)
        right.update(value.field for value in judgement.values if value.is_right)
        wanted.update(judgement.wanted)
    return {field: Score(right[field], read[field], wanted[field]) for field in FIELDS if read[field] or wanted[field]}


def mean_f1(judgements: Iterable[Judgement]) -> float:
    """Return the mean of all fields' F1."""
    scores = field_scores(judgements)
    return sum(score.f1 for score in scores.values()) / len(scores) if scores else 0.0


def shares(judgements: Iterable[Judgement]) -> dict[str, float]:
    """Return what is no field: months, slips of language, errors, anchors, keywords, confidence."""
    counts: Counter[str] = Counter()
    confidences: list[tuple[float, bool]] = []
    for judgement in judgements:
        counts.update(judgement.counts)
        confidences += judgement.confidences
    sure = [is_right for confidence, is_right in confidences if confidence >= SURE]
    figures = {
        "months within the interval, English": _share(counts, "months english within", "months english"),
        "months within the interval, others": _share(counts, "months others within", "months others"),
        "months off, all dates with months": _share(counts, "months off", "months exact dates"),
        "keywords that are no skill, a document": _share(counts, "keywords trapped", "documents"),
        "planted slips found, English": _share(counts, "language english found", "language english planted"),
        "false findings of language a 100 lines, English": _share(
            counts, "language english false", "language english lines", 100
        ),
        "false findings of language a 100 lines, others": _share(
            counts, "language others false", "language others lines", 100
        ),
        "remarks of language a document": (counts["language english remarks"] + counts["language others remarks"])
        / max(1, counts["documents"]),
        "false findings on lines marked as right, a document": _share(counts, "language clean flagged", "documents"),
        "errors found": _share(counts, "errors found", "errors asked"),
        "false criticals": float(counts["errors false critical"]),
        "false warnings a document": _share(counts, "errors false warning", "documents"),
        "forbidden remarks a document": _share(counts, "errors false info", "documents"),
        "anchors exact": _share(counts, "anchors exact", "anchors"),
        f"right of the values with confidence {SURE} or more": sum(sure) / len(sure) if sure else None,
    }
    return {name: figure for name, figure in figures.items() if figure is not None}


def reliability(judgements: Iterable[Judgement]) -> list[Bin]:
    """Return the values by their confidence, beside the share of them that is right."""
    values = [pair for judgement in judgements for pair in judgement.confidences]
    bins = []
    for low, high in pairwise(_BINS):
        within = [(confidence, is_right) for confidence, is_right in values if low <= confidence < high]
        if within:
            mean = sum(confidence for confidence, _ in within) / len(within)
            bins.append(Bin(low, len(within), mean, sum(is_right for _, is_right in within) / len(within)))
    return bins


class LeftOut(NamedTuple):
    """What a mean is without one group, and the field that moves most when it is left out."""

    group: str
    mean: float
    field: str
    change: float
    """F1 of that field without the group, less F1 with all."""


def left_out(judgements: list[tuple[str, Judgement]]) -> list[LeftOut]:
    """Return one line a group, the one that moves most first."""
    whole = field_scores(judgement for _, judgement in judgements)
    lines = []
    for group in sorted({name for name, _ in judgements}):
        rest = [judgement for name, judgement in judgements if name != group]
        scores = field_scores(rest)
        changes = {field: score.f1 - whole[field].f1 for field, score in scores.items()}
        field = max(changes, key=lambda name: abs(changes[name]))
        lines.append(LeftOut(group, mean_f1(rest), field, changes[field]))
    return sorted(lines, key=lambda line: -abs(line.change))


def grouped(judgements: Iterable[tuple[str, Judgement]]) -> dict[str, list[Judgement]]:
    """Return the judgements by group, in the order of the groups' names."""
    groups: dict[str, list[Judgement]] = {}
    for name, judgement in judgements:
        groups.setdefault(name, []).append(judgement)
    return dict(sorted(groups.items()))


def _share(counts: Counter[str], part: str, whole: str, times: int = 1) -> float | None:
    return times * counts[part] / counts[whole] if counts[whole] else None
