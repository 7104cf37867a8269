"""The values that requests about parks may name, as plain data with their names."""

import hashlib
from collections import Counter

from api.http.list_page import listing
from api.parks.vocabulary import MARKETS, Vocabulary
from mcda.parks import Catalogue
from mcda.parks.duties.coverage import coverage
from mcda.parks.markets import HOST
from mcda.parks.places import provinces
from mcda.parks.sectors import words_of
from mcda.plain import Plain, plain
from mcda.texts import Note


def list_countries(catalogue: Catalogue) -> Plain:
    """Return the countries, each with its number of parks."""
    hosted = Counter(park.country for park in catalogue.parks.values())
    return listing(
        {**plain(country), "parks": hosted[country.id]} for country in catalogue.countries.values()
    )


def list_scenarios(catalogue: Catalogue) -> Plain:
    """Return the tariff scenarios; one with parts leaves open which of its parts holds."""
    default = catalogue.default_scenario.id
    return listing(
        {
            "id": scenario.id,
            "name": Note.of(scenario.name),
            "description": Note.of(scenario.description),
            "as_of": scenario.as_of,
            "default": scenario.id == default,
            "parts": [part.id for part in scenario.parts],
            "markets": list(scenario.markets),
        }
        for scenario in catalogue.scenarios.values()
    )


def list_sectors(catalogue: Catalogue) -> Plain:
    """Return the sectors by their ids, each with its chapters and the parks that name it."""
    counts = Counter(sector for park in catalogue.parks.values() for sector in park.sectors)
    goods = catalogue.schedule.codes
    return listing(
        {
            "id": code,
            "name": Note.of(name),
            "goods": list(goods.get(code, ())),
            "words": plain(words_of(code)),
            "parks": counts[code],
            "plant": plain(catalogue.plants.get(code)),
        }
        for code, name in sorted(Vocabulary.of(catalogue).sectors.items())
    )


def list_markets(catalogue: Catalogue) -> Plain:
    """Return the markets, each with what is on record of its duties."""
    schedule, day = catalogue.schedule, catalogue.default_scenario.as_of
    known = {market: coverage(schedule, market, day) for market in schedule.markets}
    return listing(
        {
            "id": market,
            "name": Note.of(name),
            "duties_known": market == HOST or bool({*known.get(market, {}).values()} - {"unknown"}),
            "coverage": known.get(market, {}),
        }
        for market, name in MARKETS.items()
    )


def list_sources(catalogue: Catalogue) -> Plain:
    """Return the sources by id, each with its number of claims and a digest of its quotes."""
    quotes: dict[str, list[str]] = {}
    for claim in sorted(catalogue.claims.values(), key=lambda claim: claim.id):
        quotes.setdefault(claim.source.id, []).append(claim.quote)
    return listing(
        {
            **plain(source),
            "claims": len(quotes.get(source.id, ())),
            "digest": hashlib.sha256("\n\n".join(quotes.get(source.id, ())).encode()).hexdigest(),
        }
        for source in catalogue.sources.values()
    )


def list_provinces(catalogue: Catalogue) -> Plain:
    """Return the provinces that an enterprise may name as its home, with what plants cost there."""
    return listing(
        {
            "id": name,
            "name": Note.of({"en": name, "zh": zh}),
            "costs": plain(catalogue.homes.get(name)),
        }
        for name, zh in provinces()
    )
