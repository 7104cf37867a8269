"""What a method is: parameters that can prepare a matrix, so that scores are a batch product."""

import operator as op
import types
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, fields
from functools import cache, cached_property
from numbers import Integral
from typing import Annotated, Any, ClassVar, Literal, Union, get_args, get_origin, get_type_hints

import numpy as np
import numpy.typing as npt

from mcda.cells import FloatArray, double, shown
from mcda.column_law import ColumnLaw
from mcda.declaration import DeclarationGuard
from mcda.errors import Fault, InvalidMethod, Note, UnsuitableData
from mcda.scale import Scale
from mcda.traits import Traits

TOLERANCE = 1e-9


def competition_ranks(keys: FloatArray, scale: FloatArray | None = None) -> npt.NDArray[np.int64]:
    """Return ranks, 1 = best, of keys where larger is better.

    Neighbours in the order that differ by at most 1e-9 of the scale share the smaller rank, and
    what follows skips as many ranks.

    Parameters
    ----------
    keys
        Shape ``(s, m)``.
    scale
        Size of what the keys were summed from, ``(s,)``: terms that cancel leave noise of their
        own size. The row's largest absolute key when left out.

    Returns
    -------
    ndarray of int
        Shape ``(s, m)``, values 1..m.
    """
    if len(keys) == 1:
        row = keys[0].tolist()
        size = max(map(abs, row), default=0.0) if scale is None else float(scale[0])
        return np.array([_ranks_of(row, TOLERANCE * size)], dtype=np.int64)
    if scale is None:
        scale = np.abs(keys).max(axis=1, initial=0.0)
    order = np.argsort(-keys, axis=1, kind="stable")
    rows = np.arange(len(keys))[:, None]
    ordered = keys[rows, order]
    position = np.zeros(keys.shape, dtype=np.int64)
    if keys.shape[1] > 1:
        new = ordered[:, :-1] - ordered[:, 1:] > TOLERANCE * scale[:, None]
        position[:, 1:] = np.where(new, np.arange(1, keys.shape[1]), 0)
        np.maximum.accumulate(position, axis=1, out=position)
    ranks = np.empty_like(position)
    ranks[rows, order] = position + 1
    return ranks


def _ranks_of(keys: list[float], gap: float) -> list[int]:
    """Return the same for one row, where a dozen calls of NumPy would cost more than the sort."""
    order = sorted(range(len(keys)), key=keys.__getitem__, reverse=True)
    ranks, rank, before = [0] * len(keys), 1, 0.0
    for place, row in enumerate(order, start=1):
        if place > 1 and before - keys[row] > gap:
            rank = place
        ranks[row], before = rank, keys[row]
    return ranks


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Matrix:
    """Numbers ready for a method: every cell has a value.

    Parameters
    ----------
    values
        Shape ``(m, n)``, or ``(s, m, n)`` for a batch of ``s`` drawn matrices.
    benefit
        Shape ``(n,)``; False marks a cost.
    ranges
        Shape ``(n, 2)``; NaN where a criterion has no reference range.
    alternatives, criteria
        Ids of rows and columns.
    curves
        Value curve by column, where a scale is not straight.
    """

    values: FloatArray
    benefit: npt.NDArray[np.bool_]
    ranges: FloatArray
    alternatives: tuple[str, ...]
    criteria: tuple[str, ...]
    curves: Mapping[int, Scale] = field(default_factory=dict)

    @property
    def targets(self) -> dict[int, Scale]:
        """The curves whose worth falls on both sides of the best."""
        return {j: curve for j, curve in self.curves.items() if curve.target}

    def ends(self, low: FloatArray, high: FloatArray) -> tuple[FloatArray, FloatArray]:
        """Return the worst and the best values within bounds, of their shape ``(..., n)``."""
        worst, best = np.where(self.benefit, (low, high), (high, low))
        for j, curve in self.targets.items():
            worst[..., j], best[..., j] = curve.ends(low[..., j], high[..., j])
        return worst, best


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Attribution:
    """What each criterion adds to the distance of every alternative from one of them.

    Parameters
    ----------
    gaps
        ``(m, n)``, positive where the alternative is behind. Rows sum to the difference of the
        scores; 0 where both have the same value.
    values
        ``(m, n)``: what a weight would multiply if the score were a sum, larger is better.
    """

    gaps: FloatArray
    values: FloatArray


