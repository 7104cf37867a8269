"""The rows of the list of parks."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from api.http.language import Language
from api.pages.parks.cells import ParkCell, cells_of
from api.pages.parks.park import sector_name
from api.parks.catalogue import catalogue_of
from api.settings import Settings
from mcda.parks import Evidence, Park, scorable, unknown
from mcda.parks.duties import Duty

PRICE = "land_price"
MARKETS = ("US", "EU")


def price_of(cell: ParkCell | None) -> Evidence | None:
    """Return the price of a park; None if none is on record."""
    if cell is None or cell.state != "known" or cell.places is None:
        return None
    return cell.evidence


@dataclass(frozen=True, slots=True, kw_only=True)
class ParkLine:
    """A park in the list."""

    park: Park
    """As the catalogue holds it."""
    name: str
    """In the reader's language."""
    country: str
    """In the reader's language."""
    missing: Sequence[str]
    """Criteria of which nothing is known, by name."""
    scorable: bool
    """Whether enough is known for it to be compared by default."""
    private: bool
    """Whether statements of the reader's own speak of it."""
    price: Evidence | None
    """Of using land for 20 years, in US dollars of today a square metre; None where none is on
    record, or none was asked for."""
    duties: Mapping[str, Duty | None]
    """By market, on the goods of the sector asked for; None where not recorded."""
    factories: bool
    """Whether a source speaks of standard factories."""
    states_sector: bool
    """Whether a source names the sector asked for."""
    bars: Sequence[ParkCell]
    """Of the criteria, in their order."""

    @property
    def known(self) -> int:
        """Number of criteria of which something is known."""
        return len(self.bars) - len(self.missing)

    @property
    def carried(self) -> int:
        """Sum of the grades of evidence over all criteria, 1 where the enterprise decides."""
        return sum(1 if bar.grade is None else bar.grade for bar in self.bars)


def lines(settings: Settings, language: Language, sector: str = "") -> list[ParkLine]:
    """Return all parks in the order of the catalogue."""
    catalogue = catalogue_of(settings)
    cells = cells_of(list(catalogue.parks), settings, [info.id for info in catalogue.criteria])
    private = {claim.subject for claim in catalogue.claims.values() if claim.private}
    comparable = set(scorable(catalogue))
    goods = catalogue.schedule.goods((sector,) if sector else ())
    scenario = catalogue.default_scenario
    levied = {
        country: {market: scenario.duty(market, country, goods) for market in MARKETS}
        for country in {park.country for park in catalogue.parks.values()}
    }
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
            price=price_of(cells[park.id].get(PRICE)),
            duties=levied[park.country],
            factories=bool(park.factory_claims),
            states_sector=sector in park.sectors,
            bars=list(cells[park.id].values()),
        )
        for park in catalogue.parks.values()
    ]


def countries(all_lines: Sequence[ParkLine]) -> list[tuple[str, str]]:
    """Return the countries that have parks: id and name, by name."""
    return sorted(
        {(line.park.country, line.country) for line in all_lines}, key=lambda c: in_order(c[1])
    )


def sectors(all_lines: Sequence[ParkLine], language: Language) -> list[tuple[str, str]]:
    """Return the sectors that sources name: id and name, by name."""
    codes = {code for line in all_lines for code in line.park.sectors}
    pairs = ((code, sector_name(code, language)) for code in codes)
    return sorted(pairs, key=lambda sector: in_order(sector[1]))


def in_order(name: str) -> bytes:
    """Return the sort key of a name: GB 18030 sorts common Chinese characters by sound."""
    return name.casefold().encode("gb18030")
