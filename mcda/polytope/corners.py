"""Corners of a polytope, found by cutting with one facet after the other."""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from mcda.cells import FloatArray

Flags = npt.NDArray[np.bool_]
Indices = npt.NDArray[np.intp]

MOST_CORNERS = 2000
_MOST_PAIRS = 300_000  # that may or may not be edges
_TILE = 4_000_000  # numbers held at once
_ON = 1e-10  # a corner so near to a new facet lies on it
_BEYOND = 1e-9


@dataclass(frozen=True, slots=True, eq=False)
class Corners:
    """The corners of a polytope and the facets that they lie on.

    Attributes
    ----------
    points
        ``(v, n)``, in any affine coordinates.
    tight
        Which facets hold which corners, ``(f, v)``.
    dimension
        ``d`` of the polytope.
    """

    points: FloatArray
    tight: Flags
    dimension: int

    def cut(self, slack: FloatArray) -> "Corners | None":
        """Return the part inside a new facet; without corners if nothing lies inside.

        Corners inside stay; edges that cross the facet give new corners.

        `slack` is the distance of each corner to the facet, below 0 outside; 0 up to 1e-10. None
        if there would be more than 2000 corners, or too many pairs that may be edges.
        Shapes: `slack` ``(v,)``.
        """
        slack = np.where(np.abs(slack) <= _ON, 0.0, slack)
        if (slack >= 0).all():
            return self
        edges = self._edges(np.flatnonzero(slack > 0), np.flatnonzero(slack < 0))
        if edges is None or (slack >= 0).sum() + len(edges[0]) > MOST_CORNERS:
            return None
        first, second = edges
        share = (slack[first] / (slack[first] - slack[second]))[:, None]
        new = self.points[first] + share * (self.points[second] - self.points[first])
        stays = slack >= 0
        tight = np.hstack([self.tight[:, stays], self.tight[:, first] & self.tight[:, second]])
        on = np.append(slack[stays] == 0, np.ones(len(first), dtype=bool))
        points, facets = [self.points[stays], new], [tight[tight.any(axis=1)], on]
        return Corners(np.vstack(points), np.vstack(facets), self.dimension)

    def closed(self) -> bool:
        """Return whether at least ``d`` edges leave every corner.

        Walks along edges reach all corners: if each lies on ``d`` facets, none is missing. A corner
        on more facets has more edges, so that the test is then only an indication.
        """
        every = np.arange(len(self.points))
        edges = self._edges(every, every)
        if edges is None:
            return False
        return bool((np.bincount(edges[0], minlength=len(every)) >= self.dimension).all())

    def _edges(self, some: Indices, others: Indices) -> tuple[Indices, Indices] | None:
        """Return both ends of the edges from some corners to others; None for too many pairs.

        An edge lies on ``d - 1`` facets. These may meet in more than an edge only where both ends
        lie on more than ``d``: there no third corner must lie on all that the two share, which is
        not checked for more than 300 000 pairs.
        """
        tight = self.tight.astype(np.float32)
        at, to = np.nonzero(tight[:, some].T @ tight[:, others] >= self.dimension - 1)
        first, second = some[at], others[to]
        many = tight.sum(axis=0) > self.dimension
        edge = first != second
        unsure = np.flatnonzero(edge & many[first] & many[second])
        if len(unsure) > _MOST_PAIRS:
            return None
        tile = 1 + _TILE // max(tight.shape)
        for start in range(0, len(unsure), tile):
            pairs = unsure[start : start + tile]
            shared = tight[:, first[pairs]] * tight[:, second[pairs]]
            edge[pairs] = (shared.T @ tight >= shared.sum(axis=0)[:, None]).sum(axis=1) == 2
        return first[edge], second[edge]


def corners(rows: FloatArray) -> Corners | None:
    """Return the corners of the polytope ``rows y <= 1``.

    A cone of ``d`` facets is cut by the facet that is violated most, until none is. Every point
    with ``rows y <= 1 - 1e-9`` lies between the corners, and nothing with a row above ``1 + 1e-9``.

    Rows as of `geometry.Round`: columns orthonormal, sum 0. None where there are more than 2000
    corners on the way, or rounding errors leave them uncertain. Shapes: `rows` ``(m, d)``.

    References
    ----------
    Fukuda, K. & Prodon, A. (1996). Double description method revisited. In: Combinatorics and
    Computer Science, 91-111. doi:10.1007/3-540-61576-8_77
    """
    if rows.shape[1] == 0:
        return Corners(np.zeros((1, 0)), np.zeros((0, 1), dtype=bool), 0)
    current = _cone(rows)
    for _ in range(len(rows)):
        slack = 1.0 - rows @ current.points.T
        most = int(slack.min(axis=1).argmin())
        if slack[most].min() >= -_BEYOND:
            return current if current.closed() else None
        part = current.cut(slack[most])
        if part is None or len(part.points) == 0:
            break
        current = part
    return None


def _cone(rows: FloatArray) -> Corners:
    """Return the simplex of ``d`` facets and a cap that lies behind the whole polytope.

    From the origin a path follows the facets that it meets, one more at each turn.
    """
    m, d = rows.shape
    steep = 0.5 / (m + 1)  # some row grows as fast: the rows sum to 0 and their squares to 1
    facets: list[int] = []
    slack, way = np.ones(m), np.eye(d)[0]
    for _ in range(d):
        speed = rows @ way
        steps = np.where(speed > steep, slack, np.inf) / np.maximum(speed, steep)
        facets.append(int(steps.argmin()))
        slack = np.maximum(slack - steps.min() * speed, 0.0)
        way = np.linalg.qr(rows[facets].T, mode="complete")[0][:, -1]
    inverse = np.linalg.inv(rows[facets])
    tip = inverse.sum(axis=1)
    far = d * (1.0 + m)  # a row is no longer than 1, the polytope within m: no more in sum is slack
    return Corners(np.vstack([tip, tip - far * inverse.T]), ~np.eye(d + 1, dtype=bool), d)
