"""PROMETHEE II: net outranking flow."""

import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, fields, replace
from functools import cached_property
from typing import Annotated, Any, Literal

import numpy as np
from annotated_types import doc

from mcda.cells import FloatArray, double, shown
from mcda.errors import Fault, InvalidMethod, Note
from mcda.kernel import LinearForm
from mcda.method import Attribution, Matrix, Method, Prepared
from mcda.methods.registry import METHODS
from mcda.texts.suggestions import json_text
from mcda.traits import LINEAR, Traits

PreferenceType = Literal["usual", "ushape", "vshape", "level", "linear", "gaussian"]
_NEEDS: Mapping[str, tuple[str, ...]] = {
    "usual": (),
    "ushape": ("q",),
    "vshape": ("p",),
    "level": ("q", "p"),
    "linear": ("q", "p"),
    "gaussian": ("s",),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Preference:
    """How strongly a difference ``d > 0`` speaks for an alternative, in 0..1.

    ``usual`` d > 0; ``ushape`` d > q; ``vshape`` min(d/p, 1); ``level`` 0, 1/2 (q < d <= p), 1;
    ``linear`` (d - q)/(p - q); ``gaussian`` 1 - exp(-d^2 / (2 s^2)).

    References
    ----------
    Brans, J. P., Vincke, P. & Mareschal, B. (1986). How to select and how to rank projects: the
    PROMETHEE method. EJOR 24(2), 228-238. doi:10.1016/0377-2217(86)90044-5
    """

    type: PreferenceType = "usual"
    """Name of the function."""
    q: Annotated[
        float | None, doc("Differences up to here count as none, in the criterion's unit.")
    ] = None
    """Indifference threshold, >= 0, in the criterion's unit."""
    p: Annotated[
        float | None, doc("Differences from here on count wholly, in the criterion's unit.")
    ] = None
    """Threshold of strict preference, > 0 and >= q."""
    s: Annotated[
        float | None, doc("`gaussian`: the inflection point, in the criterion's unit.")
    ] = None
    """Inflection point of the Gaussian, > 0."""

    def __post_init__(self) -> None:
        faults = _faults(self)
        InvalidMethod.raise_any(faults)

    def in_other_unit(self, factor: float) -> "Preference":
        """Return the function for differences in a unit of which ``factor`` make one old unit."""
        stated = {name: getattr(self, name) for name in ("q", "p", "s")}
        moved = {name: value * factor for name, value in stated.items() if value is not None}
        return replace(self, **moved)

    def degree(self, d: FloatArray) -> FloatArray:
        """Return the degree of preference for each difference, same shape, in 0..1."""
        q, p, s = self.q or 0.0, self.p or 1.0, self.s or 1.0
        match self.type:
            case "usual":
                return np.where(d > 0, 1.0, 0.0)
            case "ushape":
                return np.where(d > q, 1.0, 0.0)
            case "vshape":
                return np.clip(d / p, 0.0, 1.0)
            case "level":
                return np.where(d > p, 1.0, np.where(d > q, 0.5, 0.0))
            case "linear":
                if p == q:
                    return np.where(d > q, 1.0, 0.0)
                return np.clip((d - q) / (p - q), 0.0, 1.0)
            case "gaussian":
                return np.where(d > 0, -np.expm1(-(d * d) / (2 * s * s)), 0.0)

    def as_dict(self) -> dict[str, Any]:
        """Return type and the thresholds that it uses."""
        return {"type": self.type, **{name: getattr(self, name) for name in _NEEDS[self.type]}}


def _faults(preference: Preference) -> list[Fault]:
    if preference.type not in _NEEDS:
        fields_: dict[str, Any]
        fields_ = {"parameter": "type", "value": preference.type, "allowed": list(_NEEDS)}
        return [Fault("parameter_choice", ("type",), {"method": "promethee2", **fields_})]
    faults = []
    for name in _NEEDS[preference.type]:
        value = getattr(preference, name)
        fields_ = {"method": "promethee2", "parameter": name, "value": shown(value)}
        if not math.isfinite(double(value)):
            detail = {"type": preference.type, "parameter": name, "value": shown(value)}
            faults.append(Fault("threshold_number", (name,), detail))
        elif value < 0 or (value == 0 and name != "q"):
            bound = ">= 0" if name == "q" else "> 0"
            faults.append(Fault("parameter_bounds", (name,), {**fields_, "bound": bound}))
    if not faults and _NEEDS[preference.type] == ("q", "p"):
        q, p = preference.q, preference.p
        if q is not None and p is not None and q > p:
            faults.append(Fault("thresholds_reversed", ("q",), {"q": q, "p": p}))
    return faults


def read_preferences(given: Mapping[str, Any]) -> dict[str, Preference]:
    """Return `Preference` objects from objects or plain mappings, by criterion id.

    Raises
    ------
    InvalidMethod
        An unknown type or field, a missing or impossible threshold; the path names the criterion.
    """
    if not isinstance(given, Mapping):
        detail = {"method": "promethee2", "parameter": "preferences", "value": json_text(given)}
        raise InvalidMethod([Fault("parameter_mapping", ("preferences",), detail)])
    names = {f.name for f in fields(Preference)}
    read: dict[str, Preference] = {}
    faults: list[Note] = []
    for criterion, item in given.items():
        if isinstance(item, Preference):
            read[criterion] = item
            continue
        extra = set(item) - names if isinstance(item, Mapping) else {json_text(item)}
        if extra:
            detail = {"method": "promethee2", "parameter": sorted(extra), "known": sorted(names)}
            faults.append(Fault("parameter_unknown", ("preferences", criterion), detail))
            continue
        try:
            read[criterion] = Preference(**item)
        except InvalidMethod as error:
            faults += [fault.under("preferences", criterion) for fault in error.faults]
    InvalidMethod.raise_any(faults)
    return read


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

    References
    ----------
    Brans, J. P. & Vincke, P. (1985). A preference ranking organisation method. Management
    Science 31(6), 647-656. doi:10.1287/mnsc.31.6.647
    """

    name = "promethee2"
    baseline = "average"
    place = 6
    title = {"en": "PROMETHEE II", "zh": "PROMETHEE II（偏好顺序结构评估法）"}  # noqa: RUF012
    reference = "Brans & Vincke (1985), doi:10.1287/mnsc.31.6.647"
    details = PrometheeDetails

    preferences: Mapping[str, Preference] = field(default_factory=dict)
    """A `Preference` by criterion id; criteria left out use ``usual``."""

    def __post_init__(self) -> None:
        super().__post_init__()
        object.__setattr__(self, "preferences", read_preferences(self.preferences))

    @cached_property
    def traits(self) -> Traits:
        """Declared properties of this configuration."""
        unit_free = all(p.type == "usual" for p in self.preferences.values())
        return replace(LINEAR, unit_free=unit_free, shift_free=True, monotone=True)

    def preference_degrees(
        self, criteria: Sequence[str]
    ) -> Sequence[Callable[[FloatArray], FloatArray]]:
        """Return the preference functions of the criteria."""
        return [self.preferences.get(criterion, _USUAL).degree for criterion in criteria]

    def in_other_unit(self, criterion: str, factor: float) -> "Promethee2":
        """Return the method with the thresholds of a criterion converted to another unit."""
        if criterion not in self.preferences:
            return self
        moved = self.preferences[criterion].in_other_unit(factor)
        return replace(self, preferences={**self.preferences, criterion: moved})

    def prepare(self, matrix: Matrix) -> Prepared:
        """Return the unicriterion net flows."""
        unknown = [c for c in self.preferences if c not in matrix.criteria]
        if unknown:
            allowed = {"known": matrix.criteria}
            raise InvalidMethod(
                Fault(
                    "preference_unknown_criterion", ("preferences", c), {"criterion": c, **allowed}
                )
                for c in unknown
            )
        flows = np.empty_like(matrix.values)
        for j, criterion in enumerate(matrix.criteria):
            column = matrix.values[..., j] if matrix.benefit[j] else -matrix.values[..., j]
            if column.ndim > 1 and (column == column[:1]).all():
                column = column[:1]  # the same in all drawn matrices: compared once
            flows[..., j] = _net_flow(column, self.preferences.get(criterion, _USUAL))
        used = {c: self.preferences.get(c, _USUAL).as_dict() for c in matrix.criteria}
        return _Flows(flows, details={"preferences": used})


@dataclass(frozen=True, eq=False)
class _Flows(LinearForm):
    """Net flows: a sum whose terms show preferences between rows, not differences in value."""

    @property
    def worth(self) -> FloatArray:
        """The flows."""
        return super().worth

    def attribution(self, weights: FloatArray, first: int) -> Attribution | None:
        """Return None: a criterion's part depends on the positions of all other alternatives."""
        return None


def _net_flow(column: FloatArray, preference: Preference) -> FloatArray:
    m = column.shape[-1]
    if preference.type == "usual":
        return _beaten_less_beating(column) / max(m - 1, 1)
    preferred = preference.degree(column[..., :, None] - column[..., None, :])
    return (preferred.sum(axis=-1) - preferred.sum(axis=-2)) / max(m - 1, 1)


def _beaten_less_beating(column: FloatArray) -> FloatArray:
    """Return the number of worse rows less that of better rows, by sorting, without all pairs."""
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
