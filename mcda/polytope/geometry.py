"""Where a set of weights lies: its affine hull, a point within, coordinates that make it round."""

from dataclasses import dataclass

import numpy as np

from mcda.cells import FloatArray
from mcda.polytope.inequalities import inequalities
from mcda.polytope.linear_programme import lowest

_THIN = 1e-10  # rows that are missed by more leave no point
_FLAT = 1e-9  # a body with a smaller inscribed ball lies in a hyperplane
_FITS = 1e-9
_WIDEST = 1.5  # no two points of the simplex are farther apart
_FARTHEST = 3.0
_STEPS = 200


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
        """Return the weights ``(s, n)`` at ``y (s, d)``, rounding errors taken out."""
        w = np.maximum(self.middle + y @ self.basis.T, 0.0)
        return np.asarray(w / w.sum(axis=1, keepdims=True))


def flat(A: FloatArray, b: FloatArray) -> Flat | None:
    """Return the set ``{w >= 0, sum w = 1, A w <= b}`` in its affine hull, None where empty.

    As long as no ball fits in, the multipliers of the largest one name inequalities that hold
    with equality everywhere; they become equations. Weights that meet one within rounding only are
    moved onto it, and all other inequalities give way by as much, so that none gets lost.

    Parameters
    ----------
    A, b
        ``(k, n)`` and ``(k,)``, finite.

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
        tight = _tight(multipliers, length[length > _FITS])
        thickness = _most(multipliers, rows, np.abs(distances)) / multipliers[tight]
        point = point + basis @ (rows[tight] * distances[tight])
        basis = basis @ np.linalg.qr(rows[tight, :, None], mode="complete")[0][:, 1:]
        h = h + thickness * length
        slack, first = np.maximum(h - G @ point, 0.0), False


def is_empty(A: FloatArray, b: FloatArray) -> bool:
    """Tell whether `flat` finds no point, by at most one linear programme.

    Parameters
    ----------
    A, b
        ``(k, n)`` and ``(k,)``, finite.
    """
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
    """Return the middle of all weights and an orthonormal basis of the ways between them."""
    basis = np.linalg.qr(np.ones((n, 1)), mode="complete")[0][:, 1:]
    return np.full(n, 1.0 / n), basis


def _facets(rows: FloatArray, slack: FloatArray) -> tuple[FloatArray, FloatArray, FloatArray]:
    """Return the rows that are not constant at length 1, their distances, and all lengths."""
    length = np.linalg.norm(rows, axis=1)
    met = length > _FITS
    distances = np.clip(slack[met] / length[met], -_WIDEST, _WIDEST)
    return rows[met] / length[met, None], distances, length


def _largest_ball(rows: FloatArray, slack: FloatArray) -> tuple[FloatArray, FloatArray]:
    """Return the centre of the largest ball in ``rows z <= slack`` and the rows' multipliers.

    Where no ball fits, the point that misses the rows least.
    """
    m, d = rows.shape
    x, multipliers = lowest(
        np.append(np.zeros(d), -1.0),
        np.column_stack([rows, np.ones(m)]),
        slack,
        within=_FARTHEST,
    )
    z = x[:d]
    better = (slack - rows @ z).min() >= slack.min()
    return z if better else np.zeros(d), np.maximum(multipliers, 0.0)


def _most(multipliers: FloatArray, rows: FloatArray, distances: FloatArray) -> float:
    """Return a bound on the sum of distances times multipliers that holds at all weights.

    It is the same at all points, up to the residual; with multipliers of sum 1 it bounds the
    least distance too, whatever the solver's own point has missed.
    """
    residual = float(np.linalg.norm(multipliers @ rows))
    return float(multipliers @ distances) + _WIDEST * residual


def _tight(multipliers: FloatArray, length: FloatArray) -> int:
    """Return a row that holds with equality, the one that was shortened least before."""
    sure = multipliers >= 0.5 * multipliers.max()
    return int(np.where(sure, length, 0.0).argmax())


def _tidy(w: FloatArray, basis: FloatArray) -> FloatArray:
    """Return weights without rounding errors: what is always 0 is exactly 0."""
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
