"""Amounts that people can handle: round figures whose quotient is near a wanted one."""

from dataclasses import dataclass

import numpy as np

from mcda.cells import FloatArray
from weights.elicit.spans import Flags

_ROUNDEST = np.array([1.0, 2.0, 5.0])
_ROUND = np.array([1.0, 1.5, 2.0, 2.5, 3.0, 4.0, 5.0, 6.0, 8.0])
_DIGITS = (2, 3)
GRIDS = 2 + len(_DIGITS)
_DECADES, _BASES = 3, 6
_SMALLEST = 1.0 / 200  # of the limit


@dataclass(frozen=True, slots=True, eq=False)
class Sides:
    """Limits and whether whole, ``(p,)`` each, of one criterion of ``p`` pairs."""

    limit: FloatArray
    whole: Flags


def round_amounts(
    quotients: FloatArray, tolerance: FloatArray, first: Sides, second: Sides
) -> FloatArray:
    """Return amounts whose quotient ``second / first`` is near what is wanted.

    One of the two amounts is a 1, 2 or 5 of some power of ten. The other is as round as the
    tolerance allows: such a figure too, then one of 1, 1.5, 2, 2.5, 3, 4, 5, 6, 8, then two or
    three digits. Among equally round ones the largest are taken, because they are felt.

    Parameters
    ----------
    quotients
        Wanted, ``(p, t)``, above 0.
    tolerance
        Greatest difference of the logarithms, ``(p, t)``.
    first, second
        Of each pair.

    Returns
    -------
    FloatArray
        ``(p, t, 2)``; NaN where nothing fits.
    """
    from_first = _bases(first)[:, None, :] * np.ones_like(quotients)[:, :, None]
    from_second = _bases(second)[:, None, :] * np.ones_like(quotients)[:, :, None]
    wanted = quotients[:, :, None]
    options, costs = [], []
    for grid in range(GRIDS):
        other = _rounded(from_first * wanted, grid, second.whole[:, None, None])
        one = _rounded(from_second / wanted, grid, first.whole[:, None, None])
        a = np.concatenate([from_first, one], axis=2)
        b = np.concatenate([other, from_second], axis=2)
        felt = np.minimum(_share(a, first), _share(b, second))
        off = np.abs(np.log(b / a / wanted))
        fits = (off <= tolerance[:, :, None]) & (felt >= _SMALLEST)
        options.append(np.stack([a, b], axis=-1))
        costs.append(np.where(fits, grid - felt, np.inf))
    cost, option = np.concatenate(costs, axis=2), np.concatenate(options, axis=2)
    best = cost.argmin(axis=2)
    found = np.take_along_axis(option, best[:, :, None, None], axis=2)[:, :, 0]
    none = np.isinf(np.take_along_axis(cost, best[:, :, None], axis=2))
    return np.where(none, np.nan, found)


def clean(amount: float) -> float:
    """Return a round figure without the noise of its multiplication."""
    return float(f"{amount:.6g}")


def _bases(side: Sides) -> FloatArray:
    """Return the largest figures 1, 2, 5 times a power of ten within the limits, ``(p, 6)``."""
    power = np.floor(np.log10(side.limit))[:, None] - np.arange(_DECADES)
    figures = (10.0 ** power[:, :, None] * _ROUNDEST[::-1]).reshape(
        len(power), _DECADES * len(_ROUNDEST)
    )
    allowed = (figures <= side.limit[:, None]) & ~(side.whole[:, None] & (figures < 1))
    figures = np.where(allowed, figures, np.nan)
    order = np.argsort(np.isnan(figures), axis=1, kind="stable")
    return np.take_along_axis(figures, order, axis=1)[:, :_BASES]


def _rounded(x: FloatArray, grid: int, whole: Flags) -> FloatArray:
    power = 10.0 ** np.floor(np.log10(x))
    if grid < GRIDS - len(_DIGITS):
        figures = np.append(_ROUNDEST if grid == 0 else _ROUND, 10.0)
        between = np.sqrt(figures[1:] * figures[:-1])
        found = figures[np.searchsorted(between, x / power)] * power
    else:
        step = power / 10.0 ** (_DIGITS[grid - GRIDS] - 1)
        found = np.round(x / step) * step
    return np.where(whole, np.maximum(np.round(found), 1.0), found)


def _share(amounts: FloatArray, side: Sides) -> FloatArray:
    """Return each amount as a share of the limit, 0 past it or where there is none."""
    share = amounts / side.limit[:, None, None]
    return np.where(share <= 1.0 + 1e-9, share, 0.0)
