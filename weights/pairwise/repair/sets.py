"""Which sets of judgements could make the whole acceptable, whatever they became."""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from mcda.cells import FloatArray
from weights.pairwise.repair.judgements import Judgements

Sets = npt.NDArray[np.intp]
ROUNDING = 1e-10
_OPENED, _MISSING = 5, 3  # evaluations that a minimisation takes
_SMALL = 49  # entries of a matrix below which it costs no less


@dataclass(slots=True)
class Budget:
    """How much work may still be done, in evaluations of 9 x 9 matrices."""

    left: int

    def take(self, judgements: Judgements, count: int, *, opened: bool = False) -> bool:
        """Spend what `count` evaluations cost, unless there is not so much left.

        Where pairs are missing, or `opened`, each of them is a minimisation.
        """
        minimised = _OPENED * opened + _MISSING * bool(judgements.missing.any())
        each = max(minimised, 1)
        cost = 1 + count * each * max(judgements.n**2, _SMALL) // 81
        if cost > self.left:
            return False
        self.left -= cost
        return True


def promising_sets(judgements: Judgements, size: int, budget: Budget) -> Sets | None:
    """Return all sets of pairs that could make the judgements acceptable.

    Parameters
    ----------
    judgements
        Those that are too inconsistent.
    size
        Number k of pairs in a set.
    budget
        Spent here.

    Returns
    -------
    Sets or None
        Shape ``(b, k)``, each ascending and in lexicographic order; None past the budget. An
        empty answer proves that no k changes suffice.

    Notes
    -----
    The eigenvalue is minimised over the pairs of a set, within the scale: a convex problem in
    logarithms. Sets grow pair by pair; the tangent at the minimum of a smaller set bounds what
    further pairs can do, and where even the ends of the scale leave the eigenvalue above the
    ceiling, no set that contains these is looked at.

    References
    ----------
    Bozoki, S., Fulop, J. & Poesz, A. (2015). On reducing inconsistency of pairwise comparison
    matrices below an acceptance threshold. Central European Journal of Operations Research 23,
    849-866. doi:10.1007/s10100-014-0346-7
    """
    sets = np.empty((1, 0), dtype=np.intp)
    for rest in range(size - 1, -1, -1):
        if not budget.take(judgements, len(sets), opened=True):
            return None
        floors, slopes = judgements.lowest(sets, decide=False)
        which, pair = np.nonzero(grows(judgements, floors, slopes, rest, last(sets)))
        sets = np.column_stack([sets[which], pair])
    if not budget.take(judgements, len(sets), opened=True):
        return None
    floors, _ = judgements.lowest(sets, decide=True)
    return sets[floors <= judgements.ceiling + ROUNDING]


def last(sets: Sets) -> npt.NDArray[np.intp]:
    """Return the last pair of each set, -1 of an empty one."""
    return sets[:, -1] if sets.shape[1] else np.full(len(sets), -1)


def lowest_with(
    judgements: Judgements, floors: FloatArray, slopes: FloatArray, rest: int
) -> FloatArray:
    """Return what `rest` pairs past each pair could lower a tangent to, shape ``(b, p)``.

    Each of them counts as much as the best, infinity where no pair is left.
    """
    if not rest:
        return np.repeat(floors[:, None], judgements.pairs, axis=1)
    reach = judgements.reach(slopes)
    best = np.maximum.accumulate(reach[:, ::-1], axis=1)[:, ::-1]
    later = np.full(reach.shape, np.inf)
    later[:, :-1] = floors[:, None] - rest * best[:, 1:]
    return later


def grows(
    judgements: Judgements,
    floors: FloatArray,
    slopes: FloatArray,
    rest: int,
    after: npt.NDArray[np.intp],
) -> npt.NDArray[np.bool_]:
    """Tell which pairs past the last may be added, shape ``(b, p)``."""
    lowest = lowest_with(judgements, floors, slopes, rest) - judgements.reach(slopes)
    later = np.arange(judgements.pairs) > after[:, None]
    return later & (lowest <= judgements.ceiling + ROUNDING)
