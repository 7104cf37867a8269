"""Recorded rates of freight by market and country: by sea, with an inland leg, or by land alone."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
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
class Leg:
    """A way by land: from a landlocked country to the port it uses, or all the way to a market.

    Parameters
    ----------
    start, end
        Names of the places between which it was measured.
    km
        Its length.
    port_country
        Id of the country in which the port lies; empty where no sea is crossed.
    claims
        Ids of the claims that state it.
    """

    start: Text
    end: Text
    km: float
    port_country: str = ""
    claims: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class SeaRate:
    """What a 40-foot container pays from a country to a market's port, in US dollars.

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
    leg
        The way by land that is in it.
    """

    low: float
    mode: float | None
    high: float
    as_of: str
    claims: tuple[str, ...]
    region: Region | None = None
    leg: Leg | None = None

    @property
    def cell(self) -> Cell:
        """The rate as a number or spread."""
        return spread(self.low, self.mode, self.high)


@dataclass(frozen=True, kw_only=True)
class SeaRates:
    """Rates of freight.

    Parameters
    ----------
    rates
        Market -> country id -> rate by sea.
    regions
        The narrower before the wider.
    legs
        Landlocked country -> the way to its port.
    roads
        Market -> country id -> the way by land alone.
    per_km
        What a kilometre by land costs a container.
    """

    rates: Mapping[str, Mapping[str, SeaRate]] = field(default_factory=dict)
    regions: tuple[Region, ...] = ()
    legs: Mapping[str, Leg] = field(default_factory=dict)
    roads: Mapping[str, Mapping[str, Leg]] = field(default_factory=dict)
    per_km: SeaRate | None = None

    def rate(self, market: str, country: str) -> SeaRate | None:
        """Return the rate from a country to a market, or ``None`` where none can be told.

        A landlocked country pays the rate of its port's country and the way there, so never less
        than the coast. Without a rate of its own a country takes that of the first region it lies
        in of which some country has one: from the lowest to the highest of these. The likeliest is
        the region's own reading, else that of the only country recorded, else none.
        """
        market = market_key(market)
        road, leg = self.roads.get(market, {}).get(country), self.legs.get(country)
        if road is not None and self.per_km is not None:
            return _by_land(road, self.per_km)
        if leg is None:
            return self._by_sea(market, country)
        coast = self._by_sea(market, leg.port_country)
        if coast is None or self.per_km is None:
            return None
        return _together(coast, _by_land(leg, self.per_km))

    def _by_sea(self, market: str, country: str) -> SeaRate | None:
        row = self.rates.get(market, {})
        if country in row:
            return row[country]
        for region in self.regions:
            inside = [row[other] for other in region.countries if other in row]
            if country in region.countries and inside:
                return _proxy(region, market, inside)
        return None

    @cached_property
    def top(self) -> float:
        """The highest rate for any country to any market, 0 without any."""
        named = {country for region in self.regions for country in region.countries}
        named |= {
            *self.legs,
            *(c for row in (*self.rates.values(), *self.roads.values()) for c in row),
        }
        tops = (self.highest(country) for country in named)
        return max((rate.high for rate in tops if rate is not None), default=0.0)

    def highest(self, country: str) -> SeaRate | None:
        """Return the rate with the highest upper bound over all markets, ``None`` without any."""
        markets = dict.fromkeys((*self.rates, *self.roads))
        found = [rate for market in markets if (rate := self.rate(market, country))]
        return max(found, key=lambda rate: rate.high, default=None)

    @classmethod
    def from_mapping(cls, document: Mapping[str, Any]) -> Self:
        """Read ``data/freight.toml``: regions, rates by market and country, and ways by land."""
        per_km = document.get("per_km")
        return cls(
            rates={
                market_key(market): {country: _rate(entry) for country, entry in row.items()}
                for market, row in document["rates"].items()
            },
            regions=tuple(_region(key, entry) for key, entry in document["regions"].items()),
            legs={country: _leg(entry) for country, entry in document.get("legs", {}).items()},
            roads={
                market_key(market): {country: _leg(entry) for country, entry in row.items()}
                for market, row in document.get("roads", {}).items()
            },
            per_km=None if per_km is None else _rate(per_km),
        )


def _rate(entry: Mapping[str, Any]) -> SeaRate:
    return SeaRate(**{**entry, "claims": tuple(entry["claims"])})


def _leg(entry: Mapping[str, Any]) -> Leg:
    return Leg(**{**entry, "claims": tuple(entry["claims"])})


def _by_land(leg: Leg, per_km: SeaRate) -> SeaRate:
    mode = None if per_km.mode is None else leg.km * per_km.mode
    return replace(
        per_km,
        low=leg.km * per_km.low,
        mode=mode,
        high=leg.km * per_km.high,
        claims=(*leg.claims, *per_km.claims),
        leg=leg,
    )


def _together(coast: SeaRate, way: SeaRate) -> SeaRate:
    mode = None if coast.mode is None or way.mode is None else coast.mode + way.mode
    return replace(
        coast,
        low=coast.low + way.low,
        mode=mode,
        high=coast.high + way.high,
        as_of=", ".join(dict.fromkeys((coast.as_of, way.as_of))),
        claims=tuple(dict.fromkeys((*coast.claims, *way.claims))),
        leg=way.leg,
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
