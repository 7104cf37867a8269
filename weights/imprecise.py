"""The set of all weights that orders, ratios and bounds of weights allow."""

from collections.abc import Iterable, Mapping, Sequence

import numpy as np
import numpy.typing as npt

from mcda.cells import FloatArray
from mcda.errors import Fault, InvalidWeights, LimitExceeded
from mcda.polytope import Polytope
from weights.contradiction import smallest_contradiction
from weights.statements import Constraint, More, Ratio, WeightBounds

Rows = tuple[FloatArray, FloatArray]

MOST_CRITERIA = 150  # a centre of that many takes seconds where walks are needed
Owners = npt.NDArray[np.intp]
_SHORT = -1e-9  # of a circle's logarithm; what is nearer to 0 is rounding
_WHOLE = 1e-12


def polytope_of(constraints: Sequence[Constraint], criteria: Sequence[str]) -> Polytope:
    """Return all weights that the statements allow together.

    Bounds are inclusive. A ratio is read as ``low w_b <= w_a <= high w_b``, so that both weights
    may be 0 if another statement sets one of them to 0; orders and ratios alone must allow weights
    above 0.

    Raises
    ------
    InvalidWeights
        A statement names something unknown, bounds nothing or the impossible; or no weights
        satisfy them all, or only with weights of 0 that no statement puts there: the first fault
        says which fewest statements contradict each other, one more stands at each of them.
    LimitExceeded
        More than 150 criteria.
    """
    n = len(criteria)
    if n > MOST_CRITERIA:
        raise LimitExceeded.at("imprecise_too_many", "constraints", count=n, limit=MOST_CRITERIA)
    faults = [
        fault
        for place, constraint in enumerate(constraints)
        for fault in _faults(place, constraint, criteria)
    ]
    InvalidWeights.raise_any(faults)
    units = dict(zip(criteria, np.eye(n), strict=True))
    rows = [_rows(constraint, units) for constraint in constraints]
    whole = Polytope.whole(n)
    polytope = Polytope(
        np.vstack([whole.A, *(A for A, _ in rows)]),
        np.concatenate([whole.b, *(b for _, b in rows)]),
    )
    cycle = shortest_ratio_cycle(constraints, criteria)
    if cycle is not None or (rows and polytope.is_empty()):
        raise InvalidWeights(_contradiction(constraints, cycle, rows, polytope))
    return polytope


def spoken(said: Constraint) -> str:
    """Return a statement in mathematical notation, such as ``2 <= price / roads <= 4``."""
    if isinstance(said, More):
        return f"{said.more} >= {said.than}"
    name = said.weight if isinstance(said, WeightBounds) else " / ".join(said.ratio)
    if said.low is not None and said.low == said.high:
        return f"{name} = {said.low:.12g}"
    if said.low is None:
        return name if said.high is None else f"{name} <= {said.high:.12g}"
    if said.high is None:
        return f"{name} >= {said.low:.12g}"
    return f"{said.low:.12g} <= {name} <= {said.high:.12g}"


def criteria_named(constraints: Iterable[Constraint]) -> tuple[str, ...]:
    """Return the criteria that some statements name, each once."""
    return tuple(dict.fromkeys(name for said in constraints for _, name in _names(said)))


def _names(said: Constraint) -> tuple[tuple[tuple[str | int, ...], str], ...]:
    if isinstance(said, More):
        return (("more",), said.more), (("than",), said.than)
    if isinstance(said, Ratio):
        return (("ratio", 0), said.ratio[0]), (("ratio", 1), said.ratio[1])
    return ((("weight",), said.weight),)


def _faults(place: int, said: Constraint, criteria: Sequence[str]) -> list[Fault]:
    at = ("constraints", place)
    places = _names(said)
    faults = [
        Fault(
            "weight_unknown_criterion", (*at, *path), {"criterion": name, "known": tuple(criteria)}
        )
        for path, name in places
        if name not in criteria
    ]
    if len(places) == 2 and places[0][1] == places[1][1]:
        faults.append(Fault("imprecise_itself", at, {"criterion": places[0][1]}))
    if isinstance(said, More):
        return faults
    if said.low is None and said.high is None:
        faults.append(Fault("imprecise_unbounded", at, {"statement": spoken(said)}))
    top = np.inf if isinstance(said, Ratio) else 1.0
    for field, value in (("low", said.low), ("high", said.high)):
        if value is not None and not 0 <= value <= top:
            allowed = ">= 0" if isinstance(said, Ratio) else "0..1"
            fields = {"value": value, "allowed": allowed}
            faults.append(Fault("imprecise_bounds", (*at, field), fields))
    if said.low is not None and said.high is not None and said.low > said.high:
        fields = {"low": said.low, "high": said.high}
        faults.append(Fault("imprecise_reversed", (*at, "low"), fields))
    return faults


def _rows(said: Constraint, units: Mapping[str, FloatArray]) -> Rows:
    if isinstance(said, More):
        return (units[said.than] - units[said.more])[None], np.zeros(1)
    if isinstance(said, Ratio):
        first, second = (units[name] for name in said.ratio)
        sides = [(-first, -second, said.low), (first, second, said.high)]
        rows = [side - bound * other for side, other, bound in sides if bound is not None]
        return np.array(rows), np.zeros(len(rows))
    unit = units[said.weight]
    ends = [(-unit, said.low, -1.0), (unit, said.high, 1.0)]
    bounds = [sign * bound for _, bound, sign in ends if bound is not None]
    return np.array([row for row, bound, _ in ends if bound is not None]), np.array(bounds)


