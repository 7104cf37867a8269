"""Units and scales in both languages."""

import tomllib
from collections.abc import Mapping
from functools import cache
from importlib.resources import files


def unit_names(unit: str) -> Mapping[str, str]:
    """Return how a unit is said by language; a unit that nobody named stands as it is.

    Parameters
    ----------
    unit
        As a criterion has it, such as ``"USD/m2"``.
    """
    return known_units().get(unit, {"en": unit, "zh": unit})


@cache
def known_units() -> Mapping[str, Mapping[str, str]]:
    """Return unit -> language -> words."""
    document = files("mcda.texts").joinpath("vocabulary", "units.toml")
    return tomllib.loads(document.read_text(encoding="utf-8"))
