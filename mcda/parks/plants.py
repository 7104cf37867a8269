"""What plants of a sector sell, employ and ship, and what they cost at home, as far as is known."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, fields
from typing import Any

from mcda.parks.model import Figures, Text


@dataclass(frozen=True, slots=True, kw_only=True)
class SourcedFigures(Figures):
    """Lowest, likeliest and highest of a figure, with the claims it rests on."""

    claims: tuple[str, ...]
    """Ids of the claims."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PlantFigures:
    """What plants of a sector sell, employ and ship.

    Examples
    --------
    >>> from mcda.parks import load_catalogue
    >>> plant = load_catalogue().plants["garments"]
    >>> 0 < plant.labour_share.low <= plant.labour_share.mode < 1
    True
    """

    sales_per_area: SourcedFigures | None = None
    """USD a year for each m2 of plot; None where nothing is known."""
    labour_share: SourcedFigures | None = None
    """Share of labour in the sales of a Chinese firm at home, 0..1; None where nothing is known."""
    container_value: SourcedFigures | None = None
    """Value ex works of the goods in a 40-foot container, in USD; None where nothing is known."""
    typical: tuple[str, ...] = ()
    """Those of the three that are of all industry, as the sector's own are not known."""
    reason: Text
    """How its own figures were made and where they are thin, by language."""


@dataclass(frozen=True, slots=True, kw_only=True)
class HomeCosts:
    """What a plant costs in a province of China.

    Examples
    --------
    >>> from mcda.parks import load_catalogue
    >>> sorted(load_catalogue().homes)
    ['Guangdong', 'Jiangsu', 'Zhejiang']
    """

    wage: SourcedFigures | None = None
    """Of a worker in manufacturing, USD a month; None where nothing is known."""
    land_price: SourcedFigures | None = None
    """USD/m2 for 50 years; None where nothing is known."""
    reason: Text
    """How these were made and where they are thin, by language."""


def plants(entries: Mapping[str, Mapping[str, Any]]) -> dict[str, PlantFigures]:
    """Read the figures of sectors; what a sector lacks is that of all industry."""
    of_all = entries["typical"]
    by_sector = {}
    for sector, entry in entries.items():
        told = {**of_all, **entry}
        lacking = tuple(key for key in of_all if key not in entry)
        by_sector[sector] = PlantFigures(**_sourced(told), typical=lacking, reason=told["reason"])
    return by_sector


def homes(entries: Mapping[str, Mapping[str, Any]]) -> dict[str, HomeCosts]:
    """Read what plants cost in provinces."""
    return {
        province: HomeCosts(**_sourced(entry), reason=entry["reason"])
        for province, entry in entries.items()
    }


def figures_of(item: PlantFigures | HomeCosts) -> Iterator[tuple[str, SourcedFigures]]:
    """Yield the figures that are known, by name."""
    for each in fields(item):
        value = getattr(item, each.name)
        if isinstance(value, SourcedFigures):
            yield each.name, value


def _sourced(entry: Mapping[str, Any]) -> dict[str, Any]:
    return {
        key: SourcedFigures(**{**value, "claims": tuple(value["claims"])})
        for key, value in entry.items()
        if "claims" in value
    }
