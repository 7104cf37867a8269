"""Doubt about the winner, and how much of it an answer would leave."""

import numpy as np

from mcda.cells import FloatArray
from weights.elicit.spans import Flags

MOST_RIVALS = 12
_FLOOR = 1e-3


def overtaking(mean: FloatArray, covariance: FloatArray) -> tuple[FloatArray, FloatArray]:
    r"""Return bounds on the chance that each alternative overtakes the leader.

    For keys :math:`u` the leader a has the greatest mean. By Cantelli's inequality
    :math:`P(u_a \le u_b) \le \sigma^2 / (\sigma^2 + \delta^2)` with ``delta`` the mean and
    ``sigma^2`` the variance of :math:`u_a - u_b`.

    Parameters
    ----------
    mean, covariance
        Of the keys, ``(k, q)`` and ``(k, q, q)``: ``k`` sets of weights, ``q`` alternatives.

    Returns
    -------
    bounds, leaders
        ``(k, q)``, 0 for the leader, in 0..1; and ``(k,)``.

    References
    ----------
    Boucheron, S., Lugosi, G. & Massart, P. (2013). Concentration Inequalities, section 2.
    Oxford University Press. doi:10.1093/acprof:oso/9780199535255.001.0001
    """
    rows, leaders = np.arange(len(mean)), mean.argmax(axis=1)
    lead = mean[rows, leaders][:, None] - mean
    own = covariance[rows, leaders, leaders][:, None]
    theirs = np.diagonal(covariance, axis1=1, axis2=2)
    variance = np.maximum(own + theirs - 2.0 * covariance[rows, leaders], 0.0)
    total = variance + lead * lead
    return np.where(total > 0, variance / np.where(total > 0, total, 1.0), 0.0), leaders


def doubts(mean: FloatArray, covariance: FloatArray) -> FloatArray:
    """Return the sum of the bounds of `overtaking`, ``(k,)``: one on somebody overtaking.

    Unlike the entropy of the winner among draws it does not vanish while draws all agree, when
    corners that none of them met still await their proof.
    """
    return overtaking(mean, covariance)[0].sum(axis=1) + _FLOOR


def moments(keys: FloatArray) -> tuple[FloatArray, FloatArray]:
    """Return mean ``(1, q)`` and covariance ``(1, q, q)`` of keys ``(s, q)``."""
    mean = keys.mean(axis=0)
    away = keys - mean
    return mean[None], (away.T @ away / len(keys))[None]


def expected_log_doubt(keys: FloatArray, sides: Flags) -> FloatArray:
    """Return the expected logarithm of the doubt after each question, ``(k,)``.

    One set of draws serves all questions: those on either side of a threshold are draws of the
    weights that each answer would leave.

    Parameters
    ----------
    keys
        Order keys of the alternatives in doubt, ``(s, q)``.
    sides
        Which draws say yes to each question, ``(s, k)``.
    """
    s, q = keys.shape
    keys = keys - keys.mean()
    scale = float(keys.std()) or 1.0
    keys = keys / scale
    above = np.triu_indices(q)
    features = np.hstack([np.ones((s, 1)), keys, keys[:, above[0]] * keys[:, above[1]]])
    sums = sides.T.astype(np.float64) @ features
    yes = sums[:, 0] / s
    after_yes = np.log(doubts(*_moments(sums, q)))
    after_no = np.log(doubts(*_moments(features.sum(axis=0) - sums, q)))
    return np.asarray(yes * after_yes + (1.0 - yes) * after_no)


def _moments(sums: FloatArray, q: int) -> tuple[FloatArray, FloatArray]:
    """Return means and covariances from counts, sums and sums of products."""
    means = sums[:, 1:] / np.maximum(sums[:, :1], 1.0)
    mean, products = means[:, :q], means[:, q:]
    second = np.empty((len(sums), q, q))
    above = np.triu_indices(q)
    second[:, above[0], above[1]] = products
    second[:, above[1], above[0]] = products
    return mean, second - mean[:, :, None] * mean[:, None, :]


def in_doubt(keys: FloatArray) -> FloatArray:
    """Return the bound for each alternative over all draws, ``(q,)``; 1 for the leader."""
    bounds, leaders = overtaking(*moments(keys))
    found = bounds[0].copy()
    found[leaders[0]] = 1.0
    return found
