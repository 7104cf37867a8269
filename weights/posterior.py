"""What is likely of weights after replies that may be wrong: one likelihood, and draws by it."""

from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np
import numpy.typing as npt

from mcda.cells import FloatArray
from mcda.polytope import Polytope
from mcda.weight_set import WeightSet
from weights.prior import Prior

DRAWS = 10_000
SLIP = 0.05
"""The chance of each reply that was not meant."""
STEEPNESS = float(np.log(3.5) / 0.05)
"""``k``: a difference of .05 of the value scale is seen by 75 % of people, .05 slips counted."""
LEVEL = 1.1
"""Amounts whose worth lies within this factor are called equal."""
_ENOUGH = 1_500  # effective draws; with fewer they are refreshed
_CHAINS = 4_000
_STEPS = 12
_REPLIES = ("first", "second", "equal")
_TINY = 1e-300


@dataclass(frozen=True, slots=True, eq=False)
class AmountReply:
    """A reply to a question: two amounts as parts of what their weights are worth.

    Parameters
    ----------
    first, second
        Columns.
    amounts
        ``(2,)``, above 0: 1 is worth the whole weight.
    reply
        ``"first"``, ``"second"`` is worth more, or ``"equal"``.
    steepness
        ``k`` of the logistic part.
    """

    first: int
    second: int
    amounts: tuple[float, float]
    reply: str
    steepness: float = STEEPNESS

    @property
    def others(self) -> tuple[str, ...]:
        """The replies it would be, turned round."""
        turned = {"first": ("second",), "second": ("first",)}
        return turned.get(self.reply, ("first", "second"))

    def chances(self, weights: FloatArray) -> dict[str, FloatArray]:
        """Return the chance of each reply under weights ``(s, n)``, each ``(s,)``."""
        one = weights[:, self.first] * self.amounts[0]
        other = weights[:, self.second] * self.amounts[1]
        found = reply_chances(one, other, self.steepness)
        return dict(zip(_REPLIES, found, strict=True))


def reply_chances(
    one: FloatArray, other: FloatArray, steepness: float = STEEPNESS
) -> tuple[FloatArray, FloatArray, FloatArray]:
    r"""Return the chances of ``first``, ``second`` and ``equal``; they sum to 1.

    With the worths x and y of the two sides, :math:`d = x - y` and e their half-sum by 10.5, at
    which one is a tenth above the other:

    .. math:: P(\text{first}) = \epsilon + (1 - 3\epsilon)\, \sigma(k (d - e)), \quad
              P(\text{equal}) = \epsilon + (1 - 3\epsilon) [\sigma(k (d + e)) - \sigma(k (d - e))]

    Parameters
    ----------
    one, other
        ``x`` and ``y``, of the same shape.
    steepness
        ``k``.
    """
    from scipy.special import expit

    level = (LEVEL - 1.0) / (LEVEL + 1.0) * (one + other)
    away = steepness * (one - other)
    level *= steepness
    above, below = expit(away - level), expit(-away - level)
    kept = 1.0 - 3.0 * SLIP
    return SLIP + kept * above, SLIP + kept * below, SLIP + kept * (1.0 - above - below)


