"""Improvements from one value of a criterion to another that a question can offer."""

from dataclasses import dataclass

import numpy as np

from mcda.cells import FloatArray
from mcda.scale import Scale
from weights.elicit.words import Wording, ends_of

_ON_GRID = 12  # figures between the least and the greatest that the alternatives offer
_FIGURES = (1.0, 2.0, 5.0, 10.0)


@dataclass(frozen=True, slots=True, eq=False)
class Steps:
    """Improvements of one column, each array ``(k,)``.

    Attributes
    ----------
    start
        Where each begins, in the criterion's unit.
    amount
        How far it goes for the better, above 0.
    part
        Its part of what the criterion's whole weight is worth, above 0.
    """

    start: FloatArray
    amount: FloatArray
    part: FloatArray


def steps_of(
    values: FloatArray,
    *,
    is_benefit: bool,
    full: float,
    curve: Scale | None,
    wording: Wording | None,
) -> Steps | None:
    """Return the improvements within what a column offers; None where it has no two values.

    Parameters
    ----------
    values
        The column, ``(m,)``.
    is_benefit
        More is better.
    full
        What the whole weight is worth: in parts of the curve, else in the criterion's unit.
    curve
        What values are worth, where that is no straight line.
    wording
        Levels or the step of figures; left out, figures of a step of 1, 2 or 5.
    """
    low, high = float(values.min()), float(values.max())
    points = ends_of(_points(low, high, wording), low, high)
    worst_first = points if is_benefit else points[::-1]
    worth = np.array(curve.value(worst_first)) if curve else np.abs(worst_first - worst_first[0])
    begins, ends = np.triu_indices(len(points), 1)
    if curve is None and not (wording and wording.levels):
        begins, ends = begins[begins == 0], ends[begins == 0]  # elsewhere it is worth the same
    part = (worth[ends] - worth[begins]) / full
    kept = part > 0
    if not kept.any():
        return None
    start, end = worst_first[begins[kept]], worst_first[ends[kept]]
    return Steps(start=start, amount=np.abs(end - start), part=part[kept])


def _points(low: float, high: float, wording: Wording | None) -> FloatArray:
    if wording and wording.levels:
        return np.array([value for value, _ in wording.levels])
    step = wording.step if wording and wording.step else _step((high - low) / _ON_GRID)
    first, last = np.floor(low / step), np.ceil(high / step)
    return np.asarray(np.arange(first, last + 1) * step)


def _step(least: float) -> float:
    """Return the least of 1, 2, 5 times a power of ten that is no less."""
    power = 10.0 ** np.floor(np.log10(least))
    return float(next(figure * power for figure in _FIGURES if figure * power >= least * 0.999))
