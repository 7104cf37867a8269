"""What is left open about weights: all vectors that fit what was said, and how to draw them."""

from abc import ABC, abstractmethod
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, ClassVar

import numpy as np

from mcda.cells import FloatArray
from mcda.errors import Fault, InvalidSensitivity

_DRAWS_WITHOUT_HIT = 2_000_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Judgement:
    """A pairwise judgement among what a set of weights draws.

    Parameters
    ----------
    node
        Where the pair is compared.
    pair
        The two items, the one called more important first.
    """

    node: str
    pair: tuple[str, str]


class WeightSet(ABC):
    """Weights that a statement leaves open, with the chance of each.

    Attributes
    ----------
    name
        Which kind of set, a stable word for answers.
    strict
        Nothing outside was said to be possible; ``"any"`` weights then mean any of the set.
    """

    name: ClassVar[str]
    strict: ClassVar[bool] = False

    @abstractmethod
    def sample(self, size: int, rng: np.random.Generator) -> FloatArray:
        """Draw ``size`` weight vectors, ``(size, n)``; non-negative, rows sum to 1."""

    def halfspaces(self) -> tuple[FloatArray, FloatArray] | None:
        """Return ``A (k, n)`` and ``b (k,)``: all weights with ``A w <= b``, equally likely.

        None where the set is not such a polytope, or not drawn from uniformly.
        """
        return None

    @property
    def judgements(self) -> tuple[Judgement, ...]:
        """What `draw` tells beside the weights; most sets tell nothing."""
        return ()

    def draw(self, size: int, rng: np.random.Generator) -> tuple[FloatArray, FloatArray]:
        """Draw weights ``(size, n)`` as `sample` does, and the judgements ``(size, g)`` behind."""
        return self.sample(size, rng), np.empty((size, 0))

    @property
    def facts(self) -> Mapping[str, Any]:
        """Parameters of the set as plain data."""
        return {}

    def columns(self, order: Sequence[int]) -> "WeightSet":
        """Return the set with its criteria in another order: column k is ``order[k]`` of this."""
        return ReorderedSet(self, tuple(order))


@dataclass(frozen=True, slots=True, eq=False)
class ReorderedSet(WeightSet):
    """The same set, criteria in another order."""

    inner: WeightSet
    order: tuple[int, ...]

    @property
    def name(self) -> str:  # type: ignore[override]  # that of the set within
        """Name of the set within."""
        return self.inner.name

    @property
    def strict(self) -> bool:  # type: ignore[override]  # that of the set within
        """Strictness of the set within."""
        return self.inner.strict

    @property
    def facts(self) -> Mapping[str, Any]:
        """Parameters of the set within."""
        return self.inner.facts

    def halfspaces(self) -> tuple[FloatArray, FloatArray] | None:
        """Return those of the set within."""
        found = self.inner.halfspaces()
        return None if found is None else (found[0][:, list(self.order)], found[1])

    @property
    def judgements(self) -> tuple[Judgement, ...]:
        """Judgements of the set within."""
        return self.inner.judgements

    def sample(self, size: int, rng: np.random.Generator) -> FloatArray:
        """Draw from the set within."""
        return self.inner.sample(size, rng)[:, list(self.order)]

    def draw(self, size: int, rng: np.random.Generator) -> tuple[FloatArray, FloatArray]:
        """Draw from the set within."""
        weights, judgements = self.inner.draw(size, rng)
        return weights[:, list(self.order)], judgements


@dataclass(frozen=True, slots=True, eq=False)
class AnyWeights(WeightSet):
    """All weights of ``n`` criteria, uniformly: Dirichlet(1), normalised exponentials."""

    name = "any"

    n: int

    def halfspaces(self) -> tuple[FloatArray, FloatArray]:
        """Return no inequality."""
        return np.empty((0, self.n)), np.empty(0)

    def sample(self, size: int, rng: np.random.Generator) -> FloatArray:
        """Draw from the whole simplex."""
        drawn = rng.exponential(size=(size, self.n))
        return np.asarray(drawn / drawn.sum(axis=1, keepdims=True))


@dataclass(frozen=True, slots=True, eq=False)
class Around(WeightSet):
    """All weights within a factor ``1-spread .. 1+spread`` of given ones, uniformly.

    Parameters
    ----------
    values
        ``(n,)``, sum 1.
    spread
        In 0..1.

    Notes
    -----
    All weights but the largest are drawn in their boxes, the largest closes the sum and what
    falls outside its box is drawn again: dividing by the sum would bias towards the centre.
    """

    name = "around"

    values: FloatArray
    spread: float

    @property
    def facts(self) -> Mapping[str, Any]:
        """The spread."""
        return {"spread": self.spread}

    def halfspaces(self) -> tuple[FloatArray, FloatArray]:
        """Return the sides of the box."""
        low, high = self.values * (1 - self.spread), self.values * (1 + self.spread)
        unit = np.eye(len(low))
        return np.vstack([unit, -unit]), np.concatenate([high, -low])

    def sample(self, size: int, rng: np.random.Generator) -> FloatArray:
        """Draw from the box.

        Raises
        ------
        InvalidSensitivity
            Hardly any weights lie in the box.
        """
        w, spread = self.values, self.spread
        largest = int(w.argmax())
        low, high = w * (1 - spread), np.minimum(w * (1 + spread), 1.0)
        kept: list[FloatArray] = []
        missing, tried = size, 0
        while missing > 0:
            batch = rng.uniform(low, high, size=(missing + missing // 4 + 64, len(w)))
            batch[:, largest] = 0.0
            closing = 1.0 - batch.sum(axis=1)
            batch[:, largest] = closing
            inside = (closing >= low[largest] - 1e-15) & (closing <= high[largest] + 1e-15)
            kept.append(batch[inside][:missing])
            missing -= len(kept[-1])
            tried += len(batch)
            if missing == size and tried > _DRAWS_WITHOUT_HIT:
                raise InvalidSensitivity([Fault("spread_bounds", ("spread",), {"value": spread})])
        return np.vstack(kept)
