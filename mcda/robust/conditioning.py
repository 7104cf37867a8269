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
from mcda.errors import UnsuitableData
from mcda.robust.draws import Stage, drawn_matrix
from mcda.robust.firsts import firsts

Flags = npt.NDArray[np.bool_]
_GRID = 2000  # shares of the distribution at which the winner is looked for
_TAILS = 2.0 ** -np.arange(12, 40)
_WIDTH = 1e-12  # of the share, to which a change of the winner is located
_TILE = 500


@dataclass(frozen=True, slots=True, kw_only=True)
class SoleCell:
    """The only thing in doubt.

    Parameters
    ----------
    cell
        Row and column.
    chance_of_changing_winner
        Probability of the values under which the alternative that is first most often is not.
    standard_error
        Probability of the far tails that the method cannot take, otherwise 0.
    """

    cell: tuple[int, int]
    chance_of_changing_winner: float
    standard_error: float


def sole_cell(stage: Stage) -> SoleCell | None:
    """Return what the value of the only uncertain cell decides; None where it is not alone.

    The winners are taken at 2000 shares of its distribution, closer together in its tails, and
    every change between two of them is located by bisection.
    """
    open_ = [cell for cell, spread in stage.draws.spreads.items() if spread.low < spread.high]
    if len(open_) != 1 or not stage.weights_stay:
        return None
    line = _Line(stage, open_[0])
    middle, left_out = (np.arange(_GRID) + 0.5) / _GRID, 0.0
    try:
        shares = np.sort(np.concatenate([_TAILS, middle, 1 - _TAILS]))
        winners = line.winners(shares)
    except UnsuitableData:
        shares, left_out = middle, 1 / _GRID
        winners = line.winners(shares)
    ends, winners = line.located(shares, winners)
    masses = np.diff(ends, prepend=0.0, append=1.0)
    chances = masses @ winners
    return SoleCell(
        cell=open_[0],
        chance_of_changing_winner=float(masses @ ~winners[:, chances.argmax()]),
        standard_error=left_out,
    )


@dataclass(frozen=True, slots=True, eq=False)
class _Line:
    """A ranking along the distribution of one cell."""

    stage: Stage
    cell: tuple[int, int]

    def winners(self, shares: FloatArray) -> Flags:
        """Return who is first at each share, ``(s, m)``."""
        tiles = range(0, len(shares), _TILE)
        return np.concatenate([self._winners(shares[low : low + _TILE]) for low in tiles])

    def _winners(self, shares: FloatArray) -> Flags:
        stage, place = self.stage, self.cell[0] * len(self.stage.matrix.criteria) + self.cell[1]
        drawn = stage.draws.spreads[self.cell].quantile(shares)
        matrix = drawn_matrix(stage.matrix, np.array([place]), drawn[None])
        weights = np.repeat(stage.weights_drawn[:1], len(shares), axis=0)
        return firsts(stage.method.prepare(matrix), weights)

    def located(self, shares: FloatArray, winners: Flags) -> tuple[FloatArray, Flags]:
        """Return where the winners change and who they are before, between and after.

        Parameters
        ----------
        shares, winners
            Rising shares ``(s,)`` and who is first there.

        Returns
        -------
        ends : ndarray
            ``(p - 1,)``, rising.
        winners : ndarray of bool
            ``(p, m)``.
        """
        while True:
            differ = (winners[1:] != winners[:-1]).any(axis=1)
            wide = np.flatnonzero(differ & (np.diff(shares) > _WIDTH))
            if not len(wide):
                break
            between = (shares[wide] + shares[wide + 1]) / 2
            shares = np.insert(shares, wide + 1, between)
            winners = np.insert(winners, wide + 1, self.winners(between), axis=0)
        at = np.flatnonzero(differ)
        return (shares[at] + shares[at + 1]) / 2, winners[np.append(at, len(winners) - 1)]


Integers = npt.NDArray[np.intp]

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


