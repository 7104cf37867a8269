"""What was said of several improvements at once: an order of them, or points for each."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import NamedTuple

import numpy as np

from mcda.cells import FloatArray
from mcda.errors import Fault, InvalidWeights

DEGREE = 12.5 / 7.0
"""How surely a greater worth is put first, for each improvement that is compared."""
ERROR = 0.59
"""Standard deviation of the logarithm of points about the worths."""
TOP = 100.0
"""Points of an improvement at most."""
_HALF_STEP = np.log(2.5)  # 0 points say no more than that it is worth less than this many


@dataclass(frozen=True, slots=True)
class SwingReply:
    r"""A statement on ``k`` improvements, each worth :math:`s_j = w_j v_j`, as a likelihood.

    An order is one of choices, the best first: with ranks :math:`r_j` each is preferred to all
    that come after it,

    .. math:: P = \prod_j \frac{e^{d s_j}}{e^{d s_j} + \sum_{r_l > r_j} e^{d s_l}}, \qquad
              d = \frac{12.5}{7} \, k \Big/ \sum_l s_l ,

    so that ties and an end without order say nothing. Points :math:`p_j` are
    :math:`\ln p_j = c + \ln s_j + e_j` with errors of deviation .59 and any c; of 0 points all
    that is known is :math:`\ln p_j < \ln 2.5`.

    References
    ----------
    Plackett, R. L. (1975). The analysis of permutations. Applied Statistics 24(2), 193-202.
    doi:10.2307/2346567
    von Winterfeldt, D. & Edwards, W. (1986). Decision Analysis and Behavioral Research.
    Cambridge University Press.

    Examples
    --------
    >>> said = SwingReply(columns=(0, 1), values=(1.0, 0.5), ranks=(1, 2))
    >>> said.log_chance(np.array([[0.8, 0.2], [0.2, 0.8]])).round(2).tolist()
    [-0.06, -1.47]
    """

    columns: tuple[int, ...]
    """Of the improvements, each once."""
    values: tuple[float, ...]
    """``v``, above 0: the part of what the column's whole weight is worth."""
    ranks: tuple[int, ...] | None = None
    """1 is the best; equal ranks are ties."""
    points: tuple[float, ...] | None = None
    """0..100 instead, two or more above 0."""
    power: float = 1.0
    """Of the likelihood."""

    def log_chance(self, weights: FloatArray) -> FloatArray:
        """Return the logarithm of the likelihood of weights ``(s, n)``, but for a constant."""
        worth = np.maximum(weights[:, list(self.columns)] * self.values, 1e-300)
        by = self._of_order(worth) if self.ranks is not None else self._of_points(worth)
        return np.asarray(self.power * by)

    def _of_order(self, worth: FloatArray) -> FloatArray:
        felt = DEGREE * worth.shape[1] * worth / worth.sum(axis=1, keepdims=True)
        ranks, total = np.array(self.ranks), np.zeros(len(worth))
        for j, rank in enumerate(ranks):
            after = np.exp(felt[:, ranks > rank] - felt[:, [j]]).sum(axis=1)
            total -= np.log1p(after)
        return total

    def _of_points(self, worth: FloatArray) -> FloatArray:
        from scipy.special import log_ndtr

        points = np.array(self.points)
        some, logs = points > 0, np.log(worth)
        off = np.log(points[some]) - logs[:, some]
        level = off.mean(axis=1, keepdims=True)
        total = -((off - level) ** 2).sum(axis=1) / (2.0 * ERROR**2)
        below = (_HALF_STEP - logs[:, ~some] - level) / ERROR
        return np.asarray(total + log_ndtr(below).sum(axis=1))

    def wrong(self) -> list["SwingReply"]:
        """Return it with one thing wrong: neighbours exchanged, points halved or doubled."""
        if self.ranks is None:
            points = self.points or ()
            turned = [
                (*points[:j], points[j] * factor, *points[j + 1 :])
                for j in range(len(points))
                for factor in (0.5, 2.0)
                if points[j] > 0
            ]
            return [replace(self, points=by) for by in turned]
        steps = sorted(set(self.ranks))
        swapped = [{a: b, b: a} for a, b in pairwise(steps)]
        return [
            replace(self, ranks=tuple(by.get(rank, rank) for rank in self.ranks)) for by in swapped
        ]


class SwingValue(NamedTuple):
    """What was said of one improvement."""

    criterion: str
    """Its id."""
    value: float
    """Its part of what the criterion's whole weight is worth, above 0."""
    rank: int | None = None
    """1 is the best; equal ranks are ties."""
    points: float | None = None
    """0..100 instead."""


def read_swings(
    said: Sequence[SwingValue], criteria: Sequence[str], field: str = "swings"
) -> SwingReply:
    """Return what was said of improvements at once, by the columns of some criteria.

    Raises
    ------
    InvalidWeights
        A criterion is unknown or named twice; some have a rank and others points, or one has both
        or neither; points lie outside 0..100, or fewer than two are above 0 or ranked.
    """
    faults: list[Fault] = []
    by_rank = all(swing.points is None for swing in said)
    for place, swing in enumerate(said):
        path = (field, place)
        if swing.criterion not in criteria:
            fields = {"criterion": swing.criterion, "known": tuple(criteria)}
            faults.append(Fault("weight_unknown_criterion", (*path, "criterion"), fields))
        if swing.criterion in [other.criterion for other in said[:place]]:
            fields = {"criterion": swing.criterion}
            faults.append(Fault("ranked_duplicate", (*path, "criterion"), fields))
        if (swing.rank is None) is by_rank or (swing.points is None) is not by_rank:
            faults.append(Fault("swing_rank_or_points", path, {"criterion": swing.criterion}))
        elif swing.points is not None and not 0 <= swing.points <= TOP:
            wrong = {"criterion": swing.criterion, "value": swing.points}
            faults.append(Fault("swing_bounds", (*path, "points"), wrong))
    count = sum(by_rank or (swing.points or 0.0) > 0 for swing in said)
    if count < 2:
        faults.append(Fault("swings_too_few", (field,), {"count": count}))
    InvalidWeights.raise_any(faults)
    return SwingReply(
        columns=tuple(list(criteria).index(swing.criterion) for swing in said),
        values=tuple(swing.value for swing in said),
        ranks=tuple(swing.rank or 0 for swing in said) if by_rank else None,
        points=None if by_rank else tuple(swing.points or 0.0 for swing in said),
    )
