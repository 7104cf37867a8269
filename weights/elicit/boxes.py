"""Parts of a set of weights within boxes, and bounds of separable quadratics on them."""

from dataclasses import dataclass, field

import numpy as np

from mcda.cells import FloatArray
from weights.polytope import Polytope

_STEPS = 8


@dataclass(slots=True)
class Budget:
    """Linear minima that may still be taken."""

    left: int


@dataclass(frozen=True, slots=True, eq=False)
class Box:
    """A set of weights and the smallest box around it.

    Parameters
    ----------
    polytope
        Not empty.
    budget
        Shared with the parts.
    low, high, centre
        Least and greatest value of each weight and a point of the set, ``(n,)``.
    """

    polytope: Polytope
    budget: Budget
    low: FloatArray = field(init=False)
    high: FloatArray = field(init=False)
    centre: FloatArray = field(init=False)

    def __post_init__(self) -> None:
        low, high = self.polytope.bounds().T
        for name, value in (("low", low), ("high", high), ("centre", self.polytope.centre())):
            object.__setattr__(self, name, value)

    def highest(self, beta: FloatArray) -> tuple[float, FloatArray, FloatArray]:
        r"""Return an upper bound of :math:`\sum_j \beta_j w_j^2` on the set.

        Where ``beta_j`` is positive, :math:`w_j^2` is replaced by its secant on the box,
        :math:`(l + h) w_j - l h`; what remains is concave. Steps of Frank and Wolfe climb it, and
        each tangent bounds it, until the bound falls to 0 or the climb passes it.

        Returns
        -------
        bound
            At most 0 where the quadratic is proved to be nowhere above 0.
        point, end
            Where the climb stopped, and where its last tangent was highest, ``(n,)`` each.

        References
        ----------
        Frank, M. & Wolfe, P. (1956). An algorithm for quadratic programming. Naval Research
        Logistics Quarterly 3(1-2), 95-110. doi:10.1002/nav.3800030109
        """
        up, down = np.maximum(beta, 0.0), np.minimum(beta, 0.0)
        line, constant = up * (self.low + self.high), -float(up @ (self.low * self.high))
        point, bound = self.centre, np.inf
        for _ in range(_STEPS):
            slope = line + 2.0 * down * point
            self.budget.left -= 1
            value, end = self.polytope.minimum(-slope)
            bound = min(bound, -value - float(down @ (point * point)) + constant)
            here = float(line @ point + down @ (point * point)) + constant
            if bound <= 0 or here > 0:
                break
            away = end - point
            bend, rise = float(down @ (away * away)), float(slope @ away)
            point = point + away * (min(1.0, -0.5 * rise / bend) if bend < 0 else 1.0)
        return bound, point, end

    def gaps(self, beta: FloatArray) -> FloatArray:
        """Return how far the secants lie above the squares at most, times ``beta``, ``(n,)``."""
        return np.asarray(np.maximum(beta, 0.0) * (self.high - self.low) ** 2)

    def halves(self, gap: FloatArray) -> list["Box"]:
        """Return the set cut in the middle of the criterion of the widest gap."""
        j = int(gap.argmax())
        unit = np.zeros(len(gap))
        unit[j] = 1.0
        middle = float(0.5 * (self.low[j] + self.high[j]))
        cuts = (self.polytope.cut(unit, middle), self.polytope.cut(-unit, -middle))
        return [Box(part, self.budget) for part in cuts if not part.is_empty()]