@dataclass(frozen=True, eq=False)
class Posterior(WeightSet):
    """Draws from the prior within what is known for certain, weighted by replies.

    Parameters
    ----------
    prior
        Of the weights.
    within
        What is known for certain.
    draws
        ``(s, n)``.
    chances
        ``(s, q, 3)``: of each reply to each question, in the order first, second, equal.
    shares
        Weight of each draw, ``(s,)``, sum 1.
    said
        The replies, ``q``.
    seed
        At least 0.

    Notes
    -----
    Where fewer than 1500 of the draws are effective, 4000 are drawn from them and moved by
    Metropolis steps that leave the posterior as it is: by turns along the difference of two other
    draws, and to any point of the chord in such a direction (hit and run).

    References
    ----------
    Chopin, N. (2002). A sequential particle filter method for static models. Biometrika 89(3),
    539-551. doi:10.1093/biomet/89.3.539
    ter Braak, C. J. F. (2006). A Markov chain Monte Carlo version of the genetic algorithm
    differential evolution. Statistics and Computing 16, 239-249. doi:10.1007/s11222-006-8769-1
    """

    name = "posterior"

    prior: Prior
    within: Polytope
    draws: FloatArray
    chances: FloatArray
    shares: FloatArray
    said: tuple[AmountReply, ...] = ()
    seed: int = 7

    @classmethod
    def start(cls, prior: Prior, within: Polytope | None = None, seed: int = 7) -> "Posterior":
        """Return the prior, within what is known.

        Raises
        ------
        InvalidWeights
            No weights are known to be possible.
        """
        inside = within or Polytope.whole(prior.n)
        rng = np.random.default_rng([seed, 0])
        if len(inside.b) == 0:
            draws, shares = prior.sample(DRAWS, rng), np.full(DRAWS, 1.0 / DRAWS)
        else:
            draws = inside.sample(DRAWS, rng)
            shares = _normalised(prior.log_density(draws))
        none = np.empty((DRAWS, 0, len(_REPLIES)))
        return cls(prior, inside, draws, none, shares, (), seed).refreshed()

    def after(self, said: AmountReply) -> "Posterior":
        """Return the posterior after one more reply."""
        found = said.chances(self.draws)
        chances = np.stack([found[name] for name in _REPLIES], axis=-1)
        shares = self.shares * found[said.reply]
        return replace(
            self,
            chances=np.concatenate([self.chances, chances[:, None]], axis=1),
            shares=shares / shares.sum(),
            said=(*self.said, said),
        ).refreshed()

    @property
    def effective(self) -> float:
        """How many draws of equal weight tell as much."""
        return float(1.0 / (self.shares**2).sum())

    def mean(self) -> FloatArray:
        """Return the mean weights, ``(n,)``."""
        found = self.shares @ self.draws
        return np.asarray(found / found.sum())

    def turned(self, place: int) -> list[FloatArray]:
        """Return the shares of the draws if that reply had been another, ``(s,)`` each."""
        at, said = self.chances[:, place], self.said[place]
        kept = self.shares / at[:, _REPLIES.index(said.reply)]
        found = [kept * at[:, _REPLIES.index(other)] for other in said.others]
        return [one / one.sum() for one in found]

    def equally(self, size: int, rng: np.random.Generator) -> npt.NDArray[np.intp]:
        """Return rows of draws, each as often as it weighs, ``(size,)`` (systematic)."""
        ends = np.cumsum(self.shares)
        at = (np.arange(size) + rng.random()) / size * ends[-1]
        return np.minimum(np.searchsorted(ends, at, side="right"), len(ends) - 1)

    def sample(self, size: int, rng: np.random.Generator) -> FloatArray:
        """Draw weights, ``(size, n)``, moved so that few are drawn twice."""
        rows = rng.permutation(self.equally(size, rng))
        return self._moved(self.draws[rows], 3, rng)

    def refreshed(self) -> "Posterior":
        """Return the same with new draws where too few of these are effective."""
        if self.effective >= _ENOUGH:
            return self
        rng = np.random.default_rng([self.seed, 1 + len(self.said)])
        rows = rng.permutation(self.equally(_CHAINS, rng))
        draws = self._moved(self.draws[rows], _STEPS, rng)
        parts = [said.chances(draws) for said in self.said]
        chances = [np.stack([part[name] for name in _REPLIES], axis=-1) for part in parts]
        return replace(
            self,
            draws=draws,
            chances=np.stack(chances, axis=1) if chances else np.empty((len(draws), 0, 3)),
            shares=np.full(len(draws), 1.0 / len(draws)),
        )

    def _log_target(self, weights: FloatArray) -> FloatArray:
        found = self.prior.log_density(weights)
        for said, one, other in zip(self.said, *self._sides(weights), strict=True):
            chance = reply_chances(one, other, said.steepness)[_REPLIES.index(said.reply)]
            found += np.log(chance)
        return found

    def _sides(self, weights: FloatArray) -> tuple[list[FloatArray], list[FloatArray]]:
        one = [weights[:, said.first] * said.amounts[0] for said in self.said]
        other = [weights[:, said.second] * said.amounts[1] for said in self.said]
        return one, other

    def _moved(self, at: FloatArray, steps: int, rng: np.random.Generator) -> FloatArray:
        if len(at) < 2:
            return at
        now = self._log_target(at)
        size = 2.38 / np.sqrt(2.0 * max(at.shape[1] - 1, 1))
        for step in range(steps):
            away = self._directions(len(at), rng)
            length = np.full(len(at), size) if step % 2 == 0 else self._chord(at, away, rng)
            proposed = at + length[:, None] * away
            proposed /= proposed.sum(axis=1, keepdims=True)
            inside = self._inside(proposed)
            then = self._log_target(np.maximum(proposed, 0.0))
            taken = inside & (np.log(rng.random(len(at))) < then - now)
            at = np.where(taken[:, None], proposed, at)
            now = np.where(taken, then, now)
        return at

    def _directions(self, size: int, rng: np.random.Generator) -> FloatArray:
        """Return differences of draws that are not those to be moved, ``(size, n)``."""
        one, other = self.equally(size, rng), self.equally(size, rng)
        return self.draws[rng.permutation(one)] - self.draws[rng.permutation(other)]

    def _chord(self, at: FloatArray, away: FloatArray, rng: np.random.Generator) -> FloatArray:
        """Return uniform steps along the whole chord of what is known, ``(s,)``."""
        A, b = self._facets
        speed, slack = away @ A.T, np.maximum(b - at @ A.T, 0.0)
        met = np.abs(speed) > 1e-12
        steps = slack / np.where(met, speed, 1.0)
        forth = np.where(met & (speed > 0), steps, np.inf).min(axis=1)
        back = np.where(met & (speed < 0), steps, -np.inf).max(axis=1)
        ends = np.isfinite(forth) & np.isfinite(back)
        back, forth = np.where(ends, back, 0.0), np.where(ends, forth, 0.0)
        return np.asarray(back + (forth - back) * rng.random(len(at)))

    def _inside(self, weights: FloatArray) -> npt.NDArray[np.bool_]:
        A, b = self._facets
        return np.asarray((weights @ A.T <= b + 1e-9).all(axis=1))

    @cached_property
    def _facets(self) -> tuple[FloatArray, FloatArray]:
        A, b = self.within.A, self.within.b
        n = self.prior.n
        return np.vstack([A, -np.eye(n)]), np.concatenate([b, np.zeros(n)])


def _normalised(logs: FloatArray) -> FloatArray:
    found = np.exp(logs - logs.max())
    return np.asarray(found / found.sum())