class Prepared(DeclarationGuard):
    """A matrix with all that does not depend on the weights already computed.

    What is proved about weights rests on `worth` and `by_closeness`, what is said of differences
    on `attribution`; a subclass that computes otherwise has none of them until it declares them
    anew, see `mcda.declaration.DeclarationGuard`.

    Attributes
    ----------
    by_closeness
        The order is that of the distances of a `mcda.kernel.RatioForm`.
    lower_is_better
        The smallest score is the best.
    details
        Findings of the preparation, such as consistency ratios.
    notes
        Coded warnings of the preparation.
    """

    declarations = ("worth", "by_closeness", "attribution")
    free = frozenset({"lower_is_better", "details", "notes", "outcome"})

    by_closeness: ClassVar[bool] = False
    lower_is_better: bool = False
    details: Mapping[str, Any] = types.MappingProxyType({})
    notes: tuple[Note, ...] = ()

    @property
    def worth(self) -> FloatArray | None:
        """Table ``(m, n)`` whose weighted sums have the order of the scores, if there is one."""
        return None

    def attribution(self, weights: FloatArray, first: int) -> Attribution | None:
        """Return what each criterion makes of the differences to row ``first``, weights ``(n,)``.

        No part goes against the values: a criterion on which the alternative is worse is not
        negative. Criteria that play the same part get the same. None where that is not declared.
        """
        return None

    def scores(self, weights: FloatArray) -> FloatArray:
        """Return scores ``(s, m)`` for weights ``(s, n)``."""
        raise NotImplementedError

    def order(self, weights: FloatArray) -> FloatArray:
        """Return ``(s, m)`` keys, larger is better, in the same order as the scores."""
        return self.scores(weights)

    def ranks(self, weights: FloatArray, scores: FloatArray | None = None) -> npt.NDArray[np.int64]:
        """Return competition ranks ``(s, m)``, 1 = best, for weights ``(s, n)``.

        Scores ``(s, m)`` that are known already need not be computed again.
        """
        found = self.scores(weights) if scores is None else scores
        return competition_ranks(-found if self.lower_is_better else found)

    def contributions(self, weights: FloatArray, scores: FloatArray) -> FloatArray:
        """Return ``(m, n)`` for one vector ``(n,)`` and its scores ``(m,)``.

        Rows sum to the score or to its logarithm, as `Method.contributions_sum` says.
        """
        raise NotImplementedError

    def outcome(self, weights: FloatArray) -> Mapping[str, Any]:
        """Return what the method says besides scores, for one vector ``(n,)``."""
        return {}


Meaning = Literal["scale", "column"]
"""What a weight is worth: going from the worst to the best end of its criterion's scale, or what
the method makes of the column."""
Baseline = Literal["zero", "ideal", "anti_ideal", "average", "border", "best", "last"]
"""An alternative whose contributions are all 0: at 0 of the normalised values, at the ideal, the
anti-ideal, the average, the border approximation, the best or the last of the alternatives."""


