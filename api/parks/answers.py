"""What the routes on parks answer."""

from typing import Annotated, Any, Literal

from pydantic import Field

from api.http.answer import Answer, As, Day, DayOrNone, sent
from api.http.list_page import Listed
from api.rankings.answers import RankingAnswer, RankingRecord
from mcda.parks.controversies import Risk
from mcda.parks.country_facts import CountryFact
from mcda.parks.delay import Delay
from mcda.parks.distances import Distance
from mcda.parks.duties import Portion
from mcda.parks.duties.coverage import Coverage
from mcda.parks.exclusions import AskEnterprise, FirstAsk, UnknownParks
from mcda.parks.forecast import Forecast
from mcda.parks.gates import Gate, GateCode
from mcda.parks.model import (
    Basis,
    Claim,
    Country,
    CriteriaGroup,
    CriterionInfo,
    CriterionScale,
    Figures,
    Grade,
    Kind,
    Ladder,
    Park,
    ParkKind,
    Quality,
    Rating,
    Source,
)
from mcda.parks.money import Host, Money
from mcda.parks.must import MustCode
from mcda.parks.plants import HomeCosts, PlantFigures
from mcda.parks.provenance import ReadFrom
from mcda.parks.scenario import OwnRates
from mcda.parks.templates import Template
from weights.spec import Hierarchy


class CriterionScaleAnswer(Answer, of=CriterionScale):
    """Which values of a criterion count: its weight is the worth of going from end to end."""

    as_of: DayOrNone


class CriterionAnswer(Answer, of=CriterionInfo):
    """A criterion with what it measures, where it misleads, and what it is read from."""

    scale: CriterionScaleAnswer | None
    ladder: Ladder | None = Field(description="Of a criterion that is rated; null of the others.")
    read_from: ReadFrom


class GroupAnswer(Answer, of=CriteriaGroup):
    """A branch of the criteria tree, with what its members have in common."""


class CriteriaAnswer(Listed[CriterionAnswer]):
    """The main criteria, the optional ones, and the tree of all."""

    further: list[CriterionAnswer] = Field(description="The optional ones.")
    groups: list[GroupAnswer] = Field(description="The branches of the tree.")
    hierarchy: Annotated[dict[str, Any], As(Hierarchy)] = Field(
        description="The tree as the `hierarchy` of weights of the kind `ahp`, all children of a"
        " branch compared as alike: it can be sent as it is, or with judgements in their place."
    )


class ChoiceAnswer(Answer):
    """An alternative of a template."""

    id: str = Field(description="Under which requests name it.")
    name: str = Field(description="What it is called.")
    summary: str = Field(description="What it is, in a sentence.")
    parts: list[str] | None = Field(
        default=None, description="Ids of those that it mixes; not of parks."
    )
    countries: list[str] | None = Field(
        default=None, description="Ids of the countries that its goods come from; not of parks."
    )


class CriterionOfTemplate(Answer, of=CriterionInfo):
    """A criterion of a template, with what it is read from."""

    scale: CriterionScaleAnswer | None
    read_from: ReadFrom


class TemplateAnswer(Answer, of=Template):
    """A kind of decision: its question, criteria and alternatives."""

    criteria: list[CriterionOfTemplate] = Field(description="What its alternatives are seen by.")
    alternatives: list[ChoiceAnswer] = Field(description="What there is to choose from.")
    profiles: list[str] = Field(description="Ids of the weight profiles about it.")


class TemplatesAnswer(Listed[TemplateAnswer]):
    """The templates."""


class ParkInShort(Answer):
    """A park without its claims."""

    id: str = Field(description="Under which requests name it.")
    kind: ParkKind = Field(
        description="`chinese_park`, or `estate` for an industrial estate that is none."
    )
    name: str = Field(description="What it is called.")
    country: str = Field(description="Id of its host country.")
    place: str = Field(description="Where in the country.")
    summary: str = Field(description="What it is, in a sentence.")
    sectors: list[str] = Field(description="Ids of the sectors that sources name.")
    scorable: bool = Field(description="Enough is known of it to rank it.")
    unknown: list[str] = Field(description="Ids of the main criteria on which nothing is known.")


class ParksAnswer(Listed[ParkInShort]):
    """The parks."""


class NamedAnswer(Answer):
    """What may be named in a request, with what it is called."""

    id: str = Field(description="Under which requests name it.")
    name: str = Field(description="What it is called.")


class CountryInShort(NamedAnswer):
    """A host country, or the country of origin."""

    role: Literal["host", "origin"] = Field(
        description="`host` of parks, or the country of `origin` of the enterprises."
    )
    region: str = Field(description="Id of the region that it lies in.")
    codes: list[str] = Field(description="Such as those of ISO 3166.")
    parks: int = Field(description="Parks of the catalogue in it.")


