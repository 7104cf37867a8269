r"""The winner against its rivals under Euclidean closeness, as sums of squares of the weights.

With :math:`y = w^2` by element, :math:`S = P + Q` and the winner's level
:math:`u = P_a y / S_a y`, which is 0 at the ideal, rival c is ahead of the winner a where

.. math:: [u\, Q_c - (1-u) P_c]\, y > 0, \quad\text{while}\quad [u\, Q_a - (1-u) P_a]\, y = 0.

So for every ratio :math:`\rho` its lead is :math:`\beta y` with

.. math:: \beta = u (Q_c - Q_a) + (1-u) (P_a - P_c) - \rho\, [u\, Q_a - (1-u) P_a].

Near a point that is right to first order with :math:`1 + \rho = S_c y / S_a y`. For one y and
:math:`\rho` it is linear in u: if :math:`\beta y < 0` for two levels, nothing leads at y with a
level between them.
"""

from dataclasses import dataclass

import numpy as np

from mcda.cells import FloatArray
from mcda.kernel import RatioForm
from mcda.robust.crossings import Rows

_HALVINGS = 52


@dataclass(frozen=True, slots=True, eq=False)
class Duels:
    """One winner and ``k`` rivals on ``n`` criteria.

    Parameters
    ----------
    weights
        Present weights, ``(n,)``.
    farther, nearer
        ``Q_c - Q_a`` and ``P_a - P_c`` of each rival, ``(k, n)``; positive speaks for it.
    P, Q
        The winner's, ``(n,)``.
    """

    weights: FloatArray
    farther: FloatArray
    nearer: FloatArray
    P: FloatArray
    Q: FloatArray

    @classmethod
    def of(cls, form: RatioForm, weights: FloatArray, first: int, rivals: Rows) -> "Duels":
        """Build the tables from differences of rows, so that near-duplicates keep their digits."""
        r = form.oriented
        step, both = r[rivals] - r[first], r[rivals] + r[first]
        farther, nearer = step * (both - 2 * form.worst), step * (2 * form.best - both)
        return cls(weights, farther, nearer, form.P[first], form.Q[first])

    def at(self, rival: Rows, v: FloatArray) -> tuple[FloatArray, FloatArray, FloatArray]:
        """Return the level, the ratio and the lead of rivals ``(k,)`` at weights ``(k, n)``."""
        y = v * v
        P, Q = y @ self.P, y @ self.Q
        S = np.where(P + Q > 0, P + Q, 1.0)
        farther = (y * self.farther[rival]).sum(axis=1)
        nearer = (y * self.nearer[rival]).sum(axis=1)
        return P / S, (farther - nearer) / S, (P * farther + Q * nearer) / S

    def forms(self, rival: Rows, level: FloatArray, ratio: FloatArray) -> FloatArray:
        """Return the coefficients of the lead ``(..., n)`` for arrays of one shape ``(...)``."""
        u = level[..., None]
        lead = u * self.farther[rival] + (1.0 - u) * self.nearer[rival]
        return lead - ratio[..., None] * self.below(level)

    def below(self, level: FloatArray) -> FloatArray:
        """Return ``u Q - (1 - u) P`` of the winner ``(..., n)``: positive below the level."""
        u = level[..., None]
        return u * self.Q - (1.0 - u) * self.P

    def sizes(self, rival: Rows, level: FloatArray, ratio: FloatArray) -> FloatArray:
        """Return the size of the terms that `forms` sums."""
        u = level[..., None]
        lead = u * np.abs(self.farther[rival]) + (1.0 - u) * np.abs(self.nearer[rival])
        return lead + np.abs(ratio[..., None]) * (u * self.Q + (1.0 - u) * self.P)

    def first_level(self, rival: int, v: FloatArray) -> FloatArray | None:
        """Return the point on the straight way to v where a rival draws level, or None."""
        step = v - self.weights
        # Along the way every sum is a quadratic in the share.
        squares = np.stack([self.weights**2, 2.0 * self.weights * step, step * step])
        tables = np.stack([self.P, self.farther[rival], self.Q, self.nearer[rival]])
        P, farther, Q, nearer = (tables @ squares.T).tolist()

        def ahead(x: float) -> bool:
            sums = [a + x * (b + x * c) for a, b, c in (P, farther, Q, nearer)]
            return sums[0] * sums[1] + sums[2] * sums[3] > 0

        if not ahead(1.0):
            return None
        low, high = 0.0, 1.0
        for _ in range(_HALVINGS):
            middle = 0.5 * (low + high)
            low, high = (low, middle) if ahead(middle) else (middle, high)
        return self.weights + high * step
