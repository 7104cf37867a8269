"""The alternatives of an answer with one more or one fewer, ranked in batches."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Literal, NamedTuple

import numpy as np
import numpy.typing as npt

from mcda.cells import FloatArray
from mcda.method import Matrix
from mcda.ranking import Ranking

Change = Literal["without", "clone_of", "worse_copy_of", "dominated_newcomer", "ideal_newcomer"]
Integers = npt.NDArray[np.int64]
STEP = 0.01  # of the span of a column, by which the cells of a worse copy fall behind
_CACHED = 250_000  # numbers of a tile; PROMETHEE compares every two alternatives of each matrix


class Variant(NamedTuple):
    """One change of the list of alternatives.

    Parameters
    ----------
    change
        ``without``, ``clone_of`` or ``worse_copy_of`` an alternative, a ``dominated_newcomer``
        with the worst value of every criterion, or an ``ideal_newcomer`` with the best.
    row
        Of the alternative left out, doubled or copied; None for the newcomers.
    """

    change: Change
    row: int | None


@dataclass(frozen=True, slots=True, eq=False)
class Ranked:
    """What became of the ``m`` alternatives in ``v`` variants.

    Parameters
    ----------
    variants
        The changes.
    ranks
        ``(v, m)``, 1 = best among those of the variant, 0 for the one left out.
    added
        ``(v,)``, rank of the one added; 0 where none is.
    """

    variants: tuple[Variant, ...]
    ranks: Integers
    added: Integers


def ranked_variants(answer: Ranking) -> Ranked:
    """Rank again without each, with a clone and a worse copy of each, and with two newcomers.

    A worse copy falls behind on every criterion by 1 % of the span of its column, at most to the
    worst value there, so that no method is asked for numbers it may not take. Where alternatives
    are judged in pairs nothing is known of a newcomer, so only the first two changes are made.

    Parameters
    ----------
    answer
        A ranking of ``m >= 2`` alternatives; uncertain cells keep their headline.
    """
    m = len(answer.order)
    everyone = np.arange(m)
    fewer = everyone[None, :-1] + (everyone[None, :-1] >= everyone[:, None])
    variants = [Variant("without", i) for i in range(m)]
    ranks = np.zeros((m, m), dtype=np.int64)
    np.put_along_axis(ranks, fewer, _ranks(answer, fewer), axis=1)

    added = [Variant("clone_of", i) for i in range(m)]
    extra = list(range(m))
    if not answer.method.unused_columns(answer.matrix.criteria):
        added += [Variant("worse_copy_of", i) for i in range(m)]
        added += [Variant("dominated_newcomer", None), Variant("ideal_newcomer", None)]
        extra = list(range(2 * m + 2))
    more = np.empty((len(added), m + 1), dtype=np.int64)
    more[:, :m], more[:, m] = everyone, extra
    grown = _ranks(answer, more)
    return Ranked(
        variants=(*variants, *added),
        ranks=np.concatenate([ranks, grown[:, :m]]),
        added=np.concatenate([np.zeros(m, dtype=np.int64), grown[:, m]]),
    )


def _ranks(answer: Ranking, rows: Integers) -> Integers:
    """Return ranks ``(v, r)`` of lists of rows of the extended table, of equal length."""
    in_batches = not answer.method.unused_columns(answer.matrix.criteria)
    return np.concatenate(list((_of_tables if in_batches else _of_judgements)(answer, rows)))


def _of_judgements(answer: Ranking, rows: Integers) -> Iterator[Integers]:
    """Yield ranks one list after the other, since judgements follow their rows."""
    old, weights = answer.matrix, answer.weights.values[None]
    for chosen in rows.tolist():
        names = tuple(old.alternatives[i] for i in chosen)
        matrix = replace(old, values=old.values[chosen], alternatives=names)
        method = answer.method.restricted(old.alternatives, chosen)
        yield method.prepare(matrix).ranks(weights)


def _of_tables(answer: Ranking, rows: Integers) -> Iterator[Integers]:
    """Yield ranks of as many lists at once as fit into the cache."""
    table, r = _extended(answer.matrix), rows.shape[1]
    step = max(_CACHED // (r * max(r, table.shape[1])), 1)
    for at in range(0, len(rows), step):
        values = table[rows[at : at + step]]
        matrix = replace(answer.matrix, values=values, alternatives=("",) * r)
        weights = np.repeat(answer.weights.values[None], len(values), axis=0)
        yield answer.method.prepare(matrix).ranks(weights)


def _extended(matrix: Matrix) -> FloatArray:
    """Return the rows, a worse copy of each, the worst and the best: ``(2 m + 2, n)``."""
    x, low, high = matrix.values, matrix.values.min(axis=0), matrix.values.max(axis=0)
    worst, best = np.where(matrix.benefit, low, high), np.where(matrix.benefit, high, low)
    copies = np.clip(x + STEP * (worst - best), low, high)
    return np.concatenate([x, copies, worst[None], best[None]])
