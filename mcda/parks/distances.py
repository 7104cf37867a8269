"""How far it is from a country to the markets, by sea and by road."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from mcda.parks.data_files import rows


@dataclass(frozen=True, slots=True, kw_only=True)
class Distance:
    """The way from a country to a market, in kilometres.

    Examples
    --------
    >>> ways = {way.market: way for way in distances("vietnam")}
    >>> ways["EU"].market_port, ways["EU"].sea_km < ways["EU"].sea_km_around_africa
    ('Rotterdam', True)
    """

    market: str
    """Id of the market."""
    port: str
    """Where goods of the country are shipped; the port of a neighbour where it has no coast."""
    market_port: str
    """Where they arrive."""
    land_km: float
    """From the capital of a country without a coast to its port; 0 of others."""
    sea_km: float
    """The shortest way of ships."""
    sea_km_around_africa: float
    """The shortest with the Suez Canal and the Red Sea shut."""
    road_km: float | None
    """By road all the way, where that makes sense; else None."""


def distances(country: str) -> tuple[Distance, ...]:
    """Return the ways from a country to each market, none of a country that is not known.

    Computed once with `docs.tools.distances`, which says how.
    """
    return tuple(_distances().get(country, ()))


@cache
def _distances() -> Mapping[str, list[Distance]]:
    by_country: dict[str, list[Distance]] = {}
    for row in rows("distances.csv"):
        way = Distance(
            market=row["market"],
            port=row["port"],
            market_port=row["market_port"],
            land_km=float(row["land_km"]),
            sea_km=float(row["sea_km"]),
            sea_km_around_africa=float(row["sea_km_around_africa"]),
            road_km=float(row["road_km"]) if row["road_km"] else None,
        )
        by_country.setdefault(row["country"], []).append(way)
    return by_country
