"""Confidence factors: how often an alternative is first at the weights that favour it."""

from functools import partial

import numpy as np

from mcda.cells import FloatArray
from mcda.robust.chunks import Executor
from mcda.robust.counting import Integers
from mcda.robust.draws import CHUNK
from mcda.robust.firsts import firsts
from mcda.robust.stage import Stage

_WORK = 200_000_000  # entries of the matrices that are ranked
_LEAST, _MOST = 1000, 100_000


def confidence_factors(
    stage: Stage, rows: Integers, central: FloatArray, draws: int, executor: Executor
) -> tuple[FloatArray, int]:
    """Return how often each alternative is first at its central weights.

    Parameters
    ----------
    stage
        What was drawn and ranked, ``m`` alternatives on ``n`` criteria.
    rows
        The ``k`` alternatives that are ever first.
    central
        Their central weights, ``(k, n)``.
    draws
        Number of draws made. The same cells are drawn again, but at most 100 000 times, and at
        most about 2e8 / (k m n) times.
    executor
        Who runs the chunks.

    Returns
    -------
    factors : ndarray
        ``(k,)``, share of the draws.
    used : int
        Number of draws behind them.
    """
    if stage.certain:
        ranks = stage.prepared.ranks(central)
        return (ranks[np.arange(len(rows)), rows] == 1).astype(np.float64), draws
    wanted = _WORK // (len(rows) * stage.matrix.values.size)
    used = min(draws, int(np.clip(wanted, _LEAST, _MOST)))
    times = np.zeros(len(rows), dtype=np.int64)
    first = partial(first_at_central, stage, rows, central, used)
    for found in executor.map(first, range(-(-used // CHUNK))):
        times += found
    return times / used, used


def first_at_central(
    stage: Stage, rows: Integers, central: FloatArray, draws: int, k: int
) -> Integers:
    """Return in how many draws of chunk k each is first, ``(k,)``; none past ``draws`` counts."""
    times, left = np.zeros(len(rows), dtype=np.int64), draws - k * CHUNK
    for block in stage.blocks(k):
        size = min(len(block.weights), left)
        for low in range(0, size, stage.tile):
            part = slice(low, min(low + stage.tile, size))
            prepared = stage.prepare(block, part)
            for at, (row, weights) in enumerate(zip(rows.tolist(), central, strict=True)):
                batch = np.broadcast_to(weights, (part.stop - low, len(weights)))
                times[at] += firsts(prepared, batch)[:, row].sum()
        left -= size
        if left <= 0:
            break
    return times