class ScenarioInShort(NamedAnswer):
    """A tariff scenario; never a statement of today's law."""

    description: str = Field(description="What it assumes.")
    as_of: Day = Field(description="The day on which it looks at the measures.")
    default: bool = Field(description="It serves where a request names none.")
    parts: list[str] = Field(description="Scenarios between which it leaves open which holds.")
    markets: list[str] = Field(description="Of which it knows any duty.")


class SectorAnswer(NamedAnswer):
    """What an enterprise may make."""

    goods: list[str] = Field(
        description="Chapters or headings of the Harmonized System of its goods; none for services."
    )
    words: dict[str, list[str]] = Field(
        description="What people call its goods, by language, and under `hs` their headings; a"
        " request may name it by a word that no other sector has."
    )
    parks: int = Field(description="Parks whose sources name it.")
    plant: PlantFigures | None = Field(
        description="What its plants sell, employ and ship; null for services."
    )


class MarketAnswer(NamedAnswer):
    """Where an enterprise may sell."""

    duties_known: bool = Field(description="In the default scenario.")
    coverage: dict[str, Coverage] = Field(
        description="What its general duty rests on by group of HS chapters: their tariff lines, "
        "the mean of a wider group, or nothing on record."
    )


class SourceOfClaims(Answer, of=Source):
    """Where claims come from."""

    claims: int = Field(description="Claims that come from it.")
    digest: str = Field(
        description="SHA-256 of the words taken from it, the quotations of its claims in the order"
        " of their ids with an empty line between: whether what it is quoted for has changed."
    )


class CountriesAnswer(Listed[CountryInShort]):
    """The countries."""


class ScenariosAnswer(Listed[ScenarioInShort]):
    """The tariff scenarios."""


class SectorsAnswer(Listed[SectorAnswer]):
    """The sectors."""


class MarketsAnswer(Listed[MarketAnswer]):
    """The markets."""


class SourcesAnswer(Listed[SourceOfClaims]):
    """The sources."""


class ProvinceAnswer(NamedAnswer):
    """Where an enterprise may be at home."""

    costs: HomeCosts | None = Field(description="Of a plant there; null where nothing is known.")


class ProvincesAnswer(Listed[ProvinceAnswer]):
    """The provinces."""


class DollarsAnswer(Answer):
    """A figure in local currency, in US dollars by a dated rate."""

    low: float | None = Field(description="The least; null where that is open.")
    value: float | None = Field(description="The figure; null where only bounds are known.")
    high: float | None = Field(description="The most; null where that is open.")
    unit: str = Field(description="Such as `USD/m2`; areas are square metres.")
    rate: str = Field(description="Id of the claim that states the rate.")
    as_of: str = Field(description="Year or day of the rate.")
    per_usd: float = Field(description="Units of the currency for one US dollar.")
    currency: str = Field(description="Of the figure, by its code of three letters.")


class ClaimInShort(Answer):
    """Source and date of a statement, and what makes it weak."""

    source: str = Field(description="Its title.")
    as_of: str = Field(description="Year, month or day that it is about; `undated` where unknown.")
    old: bool = Field(description="Older than the service's `stale_after_years`.")
    grade: Grade = Field(
        description="As of a figure that rests on it alone: `fair`, or `weak` where it is old or"
        " undated, its source is weak, or sources contradict each other about it."
    )
    weak_source: bool = Field(description="A mirror, a broker or a scraped page.")
    private: bool = Field(description="From the user's own data, not the shipped catalogue.")


class ClaimAnswer(ClaimInShort, of=Claim, without=("tenure",)):
    """A dated statement of one source."""

    source: str = Field(description="Its title.")
    url: str = Field(description="Address of the source; empty where it has none.")
    usd: DollarsAnswer | None = Field(
        default=None,
        description="The figure in US dollars; null where it is in none or no rate is recorded."
        " The original stays in `low`, `value`, `high` and `unit`.",
    )
    quote: str = Field(description="Word for word, in the language of the source.")
    translations: dict[str, str] = Field(description="Of the quote, by language; ours.")
    read: str = Field(description="Day on which its words were last read at the source.")
    basis: Basis = Field(description="Whether the whole page was read, or an excerpt of it.")


class CellQuality(Answer, of=Quality):
    """A grade of the evidence behind a cell, with its reasons."""

    sources: int | None = Field(
        default=None,
        description="Independent sources, not weak, that state the fact itself; this and the"
        " newest where the cell is told whole.",
    )
    newest: int | None = Field(default=None, description="Year of the newest such claim.")


