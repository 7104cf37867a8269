"""From a statement about importance, and a problem, to a weight vector."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from pydantic import TypeAdapter, ValidationError

from mcda.errors import Fault, InvalidProblem, InvalidWeights, located
from mcda.prepare.unknowns import headline
from mcda.problem import Problem
from mcda.weight_vector import WeightVector
from weights.ahp import ahp_weights
from weights.objective import objective_weights
from weights.profiles import profile
from weights.ranked import weights_of_order
from weights.spec import Ahp, Direct, Objective, Profile, Ranked, Statement, WeightSpec
from weights.validation import faults_from

_ADAPTER: TypeAdapter[Any] = TypeAdapter(WeightSpec)
Found = tuple[Mapping[str, float], Mapping[str, Any]]


def resolve(spec: Mapping[str, Any] | Statement, problem: Problem | None = None) -> WeightVector:
    """Return the weights that a statement stands for.

    Parameters
    ----------
    spec
        A mapping with ``kind`` and the fields of that kind, or a model of `weights.spec`.
    problem
        Whose criteria are weighted. May be left out where the statement names its criteria
        itself; objective schemes read its performances.

    Returns
    -------
    WeightVector
        Sum 1, in the order of the problem's criteria.

    Raises
    ------
    InvalidWeights, InvalidJudgements
        The statement is malformed, contradicts itself, or does not fit the problem.
    InvalidProblem
        The statement needs a problem and none is given, or reads a cell that nothing bounds.
    NotFound
        No profile of that name.
    """
    statement = spec if isinstance(spec, Statement) else _read(spec)
    values, diagnostics = _ROADS[type(statement)](statement, problem)
    criteria = problem.criterion_ids if problem is not None else tuple(values)
    with located(*_PLACES.get(type(statement), ())):
        return WeightVector.normalised(
            criteria, values, getattr(statement, "kind", "direct"), diagnostics
        )


def _read(spec: Mapping[str, Any]) -> Statement:
    try:
        found: Statement = _ADAPTER.validate_python(dict(spec))
    except ValidationError as error:
        raise InvalidWeights(faults_from(error.errors(), dict(spec))) from error
    return found


def _direct(spec: Direct, problem: Problem | None) -> Found:
    return spec.values, {}


def _ahp(spec: Ahp, problem: Problem | None) -> Found:
    found = ahp_weights(spec)
    known = spec.items if problem is None else problem.criterion_ids
    faults = [
        Fault("weight_missing", ("items",), {"criterion": c}) for c in known if c not in spec.items
    ]
    faults += [
        Fault("weight_unknown_criterion", ("items", place), {"criterion": item, "known": known})
        for place, item in enumerate(spec.items)
        if item not in known
    ]
    if faults:
        raise InvalidWeights(faults)
    return found


def _ranked(spec: Ranked, problem: Problem | None) -> Found:
    named = [name for group in spec.order for name in group]
    criteria = problem.criterion_ids if problem is not None else tuple(dict.fromkeys(named))
    values = weights_of_order(spec.order, criteria, spec.scheme, float(spec.exponent))
    return values, {"scheme": spec.scheme, "order": spec.order}


def _objective(spec: Objective, problem: Problem | None) -> Found:
    if problem is None:
        raise InvalidProblem([Fault("problem_required", (), {"kind": spec.kind})])
    matrix = headline(problem).matrix
    values = objective_weights(matrix, spec.scheme)
    return dict(zip(matrix.criteria, values.tolist(), strict=True)), {"scheme": spec.scheme}


def _profile(spec: Profile, problem: Problem | None) -> Found:
    found = profile(spec.id)
    criteria = problem.criterion_ids if problem is not None else (*found.ranked, *found.excluded)
    excluded = [c for c in found.excluded if c in criteria]
    order: Sequence[Sequence[str]] = [
        kept for group in found.order if (kept := [c for c in group if c in criteria])
    ]
    ranked = [c for c in criteria if c not in excluded]
    strange = [c for c in ranked if c not in found.ranked]
    if strange:
        known = (*found.ranked, *found.excluded)
        raise InvalidWeights(
            [
                Fault("profile_without_criterion", ("id",), {"criterion": c, "known": known})
                for c in strange
            ]
        )
    values = weights_of_order(order, ranked)
    values.update(dict.fromkeys(excluded, 0.0))
    return values, {
        "profile": spec.id,
        "scheme": "centroid",
        "order": [list(group) for group in order],
        "filler": list(found.filler),
        "label": dict(found.label),
    }


_ROADS: Mapping[type[Statement], Callable[[Any, Problem | None], Found]] = {
    Direct: _direct,
    Ahp: _ahp,
    Ranked: _ranked,
    Objective: _objective,
    Profile: _profile,
}
_PLACES: Mapping[type[Statement], tuple[str, ...]] = {Direct: ("values",)}
