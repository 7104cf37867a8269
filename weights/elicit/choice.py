"""Which question to ask next."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from mcda.cells import FloatArray
from weights.elicit.doubt import MOST_RIVALS, doubts, expected_log_doubt, in_doubt, moments
from weights.elicit.figures import Sides, clean, round_amounts
from weights.elicit.spans import Spans

QUANTILES = np.linspace(0.05, 0.95, 9)
_DRAWS = 1000  # are enough to tell good questions from poor ones
_SPLITS = 0.01  # of the draws must lie on either side, else nothing is learnt
_APART = np.log(2.0)
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


@dataclass(frozen=True, slots=True)
class Refused:
    """A pair of columns and a ratio of their weights that nobody could judge."""

    first: int
    second: int
    ratio: float

    @classmethod
    def of(cls, first: int, second: int, ratio: float) -> "Refused":
        """Return it with the columns in ascending order."""
        return cls(first, second, ratio) if first < second else cls(second, first, 1.0 / ratio)


def choose(
    weights: FloatArray,
    keys: FloatArray,
    leader: int,
    contenders: Sequence[int],
    spans: Spans,
    refused: Sequence[Refused] = (),
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
    refused
        Not asked again, nor anything within a factor of two.

    Returns
    -------
    Choice or None
        None where no question splits the draws.
    """
    weights, keys = weights[:_DRAWS], keys[:_DRAWS]
    rows = np.array(sorted(contenders))
    active = rows[np.argsort(-in_doubt(keys[:, rows]), kind="stable")][: MOST_RIVALS + 1]
    if len(active) < 2:
        return None
    first, second, amounts, ratios = _candidates(weights, spans, refused)
    sides = weights[:, first] >= ratios * weights[:, second]
    share = sides.mean(axis=0)
    splits = np.flatnonzero(np.minimum(share, 1.0 - share) >= _SPLITS)
    if len(splits) == 0:
        return None
    at = keys[:, active]
    expected = expected_log_doubt(at, sides[:, splits])
    now = float(doubts(*moments(at))[0])
    best = int(expected.argmin())
    k = splits[best]
    return Choice(
        first=int(first[k]),
        second=int(second[k]),
        amounts=(clean(amounts[k, 0]), clean(amounts[k, 1])),
        leader=leader,
        rival=next(int(row) for row in active if row != leader),
        resolves=float(np.clip(1.0 - np.exp(expected[best]) / now, 0.0, 1.0)),
    )


def _candidates(
    weights: FloatArray, spans: Spans, refused: Sequence[Refused]
) -> tuple[np.ndarray, np.ndarray, FloatArray, FloatArray]:
    """Return columns ``(k,)`` twice, amounts ``(k, 2)`` and the ratios they ask for ``(k,)``."""
    usable = np.flatnonzero(spans.separates & (weights.max(axis=0) > _NONE))
    if len(usable) < 2:
        nothing = np.zeros(0, dtype=np.int64)
        return nothing, nothing, np.zeros((0, 2)), np.zeros(0)
    above = np.triu_indices(len(usable), 1)
    first, second = usable[above[0]], usable[above[1]]
    logs = np.log(np.maximum(weights, _NONE))
    targets = np.quantile(logs[:, first] - logs[:, second], QUANTILES, axis=0).T
    gaps = np.diff(targets, axis=1)
    tolerance = 0.5 * np.minimum(np.hstack([gaps[:, :1], gaps]), np.hstack([gaps, gaps[:, -1:]]))
    scale = (spans.full[second] / spans.full[first])[:, None]
    amounts = round_amounts(
        np.exp(targets) * scale,
        tolerance,
        Sides(spans.limit[first], spans.whole[first]),
        Sides(spans.limit[second], spans.whole[second]),
    )
    ratios = amounts[:, :, 1] / amounts[:, :, 0] / scale
    asked = ~np.isnan(ratios)
    for said in refused:
        same = (first == said.first) & (second == said.second)
        near = np.abs(np.log(np.where(asked, ratios, 1.0)) - np.log(said.ratio)) < _APART
        asked &= ~(same[:, None] & near)
    pair, _ = np.nonzero(asked)
    return first[pair], second[pair], amounts[asked], ratios[asked]
