"""All weights that linear statements allow: their extent, centre, volume, and draws from them."""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any

import numpy as np

from mcda.cells import FloatArray
from mcda.errors import Fault, InvalidWeights, UnsuitableData
from mcda.polytope.corners import Corners, corners
from mcda.polytope.geometry import Flat, Round, flat, inequalities, is_empty, rounded
from mcda.polytope.hit_and_run import hit_and_run, mean_by_walking
from mcda.polytope.linear_programme import lowest
from mcda.polytope.triangulation import Triangulation, triangulate
from mcda.weight_set import WeightSet

_LEVEL = 1e-10
_ROUNDS = 5
_FEW = 200  # corners; with more a linear programme is faster
_TILE = 500_000  # numbers held at once


@dataclass(frozen=True, slots=True, eq=False)
class PolytopePart:
    """A polytope of weights within a larger one.

    Examples
    --------
    In a quarter of all weights of three criteria the first counts more than the others together.

    >>> import numpy as np
    >>> from mcda.polytope import Polytope
    >>> whole = Polytope.whole(3).part()
    >>> half = whole.above(np.array([1.0, -1.0, -1.0]))
    >>> volumes = [part.measured().volumes.sum() for part in (half, whole)]
    >>> round(float(volumes[0] / volumes[1]), 4)
    0.25
    """

    body: Round
    """Coordinates of the larger one."""
    corners: Corners
    """Of the part, in these."""

    @property
    def weights(self) -> FloatArray:
        """Weights at the corners, ``(v, n)``."""
        return self.body.weights(self.corners.points)

    def above(self, row: FloatArray) -> "PolytopePart | None":
        """Return the part where ``row @ w >= 0``; None where it has no volume.

        Parameters
        ----------
        row
            Shape ``(n,)``. Values within 1e-10 of the row's length count as 0.

        Raises
        ------
        UnsuitableData
            The part would have more than 2000 corners.
        """
        length = float(np.linalg.norm(row)) or 1.0
        slack = self.weights @ (row / length)
        if slack.min() >= -_LEVEL:
            return self
        if slack.max() <= _LEVEL:
            return None
        corners = self.corners.cut(slack)
        if corners is None:
            raise UnsuitableData([Fault("volumes_blurred")])
        return replace(self, corners=corners)

    def measured(self) -> Triangulation | None:
        """Return the division into simplices; None if there are too many, or rounding blurs them.

        Volumes are in the coordinates of the body: only their ratios are meaningful.
        """
        return triangulate(self.corners)


