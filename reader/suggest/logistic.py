"""Logistic regression on few examples: sparse, regularised, in Python alone, quick enough to refit at will.

Fitted by AdaGrad (Duchi, Hazan, Singer 2011), which takes large steps where a feature is rare.
"""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

Features = Mapping[str, float]
EPOCHS = 30
STEP = 0.1
RIDGE = 30.0
"""How many examples the start counts for."""


@dataclass(frozen=True, slots=True)
class Model:
    """Weights by feature, and the logit of an example without any."""

    weights: Mapping[str, float]
    bias: float

    def logit(self, example: Features) -> float:
        """Return the logit of an example being positive."""
        weights = self.weights
        return self.bias + sum(weights.get(name, 0.0) * value for name, value in example.items())


def fit(
    examples: Sequence[tuple[Features, bool]], start: Mapping[str, float] | None = None, bias: float = 0.0
) -> Model:
    """Return the model that fits examples best, its weights and bias drawn towards `start` and `bias`.

    Time is linear in the examples, about 0.1 ms each for a sentence.
    """
    towards = dict(start or {})
    weights, squares = dict(towards), dict[str, float]()
    offset, offset_squares = bias, 1e-6
    ridge = RIDGE / max(1, len(examples))
    for _ in range(EPOCHS):
        for features, positive in examples:
            logit = offset + sum(weights.get(name, 0.0) * value for name, value in features.items())
            wrong = sigmoid(logit) - positive
            slope = wrong + ridge * (offset - bias)
            offset_squares += slope * slope
            offset -= STEP * slope / math.sqrt(offset_squares)
            for name, value in features.items():
                weight = weights.get(name, 0.0)
                slope = wrong * value + ridge * (weight - towards.get(name, 0.0))
                squares[name] = square = squares.get(name, 1e-6) + slope * slope
                weights[name] = weight - STEP * slope / math.sqrt(square)
    return Model(weights, offset)


def sigmoid(logit: float) -> float:
    """Return the probability of a logit."""
    if logit < -35:
        return 0.0
    return 1 / (1 + math.exp(-logit)) if logit < 35 else 1.0
