"""The catalogue of this package: reads its data files into records."""

from collections.abc import Mapping
from dataclasses import replace
from types import MappingProxyType
from typing import Any

from mcda.parks.catalogue import Catalogue
from mcda.parks.catalogues.registry import CATALOGUES, SHIPPED, CatalogueSource
from mcda.parks.contradiction import curated
from mcda.parks.data_files import document, documents, rows
from mcda.parks.model import (
    Claim,
    Comparator,
    Converted,
    Country,
    CriteriaGroup,
    CriterionInfo,
    CriterionScale,
    ExchangeRate,
    Indicator,
    Ladder,
    Level,
    Ownership,
    Park,
    Rating,
    Source,
    Text,
    Tie,
)
from mcda.parks.scenario import Scenario, read_rates
from mcda.parks.sea_rates import SeaRates
from mcda.scale import logarithmic

Document = Mapping[str, Any]
CLAIM_FILES = (
    "claims-dissertation.csv",
    "claims-parks.csv",
    "claims-countries.csv",
    "claims-found.csv",
)


@CATALOGUES.register
class Shipped(CatalogueSource):
    """The catalogue of this package."""

    id = SHIPPED

    def read(self) -> Catalogue:
        """Return what the data files hold."""
        known = sources()
        return Catalogue(
            criteria=criteria(),
            parks=MappingProxyType(parks()),
            countries=MappingProxyType(countries()),
            comparators=MappingProxyType(comparators()),
            ladders=MappingProxyType(ladders()),
            ratings=MappingProxyType(ratings()),
            scenarios=MappingProxyType(scenarios()),
            claims=MappingProxyType(claims(known)),
            sources=MappingProxyType(known),
            rates=rates(),
            further=further(),
            groups=groups(),
            freight=freight(),
            curated=curated(),
            regions=MappingProxyType(document("regions.toml")),
        )


def sources() -> dict[str, Source]:
    """Return the sources by id."""
    return {
        row["id"]: Source(
            id=row["id"],
            title=row["title"],
            url=row["url"],
            date=row["date"],
            weak=row["weak"] == "yes",
        )
        for row in rows("sources.csv")
    }


def claims(known: Mapping[str, Source]) -> dict[str, Claim]:
    """Return the claims by id, each with its source.

    Raises
    ------
    KeyError
        A claim names a source that is not listed.
    """
    said = translations()
    return {
        row["id"]: _claim(row, known, said.get(row["id"], {}))
        for name in CLAIM_FILES
        for row in rows(name)
    }


def translations() -> dict[str, dict[str, str]]:
    """Return our translations of quotes, by claim and language."""
    found: dict[str, dict[str, str]] = {}
    for name in CLAIM_FILES:
        for row in rows(name.replace("claims", "translations")):
            found.setdefault(row["claim"], {})[row["language"]] = row["text"]
    return found


def criteria() -> tuple[CriterionInfo, ...]:
    """Return the criteria in their order."""
    return tuple(
        CriterionInfo(id=key, **_scale(entry), **entry)
        for key, entry in document("criteria.toml").items()
    )


def further() -> tuple[CriterionInfo, ...]:
    """Return the optional criteria in their order."""
    return tuple(
        CriterionInfo(
            id=key,
            direction=entry["direction"],
            unit=entry["unit"],
            **_scale(entry),
            name=entry["name"],
            description=entry["description"],
            measures=entry["measures"],
            limits=entry["limits"],
            overlaps=tuple(entry["overlaps"]),
            indicator=Indicator(**entry["indicator"]) if "indicator" in entry else None,
        )
        for key, entry in document("criteria-further.toml").items()
    )


def groups() -> tuple[CriteriaGroup, ...]:
    """Return the branches of the criteria tree."""
    return tuple(
        CriteriaGroup(
            id=key, name=entry["name"], criteria=tuple(entry["criteria"]), note=entry["note"]
        )
        for key, entry in document("criteria-groups.toml").items()
    )


def countries() -> dict[str, Country]:
    """Return the countries by id."""
    return {
        key: Country(id=key, **{**entry, "codes": tuple(entry["codes"])})
        for key, entry in document("countries.toml").items()
    }


def comparators() -> dict[str, Comparator]:
    """Return the estates, regions and markets that only claims speak of."""
    return {key: Comparator(id=key, **entry) for key, entry in document("comparators.toml").items()}


