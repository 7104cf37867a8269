"""Constraints on the weights before the first question, and whether replies satisfy them."""

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
from pydantic import TypeAdapter

from mcda.cells import FloatArray
from mcda.errors import InvalidInput, InvalidWeights
from mcda.polytope import Polytope
from weights.contradiction import smallest_contradiction
from weights.elicit.question import AnsweredQuestion
from weights.imprecise import polytope_of
from weights.prior import Start, start_faults
from weights.rank_order import order_faults
from weights.statements import Constraint, More, Ratio, WeightBounds
from weights.validation import read

Statement = More | Ratio | WeightBounds
Order = Sequence[Sequence[str]]

_READ: TypeAdapter[list[Statement]] = TypeAdapter(list[Constraint])
_MARGIN = 2e-9  # a reply is strict: weights that only touch its threshold do not fit it


def read_known(
    known: Sequence[Statement | Mapping[str, Any]],
    order: Order,
    criteria: Sequence[str],
    starts: Sequence[Start] = (),
) -> tuple[tuple[Statement, ...], Polytope]:
    """Return the statements and the weights that satisfy them all; starts are only checked.

    `order` goes from the most to the least important criterion, ties together; an interview begins
    near this order, which is no constraint.

    Raises
    ------
    InvalidWeights
        Something is malformed, names an unknown criterion, or leaves no weights.
    """
    try:
        statements = read(_READ.validate_python, list(known), _READ.core_schema)
    except InvalidInput as unfit:
        raise InvalidWeights([fault.under("known") for fault in unfit.faults]) from None
    faults = [*order_faults(order, criteria), *start_faults(starts, criteria)]
    InvalidWeights.raise_any(faults)
    try:
        return tuple(statements), polytope_of(statements, criteria)
    except InvalidWeights as error:
        moved = [
            fault.at_path("known", *fault.path[1:]) if fault.path[:1] == ("constraints",) else fault
            for fault in error.faults
        ]
        raise InvalidWeights(moved) from error


def fitting_weights(
    within: Polytope, answers: Sequence[AnsweredQuestion], criteria: Sequence[str]
) -> Polytope | None:
    """Return the weights that satisfy all answers; None if there are none."""
    rows = np.vstack([np.empty((0, len(criteria))), *(answer.rows(criteria) for answer in answers)])
    A = np.vstack([within.A, rows])
    if Polytope(A, np.concatenate([within.b, _inside(rows)])).is_empty():
        return None
    return Polytope(A, np.concatenate([within.b, np.zeros(len(rows))]))


def contradiction(
    known: Sequence[Statement], answers: Sequence[AnsweredQuestion], criteria: Sequence[str]
) -> tuple[int, ...]:
    """Return the numbers, from 1, of the answers in a smallest contradiction with what is known."""
    stated = [polytope_of([statement], criteria) for statement in known]
    replies = [answer.rows(criteria) for answer in answers]
    members, _ = smallest_contradiction(
        [*((part.A, part.b) for part in stated), *((rows, _inside(rows)) for rows in replies)],
        len(criteria),
    )
    return tuple(member - len(known) + 1 for member in members if member >= len(known))


def _inside(rows: FloatArray) -> FloatArray:
    return -_MARGIN * np.abs(rows).max(axis=1, initial=0.0)
