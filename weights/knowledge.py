"""How well weights are known: the set to draw from, and the interval of each weight."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from mcda.robust.draws import weights_to_draw
from mcda.weight_set import WeightSet
from mcda.weight_vector import WeightVector

_DRAWS, _SEED = 4000, 7
LEVEL = 0.95


@dataclass(frozen=True, slots=True, kw_only=True)
class Knowledge:
    """What a statement leaves open."""

    drawn_from: WeightSet
    """The set: that of the statement, or the neighbourhood of +-20 % where it says nothing."""
    stated: bool
    """Whether the set comes from the statement."""
    intervals: Mapping[str, tuple[float, float]]
    """By criterion, the central 95 % of the drawn weights."""
    samples: int
    """Of the draws behind the intervals."""
    seed: int
    """Of the draws behind the intervals."""


def knowledge(vector: WeightVector) -> Knowledge:
    """Return how well the weights of a vector are known."""
    drawn_from = weights_to_draw(vector, None)
    samples = drawn_from.sample(_DRAWS, np.random.default_rng(_SEED))
    tail = (1.0 - LEVEL) / 2
    low, high = np.quantile(samples, [tail, 1.0 - tail], axis=0).tolist()
    return Knowledge(
        drawn_from=drawn_from,
        stated=vector.known is not None,
        intervals={name: (low[k], high[k]) for k, name in enumerate(vector.criteria)},
        samples=_DRAWS,
        seed=_SEED,
    )