def rates() -> tuple[ExchangeRate, ...]:
    """Return the exchange rates by which figures were converted."""
    return tuple(
        ExchangeRate(
            currency=row["currency"],
            per_usd=float(row["per_usd"]),
            as_of=row["as_of"],
            claim=row["claim"],
        )
        for row in rows("rates.csv")
    )


def parks() -> dict[str, Park]:
    """Return the parks by id, each file a park, in their stated order."""
    return {key: _park(key, entry) for key, entry in documents("parks").items()}


def ladders() -> dict[str, Ladder]:
    """Return the ladders by criterion."""
    return {
        key: Ladder(
            id=key,
            name=entry["name"],
            rule=entry["rule"],
            levels=tuple(_level(level) for level in entry["levels"]),
            claims=tuple(entry["claims"]),
        )
        for key, entry in document("ladders.toml").items()
    }


def ratings() -> dict[tuple[str, str], Rating]:
    """Return the ratings by park and criterion."""
    return {
        (park, criterion): _rating(park, criterion, entry)
        for park, document in documents("parks").items()
        for criterion, entry in document.get("ratings", {}).items()
    }


def scenarios() -> dict[str, Scenario]:
    """Return the scenarios by id; the first is the default."""
    return {
        key: Scenario(
            id=key,
            as_of=entry["as_of"],
            name=entry["name"],
            description=entry["description"],
            rates=read_rates(entry["rates"]),
            claims=tuple(entry["claims"]),
        )
        for key, entry in document("scenarios.toml").items()
    }


def freight() -> SeaRates:
    """Return the rates of sea freight."""
    return SeaRates.from_mapping(document("freight.toml"))


def _scale(entry: dict[str, Any]) -> dict[str, Any]:
    """Take out what a criterion can be and the scale on which it counts."""
    stated = entry.pop("scale")
    curve = stated.pop("curve", "straight")
    scale = CriterionScale(**stated)
    if curve == "logarithmic":
        scale = replace(scale, points=logarithmic(scale.worst, scale.best))
    return {"possible": tuple(entry.pop("possible")), "scale": scale}


def _claim(row: Mapping[str, str], known: Mapping[str, Source], said: Text) -> Claim:
    return Claim(
        id=row["id"],
        subject=row["subject"],
        attribute=row["attribute"],
        value=row["value"],
        low=float(row["low"]) if row["low"] else None,
        high=float(row["high"]) if row["high"] else None,
        unit=row["unit"],
        as_of=row["as_of"],
        kind="measured" if row["kind"] == "measured" else "stated",
        source=known[row["source"]],
        locator=row["locator"],
        quote=row["quote"],
        translations=said,
    )


def _level(entry: Document) -> Level:
    value = entry["value"]
    return Level(
        id=entry["id"],
        low=entry.get("low", value),
        value=value,
        high=entry.get("high", value),
        name=entry["name"],
        rule=entry["rule"],
    )


def _rating(park: str, criterion: str, entry: Document) -> Rating:
    return Rating(
        park=park,
        criterion=criterion,
        kind=entry["kind"],
        low=entry["low"],
        mode=entry["mode"],
        high=entry["high"],
        level=entry.get("level", ""),
        rationale=entry["rationale"],
        claims=tuple(entry["claims"]),
        stated_by=tuple(entry.get("stated_by", ())),
        converted=tuple(Converted(**item) for item in entry.get("converted", ())),
    )


def _park(key: str, entry: Document) -> Park:
    return Park(
        id=key,
        kind=entry["kind"],
        name=entry["name"],
        country=entry["country"],
        place=entry["place"],
        host_estate=entry["host_estate"],
        summary=entry["summary"],
        sectors=tuple(entry["sectors"]),
        sector_claims=tuple(entry["sector_claims"]),
        factory_claims=tuple(entry["factory_claims"]),
        ownership=_ownership(entry["ownership"]) if "ownership" in entry else None,
        ties=tuple(
            Tie(
                kind=tie["kind"],
                province=tie["province"],
                city=tie["city"],
                claims=tuple(tie["claims"]),
            )
            for tie in entry.get("ties", ())
        ),
    )


def _ownership(entry: Document) -> Ownership:
    lists = {name: tuple(entry.get(name, ())) for name in ("claims", "stated_by")}
    return Ownership(**{**entry, **lists})
