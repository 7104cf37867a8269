"""What may be named in a request about parks, as plain data: each with its names."""

import hashlib
from collections import Counter
from collections.abc import Iterable
from dataclasses import asdict
from typing import Any

from api.list_page import listing
from api.parks.vocabulary import MARKETS, Vocabulary
from mcda.parks import Catalogue
from mcda.parks.places import provinces
from mcda.parks.scenario import HOST, market_key

Plain = dict[str, Any]


def list_countries(catalogue: Catalogue) -> Plain:
    """Return the countries, and how many parks each hosts."""
    hosted = Counter(park.country for park in catalogue.parks.values())
    return listing(
        {**asdict(country), "parks": hosted[country.id]} for country in catalogue.countries.values()
    )


def list_scenarios(catalogue: Catalogue) -> Plain:
    """Return the tariff scenarios; one with parts leaves open which of them holds."""
    default = catalogue.default_scenario.id
    return listing(
        {
            "id": one.id,
            "name": one.name,
            "description": one.description,
            "as_of": one.as_of,
            "default": one.id == default,
            "parts": [part.id for part in one.parts],
            "markets": list(one.markets),
        }
        for one in catalogue.scenarios.values()
    )


def list_sectors(catalogue: Catalogue) -> Plain:
    """Return the sectors by their ids, each with its chapters and the parks that name it."""
    named = Counter(sector for park in catalogue.parks.values() for sector in park.sectors)
    chapters = catalogue.schedule.chapters
    return listing(
        {
            "id": code,
            "name": name,
            "hs_chapters": list(chapters.get(code, ())),
            "parks": named[code],
        }
        for code, name in sorted(Vocabulary.of(catalogue).sectors.items())
    )


def list_markets(catalogue: Catalogue) -> Plain:
    """Return the markets, and whether the default scenario knows duties of each."""
    known = set(catalogue.default_scenario.markets)
    return listing(
        {
            "id": market,
            "name": name,
            "duties_known": market == HOST or market_key(market) in known,
        }
        for market, name in MARKETS.items()
    )


def list_sources(catalogue: Catalogue) -> Plain:
    """Return the sources by id, each with how many claims come from it, and what was taken."""
    taken: dict[str, list[str]] = {}
    for claim in sorted(catalogue.claims.values(), key=lambda claim: claim.id):
        taken.setdefault(claim.source.id, []).append(claim.quote)
    return listing(
        {
            **asdict(source),
            "claims": len(taken.get(source.id, ())),
            "digest": _digest(taken.get(source.id, ())),
        }
        for source in catalogue.sources.values()
    )


def _digest(quotes: Iterable[str]) -> str:
    """Return the SHA-256 of quotations, each on lines of its own."""
    return hashlib.sha256("\n\n".join(quotes).encode()).hexdigest()


def list_provinces() -> Plain:
    """Return the provinces in which an enterprise may be at home."""
    return listing({"id": name, "name": {"en": name, "zh": zh}} for name, zh in provinces())
