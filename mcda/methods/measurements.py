"""What was measured of each method: in how many random problems it kept each law."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

LAWS = ("dominance", "monotone", "scale", "reversal")


@dataclass(frozen=True, slots=True, kw_only=True)
class Kept:
    """In how many problems a law held.

    Parameters
    ----------
    kept, tried
        Problems in which it held, of those in which it could have been broken.
    """

    kept: int
    tried: int


@dataclass(frozen=True, slots=True, kw_only=True)
class MethodMeasurement:
    """What was measured of a configured method.

    Parameters
    ----------
    parameters
        The configuration.
    laws
        By name: ``dominance`` (being nowhere better never puts an alternative above another),
        ``monotone`` (improving a cell never lowers that alternative's rank), ``scale`` (another
        unit changes no rank), ``reversal`` (a winner stays first without each of the others).
    early
        The same for the first problems, which the tests measure again.
    """

    parameters: Mapping[str, Any]
    laws: Mapping[str, Kept]
    early: Mapping[str, Kept]


def measured_laws(name: str) -> tuple[MethodMeasurement, ...]:
    """Return what was measured of each configuration of a method; nothing of other packages'.

    Parameters
    ----------
    name
        A key of `mcda.methods.METHODS`.
    """
    return tuple(map(_read, _document().get(name, ())))


def problems_measured() -> int:
    """Return the number of random problems."""
    found: int = _document()["problems"]
    return found


@cache
def _document() -> Mapping[str, Any]:
    text = files("mcda.methods").joinpath("measurements.toml").read_text(encoding="utf-8")
    return tomllib.loads(text)


def _read(entry: Mapping[str, Any]) -> MethodMeasurement:
    return MethodMeasurement(
        parameters=entry["parameters"],
        laws={law: Kept(kept=entry[law]["kept"], tried=entry[law]["tried"]) for law in LAWS},
        early={
            law: Kept(kept=entry[law]["early"][0], tried=entry[law]["early"][1]) for law in LAWS
        },
    )
