"""Which question to ask next."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from itertools import combinations

import numpy as np
import numpy.typing as npt

from mcda.cells import FloatArray
from weights.elicit.doubt import MOST_RIVALS, doubts, expected_log_doubt, in_doubt, moments
from weights.elicit.figures import Sides, clean, round_amounts
from weights.elicit.spans import Flags, Spans

Columns = npt.NDArray[np.intp]
Pair = frozenset[int]

QUANTILES = np.linspace(0.05, 0.95, 9)
_DRAWS = 1000  # are enough to tell good questions from poor ones
_SPLITS = 0.01  # of the draws must lie on either side, else nothing is learnt
_FINEST = 1e-3  # a ratio of weights known so well cannot be judged any better
_NEGLIGIBLE = 1e-4  # what weighs less under all weights left is not asked about
_NONE = 1e-12


@dataclass(frozen=True, slots=True)
class Choice:
    """Two columns and amounts, who leads and threatens, and the share of doubt resolved."""

    first: int
    second: int
    amounts: tuple[float, float]
    leader: int
    rival: int
    resolves: float


def choose(
    weights: FloatArray,
    keys: FloatArray,
    leader: int,
    contenders: Sequence[int],
    spans: Spans,
    ended: Collection[Pair] = (),
) -> Choice | None:
    """Return the question that leaves the least expected doubt about the winner.

    Candidates are all pairs of criteria and, for each, amounts whose threshold lies near one of
    nine quantiles of the ratio of their weights over the draws, as round as that allows. What is
    judged is the threshold of the rounded amounts.

    Parameters
    ----------
    weights
        Draws of the weights that are left, ``(s, n)``; the first 1000 are used.
    keys
        Order keys of all alternatives at each draw, ``(s, m)``, larger is better.
    leader
        Row of who is first so far.
    contenders
        Rows of those who may win, the leader too; only the likeliest of many are looked at.
    spans
        What weights mean in units.
    ended
        Pairs of columns that are not compared any more, at other amounts neither.

    Returns
    -------
    Choice or None
        None where no question that people could judge splits the draws.
    """
    weights, keys = weights[:_DRAWS], keys[:_DRAWS]
    rows = np.array(sorted(contenders))
    active = rows[np.argsort(-in_doubt(keys[:, rows]), kind="stable")][: MOST_RIVALS + 1]
    if len(active) < 2:
        return None
    asked = _Asked.about(weights, spans, ended)
    if not asked.splits.any() and spans.whole.any():  # parts of a step are better than no question
        parts = replace(spans, whole=np.zeros_like(spans.whole))
        asked = _Asked.about(weights, parts, ended)
    if not asked.splits.any():
        return None
    asked = asked.only(asked.splits)
    at = keys[:, active]
    expected = expected_log_doubt(at, asked.sides)
    now = float(doubts(*moments(at))[0])
    best = int(expected.argmin())
    amount, other = asked.amounts[best].tolist()
    return Choice(
        first=int(asked.first[best]),
        second=int(asked.second[best]),
        amounts=(clean(amount), clean(other)),
        leader=leader,
        rival=next(int(row) for row in active if row != leader),
        resolves=float(np.clip(1.0 - np.exp(expected[best]) / now, 0.0, 1.0)),
    )


@dataclass(frozen=True, slots=True, eq=False)
class _Asked:
    """Candidates: columns ``(k,)``, amounts ``(k, 2)``, and which draws prefer the first."""

    first: Columns
    second: Columns
    amounts: FloatArray
    sides: Flags

    @classmethod
    def about(cls, weights: FloatArray, spans: Spans, ended: Collection[Pair]) -> "_Asked":
        """Return a few questions about each two criteria that can matter."""
        usable = np.flatnonzero(spans.separates & (weights.max(axis=0) > _NEGLIGIBLE))
        pairs = [two for two in combinations(usable.tolist(), 2) if frozenset(two) not in ended]
        first, second = np.array(pairs, dtype=np.intp).reshape(-1, 2).T
        logs = np.log(np.maximum(weights, _NONE))
        targets = np.quantile(logs[:, first] - logs[:, second], QUANTILES, axis=0).T
        clear = targets[:, -1] - targets[:, 0] > _FINEST
        first, second, targets = first[clear], second[clear], targets[clear]
        gaps = np.diff(targets, axis=1)
        around = np.minimum(np.hstack([gaps[:, :1], gaps]), np.hstack([gaps, gaps[:, -1:]]))
        scale = (spans.full[second] / spans.full[first])[:, None]
        sides = [Sides(spans.limit[columns], spans.whole[columns]) for columns in (first, second)]
        amounts = round_amounts(np.exp(targets) * scale, 0.5 * around, *sides)
        ratios = amounts[:, :, 1] / amounts[:, :, 0] / scale
        fits = ~np.isnan(ratios)
        pair = np.nonzero(fits)[0]
        one, other = weights[:, first[pair]], weights[:, second[pair]]
        return cls(first[pair], second[pair], amounts[fits], one >= ratios[fits] * other)

    @property
    def splits(self) -> Flags:
        """Which of them some of the draws answer in either way, ``(k,)``."""
        share = self.sides.mean(axis=0)
        return np.asarray(np.minimum(share, 1.0 - share) >= _SPLITS)

    def only(self, kept: Flags) -> "_Asked":
        """Return some of them."""
        return _Asked(self.first[kept], self.second[kept], self.amounts[kept], self.sides[:, kept])
