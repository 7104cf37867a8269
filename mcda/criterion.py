"""Alternatives and criteria of a decision problem."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from mcda.arguments import called

Direction = Literal["benefit", "cost", "target"]
DIRECTIONS = ("benefit", "cost", "target")
Beyond = Literal["clip", "extrapolate"]
BEYOND = ("clip", "extrapolate")
Points = tuple[tuple[float, float], ...]


@called
@dataclass(frozen=True, kw_only=True)
class Criterion:
    """A point of view from which alternatives are compared.

    Examples
    --------
    >>> import mcda
    >>> mcda.Criterion(id="price", direction="cost", unit="USD/m2").direction
    'cost'
    """

    id: str
    """Unique name."""
    direction: Direction
    """``"benefit"`` (more is better), ``"cost"`` (less is better) or ``"target"`` (best inside an
    interval, worse on both sides)."""
    unit: str = ""
    """Unit of the column, for people."""
    range: tuple[float, float] | None = None
    """The ends of the scale, lowest first, in that unit; bounds unknown cells and serves the
    ``range`` normalisation, AHP's ``ratings`` and SPOTIS."""
    best: tuple[float, float] | None = None
    """Of a target: the interval within the range that is worth most."""
    value: Points | None = None
    """Points ``(x, v)`` of a value curve from end to end, ``v`` in 0..1, straight between them; see
    `mcda.scale`. It acts wherever the range does. Left out, the scale is straight."""
    beyond: Beyond = "clip"
    """What lies beyond the ends counts as the end, or goes on along a straight scale: worth is then
    below 0 or above 1."""
    name: Mapping[str, str] = field(default_factory=dict)
    """Label by language."""


@called
@dataclass(frozen=True, kw_only=True)
class Alternative:
    """One of the things to choose from.

    Examples
    --------
    >>> import mcda
    >>> mcda.Alternative(id="north", name={"en": "North", "zh": "北区"}).name["zh"]
    '北区'
    """

    id: str
    """Unique name."""
    name: Mapping[str, str] = field(default_factory=dict)
    """Label by language."""