@dataclass(frozen=True, slots=True, eq=False)
class Counts:
    """Who was first, by bins of a factor.

    Parameters
    ----------
    first
        ``(b, k)``: draws in which each of k alternatives was first, perhaps with others.
    others
        ``(b,)``: draws in which one of all the rest was.
    draws
        ``(b,)``: draws in each bin.
    equal
        Bins are equally probable; otherwise their probability is their share of the draws.
    """

    first: FloatArray
    others: FloatArray
    draws: FloatArray
    equal: bool

    @property
    def masses(self) -> FloatArray:
        """Probability of each bin, ``(b,)``."""
        if self.equal:
            return np.full(len(self.draws), 1 / len(self.draws))
        return self.draws / self.draws.sum()

    @property
    def shares(self) -> FloatArray:
        """How often each of the k is first by bin, ``(b, k)``; 0 without draws."""
        return self.first / np.maximum(self.draws, 1)[:, None]

    def merged(self, most: int) -> "Counts":
        """Return at most so many bins, fewer where there are few draws."""
        enough = min(most, self.draws.sum() / _LEAST)
        size = next((b for b in _SIZES if b <= enough), 1)
        return Counts(
            self.first.reshape(size, -1, self.first.shape[1]).sum(axis=1),
            self.others.reshape(size, -1).sum(axis=1),
            self.draws.reshape(size, -1).sum(axis=1),
            self.equal,
        )


def chance_of_change(counts: Counts, most: int = BINS) -> tuple[float, float]:
    """Return the probability of all values of the factor under which another is most often first.

    Parameters
    ----------
    counts
        In `BINS` bins.
    most
        Bins to tell apart; a divisor of `BINS`. Fewer take less time and leave a larger error.

    Returns
    -------
    chance, standard_error : float
        The error covers the doubt about the winner of each bin and about who is first over all,
        the width of the bins, and those who are not counted by name.
    """
    counts = counts.merged(most)
    overall = counts.first.sum(axis=0) / counts.draws.sum()
    winner = int(overall.argmax())
    rivals = _rivals(counts, winner)
    variance = _at_the_ends(counts, winner) ** 2 + _unnamed(counts) ** 2
    if not rivals:
        return 0.0, float(np.sqrt(variance))
    behind = np.array([_behind(counts, winner, rival) for rival in rivals])
    leaders = _leaders(overall[winner], overall[rivals], counts.draws.sum())
    chances, errors = _chances(behind, counts.masses)
    chance = float(leaders @ chances)
    variance += float(leaders @ (errors**2 + (chances - chance) ** 2))
    variance += float(np.abs(np.diff(behind)).sum()) / len(counts.draws) ** 2 / 12
    if not counts.equal:
        variance += chance * (1 - chance) / counts.draws.sum()
    return chance, float(np.sqrt(variance))


def _chances(behind: FloatArray, masses: FloatArray) -> tuple[FloatArray, FloatArray]:
    """Return the chance of change, if the winner or each rival is first over all, and its error.

    Parameters
    ----------
    behind
        ``(k, b)``: probability that the winner is behind each rival in each bin.
    masses
        Probability of the bins, ``(b,)``.
    """
    kept = np.prod(1 - behind, axis=0)
    parts = behind / np.maximum(behind.sum(axis=0), 1e-300) * (1 - kept)
    ahead = np.vstack([kept, parts])
    chances = [_moments(1 - row, masses) for row in np.clip(ahead, 0, 1)]
    means, errors = np.array(chances).T
    return means, errors


def _moments(behind: FloatArray, masses: FloatArray) -> tuple[float, float]:
    """Return mean and standard deviation of the mass of the points that turn out behind.

    Together they vary most where one uniform number decides for all: a point is behind where its
    probability is above that number (the upper bound of Frechet and Hoeffding).
    """
    order = np.argsort(-behind)
    ordered, mass = behind[order], np.cumsum(masses[order])
    steps = ordered - np.append(ordered[1:], 0.0)
    mean = float(steps @ mass)
    return mean, float(np.sqrt(max(steps @ mass**2 - mean**2, 0.0)))


def _leaders(first: float, others: FloatArray, draws: float) -> FloatArray:
    """Return the probability that the winner, or each of its rivals, is first over all."""
    gap = first - others
    error = np.sqrt((first + others - gap**2) / draws)
    rivals = _below(-gap / np.maximum(error, 1e-300))
    found = np.concatenate([[max(1 - rivals.sum(), rivals.max())], rivals])
    return np.asarray(found / found.sum())


def _below(deviates: FloatArray) -> FloatArray:
    """Return the standard normal distribution function to 1.4e-4, its tails to a factor of 2."""
    at = np.clip(deviates, -20, 20)
    return np.asarray(1 / (1 + np.exp(-0.07056 * at**3 - 1.5976 * at)))


