"""Points for every criterion."""

import math
from collections.abc import Sequence
from decimal import Decimal
from typing import ClassVar, Literal, TypedDict

from pydantic import Field

from mcda.errors import Note
from mcda.problem import Problem
from weights.spec import ByCriterion, Statement
from weights.weighting import ResolvedWeights, Weighting
from weights.weightings import WEIGHTINGS

_WHOLES = (1, 100)
_NEAR = 0.1  # of the whole: what is farther away was never meant to sum to it
_ROUNDED = 0.02  # of the whole: the most that shares rounded by hand may miss
_NOISE = 1e-9  # of sums in floating point


class Direct(Statement):
    """Points for every criterion; divided by their sum."""

    kind: Literal["direct"]
    values: ByCriterion = Field(
        description="A number >= 0 for every criterion, not all zero. Points of any sum; what sums "
        "to 1 or 100 but for a tenth, and not for rounding, is answered with the warning "
        "`weights_normalised`, which names the sum.",
        examples=[{"land_price": 3, "infrastructure": 1}],
    )


class DirectDiagnostics(TypedDict, total=False):
    """What came to light."""

    stated_sum: float
    """Of points that look like shares of 1 or 100 but do not sum to it."""


@WEIGHTINGS.register
class DirectWeighting(Weighting[Direct]):
    r"""The points as they were given, :math:`w_j = p_j / \sum_k p_k`.

    Points of any sum are as good as any others. Numbers that sum to 1 or 100 but for a tenth were
    meant as shares, and a sum that rounding cannot explain is a slip, or a sum that somebody else
    did not divide by: a note says so.
    """

    kind = "direct"
    statement = Direct
    name: ClassVar = {"en": "direct", "zh": "直接给出"}
    origin: ClassVar = {
        "en": "Weights as they were given, divided by their sum.",
        "zh": "由使用者直接给出，并归一化为总和 100%。",
    }
    examples = ({"kind": "direct", "values": {"land_price": 3, "infrastructure": 1}},)
    is_fast = True
    diagnostics = DirectDiagnostics
    points = ("values",)

    def resolve(self, statement: Direct, problem: Problem | None) -> ResolvedWeights:
        """Return the points unchanged."""
        values = statement.values
        whole = _missed_whole(list(values.values()))
        if whole is None:
            return ResolvedWeights(values=values)
        total = math.fsum(values.values())
        note = Note("weights_normalised", ("values",), {"sum": total, "whole": whole})
        return ResolvedWeights(values=values, diagnostics={"stated_sum": total}, notes=(note,))

    def criteria(self, statement: Direct) -> tuple[str, ...]:
        """Return the criteria with points."""
        return tuple(statement.values)


def _missed_whole(values: Sequence[float]) -> int | None:
    """Return 1 or 100 if the values are shares of it with another sum, else None."""
    least, most = min(values, default=0.0), max(values, default=0.0)
    for whole in _WHOLES:
        if not 0 <= least <= most < whole:
            continue  # points, where the most important has all of them, or a fault
        total = math.fsum(values)
        if abs(total / whole - 1.0) <= _NEAR + _NOISE:
            # Each share may be off by half a unit of the last decimal that any is given with.
            digits = (Decimal(repr(float(value))).normalize().as_tuple() for value in values)
            decimals = max(0, *(-int(number.exponent) for number in digits))
            rounding = min(0.5 * len(values) * 10.0**-decimals, _ROUNDED * whole)
            return whole if abs(total - whole) > rounding + _NOISE * whole else None
    return None
