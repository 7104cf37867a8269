"""Principal eigenvalues of many reciprocal matrices at once, their slopes and minima."""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from mcda.cells import FloatArray

Mask = npt.NDArray[np.bool_]
_SQUARINGS, _MORE_SQUARINGS = 5, 16
_SETTLED = 1e-12
_ROUNDS = 60
_FAR = 6.0  # more than an open judgement is away from its best value once steps are small
_LONGEST = 2.0
_REGULAR = 1e-6


def principal(batch: FloatArray) -> tuple[FloatArray, FloatArray]:
    r"""Return logarithms of principal eigenvalues and the flows that are their derivatives.

    The logarithm of the principal eigenvalue is convex in the logarithms of the entries (Kingman
    1961), so that each tangent bounds it from below everywhere:
    :math:`\ln\lambda(x) \ge \ln\lambda(x^0) + \sum s_{ij}(x_{ij} - x^0_{ij})`.

    Matrices ``(b, n, n)`` are best multiplied by ``w_j / w_i`` first, which changes no eigenvalue:
    their eigenvectors are to be near constant. Flows are ``q_ij = u_i a_ij v_j / (lambda u v)``
    with the left and right eigenvectors u and v, sum 1; the derivative by the logarithm of entry
    (i, j) alone. Shapes: `batch` ``(b, n, n)``.

    Notes
    -----
    The eigenvectors are the sums of the columns and rows of a high power, reached by squaring;
    the eigenvalue ``u A v / u v`` then errs by the product of both errors only.

    References
    ----------
    Kingman, J. F. C. (1961). A convexity property of positive matrices. Quarterly Journal of
    Mathematics 12(1), 283-284. doi:10.1093/qmath/12.1.283
    """
    power = batch
    for _ in range(_SQUARINGS):
        power = _squared(power)
    moving = np.arange(len(batch))
    for _ in range(_MORE_SQUARINGS):
        v = power[moving].sum(axis=2)
        growth = (batch[moving] @ v[:, :, None])[:, :, 0] / v
        moving = moving[growth.max(axis=1) > growth.min(axis=1) * (1 + _SETTLED)]
        if len(moving) == 0:
            break
        power[moving] = _squared(power[moving])
    u, v = power.sum(axis=1), power.sum(axis=2)
    flow = u[:, :, None] * batch * v[:, None, :]
    total = flow.sum(axis=(1, 2))
    flow /= total[:, None, None]
    return np.log(total / (u * v).sum(axis=1)), flow


def slopes_of(flows: FloatArray) -> FloatArray:
    """Return the derivatives if each entry changes together with its reciprocal, antisymmetric."""
    return flows - flows.transpose(0, 2, 1)


def _squared(batch: FloatArray) -> FloatArray:
    following = batch @ batch
    return np.asarray(following / following.mean(axis=(1, 2), keepdims=True))


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Minima:
    """Least principal eigenvalues where some entries are open."""

    logarithms: FloatArray
    """Where each stands, ``(b, n, n)``."""
    heights: FloatArray
    """Logarithm of the eigenvalue there, ``(b,)``."""
    floors: FloatArray
    """What no choice of the open entries can go below, ``(b,)``."""
    flows: FloatArray
    """``(b, n, n)``, see `principal`."""

    @property
    def slopes(self) -> FloatArray:
        """Return the slopes, ``(b, n, n)``.

        ``floors`` plus their product with a change of entries that are not open is also a lower
        bound.
        """
        return slopes_of(self.flows)

    def replace(self, rows: npt.NDArray[np.intp], by: "Minima", which: Mask) -> None:
        """Replace rows by rows of other minima."""
        self.logarithms[rows] = by.logarithms[which]
        self.heights[rows] = by.heights[which]
        self.floors[rows] = by.floors[which]
        self.flows[rows] = by.flows[which]


