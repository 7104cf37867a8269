r"""The chance that the alternative most often first changes once a factor is known.

Draws are counted by bins of the factor. The log-odds :math:`\log p_w(u) / p_k(u)` of the overall
winner w against a rival k, along the factor's probability u in 0..1, are taken for a Gaussian
process whose averages over the bins were observed with the error of their counts; kinds of curves
count by how well they explain these. That gives the probability q(u) that another than w is first
more often at u. The chance of change is the mean of q, and its standard error the largest that such
probabilities allow.

References
----------
Strong, M., Oakley, J. E. & Brennan, A. (2014). Estimating multiparameter partial expected value of
perfect information from a probabilistic sensitivity analysis sample: a nonparametric regression
approach. Medical Decision Making 34(3), 311-326. doi:10.1177/0272989X13505910
Rasmussen, C. E. & Williams, C. K. I. (2006). Gaussian processes for machine learning. MIT Press.
"""

from dataclasses import dataclass
from functools import cache
from statistics import NormalDist

import numpy as np
import numpy.typing as npt

from mcda.cells import FloatArray

Integers = npt.NDArray[np.intp]
Flags = npt.NDArray[np.bool_]

BINS = 100
_LEAST = 40  # draws a bin, as far as larger bins reach
_SIZES = (100, 50, 25, 10, 5, 2, 1)
_LEVEL = 10.0  # standard deviation of a curve's mean
_DEVIATIONS = (0.7, 4.0)
_LENGTHS = (0.1, 0.4, 1.6)
_SCORES = 4.0  # normal scores to a unit of length
_COARSE = 25  # bins that tell which kinds of curves are likely
_LIKELY = 0.02  # of the likelihood of the likeliest kind of curve
_FAR = 4.0  # standard deviations past which a bin is not in doubt
_NO_COUNT = 1e6  # variance of the log-odds where neither of the two was first
_HELD = 400_000  # numbers at once


