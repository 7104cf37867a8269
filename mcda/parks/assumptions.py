"""What stands in a cell of which nothing is known: what parks like it have, or bounds."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal, get_args

from mcda.cells import Cell, Interval, Triangular, Typical, Unknown
from mcda.errors import Fault, InvalidEnterprise
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
_DIGITS = 10


@dataclass(frozen=True, slots=True, kw_only=True)
class Assumption:
    """A cell that stands in for what is not known, and what is said of it, by language."""

    cell: Typical | Unknown
    rationale: Text


def check_unknowns(unknowns: str) -> None:
    """Refuse a way of treating unknown cells that does not exist."""
    if unknowns not in UNKNOWNS:
        fields = {"field": "unknowns", "value": str(unknowns), "allowed": UNKNOWNS}
        raise InvalidEnterprise([Fault("enterprise_unknown_choice", ("unknowns",), fields)])


def assumption(
    info: CriterionInfo,
    park: Park,
    known: Mapping[str, Cell],
    catalogue: Catalogue,
    unknowns: Unknowns = "typical",
) -> Assumption:
    """Return what stands in for the cell of a park on a criterion of which nothing is known.

    ``typical`` is one of the known cells of the park's country, else of its region, picked at
    random, where at least three are known there; else half of the draws are picked from all known
    parks and half from anywhere on the scale, all of them where no park is known. ``bounds`` is
    anywhere on the scale, ``cautious`` anywhere in the quarter at its worst end.

    Parameters
    ----------
    info
        The criterion, with its scale.
    park
        Of which nothing is known.
    known
        Cells of the parks of the whole catalogue that are known, by park id.
    catalogue
        For countries and regions.
    unknowns
        Which of the three.
    """
    low, high = info.range
    if unknowns == "cautious":
        return Assumption(cell=_worst(info), rationale=rationale("assumed_cautious"))
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
            said = rationale("assumed_typical", count=str(len(cells)), where=where)
            return Assumption(cell=_mixed(cells), rationale=said)
    said = rationale("assumed_anywhere", count=str(len(known)))
    return Assumption(cell=_mixed([*known.values()], (low, high)), rationale=said)


def _worst(info: CriterionInfo) -> Unknown:
    low, high = info.range
    width = _QUARTER * (high - low)
    if info.direction == "cost":
        return Unknown(low=high - width, high=high)
    return Unknown(low=low, high=low + width)


def _mixed(cells: Sequence[Cell], anywhere: tuple[float, float] | None = None) -> Typical:
    parts = [_part(cell) for cell in cells]
    if anywhere is None:
        shares = [1 / len(parts)] * len(parts)
    else:
        shares = [*(_HALF / len(parts) for _ in parts), _HALF]
        parts.append(Interval(low=anywhere[0], high=anywhere[1]))
    return Typical(parts=tuple(parts), shares=tuple(shares))


def _part(cell: Cell) -> Interval | Triangular:
    if isinstance(cell, Interval | Triangular):
        return cell
    low, high = span(cell)  # type: ignore[arg-type]  # what is known is no None
    return Interval(low=low, high=high)
