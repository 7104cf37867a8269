"""The catalogue of this package: reads its data files into records."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from types import MappingProxyType
from typing import Any, cast

from mcda.parks.catalogue import Catalogue
from mcda.parks.catalogues.registry import CATALOGUES, SHIPPED, CatalogueSource
from mcda.parks.contradiction import curated_lists
from mcda.parks.data_files import digest, document, documents, rows, tables
from mcda.parks.duties import Layer, Schedule
from mcda.parks.model import (
    Basis,
    Claim,
    ClaimKind,
    Comparator,
    Converted,
    Coordinates,
    Country,
    CriteriaGroup,
    CriterionInfo,
    CriterionScale,
    Edition,
    ExchangeRate,
    Indicator,
    Ladder,
    Level,
    Need,
    Ownership,
    Park,
    PresentCost,
    Rating,
    Source,
    Tenure,
    Tie,
)
from mcda.parks.present_cost import comparable
from mcda.parks.scenario import OnDay, OpenScenario, Scenario
from mcda.parks.sea_rates import SeaRates
from mcda.scale import logarithmic
from mcda.texts import LANGUAGES

Document = Mapping[str, Any]


@CATALOGUES.register
class ShippedCatalogue(CatalogueSource):
    """The catalogue of this package."""

    id = SHIPPED

    def read(self) -> Catalogue:
        """Return what the data files hold."""
        known = sources()
        layers, told = schedule(), documents("parks")
        infos, more = criteria(), further()
        return Catalogue(
            criteria=infos,
            parks=MappingProxyType(parks(told)),
            countries=MappingProxyType(countries()),
            comparators=MappingProxyType(comparators()),
            ladders=MappingProxyType(ladders()),
            needs=MappingProxyType(needs()),
            ratings=MappingProxyType(ratings(told, (*infos, *more))),
            scenarios=MappingProxyType(scenarios(layers)),
            claims=MappingProxyType(claims(known)),
            sources=MappingProxyType(known),
            rates=rates(),
            further=more,
            groups=groups(),
            freight=freight(),
            schedule=layers,
            curated=curated_lists(),
            regions=MappingProxyType(document("regions.toml")),
            edition=Edition(**document("edition.toml"), digest=digest()),
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
            read=row["read"],
            basis=cast("Basis", row["basis"]),
        )
        for row in rows("sources.csv")
    }


def claims(known: Mapping[str, Source]) -> dict[str, Claim]:
    """Return the claims by id, each with its source; a file of claims is called by its subject.

    Raises
    ------
    KeyError
        A claim names a source that is not listed.
    """
    return {
        row["id"]: _claim(subject, row, known)
        for subject, table in tables("claims").items()
        for row in table
    }


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


def parks(told: Mapping[str, Document]) -> dict[str, Park]:
    """Return the parks by id, each file a park, in their stated order."""
    return {key: _park(key, entry) for key, entry in told.items()}


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


def needs() -> dict[str, Need]:
    """Return what claims must say for a rating, by name."""
    return {
        key: Need(
            id=key,
            name=entry["name"],
            pattern=entry["pattern"],
            criteria=tuple(entry.get("criteria", ())),
        )
        for key, entry in document("needs.toml").items()
    }


def ratings(
    told: Mapping[str, Document], infos: Iterable[CriterionInfo]
) -> dict[tuple[str, str], Rating]:
    """Return the ratings by park and criterion, prices as the present cost of use.

    Parameters
    ----------
    told
        The files of the parks.
    infos
        Criteria, which say what is a price.
    """
    uses = {info.id: (info.use, info.scale) for info in infos}
    found = {}
    for park, stated in told.items():
        for criterion, entry in stated.get("ratings", {}).items():
            rating = _rating(park, criterion, entry)
            use, scale = uses.get(criterion, (None, None))
            if use is not None and scale is not None:
                rating = comparable(rating, use, int(scale.as_of[:4]))
            found[park, criterion] = rating
    return found


def schedule() -> Schedule:
    """Return the layers of duties and the chapters of the sectors."""
    origin = document("origin.toml")
    return Schedule(
        layers={row["id"]: Layer.from_row(row) for row in rows("duties.csv")},
        chapters={
            name: tuple(entry["chapters"]) for name, entry in document("chapters.toml").items()
        },
        strictest=origin["strictest"],
        lenient=origin["lenient"],
        claims=tuple(origin["claims"]),
    )


def scenarios(layers: Schedule) -> dict[str, Scenario]:
    """Return the scenarios by id; the first is the default.

    Parameters
    ----------
    layers
        Whose duties they choose among.
    """
    found: dict[str, Scenario] = {}
    entries = document("scenarios.toml")
    for key, entry in entries.items():
        if "of" not in entry:
            assumes = frozenset(entry.get("assumes", ()))
            found[key] = OnDay(id=key, schedule=layers, **{**entry, "assumes": assumes})
    for key, entry in entries.items():
        if "of" in entry:
            of = tuple(found[name] for name in entry["of"])
            found[key] = OpenScenario(id=key, **{**entry, "of": of})
    return {key: found[key] for key in entries}


def freight() -> SeaRates:
    """Return the rates of sea freight."""
    return SeaRates.from_mapping(document("freight.toml"))


def _scale(entry: dict[str, Any]) -> dict[str, Any]:
    """Take out what a criterion can be and the scale on which it counts."""
    if "use" in entry:
        entry["use"] = PresentCost(**entry["use"])
    stated = entry.pop("scale")
    curve = stated.pop("curve", "straight")
    scale = CriterionScale(**stated)
    if curve == "logarithmic":
        scale = replace(scale, points=logarithmic(scale.worst, scale.best))
    return {"possible": tuple(entry.pop("possible")), "scale": scale}


def _claim(subject: str, row: Mapping[str, str], known: Mapping[str, Source]) -> Claim:
    return Claim(
        id=row["id"],
        subject=subject,
        attribute=row["attribute"],
        value=row["value"],
        low=float(row["low"]) if row["low"] else None,
        high=float(row["high"]) if row["high"] else None,
        unit=row["unit"],
        as_of=row["as_of"],
        kind=cast("ClaimKind", row["kind"]),
        source=known[row["source"]],
        locator=row["locator"],
        quote=row["quote"],
        translations={language: row[language] for language in LANGUAGES if row[language]},
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
        needs=tuple(entry.get("needs", ())),
        silent=entry.get("silent", False),
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
        tenure=Tenure(**_with_claims(entry["tenure"])) if "tenure" in entry else None,
    )


def _park(key: str, entry: Document) -> Park:
    return Park(
        id=key,
        kind=entry["kind"],
        name=entry["name"],
        country=entry["country"],
        place=entry["place"],
        host_estate=entry.get("host_estate", ""),
        summary=entry["summary"],
        sectors=tuple(entry.get("sectors", ())),
        sector_claims=tuple(entry.get("sector_claims", ())),
        factory_claims=tuple(entry.get("factory_claims", ())),
        ownership=_ownership(entry["ownership"]) if "ownership" in entry else None,
        ties=tuple(Tie(**_with_claims(tie)) for tie in entry.get("ties", ())),
        coordinates=(
            Coordinates(**_with_claims(entry["coordinates"])) if "coordinates" in entry else None
        ),
        contact=entry.get("contact"),
    )


def _with_claims(entry: Document) -> dict[str, Any]:
    return {**entry, "claims": tuple(entry.get("claims", ()))}


def _ownership(entry: Document) -> Ownership:
    return Ownership(**{**_with_claims(entry), "stated_by": tuple(entry.get("stated_by", ()))})