@dataclass(frozen=True, kw_only=True)
class Method(DeclarationGuard):
    """Base of all methods; a subclass's fields are its parameters.

    A field named like a word of Python ends in an underscore, which its parameter does not: the
    parameter ``lambda`` is the field ``lambda_``.

    Class attributes: ``name``; ``title`` by language; ``reference`` with DOI;
    ``contributions_sum``: ``"score"`` or ``"log_score"``; ``baseline``: what contributions are
    counted from, see `Baseline`; ``varied``: the values of number
    parameters that can be defended, where there are others than the default; ``slow_to_load``: its
    first use loads a library for a second or more, so that it is used only where it is named;
    ``place``: in lists, the best known first. Of two names of one formula the earlier speaks;
    ``details``: a dataclass that declares what is said besides scores, see `mcda.details`.

    What is proved about facts and ranks rests on `traits`, `column_law` and `preference_degrees`.
    They speak of the computation of the class that declares them: a subclass that computes
    otherwise, in `prepare` or anything else, promises nothing until it declares them anew (see
    `mcda.declaration.DeclarationGuard`). It keeps `unused_columns` and `restricted`, which tell
    what is read, and the requirements among the traits.

    Examples
    --------
    >>> import mcda
    >>> mcda.make_method("vikor", {"v": 0.75}).configuration()
    {'name': 'vikor', 'v': 0.75}
    """

    declarations = ("traits", "column_law", "preference_degrees")
    free = frozenset(
        {
            *("name", "title", "reference", "contributions_sum", "baseline"),
            *("slow_to_load", "varied", "place", "details"),
        }
    )

    name: ClassVar[str]
    title: ClassVar[Mapping[str, str]]
    reference: ClassVar[str]
    contributions_sum: ClassVar[Literal["score", "log_score"]] = "score"
    baseline: ClassVar[Baseline] = "zero"
    place: ClassVar[int] = 1000
    varied: ClassVar[Mapping[str, tuple[float, ...]]] = types.MappingProxyType({})
    slow_to_load: ClassVar[bool] = False
    details: ClassVar[type[Any] | None] = None

    def __post_init__(self) -> None:
        rules = _rules(type(self))  # type: ignore[arg-type]  # a class is hashable
        faults = [
            Fault(code, (name,), {"method": self.name, "parameter": name, **extra})
            for name, field in self.parameter_fields().items()
            for code, extra in _violations(getattr(self, field), rules[field])
        ]
        if faults:
            raise InvalidMethod(faults)

    @classmethod
    def parameter_fields(cls) -> dict[str, str]:
        """Return the name of the field of each parameter."""
        return {f.name.removesuffix("_"): f.name for f in fields(cls)}

    @classmethod
    def of(cls, parameters: Mapping[str, Any]) -> "Method":
        """Return the method with these parameters; what is left out takes its default.

        Raises
        ------
        InvalidMethod
            No such parameter, or a value out of its bounds.
        """
        known = cls.parameter_fields()
        extra = [p for p in parameters if p not in known]
        if extra:
            detail = {"method": cls.name, "known": list(known) or ["-"]}
            raise InvalidMethod(
                [Fault("parameter_unknown", (p,), {**detail, "parameter": p}) for p in extra]
            )
        return cls(**{known[p]: value for p, value in parameters.items()})

    @cached_property
    def traits(self) -> Traits:
        """What this configuration promises."""
        return Traits(unit_free=False)

    @property
    def weights_meaning(self) -> Meaning:
        """What weights mean to this configuration."""
        return "scale" if self.traits.weighs_swings else "column"

    def prepared(self, matrix: Matrix) -> "Prepared":
        """Return `prepare` of what this method may read.

        Raises
        ------
        UnsuitableData
            A criterion is a target, and the method does not read the scale; or as `prepare`.
        """
        faults = list(self._target_faults(matrix)) if matrix.curves else []
        if faults:
            raise UnsuitableData(faults)
        return self.prepare(matrix)

    def _target_faults(self, matrix: Matrix) -> Iterator[Fault]:
        law = self.column_law()
        if law is not None and law.reads_scale:
            return
        unused = self.unused_columns(matrix.criteria)
        for j in matrix.targets:
            criterion = matrix.criteria[j]
            if criterion not in unused:
                fields = {"criterion": criterion, "method": self.name}
                yield Fault("target_needs_scale", ("criteria", j, "direction"), fields)

    def column_law(self) -> ColumnLaw | None:
        """Return how this configuration reads its columns; None where that is not declared."""
        return None

    def preference_degrees(
        self, criteria: Sequence[str]
    ) -> Sequence[Callable[[FloatArray], FloatArray]] | None:
        r"""Return how differences in each column become degrees of preference, if they do.

        Column ``j`` then makes :math:`\sum_k [F_j(d_{ik}) - F_j(d_{ki})] / (m - 1)` of
        alternative ``i``, where ``d`` is the difference in the criterion's unit, positive where it
        speaks for the first, and ``F`` never falls. None where that is not declared.
        """
        return None

    @classmethod
    def _undeclared(cls, name: str, defining: list[type]) -> Any:
        if name != "traits":
            return super()._undeclared(name, defining)
        inherited = vars(defining[0])[name]

        def traits(self: Method) -> Traits:
            return inherited.__get__(self, type(self)).requirements()

        weaker = cached_property(traits)
        weaker.__set_name__(cls, name)
        return weaker

    def prepare(self, matrix: Matrix) -> Prepared:
        """Compute everything that does not depend on the weights."""
        raise NotImplementedError

    def unused_columns(self, criteria: Sequence[str]) -> frozenset[str]:
        """Return the criteria whose cells this configuration does not read."""
        return frozenset()

    def restricted(self, alternatives: Sequence[str], kept: Sequence[int]) -> "Method":
        """Return the method for a subset of rows of the problem it was stated for."""
        return self

    def in_other_unit(self, criterion: str, factor: float) -> "Method":
        """Return the method with what it states in a criterion's unit, such as thresholds, moved.

        Parameters
        ----------
        criterion
            Its id.
        factor
            How many of the new unit make one of the old, > 0.
        """
        return self

    @cached_property
    def parameters(self) -> dict[str, Any]:
        """Parameters by name, without empty ones."""
        found = {name: getattr(self, field) for name, field in self.parameter_fields().items()}
        return {name: value for name, value in found.items() if value not in (None, {})}

    def configuration(self) -> dict[str, Any]:
        """Return name and parameters as plain data."""
        told = {
            name: {k: v.as_dict() if hasattr(v, "as_dict") else v for k, v in value.items()}
            if isinstance(value, Mapping)
            else value
            for name, value in self.parameters.items()
        }
        return {"name": self.name, **told}


