"""How likely a section is of which kind: the evidence weighed by weights that were learned from invented people.

A multinomial logistic regression. ``python -m benchmarks.sections`` learns the weights and writes them to
``lexicons/data/section_weights.toml``; docs/parsing.md says what it is worth.
"""

from collections.abc import Mapping, Sequence
from functools import cache
from math import exp

from vitae.domain.sections import SectionKind
from vitae.lexicons.files import read_toml
from vitae.parsing.section_evidence import Evidence


@cache
def _kinds() -> Sequence[SectionKind]:
    return tuple(SectionKind(kind) for kind in read_toml("section_weights")["kinds"])


def _weights() -> Mapping[str, Sequence[float]]:
    """Return the weights of each piece of evidence, in the order of the kinds."""
    weights: Mapping[str, Sequence[float]] = read_toml("section_weights")["weights"]
    return weights


def probabilities(evidence: Evidence) -> Mapping[SectionKind, float]:
    """Return how probable each kind is, from 0 to 1 and 1 together; what was never seen in learning says nothing."""
    weights, scores = _weights(), [0.0] * len(_kinds())
    for name, value in evidence.items():
        row = weights.get(name)
        if row is not None:
            scores = [score + value * weight for score, weight in zip(scores, row, strict=True)]
    best = max(scores)
    raised = [exp(score - best) for score in scores]
    total = sum(raised)
    return {kind: power / total for kind, power in zip(_kinds(), raised, strict=True)}
