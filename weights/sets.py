"""What statements leave open: orders, judgements with errors, judges, blends, caps."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from mcda.cells import FloatArray
from mcda.weight_set import WeightSet


@dataclass(frozen=True, slots=True, eq=False)
class OrderedWeights(WeightSet):
    r"""All weights in an order of importance, uniformly; their mean are the centroid weights.

    Parameters
    ----------
    groups
        Columns from the most to the least important, ties together: no order within a group.
    n
        Number of criteria; those in no group weigh nothing.

    Notes
    -----
    Sorted draws from the whole simplex are uniform on :math:`w_1 \ge w_2 \ge \dots`; within a
    group either order may hold.
    """

    name = "order"

    groups: tuple[tuple[int, ...], ...]
    n: int

    def sample(self, size: int, rng: np.random.Generator) -> FloatArray:
        """Draw weights in the order, ``(size, n)``."""
        ranked = sum(map(len, self.groups))
        drawn = rng.exponential(size=(size, ranked))
        drawn.sort(axis=1)
        drawn = drawn[:, ::-1] / drawn.sum(axis=1, keepdims=True)
        found, start = np.zeros((size, self.n)), 0
        for group in self.groups:
            part = drawn[:, start : start + len(group)]
            found[:, list(group)] = rng.permuted(part, axis=1) if len(group) > 1 else part
            start += len(group)
        return found


@dataclass(frozen=True, slots=True, eq=False)
class Judges(WeightSet):
    """Mixtures of the judges' weights whose mean is the group's: the Bayesian bootstrap.

    Parameters
    ----------
    weights
        ``(j, n)``, a row a judge.
    shares
        ``(j,)``, sum 1: how much each counts.

    References
    ----------
    Rubin, D. B. (1981). The Bayesian bootstrap. Annals of Statistics 9(1), 130-134.
    doi:10.1214/aos/1176345338
    """

    name = "judges"

    weights: FloatArray
    shares: FloatArray

    @property
    def facts(self) -> Mapping[str, Any]:
        """The number of judges."""
        return {"judges": len(self.weights)}

    def sample(self, size: int, rng: np.random.Generator) -> FloatArray:
        """Draw shares from a Dirichlet distribution and mix, ``(size, n)``."""
        counted = self.shares > 0
        strength = self.shares[counted] * counted.sum()
        return rng.dirichlet(strength, size) @ self.weights[counted]


@dataclass(frozen=True, slots=True, eq=False)
class Blended(WeightSet):
    """A blend of independent draws from its parts.

    Parameters
    ----------
    parts
        Sets over the same criteria.
    shares
        Of each part, sum 1.
    """

    name = "blend"

    parts: Sequence[WeightSet]
    shares: FloatArray

    def sample(self, size: int, rng: np.random.Generator) -> FloatArray:
        """Draw from every part and blend, ``(size, n)``."""
        drawn = (part.sample(size, rng) for part in self.parts)
        return np.asarray(sum(s * d for s, d in zip(self.shares, drawn, strict=True)))


@dataclass(frozen=True, slots=True, eq=False)
class Capped(WeightSet):
    """Draws of another set, each changed as the weights themselves were.

    Parameters
    ----------
    inner
        The set before.
    cap
        Takes and returns ``(s, n)``.
    """

    name = "capped"

    inner: WeightSet
    cap: Callable[[FloatArray], FloatArray]

    @property
    def facts(self) -> Mapping[str, Any]:
        """The set before, as its name and parameters."""
        return {"inner": {"name": self.inner.name, **self.inner.facts}}

    def sample(self, size: int, rng: np.random.Generator) -> FloatArray:
        """Draw from the set before and cap, ``(size, n)``."""
        return self.cap(self.inner.sample(size, rng))
