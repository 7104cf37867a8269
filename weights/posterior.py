"""The posterior distribution of weights after replies that may be wrong, as weighted draws."""

from collections.abc import Sequence, Sized
from dataclasses import dataclass, replace
from functools import cached_property, reduce

import numpy as np
import numpy.typing as npt

from mcda.cells import FloatArray
from mcda.errors import Fault, InvalidWeights
from mcda.polytope import Polytope
from mcda.weight_set import WeightSet
from weights.prior import Prior
from weights.swings import SwingReply

DRAWS = 10_000
MOST_REPLIES = 40
"""Replies of one interview: each makes all that follows dearer, and twelve mostly suffice."""
SLIP = 0.05
"""The chance of each reply that was not meant."""
STEEPNESS = float(np.log(3.5) / 0.05)
"""``k``: a difference of .05 of the value scale is seen by 75 % of people, .05 slips counted."""
LEVEL = 1.1
"""Amounts whose worth lies within this factor are called equal."""
_ENOUGH = 1_500  # effective draws; with fewer they are refreshed
_CHAINS = 4_000
_STEPS = 12
_STAGES = 4  # in which a statement on many improvements is taken in: at once few draws would stay
_REPLIES = ("first", "second", "equal")


@dataclass(frozen=True, slots=True)
class AmountReply:
    """A reply to a question: two amounts as parts of what their weights are worth."""

    first: int
    """Columns."""
    second: int
    """Columns."""
    amounts: tuple[float, float]
    """``(2,)``, above 0: 1 is worth the whole weight."""
    reply: str
    """``"first"``, ``"second"`` is worth more, or ``"equal"``."""
    steepness: float = STEEPNESS
    """``k`` of the logistic part."""

    @property
    def question(self) -> frozenset[tuple[int, float]]:
        """Key of the question: its two criteria with their amounts, in either order."""
        return frozenset(zip((self.first, self.second), self.amounts, strict=True))

    @property
    def others(self) -> tuple[str, ...]:
        """The replies that may have been meant if this reply is wrong."""
        turned = {"first": ("second",), "second": ("first",)}
        return turned.get(self.reply, ("first", "second"))

    def chances(self, weights: FloatArray) -> dict[str, FloatArray]:
        """Return the chance of each reply under weights ``(s, n)``, each ``(s,)``."""
        first_worth = weights[:, self.first] * self.amounts[0]
        second_worth = weights[:, self.second] * self.amounts[1]
        chances = reply_chances(first_worth, second_worth, self.steepness)
        return dict(zip(_REPLIES, chances, strict=True))


def check_count(replies: Sized, field: str) -> None:
    """Raise an error for more than `MOST_REPLIES` replies.

    Raises
    ------
    InvalidWeights
        With the number of replies in a field, and the limit.
    """
    if len(replies) > MOST_REPLIES:
        fields = {"count": len(replies), "limit": MOST_REPLIES}
        raise InvalidWeights([Fault("elicit_too_many_replies", (field,), fields)])


def reply_chances(
    one: FloatArray, other: FloatArray, steepness: float = STEEPNESS
) -> tuple[FloatArray, FloatArray, FloatArray]:
    r"""Return the chances of ``first``, ``second`` and ``equal``; they sum to 1.

    With the worths x and y of the two sides, :math:`d = x - y` and e their half-sum by 10.5, at
    which one is a tenth above the other:

    .. math:: P(\text{first}) = \epsilon + (1 - 3\epsilon)\, \sigma(k (d - e)), \quad
              P(\text{equal}) = \epsilon + (1 - 3\epsilon) [\sigma(k (d + e)) - \sigma(k (d - e))]
    """
    from scipy.special import expit

    level = (LEVEL - 1.0) / (LEVEL + 1.0) * (one + other)
    away = steepness * (one - other)
    level *= steepness
    above, below = expit(away - level), expit(-away - level)
    scale = 1.0 - 3.0 * SLIP
    return SLIP + scale * above, SLIP + scale * below, SLIP + scale * (1.0 - above - below)