@dataclass(frozen=True, eq=False)
class Polytope(WeightSet):
    r"""The weights :math:`\{w \ge 0, \sum w = 1, A w \le b\}`, all equally likely.

    Raises
    ------
    InvalidWeights
        A row or bound is not finite or their numbers do not fit; methods that look for a point
        raise it where the set is empty.

    Notes
    -----
    A set counts as empty when every weight vector breaks some statement by more than 1e-10 of
    its row's length. One in which no ball of radius 1e-9 fits is moved into a hyperplane, together
    with all its weights, by about as much.

    Examples
    --------
    The first criterion counts at least as much as the second, that at least as much as the third:
    one order of six, whose mean weights are 11/18, 5/18 and 2/18 (rank order centroid).

    >>> import numpy as np
    >>> from mcda.polytope import Polytope
    >>> order = Polytope.whole(3).cut([-1, 1, 0], 0).cut([0, -1, 1], 0)
    >>> mean, standard_error = order.centroid(np.random.default_rng(0))
    >>> round(order.volume(), 4), (18 * mean).round(4).tolist(), standard_error
    (0.1667, [11.0, 5.0, 2.0], 0.0)
    """

    name = "polytope"
    strict = True

    A: FloatArray
    """``(k, n)``. The length of a row, together with its bound, says nothing."""
    b: FloatArray
    """``(k,)``."""

    def __post_init__(self) -> None:
        fits = self.A.ndim == 2 and self.b.shape == self.A.shape[:1]
        if not fits or not (np.isfinite(self.A).all() and np.isfinite(self.b).all()):
            raise InvalidWeights([Fault("polytope_rows")])

    @classmethod
    def whole(cls, n: int) -> "Polytope":
        """Return all weights of ``n`` criteria."""
        return cls(np.zeros((0, n)), np.zeros(0))

    def cut(self, a: FloatArray | Sequence[float], bound: float) -> "Polytope":
        """Return the part of the set with ``a . w <= bound``."""
        row = np.asarray(a, dtype=np.float64)
        if row.shape != (self.n,):
            raise InvalidWeights([Fault("polytope_rows")])
        return Polytope(np.vstack([self.A, row]), np.append(self.b, float(bound)))

    def columns(self, order: Sequence[int]) -> "Polytope":
        """Return the set with its criteria in another order: column k is ``order[k]`` of this."""
        if list(order) == list(range(self.n)):
            return self
        return Polytope(self.A[:, list(order)], self.b)

    def halfspaces(self) -> tuple[FloatArray, FloatArray]:
        """Return ``A`` and ``b``."""
        return self.A, self.b

    @property
    def n(self) -> int:
        """Number of criteria."""
        return int(self.A.shape[1])

    @property
    def facts(self) -> Mapping[str, Any]:
        """The number of constraints."""
        return {"constraints": len(self.b)}

    @cached_property
    def _within(self) -> Flat | None:
        return flat(self.A, self.b)

    @property
    def _flat(self) -> Flat:
        if self._within is None:
            raise InvalidWeights([Fault("polytope_empty", (), {"constraints": len(self.b)})])
        return self._within

    @cached_property
    def _round(self) -> Round:
        return rounded(self._flat)

    @cached_property
    def _corners(self) -> Corners | None:
        return corners(self._round.rows)

    @cached_property
    def _pieces(self) -> Triangulation | None:
        return None if self._corners is None else triangulate(self._corners)

    @cached_property
    def corners(self) -> Corners | None:
        """The corners as weights; None if there are too many, or if they are uncertain.

        Raises
        ------
        InvalidWeights
            The set is empty.
        """
        rounded = self._corners
        return rounded and replace(rounded, points=self._round.weights(rounded.points))

    def is_empty(self) -> bool:
        """Return whether no weights are allowed."""
        return self._within is None

    def centre(self) -> FloatArray:
        """Return the Chebyshev centre ``(n,)``: farthest from all bounds within the affine hull.

        Raises
        ------
        InvalidWeights
            The set is empty.
        """
        return self._flat.centre.copy()

    def minimum(self, c: FloatArray | Sequence[float]) -> tuple[float, FloatArray]:
        """Return the least value of ``c . w`` and weights ``(n,)`` that attain it.

        Computed from the corners if they are few, else by a linear programme.

        Raises
        ------
        InvalidWeights
            The set is empty.
        """
        costs = np.asarray(c, dtype=np.float64)
        if self.corners is None:
            G, h = inequalities(self.A, self.b)
            scale = float(np.abs(costs).max()) or 1.0
            w, _ = lowest(costs / scale, G, h, weights=True)
            points = np.asarray(w / w.sum())[None, :]
        else:
            points = self.corners.points
        values = points @ costs
        at = int(values.argmin())
        return float(values[at]), points[at].copy()

    def meets(self, A: FloatArray, b: FloatArray) -> bool:
        """Return whether some weights of the set also satisfy ``A w <= b``, to within 1e-10.

        Computed from the corners if they are few, else by a linear programme.

        Raises
        ------
        InvalidWeights
            The set is empty.
        """
        part = _few(self.corners)
        for row, bound in zip(A, b, strict=True):
            part = part and _few(part.cut(bound - part.points @ row))
        if part is None:
            return not is_empty(np.vstack([self.A, A]), np.concatenate([self.b, b]))
        return len(part.points) > 0

    def part(self) -> PolytopePart | None:
        """Return the whole set as a part that can be cut; None if there are too many corners.

        Raises
        ------
        InvalidWeights
            The set is empty.
        """
        rounded = self._corners
        return None if rounded is None else PolytopePart(self._round, rounded)

    def bounds(self) -> FloatArray:
        """Return the least and greatest value of each weight, ``(n, 2)``.

        Raises
        ------
        InvalidWeights
            The set is empty.
        """
        if self.corners is not None:
            points = self.corners.points
            return np.column_stack([points.min(axis=0), points.max(axis=0)])
        ends = [[self.minimum(e)[0], -self.minimum(-e)[0]] for e in np.eye(self.n)]
        return np.abs(np.clip(ends, 0.0, 1.0))

    def centroid(self, rng: np.random.Generator) -> tuple[FloatArray, float]:
        """Return the mean of all allowed weights, ``(n,)``, and its greatest standard error.

        Exact, with error 0, where the set can be divided into simplices; else by random walks.

        Raises
        ------
        InvalidWeights
            The set is empty.
        """
        body, pieces = self._round, self._pieces
        if pieces is not None and self.corners is not None:
            mean = pieces.centroid(self.corners.points)
            return np.asarray(mean / mean.sum()), 0.0
        y, covariance = mean_by_walking(body.rows, _ROUNDS, rng)
        variances = np.einsum("ij,jk,ik->i", body.basis, covariance, body.basis)
        return body.weights(y[None, :])[0], float(np.sqrt(variances.max()))

    def volume(self) -> float | None:
        """Return the share of all weights that is allowed, in 0..1.

        0 for a set of lower dimension, None where there are too many pieces to add up.

        Raises
        ------
        InvalidWeights
            The set is empty.
        """
        body, d = self._round, self.n - 1
        if body.rows.shape[1] < d:
            return 0.0
        if self._pieces is None:
            return None
        simplex = 0.5 * math.log(self.n) - math.lgamma(self.n)
        volume = math.log(float(self._pieces.volumes.sum())) + body.scale
        return min(1.0, math.exp(volume - simplex))

    def sample(self, size: int, rng: np.random.Generator) -> FloatArray:
        """Draw weights uniformly within the affine hull of the set, ``(size, n)``.

        Independent draws where the set can be divided into simplices, else `hit_and_run`.

        Raises
        ------
        InvalidWeights
            The set is empty.
        """
        body, pieces = self._round, self._pieces
        if pieces is None or self.corners is None:
            return body.weights(hit_and_run(body.rows, size, rng))
        points = np.empty((size, self.n))
        tile = 1 + _TILE // self.n**2
        for start in range(0, size, tile):
            part = points[start : start + tile]
            part[:] = pieces.sample(self.corners.points, len(part), rng)
        return np.asarray(points / points.sum(axis=1, keepdims=True))


def _few(found: Corners | None) -> Corners | None:
    return found if found is not None and len(found.points) <= _FEW else None
