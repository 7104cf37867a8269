"""The data of a park's page."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass

from api.http.language import Language
from api.pages.parks.cells import ParkCell, cells_of
from api.pages.parks.statements import StatementView, statements
from api.pages.words import words
from api.parks.catalogue import catalogue_of
from api.parks.vocabulary import GREAT_MARKETS
from api.settings import Settings
from mcda.parks import (
    Catalogue,
    Claim,
    Evidence,
    Level,
    Park,
    Rating,
    Tie,
    load_catalogue,
    scorable,
)
from mcda.parks.conflicts import ClaimConflict, Standing, claims_around, disputes, look_alikes
from mcda.parks.contradiction import LookAlike
from mcda.parks.controversies import controversies
from mcda.parks.markets import is_at_home
from mcda.parks.overlay import OWN, Way, figure_before, thing_of, way_of
from mcda.parks.places import Hometown
from mcda.parks.scale import is_open
from mcda.parks.sectors import sectors as known_sectors

Told = Callable[[Sequence[Claim]], list[StatementView]]
Named = Callable[[Sequence[str]], list[StatementView]]


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnStatements:
    """The reader's own statements on a criterion."""

    way: Way
    """What a further statement gives: a figure, a level, the figure of an indicator, or words."""
    of_country: bool
    """Whether it is about the park's country, and so holds for every park there."""
    levels: Sequence[Level]
    """What there is to choose from, where it gives a level."""
    statements: Sequence[StatementView]
    """Those of the reader's own; what the value rests on comes first."""
    counted: frozenset[str]
    """Ids of those that the value rests on."""
    contradicted: frozenset[str]
    """Ids of those that another statement contradicts."""
    rated: bool
    """Whether the value is a rating of the reader's own."""
    replaced: Rating | Evidence | None
    """The catalogue's value in the place of which it stands: a rating, or the newest figure."""
    held: bool
    """Whether that rating comes from a workbook, so that a further statement stands beside it."""
    is_open: bool
    """Whether figures many times beyond the scale may be stated."""

    @property
    def replaced_mode(self) -> float | None:
        """The most likely value that is replaced."""
        if self.replaced is None:
            return None
        return self.replaced.mode if isinstance(self.replaced, Rating) else self.replaced.value


