"""What is compared, and from which points of view."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

Direction = Literal["benefit", "cost"]
DIRECTIONS = ("benefit", "cost")


@dataclass(frozen=True, kw_only=True)
class Criterion:
    """A point of view from which alternatives are compared.

    Parameters
    ----------
    id
        Unique name.
    direction
        ``"benefit"`` (more is better) or ``"cost"`` (less is better).
    unit
        Unit of the column, for people.
    range
        Lowest and highest plausible value in that unit; bounds unknown cells and serves the
        ``range`` normalisation and SPOTIS.
    name
        Label by language.
    """

    id: str
    direction: Direction
    unit: str = ""
    range: tuple[float, float] | None = None
    name: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True)
class Alternative:
    """One of the things to choose from."""

    id: str
    name: Mapping[str, str] = field(default_factory=dict)
