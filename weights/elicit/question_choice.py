"""Which question to ask next."""

from collections.abc import Callable, Collection
from dataclasses import dataclass, replace
from itertools import combinations

import numpy as np
import numpy.typing as npt

from mcda.cells import FloatArray
from weights.elicit.figures import Sides, clean, round_amounts
from weights.elicit.spans import Flags, Spans
from weights.posterior import reply_chances

Columns = npt.NDArray[np.intp]
Pair = frozenset[int]
Wanted = Callable[[Pair], bool]
Asked = frozenset[tuple[int, float]]
"""Two columns with the amounts they were compared by."""

QUANTILES = np.linspace(0.05, 0.95, 9)
_SPLITS = 0.01  # of the draws must lie on either side, else nothing is learnt
_FINEST = 1e-3  # a ratio of weights known so well cannot be judged any better
_NEGLIGIBLE = 1e-4  # what weighs less under all weights left is not asked about
_NONE = 1e-12
_FELT = 0.3  # of a wanted ratio given up for stakes larger by as much
_LEAST = 1e-6  # of the doubt; what removes less tells nothing


@dataclass(frozen=True, slots=True)
class QuestionChoice:
    """Two columns and amounts, and the share of the doubt that the reply removes on average.

    Starts are where improvements begin, of columns about which they are asked from one value to
    another.
    """

    first: int
    second: int
    amounts: tuple[float, float]
    resolves: float
    starts: tuple[float | None, float | None] = (None, None)


@dataclass(frozen=True, slots=True, eq=False)
class Beliefs:
    """Equally likely weights ``(s, n)`` and who is first under each, as flags ``(s, m)``."""

    weights: FloatArray
    first: FloatArray


def most_telling(
    beliefs: Beliefs, spans: Spans, ended: Collection[Pair], asked: Collection[Asked]
) -> QuestionChoice | None:
    """Return the question whose reply leaves the least expected entropy of the winner.

    Candidates are all pairs of criteria and, for each, amounts whose threshold lies near one of
    nine quantiles of the ratio of their weights over the draws, as round as that allows and
    within what the alternatives offer.

    Parameters
    ----------
    beliefs
        The posterior.
    spans
        What weights mean in units.
    ended
        Pairs of columns that are not compared any more, at other amounts neither.
    asked
        What was asked is not asked again in the same amounts.

    Returns
    -------
    QuestionChoice or None
        None where no question that people could judge would tell anything.
    """
    found = _candidates(beliefs.weights, spans, lambda two: two not in ended, asked)
    if found is None:
        return None
    chances = found.chances(beliefs.weights, spans)
    joint = np.einsum("rsk,sm->krm", chances, beliefs.first, optimize=True) / len(beliefs.weights)
    after = (_entropy(joint) - _entropy(joint.sum(axis=2)[..., None])).sum(axis=1)
    now = float(_entropy(beliefs.first.mean(axis=0)))
    best = int(after.argmin())
    resolves = 1.0 - float(after[best]) / now if now > 0 else 0.0
    return found.choice(best, resolves) if resolves > _LEAST else None


def most_steadying(
    beliefs: Beliefs,
    doubted: Beliefs,
    leader: int,
    pair: Pair,
    spans: Spans,
    ended: Collection[Pair],
    asked: Collection[Asked],
) -> QuestionChoice | None:
    """Return the question after which the leader most likely holds, were the doubted reply wrong.

    The reply is expected from the posterior, and judged by the share of the leader that it leaves
    in the posterior with the doubted reply turned round. The doubted pair is asked about first, in
    other amounts; where none are left, any.

    Parameters
    ----------
    beliefs, doubted
        The posterior, and that with the reply turned round.
    leader
        Its row.
    pair
        Columns of the doubted question.
    spans, ended, asked
        As for `most_telling`.
    """
    both = np.vstack([beliefs.weights, doubted.weights])
    found = None
    if pair not in ended:
        found = _candidates(both, spans, lambda two: two == pair, asked)
    if found is None:
        found = _candidates(both, spans, lambda two: two not in ended, asked)
    if found is None:
        return None
    expected = found.chances(beliefs.weights, spans).mean(axis=1)
    then = found.chances(doubted.weights, spans)
    held = np.einsum("rsk,s->rk", then, doubted.first[:, leader], optimize=True)
    share = (expected * held / then.sum(axis=1)).sum(axis=0)
    now = float(doubted.first[:, leader].mean())
    best = int(share.argmax())
    return found.choice(best, (float(share[best]) - now) / max(1.0 - now, _NONE))


def _entropy(shares: FloatArray) -> FloatArray:
    """Return the entropy along the last axis, in nats; of shares that need not sum to 1."""
    some = np.maximum(shares, _NONE)
    return np.asarray(-(shares * np.log(some)).sum(axis=-1))


