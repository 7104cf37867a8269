"""Imprecise statements about weights: orders, ratios, bounds; told apart by their fields."""

from collections.abc import Mapping
from typing import Annotated, Any

from pydantic import BaseModel, ConfigDict, Discriminator, Field, StrictFloat, Tag

Number = Annotated[StrictFloat, Field(allow_inf_nan=False)]
Id = Annotated[str, Field(max_length=200)]
"""What anything is called by: a criterion, an alternative, a profile, a judge."""
MOST_CRITERIA = 1000
"""Criteria that a statement may name; a problem has far fewer."""


class _Said(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class More(_Said):
    """One criterion weighs at least as much as another."""

    more: Id = Field(description="The criterion that weighs at least as much.")
    than: Id = Field(description="The other criterion.")


class Ratio(_Said):
    """The weight of the first by that of the second lies between bounds."""

    ratio: tuple[Id, Id] = Field(description="The two criteria, by id.")
    low: Number | None = Field(default=None, description="At least 0.")
    high: Number | None = Field(default=None, description="One of the two may be left out.")


class WeightBounds(_Said):
    """A weight lies between bounds."""

    weight: Id = Field(description="The criterion, by id.")
    low: Number | None = Field(default=None, description="Within 0..1.")
    high: Number | None = Field(default=None, description="One of the two may be left out.")


# No tag may be the name of a field: places of faults are looked up in what was sent.
_MODELS: Mapping[str, type[BaseModel]] = {"order": More, "quotient": Ratio, "bounds": WeightBounds}
_TOLD_BY = {"more": "order", "than": "order", "ratio": "quotient", "weight": "bounds"}


def _kind(value: Any) -> str:
    if isinstance(value, BaseModel):
        return next(kind for kind, model in _MODELS.items() if type(value) is model)
    fields = value if isinstance(value, Mapping) else {}
    bounded = "bounds" if {"low", "high"} & set(fields) else "order"
    return next((kind for field, kind in _TOLD_BY.items() if field in fields), bounded)


Constraint = Annotated[
    Annotated[More, Tag("order")]
    | Annotated[Ratio, Tag("quotient")]
    | Annotated[WeightBounds, Tag("bounds")],
    Discriminator(_kind),
]
