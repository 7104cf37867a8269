"""The catalogue of this package: reads its data files into records."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from types import MappingProxyType
from typing import Any, Literal

from mcda.parks.catalogue import Catalogue
from mcda.parks.catalogues.registry import CATALOGUES, SHIPPED, CatalogueSource
from mcda.parks.contradiction import curated_lists
from mcda.parks.data_files import digest, document, documents, rows, tables
from mcda.parks.duties import Layer, Schedule
from mcda.parks.land_price import comparable
from mcda.parks.markets import markets
from mcda.parks.model import (
    Aid,
    Claim,
    Comparator,
    Converted,
    Coordinates,
    Country,
    CriteriaGroup,
    CriterionInfo,
    CriterionScale,
    Edition,
    ExchangeRate,
    FirmInside,
    Indicator,
    Ladder,
    Level,
    Need,
    Ownership,
    Park,
    ParkFailure,
    PresentCost,
    Rating,
    Source,
    Tenure,
    Tie,
)
from mcda.parks.plants import homes, plants
from mcda.parks.scenario import OnDay, OpenScenario, Scenario
from mcda.parks.sea_rates import SeaRates
from mcda.scale import logarithmic
from mcda.texts import LANGUAGES

Document = Mapping[str, Any]
_SIDES: tuple[Literal["china", "host"], ...] = ("china", "host")


@CATALOGUES.register
class ShippedCatalogue(CatalogueSource):
    """The catalogue of this package."""

    id = SHIPPED

    def read(self) -> Catalogue:
        """Return the catalogue in the data files."""
        source_by_id = sources()
        layers, park_documents = schedule(), documents("parks")
        infos, more = criteria(), criteria("criteria-further.toml")
        money = document("sector-money.toml")
        at_home = money.pop("home")
        return Catalogue(
            criteria=infos,
            parks=MappingProxyType(parks(park_documents)),
            countries=MappingProxyType(countries()),
            comparators=MappingProxyType(comparators()),
            ladders=MappingProxyType(ladders()),
            needs=MappingProxyType(needs()),
            ratings=MappingProxyType(ratings(park_documents, (*infos, *more))),
            scenarios=MappingProxyType(scenarios(layers)),
            claims=MappingProxyType(claims(source_by_id)),
            sources=MappingProxyType(source_by_id),
            rates=rates(),
            further=more,
            groups=groups(),
            freight=SeaRates.from_mapping(document("freight.toml")),
            schedule=layers,
            plants=MappingProxyType(plants(money)),
            homes=MappingProxyType(homes(at_home)),
            curated=curated_lists(),
            regions=MappingProxyType(document("regions.toml")),
            tenants=tuple(map(_tenant, rows("tenants.csv"))),
            edition=Edition(**document("edition.toml"), digest=digest()),
        )


def sources() -> dict[str, Source]:
    """Return the sources by id."""
    return {
        row["id"]: Source(**_fields(row, weak=row["weak"] == "yes")) for row in rows("sources.csv")
    }


def claims(known: Mapping[str, Source]) -> dict[str, Claim]:
    """Return the claims by id, each with its source; a file of claims is named after its subject.

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


def criteria(file: str = "criteria.toml") -> tuple[CriterionInfo, ...]:
    """Return the criteria of a file in their order."""
    return tuple(
        CriterionInfo(id=key, **_scale(entry), **entry) for key, entry in document(file).items()
    )


def groups() -> tuple[CriteriaGroup, ...]:
    """Return the branches of the criteria tree."""
    return tuple(
        CriteriaGroup(id=key, **_fields(entry, criteria=tuple(entry["criteria"])))
        for key, entry in document("criteria-groups.toml").items()
    )


def countries() -> dict[str, Country]:
    """Return the countries by id."""
    return {
        key: Country(id=key, **_fields(entry, codes=tuple(entry["codes"])))
        for key, entry in document("countries.toml").items()
    }


def comparators() -> dict[str, Comparator]:
    """Return the estates, regions and markets that occur only in claims."""
    return {key: Comparator(id=key, **entry) for key, entry in document("comparators.toml").items()}


def rates() -> tuple[ExchangeRate, ...]:
    """Return the exchange rates used to convert figures."""
    return tuple(
        ExchangeRate(**_fields(row, per_usd=float(row["per_usd"]))) for row in rows("rates.csv")
    )


def parks(told: Mapping[str, Document]) -> dict[str, Park]:
    """Return the parks by id, one per file, in their stated order."""
    return {key: _park(key, entry) for key, entry in told.items()}


def ladders(file: str = "ladders.toml") -> dict[str, Ladder]:
    """Return the ladders of a file, by criterion or direction."""
    return {
        key: Ladder(
            id=key,
            **_fields(
                entry, levels=tuple(map(_level, entry["levels"])), claims=tuple(entry["claims"])
            ),
        )
        for key, entry in document(file).items()
    }


def needs() -> dict[str, Need]:
    """Return the requirements for the claims of a rating, by name."""
    return {
        key: Need(id=key, **_fields(entry, criteria=tuple(entry.get("criteria", ()))))
        for key, entry in document("needs.toml").items()
    }


