"""Selection of the next question."""

from collections.abc import Callable, Collection
from dataclasses import dataclass, replace
from itertools import combinations

import numpy as np
import numpy.typing as npt

from mcda.cells import FloatArray
from weights.elicit.spans import Flags, Spans
from weights.posterior import reply_chances

_ROUNDEST = np.array([1.0, 2.0, 5.0])
_ROUND = np.array([1.0, 1.5, 2.0, 2.5, 3.0, 4.0, 5.0, 6.0, 8.0])
_DIGITS = (2, 3)
GRIDS = 2 + len(_DIGITS)
_DECADES, _BASES = 3, 6
_SMALLEST = 1.0 / 200  # of the limit
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


@dataclass(frozen=True, slots=True, eq=False)
class Sides:
    """Limit and integer flag, ``(p,)`` each, of one criterion in each of ``p`` pairs."""

    limit: FloatArray
    whole: Flags


def round_amounts(
    quotients: FloatArray, tolerance: FloatArray, first: Sides, second: Sides
) -> FloatArray:
    """Return round amounts whose quotient ``second / first`` is near a wanted quotient.

    One of the two amounts is 1, 2 or 5 times a power of ten. The other is as round as the tolerance
    allows: such a number too, then one of 1, 1.5, 2, 2.5, 3, 4, 5, 6, 8, then two or three digits.
    Among equally round amounts the largest are taken, because they are easier to judge.

    The logarithms differ by at most `tolerance`; NaN if no amounts fit. Shapes: `quotients`,
    `tolerance` ``(p, t)``; returned ``(p, t, 2)``.
    """
    from_first = _bases(first)[:, None, :] * np.ones_like(quotients)[:, :, None]
    from_second = _bases(second)[:, None, :] * np.ones_like(quotients)[:, :, None]
    wanted = quotients[:, :, None]
    options, costs = [], []
    for grid in range(GRIDS):
        second_amounts = _rounded(from_first * wanted, grid, second.whole[:, None, None])
        first_amounts = _rounded(from_second / wanted, grid, first.whole[:, None, None])
        a = np.concatenate([from_first, first_amounts], axis=2)
        b = np.concatenate([second_amounts, from_second], axis=2)
        felt = np.minimum(_share(a, first), _share(b, second))
        off = np.abs(np.log(b / a / wanted))
        fits = (off <= tolerance[:, :, None]) & (felt >= _SMALLEST)
        options.append(np.stack([a, b], axis=-1))
        costs.append(np.where(fits, grid - felt, np.inf))
    cost, option = np.concatenate(costs, axis=2), np.concatenate(options, axis=2)
    best = cost.argmin(axis=2)
    amounts = np.take_along_axis(option, best[:, :, None, None], axis=2)[:, :, 0]
    none = np.isinf(np.take_along_axis(cost, best[:, :, None], axis=2))
    return np.where(none, np.nan, amounts)


def clean(amount: float) -> float:
    """Return a round amount without floating-point noise."""
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
        rounded = figures[np.searchsorted(between, x / power)] * power
    else:
        step = power / 10.0 ** (_DIGITS[grid - GRIDS] - 1)
        rounded = np.round(x / step) * step
    return np.where(whole, np.maximum(np.round(rounded), 1.0), rounded)


def _share(amounts: FloatArray, side: Sides) -> FloatArray:
    """Return each amount as a share of the limit, 0 above the limit or without one."""
    share = amounts / side.limit[:, None, None]
    return np.where(share <= 1.0 + 1e-9, share, 0.0)


@dataclass(frozen=True, slots=True)
class QuestionChoice:
    """Two columns and amounts, and the mean share of the doubt that the reply removes.

    Starts are the values at which improvements begin, for columns that are asked about as a change
    from one value to another.
    """

    first: int
    second: int
    amounts: tuple[float, float]
    resolves: float
    starts: tuple[float | None, float | None] = (None, None)


@dataclass(frozen=True, slots=True, eq=False)
class Beliefs:
    """Equally likely weights ``(s, n)``, and flags of the winners under each, ``(s, m)``."""

    weights: FloatArray
    first: FloatArray


def most_telling(
    beliefs: Beliefs, spans: Spans, ended: Collection[Pair], asked: Collection[Asked]
) -> QuestionChoice | None:
    """Return the question whose reply leaves the least expected entropy of the winner.

    Candidates are all pairs of criteria and, for each, amounts whose threshold lies near one of
    nine quantiles of the ratio of their weights over the draws, as round as that allows and
    within what the alternatives offer.

    Pairs in `ended` are not compared again in any amounts; questions in `asked` are not asked again
    in the same amounts. None if no question that people could judge is informative.
    """
    candidates = _candidates(beliefs.weights, spans, lambda two: two not in ended, asked)
    if candidates is None:
        return None
    chances = candidates.chances(beliefs.weights, spans)
    joint = np.einsum("rsk,sm->krm", chances, beliefs.first, optimize=True) / len(beliefs.weights)
    after = (_entropy(joint) - _entropy(joint.sum(axis=2)[..., None])).sum(axis=1)
    now = float(_entropy(beliefs.first.mean(axis=0)))
    best = int(after.argmin())
    resolves = 1.0 - float(after[best]) / now if now > 0 else 0.0
    return candidates.choice(best, resolves) if resolves > _LEAST else None


