"""Ratios of weights that go round in a circle and come back smaller: only weights of 0 fit them."""

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from mcda.cells import FloatArray
from weights.statements import Constraint, More, WeightBounds

Owners = npt.NDArray[np.intp]

_SHORT = -1e-9  # of a circle's logarithm; what is nearer to 0 is rounding
_WHOLE = 1e-12


def shortest_ratio_cycle(
    constraints: Sequence[Constraint], criteria: Sequence[str]
) -> tuple[int, ...] | None:
    r"""Return the fewest orders and ratios that no weights above 0 satisfy together.

    Each says :math:`w_x \le k w_y` for one or both of its bounds. Such statements contradict each
    other where a circle of them has a product of the ``k`` below 1: then
    :math:`w_x \le w_x \prod k` for all on the circle. As numbers 0 satisfies them, but a ratio is
    said of weights above 0. Criteria that a statement puts at 0, by ``high = 0`` or by ``low`` of
    others that leave nothing, and those that orders and ratios tie to them, may weigh 0.

    Parameters
    ----------
    constraints
        Statements without faults of their own.
    criteria
        Ids of the ``n`` criteria.

    Returns
    -------
    tuple of int or None
        Places of the statements, ascending; None where all ratios have weights above 0.

    References
    ----------
    Cormen, T. H., Leiserson, C. E., Rivest, R. L. & Stein, C. (2009). Introduction to Algorithms,
    3rd edition, sections 24.4 and 25.1. MIT Press.
    """
    columns = {name: column for column, name in enumerate(criteria)}
    factors, owners = _factors(constraints, columns)
    nothing = _put_at_zero(constraints, columns, factors)
    factors[nothing] = factors[:, nothing] = np.inf
    return _shortest(factors, owners) if _has_cycle(factors) else None


def _factors(
    constraints: Sequence[Constraint], columns: dict[str, int]
) -> tuple[FloatArray, Owners]:
    """Return the least ``ln k`` of ``w_x <= k w_y`` and which statement says it, ``(n, n)``."""
    n = len(columns)
    factors, owners = np.full((n, n), np.inf), np.full((n, n), -1, dtype=np.intp)
    for place, said in enumerate(constraints):
        for name, other, factor in _upper_bounds(said):
            x, y = columns[name], columns[other]
            if factor < factors[x, y]:
                factors[x, y], owners[x, y] = factor, place
    return factors, owners


def _upper_bounds(said: Constraint) -> list[tuple[str, str, float]]:
    """Return ``x``, ``y`` and ``ln k`` of each ``w_x <= k w_y`` that a statement makes."""
    if isinstance(said, More):
        return [(said.than, said.more, 0.0)]
    if isinstance(said, WeightBounds):
        return []
    one, other = said.ratio
    found = []
    if said.high is not None:
        found.append((one, other, float(np.log(said.high)) if said.high > 0 else -np.inf))
    if said.low is not None and said.low > 0:
        found.append((other, one, -float(np.log(said.low))))
    return found


def _put_at_zero(
    constraints: Sequence[Constraint], columns: dict[str, int], factors: FloatArray
) -> npt.NDArray[np.bool_]:
    low, high = np.zeros(len(columns)), np.ones(len(columns))
    for said in constraints:
        if isinstance(said, WeightBounds):
            at = columns[said.weight]
            low[at], high[at] = max(low[at], said.low or 0.0), min(high[at], _top(said))
    nothing_left = abs(low.sum() - 1.0) <= _WHOLE
    zero = (high <= 0) | (nothing_left & (low == 0)) | np.isneginf(factors).any(axis=1)
    tied = np.isfinite(factors)
    for _ in columns:
        zero |= (tied & zero).any(axis=1)
    return zero


def _top(said: WeightBounds) -> float:
    return 1.0 if said.high is None else said.high


def _has_cycle(factors: FloatArray) -> bool:
    """Tell whether a circle comes back smaller, by the shortest ways between all (Floyd)."""
    way = factors.copy()
    np.fill_diagonal(way, 0.0)
    for via in range(len(way)):
        np.minimum(way, way[:, [via]] + way[via], out=way)
        if (way.diagonal() < _SHORT).any():
            return True
        np.fill_diagonal(way, 0.0)  # circles of rounding do not add up
    return False


def _shortest(factors: FloatArray, owners: Owners) -> tuple[int, ...] | None:
    """Return the statements of a circle with the fewest steps among those that come back smaller.

    The least sum of walks of 1, 2, ... steps: the first closed one below 0 visits nobody twice.
    """
    sums = factors
    before: list[Owners] = []
    for _ in range(len(factors)):
        at = int(sums.diagonal().argmin())
        if sums[at, at] < _SHORT:
            return _statements(at, before, owners)
        through = sums[:, :, None] + factors[None]
        before.append(through.argmin(axis=1))
        sums = through.min(axis=1)
    return None


def _statements(start: int, before: Sequence[Owners], owners: Owners) -> tuple[int, ...]:
    at, members = start, []
    for last in reversed(before):
        previous = int(last[start, at])
        members.append(int(owners[previous, at]))
        at = previous
    return tuple(sorted({*members, int(owners[start, at])}))