def ratings(
    told: Mapping[str, Document], infos: Iterable[CriterionInfo]
) -> dict[tuple[str, str], Rating]:
    """Return the ratings by park and criterion, with prices as the present cost of use."""
    uses = {info.id: (info.use, info.scale) for info in infos}
    by_cell = {}
    for park, stated in told.items():
        for criterion, entry in stated.get("ratings", {}).items():
            rating = _rating(park, criterion, entry)
            use, scale = uses.get(criterion, (None, None))
            if use is not None and scale is not None:
                rating = comparable(rating, use, int(scale.as_of[:4]))
            by_cell[park, criterion] = rating
    return by_cell


def schedule() -> Schedule:
    """Return the layers of duties and the chapters of the sectors."""
    origin, by_market = document("origin.toml"), tables("duties")
    return Schedule(
        layers={
            row["id"]: Layer.from_row(row)
            for market in markets()
            for row in by_market.get(market.lower(), ())
        },
        codes={
            name: tuple(entry.get("headings", entry["chapters"]))
            for name, entry in document("chapters.toml").items()
        },
        strictest=origin["strictest"],
        lenient=origin["lenient"],
        claims=tuple(origin["claims"]),
    )


def scenarios(layers: Schedule) -> dict[str, Scenario]:
    """Return the scenarios by id; the first is the default."""
    by_id: dict[str, Scenario] = {}
    entries = document("scenarios.toml")
    for key, entry in entries.items():
        if "of" not in entry:
            assumes = frozenset(entry.get("assumes", ()))
            by_id[key] = OnDay(id=key, schedule=layers, **_fields(entry, assumes=assumes))
    for key, entry in entries.items():
        if "of" in entry:
            of = tuple(by_id[name] for name in entry["of"])
            by_id[key] = OpenScenario(id=key, **_fields(entry, of=of))
    return {key: by_id[key] for key in entries}


def _scale(entry: dict[str, Any]) -> dict[str, Any]:
    """Remove what is more than a text from an entry, and return it as fields."""
    nested = {"use": PresentCost, "indicator": Indicator}
    parts = {name: kind(**entry.pop(name)) for name, kind in nested.items() if name in entry}
    stated = entry.pop("scale")
    curve = stated.pop("curve", "straight")
    scale = CriterionScale(**stated)
    if curve == "logarithmic":
        scale = replace(scale, points=logarithmic(scale.worst, scale.best))
    lists = {name: tuple(entry.pop(name, ())) for name in ("possible", "overlaps")}
    return {**parts, **lists, "scale": scale}


def _claim(subject: str, row: Mapping[str, str], known: Mapping[str, Source]) -> Claim:
    fields = _fields(
        row,
        *LANGUAGES,
        low=float(row["low"]) if row["low"] else None,
        high=float(row["high"]) if row["high"] else None,
        source=known[row["source"]],
        translations={language: row[language] for language in LANGUAGES if row[language]},
    )
    return Claim(subject=subject, **fields)


def _level(entry: Document) -> Level:
    ends = dict.fromkeys(("low", "high"), entry["value"])
    return Level(**{**ends, **_fields(entry, needs=tuple(entry.get("needs", ())))})


def _rating(park: str, criterion: str, entry: Document) -> Rating:
    fields = _fields(
        entry,
        *_SIDES,
        level=entry.get("level", ""),
        claims=tuple(entry["claims"]),
        stated_by=tuple(entry["stated_by"]) if "stated_by" in entry else None,
        converted=tuple(Converted(**item) for item in entry.get("converted", ())),
        tenure=Tenure(**_with_claims(entry["tenure"])) if "tenure" in entry else None,
        sides=tuple(Aid(of=of, **_with_claims(entry[of])) for of in _SIDES if of in entry),
    )
    return Rating(park=park, criterion=criterion, **fields)


def _park(key: str, entry: Document) -> Park:
    ownership = None
    if "ownership" in entry:
        owners = entry["ownership"]
        stated_by = tuple(owners.get("stated_by", ()))
        ownership = Ownership(**_fields(_with_claims(owners), stated_by=stated_by))
    lists = ("sectors", "sector_claims", "factory_claims", "regimes", "confirmed_by_mofcom")
    fields = _fields(
        entry,
        "order",
        "ratings",
        **{name: tuple(entry.get(name, ())) for name in lists},
        host_estate=entry.get("host_estate", ""),
        ownership=ownership,
        ties=tuple(Tie(**_with_claims(tie)) for tie in entry.get("ties", ())),
        coordinates=(
            Coordinates(**_with_claims(entry["coordinates"])) if "coordinates" in entry else None
        ),
        failures=tuple(
            ParkFailure(**_with_claims(failure)) for failure in entry.get("failures", ())
        ),
    )
    return Park(id=key, **fields)


def _fields(entry: Document, *without: str, **read: Any) -> dict[str, Any]:
    """Return the fields of an entry, some of them left out or read into records."""
    return {name: value for name, value in entry.items() if name not in without} | read


def _with_claims(entry: Document) -> dict[str, Any]:
    return _fields(entry, claims=tuple(entry.get("claims", ())))


def _tenant(row: Mapping[str, str]) -> FirmInside:
    return FirmInside(
        firm={"en": row["firm_en"], "zh": row["firm_zh"] or row["firm_en"]},
        home=row["home"],
        province=row["province"],
        city=row["city"],
        sector=row["sector"],
        chapters=tuple(filter(None, row["chapters"].split(";"))),
        year=int(row["year"]) if row["year"] else None,
        stage=row["stage"],  # type: ignore[arg-type]  # the check of the catalogue looks at it
        country=row["country"],
        park=row["park"] or None,
        claim=row["claim"],
    )