@dataclass(frozen=True, eq=False)
class Posterior(WeightSet):
    """Draws from the prior within the certain constraints, weighted by replies.

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
    """Of the weights."""
    within: Polytope
    """What is known for certain."""
    draws: FloatArray
    """``(s, n)``."""
    chances: FloatArray
    """``(s, q, 3)``: of each reply to each question, in the order first, second, equal."""
    shares: FloatArray
    """Weight of each draw, ``(s,)``, sum 1."""
    said: tuple[AmountReply, ...] = ()
    """The replies, ``q``."""
    seed: int = 7
    """At least 0."""
    swings: SwingReply | None = None
    """What was said of several improvements at once, before the replies."""

    @classmethod
    def start(
        cls,
        prior: Prior,
        within: Polytope | None = None,
        seed: int = 7,
        swings: SwingReply | None = None,
    ) -> "Posterior":
        """Return the prior, restricted to the weights `within`, after what was said of `swings`.

        Raises
        ------
        InvalidWeights
            No weights satisfy the constraints.
        """
        inside = within or Polytope.whole(prior.n)
        rng = np.random.default_rng([seed, 0])
        if len(inside.b) == 0:
            draws, shares = prior.sample(DRAWS, rng), np.full(DRAWS, 1.0 / DRAWS)
        else:
            draws = inside.sample(DRAWS, rng)
            logs = prior.log_density(draws)
            shares = np.exp(logs - logs.max())
            shares /= shares.sum()
        none = np.empty((DRAWS, 0, len(_REPLIES)))
        begun = cls(prior, inside, draws, none, shares, (), seed).refreshed()
        if swings is None:
            return begun
        for stage in range(1, _STAGES + 1):
            part = replace(swings, power=1.0 / _STAGES)
            shares = np.asarray(begun.shares * _relative(part.log_chance(begun.draws)))
            heard = replace(swings, power=stage / _STAGES)
            begun = replace(begun, shares=shares / shares.sum(), swings=heard).refreshed()
        return begun

    def under(self, replies: Sequence[AmountReply]) -> "Posterior":
        """Return the posterior after these replies alone."""
        same = len(self.said)
        if tuple(replies[:same]) == self.said:  # most often one more
            return reduce(Posterior.after, replies[same:], self)
        begun = Posterior.start(self.prior, self.within, self.seed, self.swings)
        return reduce(Posterior.after, replies, begun)

    def after(self, said: AmountReply) -> "Posterior":
        """Return the posterior after one more reply."""
        by_reply = said.chances(self.draws)
        chances = np.stack([by_reply[name] for name in _REPLIES], axis=-1)
        shares = self.shares * by_reply[said.reply]
        return replace(
            self,
            chances=np.concatenate([self.chances, chances[:, None]], axis=1),
            shares=shares / shares.sum(),
            said=(*self.said, said),
        ).refreshed()

    @property
    def effective(self) -> float:
        """The effective sample size: how many equally weighted draws hold the same information."""
        return float(1.0 / (self.shares**2).sum())

    def mean(self) -> FloatArray:
        """Return the mean weights, ``(n,)``."""
        mean = self.shares @ self.draws
        return np.asarray(mean / mean.sum())

    def turned(self, place: int) -> list[FloatArray]:
        """Return the shares of the draws if one reply had been another, ``(s,)`` for each other."""
        at, reply = self.chances[:, place], self.said[place]
        without = self.shares / at[:, _REPLIES.index(reply.reply)]
        weighted = [without * at[:, _REPLIES.index(other)] for other in reply.others]
        return [share / share.sum() for share in weighted]

    def misheard(self) -> list[FloatArray]:
        """Return the shares of the draws if one thing said of the swings were wrong, ``(s,)``."""
        if self.swings is None:
            return []
        now = self.swings.log_chance(self.draws)
        logs = [other.log_chance(self.draws) - now for other in self.swings.wrong()]
        weighted = [self.shares * _relative(log) for log in logs]
        return [share / share.sum() for share in weighted]

    def equally(self, size: int, rng: np.random.Generator) -> npt.NDArray[np.intp]:
        """Return indices of draws, resampled systematically by their shares, ``(size,)``."""
        ends = np.cumsum(self.shares)
        at = (np.arange(size) + rng.random()) / size * ends[-1]
        return np.minimum(np.searchsorted(ends, at, side="right"), len(ends) - 1)

    def sample(self, size: int, rng: np.random.Generator) -> FloatArray:
        """Draw weights, ``(size, n)``, moved by Metropolis steps so that few are drawn twice."""
        return self._moved(self.draws[rng.permutation(self.equally(size, rng))], 3, rng)

    def refreshed(self) -> "Posterior":
        """Return the posterior with new draws if too few of its draws are effective."""
        if self.effective >= _ENOUGH:
            return self
        stage = () if self.swings is None else (round(_STAGES * self.swings.power),)
        rng = np.random.default_rng([self.seed, 1 + len(self.said), *stage])
        draws = self._moved(self.draws[rng.permutation(self.equally(_CHAINS, rng))], _STEPS, rng)
        parts = [reply.chances(draws) for reply in self.said]
        chances = [np.stack([part[name] for name in _REPLIES], axis=-1) for part in parts]
        return replace(
            self,
            draws=draws,
            chances=np.stack(chances, axis=1) if chances else np.empty((len(draws), 0, 3)),
            shares=np.full(len(draws), 1.0 / len(draws)),
        )

    def _log_target(self, weights: FloatArray) -> FloatArray:
        log_density = self.prior.log_density(weights)
        if self.swings is not None:
            log_density += self.swings.log_chance(weights)
        for reply in self.said:
            log_density += np.log(reply.chances(weights)[reply.reply])
        return log_density

    def _moved(self, at: FloatArray, steps: int, rng: np.random.Generator) -> FloatArray:
        if len(at) < 2:
            return at
        A, b = self._facets
        now = self._log_target(at)
        size = 2.38 / np.sqrt(2.0 * max(at.shape[1] - 1, 1))
        for step in range(steps):
            # differences of draws that are not those to be moved
            rows, others = self.equally(len(at), rng), self.equally(len(at), rng)
            away = self.draws[rng.permutation(rows)] - self.draws[rng.permutation(others)]
            length = np.full(len(at), size) if step % 2 == 0 else self._chord(at, away, rng)
            proposed = at + length[:, None] * away
            proposed /= proposed.sum(axis=1, keepdims=True)
            inside = (proposed @ A.T <= b + 1e-9).all(axis=1)
            then = self._log_target(np.maximum(proposed, 0.0))
            accepted = inside & (np.log(rng.random(len(at))) < then - now)
            at = np.where(accepted[:, None], proposed, at)
            now = np.where(accepted, then, now)
        return at

    def _chord(self, at: FloatArray, away: FloatArray, rng: np.random.Generator) -> FloatArray:
        """Return uniform steps along the whole chord of the allowed weights, ``(s,)``."""
        A, b = self._facets
        speed, slack = away @ A.T, np.maximum(b - at @ A.T, 0.0)
        met = np.abs(speed) > 1e-12
        steps = slack / np.where(met, speed, 1.0)
        forth = np.where(met & (speed > 0), steps, np.inf).min(axis=1)
        back = np.where(met & (speed < 0), steps, -np.inf).max(axis=1)
        ends = np.isfinite(forth) & np.isfinite(back)
        back, forth = np.where(ends, back, 0.0), np.where(ends, forth, 0.0)
        return np.asarray(back + (forth - back) * rng.random(len(at)))

    @cached_property
    def _facets(self) -> tuple[FloatArray, FloatArray]:
        A, b = self.within.A, self.within.b
        n = self.prior.n
        return np.vstack([A, -np.eye(n)]), np.concatenate([b, np.zeros(n)])


def _relative(logs: FloatArray) -> FloatArray:
    return np.asarray(np.exp(logs - logs.max()))