def least(
    logarithms: FloatArray, open_: Mask, low: FloatArray, gap: float, ceiling: float | None = None
) -> Minima:
    r"""Minimise principal eigenvalues over open entries within bounds.

    `logarithms` ``(b, n, n)``, antisymmetric, are changed in place where `open_` is set. `low`
    ``(n, n)`` holds the lower bounds, the upper ones are ``-low.T``, and minus infinity is no
    bound. The search stops when heights are within `gap` of floors, or when it is known whether the
    minimum lies above or below `ceiling`. Shapes: `open_` ``(b, n, n)``.

    Notes
    -----
    Newton's method. Along a change d of the entries the second derivative is
    :math:`\sum q_{ij} (d_{ij} + h_j - h_i)^2` with the potentials h that make it least, up to the
    asymmetry of the flows q (it is the asymptotic variance of d along the chain that they
    define). With the symmetric part of q the step is :math:`d_{ij} = -s_{ij} / (q_{ij} + q_{ji})
    + h_i - h_j`, s the slopes, and h solves the Laplacian of the known pairs, weighted by flows.
    What stands at a bound and pushes outwards rests for the round; the step is halved where the
    eigenvalue rises.

    References
    ----------
    Bozoki, S., Fulop, J. & Ronyai, L. (2010). On optimal completion of incomplete pairwise
    comparison matrices. Mathematical and Computer Modelling 52(1-2), 318-333.
    doi:10.1016/j.mcm.2010.02.047
    """
    minima = _standing(logarithms, open_, low)
    damping = np.ones(len(logarithms))
    moving = np.arange(len(logarithms))
    for _ in range(_ROUNDS):
        heights, floors = minima.heights[moving], minima.floors[moving]
        undecided = heights - floors > gap
        if ceiling is not None:
            undecided &= (heights > ceiling) & (floors <= ceiling)
        moving = moving[undecided]
        if len(moving) == 0:
            break
        here, part = minima.logarithms[moving], open_[moving]
        step = _direction(here, minima.flows[moving], part, low) * damping[moving, None, None]
        moved = np.clip(here + step, np.where(part, low, here), np.where(part, -low.T, here))
        stepped = _standing(moved, part, low)
        better = stepped.heights <= minima.heights[moving] + _SETTLED
        damping[moving] = np.where(better, np.minimum(1, 2 * damping[moving]), damping[moving] / 2)
        minima.replace(moving[better], stepped, better)
    return minima


def _standing(logarithms: FloatArray, open_: Mask, low: FloatArray) -> Minima:
    heights, flows = principal(np.exp(logarithms))
    # how far the tangent still falls within the bounds
    slopes = slopes_of(flows)
    down = slopes * np.minimum(logarithms - low, _FAR)
    up = slopes * np.maximum(logarithms + low.T, -_FAR)
    falls = np.where(open_, np.maximum(down, up), 0.0)
    floors = heights - np.asarray(falls.sum(axis=(1, 2)) / 2)
    return Minima(logarithms=logarithms, heights=heights, floors=floors, flows=flows)


def _direction(
    logarithms: FloatArray, flows: FloatArray, open_: Mask, low: FloatArray
) -> FloatArray:
    """Return the step of the open entries, antisymmetric."""
    n = flows.shape[1]
    back = flows.transpose(0, 2, 1)
    both = flows + back
    resting = (logarithms <= low) & (flows > back)
    free = open_ & ~(resting | resting.transpose(0, 2, 1))
    pull = np.where(free, back - flows, 0.0)
    weights = np.where(free, 0.0, both)
    weights[:, range(n), range(n)] = 0.0
    # Potentials are open up to a constant, and open pairs may cut the known ones into parts.
    laplacian = 1.0 / n**3 - weights
    laplacian[:, range(n), range(n)] += weights.sum(axis=2) + _REGULAR / n**2
    potential = np.linalg.solve(laplacian, pull.sum(axis=2)[:, :, None])
    step = pull / both + np.where(free, potential - potential.transpose(0, 2, 1), 0.0)
    return np.asarray(np.clip(step, -_LONGEST, _LONGEST))
