"""Recorded freight rates by market and country: by sea, with an inland leg, or by land alone."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Any, Self

from mcda.cells import Cell
from mcda.parks.evidence import spread
from mcda.parks.markets import market_key
from mcda.parks.model import Text

UNIT = "USD per 40-ft container"


@dataclass(frozen=True, slots=True, kw_only=True)
class Region:
    """Countries whose recorded rates stand in for each other."""

    id: str
    """Of the region."""
    name: Text
    """Of the region."""
    countries: tuple[str, ...]
    """Ids."""
    readings: Mapping[str, tuple[float, tuple[str, ...]]] = field(default_factory=dict)
    """Market -> likeliest rate over the region, with the claims it rests on."""
    markets: tuple[str, ...] = ()
    """The only markets to which they stand in; all if empty."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Leg:
    """A route by land: from a landlocked country to its port, or all the way to a market."""

    start: Text
    """Names of the places between which it was measured."""
    end: Text
    """Names of the places between which it was measured."""
    km: float
    """Its length."""
    port_country: str = ""
    """Id of the country in which the port lies; empty where no sea is crossed."""
    claims: tuple[str, ...] = ()
    """Ids of the claims that state it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SeaRate:
    """The price of a 40-foot container from a country to a market's port, in US dollars."""

    low: float
    """Bounds, and the likeliest rate where there is one."""
    mode: float | None = None
    """Bounds, and the likeliest rate where there is one."""
    high: float
    """Bounds, and the likeliest rate where there is one."""
    as_of: str
    """First and last time of the readings."""
    claims: tuple[str, ...]
    """Ids of the claims it rests on."""
    region: Region | None = None
    """Set where the rates of a region's other countries stand in."""
    leg: Leg | None = None
    """The way by land that is in it."""

    @property
    def cell(self) -> Cell:
        """The rate as a number or spread."""
        return spread(self.low, self.mode, self.high)


@dataclass(frozen=True, kw_only=True)
class SeaRates:
    """Rates of freight."""

    rates: Mapping[str, Mapping[str, SeaRate]] = field(default_factory=dict)
    """Market -> country id -> rate by sea."""
    regions: tuple[Region, ...] = ()
    """The narrower before the wider."""
    legs: Mapping[str, Leg] = field(default_factory=dict)
    """Landlocked country -> the way to its port."""
    roads: Mapping[str, Mapping[str, Leg]] = field(default_factory=dict)
    """Market -> country id -> the way by land alone."""
    per_km: SeaRate | None = None
    """What a kilometre by land costs a container."""

    def rate(self, market: str, country: str) -> SeaRate | None:
        """Return the rate from a country to a market, or ``None`` if there is no data.

        A landlocked country pays the rate of its port's country and the way there, so never less
        than the coast. A country without its own rate gets the span of rates in the first of its
        regions that has any rate to that market and stands in there. The likeliest value is the
        region's own reading, else that of the only recorded country, else none.
        """
        market = market_key(market)
        road, leg = self.roads.get(market, {}).get(country), self.legs.get(country)
        if road is not None and self.per_km is not None:
            return _by_land(road, self.per_km)
        coast = self._by_sea(market, country if leg is None else leg.port_country)
        return self._with_way(coast, leg)

    def highest(self, country: str) -> SeaRate | None:
        """Return what bounds a rate that is not on record, ``None`` without any rate at all.

        The highest of any country to any market by sea, alike for all, and of a landlocked country
        the way to its port.
        """
        known = (rate for row in self.rates.values() for rate in row.values())
        highest = max(known, key=lambda rate: rate.high, default=None)
        return self._with_way(highest, self.legs.get(country))

    @cached_property
    def top(self) -> float:
        """The highest that bounds the rate of any country, 0 without any rate."""
        tops = (self.highest(country) for country in ("", *self.legs))
        return max((rate.high for rate in tops if rate is not None), default=0.0)

    def _with_way(self, coast: SeaRate | None, leg: Leg | None) -> SeaRate | None:
        """Return a rate by sea with the way to the port, ``None`` where either is not known."""
        if leg is None or coast is None:
            return coast
        if self.per_km is None:
            return None
        way = _by_land(leg, self.per_km)
        modes = (coast.mode, way.mode)
        return replace(
            coast,
            low=coast.low + way.low,
            mode=None if modes[0] is None or modes[1] is None else modes[0] + modes[1],
            high=coast.high + way.high,
            as_of=", ".join(dict.fromkeys((coast.as_of, way.as_of))),
            claims=tuple(dict.fromkeys((*coast.claims, *way.claims))),
            leg=way.leg,
        )

    def _by_sea(self, market: str, country: str) -> SeaRate | None:
        row = self.rates.get(market, {})
        if country in row:
            return row[country]
        for region in self.regions:
            inside = [row[other] for other in region.countries if other in row]
            if country in region.countries and inside and market in (region.markets or (market,)):
                return _proxy(region, market, inside)
        return None

    @classmethod
    def from_mapping(cls, document: Mapping[str, Any]) -> Self:
        """Read ``data/freight.toml``: regions, rates by market and country, and ways by land."""
        per_km = document.get("per_km")
        return cls(
            rates={
                market_key(market): {country: _rate(entry) for country, entry in row.items()}
                for market, row in document["rates"].items()
            },
            regions=tuple(
                Region(
                    id=key,
                    name=entry["name"],
                    countries=tuple(entry["countries"]),
                    readings={
                        market_key(market): (float(item["mode"]), tuple(item["claims"]))
                        for market, item in entry.get("readings", {}).items()
                    },
                    markets=tuple(map(market_key, entry.get("markets", ()))),
                )
                for key, entry in document["regions"].items()
            ),
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
    low, high, claims = leg.km * per_km.low, leg.km * per_km.high, (*leg.claims, *per_km.claims)
    return replace(per_km, low=low, mode=mode, high=high, claims=claims, leg=leg)


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
