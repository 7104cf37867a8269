"""All weightings by kind, and the statements that may be made."""

from collections.abc import Mapping
from functools import lru_cache
from typing import Annotated, Any

from pydantic import BaseModel, TypeAdapter

from mcda.arguments import checked
from mcda.errors import InvalidWeights
from mcda.problem import Problem
from mcda.registry import Registry
from mcda.weight_vector import WeightVector
from weights.registry_schemas import RegisteredModel, rebuild
from weights.shape import Shape, ShapeFault
from weights.spec import Statement
from weights.testing.entrance import admit
from weights.validation import MOST_FAULTS, faults_from
from weights.weighting import Weighting

WEIGHTINGS: Registry[type[Weighting[Any]]] = Registry(
    group="parkwise.weightings", home="weights.kinds", label="kind", judge=admit
)
"""Weightings by kind."""


def weighting_of(statement: Statement) -> Weighting[Any]:
    """Return the weighting for the kind of a statement."""
    return WEIGHTINGS[statement.kind]()


def is_stated(statement: Statement) -> bool:
    """Tell whether a statement, or each of those that it mixes, is somebody's own priorities.

    A profile that somebody else wrote is none, nor is what a scheme reads from the data.
    """
    weighting = weighting_of(statement)
    return weighting.stated and all(map(is_stated, weighting.parts(statement)))


def _model(weighting: type[Weighting[Any]]) -> type[Statement]:
    return weighting.statement


Spec = str | Mapping[str, Any] | Statement | WeightVector
"""What stands for weights in a program."""
WeightSpec = Annotated[Statement, RegisteredModel(WEIGHTINGS, "kind", _model)]
"""A statement of any registered kind."""


@checked
def resolve(spec: Spec, problem: Problem | None = None) -> WeightVector:
    """Return the weights that a statement stands for.

    Parameters
    ----------
    spec
        The name of a profile or of a scheme that reads the data, a mapping with ``kind`` and the
        fields of that kind, a model of `weights.kinds`, or weights that are worked out already.
    problem
        Whose criteria are weighted. May be left out where the statement names its criteria
        itself; objective schemes read its performances.

    Returns
    -------
    WeightVector
        Sum 1, in the order of the problem's criteria; `known` says what the statement leaves
        open.

    Raises
    ------
    InvalidWeights, InvalidJudgements
        The statement is malformed, contradicts itself, names no known profile, or does not fit
        the problem.
    InvalidProblem
        The statement needs a problem and none is given, or reads a cell that nothing bounds.

    Examples
    --------
    >>> import mcda, weights
    >>> statement = {"kind": "direct", "values": {"price": 2, "utilities": 1}}
    >>> weights.resolve(statement, mcda.example().problem).as_dict()["price"]
    0.6666666666666666
    >>> weights.resolve("tariff-hit-exporter").kind
    'profile'
    """
    if isinstance(spec, WeightVector):
        return spec if problem is None else _of_problem(spec, problem)
    statement = statement_of(spec)
    return weighting_of(statement).vector(statement, problem)


def _of_problem(weights: WeightVector, problem: Problem) -> WeightVector:
    if weights.criteria == problem.criterion_ids:
        return weights
    return WeightVector.normalised(
        problem.criterion_ids, weights.as_dict(), weights.kind, weights.diagnostics
    ).with_notes(weights.notes)


def statement_of(spec: str | Mapping[str, Any] | Statement) -> Statement:
    """Return a statement as the model of its kind; a name is that of a scheme or profile.

    Raises
    ------
    InvalidWeights
        It is malformed.
    """
    if isinstance(spec, Statement):
        return spec
    said = _by_name(spec) if isinstance(spec, str) else dict(spec)
    try:
        return _shape(WEIGHTINGS.version).read(said)
    except ShapeFault as unfit:
        raise InvalidWeights(faults_from(unfit.errors)) from unfit


def _by_name(name: str) -> dict[str, Any]:
    found = (kind().by_name(name) for kind in WEIGHTINGS.values())
    return dict(next((one for one in found if one is not None), {"kind": "profile", "id": name}))


@lru_cache(maxsize=1)
def _shape(version: int) -> Shape[Statement]:
    """Return the shape of all statements, made anew where others are registered."""
    rebuild([BaseModel])
    return Shape(TypeAdapter(WeightSpec).core_schema, MOST_FAULTS)
