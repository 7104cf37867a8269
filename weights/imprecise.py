"""From orders, ratios and bounds of weights to all weights that they allow."""

from collections.abc import Mapping, Sequence

import numpy as np

from mcda.cells import FloatArray
from mcda.errors import Fault, InvalidWeights, LimitExceeded
from mcda.polytope import Polytope
from weights.contradiction import smallest_contradiction
from weights.ratio_cycle import shortest_ratio_cycle
from weights.statements import Constraint, More, Ratio, WeightBounds

Rows = tuple[FloatArray, FloatArray]

MOST_CRITERIA = 150  # a centre of that many takes seconds where walks are needed


def polytope_of(constraints: Sequence[Constraint], criteria: Sequence[str]) -> Polytope:
    """Return all weights that the statements allow together.

    Parameters
    ----------
    constraints
        Statements of `weights.statements`; bounds are inclusive. A ratio's bounds are read as
        ``low w_b <= w_a <= high w_b``, so that both may weigh 0 where another statement puts one
        of them at 0; orders and ratios alone must have weights above 0.
    criteria
        Ids of the ``n`` criteria.

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
        fields = {"count": n, "limit": MOST_CRITERIA}
        raise LimitExceeded([Fault("imprecise_too_many", ("constraints",), fields)])
    faults = [
        fault for place, said in enumerate(constraints) for fault in _faults(place, said, criteria)
    ]
    if faults:
        raise InvalidWeights(faults)
    units = dict(zip(criteria, np.eye(n), strict=True))
    rows = [_rows(said, units) for said in constraints]
    whole = Polytope.whole(n)
    found = Polytope(
        np.vstack([whole.A, *(A for A, _ in rows)]),
        np.concatenate([whole.b, *(b for _, b in rows)]),
    )
    cycle = shortest_ratio_cycle(constraints, criteria)
    if cycle is not None or (rows and found.is_empty()):
        raise InvalidWeights(_contradiction(constraints, cycle, rows, found))
    return found


def spoken(said: Constraint) -> str:
    """Return a statement in the field's signs, such as ``2 <= price / roads <= 4``."""
    if isinstance(said, More):
        return f"{said.more} >= {said.than}"
    name = said.weight if isinstance(said, WeightBounds) else " / ".join(said.ratio)
    if said.low is not None and said.low == said.high:
        return f"{name} = {said.low:.12g}"
    if said.low is None:
        return name if said.high is None else f"{name} <= {said.high:.12g}"
    return (
        f"{name} >= {said.low:.12g}" if said.high is None else _between(said.low, name, said.high)
    )


def _between(low: float, name: str, high: float) -> str:
    return f"{low:.12g} <= {name} <= {high:.12g}"


def _names(said: Constraint) -> tuple[tuple[tuple[str | int, ...], str], ...]:
    if isinstance(said, More):
        return (("more",), said.more), (("than",), said.than)
    if isinstance(said, Ratio):
        return (("ratio", 0), said.ratio[0]), (("ratio", 1), said.ratio[1])
    return ((("weight",), said.weight),)


def _faults(place: int, said: Constraint, criteria: Sequence[str]) -> list[Fault]:
    at = ("constraints", place)
    named = _names(said)
    faults = [
        Fault(
            "weight_unknown_criterion",
            (*at, *path),
            {"criterion": name, "known": tuple(criteria)},
        )
        for path, name in named
        if name not in criteria
    ]
    if len(named) == 2 and named[0][1] == named[1][1]:
        faults.append(Fault("imprecise_itself", at, {"criterion": named[0][1]}))
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
        found, proved = smallest_contradiction(rows, allowed.n)
        if members is None or len(found) < len(members):
            members, fewest = found, proved
    code = "imprecise_contradiction" if fewest else "imprecise_contradiction_irreducible"
    told = [f"[{k}] {spoken(constraints[k])}" for k in members]
    fields = {"count": len(members), "statements": told}
    return [
        Fault(code, ("constraints",), fields),
        *(
            Fault("imprecise_contradicts", ("constraints", k), {"statement": text})
            for k, text in zip(members, told, strict=True)
        ),
    ]
