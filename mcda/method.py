"""Base classes of methods: parameters that prepare a matrix, so that scores are a batch product."""

import inspect
import operator as op
import types
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, fields
from functools import cache, cached_property
from numbers import Integral
from typing import Annotated, Any, ClassVar, Literal, Union, get_args, get_origin, get_type_hints

import numpy as np
import numpy.typing as npt

from mcda.cells import FloatArray, double, shown
from mcda.column_law import ColumnLaw
from mcda.errors import Fault, InvalidMethod, Note, UnsuitableData
from mcda.scale import Scale
from mcda.traits import Traits


class DeclarationGuard:
    """Base of classes whose declarations proofs rely on.

    A declaration is an attribute that states a property of the computation of its class; its value
    in the class that introduces the attribute states nothing. A subclass keeps a declaration if it
    adds only parameters, texts and names in `free`; a subclass that defines anything else, itself
    or through a mixin, gets the value that states nothing, unless it sets the attribute again.

    Class attributes: ``declarations``: their names; ``free``: further names that a subclass may
    define without computing otherwise.
    """

    declarations: ClassVar[tuple[str, ...]] = ()
    free: ClassVar[frozenset[str]] = frozenset()

    def __init_subclass__(cls, **arguments: Any) -> None:
        super().__init_subclass__(**arguments)
        for name in cls.declarations:
            defining = [base for base in cls.__mro__ if name in vars(base)]
            own = {*cls.declarations, "declarations", "free"}
            free: frozenset[str] = getattr(defining[0], "free", frozenset()) | own
            added = [base for base in cls.__mro__ if base not in defining[0].__mro__]
            if any(not free.issuperset(_computing(base)) for base in added):
                setattr(cls, name, cls._undeclared(name, defining))

    @classmethod
    def _undeclared(cls, name: str, defining: list[type]) -> Any:
        """Return the value that replaces a declaration that a subclass does not keep."""
        return vars(defining[-1])[name]


def _computing(cls: type) -> set[str]:
    """Return the names of a class's own attributes, without fields and special names."""
    annotations = inspect.get_annotations(cls)  # evaluated or not
    fields = {name for name, kind in annotations.items() if "ClassVar" not in str(kind)}
    return {
        name
        for name, value in vars(cls).items()
        if not (name.startswith("__") and name.endswith("__"))
        and (name not in fields or hasattr(value, "__get__"))
    }


TOLERANCE = 1e-9


