"""The value of facts: the chance that knowing an uncertain input changes the winner."""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from statistics import NormalDist
from typing import Any, TypeVar

import numpy as np

from mcda.arguments import checked
from mcda.cells import FloatArray
from mcda.robust.acceptability import Acceptability

_BINS, _LEAST = 25, 40  # bins at most, and draws in each at least
_HALF = 0.5


@dataclass(frozen=True, slots=True, kw_only=True)
class Worth:
    """Value of knowing an uncertain input."""

    chance_of_changing_winner: float
    """In 0..1."""
    standard_error: float
    """Of that chance: from the number of draws, from the doubt about where in its range the fact
    changes the winner and about who is first over all. 0 where only that fact is in doubt."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FactQuestion(Worth):
    """A fact to ask for: the uncertain cell of an alternative on a criterion.

    Examples
    --------
    >>> import mcda
    >>> close = mcda.rank(mcda.example().problem, [1, 2], "weighted_sum")
    >>> [one.criterion for one in mcda.robust.ask_next(mcda.robust.acceptability(close))]
    ['price']
    """

    alternative: str
    """Which cell, by ids."""
    criterion: str
    """Which cell, by ids."""


@dataclass(frozen=True, slots=True, kw_only=True)
class WeightQuestion(Worth):
    """The weight of a criterion to ask for.

    Examples
    --------
    >>> import mcda
    >>> from mcda.robust import acceptability, ask_next_weight
    >>> close = mcda.rank(mcda.example().problem, [2, 3], "weighted_sum")
    >>> [type(one).__name__ for one in ask_next_weight(acceptability(close))]
    ['WeightQuestion', 'WeightQuestion']
    """

    criterion: str
    """Its id."""


@dataclass(frozen=True, slots=True, kw_only=True)
class JudgementQuestion(Worth):
    """A pairwise judgement to ask for again: at a node, the one called more important first.

    Examples
    --------
    >>> import mcda, weights
    >>> from mcda.robust import acceptability, ask_next_judgement
    >>> pairs = {"kind": "ahp", "items": ["price", "utilities"], "matrix": [[1, 2], [0.5, 1]]}
    >>> ranking = mcda.rank(mcda.example().problem, pairs, "weighted_sum")
    >>> [one.pair for one in ask_next_judgement(acceptability(ranking))]
    [('price', 'utilities')]
    """

    node: str
    """Where in the hierarchy the two are compared, by its id."""
    pair: tuple[str, str]
    """The two, by ids."""


Asked = TypeVar("Asked", bound=Worth)


@checked
def ask_next(drawn: Acceptability) -> tuple[FactQuestion, ...]:
    """Return the uncertain cells that could change the winner, the most valuable to know first.

    The chance is that of all values of the cell under which the alternative that is first most
    often is not the one most often first over all. The first draws are split into bins by the
    cell's value; differences between bins that the number of draws explains count as none. A chance
    that does not exceed its standard error is not listed; such a cell may still change the winner
    at its very bounds.

    Parameters
    ----------
    drawn
        Acceptability of a ranking with uncertain cells; without any the result is empty.

    References
    ----------
    Strong, M. & Oakley, J. E. (2013). An efficient method for computing single-parameter partial
    expected value of perfect information. Medical Decision Making 33(6), 755-766.
    doi:10.1177/0272989X12465123

    Examples
    --------
    >>> import mcda
    >>> from mcda.robust import acceptability, ask_next
    >>> close = mcda.rank(mcda.example().problem, [9, 1], "topsis")
    >>> [(one.alternative, one.criterion) for one in ask_next(acceptability(close))]
    [('south', 'price')]
    """
    ids, criteria = drawn.alternatives, drawn.criteria
    cells = [{"alternative": ids[i], "criterion": criteria[j]} for i, j in drawn.stage.cells]
    return _questions(drawn, 0, FactQuestion, cells)


@checked
def ask_next_weight(drawn: Acceptability) -> tuple[WeightQuestion, ...]:
    """Return the weights that could change the winner, the most valuable to know first.

    Parameters
    ----------
    drawn
        Acceptability; split by the weight as `ask_next` does by a cell.

    Examples
    --------
    >>> import mcda
    >>> from mcda.robust import acceptability, ask_next_weight
    >>> close = mcda.rank(mcda.example().problem, [2, 3], "weighted_sum")
    >>> [one.criterion for one in ask_next_weight(acceptability(close))]
    ['price', 'utilities']
    """
    criteria = [{"criterion": name} for name in drawn.criteria]
    return _questions(drawn, len(drawn.stage.cells), WeightQuestion, criteria)


@checked
def ask_next_judgement(drawn: Acceptability) -> tuple[JudgementQuestion, ...]:
    """Return the pairwise judgements that could change the winner, the most valuable first.

    Parameters
    ----------
    drawn
        Acceptability under weights that were drawn by judgements, split by each of these as
        `ask_next` does by a cell; under any other weights the result is empty.

    Examples
    --------
    >>> import mcda, weights
    >>> from mcda.robust import acceptability, ask_next_judgement
    >>> pairs = {"kind": "ahp", "items": ["price", "utilities"], "matrix": [[1, 2], [0.5, 1]]}
    >>> ranking = mcda.rank(mcda.example().problem, pairs, "weighted_sum")
    >>> [one.node for one in ask_next_judgement(acceptability(ranking))]
    ['goal']
    """
    judgements = drawn.stage.draws.weights.judgements
    pairs = [{"node": judgement.node, "pair": judgement.pair} for judgement in judgements]
    start = len(drawn.stage.cells) + len(drawn.criteria)
    return _questions(drawn, start, JudgementQuestion, pairs)


def _worth(drawn: Acceptability, which: range) -> list[tuple[float, float]]:
    """Return for some factors the chance that knowing them changes the winner, and its error."""
    values, firsts = drawn.first_chunk
    size = len(firsts)
    shares = firsts.mean(axis=0)
    winner = int(shares.argmax())
    open_ = [k for k, row in enumerate(values) if np.ptp(row) > 0]
    bins = int(np.clip(size // _LEAST, 1, _BINS))
    worth = []
    for k in which:
        if k not in open_:
            worth.append((0.0, 0.0))
        elif open_ == [k]:  # it alone decides who is first
            chance = 1 - float(shares[winner])
            worth.append((chance, math.sqrt(chance * (1 - chance) / size)))
        else:
            order = np.argsort(values[k], kind="stable")[: size - size % bins]
            counts = firsts[order].reshape(bins, -1, firsts.shape[1]).sum(axis=1)
            worth.append(_chance(counts.astype(float), winner))
    return worth


def _chance(counts: FloatArray, winner: int) -> tuple[float, float]:
    r"""Return the share of bins in which another than the winner is first more often, its error.

    In a bin the winner leads k by :math:`d_b = n_{bw} - n_{bk}` with variance
    :math:`n_{bw} + n_{bk}`. As much of the differences between bins as that variance makes is
    taken off (James and Stein); of what is left the chance that :math:`d_b < 0` is normal.
    Shapes: `counts` ``(b, m)``.
    """
    won = counts[:, [winner]]
    lead, noise = won - counts, won + counts
    mean = lead.mean(axis=0)
    seen = np.maximum(lead.var(axis=0, ddof=1) if len(lead) > 1 else 0.0, 1e-300)
    kept = np.clip(1 - noise.mean(axis=0) / seen, 0.0, 1.0)
    shrunk = mean + kept * (lead - mean)
    deviation = np.sqrt(kept * noise + (1 - kept) * noise / len(lead))
    z = -shrunk / np.maximum(deviation, 1e-12)
    below = np.array([NormalDist().cdf(value) for value in np.clip(z, -30, 30).ravel()])
    behind = np.where(counts > 0, below.reshape(z.shape), 0.0)
    behind[:, (lead == 0).all(axis=0)] = 0.0  # the winner, and who is always level with it
    changed = 1 - np.prod(1 - behind, axis=1)
    error = math.sqrt(float((changed * (1 - changed)).sum())) / len(lead)
    is_split = 0 < int((changed > _HALF).sum()) < len(lead)
    width = 0.3 if is_split else 0.1  # of a bin, within which the winner may change
    return float(changed.mean()), math.hypot(error, width / len(lead))


def _questions(
    drawn: Acceptability, start: int, kind: type[Asked], about: Sequence[Mapping[str, Any]]
) -> tuple[Asked, ...]:
    """Return questions about factors from a place on, the most valuable first."""
    worth = _worth(drawn, range(start, start + len(about)))
    questions = [
        kind(chance_of_changing_winner=chance, standard_error=error, **fields)
        for fields, (chance, error) in zip(about, worth, strict=True)
        if chance > error
    ]
    return tuple(sorted(questions, key=lambda question: -question.chance_of_changing_winner))
