r"""Where firms like this one went: a forecast from what firms chose before, which is no advice.

One conditional logit over all parks of the catalogue: park i is chosen with the probability
:math:`\exp(\beta \cdot x_i) / \sum_k \exp(\beta \cdot x_k)`, a country with that of all its
parks. ``forecast.toml`` holds the coefficients, fitted to plants that were really built, and how
often they were right; ``docs/studies.md`` says how. Whose plant is to be foretold must first be
left out of the catalogue, see `mcda.parks.as_of`.

References
----------
McFadden, D. (1974). Conditional logit analysis of qualitative choice behavior. In P. Zarembka
(ed.), Frontiers in Econometrics, Academic Press, 105-142.
"""

import math
import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Annotated, Any, NamedTuple

import numpy as np

from mcda.arguments import checked
from mcda.cells import FloatArray
from mcda.parks.catalogue import Catalogue
from mcda.parks.country_facts import country_facts
from mcda.parks.criteria.hometown_ties import tie_of
from mcda.parks.criteria.industry_fit import industry_fit
from mcda.parks.distances import distances
from mcda.parks.enterprise import Enterprise
from mcda.parks.model import FirmInside, Text
from mcda.parks.places import Hometown
from mcda.parks.sectors import sector_groups, sectors, words_of
from mcda.plain import SAID, Share
from mcda.texts.tables import table

TERMS = (
    *("tie", "spoken", "confirmed", "industry", "sector_firms"),
    *("us_mexico", "eu_near", "host_far", "china_near", "manufacturing", "collected"),
)
"""Of a park: the tie with the home; ln(1 + claims that speak of the sector); confirmed by China's
Ministry of Commerce; how far its industries are the firm's. Of its country: ln(1 + Chinese firms of
the sector there); share of sales to the US, in Mexico; share to the EU times nearness to it; share
sold where the plant stands times the distance from China; nearness to China; ln of value added in
manufacturing; ln of its parks in the catalogue, which corrects for how many were collected."""


_TOLD = 5
_CHINESE = ("CN", "HK", "")
"""Homes of firms that are counted: of China, or not told in a source on Chinese firms."""


@dataclass(frozen=True, slots=True, kw_only=True)
class LikelyPark:
    """The likeliest park of a country."""

    alternative: str
    """Its id."""
    country: str
    """Id of its country."""
    chance: Share
    """That a firm like this one chooses it."""
    name: Text
    """Of the park, by language."""
    host: Text
    """Name of the country."""