def competition_ranks(keys: FloatArray, scale: FloatArray | None = None) -> npt.NDArray[np.int64]:
    """Return ranks, 1 = best, of keys where larger is better.

    Neighbours in the order that differ by at most 1e-9 of the scale share the smaller rank, and
    the next rank is higher by the number of them.

    `scale` ``(s,)`` is the size of the terms that keys sum, by default the row's largest
    absolute key: terms that cancel leave noise of their own size. Shapes: `keys` ``(s, m)``;
    returned ``(s, m)``.
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
    """Return competition ranks of one row without NumPy, whose calls cost more than the sort."""
    order = sorted(range(len(keys)), key=keys.__getitem__, reverse=True)
    ranks, rank, before = [0] * len(keys), 1, 0.0
    for place, row in enumerate(order, start=1):
        if place > 1 and before - keys[row] > gap:
            rank = place
        ranks[row], before = rank, keys[row]
    return ranks


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Matrix:
    """Matrix of numbers for a method: every cell has a value."""

    values: FloatArray
    """Shape ``(m, n)``, or ``(s, m, n)`` for a batch of ``s`` drawn matrices."""
    benefit: npt.NDArray[np.bool_]
    """Shape ``(n,)``; False marks a cost."""
    ranges: FloatArray
    """Shape ``(n, 2)``; NaN where a criterion has no reference range."""
    alternatives: tuple[str, ...]
    """Ids of rows and columns."""
    criteria: tuple[str, ...]
    """Ids of rows and columns."""
    curves: Mapping[int, Scale] = field(default_factory=dict)
    """Value curve by column, where a scale is not straight."""

    @property
    def targets(self) -> dict[int, Scale]:
        """Curves whose value falls on both sides of the best, by column."""
        return {j: curve for j, curve in self.curves.items() if curve.target}

    def ends(self, low: FloatArray, high: FloatArray) -> tuple[FloatArray, FloatArray]:
        """Return the worst and the best values within bounds, of their shape ``(..., n)``."""
        worst, best = np.where(self.benefit, (low, high), (high, low))
        for j, curve in self.targets.items():
            worst[..., j], best[..., j] = curve.ends(low[..., j], high[..., j])
        return worst, best


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Attribution:
    """Contributions of the criteria to the distance of every alternative from one of them."""

    gaps: FloatArray
    """``(m, n)``, positive where the alternative is behind. Rows sum to the difference of the
    scores; 0 where both have the same value."""
    values: FloatArray
    """``(m, n)``: what a weight would multiply if the score were a sum, larger is better."""


class Prepared(DeclarationGuard):
    """A matrix with all that does not depend on the weights already computed.

    Proofs about weights rely on `worth` and `by_closeness`, explanations of differences
    on `attribution`; a subclass with another computation has none of them until it declares them
    again, see `DeclarationGuard`.

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
        """Table ``(m, n)`` whose weighted sums have the order of the scores, or None."""
        return None

    def attribution(self, weights: FloatArray, first: int) -> Attribution | None:
        """Return each criterion's part of the differences to row ``first``, for weights ``(n,)``.

        No part goes against the values: a criterion on which the alternative is worse is not
        negative. Criteria with equal roles get equal parts. None if the method declares no parts.
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
        evaluations = self.scores(weights) if scores is None else scores
        return competition_ranks(-evaluations if self.lower_is_better else evaluations)

    def contributions(self, weights: FloatArray, scores: FloatArray) -> FloatArray:
        """Return ``(m, n)`` for one vector ``(n,)`` and its scores ``(m,)``.

        Rows sum to the score or to its logarithm, as `Method.contributions_sum` says.
        """
        raise NotImplementedError

    def outcome(self, weights: FloatArray) -> Mapping[str, Any]:
        """Return the method's results besides scores, for one weight vector ``(n,)``."""
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

    A field whose name would be a Python keyword ends in an underscore, its parameter does not: the
    parameter ``lambda`` is the field ``lambda_``.

    Class attributes: ``name``; ``title`` by language; ``reference`` with DOI;
    ``contributions_sum``: ``"score"`` or ``"log_score"``; ``baseline``: what contributions are
    counted from, see `Baseline`; ``varied``: the values of number
    parameters that can be defended besides the default; ``slow_to_load``: the method's
    first use loads a library for a second or more, so that it is used only if named explicitly;
    ``place``: order in lists, the best known first, which also ranks two names of one formula;
    ``details``: a dataclass that declares the results besides scores, see `mcda.details`.

    Proofs about facts and ranks rely on `traits`, `column_law` and `preference_degrees`.
    They describe the computation of the class that declares them: a subclass with another
    computation, in `prepare` or elsewhere, has no such declarations until it sets them again (see
    `DeclarationGuard`). The subclass keeps `unused_columns` and `restricted`, which say
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
        InvalidMethod.raise_any(faults)

    @classmethod
    def parameter_fields(cls) -> dict[str, str]:
        """Return the name of the field of each parameter."""
        return {f.name.removesuffix("_"): f.name for f in fields(cls)}

    @classmethod
    def of(cls, parameters: Mapping[str, Any]) -> "Method":
        """Return the method with these parameters; parameters left out take their defaults.

        Raises
        ------
        InvalidMethod
            No such parameter, or a value out of its bounds.
        """
        field_names = cls.parameter_fields()
        extra = [p for p in parameters if p not in field_names]
        if extra:
            detail = {"method": cls.name, "known": list(field_names) or ["-"]}
            raise InvalidMethod(
                [Fault("parameter_unknown", (p,), {**detail, "parameter": p}) for p in extra]
            )
        return cls(**{field_names[p]: value for p, value in parameters.items()})

    @cached_property
    def traits(self) -> Traits:
        """Declared properties of this configuration."""
        return Traits(unit_free=False)

    @property
    def weights_meaning(self) -> Meaning:
        """Meaning of the weights in this configuration."""
        return "scale" if self.traits.weighs_swings else "column"

    def prepared(self, matrix: Matrix) -> "Prepared":
        """Return the result of `prepare` after a check that the method can read the criteria.

        Raises
        ------
        UnsuitableData
            A criterion is a target, and the method does not read the scale; or as `prepare`.
        """
        if matrix.curves and not ((law := self.column_law()) is not None and law.reads_scale):
            unused, fields = self.unused_columns(matrix.criteria), {"method": self.name}
            faults = [
                Fault(
                    "target_needs_scale",
                    ("criteria", j, "direction"),
                    {"criterion": matrix.criteria[j], **fields},
                )
                for j in matrix.targets
                if matrix.criteria[j] not in unused
            ]
            UnsuitableData.raise_any(faults)
        return self.prepare(matrix)

    def column_law(self) -> ColumnLaw | None:
        """Return the column law of this configuration; None if it declares none."""
        return None

    def preference_degrees(
        self, criteria: Sequence[str]
    ) -> Sequence[Callable[[FloatArray], FloatArray]] | None:
        r"""Return the functions from differences in each column to degrees of preference, if any.

        Column ``j`` then makes :math:`\sum_k [F_j(d_{ik}) - F_j(d_{ki})] / (m - 1)` of
        alternative ``i``, where ``d`` is the difference in the criterion's unit, positive where it
        favours the first, and ``F`` never falls. None if the method declares no such functions.
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
        """Return the method for a subset of the rows of its problem."""
        return self

    def in_other_unit(self, criterion: str, factor: float) -> "Method":
        """Return the method with its values in a criterion's unit, such as thresholds, converted.

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
        """Parameters by name, without those that are None or empty."""
        values = {name: getattr(self, field) for name, field in self.parameter_fields().items()}
        return {name: value for name, value in values.items() if value not in (None, {})}

    def configuration(self) -> dict[str, Any]:
        """Return name and parameters as plain data."""
        settings = {
            name: {k: v.as_dict() if hasattr(v, "as_dict") else v for k, v in value.items()}
            if isinstance(value, Mapping)
            else value
            for name, value in self.parameters.items()
        }
        return {"name": self.name, **settings}


@cache
def _rules(cls: type[Any]) -> Mapping[str, Any]:
    hints = get_type_hints(cls, include_extras=True)
    return {f.name: hints[f.name] for f in fields(cls)}


def _violations(value: Any, rule: Any) -> list[tuple[str, dict[str, Any]]]:
    origin, arguments = get_origin(rule), get_args(rule)
    if origin is Annotated:
        return _violations(value, arguments[0]) or _bound_violations(value, arguments[1:])
    if origin in (Union, types.UnionType):
        violations = [_violations(value, kind) for kind in arguments if kind is not types.NoneType]
        return [] if value is None or [] in violations else violations[0]
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
            signs = (f"{sign} {ends[name]}" for name, sign, _ in _ENDS if ends[name] is not None)
            closed = ends["ge"] is not None and ends["le"] is not None
            bound = f"{ends['ge']} .. {ends['le']}" if closed else ", ".join(signs)
            return [("parameter_bounds", {"value": value, "bound": bound})]
    return []
