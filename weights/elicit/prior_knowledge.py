"""What is known of the weights before the first question."""

from collections.abc import Mapping, Sequence
from typing import Any

from pydantic import TypeAdapter

from mcda.errors import InvalidWeights, Path
from mcda.polytope import Polytope
from weights.imprecise import polytope_of
from weights.prior import Start, start_faults
from weights.rank_order import order_faults
from weights.shape import Shape, ShapeFault
from weights.statements import Constraint, More, Ratio, WeightBounds
from weights.validation import MOST_FAULTS, faults_from

Statement = More | Ratio | WeightBounds
Order = Sequence[Sequence[str]]

_SHAPE: Shape[list[Statement]] = Shape(TypeAdapter(list[Constraint]).core_schema, MOST_FAULTS)


def read_known(
    known: Sequence[Statement | Mapping[str, Any]],
    order: Order,
    criteria: Sequence[str],
    starts: Sequence[Start] = (),
) -> tuple[tuple[Statement, ...], Polytope]:
    """Return statements and the weights that fit them all; starts are looked over only.

    Parameters
    ----------
    known
        Statements as of kind ``imprecise``.
    order
        Criteria from the most to the least important, ties together, near which an interview
        begins: it bounds nothing.
    criteria
        Ids of the ``n`` criteria.
    starts
        Weights near which it begins, with shares.

    Raises
    ------
    InvalidWeights
        Something is malformed, names an unknown criterion, or leaves no weights.
    """
    try:
        said = _SHAPE.read(list(known))
    except ShapeFault as unfit:
        found = faults_from(unfit.errors)
        raise InvalidWeights([fault.under("known") for fault in found]) from unfit
    faults = [*order_faults(order, criteria), *start_faults(starts, criteria)]
    if faults:
        raise InvalidWeights(faults)
    try:
        return tuple(said), polytope_of(said, criteria)
    except InvalidWeights as error:
        moved = [fault.at_path(*_as_sent(fault.path)) for fault in error.faults]
        raise InvalidWeights(moved) from error


def _as_sent(path: Path) -> Path:
    """Return the place in what was sent."""
    return ("known", *path[1:]) if path[:1] == ("constraints",) else path
