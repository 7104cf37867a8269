"""Recorded rates of sea freight by market and country; a region's stand in where it has none."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Self

from mcda.cells import Cell
from mcda.parks.evidence import spread
from mcda.parks.model import Text
from mcda.parks.scenario import market_key

UNIT = "USD per 40-ft container"


@dataclass(frozen=True, slots=True, kw_only=True)
class Region:
    """Countries whose recorded rates stand in for each other.

    Parameters
    ----------
    id, name
        Of the region.
    countries
        Ids.
    readings
        Market -> likeliest rate over the region, with the claims it rests on.
    """

    id: str
    name: Text
    countries: tuple[str, ...]
    readings: Mapping[str, tuple[float, tuple[str, ...]]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class SeaRate:
    """What a 40-foot container pays from a country's port to a market's, in US dollars.

    Parameters
    ----------
    low, mode, high
        Bounds, and the likeliest rate where there is one.
    as_of
        First and last time of the readings.
    claims
        Ids of the claims it rests on.
    region
        Set where the rates of a region's other countries stand in.
    """

    low: float
    mode: float | None
    high: float
    as_of: str
    claims: tuple[str, ...]
    region: Region | None = None

    @property
    def cell(self) -> Cell:
        """The rate as a number or spread."""
        return spread(self.low, self.mode, self.high)


@dataclass(frozen=True, slots=True, kw_only=True)
class SeaRates:
    """Rates of sea freight.

    Parameters
    ----------
    rates
        Market -> country id -> rate.
    regions
        The narrower before the wider.
    """

    rates: Mapping[str, Mapping[str, SeaRate]] = field(default_factory=dict)
    regions: tuple[Region, ...] = ()

    def rate(self, market: str, country: str) -> SeaRate | None:
        """Return the rate from a country to a market, or ``None`` where none can be told.

        Without a rate of its own a country takes that of the first region it lies in of which
        some country has one: from the lowest to the highest of these. The likeliest is the
        region's own reading, else that of the only country recorded, else none.
        """
        market = market_key(market)
        row = self.rates.get(market, {})
        if country in row:
            return row[country]
        for region in self.regions:
            inside = [row[other] for other in region.countries if other in row]
            if country in region.countries and inside:
                return _proxy(region, market, inside)
        return None

    @property
    def top(self) -> float:
        """The highest rate recorded for any country to any market, 0 without any."""
        return max((rate.high for row in self.rates.values() for rate in row.values()), default=0.0)

    def highest(self, country: str) -> SeaRate | None:
        """Return the rate with the highest upper bound over all markets, ``None`` without any."""
        found = [rate for market in self.rates if (rate := self.rate(market, country))]
        return max(found, key=lambda rate: rate.high, default=None)

    @classmethod
    def from_mapping(cls, document: Mapping[str, Any]) -> Self:
        """Read ``data/freight.toml``: ``{"regions": ..., "rates": {market: {country: ...}}}``."""
        return cls(
            rates={
                market_key(market): {
                    country: SeaRate(**{**entry, "claims": tuple(entry["claims"])})
                    for country, entry in row.items()
                }
                for market, row in document["rates"].items()
            },
            regions=tuple(_region(key, entry) for key, entry in document["regions"].items()),
        )


def _region(key: str, entry: Mapping[str, Any]) -> Region:
    readings = {
        market_key(market): (float(item["mode"]), tuple(item["claims"]))
        for market, item in entry.get("readings", {}).items()
    }
    return Region(
        id=key, name=entry["name"], countries=tuple(entry["countries"]), readings=readings
    )


def _proxy(region: Region, market: str, inside: list[SeaRate]) -> SeaRate:
    mode, claims = region.readings.get(market, (None, ()))
    if mode is None and len(inside) == 1:
        mode = inside[0].mode
    every = [*claims, *(claim for rate in inside for claim in rate.claims)]
    return SeaRate(
        low=min(rate.low for rate in inside),
        mode=mode,
        high=max(rate.high for rate in inside),
        as_of=", ".join(dict.fromkeys(rate.as_of for rate in inside)),
        claims=tuple(dict.fromkeys(every)),
        region=region,
    )