def mine_of(
    cell: ParkCell,
    park: Park,
    catalogue: Catalogue,
    below: Catalogue,
    pairs: Iterable[Sequence[Claim]],
    language: Language,
) -> OwnStatements:
    """Return the reader's own statements on a criterion."""
    info = cell.info
    subject, attribute, _ = thing_of(park.id, info, catalogue)
    way = way_of(info, catalogue)
    behind = {claim.id for claim in cell.evidence.claims}
    own = [
        claim
        for claim in catalogue.claims.values()
        if claim.private
        and (claim.id in behind or (claim.subject, claim.attribute) == (subject, attribute))
    ]
    rating = catalogue.ratings.get((park.id, info.id))
    former = below.ratings.get((park.id, info.id))
    rated = rating is not None and rating != former
    stem = f"{OWN}.{park.id}.{info.id}."
    return OwnStatements(
        way=way,
        is_open=is_open(cell.info),
        of_country=subject != park.id,
        levels=catalogue.ladders[info.id].levels if way == "level" else (),
        statements=statements(
            sorted(own, key=lambda claim: claim.id not in behind), catalogue, park.id, language
        ),
        counted=frozenset(claim.id for claim in own if claim.id in behind),
        contradicted=frozenset(claim.id for pair in pairs for claim in pair if claim in own),
        rated=rated,
        replaced=former if rated else figure_before(park.id, info, catalogue, below),
        held=rating is not None and rated and not all(c.startswith(stem) for c in rating.claims),
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class ContradictionView:
    """A contradiction in the reader's language."""

    about: str
    """What it is about; empty where nobody has read the statements side by side."""
    attribute: str
    """Of its first statement."""
    reading: str
    """What we make of it; why it is about several subjects, empty where it is about one."""
    across: str
    """What we make of it; why it is about several subjects, empty where it is about one."""
    standing: Standing
    """As `mcda.parks.conflicts.ClaimConflict`."""
    sides: Sequence[tuple[bool, Sequence[StatementView]]]
    """The statements of each side, and whether the catalogue relies on it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Likeness:
    """Statements that only look like a contradiction, with the reason."""

    reason: str
    statements: Sequence[StatementView]


def disagreements(
    found: Sequence[ClaimConflict], park: Park, told: Told, language: Language
) -> list[ContradictionView]:
    """Return the contradictions, those about the park itself first."""
    own = {park.id, park.host_estate}
    ordered = sorted(found, key=lambda item: not any(c.subject in own for c in item.claims))
    views = []
    for conflict in ordered:
        entry = conflict.entry
        relied = "" if entry is None else entry.relies_on
        views.append(
            ContradictionView(
                about="" if entry is None else entry.about[language],
                attribute=conflict.claims[0].attribute,
                reading=conflict.reading[language],
                across=entry.across.get(language, "") if entry is not None else "",
                standing=conflict.standing,
                sides=[
                    (relied in {claim.id for claim in side}, told(side)) for side in conflict.sides
                ],
            )
        )
    return views


def likenesses(found: Sequence[LookAlike], named: Named, language: Language) -> list[Likeness]:
    """Return statements that only look like a contradiction."""
    return [
        Likeness(reason=entry.reason[language], statements=named(entry.claims)) for entry in found
    ]


@dataclass(frozen=True, slots=True, kw_only=True)
class CriterionPanel:
    """A criterion with the statements behind its value, and the reader's own statements."""

    cell: ParkCell
    statements: Sequence[StatementView]
    mine: OwnStatements


@dataclass(frozen=True, slots=True, kw_only=True)
class DutyView:
    """The duties of a market on goods of the park's country, in per cent of their value."""

    market: str
    low: float
    mode: float
    high: float


@dataclass(frozen=True, slots=True, kw_only=True)
class ParkView:
    """A park, names in the reader's language."""

    park: Park
    """As the catalogue holds it."""
    country: str
    """By name; ``owner`` is empty where no source says who owns it."""
    sectors: Sequence[str]
    """By name; ``owner`` is empty where no source says who owns it."""
    owner: str
    """By name; ``owner`` is empty where no source says who owns it."""
    scorable: bool
    """Whether enough is known for it to be compared by default."""
    ties: Sequence[tuple[str, str]]
    """Kind of the tie and the place it leads to."""
    judged: Sequence[CriterionPanel]
    """The main criteria, then the optional ones."""
    duties: Sequence[DutyView]
    """Recorded in the default scenario for the country."""
    factories: Sequence[StatementView]
    """Statements about factories on offer, and about sectors."""
    trades: Sequence[StatementView]
    """Statements about factories on offer, and about sectors."""
    contradictions: Sequence[ContradictionView]
    """Statements that cannot all be right."""
    likenesses: Sequence[Likeness]
    """Statements that differ and can all be right."""
    controversies: Sequence[StatementView]
    """Bad news on record."""
    others: dict[str, list[StatementView]]
    """What else is on record, by what it speaks of."""

    @property
    def gaps(self) -> list[CriterionPanel]:
        """Criteria on which nothing is known, for any reader."""
        return [item for item in self.judged if item.cell.state == "unknown"]


def park_view(
    park_id: str, settings: Settings, language: Language, sectors: Sequence[str] = ()
) -> ParkView:
    """Return a park in the form that its page shows.

    Raises
    ------
    NotFound
        The park does not exist.
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
    contested = disputes(around, catalogue)
    pairs = [pair for item in contested for pair in item.pairs]
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
        contradictions=disagreements(contested, park, told, language),
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
    """Return the kind of owner of the park's investor, a span if the evidence leaves it open."""
    if park.ownership is None:
        return ""
    ladder = catalogue.ladders["investor_type"]
    low, high = (
        ladder.level(end).name[language] for end in (park.ownership.low, park.ownership.high)
    )
    if low == high:
        return low
    return words(language)["parks"]["owner_span"].format(low=low, high=high.lower())


def ties(park: Park, language: Language) -> list[tuple[str, str]]:
    """Return the recorded origins of investor and tenants: kind and place."""
    return list(dict.fromkeys((tie.kind, _home(tie, language)) for tie in park.ties))


def _home(tie: Tie, language: Language) -> str:
    if language == "en":
        return ", ".join(dict.fromkeys(name for name in (tie.city, tie.province) if name))
    return Hometown(province=tie.province, city=tie.city).name[language]


def duties(park: Park, catalogue: Catalogue, sectors: Sequence[str] = ()) -> Iterator[DutyView]:
    """Yield the duties of great markets on goods of the park, by the default scenario."""
    scenario = catalogue.default_scenario
    goods = catalogue.schedule.goods(tuple(sectors))._replace(regimes=park.regimes)
    for market in GREAT_MARKETS:
        duty = scenario.duty(market, park.country, goods)
        if duty is not None and not is_at_home(market, catalogue.countries[park.country]):
            yield DutyView(market=market, low=duty.low, mode=duty.mode, high=duty.high)
