r"""Where the first place is lost as one cell moves, for the net flows of PROMETHEE.

In column ``j`` only the pairs with the cell's own row change. With
:math:`\tilde F(d) = F(d) - F(-d)` the row of the cell has :math:`\sum_l \tilde F(x - x_l)` and
every other ``l`` loses its own term, all divided by m - 1. Between the values at which a difference
passes a threshold of F these are linear, so two points tell a stretch; a Gaussian F is not.
"""

from collections.abc import Iterator

import numpy as np

from mcda.cells import FloatArray
from mcda.methods.preference import Preference
from mcda.methods.promethee2 import Promethee2
from mcda.ranking import Ranking
from mcda.robust.fact_changes.bernstein import first_negative
from mcda.robust.fact_changes.losses import Losses, Rows, joined

_USUAL = Preference(type="usual")
_STEPS = ("usual", "ushape", "level")
_TILE = 200_000  # numbers of a batch of stretches, which then fit into the cache


def linear_flows(answer: Ranking) -> np.ndarray:
    """Tell in which columns degrees of preference are linear between thresholds, ``(n,)``."""
    return np.array(
        [_preference(answer, j).type != "gaussian" for j in range(len(answer.matrix.criteria))]
    )


def flow_losses(
    answer: Ranking, j: int, low: FloatArray, high: FloatArray, first: int, rivals: Rows
) -> Losses:
    """Return where the first is overtaken as a cell of one column moves.

    Parameters
    ----------
    answer
        Of PROMETHEE II with ``m`` alternatives.
    j
        A column of `linear_flows`.
    low, high
        How far each of its cells is moved, ``(m,)``.
    first, rivals
        Row of the winner, rows of the others.
    """
    x = answer.matrix.values[:, j]
    knots = _knots(x, _preference(answer, j), low, high)
    row, place = np.nonzero(knots[:, 1:] > knots[:, :-1])
    lower, upper = knots[row, place], knots[row, place + 1]
    upward = lower >= x[row]
    near, far = np.where(upward, lower, upper), np.where(upward, upper, lower)
    # Steps may lie at the very ends of the search, which are stretches of their own.
    every = np.arange(len(x))
    row, upward = np.concatenate([row, every, every]), np.concatenate([upward, low > x, high > x])
    ends = np.concatenate([near, low, high]), np.concatenate([far, low, high])
    parts = []
    for tile in _tiles(len(row), 2 * len(x)):
        near, far = ends[0][tile], ends[1][tile]
        lead, size = _leads(answer, j, (row[tile], near, far), first, rivals)
        part, rival = np.nonzero((lead < 0).any(axis=0))
        found = lead[:, part, rival]
        at = first_negative(found, np.broadcast_to(size[rival], found.shape))
        kept = ~np.isnan(at)
        part, rival, at = part[kept], rival[kept], at[kept]
        value = near[part] + at * (far - near)[part]
        column = np.full(len(part), j)
        sides = upward[tile][part]
        parts.append(Losses(row[tile][part], column, sides, rivals[rival], value))
    return joined(parts)


def _preference(answer: Ranking, j: int) -> Preference:
    method = answer.method
    given = method.preferences if isinstance(method, Promethee2) else {}
    return given.get(answer.matrix.criteria[j], _USUAL)


def _tiles(count: int, width: int) -> Iterator[slice]:
    size = max(_TILE // width, 1)
    yield from (slice(start, start + size) for start in range(0, max(count, 1), size))


def _knots(x: FloatArray, preference: Preference, low: FloatArray, high: FloatArray) -> FloatArray:
    """Return for each cell where a difference passes a threshold, with both ends, ascending."""
    used = preference.as_dict()
    ends = {used[name] for name in ("q", "p") if name in used} | {0.0}
    steps = np.array(sorted(ends | {-end for end in ends}))
    others = np.broadcast_to((x[:, None] + steps).ravel(), (len(x), len(x) * len(steps)))
    inside = np.clip(others, low[:, None], high[:, None])
    return np.sort(np.column_stack([inside, x, low, high]), axis=1)


def _steepest(preference: Preference) -> float:
    """Return the slope of a degree where it is linear."""
    if preference.type not in ("vshape", "linear"):
        return 0.0
    low = preference.q or 0.0 if preference.type == "linear" else 0.0
    length = (preference.p or 1.0) - low
    return 1.0 / length if length > 0 else 0.0


def _leads(
    answer: Ranking,
    j: int,
    stretches: tuple[Rows, FloatArray, FloatArray],
    first: int,
    rivals: Rows,
) -> tuple[FloatArray, FloatArray]:
    """Return the leads on each stretch and their size ``(r,)``.

    The leads are ``(2, k, r)``, at both ends, or ``(1, k, r)`` where they are steps.
    """
    row, near, far = stretches
    sign = 1.0 if answer.matrix.benefit[j] else -1.0
    x = sign * answer.matrix.values[:, j]
    preference = _preference(answer, j)
    points = np.array([0.5] if preference.type in _STEPS else [0.25, 0.75])

    def net(d: FloatArray) -> FloatArray:
        return preference.degree(d) - preference.degree(-d)

    at = sign * (near[:, None] + (far - near)[:, None] * points)
    gained = net(at[:, :, None] - x)
    between = net(x[:, None] - x)
    stretch = np.arange(len(row))
    gained[stretch, :, row] = 0.0
    flow = (between.sum(axis=1) - between.T)[row][:, None] - gained
    flow[stretch, :, row] = gained.sum(axis=2)
    w = answer.weights.values
    worth = answer.prepared.worth
    if worth is None:
        raise TypeError(answer.method.name)
    step = (worth[first] - worth[rivals]) * w
    rest, sizes = np.delete(step, j, axis=1).sum(axis=1), np.abs(step).sum(axis=1)
    share = w[j] / (len(x) - 1)
    lead = rest + share * (flow[:, :, [first]] - flow[:, :, rivals])
    # A difference is as uncertain as what it is of, and a degree by so much times its slope.
    reach = max(np.abs(x).max(), np.abs(far).max(initial=0.0))
    size = sizes + 4.0 * w[j] * (1.0 + reach * _steepest(preference))
    if len(points) == 1:
        return lead.swapaxes(0, 1), size
    one, other = lead[:, 0], lead[:, 1]
    return np.stack([1.5 * one - 0.5 * other, 1.5 * other - 0.5 * one]), size
