"""Cells of the performance table in the form of a request."""

from collections.abc import Callable, Mapping
from typing import Annotated, Any, ClassVar, Literal

from pydantic import BaseModel, ConfigDict, Discriminator, Field, Tag

from mcda.cells import Beta, Cell, Interval, LogNormal, Normal, Triangular
from weights.statements import Number

_LOW = "The least that it can be, in the criterion's unit."
_HIGH = "The most that it can be, in the criterion's unit."


class _CellModel(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)

    shared: Annotated[str, Field(max_length=200)] | dict[str, Number] = Field(
        default="",
        description="Name of a source of doubt: cells that name the same one move together. By name"
        " also the correlation with each of several, -1 to 1, their squares summing to 1 at most.",
    )
    law: ClassVar[Callable[..., Cell]]
    """The engine's cell, of the same fields."""

    def cell(self) -> Cell:
        """Return the engine's cell."""
        return self.law(**{name: part for name, part in self if name != "dist"})


class IntervalCell(_CellModel):
    """Anything between two bounds, uniformly."""

    law = Interval

    low: Number = Field(description=_LOW)
    high: Number = Field(description=_HIGH)


class TriangularCell(_CellModel):
    """Between two bounds, most likely at the mode."""

    law = Triangular

    low: Number = Field(description=_LOW)
    mode: Number = Field(description="The likeliest value, within the bounds.")
    high: Number = Field(description=_HIGH)


class NormalCell(_CellModel):
    """Normal distribution."""

    law = Normal

    dist: Literal["normal"]
    mean: Number = Field(description="In the criterion's unit.")
    sd: Number = Field(description="Standard deviation in that unit, at least 0.")


class LogNormalCell(_CellModel):
    """Log-normal distribution; mean and standard deviation of the logarithm."""

    law = LogNormal

    dist: Literal["lognormal"]
    mu: Number = Field(description="Mean of the logarithm.")
    sigma: Number = Field(description="Standard deviation of the logarithm, at least 0.")


class BetaCell(_CellModel):
    """Beta distribution on low..high."""

    law = Beta

    dist: Literal["beta"]
    alpha: Number = Field(description="First shape parameter, above 0.")
    beta: Number = Field(description="Second shape parameter, above 0.")
    low: Number = Field(default=0.0, description=_LOW)
    high: Number = Field(default=1.0, description=_HIGH)


def _kind(value: Any) -> str:
    if isinstance(value, BaseModel):
        return next(kind for kind, model in _MODELS.items() if type(value) is model)
    if isinstance(value, Mapping) and "dist" in value:
        return f"dist={value['dist']}"  # told as it is written, and never the name of a field
    return "triangular" if isinstance(value, Mapping) and "mode" in value else "interval"


_MODELS: Mapping[str, type[BaseModel]] = {
    "interval": IntervalCell,
    "triangular": TriangularCell,
    "dist=normal": NormalCell,
    "dist=lognormal": LogNormalCell,
    "dist=beta": BetaCell,
}
SpreadModel = Annotated[
    Annotated[IntervalCell, Tag("interval")]
    | Annotated[TriangularCell, Tag("triangular")]
    | Annotated[NormalCell, Tag("dist=normal")]
    | Annotated[LogNormalCell, Tag("dist=lognormal")]
    | Annotated[BetaCell, Tag("dist=beta")],
    Discriminator(_kind),
]
CellModel = Annotated[Number | SpreadModel | None, Field(union_mode="left_to_right")]


def to_cell(value: Any) -> Cell:
    """Return the engine's cell of a number, a spread or null."""
    return value.cell() if isinstance(value, _CellModel) else value
