"""Multinomial logistic regression with a penalty on the squares of the weights, fitted by Adam.

Besides the weights of each piece of evidence for each kind there are shared ones: what a heading says speaks for the
kind that it names by the same amount, however rare the kind is among the samples.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from benchmarks.sections.samples import Sample
from vitae.domain.sections import SectionKind

Matrix: TypeAlias = "NDArray[np.float64]"
KINDS = tuple(SectionKind)
_SHARED = ("named", "partly named", "plainly about", "about", "besides")
_IMPORTANCE: Mapping[str, float] = {"as they are": 2.0, "other words": 1.0, "no words": 0.7, "brief": 0.15}
"""What people wrote counts most."""
_PENALTY = 6e-4
_STEPS, _RATE = 300, 0.08
_MOMENTUM, _SCALE, _TINY = 0.9, 0.999, 1e-8
"""Of Adam (Kingma and Ba, 2015), as usual."""


@dataclass(frozen=True, slots=True)
class Weights:
    """The weights of each piece of evidence for each of `KINDS`."""

    names: tuple[str, ...]
    matrix: Matrix
    """Evidence × kinds."""

    def rows(self) -> dict[str, list[float]]:
        """Return the weights by evidence, to two decimals and without a sign before zero."""
        rows = [[round(weight, 2) + 0.0 for weight in row] for row in self.matrix.tolist()]
        return dict(zip(self.names, rows, strict=True))

    def probabilities(self, samples: Sequence[Sample]) -> Matrix:
        """Return samples × kinds; evidence that has no weight says nothing."""
        return _softmax(_design(samples, self.names) @ self.matrix)


def learn(samples: Sequence[Sample]) -> Weights:
    """Fit the weights; the same samples in the same order give the same weights."""
    names = tuple(sorted({name for sample in samples for name in sample.evidence}))
    design, ties = _design(samples, names), _ties(names)
    truth = np.eye(len(KINDS))[[KINDS.index(sample.kind) for sample in samples]]
    importance = np.array([_IMPORTANCE[sample.variant] for sample in samples])
    importance /= importance.sum()
    own, shared = _Adam((len(names), len(KINDS))), _Adam((len(_SHARED),))
    for _ in range(_STEPS):
        matrix = own.value + np.tensordot(shared.value, ties, axes=1)
        slope = design.T @ ((_softmax(design @ matrix) - truth) * importance[:, None])
        own.descend(slope + _PENALTY * own.value)
        shared.descend(np.tensordot(ties, slope, axes=2))
    return Weights(names, own.value + np.tensordot(shared.value, ties, axes=1))


def _design(samples: Sequence[Sample], names: Sequence[str]) -> Matrix:
    """Return samples × evidence."""
    columns = {name: nth for nth, name in enumerate(names)}
    design = np.zeros((len(samples), len(names)))
    for row, sample in zip(design, samples, strict=True):
        for name, value in sample.evidence.items():
            if name in columns:
                row[columns[name]] = value
    return design


def _ties(names: Sequence[str]) -> Matrix:
    """Return shared weights × evidence × kinds: 1 where a heading names the kind."""
    ties = np.zeros((len(_SHARED), len(names), len(KINDS)))
    for nth, name in enumerate(names):
        said, _, kind = name.rpartition(" ")
        if said in _SHARED:
            ties[_SHARED.index(said), nth, KINDS.index(SectionKind(kind))] = 1.0
    return ties


def _softmax(scores: Matrix) -> Matrix:
    raised = np.exp(scores - scores.max(axis=1, keepdims=True))
    return np.asarray(raised / raised.sum(axis=1, keepdims=True))


class _Adam:
    """A value that goes down a slope, each of its numbers at its own speed."""

    def __init__(self, shape: tuple[int, ...]) -> None:
        self.value: Matrix = np.zeros(shape)
        self._mean: Matrix = np.zeros(shape)
        self._square: Matrix = np.zeros(shape)
        self._steps = 0

    def descend(self, slope: Matrix) -> None:
        """Take one step."""
        self._steps += 1
        self._mean = _MOMENTUM * self._mean + (1 - _MOMENTUM) * slope
        self._square = _SCALE * self._square + (1 - _SCALE) * slope**2
        mean = self._mean / (1 - _MOMENTUM**self._steps)
        square = self._square / (1 - _SCALE**self._steps)
        self.value = self.value - _RATE * mean / (np.sqrt(square) + _TINY)