class EvidenceAnswer(Answer):
    """What stands behind one cell."""

    value: float | None = Field(description="The headline; null where only bounds are known.")
    low: float | None = Field(description="The least that it may be.")
    high: float | None = Field(description="The most that it may be.")
    unit: str | None = Field(
        default=None, description="Of these numbers, where the cell is told whole; see `units`."
    )
    kind: Kind = Field(
        description="`measured` or `stated` by a source; `rated` or `derived` by us; `unknown`; or"
        " an `override` of the caller's own."
    )
    counts_as: float | None = Field(
        default=None,
        description="The one figure that is worth as much as its draws are on average, with which"
        " the ranking counts; not of what is not ranked, or has no scale.",
    )
    worth: float | None = Field(
        default=None,
        ge=0,
        le=1,
        description="What it counts as on the criterion's scale, 0 at the worst end and 1 at the"
        " best, on average over its draws; where the cell is told whole and is ranked on a scale.",
    )
    rationale: str | None = Field(
        default=None, description="Why, in words; where it is included, as are those below."
    )
    quality: CellQuality | None
    portions: list[Portion] = Field(
        default_factory=list,
        description="What makes up the figure where it is a sum: layers of duty and freight. The"
        " likeliest add up to the middle case; bounds are each one's own.",
    )
    claims: list[str] | None = Field(
        default=None, description="Ids of the claims it rests on, told once in `claims`."
    )
    source: str | None = Field(
        default=None, description="Of an override: where it comes from, in the caller's words."
    )
    replaced: "EvidenceAnswer | None" = Field(
        default=None, description="Of an override: what stood there."
    )


class FactToAsk(Answer):
    """A fact to ask for, and what it would change."""

    alternative: str = Field(description="Which cell, by ids.")
    criterion: str = Field(description="Which cell, by ids.")
    gain: float | None = Field(
        description="What knowing it gains, with the facts before it, of a reply that leaves half "
        "of the variance: a part of the scale, 0 to 1; null where no decision was told."
    )
    chance_of_changing_winner: float | None = Field(
        description="That another is first once it is known; null where a decision was told."
    )
    standard_error: float | None = Field(description="Of that chance.")
    name: str = Field(description="What the alternative is called.")
    low: float | None = Field(description="The least that it may be, as far as is known.")
    high: float | None = Field(description="The most that it may be, as far as is known.")
    threshold: float | None = Field(
        description="The nearest value past which another is first; null where there is none, or"
        " where `facts` were not looked for."
    )
    unit: str = Field(description="Of these numbers.")
    sentence: str = Field(
        description="What to ask, and how likely the answer changes who is first."
    )


class DutiesAnswer(Answer, of=OwnRates):
    """A tariff scenario with its duties on some goods made in some countries."""

    name: str = Field(description="What it is called.")
    description: str = Field(description="What it assumes.")
    rates: dict[str, dict[str, Figures]] | None = Field(
        default=None,
        description="By market and country: least, likeliest and most, in per cent of the value;"
        " where they are included.",
    )


class UnderScenarioAnswer(Answer):
    """What is first under one tariff scenario."""

    scenario: str = Field(description="Its id.")
    name: str = Field(description="What it is called; empty of one of the caller's own.")
    winners: list[str] = Field(description="Ids of the parks that share the first rank.")


class GateAnswer(Answer, of=Gate):
    """A reason not to consider parks, a warning about them, or what they must be asked first."""

    code: GateCode | MustCode = Field(description="Of the gate, or the field of `must`.")
    sentence: str = Field(description="Why, and what a tap does.")
    claims: list[str] | None = Field(
        default=None, description="Ids of the claims behind it, where claims are included."
    )


class RiskAnswer(Answer, of=Risk):
    """What is on record against a park."""

    name: str = Field(description="What the park is called.")


class RecommendationRecord(RankingRecord):
    """What to send back for the same answer."""

    spec: Annotated[Any, sent("RecommendationRequest")]


