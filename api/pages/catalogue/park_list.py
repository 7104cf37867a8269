"""The list of parks: what it shows of each."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from api.language import Language
from api.pages.catalogue.cells import ParkCell, cells_of
from api.pages.catalogue.park import sector_names
from api.pages.catalogue.price import PRICE, Price, price_of
from api.parks.catalogue import catalogue_of
from api.settings import Settings
from mcda.parks import Catalogue, Park, scorable, unknown
from mcda.parks.duties import Duty

MARKETS = ("US", "EU")


@dataclass(frozen=True, slots=True, kw_only=True)
class KnowledgeBar:
    """How well one criterion is known.

    Parameters
    ----------
    criterion
        By name.
    grade
        Of three; 0 is not on record, None is recorded and worked out for an enterprise.
    """

    criterion: str
    grade: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class ParkLine:
    """A park in the list.

    Parameters
    ----------
    park
        As the catalogue holds it.
    name, country
        In the reader's language.
    missing
        Criteria of which nothing is known, by name.
    scorable
        Whether enough is known for it to be compared by default.
    private
        Whether statements of the reader's own speak of it.
    price
        None where none is on record, or none was asked for.
    duties
        By market, on the goods of the sector asked for; None where not recorded.
    factories
        Whether a source speaks of standard factories.
    states_sector
        Whether a source names the sector asked for.
    bars
        Of the criteria, in their order.
    """

    park: Park
    name: str
    country: str
    missing: Sequence[str]
    scorable: bool
    private: bool
    price: Price | None
    duties: Mapping[str, Duty | None]
    factories: bool
    states_sector: bool
    bars: Sequence[KnowledgeBar]

    @property
    def known(self) -> int:
        """Criteria of which something is known."""
        return len(self.bars) - len(self.missing)

    @property
    def carried(self) -> int:
        """How far the sources of all criteria carry together."""
        return sum(1 if bar.grade is None else bar.grade for bar in self.bars)


def lines(settings: Settings, language: Language, sector: str = "") -> list[ParkLine]:
    """Return all parks in the order of the catalogue.

    Parameters
    ----------
    settings
        Whose data lie over the catalogue.
    language
        Of the reader.
    sector
        On whose goods duties are said; empty for the average product.
    """
    catalogue = catalogue_of(settings)
    seen = cells_of(list(catalogue.parks), settings, [info.id for info in catalogue.criteria])
    private = {claim.subject for claim in catalogue.claims.values() if claim.private}
    comparable = set(scorable(catalogue))
    levied = _levied(catalogue, sector)
    return [
        ParkLine(
            park=park,
            name=park.name[language],
            country=catalogue.country(park.country).name[language],
            missing=[
                catalogue.criterion(name).name[language] for name in unknown(catalogue, park.id)
            ],
            scorable=park.id in comparable,
            private=park.id in private,
            price=price_of(seen[park.id].get(PRICE), catalogue),
            duties=levied[park.country],
            factories=bool(park.factory_claims),
            states_sector=sector in park.sectors,
            bars=[_bar(cell, language) for cell in seen[park.id].values()],
        )
        for park in catalogue.parks.values()
    ]


def _levied(catalogue: Catalogue, sector: str) -> dict[str, dict[str, Duty | None]]:
    """Return country -> market -> duty by the default scenario."""
    goods = catalogue.schedule.goods((sector,) if sector else ())
    scenario = catalogue.default_scenario
    return {
        country: {market: scenario.duty(market, country, goods) for market in MARKETS}
        for country in {park.country for park in catalogue.parks.values()}
    }


def _bar(cell: ParkCell, language: Language) -> KnowledgeBar:
    return KnowledgeBar(criterion=cell.info.name[language], grade=cell.grade)


def countries(all_lines: Sequence[ParkLine]) -> list[tuple[str, str]]:
    """Return the countries that have parks: id and name, by name."""
    return sorted(
        {(line.park.country, line.country) for line in all_lines}, key=lambda c: in_order(c[1])
    )


def sectors(all_lines: Sequence[ParkLine], language: Language) -> list[tuple[str, str]]:
    """Return the sectors that sources name: id and name, by name."""
    found = {
        pair
        for line in all_lines
        for pair in zip(line.park.sectors, sector_names(line.park, language), strict=True)
    }
    return sorted(found, key=lambda sector: in_order(sector[1]))


def in_order(name: str) -> bytes:
    """Return what names are sorted by: this encoding has common Chinese characters by sound."""
    return name.casefold().encode("gb18030")