def _contradiction(
    constraints: Sequence[Constraint],
    cycle: tuple[int, ...] | None,
    rows: Sequence[Rows],
    allowed: Polytope,
) -> list[Fault]:
    """Return the faults of the smaller of two contradictions: of ratios alone, and with sums."""
    members, fewest = cycle, True
    if members is None or (len(members) > 2 and allowed.is_empty()):
        smallest, proved = smallest_contradiction(rows, allowed.n)
        if members is None or len(smallest) < len(members):
            members, fewest = smallest, proved
    code = "imprecise_contradiction" if fewest else "imprecise_contradiction_irreducible"
    sentences = [f"[{k}] {spoken(constraints[k])}" for k in members]
    return [
        Fault(code, ("constraints",), {"count": len(members), "statements": sentences}),
        *(
            Fault("imprecise_contradicts", ("constraints", k), {"statement": text})
            for k, text in zip(members, sentences, strict=True)
        ),
    ]


def shortest_ratio_cycle(
    constraints: Sequence[Constraint], criteria: Sequence[str]
) -> tuple[int, ...] | None:
    r"""Return the fewest orders and ratios that no weights above 0 satisfy together.

    Each says :math:`w_x \le k w_y` for one or both of its bounds. Such statements contradict each
    other if a cycle of them has a product of the ``k`` below 1: then :math:`w_x \le w_x \prod k`
    for all criteria of the cycle. Weights of 0 would satisfy this, but a ratio needs weights above
    0. Criteria that a statement sets to 0, by ``high = 0`` or by ``low`` of others that leave
    nothing, and criteria tied to these by orders and ratios, may weigh 0.

    None if weights above 0 satisfy all ratios.

    References
    ----------
    Cormen, T. H., Leiserson, C. E., Rivest, R. L. & Stein, C. (2009). Introduction to Algorithms,
    3rd edition, sections 24.4 and 25.1. MIT Press.
    """
    columns = {name: column for column, name in enumerate(criteria)}
    n = len(columns)
    # the least ln k of w_x <= k w_y, and which statement says it
    factors, owners = np.full((n, n), np.inf), np.full((n, n), -1, dtype=np.intp)
    for place, constraint in enumerate(constraints):
        for name, other, factor in _upper_bounds(constraint):
            x, y = columns[name], columns[other]
            if factor < factors[x, y]:
                factors[x, y], owners[x, y] = factor, place
    nothing = _put_at_zero(constraints, columns, factors)
    factors[nothing] = factors[:, nothing] = np.inf
    return _shortest(factors, owners) if _has_cycle(factors) else None


def _upper_bounds(said: Constraint) -> list[tuple[str, str, float]]:
    """Return ``x``, ``y`` and ``ln k`` of each ``w_x <= k w_y`` that a statement makes."""
    if isinstance(said, More):
        return [(said.than, said.more, 0.0)]
    if isinstance(said, WeightBounds):
        return []
    numerator, denominator = said.ratio
    upper = []
    if said.high is not None:
        upper.append(
            (numerator, denominator, float(np.log(said.high)) if said.high > 0 else -np.inf)
        )
    if said.low is not None and said.low > 0:
        upper.append((denominator, numerator, -float(np.log(said.low))))
    return upper


def _put_at_zero(
    constraints: Sequence[Constraint], columns: dict[str, int], factors: FloatArray
) -> npt.NDArray[np.bool_]:
    low, high = np.zeros(len(columns)), np.ones(len(columns))
    for constraint in constraints:
        if isinstance(constraint, WeightBounds):
            at = columns[constraint.weight]
            top = 1.0 if constraint.high is None else constraint.high
            low[at], high[at] = max(low[at], constraint.low or 0.0), min(high[at], top)
    nothing_left = abs(low.sum() - 1.0) <= _WHOLE
    zero = (high <= 0) | (nothing_left & (low == 0)) | np.isneginf(factors).any(axis=1)
    tied = np.isfinite(factors)
    for _ in columns:
        zero |= (tied & zero).any(axis=1)
    return zero


def _has_cycle(factors: FloatArray) -> bool:
    """Tell whether a cycle has a negative sum, by the shortest paths between all pairs (Floyd)."""
    way = factors.copy()
    np.fill_diagonal(way, 0.0)
    for via in range(len(way)):
        np.minimum(way, way[:, [via]] + way[via], out=way)
        if (way.diagonal() < _SHORT).any():
            return True
        np.fill_diagonal(way, 0.0)  # circles of rounding do not add up
    return False


def _shortest(factors: FloatArray, owners: Owners) -> tuple[int, ...] | None:
    """Return the statements of a cycle with the fewest steps among the cycles with a negative sum.

    Least sums of walks of 1, 2, ... steps: the first closed walk below 0 visits no node twice.
    """
    sums = factors
    before: list[Owners] = []
    for _ in range(len(factors)):
        at = int(sums.diagonal().argmin())
        if sums[at, at] < _SHORT:
            end, members = at, []  # back along the walk
            for step in reversed(before):
                previous = int(step[at, end])
                members.append(int(owners[previous, end]))
                end = previous
            return tuple(sorted({*members, int(owners[at, end])}))
        through = sums[:, :, None] + factors[None]
        before.append(through.argmin(axis=1))
        sums = through.min(axis=1)
    return None
