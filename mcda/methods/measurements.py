"""Measurements of each method: in how many random problems it kept each law."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from mcda.texts.tables import table

LAWS = ("dominance", "monotone", "scale", "reversal")


@dataclass(frozen=True, slots=True, kw_only=True)
class Kept:
    """In how many problems a law held."""

    kept: int
    """Problems in which it held, of those in which it could have been broken."""
    tried: int
    """Problems in which it held, of those in which it could have been broken."""


@dataclass(frozen=True, slots=True, kw_only=True)
class MethodMeasurement:
    """What was measured of a configured method."""

    parameters: Mapping[str, Any]
    """The configuration."""
    laws: Mapping[str, Kept]
    """By name: ``dominance`` (being nowhere better never puts an alternative above another),
    ``monotone`` (improving a cell never lowers that alternative's rank), ``scale`` (another unit
    changes no rank), ``reversal`` (a winner stays first without each of the others)."""
    early: Mapping[str, Kept]
    """The same for the first problems, which the tests measure again."""


def measured_laws(name: str) -> tuple[MethodMeasurement, ...]:
    """Return the measurements of a method's configurations; empty for methods of other packages."""
    return tuple(
        MethodMeasurement(
            parameters=entry["parameters"],
            laws={law: Kept(kept=entry[law]["kept"], tried=entry[law]["tried"]) for law in LAWS},
            early={
                law: Kept(kept=entry[law]["early"][0], tried=entry[law]["early"][1]) for law in LAWS
            },
        )
        for entry in _document().get(name, ())
    )


def problems_measured() -> int:
    """Return the number of random problems."""
    count: int = _document()["problems"]
    return count


def _document() -> Mapping[str, Any]:
    return table("mcda.methods", "measurements.toml")
