"""Rank acceptability (SMAA): how often each alternative takes each rank when doubt is drawn."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal

import numpy as np

from mcda.cells import FloatArray
from mcda.errors import Fault, InvalidSensitivity
from mcda.kernel import LinearForm, has_closed_form
from mcda.method import Prepared
from mcda.ranking import Ranking
from mcda.robust.counting import TILE, Integers, count
from mcda.robust.sampling import drawn_matrix, sample_cells, weights_to_draw

if TYPE_CHECKING:
    import pandas as pd

DEFAULT_SEED = 7
_CACHED = 250_000  # numbers; PROMETHEE compares every two alternatives of every drawn matrix


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Acceptability:
    """Shares of draws, each with standard error at most `standard_error`.

    Parameters
    ----------
    alternatives, criteria
        Ids in the problem's order.
    samples, seed, spread
        What was asked; ``seed`` is None where the caller passed a generator.
    drawn_from
        The set of weights that was drawn from: its name and parameters.
    rank_shares
        ``(m, m)``: alternative by rank, best first; rows sum to 1.
    standard_error
        Largest binomial standard error of a first-rank share.
    central_weights
        ``(m, n)``: mean of the weights under which each is first; NaN-free, 0 where never first.
    pairwise
        ``(m, m)``: share of draws in which the row is ranked better than the column.
    pairwise_samples
        Draws behind `pairwise`.
    winners
        Row of the first alternative of each draw, ``(s,)``; the smallest row where tied.
    cells
        Drawn values of each uncertain cell, ``(s,)`` by row and column.
    """

    alternatives: tuple[str, ...]
    criteria: tuple[str, ...]
    samples: int
    seed: int | None
    spread: float | str | None
    drawn_from: Mapping[str, Any]
    rank_shares: FloatArray
    standard_error: float
    central_weights: FloatArray
    pairwise: FloatArray
    pairwise_samples: int
    winners: Integers
    cells: Mapping[tuple[int, int], FloatArray]

    def to_frame(self) -> "pd.DataFrame":
        """Return the rank shares by alternative."""
        from mcda.tables import acceptability_frame

        return acceptability_frame(self)


def acceptability(
    answer: Ranking,
    samples: int = 10_000,
    rng: int | np.random.Generator = DEFAULT_SEED,
    spread: float | Literal["any"] | None = None,
) -> Acceptability | None:
    """Draw weights and uncertain cells and count ranks.

    Parameters
    ----------
    answer
        A ranking of ``m`` alternatives.
    samples
        Number of draws, at least 1.
    rng
        Seed or generator.
    spread
        Weights stay within a factor ``1-spread .. 1+spread``; ``"any"`` draws all weights; None
        draws what the statement of the weights leaves open, see `weights_to_draw`.

    Returns
    -------
    Acceptability or None
        None with fewer than two alternatives.

    Raises
    ------
    InvalidSensitivity
        ``samples`` or ``spread`` out of bounds.
    UnsuitableData
        A drawn cell leaves what the method can take.

    References
    ----------
    Lahdelma, R. & Salminen, P. (2001). SMAA-2: stochastic multicriteria acceptability analysis
    for group decision making. Operations Research 49(3), 444-454. doi:10.1287/opre.49.3.444.11220
    """
    _check(samples, spread)
    if len(answer.order) < 2:
        return None
    return _drawn(answer, samples, rng, spread)


def _drawn(
    answer: Ranking,
    samples: int,
    rng: int | np.random.Generator,
    spread: float | Literal["any"] | None,
) -> Acceptability:
    generator = rng if isinstance(rng, np.random.Generator) else np.random.default_rng(rng)
    open_ = weights_to_draw(answer.weights, spread)
    weights = open_.sample(samples, generator)
    cells = sample_cells(answer.spreads, samples, generator)
    tally = count(
        lambda tile: _prepared(answer, cells, tile),
        weights,
        distinct=_distinct(answer, weights),
        tile_size=_tile_size(answer) if cells else TILE,
    )
    shares = tally.ranks / samples
    first = shares[:, 0]
    return Acceptability(
        alternatives=answer.matrix.alternatives,
        criteria=answer.matrix.criteria,
        samples=samples,
        seed=rng if isinstance(rng, int) else None,
        spread=spread,
        drawn_from={"name": open_.name, **open_.facts},
        rank_shares=shares,
        standard_error=float(np.sqrt(first * (1 - first) / samples).max()),
        central_weights=_central(tally.winners, weights, len(shares)),
        pairwise=tally.pairs / max(tally.compared, 1),
        pairwise_samples=tally.compared,
        winners=tally.winners,
        cells=cells,
    )


def _tile_size(answer: Ranking) -> int:
    """Return how many drawn matrices fit into the cache together, with what is made of them."""
    m, n = answer.matrix.values.shape
    return max(min(TILE, _CACHED // (m * max(m, n))), 1)


def _central(winners: Integers, weights: FloatArray, m: int) -> FloatArray:
    times = np.bincount(winners, minlength=m)
    total = [np.bincount(winners, weights=column, minlength=m) for column in weights.T]
    return np.stack(total, axis=1) / np.maximum(times, 1)[:, None]


def _distinct(answer: Ranking, weights: FloatArray) -> bool:
    """Tell whether ties can only come by chance, so that plain sorting counts them rightly."""
    form = answer.prepared
    if answer.spreads or not has_closed_form(form):
        return False
    low, high = weights.min(axis=0), weights.max(axis=0)
    if not (high > low).any():
        return False
    rows = form.local if isinstance(form, LinearForm) else answer.matrix.values
    return len(np.unique(rows[:, high > low], axis=0)) == len(rows)


def _prepared(
    answer: Ranking, cells: Mapping[tuple[int, int], FloatArray], tile: slice
) -> Prepared:
    if not cells:
        return answer.prepared
    return answer.method.prepare(drawn_matrix(answer.matrix, cells, tile))


def _check(samples: int, spread: float | str | None) -> None:
    faults = []
    if type(samples) is not int or samples < 1:
        faults.append(Fault("samples_bounds", ("samples",), {"value": samples, "limit": "-"}))
    number = isinstance(spread, int | float) and not isinstance(spread, bool)
    if spread not in ("any", None) and not (number and 0 <= float(spread) <= 1):
        faults.append(Fault("spread_bounds", ("spread",), {"value": spread}))
    if faults:
        raise InvalidSensitivity(faults)