def _log_odds(won: FloatArray, lost: FloatArray) -> tuple[FloatArray, FloatArray]:
    """Return empirical log-odds and their variances."""
    odds = np.log((won + 0.5) / (lost + 0.5))
    variance = 1 / (won + 0.5) + 1 / (lost + 0.5)
    return odds, np.where(won + lost > 0, variance, _NO_COUNT)


def _rivals(counts: Counts, winner: int) -> list[int]:
    """Return who may be first more often than the winner in some bin."""
    won = counts.first[:, [winner]]
    deviation = np.sqrt(won + counts.first)  # of the difference of counts, at most
    near = (won - counts.first < _FAR * deviation) & (counts.first > 0)
    near[:, winner] = False
    return np.flatnonzero(near.any(axis=0)).tolist()


def _at_the_ends(counts: Counts, winner: int) -> float:
    """Return what may be hidden in the two outermost bins.

    What a rival gains there over the next bin, and one draw more, may all lie at the very end;
    where it comes close to the winner it may have overtaken it by then.
    """
    if len(counts.draws) == 1:
        return 0.0
    shares, ends, size = counts.shares, counts.masses[[0, -1]], len(counts.draws)
    gaps = shares[:, [winner]] - np.delete(shares, winner, axis=1)
    rivals = np.delete(shares, winner, axis=1)
    gains = np.maximum(rivals[[0, -1]] - rivals[[1, -2]], 0.0)
    doubt = 2 * np.sqrt(2 * size / counts.draws.sum())
    close = ((np.abs(gaps[[0, -1]]) < 3 * gains + doubt) & (rivals[[0, -1]] > 0)).any(axis=1)
    hidden = gains.max(axis=1) * ends + 1 / counts.draws.sum()
    return float(np.sqrt((hidden**2 + close * ends**2 / 12).sum()))


def _unnamed(counts: Counts) -> float:
    """Return the mass of the bins where one that is not counted by name may be first most often."""
    return float(counts.masses[counts.others > counts.first.max(axis=1)].sum())


def _behind(counts: Counts, winner: int, rival: int) -> FloatArray:
    """Return the probability that the winner is less often first than a rival, by bin."""
    pair = counts.first[:, [winner, rival]]
    kinds, likely = _likely_kinds(pair.reshape(min(len(pair), _COARSE), -1, 2).sum(axis=1))
    averaged = _covariances(len(pair))[kinds]
    odds, root = _rooted(pair, averaged)
    told = np.concatenate([averaged, np.broadcast_to(odds[:, None], (len(kinds), len(odds), 1))], 2)
    found = np.linalg.solve(root, told)
    reach, white = found[:, :, :-1], found[:, :, -1]
    mean = np.einsum("hbp,hb->hp", reach, white)
    left = np.diagonal(averaged, axis1=1, axis2=2) - np.einsum("hbp,hbp->hp", reach, reach)
    return np.asarray(likely @ _below(-mean / np.sqrt(np.maximum(left, 1e-12))))


def _likely_kinds(pair: FloatArray) -> tuple[Integers, FloatArray]:
    """Return which kinds of curves the counts speak for, and how likely each of them is."""
    odds, root = _rooted(pair, _covariances(len(pair)))
    white = np.linalg.solve(root, odds[:, None])[:, :, 0]
    fit = -0.5 * (white**2).sum(axis=1) - np.log(np.diagonal(root, axis1=1, axis2=2)).sum(axis=1)
    likely = np.exp(fit - fit.max())
    kinds = np.flatnonzero(likely > _LIKELY)
    return kinds, likely[kinds] / likely[kinds].sum()


def _rooted(pair: FloatArray, covariances: FloatArray) -> tuple[FloatArray, FloatArray]:
    """Return log-odds ``(b,)`` and the roots ``(h, b, b)`` that make them independent numbers."""
    odds, variance = _log_odds(*pair.T)
    return odds, np.asarray(np.linalg.cholesky(covariances + np.diag(variance)))


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
    """Return those of the averages of larger bins, ``(h, b, b)``."""
    size = BINS // bins
    return _curves().reshape(-1, bins, size, bins, size).mean(axis=(2, 4))
