"""The sets of weights that statements allow: orders, blends, caps."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal

import numpy as np

from mcda.cells import FloatArray
from mcda.errors import Fault, InvalidWeights
from mcda.weight_set import Judgement, WeightSet


@dataclass(frozen=True, slots=True, eq=False)
class OrderedWeights(WeightSet):
    r"""All weights in an order of importance, uniformly; their mean are the centroid weights.

    Notes
    -----
    Sorted draws from the whole simplex are uniform on :math:`w_1 \ge w_2 \ge \dots`; within a
    group either order may hold.
    """

    name = "order"

    groups: tuple[tuple[int, ...], ...]
    """Columns from the most to the least important, ties together: no order within a group."""
    n: int
    """Number of criteria; those in no group weigh nothing."""

    def halfspaces(self) -> tuple[FloatArray, FloatArray]:
        """Return the constraints: no group outweighs the one before, unranked criteria weigh 0."""
        unit = np.eye(self.n)
        ranked = [column for group in self.groups for column in group]
        unranked = [unit[j] for j in range(self.n) if j not in ranked]
        pairs = zip(self.groups, self.groups[1:], strict=False)
        rows = [unit[below] - unit[a] for above, group in pairs for a in above for below in group]
        A = np.array([*unranked, *rows]).reshape(-1, self.n)
        return A, np.zeros(len(A))

    def sample(self, size: int, rng: np.random.Generator) -> FloatArray:
        """Draw weights in the order, ``(size, n)``."""
        spacings = rng.exponential(size=(size, sum(map(len, self.groups))))
        spacings.sort(axis=1)
        spacings = spacings[:, ::-1] / spacings.sum(axis=1, keepdims=True)
        weights, start = np.zeros((size, self.n)), 0
        for group in self.groups:
            part = spacings[:, start : start + len(group)]
            weights[:, list(group)] = rng.permuted(part, axis=1) if len(group) > 1 else part
            start += len(group)
        return weights


Combine = Literal["arithmetic", "geometric"]


def mixture(parts: Sequence[FloatArray], shares: FloatArray, combine: Combine) -> FloatArray:
    r"""Return weights mixed by their shares :math:`q_k`.

    Arithmetic: :math:`\sum_k q_k w_{kj}`. Geometric: :math:`\prod_k w_{kj}^{q_k}`, divided by the
    sum over j; a criterion of weight 0 in a part that has a share gets weight 0.

    Shapes: `shares` ``(k,)``.

    Raises
    ------
    InvalidWeights
        Geometric, and no criterion has a weight in every part.

    Examples
    --------
    >>> mixture([np.array([0.8, 0.2]), np.array([0.2, 0.8])], np.array([0.5, 0.5]), "geometric")
    array([0.5, 0.5])
    """
    pairs = list(zip(shares, parts, strict=True))
    if combine == "arithmetic":
        return np.asarray(sum(share * part for share, part in pairs))
    product = np.asarray(np.prod(np.broadcast_arrays(*(part**share for share, part in pairs)), 0))
    total = product.sum(axis=-1, keepdims=True)
    if not (total > 0).all():
        raise InvalidWeights([Fault("blend_without_common", ("parts",), {})])
    return product / total


@dataclass(frozen=True, slots=True, eq=False)
class BlendedSet(WeightSet):
    """A blend of independent draws from its parts."""

    name = "blend"

    parts: Sequence[WeightSet]
    """Sets over the same criteria."""
    shares: FloatArray
    """Of each part, sum 1."""
    combine: Combine = "arithmetic"
    """Which mean of them."""

    @property
    def judgements(self) -> tuple[Judgement, ...]:
        """Judgements of the parts, part after part."""
        return tuple(judgement for part in self.parts for judgement in part.judgements)

    def sample(self, size: int, rng: np.random.Generator) -> FloatArray:
        """Draw from every part and blend, ``(size, n)``."""
        return self.draw(size, rng)[0]

    def draw(self, size: int, rng: np.random.Generator) -> tuple[FloatArray, FloatArray]:
        """Draw from every part and blend; judgements of all parts side by side."""
        samples = [part.draw(size, rng) for part in self.parts]
        weights = mixture([sample[0] for sample in samples], self.shares, self.combine)
        return weights, np.hstack([sample[1] for sample in samples])


@dataclass(frozen=True, slots=True, eq=False)
class CappedSet(WeightSet):
    """Draws of another set, with the same caps applied to each draw."""

    name = "capped"

    inner: WeightSet
    """The set before."""
    cap: Callable[[FloatArray], FloatArray]
    """Takes and returns ``(s, n)``."""

    @property
    def facts(self) -> Mapping[str, Any]:
        """Name and parameters of the inner set."""
        return {"inner": {"name": self.inner.name, **self.inner.facts}}

    @property
    def judgements(self) -> tuple[Judgement, ...]:
        """Judgements of the inner set."""
        return self.inner.judgements

    def sample(self, size: int, rng: np.random.Generator) -> FloatArray:
        """Draw from the inner set and apply the caps, ``(size, n)``."""
        return self.cap(self.inner.sample(size, rng))

    def draw(self, size: int, rng: np.random.Generator) -> tuple[FloatArray, FloatArray]:
        """Draw from the inner set and apply the caps to the weights."""
        weights, judgements = self.inner.draw(size, rng)
        return self.cap(weights), judgements
