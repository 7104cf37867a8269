r"""The best transfer of weight for a sum of squares :math:`\sum_j \beta_j v_j^2`.

Criteria with a negative coefficient give: the first bit of weight taken from :math:`w_j` gains
:math:`2 |\beta_j| w_j` and later ones less, so the givers share a common marginal gain. What they
give grows in value with its square where the coefficient is positive, so one criterion takes all.
"""

import numpy as np

from mcda.cells import FloatArray

_TINY = 1e-290  # the reciprocal of less may overflow


def best_transfers(
    w: FloatArray, form: FloatArray, amount: FloatArray
) -> tuple[FloatArray, FloatArray]:
    r"""Maximise :math:`\sum_j \beta_j v_j^2` over weights v that differ by an amount, row by row.

    Parameters
    ----------
    w
        Present weights, ``(n,)``.
    form
        The coefficients, ``(k, n)``.
    amount
        At most this much of ``1/2 sum |v - w|``, ``(k,)``.

    Returns
    -------
    v : FloatArray
        ``(k, n)``. The sum at v is negative if and only if it is so at all weights within the
        amount; v maximises it there as long as that is negative and a coefficient is positive.
    slope : FloatArray
        Growth of the sum with the amount, ``(k,)``.
    """
    rows = np.arange(len(form))
    left, marginal = _givers(w, form, form < 0, amount)
    given = w.sum() - left.sum(axis=1)
    taker = (form * (2.0 * w + given[:, None])).argmax(axis=1)
    left[rows, taker] += given
    return left, marginal + 2.0 * form[rows, taker] * left[rows, taker]


def highest(
    w: FloatArray, form: FloatArray, amount: float, floor: FloatArray, cap: FloatArray
) -> tuple[FloatArray, FloatArray, FloatArray]:
    r"""Bound :math:`\sum_j \beta_j v_j^2` from above where criteria take between two limits each.

    Between its limits the square of a criterion that takes weight lies below its secant, or below
    its tangent where the coefficient is negative; the best slopes are filled first. With limits 0
    and ``amount`` everywhere the bound is the maximum of `best_transfers`.

    Parameters
    ----------
    w, form, amount
        As above, with one amount for all.
    floor, cap
        Limits of what each criterion takes, ``(k, n)``; only one whose floor is 0 gives.

    Returns
    -------
    bound : FloatArray
        ``(k,)``; minus infinity where the floors pass the amount.
    v : FloatArray
        Where the relaxed sum is largest, ``(k, n)``; it may fall short of the sum 1.
    square : FloatArray
        What stands for the squares there, ``(k, n)``.
    """
    gives = (floor == 0) & (form < 0)
    forced = floor.sum(axis=1)
    room = np.minimum(cap - floor, np.maximum(amount - forced, 0.0)[:, None])
    steep = 2.0 * (w + floor) + np.where(form > 0, room, 0.0)
    order = np.argsort(-form * steep, axis=1)
    ordered = np.take_along_axis(room, order, 1)
    reach = forced[:, None] + ordered.cumsum(axis=1)
    slope = np.take_along_axis(form * steep, order, 1)
    worth = _worth_moving(w, np.where(gives, form, 0.0), slope, reach, amount)
    moved = np.maximum(worth, forced)
    held = np.where(gives, _givers(w, form, gives, moved)[0], w + floor)
    taken = np.empty_like(room)
    np.put_along_axis(taken, order, np.clip(moved[:, None] - (reach - ordered), 0.0, ordered), 1)
    square = held * held + steep * taken
    bound = np.where(forced > amount, -np.inf, (form * square).sum(axis=1))
    return bound, held + taken, square


def _worth_moving(
    w: FloatArray, form: FloatArray, slope: FloatArray, reach: FloatArray, amount: float
) -> FloatArray:
    """Return how much to move: until what the next taker loses is more than what givers gain.

    Takers stand in descending order of their slopes, and ``reach`` is what they have taken in all.
    """
    losing = slope < 0
    if (np.where(losing, 0.0, reach).max(axis=1) >= amount).all():
        return np.full(len(form), amount)
    width = _reciprocal(-2.0 * form)
    # At a price of the last bit, givers keep no more than price * width.
    kept = np.maximum(-slope, 0.0)[:, :, None] * width[:, None, :]
    offered = np.where(width[:, None, :] > 0, np.maximum(w - kept, 0.0), 0.0).sum(axis=2)
    worth = np.minimum(reach, np.where(losing, offered, np.inf)).max(axis=1)
    return np.asarray(np.minimum(worth, amount))


def _reciprocal(size: FloatArray) -> FloatArray:
    return np.divide(1.0, size, out=np.zeros_like(size), where=size > _TINY)


def _givers(
    w: FloatArray, form: FloatArray, gives: np.ndarray, amount: FloatArray
) -> tuple[FloatArray, FloatArray]:
    """Return what stays with each criterion after the best gift of an amount, and its marginal."""
    rows = np.arange(len(form))
    size = np.where(gives, -2.0 * form, 0.0)
    width = _reciprocal(size)
    gain = size * w
    order = np.argsort(-gain, axis=1)
    gain = gain[rows[:, None], order]
    some = gain > 0
    weight = np.cumsum(np.where(some, w[order], 0.0), axis=1)
    widths = np.cumsum(np.where(some, width[rows[:, None], order], 0.0), axis=1)
    # The k best share an amount of weight_k - marginal widths_k, down to the gain of the next.
    until = weight.copy()
    until[:, :-1] -= gain[:, 1:] * widths[:, :-1]
    k = np.minimum((until < amount[:, None]).sum(axis=1), len(w) - 1)
    shared = np.where(widths[rows, k] > 0, widths[rows, k], 1.0)
    marginal = np.maximum(weight[rows, k] - amount, 0.0) / shared
    return np.where(gives, np.minimum(w, marginal[:, None] * width), w), marginal
