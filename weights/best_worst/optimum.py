r"""Exact optimum of both best-worst models.

Let :math:`t_j = w_j / w_W` and :math:`r = w_B / w_W`. An item j between the best and the worst
links them by a chain of two answers, :math:`a_{Bj}` and :math:`a_{jW}`; the answer :math:`a_{BW}`
links them directly. For a given deviation every chain bounds r from both sides, and the least
deviation at which all bounds agree is where the lower bound of one chain meets the upper bound of
another: a maximum over pairs of chains. No solver is needed.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Literal, NamedTuple

import numpy as np
import numpy.typing as npt

from mcda.cells import FloatArray
from weights.best_worst.answers import Answers

Model = Literal["linear", "nonlinear"]
Flags = npt.NDArray[np.bool_]
_ROUNDING = 1e-12


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Optimum:
    """Weights that fit the answers best."""

    xi: float
    """The largest deviation, in weight (linear) or in ratio (nonlinear)."""
    weights: FloatArray
    """``(n,)``, sum 1."""
    intervals: FloatArray
    """``(n, 2)``: least and greatest weight over all optimal solutions."""
    unique: bool
    """There is only one optimal solution."""


class Anchor(NamedTuple):
    """Least deviation at which all chains agree on a ratio of best to worst, and that ratio."""

    deviation: float
    best_to_worst: float
    binding: Flags


def optimum(answers: Answers, model: Model) -> Optimum:
    """Return the optimum of a model; one item weighs 1, two weigh in the ratio of their answer."""
    if len(answers.items) == 1:
        return Optimum(xi=0.0, weights=np.ones(1), intervals=np.ones((1, 2)), unique=True)
    return _MODELS[model](answers)


def deviation(answers: Answers, model: Model) -> float:
    """Return the largest deviation at the optimum, without the weights."""
    if model == "nonlinear":
        return _nonlinear_anchor(*_chains(answers)).deviation
    return _linear(answers).xi


def implied_best_to_worst(answers: Answers, model: Model, without: int) -> float:
    """Return the ratio of best to worst when one chain is left out.

    Both answers of the item `without` are left out; for the worst, the direct answer is.
    """
    a, b, direct = _chains(answers)
    places = [answers.worst, *answers.others]
    others = np.array([place != without for place in places])
    return _ANCHORS[model](a[others], b[others], direct[others]).best_to_worst


def contradicting(answers: Answers, model: Model) -> list[int]:
    """Return the indices of the items whose chains are farthest apart, two or more.

    Only a change of their answers can lower the deviation. The index of the worst stands for the
    direct answer. Empty if all answers agree.
    """
    binding = _ANCHORS[model](*_chains(answers)).binding
    places = [answers.worst, *answers.others]
    return [place for place, binds in zip(places, binding.tolist(), strict=True) if binds]


def _linear(answers: Answers) -> Optimum:
    r"""Solve :math:`|w_B - a_{Bj} w_j| \le \xi, |w_j - a_{jW} w_W| \le \xi`.

    With :math:`\xi = s w_W` the deviation is :math:`s / (r + 1 + \sum_j t_j)`. For a given s the
    sum is greatest at the greatest r and the greatest :math:`t_j`, each concave in s, so that the
    deviation grows with s: the optimum is at the least s, and there is only one.
    """
    a, b, direct = _chains(answers)
    s, r, _ = _linear_anchor(a, b, direct)
    ratios = np.ones(len(answers.items))
    ratios[answers.best] = r
    ratios[answers.others] = np.minimum((r + s) / a[1:], b[1:] + s)
    weights = ratios / ratios.sum()
    return Optimum(
        xi=s / float(ratios.sum()), weights=weights, intervals=_points(weights), unique=True
    )


def _nonlinear(answers: Answers) -> Optimum:
    r"""Solve :math:`|w_B/w_j - a_{Bj}| \le \xi, |w_j/w_W - a_{jW}| \le \xi`.

    The optimum fixes r; every other ratio has an interval of its own, whatever the others are:
    :math:`\max(a_{jW} - \xi, r/(a_{Bj} + \xi)) \le t_j \le \min(a_{jW} + \xi, r/(a_{Bj} - \xi))`.
    """
    a, b, direct = _chains(answers)
    xi, r, _ = _nonlinear_anchor(a, b, direct)
    a, b = a[1:], b[1:]
    low, high = np.ones((2, len(answers.items)))
    low[answers.best] = high[answers.best] = r
    open_above = np.where(a > xi, r / np.where(a > xi, a - xi, 1.0), np.inf)
    least, most = np.maximum(b - xi, r / (a + xi)), np.minimum(b + xi, open_above)
    tight = most - least <= _ROUNDING * most
    middle = (least + most) / 2
    low[answers.others] = np.where(tight, middle, least)
    high[answers.others] = np.where(tight, middle, most)
    if tight.all():
        weights = low / low.sum()
        return Optimum(xi=xi, weights=weights, intervals=_points(weights), unique=True)
    intervals = np.column_stack([low / (low + high.sum() - high), high / (high + low.sum() - low)])
    centre = intervals.mean(axis=1)
    return Optimum(xi=xi, weights=centre / centre.sum(), intervals=intervals, unique=False)


def _chains(answers: Answers) -> tuple[FloatArray, FloatArray, Flags]:
    """Return the first and second answers of all chains and a flag of the direct one, the first."""
    others = answers.others
    a = np.concatenate([[answers.best_to_worst], answers.best_to_others[others]])
    b = np.concatenate([[1.0], answers.others_to_worst[others]])
    return a, b, np.arange(len(a)) == 0


def _linear_anchor(a: FloatArray, b: FloatArray, direct: Flags) -> Anchor:
    """Return s and r where :math:`ab - (a+1)s <= r <= ab + (a+1)s`; 1 for a + 1 if direct."""
    slope = np.where(direct, 1.0, a + 1.0)
    met = _gaps(a * b) / (slope[:, None] + slope)
    s = float(met.max())
    return Anchor(s, float((a * b + slope * s).min()), _binding(met))


def _nonlinear_anchor(a: FloatArray, b: FloatArray, direct: Flags) -> Anchor:
    r"""Return xi and r where :math:`(a-\xi)(b-\xi) \le r \le (a+\xi)(b+\xi)`.

    For the direct answer :math:`a - \xi \le r \le a + \xi`. Two chains meet at the root of a linear
    equation, a chain and the direct answer at the root of a quadratic equation.
    """
    gaps, total = _gaps(a * b), a + b
    met = gaps / (total[:, None] + total)
    against = a[direct][0] if direct.any() else 0.0
    root = np.sqrt((a - b) ** 2 + 2.0 * total + 1.0 + 4.0 * against)
    with_direct = 2.0 * gaps / (total + 1.0 + root)[:, None]
    met = np.where(direct, with_direct, np.where(direct[:, None], with_direct.T, met))
    xi = float(met.max())
    return Anchor(xi, float(np.where(direct, a + xi, (a + xi) * (b + xi)).min()), _binding(met))


def _binding(met: FloatArray) -> Flags:
    most = met.max(axis=1)
    return (most > 0) & (most >= most.max() * (1.0 - _ROUNDING))


def _gaps(value: FloatArray) -> FloatArray:
    """Return the differences of all pairs, 0 for rounding errors."""
    gaps = np.abs(value[:, None] - value)
    return np.where(gaps <= _ROUNDING * np.maximum(value[:, None], value), 0.0, gaps)


def _points(weights: FloatArray) -> FloatArray:
    return np.column_stack([weights, weights])


_MODELS: Mapping[Model, Callable[[Answers], Optimum]] = {"linear": _linear, "nonlinear": _nonlinear}
_ANCHORS: Mapping[Model, Callable[[FloatArray, FloatArray, Flags], Anchor]] = {
    "linear": _linear_anchor,
    "nonlinear": _nonlinear_anchor,
}
