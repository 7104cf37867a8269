"""PROMETHEE II: net outranking flow."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Annotated

import numpy as np
from annotated_types import doc

from mcda.cells import FloatArray
from mcda.errors import Fault, InvalidMethod
from mcda.kernel import LinearForm
from mcda.method import Matrix, Method, Prepared
from mcda.methods.preference import Preference, read_preferences
from mcda.methods.registry import METHODS
from mcda.traits import Traits

_USUAL = Preference(type="usual")


@dataclass(frozen=True, kw_only=True)
class PrometheeDetails:
    """What PROMETHEE II says besides the flows."""

    preferences: Annotated[
        Mapping[str, Preference], doc("the preference function of each criterion.")
    ]


@METHODS.register
@dataclass(frozen=True, kw_only=True)
class Promethee2(Method):
    r"""Rank by the net flow, in -1..1, larger is better.

    .. math:: \phi_i = \frac{1}{m-1} \sum_j w_j \sum_k [F_j(d_{ik}) - F_j(d_{ki})]

    ``d`` is the difference in the criterion's unit, positive where it speaks for the first.

    Parameters
    ----------
    preferences
        A `Preference` by criterion id; criteria left out use ``usual``.

    References
    ----------
    Brans, J. P. & Vincke, P. (1985). A preference ranking organisation method. Management
    Science 31(6), 647-656. doi:10.1287/mnsc.31.6.647
    """

    name = "promethee2"
    place = 6
    title = {"en": "PROMETHEE II", "zh": "PROMETHEE II（偏好顺序结构评估法）"}  # noqa: RUF012
    reference = "Brans & Vincke (1985), doi:10.1287/mnsc.31.6.647"
    details = PrometheeDetails

    preferences: Mapping[str, Preference] = field(default_factory=dict)

    def __post_init__(self) -> None:
        super().__post_init__()
        object.__setattr__(self, "preferences", read_preferences(self.preferences))

    @cached_property
    def traits(self) -> Traits:
        """What this configuration promises."""
        usual = all(p.type == "usual" for p in self.preferences.values())
        return Traits(
            exact_stability=True,
            linear_in_weights=True,
            unit_free=usual,
            shift_free=True,
            monotone=True,
        )

    def preference_degrees(
        self, criteria: Sequence[str]
    ) -> Sequence[Callable[[FloatArray], FloatArray]]:
        """Return the preference functions of the criteria."""
        return [self.preferences.get(criterion, _USUAL).degree for criterion in criteria]

    def in_other_unit(self, criterion: str, factor: float) -> "Promethee2":
        """Return the method with the thresholds of a criterion in another unit."""
        if criterion not in self.preferences:
            return self
        moved = self.preferences[criterion].in_other_unit(factor)
        return replace(self, preferences={**self.preferences, criterion: moved})

    def prepare(self, matrix: Matrix) -> Prepared:
        """Return the unicriterion net flows."""
        unknown = [c for c in self.preferences if c not in matrix.criteria]
        if unknown:
            raise InvalidMethod(
                [
                    Fault(
                        "preference_unknown_criterion",
                        ("preferences", c),
                        {"criterion": c, "known": matrix.criteria},
                    )
                    for c in unknown
                ]
            )
        flows = np.empty_like(matrix.values)
        for j, criterion in enumerate(matrix.criteria):
            column = matrix.values[..., j] if matrix.benefit[j] else -matrix.values[..., j]
            if column.ndim > 1 and (column == column[:1]).all():
                column = column[:1]  # the same in all drawn matrices: compared once
            flows[..., j] = _net_flow(column, self.preferences.get(criterion, _USUAL))
        used = {c: self.preferences.get(c, _USUAL).as_dict() for c in matrix.criteria}
        return LinearForm(flows, details={"preferences": used})


def _net_flow(column: FloatArray, preference: Preference) -> FloatArray:
    m = column.shape[-1]
    if preference.type == "usual":
        return _beaten_less_beating(column) / max(m - 1, 1)
    preferred = preference.degree(column[..., :, None] - column[..., None, :])
    return (preferred.sum(axis=-1) - preferred.sum(axis=-2)) / max(m - 1, 1)


def _beaten_less_beating(column: FloatArray) -> FloatArray:
    """Return how many are worse less how many are better; sorting spares comparing all pairs."""
    m = column.shape[-1]
    order = np.argsort(column, axis=-1, kind="stable")
    ordered = np.take_along_axis(column, order, axis=-1)
    rises = np.ones((*column.shape[:-1], m + 1), dtype=bool)
    rises[..., 1:m] = ordered[..., 1:] != ordered[..., :-1]
    place = np.arange(m)
    worse = np.maximum.accumulate(np.where(rises[..., :m], place, 0), axis=-1)
    ends = np.where(rises[..., 1:], place, m - 1)[..., ::-1]
    better = m - 1 - np.minimum.accumulate(ends, axis=-1)[..., ::-1]
    net = np.empty(column.shape)
    np.put_along_axis(net, order, (worse - better).astype(np.float64), axis=-1)
    return net
