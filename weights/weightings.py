"""All weightings by kind, and the statements that users can make."""

from collections.abc import Mapping
from dataclasses import replace
from functools import lru_cache
from typing import Annotated, Any

from pydantic import BaseModel, TypeAdapter

from mcda.arguments import checked
from mcda.errors import InvalidInput, InvalidWeights
from mcda.problem import Problem
from mcda.registry import Registry
from mcda.weight_vector import WeightVector
from weights.registry_schemas import RegisteredModel, rebuild
from weights.spec import Statement
from weights.testing.entrance import admit
from weights.validation import read
from weights.weighting import Weighting

WEIGHTINGS: Registry[type[Weighting[Any]]] = Registry(
    group="parkwise.weightings",
    homes=(
        "weights.ahp.statement",
        "weights.ahp.group_statement",
        "weights.best_worst.statement",
        "weights.kinds",
    ),
    label="kind",
    judge=admit,
)
"""Weightings by kind."""


def weighting_of(statement: Statement) -> Weighting[Any]:
    """Return the weighting for the kind of a statement."""
    return WEIGHTINGS[statement.kind]()


def is_stated(statement: Statement) -> bool:
    """Tell whether a statement, or each part of a blend, expresses somebody's own priorities.

    A profile that somebody else wrote does not, nor does a scheme that reads the data.
    """
    weighting = weighting_of(statement)
    return weighting.is_own_word(statement) and all(map(is_stated, weighting.parts(statement)))


Spec = str | Mapping[str, Any] | Statement | WeightVector
"""What stands for weights in a program."""
WeightSpec = Annotated[Statement, RegisteredModel(WEIGHTINGS, "kind", lambda item: item.statement)]
"""A statement of any registered kind."""


@checked
def resolve(spec: Spec, problem: Problem | None = None) -> WeightVector:
    """Return the weights of a statement.

    Parameters
    ----------
    spec
        The name of a profile or of a scheme that reads the data, a mapping with ``kind`` and the
        fields of that kind, a model of a kind, or weights that were resolved before.
    problem
        The problem whose criteria are weighted. May be left out if the statement names its
        criteria itself; objective schemes read the performances.

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
        if problem is None or spec.criteria == problem.criterion_ids:
            return spec
        vector = WeightVector.normalised(
            problem.criterion_ids, spec.as_dict(), spec.kind, spec.diagnostics
        )
        return replace(vector, notes=spec.notes, stated=spec.stated)
    statement = statement_of(spec)
    vector = weighting_of(statement).vector(statement, problem)
    return replace(vector, stated=is_stated(statement))


def statement_of(spec: str | Mapping[str, Any] | Statement) -> Statement:
    """Return a statement as the model of its kind; a name is that of a scheme or profile.

    Raises
    ------
    InvalidWeights
        The statement is malformed.
    """
    if isinstance(spec, Statement):
        return spec
    if isinstance(spec, str):
        schemes = (kind().by_name(spec) for kind in WEIGHTINGS.values())
        by_profile = {"kind": "profile", "id": spec}
        document = dict(next((scheme for scheme in schemes if scheme is not None), by_profile))
    else:
        document = dict(spec)
    adapter = _adapter(WEIGHTINGS.version)
    try:
        return read(adapter.validate_python, document, adapter.core_schema)
    except InvalidInput as unfit:
        raise InvalidWeights(unfit.faults) from None


@lru_cache(maxsize=1)
def _adapter(version: int) -> TypeAdapter[Statement]:
    """Return the type adapter of all statements, built again after new registrations."""
    rebuild([BaseModel])
    return TypeAdapter(WeightSpec)