@dataclass(frozen=True, slots=True, kw_only=True)
class LikelyCountry:
    """A country, with all its parks."""

    country: str
    """Its id."""
    name: Text
    """By language."""
    chance: Share
    """That a firm like this one chooses it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class HitRate:
    """How often the forecast was right for plants that it did not know."""

    plants: int
    """Number of plants."""
    countries: Share
    """Share of them whose country was among the five."""
    parks: Share
    """Share of those in a known park whose park was among the five."""
    countries_known: Share
    """The same with the plant itself on record: the difference is memory."""
    parks_known: Share
    """The same with the plant itself on record: the difference is memory."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Peer:
    """A real case: a firm of the same trade, and where it went."""

    company: Text
    """Its name, by language."""
    home: Annotated[Text | None, SAID]
    """Province and city in China; None where no source tells them."""
    sector: str
    """Id of its sector."""
    year: int | None
    """In which it came or committed itself."""
    country: str
    """Id of the host."""
    host: Text
    """Its name, by language."""
    alternative: str | None
    """Id of the park, where it is known."""
    claim: str
    """Id of the claim that says so."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Forecast:
    """Where firms like this one went.

    Examples
    --------
    >>> from mcda.parks import Enterprise, forecast, load_catalogue
    >>> maker = Enterprise(home="Zhejiang", sectors=["auto_parts"], markets={"US": 1})
    >>> found = forecast(load_catalogue(), maker)
    >>> found.countries[0].country, found.parks[0].alternative
    ('mexico', 'hofusan')
    """

    parks: tuple[LikelyPark, ...]
    """The likeliest of each of five countries, the likeliest first."""
    countries: tuple[LikelyCountry, ...]
    """The likeliest five, the likeliest first."""
    hit_rate: HitRate
    """Of forecasts like this one."""
    peers: tuple[Peer, ...]
    """At most five real cases, the most alike first."""


@checked
def forecast(catalogue: Catalogue, enterprise: Enterprise) -> Forecast | None:
    """Return where firms like this one went; None of one that says neither trade nor home.

    See the module for the formula. Countries whose output or distances are not on record are left
    out, and None is returned where all are. It says where firms went, not where they did well, and
    a park of which little is known is found less often than it deserves.

    Examples
    --------
    >>> from mcda.parks import Enterprise, load_catalogue
    >>> maker = Enterprise(sectors=["batteries"], markets={"EU": 1})
    >>> forecast(load_catalogue(), maker).countries[0].country
    'hungary'
    """
    places = _places(catalogue)
    parks = [park for park in catalogue.parks.values() if park.country in places]
    if not parks or not (enterprise.sectors or enterprise.place):
        return None
    fitted = table("mcda.parks", "data", "forecast.toml")
    scores = terms(catalogue, enterprise) @ [fitted["terms"][name][0] for name in TERMS]
    chances = np.exp(scores - scores.max())
    chances /= chances.sum()
    names = {key: country.name for key, country in catalogue.countries.items()}
    best: dict[str, LikelyPark] = {}
    by_country: dict[str, float] = {}
    for i in np.argsort(-chances, kind="stable").tolist():
        park, chance = parks[i], float(chances[i])
        by_country[park.country] = by_country.get(park.country, 0.0) + chance
        likely = LikelyPark(
            alternative=park.id,
            country=park.country,
            chance=chance,
            name=park.name,
            host=names[park.country],
        )
        best.setdefault(park.country, likely)
    countries = sorted(by_country.items(), key=lambda item: -item[1])[:_TOLD]
    return Forecast(
        parks=tuple(best.values())[:_TOLD],
        countries=tuple(
            LikelyCountry(country=key, name=names[key], chance=share) for key, share in countries
        ),
        hit_rate=HitRate(**fitted["hit_rate"]),
        peers=_peers(catalogue, enterprise, dict(countries)),
    )


def _peers(
    catalogue: Catalogue, enterprise: Enterprise, likely: Mapping[str, float]
) -> tuple[Peer, ...]:
    """Return firms of the same trade, and from home before others; a firm once."""
    families = [{*family.sectors} for family in sector_groups()]
    chosen = {*enterprise.sectors}
    near = {code for family in families if family & chosen for code in family}
    home = enterprise.place

    def likeness(firm: FirmInside) -> tuple[float, ...]:
        from_home = home is not None and firm.province == home.province
        trade = 2 * (firm.sector in chosen) + (firm.sector in near)
        return trade + from_home, likely.get(firm.country, 0.0), firm.year or 0

    alike = [
        firm
        for firm in catalogue.tenants
        if firm.home in _CHINESE and likeness(firm)[0] >= min(2, 1 + len(chosen))
    ]
    by_name = {firm.company["en"]: firm for firm in sorted(alike, key=likeness)}
    return tuple(
        Peer(
            company=firm.company,
            home=Hometown(province=firm.province, city=firm.city).name if firm.province else None,
            sector=firm.sector,
            year=firm.year,
            country=firm.country,
            host=catalogue.countries[firm.country].name,
            alternative=firm.park,
            claim=firm.claim,
        )
        for firm in sorted(by_name.values(), key=likeness, reverse=True)[:_TOLD]
    )


def terms(catalogue: Catalogue, enterprise: Enterprise) -> FloatArray:
    """Return the terms of parks, ``(parks, terms)``, in the catalogue's order; see `forecast`."""
    chosen, places = enterprise.sectors, _places(catalogue)
    us, eu, host = (enterprise.markets.get(market, 0.0) for market in ("US", "EU", "host"))
    spoken, by_country = _spoken(catalogue, chosen), {}
    for country, place in places.items():
        firms = [firm.sector for firm in catalogue.firms_in(country) if firm.home in _CHINESE]
        count = sum(firms.count(sector) for sector in chosen)
        by_country[country] = (
            *(math.log1p(count), us * place.is_mexico, -eu * place.eu),
            *(host * place.china, -place.china, place.manufacturing, place.parks),
        )
    rows = []
    for park in (park for park in catalogue.parks.values() if park.country in places):
        tie = tie_of(enterprise, park, catalogue).cell
        inside = catalogue.firms_in(park.id)
        fit = industry_fit(chosen, park, inside, park.name).cell if chosen else None
        own = [_value(tie), math.log1p(spoken[park.id]), float(bool(park.confirmed_by_mofcom))]
        rows.append([*own, _value(fit), *by_country[park.country]])
    return np.array(rows)


