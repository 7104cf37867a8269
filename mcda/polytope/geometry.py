"""Geometry of a set of weights: affine hull, an inner point, coordinates that make the set round.

This starts with the inequalities that do not already hold for all weights.
"""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from mcda.cells import FloatArray
from mcda.polytope.linear_programme import lowest

_THIN = 1e-10  # rows that are missed by more leave no point
_FLAT = 1e-9  # a body with a smaller inscribed ball lies in a hyperplane
_FITS = 1e-9
_WIDEST = 1.5  # no two points of the simplex are farther apart
_FARTHEST = 3.0
_STEPS = 200
Flags = npt.NDArray[np.bool_]
_CLEAR = 1e-3  # a smaller factor of a weight says little of its sign once others are fixed


@dataclass(frozen=True, slots=True, eq=False)
class Flat:
    """A convex body within its affine hull, ``w = centre + basis z`` with ``rows z <= slack``.

    Attributes
    ----------
    centre
        Chebyshev centre, ``(n,)``.
    basis
        Orthonormal, ``(n, d)``; ``d`` is the dimension of the body, 0 for a single point.
    rows, slack
        ``(m, d)`` of length 1 and ``(m,)``, all above 0: distances of the centre to the facets.
    """

    centre: FloatArray
    basis: FloatArray
    rows: FloatArray
    slack: FloatArray


@dataclass(frozen=True, slots=True, eq=False)
class Round:
    """A body in coordinates that make it round, ``w = middle + basis y`` with ``rows y <= 1``.

    The unit ball lies within it and it lies within the ball of radius ``m``.

    Attributes
    ----------
    middle
        Analytic centre, ``(n,)``.
    basis
        ``(n, d)``.
    rows
        ``(m, d)``, columns orthonormal up to rounding.
    scale
        Natural logarithm of the volume, in the affine hull, of the unit cube of ``y``.
    """

    middle: FloatArray
    basis: FloatArray
    rows: FloatArray
    scale: float

    def weights(self, y: FloatArray) -> FloatArray:
        """Return the weights ``(s, n)`` at ``y (s, d)``, with rounding errors removed."""
        w = np.maximum(self.middle + y @ self.basis.T, 0.0)
        return np.asarray(w / w.sum(axis=1, keepdims=True))


def flat(A: FloatArray, b: FloatArray) -> Flat | None:
    """Return the set ``{w >= 0, sum w = 1, A w <= b}`` in its affine hull, None where empty.

    As long as no ball fits in, the multipliers of the largest one name inequalities that hold
    with equality everywhere; they become equations. Weights that meet one within rounding only are
    moved onto it, and all other inequalities give way by as much, so that none gets lost.

    References
    ----------
    Borwein, J. M. & Wolkowicz, H. (1981). Facial reduction for a cone-convex programming problem.
    Journal of the Australian Mathematical Society A 30(3), 369-380.
    doi:10.1017/S1446788700017250
    """
    if A.shape[1] == 0:
        return None
    G, h = inequalities(A, b)
    point, basis = _simplex(A.shape[1])
    slack, first = h - G @ point, True
    while True:
        rows, distances, length = _facets(G @ basis, slack)
        if (slack[length <= _FITS] < -_THIN).any():
            return None
        if basis.shape[1] == 0:
            return Flat(_tidy(point, basis), basis, rows, distances)
        z, multipliers = _largest_ball(rows, distances)
        point, distances = point + basis @ z, distances - rows @ z
        if first and _most(multipliers, rows, distances) < -_THIN:
            return None
        if distances.min() > _FLAT:
            return Flat(_tidy(point, basis), basis, rows, distances)
        # A row that holds with equality, the one that was shortened least before.
        sure = multipliers >= 0.5 * multipliers.max()
        tight = int(np.where(sure, length[length > _FITS], 0.0).argmax())
        thickness = _most(multipliers, rows, np.abs(distances)) / multipliers[tight]
        point = point + basis @ (rows[tight] * distances[tight])
        basis = basis @ np.linalg.qr(rows[tight, :, None], mode="complete")[0][:, 1:]
        h = h + thickness * length
        slack, first = np.maximum(h - G @ point, 0.0), False


def is_empty(A: FloatArray, b: FloatArray) -> bool:
    """Return whether `flat` would find no point, with at most one linear programme."""
    if A.shape[1] == 0:
        return True
    G, h = inequalities(A, b)
    point, basis = _simplex(A.shape[1])
    slack = h - G @ point
    rows, distances, length = _facets(G @ basis, slack)
    if (slack[length <= _FITS] < -_THIN).any():
        return True
    if basis.shape[1] == 0:
        return False
    z, multipliers = _largest_ball(rows, distances)
    return _most(multipliers, rows, distances - rows @ z) < -_THIN


def _simplex(n: int) -> tuple[FloatArray, FloatArray]:
    """Return the centre of all weights and an orthonormal basis of the differences of weights."""
    basis = np.linalg.qr(np.ones((n, 1)), mode="complete")[0][:, 1:]
    return np.full(n, 1.0 / n), basis


def _facets(rows: FloatArray, slack: FloatArray) -> tuple[FloatArray, FloatArray, FloatArray]:
    """Return the non-constant rows scaled to length 1, their distances, and all lengths."""
    length = np.linalg.norm(rows, axis=1)
    met = length > _FITS
    distances = np.clip(slack[met] / length[met], -_WIDEST, _WIDEST)
    return rows[met] / length[met, None], distances, length


