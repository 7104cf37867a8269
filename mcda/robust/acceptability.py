"""Rank acceptability (SMAA): how often each alternative takes each rank under random draws."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import cached_property, partial
from typing import TYPE_CHECKING, Any, Literal

import numpy as np

from mcda.arguments import checked, seed_from
from mcda.cells import FloatArray, double
from mcda.errors import Fault, InvalidSensitivity, Note
from mcda.ranking import Ranking
from mcda.robust.draws import CHUNK, DrawSource, SamplingPlan, weights_to_draw
from mcda.robust.first_places import Flags, first_places
from mcda.robust.rank_counts import Integers
from mcda.robust.sampling_run import MOST_SAMPLES, Executor, Progress, StoppingRule, Threads, run
from mcda.robust.sampling_task import SamplingTask, Tally, begin
from mcda.table import RankingTable, first_share
from mcda.texts import Names

if TYPE_CHECKING:
    import pandas as pd

_WORK = 200_000_000  # entries of the matrices that are ranked
_LEAST, _MOST = 1000, 100_000


def confidence_factors(
    stage: SamplingPlan, rows: Integers, central: FloatArray, draws: int, executor: Executor
) -> tuple[FloatArray, int]:
    """Return how often each alternative is first at its central weights.

    The same cells are drawn again, but at most 100 000 times, and at most about 2e8 / (k m n)
    times; this number is returned beside the shares ``(k,)``. Shapes: `central`
    ``(k, n)``.
    """
    if stage.certain:
        ranks = stage.prepared.ranks(central)
        return (ranks[np.arange(len(rows)), rows] == 1).astype(np.float64), draws
    wanted = _WORK // (len(rows) * stage.matrix.values.size)
    used = min(draws, int(np.clip(wanted, _LEAST, _MOST)))
    times = np.zeros(len(rows), dtype=np.int64)
    first = partial(first_at_central, stage, rows, central, used)
    for counts in executor.map(first, range(-(-used // CHUNK))):
        times += counts
    return times / used, used


def first_at_central(
    stage: SamplingPlan, rows: Integers, central: FloatArray, draws: int, k: int
) -> Integers:
    """Return how often each is first in chunk k, ``(k,)``; only the first ``draws`` draws count."""
    times, remaining = np.zeros(len(rows), dtype=np.int64), draws - k * CHUNK
    for block in stage.blocks(k):
        size = min(len(block.weights), remaining)
        for low in range(0, size, stage.tile):
            part = slice(low, min(low + stage.tile, size))
            prepared = stage.prepare(block, part)
            for at, (row, weights) in enumerate(zip(rows.tolist(), central, strict=True)):
                batch = np.broadcast_to(weights, (part.stop - low, len(weights)))
                times[at] += first_places(prepared, batch)[:, row].sum()
        remaining -= size
        if remaining <= 0:
            break
    return times


DEFAULT_SAMPLES = 10_000
DEFAULT_SEED = 7


@dataclass(frozen=True, kw_only=True, eq=False, repr=False)
class Acceptability(RankingTable):
    """Indices of stochastic multicriteria acceptability analysis, each with its error.

    References
    ----------
    Lahdelma, R. & Salminen, P. (2001). SMAA-2: stochastic multicriteria acceptability analysis
    for group decision making. Operations Research 49(3), 444-454. doi:10.1287/opre.49.3.444.11220
    Tervonen, T. & Lahdelma, R. (2007). Implementing stochastic multicriteria acceptability
    analysis. European Journal of Operational Research 178(2), 500-513.
    doi:10.1016/j.ejor.2005.12.037

    Examples
    --------
    >>> import mcda
    >>> drawn = mcda.robust.acceptability(mcda.example())
    >>> drawn.to_frame()[["rank_1", "rank_2", "rank_3"]].round(1)
                 rank_1  rank_2  rank_3
    alternative
    north           0.0     0.2     0.8
    south           0.0     0.8     0.2
    west            1.0     0.0     0.0
    """

    alternatives: tuple[str, ...]
    """Ids in the problem's order."""
    criteria: tuple[str, ...]
    """Ids in the problem's order."""
    samples: int
    """Number of draws, what they came from, and what was asked of the weights."""
    seed: int
    """Number of draws, what they came from, and what was asked of the weights."""
    spread: float | Literal["any"] | None
    """Number of draws, what they came from, and what was asked of the weights."""
    drawn_from: Mapping[str, Any]
    """The set of weights that was drawn from: its name and parameters."""
    rank_shares: FloatArray
    """Rank acceptability indices ``(m, m)``: alternative by rank, best first; rows sum to 1."""
    standard_errors: FloatArray
    """``(m, m)``, binomial, of each of them."""
    standard_error: float
    """The largest of a first-rank share."""
    asked_error: float | None
    """What `standard_error` was to come down to; it is larger where the most draws did not suffice.
    None where a number of draws was asked for."""
    winner_entropy: float
    """``-sum p log2 p`` of the first-rank shares, in bits: 0 for a certain winner, ``log2 m`` where
    all are as likely. Shares that ties raise above a sum of 1 are divided by it."""
    rank_entropy: FloatArray
    """``(m,)``, likewise of each alternative's ranks."""
    central_weights: FloatArray
    """``(m, n)``: mean of the weights under which each is first; 0 where never first."""
    confidence: Callable[[], tuple[FloatArray, int]] = field(repr=False)
    """Works out `confidence_factors` and the number of draws behind them."""
    pairwise: FloatArray
    """Pairwise winning indices ``(m, m)``: share of draws in which the row is ranked better than
    the column."""
    pairwise_samples: int
    """Draws behind `pairwise`."""
    stage: SamplingPlan = field(repr=False)
    """The ranking and its draws, to look into them again."""

    @property
    def confidence_factors(self) -> FloatArray:
        """Share of the draws of the cells in which each is first at its central weights.

        ``(m,)``, 0 where never first. A low one says that even the weights in its favour leave it
        to chance, or that the weights which make it first lie in separate parts. They are worked
        out when they are first asked for.
        """
        return self._confident[0]

    @property
    def confidence_samples(self) -> int:
        """Draws behind `confidence_factors`."""
        return self._confident[1]

    @cached_property
    def first_chunk(self) -> tuple[FloatArray, Flags]:
        """Factors of the first chunk ``(f, s)``, cells, weights, judgements; who is first.

        The latter ``(s, m)``; several may be first in a draw.
        """
        values, firsts = [], []
        for block in self.stage.blocks(0):
            values.append(np.concatenate(block.factors))
            for low in range(0, len(block.weights), self.stage.tile):
                part = slice(low, min(low + self.stage.tile, len(block.weights)))
                prepared = self.stage.prepare(block, part)
                firsts.append(first_places(prepared, block.weights[part]))
        return np.concatenate(values, axis=1), np.concatenate(firsts)

    @cached_property
    def _confident(self) -> tuple[FloatArray, int]:
        return self.confidence()

    def to_dict(self, language: str = "en") -> dict[str, Any]:
        """Return what was drawn, and the indices by alternative."""
        pairs = zip(self.alternatives, self.pairwise.tolist(), strict=True)
        return {
            "samples": self.samples,
            "seed": self.seed,
            "drawn_from": dict(self.drawn_from),
            "standard_error": self.standard_error,
            "winner_entropy": self.winner_entropy,
            "alternatives": self.to_frame().to_dict("index"),
            "pairwise": {key: dict(zip(self.alternatives, row, strict=True)) for key, row in pairs},
        }

    @property
    def sentence(self) -> Note:
        """Who is first most often."""
        firsts = self.rank_shares[:, 0]
        row = int(firsts.argmax())
        fields = first_share(self.alternatives[row], float(firsts[row]))
        return Note("summary_acceptability", (), {**fields, "samples": self.samples})

    def to_frame(self) -> "pd.DataFrame":
        """Return the share of draws at each rank, and the other indices of each alternative.

        Of ``m`` alternatives, which become the index in the problem's order. Columns:
        ``rank_1`` .. ``rank_m``; ``standard_error`` of the first; ``confidence_factor``;
        ``rank_entropy`` in bits.
        """
        import pandas as pd

        index = pd.Index(self.alternatives, name="alternative", dtype=object)
        columns = [f"rank_{rank}" for rank in range(1, len(self.alternatives) + 1)]
        frame = pd.DataFrame(self.rank_shares, index=index, columns=columns)
        return frame.assign(
            standard_error=self.standard_errors[:, 0],
            confidence_factor=self.confidence_factors,
            rank_entropy=self.rank_entropy,
        )


