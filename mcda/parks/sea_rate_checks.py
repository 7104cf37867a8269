"""Whether the rates of sea freight fit the claims that they rest on."""

from collections.abc import Iterator

from mcda.parks.catalogue import Catalogue
from mcda.parks.model import Claim
from mcda.parks.sea_rates import UNIT, Region


def sea_rate_faults(catalogue: Catalogue) -> Iterator[tuple[str, str]]:
    """Yield place and problem for each contradiction in the rates.

    Bounds in order, countries and claims known, and no figure beyond those of its claims.
    """
    freight = catalogue.freight
    for market, row in freight.rates.items():
        for country, rate in row.items():
            where = f"freight {market}/{country}"
            if country not in catalogue.countries:
                yield where, f"unknown country {country}"
            if not 0 < rate.low <= (rate.low if rate.mode is None else rate.mode) <= rate.high:
                yield where, "not 0 < low <= mode <= high"
            for problem in _untraced(catalogue, rate.claims, (rate.low, rate.high)):
                yield where, problem
    for region in freight.regions:
        for problem in _region_faults(catalogue, region):
            yield f"freight {region.id}", problem


def _region_faults(catalogue: Catalogue, region: Region) -> Iterator[str]:
    for country in region.countries:
        if country not in catalogue.countries:
            yield f"unknown country {country}"
    if not (region.name.get("en") and region.name.get("zh")):
        yield "a text lacks a language"
    for market, (mode, claims) in region.readings.items():
        row = catalogue.freight.rates.get(market, {})
        inside = [row[country] for country in region.countries if country in row]
        if not any(rate.low <= mode for rate in inside) or not any(
            mode <= rate.high for rate in inside
        ):
            yield f"the reading for {market} lies beyond the rates of its countries"
        yield from _untraced(catalogue, claims, (mode,))


def _untraced(
    catalogue: Catalogue, claims: tuple[str, ...], figures: tuple[float, ...]
) -> Iterator[str]:
    said: list[float] = []
    for name in claims:
        if name not in catalogue.claims:
            yield f"unknown claim {name}"
        elif not catalogue.claims[name].unit.startswith(UNIT):
            yield f"claim {name} is not in {UNIT}"
        else:
            said += _figures(catalogue.claims[name])
    for figure in figures:
        if not said or not min(said) <= figure <= max(said):
            yield f"{figure:g} lies beyond the figures of its claims"


def _figures(claim: Claim) -> Iterator[float]:
    yield from (end for end in (claim.low, claim.high) if end is not None)
    try:
        yield float(claim.value)
    except ValueError:
        return