@cache
def _rules(cls: type[Any]) -> Mapping[str, Any]:
    hints = get_type_hints(cls, include_extras=True)
    return {f.name: hints[f.name] for f in fields(cls)}


def _violations(value: Any, rule: Any) -> list[tuple[str, dict[str, Any]]]:
    origin, arguments = get_origin(rule), get_args(rule)
    if origin is Annotated:
        return _violations(value, arguments[0]) or _bound_violations(value, arguments[1:])
    if origin in (Union, types.UnionType):
        found = [_violations(value, one) for one in arguments if one is not types.NoneType]
        return [] if value is None or [] in found else found[0]
    if origin is Literal or rule is bool:
        allowed = (True, False) if rule is bool else arguments
        wrong = not isinstance(value, bool) if rule is bool else value not in allowed
        return [("parameter_choice", {"value": value, "allowed": allowed})] if wrong else []
    if rule in (int, float) and not np.isfinite(double(value)):
        return [("parameter_number", {"value": shown(value)})]
    if rule is int and not isinstance(value, Integral):
        return [("parameter_whole", {"value": shown(value)})]
    return []


_ENDS = (("ge", ">=", op.ge), ("gt", ">", op.gt), ("le", "<=", op.le), ("lt", "<", op.lt))


def _bound_violations(value: Any, bounds: Sequence[Any]) -> list[tuple[str, dict[str, Any]]]:
    for bound in bounds:
        ends: dict[str, Any] = {name: getattr(bound, name, None) for name, _, _ in _ENDS}
        if any(ends[name] is not None and not keeps(value, ends[name]) for name, _, keeps in _ENDS):
            return [("parameter_bounds", {"value": value, "bound": _spoken(ends)})]
    return []


def _spoken(ends: Mapping[str, Any]) -> str:
    if ends["ge"] is not None and ends["le"] is not None:
        return f"{ends['ge']} .. {ends['le']}"
    said = (f"{sign} {ends[name]}" for name, sign, _ in _ENDS if ends[name] is not None)
    return ", ".join(said)