def _untold(drawn: int, wanted: int) -> None:
    """Ignore progress."""


@checked
def acceptability(
    ranking: Ranking,
    samples: int | None = None,
    rng: int | np.random.Generator = DEFAULT_SEED,
    spread: float | Literal["any"] | None = None,
    *,
    standard_error: float | None = None,
    executor: Executor | None = None,
    progress: Progress | None = None,
) -> Acceptability | None:
    """Draw weights and uncertain cells and count ranks (SMAA-2).

    Draws come in chunks of 10 000, chunk k from ``numpy.random.default_rng([seed, k])``. Only
    counts are kept and added in the order of the chunks: memory does not grow with the number
    of draws, and the result is the same bits for any executor.

    Parameters
    ----------
    ranking
        A ranking of ``m`` alternatives.
    samples
        Number of draws, at least 1, 10 000 when left out. Beside a standard error the most draws,
        100 000 000 when left out.
    rng
        Seed, or a generator from which a seed is drawn.
    spread
        Weights stay within a factor ``1-spread .. 1+spread``; ``"any"`` draws all weights; None
        draws what the statement of the weights leaves open, see `weights_to_draw`.
    standard_error
        Chunks are drawn until no first-rank share has a larger one, see `StoppingRule`.
    executor
        Executor that runs the chunks; two threads when left out.
    progress
        Called after each chunk with the numbers of draws made and wanted; an exception that it
        raises ends the work.

    Returns
    -------
    Acceptability or None
        None with fewer than two alternatives.

    Raises
    ------
    InvalidSensitivity
        ``samples``, ``spread`` or ``standard_error`` out of bounds.
    UnsuitableData
        A drawn cell leaves what the method can take.

    Examples
    --------
    >>> import mcda
    >>> drawn = mcda.robust.acceptability(mcda.example(), samples=1_000, rng=7)
    >>> drawn.samples, drawn.rank_shares.shape
    (1000, (3, 3))
    """
    _check(samples, spread, standard_error)
    if len(ranking.order) < 2:
        return None
    most = DEFAULT_SAMPLES if standard_error is None else MOST_SAMPLES
    stage = _stage(ranking, samples or most, rng, spread)
    executor = Threads() if executor is None else executor
    work, first = begin(stage)
    goal = StoppingRule(samples=stage.samples, standard_error=standard_error)
    tally = run(work, first, goal, executor, progress or _untold)
    names = ranking.problem.names
    return _indices(work, tally, spread, standard_error, executor, names)