def most_steadying(
    beliefs: Beliefs,
    doubted: Beliefs,
    leader: int,
    pair: Pair,
    spans: Spans,
    ended: Collection[Pair],
    asked: Collection[Asked],
) -> QuestionChoice | None:
    """Return the question that most likely confirms the leader if the doubted reply is wrong.

    The reply is predicted from the posterior, and judged by the share of the leader in the
    posterior with the doubted reply reversed. The doubted pair is asked about first, in other
    amounts; if none are left, any other pair.
    """
    both = np.vstack([beliefs.weights, doubted.weights])
    candidates = None
    if pair not in ended:
        candidates = _candidates(both, spans, lambda two: two == pair, asked)
    if candidates is None:
        candidates = _candidates(both, spans, lambda two: two not in ended, asked)
    if candidates is None:
        return None
    expected = candidates.chances(beliefs.weights, spans).mean(axis=1)
    then = candidates.chances(doubted.weights, spans)
    joint = np.einsum("rsk,s->rk", then, doubted.first[:, leader], optimize=True)
    share = (expected * joint / then.sum(axis=1)).sum(axis=0)
    now = float(doubted.first[:, leader].mean())
    best = int(share.argmax())
    return candidates.choice(best, (float(share[best]) - now) / max(1.0 - now, _NONE))


def _entropy(shares: FloatArray) -> FloatArray:
    """Return the entropy along the last axis, in nats; of shares that need not sum to 1."""
    return np.asarray(-(shares * np.log(np.maximum(shares, _NONE))).sum(axis=-1))


@dataclass(frozen=True, slots=True, eq=False)
class _Candidates:
    """Questions: columns ``(k,)``; amounts, their parts of weights, and starts ``(k, 2)``.

    The start is NaN for a column without steps.
    """

    first: Columns
    second: Columns
    amounts: FloatArray
    parts: FloatArray
    starts: FloatArray

    def chances(self, weights: FloatArray, spans: Spans) -> FloatArray:
        """Return the chance of each reply under each draw, ``(3, s, k)``."""
        first_worth = weights[:, self.first] * self.parts[:, 0]
        second_worth = weights[:, self.second] * self.parts[:, 1]
        return np.array(reply_chances(first_worth, second_worth, spans.steepness))

    def choice(self, at: int, resolves: float) -> QuestionChoice:
        """Return the candidate at an index as a choice."""
        amount, other = self.amounts[at].tolist()
        start, begin = (None if np.isnan(x) else clean(x) for x in self.starts[at].tolist())
        return QuestionChoice(
            first=int(self.first[at]),
            second=int(self.second[at]),
            amounts=(clean(amount), clean(other)),
            resolves=float(np.clip(resolves, 0.0, 1.0)),
            starts=(start, begin),
        )

    def only(self, which: Flags) -> "_Candidates":
        """Return a selection of the candidates."""
        return _Candidates(*(getattr(self, name)[which] for name in self.__slots__))

    def and_(self, others: "_Candidates") -> "_Candidates":
        """Return these candidates together with others."""
        names = self.__slots__
        return _Candidates(
            *(np.concatenate([getattr(self, name), getattr(others, name)]) for name in names)
        )


def _candidates(
    weights: FloatArray, spans: Spans, wanted: Wanted, asked: Collection[Asked]
) -> _Candidates | None:
    """Return questions that some draws answer one way and some the other; None without any."""
    candidates = _about(weights, spans, wanted, asked)
    if candidates is None and spans.whole.any():  # parts of a step are better than no question
        parts = replace(spans, whole=np.zeros_like(spans.whole))
        candidates = _about(weights, parts, wanted, asked)
    return candidates


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
    candidates = _round(spans, first[free], second[free], targets[free], around[free])
    candidates = candidates.and_(_stepped(spans, first[stepped], second[stepped], targets[stepped]))
    ratios = candidates.parts[:, 1] / candidates.parts[:, 0]
    share = (weights[:, candidates.first] >= ratios * weights[:, candidates.second]).mean(axis=0)
    splits = np.minimum(share, 1.0 - share) >= _SPLITS
    columns = zip(
        candidates.first.tolist(),
        candidates.second.tolist(),
        candidates.amounts.tolist(),
        strict=True,
    )
    is_new = [frozenset({(i, clean(a)), (j, clean(b))}) not in asked for i, j, (a, b) in columns]
    telling = candidates.only(splits & np.array(is_new, dtype=bool))
    return telling if len(telling.first) else None


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
    fitting = amounts[fits]
    parts = fitting / full[:, at].T
    return _Candidates(first[at], second[at], fitting, parts, np.full(fitting.shape, np.nan))


def _stepped(spans: Spans, first: Columns, second: Columns, targets: FloatArray) -> _Candidates:
    """Return changes from one value to another, for each wanted ratio the largest.

    Of two changes equally near a wanted ratio, the one that is worth more is easier to judge.
    """
    sides: list[list[FloatArray]] = []
    columns: list[tuple[int, int]] = []
    for i, j, wanted in zip(first.tolist(), second.tolist(), targets, strict=True):
        first_steps, second_steps = spans.offered(i), spans.offered(j)
        a, b = (at.ravel() for at in np.indices((len(first_steps.part), len(second_steps.part))))
        logs = np.log(second_steps.part[b]) - np.log(first_steps.part[a])
        stake = np.log(first_steps.part[a]) + np.log(second_steps.part[b])
        cost = np.abs(logs - wanted[:, None]) - _FELT * stake
        for at in np.unique(cost.argmin(axis=1)).tolist():
            columns.append((i, j))
            sides.append(
                [
                    np.array([first_steps.amount[a[at]], second_steps.amount[b[at]]]),
                    np.array([first_steps.part[a[at]], second_steps.part[b[at]]]),
                    np.array([first_steps.start[a[at]], second_steps.start[b[at]]]),
                ]
            )
    pairs = np.array(columns, dtype=np.intp).reshape(-1, 2)
    stacked = np.array(sides, dtype=np.float64).reshape(-1, 3, 2)
    return _Candidates(pairs[:, 0], pairs[:, 1], stacked[:, 0], stacked[:, 1], stacked[:, 2])