@dataclass(frozen=True, slots=True, eq=False)
class FirstPlaceCounts:
    """Counts of first places by factor and bin."""

    first: FloatArray
    """``(f, b, k)``: draws in which each of k alternatives was first, perhaps with others."""
    others: FloatArray
    """``(f, b)``: draws in which one of all the rest was."""
    draws: FloatArray
    """``(f, b)``: draws in each bin; every factor was counted in the same draws."""
    equal: Flags
    """``(f,)``: bins are equally probable; otherwise their probability is their share of the
    draws."""

    @property
    def total(self) -> float:
        """Number of all draws."""
        return float(self.draws[0].sum())

    @property
    def masses(self) -> FloatArray:
        """Probability of each bin, ``(f, b)``."""
        even = np.full(self.draws.shape, 1 / self.draws.shape[1])
        return np.where(self.equal[:, None], even, self.draws / self.total)

    @property
    def shares(self) -> FloatArray:
        """How often each of the k is first by bin, ``(f, b, k)``; 0 without draws."""
        return self.first / np.maximum(self.draws, 1)[:, :, None]

    def merged(self, most: int) -> "FirstPlaceCounts":
        """Return the counts merged to at most ``most`` bins, fewer if there are few draws."""
        enough = min(most, self.total / _LEAST)
        factors, bins, ids = self.first.shape
        size = next((b for b in _SIZES if b <= enough and bins % b == 0), 1)
        return FirstPlaceCounts(
            self.first.reshape(factors, size, bins // size, ids).sum(axis=2),
            self.others.reshape(factors, size, -1).sum(axis=2),
            self.draws.reshape(factors, size, -1).sum(axis=2),
            self.equal,
        )


def chances_of_change(counts: FirstPlaceCounts, most: int = BINS) -> FloatArray:
    """Return the probability of the values of a factor for which another is most often first.

    ``(f, 2)``: the chance and its standard error by factor. The error covers the doubt about the
    winner of each bin and about who is first over all, the width of the bins, and those who are not
    counted by name. Fewer bins than `most` take less time and leave a larger error.
    """
    if not len(counts.draws):
        return np.zeros((0, 2))
    counts = counts.merged(most)
    overall = counts.first.sum(axis=1) / counts.total
    winners = overall.argmax(axis=1)
    # In which bins each may be first more often than the winner, ``(f, b, k)``.
    won = np.take_along_axis(counts.first, winners[:, None, None], axis=2)
    deviation = np.sqrt(won + counts.first)  # of the difference of counts, at most
    rivals = (won - counts.first < _FAR * deviation) & (counts.first > 0)
    np.put_along_axis(rivals, winners[:, None, None], values=False, axis=2)
    # The probability that the winner is less often first than each, ``(f, b, k)``.
    behind = np.zeros(counts.first.shape)
    factors, ids = np.nonzero(rivals.any(axis=1))
    firsts = np.stack([counts.first[factors, :, winners[factors]], counts.first[factors, :, ids]])
    behind[factors, :, ids] = _crossed(np.moveaxis(firsts, 0, 2))
    masses = counts.masses
    # Of the bins where one that is not counted by name may be first most often.
    unnamed = (masses * (counts.others > counts.first.max(axis=2))).sum(axis=1)
    variance = _at_the_ends(counts, winners) ** 2 + unnamed**2
    leaders = _leaders(overall, winners, rivals, counts.total)
    # The chance of change if each is first over all, ``(f, k)``, and its error.
    unbeaten = np.prod(1 - behind, axis=2, keepdims=True)
    ahead = behind / np.maximum(behind.sum(axis=2, keepdims=True), 1e-300) * (1 - unbeaten)
    np.put_along_axis(ahead, winners[:, None, None], unbeaten, axis=2)
    chances, errors = _moments(np.swapaxes(1 - np.clip(ahead, 0, 1), 1, 2), masses)
    chance = (leaders * chances).sum(axis=1)
    variance += (leaders * (errors**2 + (chances - chance[:, None]) ** 2)).sum(axis=1)
    size = counts.draws.shape[1]
    variance += np.abs(np.diff(behind, axis=1)).sum(axis=(1, 2)) / size**2 / 12
    variance += np.where(counts.equal, 0.0, chance * (1 - chance) / counts.total)
    return np.column_stack([chance, np.sqrt(variance)])


def _moments(behind: FloatArray, masses: FloatArray) -> tuple[FloatArray, FloatArray]:
    """Return mean and standard deviation of the mass of the points at which the winner is behind.

    Together they vary most where one uniform number decides for all: a point is behind where its
    probability is above that number (the upper bound of Frechet and Hoeffding).
    """
    order = np.argsort(-behind, axis=2)
    ordered = np.take_along_axis(behind, order, axis=2)
    mass = np.cumsum(np.take_along_axis(masses[:, None, :], order, axis=2), axis=2)
    steps = ordered.copy()
    steps[:, :, :-1] -= ordered[:, :, 1:]
    mean = (steps * mass).sum(axis=2)
    return mean, np.sqrt(np.maximum((steps * mass**2).sum(axis=2) - mean**2, 0.0))


def _leaders(overall: FloatArray, winners: Integers, rivals: Flags, draws: float) -> FloatArray:
    """Return the probability that the winner, or each of its rivals, is first over all."""
    first = np.take_along_axis(overall, winners[:, None], axis=1)
    gap = first - overall
    error = np.sqrt(np.maximum(first + overall - gap**2, 0.0) / draws)
    chances = np.where(rivals.any(axis=1), _below(-gap / np.maximum(error, 1e-300)), 0.0)
    rest = np.maximum(1 - chances.sum(axis=1), chances.max(axis=1))
    np.put_along_axis(chances, winners[:, None], rest[:, None], axis=1)
    return np.asarray(chances / chances.sum(axis=1, keepdims=True))


def _below(deviates: FloatArray) -> FloatArray:
    """Return the standard normal distribution function to 1.4e-4, its tails to a factor of 2."""
    at = np.clip(deviates, -20, 20)
    return np.asarray(1 / (1 + np.exp(-at * (0.07056 * at * at + 1.5976))))


def _log_odds(pairs: FloatArray) -> tuple[FloatArray, FloatArray]:
    """Return empirical log-odds of counts ``(p, b, 2)`` and their variances, ``(p, b)``."""
    won, lost = pairs[:, :, 0], pairs[:, :, 1]
    odds = np.log((won + 0.5) / (lost + 0.5))
    variance = 1 / (won + 0.5) + 1 / (lost + 0.5)
    return odds, np.where(won + lost > 0, variance, _NO_COUNT)


def _at_the_ends(counts: FirstPlaceCounts, winners: Integers) -> FloatArray:
    """Return the probability mass that may be hidden in the two outermost bins of each factor.

    What a rival gains there over the next bin, plus one draw, may all lie at the very end;
    a rival that comes close to the winner may have overtaken it there.
    """
    size = counts.draws.shape[1]
    if size == 1:
        return np.zeros(len(winners))
    shares, ends = counts.shares, counts.masses[:, [0, -1]]
    outer = shares[:, [0, -1]]
    gaps = np.take_along_axis(outer, winners[:, None, None], axis=2) - outer
    gains = np.maximum(outer - shares[:, [1, -2]], 0.0)
    np.put_along_axis(gains, winners[:, None, None], 0.0, axis=2)
    doubt = 2 * np.sqrt(2 * size / counts.total)
    near = (np.abs(gaps) < 3 * gains + doubt) & (outer > 0)
    np.put_along_axis(near, winners[:, None, None], values=False, axis=2)
    hidden = gains.max(axis=2) * ends + 1 / counts.total
    return np.asarray(np.sqrt((hidden**2 + near.any(axis=2) * ends**2 / 12).sum(axis=1)))


def _crossed(pairs: FloatArray) -> FloatArray:
    """Return the probability that the first of two is behind the second, by bin.

    Shapes: `pairs` ``(p, b, 2)``.
    """
    bins = pairs.shape[1]
    coarse = min(bins, _COARSE)
    merged = pairs.reshape(len(pairs), coarse, bins // coarse, 2).sum(axis=2)
    rows, kinds, likely = _likely_kinds(merged)
    odds, variance = _log_odds(pairs)
    chances, step = np.zeros(odds.shape), max(1, _HELD // (bins * bins))
    for low in range(0, len(rows), step):
        row, averaged = rows[low : low + step], _covariances(bins)[kinds[low : low + step]]
        right_side = np.concatenate([averaged, odds[row][:, :, None]], axis=2)
        noisy, place = averaged.copy(), np.arange(bins)
        noisy[:, place, place] += variance[row]
        solution = np.linalg.solve(noisy, right_side)
        mean = np.einsum("hbp,hb->hp", averaged, solution[:, :, -1])
        conditional = np.diagonal(averaged, axis1=1, axis2=2)
        conditional = conditional - np.einsum("hbp,hbp->hp", averaged, solution[:, :, :-1])
        behind = _below(-mean / np.sqrt(np.maximum(conditional, 1e-12)))
        np.add.at(chances, row, likely[low : low + step, None] * behind)
    return chances


def _likely_kinds(pairs: FloatArray) -> tuple[Integers, Integers, FloatArray]:
    """Return the kinds of curves that fit the counts: pair, kind, and likelihood.

    The root of the covariances with the observations as one more row holds in that row the
    observations made independent.
    """
    bins = pairs.shape[1]
    covariances = _covariances(bins)
    odds, variance = _log_odds(pairs)
    step, fits = max(1, _HELD // covariances.size), []
    for low in range(0, len(pairs), step):
        observed, noise = odds[low : low + step], variance[low : low + step]
        whole = np.empty((len(observed), len(covariances), bins + 1, bins + 1))
        whole[:, :, :bins, :bins] = covariances
        at = np.arange(bins)
        whole[:, :, at, at] += noise[:, None]
        whole[:, :, bins, :bins] = observed[:, None]
        whole[:, :, bins, bins] = 1 + (observed**2 / noise).sum(axis=1)[:, None]
        root = np.linalg.cholesky(whole)
        white, sizes = root[:, :, bins, :bins], root[:, :, at, at]
        fits.append(-0.5 * (white**2).sum(axis=2) - np.log(sizes).sum(axis=2))
    fit = np.concatenate(fits) if fits else np.zeros((0, len(covariances)))
    likely = np.exp(fit - fit.max(axis=1, keepdims=True))
    likely = np.where(likely > _LIKELY, likely, 0.0)
    likely /= likely.sum(axis=1, keepdims=True)
    rows, kinds = np.nonzero(likely)
    return rows, kinds, likely[rows, kinds]


@cache
def _curves() -> FloatArray:
    """Return covariances of the bins ``(h, 100, 100)``: no change at all, Matern 1/2 and 3/2."""
    at = (np.arange(BINS) + 0.5) / BINS
    scores = np.array([NormalDist().inv_cdf(share) for share in at]) / _SCORES
    kinds = [np.zeros((BINS, BINS))]
    for length in _LENGTHS:
        near, far = (np.abs(axis[:, None] - axis) / length for axis in (at, scores))
        shapes = np.exp(-near), _smooth(near), _smooth(far)
        kinds += [deviation**2 * shape for shape in shapes for deviation in _DEVIATIONS]
    return np.array(kinds) + _LEVEL**2


def _smooth(apart: FloatArray) -> FloatArray:
    return np.asarray((1 + np.sqrt(3) * apart) * np.exp(-np.sqrt(3) * apart))


@cache
def _covariances(bins: int) -> FloatArray:
    """Return the covariances of the averages over larger bins, ``(h, b, b)``."""
    size = BINS // bins
    return _curves().reshape(-1, bins, size, bins, size).mean(axis=(2, 4))