def _largest_ball(rows: FloatArray, slack: FloatArray) -> tuple[FloatArray, FloatArray]:
    """Return the centre of the largest ball in ``rows z <= slack`` and the rows' multipliers.

    If no ball fits, return the point that violates the rows least.
    """
    m, d = rows.shape
    x, multipliers = lowest(
        np.append(np.zeros(d), -1.0), np.column_stack([rows, np.ones(m)]), slack, within=_FARTHEST
    )
    z = x[:d]
    better = (slack - rows @ z).min() >= slack.min()
    return z if better else np.zeros(d), np.maximum(multipliers, 0.0)


def _most(multipliers: FloatArray, rows: FloatArray, distances: FloatArray) -> float:
    """Return a bound on the sum of distances times multipliers that holds at all weights.

    The bound is the same at all points, up to the residual; with multipliers of sum 1 it bounds the
    least distance too, independent of the error of the solver's point.
    """
    residual = float(np.linalg.norm(multipliers @ rows))
    return float(multipliers @ distances) + _WIDEST * residual


def _tidy(w: FloatArray, basis: FloatArray) -> FloatArray:
    """Return weights without rounding errors: a weight that is always 0 becomes exactly 0."""
    always = (np.linalg.norm(basis, axis=1) < _NOTHING) & (np.abs(w) < _NOTHING)
    w = np.where(always, 0.0, np.maximum(w, 0.0))
    basis[always] = 0.0
    return np.asarray(w / w.sum())


_NOTHING = 1e-12


def rounded(body: Flat) -> Round:
    r"""Return the body in the coordinates of its Dikin ellipsoid at the analytic centre.

    The analytic centre maximises :math:`\sum \ln(slack_i - rows_i z)`; Newton's steps are least
    squares solutions, and with :math:`J = rows / slack = QR` the coordinates are
    :math:`y = R(z - z_c)`.

    References
    ----------
    Boyd, S. & Vandenberghe, L. (2004). Convex Optimization, section 8.5.3.
    Cambridge University Press. doi:10.1017/CBO9780511804441
    """
    z = np.zeros(body.basis.shape[1])
    if len(z) == 0:
        return Round(body.centre, body.basis, np.zeros((0, 0)), 0.0)
    for _ in range(_STEPS):
        scaled = body.rows / (body.slack - body.rows @ z)[:, None]
        step = -np.linalg.lstsq(scaled, np.ones(len(scaled)), rcond=None)[0]
        decrement = float(np.linalg.norm(scaled @ step))
        z = z + step / (1.0 + decrement if decrement > _QUADRATIC else 1.0)
        if decrement < _FITS:
            break
    scaled = body.rows / (body.slack - body.rows @ z)[:, None]
    triangle = np.linalg.qr(scaled)[1]
    # Not the other factor Q, in which the nearest facets drown the precision of the far ones.
    rows = np.linalg.solve(triangle.T, scaled.T).T
    basis = np.linalg.solve(triangle.T, body.basis.T).T
    scale = -float(np.log(np.abs(np.diag(triangle))).sum())
    return Round(body.centre + body.basis @ z, basis, rows, scale)


_QUADRATIC = 0.25  # below this decrement Newton's full step stays within and converges


def inequalities(A: FloatArray, b: FloatArray) -> tuple[FloatArray, FloatArray]:
    """Return ``G, h`` with ``G w <= h``: ``A w <= b`` and ``w >= 0`` with fewer redundant rows.

    Rows are scaled to a greatest entry of 1; a row that holds on the whole simplex and a sign
    that follows from the other rows are left out. Other redundant rows stay.
    """
    scale = np.abs(A).max(axis=1, initial=0.0)
    scale[scale == 0] = 1.0
    with np.errstate(over="ignore"):  # an infinite bound is one that always, or never, holds
        G, h = A / scale[:, None], np.clip(b / scale, -2.0, 2.0)
    telling = G.max(axis=1, initial=-np.inf) > h
    G, h = G[telling], h[telling]
    signs = -np.eye(A.shape[1])[needed_signs(G, h)]
    return np.vstack([signs, G]), np.concatenate([np.zeros(len(signs)), h])


def needed_signs(G: FloatArray, h: FloatArray) -> Flags:
    """Return which of ``w >= 0`` do not follow from ``G w <= h`` and the signs that are kept.

    ``a w_i >= sum_j c_j w_j - h`` with ``c >= 0 >= h`` gives the sign of ``w_i`` from those of
    the ``w_j``. In a ranking only the last sign stays, and its set is seen to be a simplex.
    """
    negative = G < 0
    clear = G.min(axis=1, initial=0.0) < -_CLEAR
    giving = np.flatnonzero((negative.sum(axis=1) == 1) & clear & (h <= 0))
    given_sign = [int(negative[r].argmax()) for r in giving.tolist()]
    from_signs = [set(np.flatnonzero(G[r] > 0).tolist()) for r in giving.tolist()]
    rules = list(zip(given_sign, from_signs, strict=True))
    needed = set(range(G.shape[1]))
    for i in dict.fromkeys(given_sign):
        if i in _closure(needed - {i}, rules):
            needed.remove(i)
    return np.isin(np.arange(G.shape[1]), list(needed))


def _closure(known: set[int], rules: list[tuple[int, set[int]]]) -> set[int]:
    """Return everything that follows from known facts by the rules."""
    known, grew = set(known), True
    while grew:
        more = {i for i, needs in rules if i not in known and needs <= known}
        known |= more
        grew = bool(more)
    return known
