"""What statements leave open: orders, blends, caps."""

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

    def halfspaces(self) -> tuple[FloatArray, FloatArray]:
        """Return that each group weighs no more than the one before; the unranked nothing."""
        unit = np.eye(self.n)
        named = [column for group in self.groups for column in group]
        unranked = [unit[j] for j in range(self.n) if j not in named]
        pairs = zip(self.groups, self.groups[1:], strict=False)
        rows = [unit[below] - unit[a] for above, group in pairs for a in above for below in group]
        A = np.array([*unranked, *rows]).reshape(-1, self.n)
        return A, np.zeros(len(A))

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


Combine = Literal["arithmetic", "geometric"]


def mixture(parts: Sequence[FloatArray], shares: FloatArray, combine: Combine) -> FloatArray:
    r"""Return weights mixed by their shares :math:`q_k`.

    Arithmetic: :math:`\sum_k q_k w_{kj}`. Geometric: :math:`\prod_k w_{kj}^{q_k}`, divided by the
    sum over j; what weighs nothing in a part that has a share weighs nothing.

    Parameters
    ----------
    parts
        Each ``(n,)`` or ``(s, n)``, rows of sum 1.
    shares
        ``(k,)``, sum 1.
    combine
        Which mean.

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
    """A blend of independent draws from its parts.

    Parameters
    ----------
    parts
        Sets over the same criteria.
    shares
        Of each part, sum 1.
    combine
        Which mean of them.
    """

    name = "blend"

    parts: Sequence[WeightSet]
    shares: FloatArray
    combine: Combine = "arithmetic"

    @property
    def judgements(self) -> tuple[Judgement, ...]:
        """Judgements of the parts, part after part."""
        return tuple(judgement for part in self.parts for judgement in part.judgements)

    def sample(self, size: int, rng: np.random.Generator) -> FloatArray:
        """Draw from every part and blend, ``(size, n)``."""
        return self.draw(size, rng)[0]

    def draw(self, size: int, rng: np.random.Generator) -> tuple[FloatArray, FloatArray]:
        """Draw from every part and blend; judgements of all parts side by side."""
        drawn = [part.draw(size, rng) for part in self.parts]
        weights = mixture([found[0] for found in drawn], self.shares, self.combine)
        return weights, np.hstack([found[1] for found in drawn])


@dataclass(frozen=True, slots=True, eq=False)
class CappedSet(WeightSet):
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

    @property
    def judgements(self) -> tuple[Judgement, ...]:
        """Judgements of the set before."""
        return self.inner.judgements

    def sample(self, size: int, rng: np.random.Generator) -> FloatArray:
        """Draw from the set before and cap, ``(size, n)``."""
        return self.cap(self.inner.sample(size, rng))

    def draw(self, size: int, rng: np.random.Generator) -> tuple[FloatArray, FloatArray]:
        """Draw from the set before and cap the weights."""
        weights, judgements = self.inner.draw(size, rng)
        return self.cap(weights), judgements