@dataclass(frozen=True, slots=True, eq=False)
class _Candidates:
    """Questions: columns ``(k,)``; amounts, their parts of weights, and starts ``(k, 2)``.

    Of a column without steps the start is NaN.
    """

    first: Columns
    second: Columns
    amounts: FloatArray
    parts: FloatArray
    starts: FloatArray

    def chances(self, weights: FloatArray, spans: Spans) -> FloatArray:
        """Return the chance of each reply under each draw, ``(3, s, k)``."""
        one = weights[:, self.first] * self.parts[:, 0]
        other = weights[:, self.second] * self.parts[:, 1]
        return np.array(reply_chances(one, other, spans.steepness))

    def choice(self, at: int, resolves: float) -> QuestionChoice:
        """Return one of them."""
        amount, other = self.amounts[at].tolist()
        start, begin = (None if np.isnan(x) else clean(x) for x in self.starts[at].tolist())
        return QuestionChoice(
            first=int(self.first[at]),
            second=int(self.second[at]),
            amounts=(clean(amount), clean(other)),
            resolves=float(np.clip(resolves, 0.0, 1.0)),
            starts=(start, begin),
        )

    def only(self, kept: Flags) -> "_Candidates":
        """Return some of them."""
        return _Candidates(*(getattr(self, name)[kept] for name in self.__slots__))

    def and_(self, others: "_Candidates") -> "_Candidates":
        """Return these and others."""
        names = self.__slots__
        return _Candidates(
            *(np.concatenate([getattr(self, name), getattr(others, name)]) for name in names)
        )


def _candidates(
    weights: FloatArray, spans: Spans, wanted: Wanted, asked: Collection[Asked]
) -> _Candidates | None:
    """Return questions that some of the draws answer in either way; None where there are none."""
    found = _about(weights, spans, wanted, asked)
    if found is None and spans.whole.any():  # parts of a step are better than no question
        parts = replace(spans, whole=np.zeros_like(spans.whole))
        found = _about(weights, parts, wanted, asked)
    return found


def _about(
    weights: FloatArray, spans: Spans, wanted: Wanted, asked: Collection[Asked]
) -> _Candidates | None:
    usable = np.flatnonzero(spans.separates & (weights.max(axis=0) > _NEGLIGIBLE))
    pairs = [two for two in combinations(usable.tolist(), 2) if wanted(frozenset(two))]
    first, second = np.array(pairs, dtype=np.intp).reshape(-1, 2).T
    logs = np.log(np.maximum(weights, _NONE))
    targets = np.quantile(logs[:, first] - logs[:, second], QUANTILES, axis=0).T
    clear = targets[:, -1] - targets[:, 0] > _FINEST
    first, second, targets = first[clear], second[clear], targets[clear]
    gaps = np.diff(targets, axis=1)
    around = np.minimum(np.hstack([gaps[:, :1], gaps]), np.hstack([gaps, gaps[:, -1:]]))
    stepped = np.isin(first, list(spans.steps)) | np.isin(second, list(spans.steps))
    free = ~stepped
    found = _round(spans, first[free], second[free], targets[free], around[free])
    found = found.and_(_stepped(spans, first[stepped], second[stepped], targets[stepped]))
    ratios = found.parts[:, 1] / found.parts[:, 0]
    share = (weights[:, found.first] >= ratios * weights[:, found.second]).mean(axis=0)
    splits = np.minimum(share, 1.0 - share) >= _SPLITS
    kept = found.only(splits & ~_repeated(found, asked))
    return kept if len(kept.first) else None


def _round(
    spans: Spans, first: Columns, second: Columns, targets: FloatArray, around: FloatArray
) -> _Candidates:
    """Return round amounts of pairs of columns, at most one for each wanted ratio of weights."""
    full = np.array([spans.full[first], spans.full[second]])
    scale = (full[1] / full[0])[:, None]
    sides = [Sides(spans.limit[columns], spans.whole[columns]) for columns in (first, second)]
    amounts = round_amounts(np.exp(targets) * scale, 0.5 * around, *sides)
    fits = ~np.isnan(amounts).any(axis=2)
    at = np.nonzero(fits)[0]
    found = amounts[fits]
    parts = found / full[:, at].T
    return _Candidates(first[at], second[at], found, parts, np.full(found.shape, np.nan))


def _stepped(spans: Spans, first: Columns, second: Columns, targets: FloatArray) -> _Candidates:
    """Return improvements from one value to another, for each wanted ratio of weights the largest.

    Near a wanted ratio, of two equally near the one that is worth more is felt more surely.
    """
    sides: list[list[FloatArray]] = []
    columns: list[tuple[int, int]] = []
    for i, j, wanted in zip(first.tolist(), second.tolist(), targets, strict=True):
        one, other = spans.offered(i), spans.offered(j)
        a, b = (at.ravel() for at in np.indices((len(one.part), len(other.part))))
        logs = np.log(other.part[b]) - np.log(one.part[a])
        stake = np.log(one.part[a]) + np.log(other.part[b])
        cost = np.abs(logs - wanted[:, None]) - _FELT * stake
        for at in np.unique(cost.argmin(axis=1)).tolist():
            columns.append((i, j))
            sides.append(
                [
                    np.array([one.amount[a[at]], other.amount[b[at]]]),
                    np.array([one.part[a[at]], other.part[b[at]]]),
                    np.array([one.start[a[at]], other.start[b[at]]]),
                ]
            )
    pairs = np.array(columns, dtype=np.intp).reshape(-1, 2)
    found = np.array(sides, dtype=np.float64).reshape(-1, 3, 2)
    return _Candidates(pairs[:, 0], pairs[:, 1], found[:, 0], found[:, 1], found[:, 2])


def _repeated(found: _Candidates, asked: Collection[Asked]) -> Flags:
    said = zip(found.first.tolist(), found.second.tolist(), found.amounts.tolist(), strict=True)
    return np.array(
        [frozenset({(i, clean(a)), (j, clean(b))}) in asked for i, j, (a, b) in said], dtype=bool
    )
