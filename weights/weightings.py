"""All weightings by kind, and the statements that may be made."""

from collections.abc import Mapping
from functools import lru_cache
from typing import Annotated, Any

from pydantic import BaseModel, TypeAdapter

from mcda.errors import InvalidWeights
from mcda.problem import Problem
from mcda.registry import Registry
from mcda.weight_vector import WeightVector
from weights.registered import Registered, rebuild
from weights.shape import Shape, Unfit
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


WeightSpec = Annotated[Statement, Registered(WEIGHTINGS, "kind", _model)]
"""A statement of any registered kind."""


def resolve(spec: Mapping[str, Any] | Statement, problem: Problem | None = None) -> WeightVector:
    """Return the weights that a statement stands for.

    Parameters
    ----------
    spec
        A mapping with ``kind`` and the fields of that kind, or a model of `weights.kinds`.
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
    """
    statement = statement_of(spec)
    return weighting_of(statement).vector(statement, problem)


def statement_of(spec: Mapping[str, Any] | Statement) -> Statement:
    """Return a statement as the model of its kind.

    Raises
    ------
    InvalidWeights
        It is malformed.
    """
    if isinstance(spec, Statement):
        return spec
    try:
        return _shape(WEIGHTINGS.version).read(dict(spec))
    except Unfit as unfit:
        raise InvalidWeights(faults_from(unfit.errors)) from unfit


@lru_cache(maxsize=1)
def _shape(version: int) -> Shape[Statement]:
    """Return the shape of all statements, made anew where others are registered."""
    rebuild([BaseModel])
    return Shape(TypeAdapter(WeightSpec).core_schema, MOST_FAULTS)
