"""An averaged perceptron of several classes that counts in whole numbers.

It gives the same weights on every machine and under every version of Python, to the last bit. Method: Y. Freund and
R. E. Schapire, "Large margin classification using the perceptron algorithm", Machine Learning 37 (1999), with a margin.
"""

from collections.abc import Sequence
from dataclasses import dataclass

Example = tuple[int, Sequence[int]]
"""The class, and the features, each as often as it occurs."""


@dataclass(frozen=True, slots=True)
class Weights:
    """Sums over all steps of the training of what each feature said for each class."""

    of_class: list[list[int]]
    steps: int

    def score(self, features: Sequence[int]) -> list[float]:
        """Return what the features say for each class, in steps of the training."""
        return [sum([weights[at] for at in features]) / self.steps for weights in self.of_class]


def train(examples: Sequence[Example], classes: int, features: int, *, rounds: int, margin: int) -> Weights:
    """Return the averaged weights after some rounds over the examples in their order.

    An example changes the weights until its class leads by the margin.
    """
    weights = [[0] * features for _ in range(classes)]
    behind = [[0] * features for _ in range(classes)]
    step = 0
    for _ in range(rounds):
        for right, active in examples:
            step += 1
            scores = [sum([of_class[at] for at in active]) for of_class in weights]
            rival = max((one for one in range(classes) if one != right), key=scores.__getitem__)
            if scores[right] - scores[rival] >= margin:
                continue
            for at in active:
                weights[right][at] += 1
                weights[rival][at] -= 1
                behind[right][at] += step
                behind[rival][at] -= step
    total = step + 1
    sums = [
        [total * now - late for now, late in zip(of_class, of_late, strict=True)]
        for of_class, of_late in zip(weights, behind, strict=True)
    ]
    return Weights(sums, total)