class _Place(NamedTuple):
    """What of a country does not depend on the firm: logarithms, distances of thousand km."""

    is_mexico: bool
    china: float
    eu: float
    manufacturing: float
    parks: float


def _places(catalogue: Catalogue) -> dict[str, _Place]:
    """Return what is known of the countries of its parks, without those of which some is not."""
    if "places" in catalogue.made:
        return catalogue.made["places"]
    places = {}
    for country, parks in Counter(park.country for park in catalogue.parks.values()).items():
        facts = {fact.id: fact.value for fact in country_facts(catalogue, country, date.max)}
        china, eu = (_kilometres(country, market) for market in ("CN", "EU"))
        output = facts.get("gdp", 0.0) * facts.get("manufacturing_share", 0.0) / 100
        if not (output and china and eu):
            continue
        places[country] = _Place(
            is_mexico="MX" in catalogue.countries[country].codes,
            china=math.log(china / 1000),
            eu=math.log(eu / 1000),
            manufacturing=math.log(output),
            parks=math.log(parks),
        )
    return catalogue.made.setdefault("places", places)


def _kilometres(country: str, market: str) -> float:
    """Return the shortest way, by sea or by road; 0 where none is on record."""
    ways = [way for way in distances(country) if way.market == market]
    ends = (end for way in ways for end in (way.land_km + way.sea_km, way.road_km))
    return min(filter(None, ends), default=0.0)


def _value(cell: Any) -> float:
    """Return the likeliest value of a cell, 0 where nothing is known."""
    return float(getattr(cell, "headline", cell) or 0)


def _spoken(catalogue: Catalogue, chosen: Sequence[str]) -> Counter[str]:
    """Return how many claims about each park speak of one of the sectors."""
    speaking = set().union(*(_speaking(catalogue, code) for code in chosen if code in sectors()))
    return Counter(catalogue.claims[claim].subject for claim in speaking)


def _speaking(catalogue: Catalogue, sector: str) -> frozenset[str]:
    """Return the ids of the claims about parks that speak of a known sector, looked up once."""
    key = ("speaking", sector)
    if key in catalogue.made:
        return catalogue.made[key]
    named = words_of(sector)
    words = {*sectors()[sector].values(), *named["en"], *named["zh"]}
    parts = sorted(re.escape(word.casefold()) for word in words)
    pattern = re.compile("|".join(rf"\b{part}" if part.isascii() else part for part in parts))
    speaking = frozenset(
        claim.id
        for park in catalogue.parks
        for claim in catalogue.claims_about(park)
        if pattern.search(" ".join((claim.quote, *claim.translations.values())).casefold())
    )
    return catalogue.made.setdefault(key, speaking)
