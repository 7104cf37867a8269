"""All weightings by kind, and the statements that may be made."""

from typing import Annotated, Any

from mcda.registry import Registry
from weights.registered import Registered
from weights.spec import Statement
from weights.testing.entrance import admit
from weights.weighting import Weighting

WEIGHTINGS: Registry[type[Weighting[Any]]] = Registry(
    group="parkwise.weightings", home="weights.kinds", label="kind", judge=admit
)
"""Weightings by kind."""


def weighting_of(statement: Statement) -> Weighting[Any]:
    """Return the weighting for the kind of a statement."""
    return WEIGHTINGS[statement.kind]()


def _model(weighting: type[Weighting[Any]]) -> type[Statement]:
    return weighting.statement


WeightSpec = Annotated[Statement, Registered(WEIGHTINGS, "kind", _model)]
"""A statement of any registered kind."""
