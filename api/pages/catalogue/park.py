"""One park as its page needs it."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from api.language import Language
from api.pages.catalogue.cells import ParkCell, cells_of
from api.pages.catalogue.disagreements import ContradictionView, Likeness, disagreements, likenesses
from api.pages.catalogue.own_statements import OwnStatements, mine_of
from api.pages.catalogue.statements import StatementView, statements
from api.pages.words import words
from api.parks.catalogue import catalogue_of
from api.settings import Settings
from mcda.parks import Catalogue, Claim, Park, Tie, load_catalogue, scorable
from mcda.parks.conflicts import claims_around, disputes, look_alikes
from mcda.parks.controversies import controversies
from mcda.parks.places import Hometown
from mcda.parks.rationale import sectors as known_sectors


@dataclass(frozen=True, slots=True, kw_only=True)
class CriterionPanel:
    """A criterion with the statements that its value rests on, and the reader's own part."""

    cell: ParkCell
    statements: Sequence[StatementView]
    mine: OwnStatements


@dataclass(frozen=True, slots=True, kw_only=True)
class DutyView:
    """What a market levies on goods of the park's country, in per cent of their value."""

    market: str
    low: float
    mode: float
    high: float


@dataclass(frozen=True, slots=True, kw_only=True)
class ParkView:
    """A park, names in the reader's language.

    Parameters
    ----------
    park
        As the catalogue holds it.
    country, sectors, owner
        By name; ``owner`` is empty where no source says who owns it.
    scorable
        Whether enough is known for it to be compared by default.
    ties
        Kind of the tie and the place it leads to.
    judged
        The main criteria, then the optional ones.
    duties
        Recorded in the default scenario for the country.
    factories, trades
        Statements about factories on offer, and about sectors.
    contradictions
        Statements that cannot all be right.
    likenesses
        Statements that differ and can all be right.
    controversies
        Bad news on record.
    others
        What else is on record, by what it speaks of.
    """

    park: Park
    country: str
    sectors: Sequence[str]
    owner: str
    scorable: bool
    ties: Sequence[tuple[str, str]]
    judged: Sequence[CriterionPanel]
    duties: Sequence[DutyView]
    factories: Sequence[StatementView]
    trades: Sequence[StatementView]
    contradictions: Sequence[ContradictionView]
    likenesses: Sequence[Likeness]
    controversies: Sequence[StatementView]
    others: dict[str, list[StatementView]]

    @property
    def gaps(self) -> list[CriterionPanel]:
        """Criteria on which nothing is known, whoever asks."""
        return [item for item in self.judged if item.cell.state == "unknown"]


def park_view(
    park_id: str, settings: Settings, language: Language, sectors: Sequence[str] = ()
) -> ParkView:
    """Return a park as its page needs it.

    Parameters
    ----------
    park_id
        Which park.
    settings
        Whose data lie over the catalogue.
    language
        Of names.
    sectors
        On whose goods duties are said; none for the average product.

    Raises
    ------
    NotFound
        There is no such park.
    """
    catalogue, below = catalogue_of(settings), load_catalogue(settings.base)
    park = catalogue.park(park_id)
    cells = cells_of([park.id], settings)[park.id].values()

    def told(claims: Sequence[Claim]) -> list[StatementView]:
        return statements(claims, catalogue, park.id, language)

    def named(ids: Sequence[str]) -> list[StatementView]:
        return told([catalogue.claims[name] for name in ids])

    about = [
        claim
        for subject in (park.id, park.host_estate)
        if subject
        for claim in catalogue.claims_about(subject)
    ]
    around = claims_around(park, catalogue)
    found = disputes(around, catalogue)
    pairs = [pair for item in found for pair in item.pairs]
    judged = [
        CriterionPanel(
            cell=cell,
            statements=told(cell.evidence.claims),
            mine=mine_of(cell, park, catalogue, below, pairs, language),
        )
        for cell in cells
    ]
    used = {item.claim.id for row in judged for item in (*row.statements, *row.mine.statements)}
    news = controversies(catalogue, park)
    used |= {*park.factory_claims, *park.sector_claims, *(claim.id for claim in news)}
    others: dict[str, list[StatementView]] = {}
    for item in told([claim for claim in about if claim.id not in used]):
        others.setdefault(item.claim.attribute, []).append(item)
    return ParkView(
        park=park,
        country=catalogue.country(park.country).name[language],
        sectors=sector_names(park, language),
        owner=owner(park, catalogue, language),
        scorable=park.id in scorable(catalogue),
        ties=ties(park, language),
        judged=judged,
        duties=list(duties(park, catalogue, sectors)),
        factories=named(park.factory_claims),
        trades=named(park.sector_claims),
        contradictions=disagreements(found, park, told, language),
        likenesses=likenesses(look_alikes(around, catalogue.curated), named, language),
        controversies=told(news),
        others=others,
    )


def sector_names(park: Park, language: Language) -> list[str]:
    """Return the sectors that sources state for a park, by name."""
    return [sector_name(code, language) for code in park.sectors]


def sector_name(code: str, language: Language) -> str:
    """Return the name of a sector of the catalogue."""
    return known_sectors()[code][language]


def owner(park: Park, catalogue: Catalogue, language: Language) -> str:
    """Return who owns the park's investor, a span where the evidence leaves one open."""
    if park.ownership is None:
        return ""
    ladder = catalogue.ladders["investor_type"]
    low, high = (
        ladder.level(end).name[language] for end in (park.ownership.low, park.ownership.high)
    )
    return (
        low
        if low == high
        else words(language)["parks"]["owner_span"].format(low=low, high=high.lower())
    )


def ties(park: Park, language: Language) -> list[tuple[str, str]]:
    """Return the recorded origins of investor and tenants: kind and place."""
    return list(dict.fromkeys((tie.kind, _home(tie, language)) for tie in park.ties))


def _home(tie: Tie, language: Language) -> str:
    if language == "en":
        return ", ".join(dict.fromkeys(name for name in (tie.city, tie.province) if name))
    return Hometown(province=tie.province, city=tie.city).name[language]


def duties(park: Park, catalogue: Catalogue, sectors: Sequence[str] = ()) -> Iterator[DutyView]:
    """Yield what markets levy on goods of the park's country, by the default scenario."""
    scenario, goods = catalogue.default_scenario, catalogue.schedule.goods(tuple(sectors))
    for market in scenario.markets:
        found = scenario.duty(market, park.country, goods)
        if found is not None:
            yield DutyView(market=market, low=found.low, mode=found.mode, high=found.high)
