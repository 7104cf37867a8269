"""The evidence behind one cell of an appraisal."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Protocol

import numpy as np

from mcda.cells import Cell, Interval, Spread, Sum, Triangular
from mcda.errors import Note
from mcda.parks.duties import Portion
from mcda.parks.model import Claim, Doubt, Kind, Quality, Text

_NINETY = np.array([0.05, 0.95])


@dataclass(frozen=True, slots=True, kw_only=True)
class CellFinding:
    """The result of a computed criterion: the cell, the reason, and the ids of the claims used."""

    cell: Cell
    """A number, a spread, or ``None`` where nothing is known."""
    rationale: Text
    """By language."""
    claims: tuple[str, ...] = ()
    """Ids of the claims it rests on."""
    notes: tuple[Note, ...] = ()
    """Findings for the user that do not stop the work."""
    proxy: bool = False
    """Figures of other countries stand in."""
    general: frozenset[str] = frozenset()
    """Those of the claims that explain the measure and say nothing of this park."""
    doubts: tuple[Doubt, ...] = ()
    """What makes the finding weaker beside its sources."""
    portions: tuple[Portion, ...] = ()
    """What makes up the figure, where it is a sum."""

    def evidence(
        self, unit: str, kind: Kind, claims: tuple[Claim, ...], unsaid: str = ""
    ) -> "Evidence":
        """Return the evidence of the cell, with those of the claims that are to be shown."""
        return Evidence(
            cell=self.cell,
            unit=unit,
            kind=kind,
            rationale=self.rationale,
            claims=claims,
            proxy=self.proxy,
            general=self.general,
            doubts=self.doubts,
            portions=self.portions,
            unsaid=unsaid,
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """A cell with its unit, its kind, its reason and its claims.

    Examples
    --------
    >>> from mcda.parks import Enterprise, appraise, load_catalogue
    >>> view = appraise(load_catalogue(), Enterprise(), ["ljip"])
    >>> view.evidence["ljip"]["infrastructure"].kind
    'rated'
    """

    cell: Cell
    """What is known; None where nothing is, whatever the decision problem then assumes."""
    unit: str
    """Unit of the criterion."""
    kind: Kind
    """``measured``, ``stated``, ``rated``, ``derived``, ``unknown`` or ``override``."""
    rationale: Text
    """By language."""
    claims: tuple[Claim, ...] = field(default=())
    """The claims it rests on, with their sources."""
    source: str = ""
    """The user's own words for an override, else empty."""
    replaced: "Evidence | None" = None
    """What the catalogue says where the user overrides it."""
    proxy: bool = False
    """A neighbour's or the country's figure stands in for the park's own."""
    general: frozenset[str] = frozenset()
    """Ids of those claims that explain the measure, convert a currency or speak of others: they are
    shown, and make the evidence neither better nor newer."""
    doubts: tuple[Doubt, ...] = ()
    """What makes it weaker beside its sources."""
    portions: tuple[Portion, ...] = ()
    """What makes up the figure, where it is a sum: the layers of a duty, and the freight."""
    unsaid: str = ""
    """Field of the enterprise without which the cell cannot be found, else empty: what is missing
    is then no fact of the park."""
    quality: Quality | None = None
    """Grade of the evidence, see `mcda.parks.quality`; None until it is graded."""

    @property
    def value(self) -> float | None:
        """Headline value, or ``None`` where unknown."""
        return headline(self.cell)

    @property
    def low(self) -> float | None:
        """Lowest value, or ``None`` where unknown."""
        return bounds(self.cell)[0]

    @property
    def high(self) -> float | None:
        """Highest value, or ``None`` where unknown."""
        return bounds(self.cell)[1]


class EvidencedProblem(Protocol):
    """A decision problem with evidence: alternative -> criterion -> evidence of the cell."""

    @property
    def evidence(self) -> Mapping[str, Mapping[str, Evidence]]:
        """The evidence of every criterion of every alternative, also for unknown cells."""


def headline(cell: Cell) -> float | None:
    """Return the number itself, the mode, the mean or the middle; ``None`` if unknown."""
    if cell is None or isinstance(cell, float | int):
        return None if cell is None else float(cell)
    return cell.headline


def bounds(cell: Cell) -> tuple[float, float] | tuple[None, None]:
    """Return lowest and highest value of a cell, twice ``None`` where unknown.

    Of a sum they are those of nine draws in ten: not all its parts are at their ends at once.
    """
    if isinstance(cell, Sum):
        return _of_sum(cell)
    return (None, None) if cell is None else span(cell)


@lru_cache(maxsize=1024)
def _of_sum(cell: Sum) -> tuple[float, float]:
    low, high = cell.quantile(_NINETY).tolist()
    return low, high


def span(cell: float | Spread) -> tuple[float, float]:
    """Return lowest and highest value of a number or spread."""
    if isinstance(cell, float | int):
        return (float(cell), float(cell))
    return (cell.low, cell.high)


def spread(low: float, mode: float | None, high: float) -> Cell:
    """Return the simplest cell with these bounds; no ``mode`` means uniform."""
    if low == high:
        return low
    if mode is None:
        return Interval(low=low, high=high)
    return Triangular(low=low, mode=mode, high=high)
