"""The assumed content of an unknown cell: the value of similar parks, or bounds."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal, get_args

from mcda.cells import Cell, Interval, Triangular, Typical, Unknown
from mcda.parks.catalogue import Catalogue
from mcda.parks.evidence import span
from mcda.parks.model import CriterionInfo, Park, Text
from mcda.parks.rationale import rationale

Unknowns = Literal["typical", "bounds", "cautious"]
UNKNOWNS: tuple[Unknowns, ...] = get_args(Unknowns)
_ENOUGH = 3
"""Known parks of a country or region from which another of it is judged."""
_HALF = 0.5
_QUARTER = 0.25


@dataclass(frozen=True, slots=True, kw_only=True)
class Assumption:
    """A cell that stands in for an unknown one, and the reason by language."""

    cell: Typical | Unknown
    rationale: Text


def assumption(
    info: CriterionInfo,
    park: Park,
    known: Mapping[str, Cell],
    catalogue: Catalogue,
    unknowns: Unknowns = "typical",
) -> Assumption:
    """Return the assumed cell of a park on a criterion for which nothing is known.

    ``typical`` is a random one of the known cells of the park's country, else of its region, if at
    least three are known there; else half of the draws come from all known parks and half from
    anywhere on the scale, or all of them if no park is known. ``bounds`` is anywhere on the scale,
    ``cautious`` anywhere in the quarter at its worst end.
    """
    low, high = info.range
    if unknowns == "cautious":
        width = _QUARTER * (high - low)
        ends = (high - width, high) if info.direction == "cost" else (low, low + width)
        worst = Unknown(low=ends[0], high=ends[1])
        return Assumption(cell=worst, rationale=rationale("assumed_cautious"))
    if unknowns == "bounds" or not known:
        return Assumption(cell=Unknown(low=low, high=high), rationale=rationale("assumed_bounds"))
    place = catalogue.countries[park.country]
    in_country = [c for p, c in known.items() if catalogue.parks[p].country == park.country]
    in_region = [
        cell
        for name, cell in known.items()
        if catalogue.countries[catalogue.parks[name].country].region == place.region
    ]
    for cells, where in ((in_country, place.name), (in_region, catalogue.regions[place.region])):
        if len(cells) >= _ENOUGH:
            reason = rationale("assumed_typical", count=str(len(cells)), where=where)
            return Assumption(cell=_mixed(cells), rationale=reason)
    reason = rationale("assumed_anywhere", count=str(len(known)))
    return Assumption(cell=_mixed([*known.values()], (low, high)), rationale=reason)


def _mixed(cells: Sequence[Cell], anywhere: tuple[float, float] | None = None) -> Typical:
    parts: list[Interval | Triangular] = []
    for cell in cells:
        if not isinstance(cell, Interval | Triangular):
            low, high = span(cell)  # type: ignore[arg-type]  # what is known is no None
            cell = Interval(low=low, high=high)
        parts.append(cell)
    if anywhere is None:
        shares = [1 / len(parts)] * len(parts)
    else:
        shares = [*(_HALF / len(parts) for _ in parts), _HALF]
        parts.append(Interval(low=anywhere[0], high=anywhere[1]))
    return Typical(parts=tuple(parts), shares=tuple(shares))
