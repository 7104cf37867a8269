"""Sets of all weight vectors that fit a statement, and random draws from these sets."""

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
    """A pairwise judgement that a set of weights draws at random."""

    node: str
    """Where the pair is compared."""
    pair: tuple[str, str]
    """The two items, the one called more important first."""


class WeightSet(ABC):
    """Weights that a statement allows, with their probabilities.

    Attributes
    ----------
    name
        Kind of the set, a stable word for answers.
    strict
        The statement excludes weights outside; ``"any"`` weights then mean any of the set.
    """

    name: ClassVar[str]
    strict: ClassVar[bool] = False

    @abstractmethod
    def sample(self, size: int, rng: np.random.Generator) -> FloatArray:
        """Draw ``size`` weight vectors, ``(size, n)``; non-negative, rows sum to 1."""

    def halfspaces(self) -> tuple[FloatArray, FloatArray] | None:
        """Return ``A (k, n)`` and ``b (k,)``: all weights with ``A w <= b``, equally likely.

        None if the set is not such a polytope, or its draws are not uniform.
        """
        return None

    @property
    def judgements(self) -> tuple[Judgement, ...]:
        """Judgements that `draw` returns beside the weights; empty for most sets."""
        return ()

    def draw(self, size: int, rng: np.random.Generator) -> tuple[FloatArray, FloatArray]:
        """Draw weights ``(size, n)`` as `sample` does, with their judgements ``(size, g)``."""
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
    """A set of weights with its criteria in another order."""

    inner: WeightSet
    order: tuple[int, ...]

    @property
    def name(self) -> str:  # type: ignore[override]  # that of the set within
        """Name of the inner set."""
        return self.inner.name

    @property
    def strict(self) -> bool:  # type: ignore[override]  # that of the set within
        """Strictness of the inner set."""
        return self.inner.strict

    @property
    def facts(self) -> Mapping[str, Any]:
        """Parameters of the inner set."""
        return self.inner.facts

    def halfspaces(self) -> tuple[FloatArray, FloatArray] | None:
        """Return the half-spaces of the inner set, reordered."""
        halfspaces = self.inner.halfspaces()
        return None if halfspaces is None else (halfspaces[0][:, list(self.order)], halfspaces[1])

    @property
    def judgements(self) -> tuple[Judgement, ...]:
        """Judgements of the inner set."""
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
        """Return no inequalities."""
        return np.empty((0, self.n)), np.empty(0)

    def sample(self, size: int, rng: np.random.Generator) -> FloatArray:
        """Draw from the whole simplex."""
        exponentials = rng.exponential(size=(size, self.n))
        return np.asarray(exponentials / exponentials.sum(axis=1, keepdims=True))


@dataclass(frozen=True, slots=True, eq=False)
class Around(WeightSet):
    """All weights within a factor ``1-spread .. 1+spread`` of given weights, uniformly.

    Notes
    -----
    All weights but the largest are drawn in their boxes, the largest makes the sum 1, and a draw
    in which it leaves its box is repeated: division by the sum would bias towards the centre.
    """

    name = "around"

    values: FloatArray
    """``(n,)``, sum 1."""
    spread: float
    """In 0..1."""

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
        batches: list[FloatArray] = []
        missing, attempts = size, 0
        while missing > 0:
            batch = rng.uniform(low, high, size=(missing + missing // 4 + 64, len(w)))
            batch[:, largest] = 0.0
            closing = 1.0 - batch.sum(axis=1)
            batch[:, largest] = closing
            inside = (closing >= low[largest] - 1e-15) & (closing <= high[largest] + 1e-15)
            batches.append(batch[inside][:missing])
            missing -= len(batches[-1])
            attempts += len(batch)
            if missing == size and attempts > _DRAWS_WITHOUT_HIT:
                raise InvalidSensitivity([Fault("spread_bounds", ("spread",), {"value": spread})])
        return np.vstack(batches)