class RecommendationAnswer(RankingAnswer):
    """A ranking of parks with the evidence behind every number."""

    record: RecommendationRecord

    scales: dict[str, CriterionScaleAnswer] | None = Field(
        default=None, description="Not in a `summary`."
    )
    forecast: Forecast | None = Field(
        default=None,
        description="Where firms like this one went; null of one that says neither trade nor home."
        " It moves no rank and is no advice.",
    )
    money: Money | None = Field(
        default=None,
        description="What the first, its rivals and staying in China bear of 100 of sales; null"
        " where no sales are told of.",
    )
    countries: list[Host] | None = Field(
        default=None,
        description="Countries of the ranked parks, the one with the best park first: six, or all"
        " where they are included.",
    )
    unnamed: UnknownParks | None = Field(
        default=None,
        description="The parks of `first_ask` against those that are ranked; null without them, or"
        " where no decision was told.",
    )
    first_ask: list[FirstAsk] = Field(
        description="Parks that stand outside the ranking until more is known of them."
    )
    gates: list[GateAnswer] = Field(
        description="What takes parks out, what to heed, and what to ask of them."
    )
    listed: int | None = Field(
        default=None,
        ge=0,
        description="Parks of the catalogue of which too little is known to compare them: only"
        " counted here, told by `GET /v1/parks`. Null where the request names its parks.",
    )
    ask_enterprise: list[AskEnterprise] = Field(
        description="What the enterprise has not said, so that it decides nothing."
    )
    evidence: dict[str, dict[str, EvidenceAnswer]] | None = Field(
        default=None,
        description="By alternative and criterion; in a `summary` where `evidence` asks for it.",
    )
    units: dict[str, str] | None = Field(
        default=None, description="Of the numbers of the evidence, by criterion."
    )
    claims: dict[str, ClaimAnswer | ClaimInShort] | None = Field(
        default=None,
        description="What the evidence rests on, by id, where claims are included; with their"
        " words where quotes are.",
    )
    ask_next: list[FactToAsk] = Field(
        description="Facts that are likely to change who is first, the most valuable first."
    )
    risks: list[RiskAnswer] = Field(
        description="Bad news on record of the first park and the next: what is told, and no part"
        " of any rating."
    )
    delay: Delay | None = Field(
        description="What waiting costs, by the loss a month that the enterprise stated; null where"
        " it stated none. Part of no rating."
    )
    scenario: DutiesAnswer | None = Field(
        default=None, description="Of duties, where criteria rest on them; not in a `summary`."
    )
    scenarios: list[UnderScenarioAnswer] | None = Field(
        default=None,
        description="Scenarios that may hold, side by side, none likelier than another; not in a "
        "`summary`.",
    )


class ContradictionAnswer(Answer):
    """Statements that cannot all be right, and what we make of them."""

    id: str | None = Field(description="null for figures that nobody has read side by side.")
    attribute: str = Field(description="Of the statements.")
    about: str | None = Field(description="What they disagree about.")
    explanation: str = Field(description="What we make of it.")
    standing: Literal["relied", "open", "moot", "unread"] = Field(
        description="`relied`: on the side in `relies_on`; `open`; `moot`: open, but no value "
        "depends on it; `unread`: found by rule."
    )
    relies_on: list[str] = Field(description="Ids of the claims of the side that we rely on.")
    across: str | None = Field(description="Why the statements are about several subjects.")
    sides: list[list[ClaimAnswer]] = Field(description="Claims that agree stand together.")


class LookAlikeAnswer(Answer):
    """Claims that differ and can all be right."""

    id: str = Field(description="Of the entry.")
    claims: list[str] = Field(description="Their ids.")
    explanation: str = Field(description="Why they can all be right.")


class RatingAnswer(Answer, of=Rating):
    """Our reading of a park on a criterion, with the claims it rests on."""

    level_name: str | None = Field(description="Of the level; null where it has none.")


class ParkAnswer(Answer, of=Park):
    """A park with its claims."""

    scorable: bool = Field(description="Enough is known of it to rank it.")
    unknown: list[str] = Field(description="Ids of the main criteria on which nothing is known.")
    controversies: list[ClaimAnswer] = Field(description="Bad news on record.")
    ratings: list[RatingAnswer] = Field(description="On the criteria that are rated.")
    claims: list[ClaimAnswer] = Field(description="About the park and the estate around it.")
    conflicts: list[list[str]] = Field(
        description="Pairs of claims, by id, of different sides of a contradiction."
    )
    contradictions: list[ContradictionAnswer] = Field(
        description="Among the claims about it, its country and its estate."
    )
    look_alikes: list[LookAlikeAnswer] = Field(description="What differs and is no contradiction.")


class CountryAnswer(Answer, of=Country):
    """A country with its claims."""

    facts: list[CountryFact] = Field(
        description="The newest figures about it, what matters most to a factory first."
    )
    distances: list[Distance] = Field(description="From it to each market.")
    claims: list[ClaimAnswer] = Field(description="About the country.")
    contradictions: list[ContradictionAnswer] = Field(description="Among these.")
    scenarios: list[DutiesAnswer] = Field(
        description="What goods made there are charged, under each scenario; of goods at large."
    )