def first_shares(ranking: Ranking, samples: int, seed: int = DEFAULT_SEED) -> FloatArray:
    """Return the share of joint draws in which each alternative is first, and nothing else.

    As `acceptability` draws them; several may be first in one draw. Shapes: returned ``(m,)``.
    """
    stage = _stage(ranking, samples, seed, None)
    times = np.zeros(len(stage.matrix.alternatives), dtype=np.int64)
    for k in range(stage.chunks):
        for block in stage.blocks(k):
            for low in range(0, len(block.weights), stage.tile):
                part = slice(low, min(low + stage.tile, len(block.weights)))
                times += first_places(stage.prepare(block, part), block.weights[part]).sum(axis=0)
    return np.asarray(times / samples)


def _stage(
    ranking: Ranking,
    samples: int,
    rng: int | np.random.Generator,
    spread: float | Literal["any"] | None,
) -> SamplingPlan:
    seed = seed_from(rng)
    weights = weights_to_draw(ranking.weights, spread)
    source = DrawSource(weights=weights, spreads=ranking.spreads, seed=seed)
    return SamplingPlan.of(ranking, source, samples)


def _indices(
    work: SamplingTask,
    tally: Tally,
    spread: float | Literal["any"] | None,
    asked: float | None,
    executor: Executor,
    names: Names,
) -> Acceptability:
    stage, draws = work.stage, work.stage.draws
    shares = tally.ranks / tally.draws
    errors = np.sqrt(shares * (1 - shares) / tally.draws)
    times, first = tally.ranks[:, 0], np.flatnonzero(tally.ranks[:, 0])
    central = tally.first_weights / np.maximum(times, 1)[:, None]
    return Acceptability(
        names=names,
        alternatives=stage.matrix.alternatives,
        criteria=stage.matrix.criteria,
        samples=tally.draws,
        seed=draws.seed,
        spread=spread,
        drawn_from={"name": draws.weights.name, **draws.weights.facts},
        rank_shares=shares,
        standard_errors=errors,
        standard_error=float(errors[:, 0].max()),
        asked_error=asked,
        winner_entropy=float(_entropy(shares[:, 0] / shares[:, 0].sum())),
        rank_entropy=_entropy(shares),
        central_weights=central,
        confidence=partial(_confidence, stage, first, central, tally.draws, executor),
        pairwise=tally.pairs / tally.compared,
        pairwise_samples=tally.compared,
        stage=stage,
    )


def _confidence(
    stage: SamplingPlan, first: Integers, central: FloatArray, draws: int, executor: Executor
) -> tuple[FloatArray, int]:
    factors = np.zeros(len(central))
    factors[first], used = confidence_factors(stage, first, central[first], draws, executor)
    return factors, used


def _entropy(shares: FloatArray) -> FloatArray:
    """Return the entropy along the last axis in bits."""
    bits = np.log2(np.where(shares > 0, shares, 1.0))
    return np.asarray(-(shares * bits).sum(axis=-1) + 0.0)


def _check(samples: object, spread: object, error: object) -> None:
    faults = []
    if samples is not None and (type(samples) is not int or samples < 1):
        faults.append(Fault("samples_bounds", ("samples",), {"value": samples, "limit": "-"}))
    if spread not in ("any", None) and not 0 <= double(spread) <= 1:
        faults.append(Fault("spread_bounds", ("spread",), {"value": spread}))
    if error is not None and not 0 < double(error) < np.inf:
        faults.append(Fault("standard_error_bounds", ("standard_error",), {"value": error}))
    InvalidSensitivity.raise_any(faults)
