"""What the routes on parks answer."""

from typing import Any, Literal

from pydantic import Field

from api.answer import Answer
from api.listing import Listed, Listing
from api.rankings.answers import RankingAnswer
from mcda.parks.controversies import Risk
from mcda.parks.delay import Delay
from mcda.parks.duties import Portion
from mcda.parks.exclusions import AskEnterprise, FirstAsk, OutsideScale
from mcda.parks.model import Basis, CriterionScale, Quality, Source
from mcda.parks.resting import Resting
from mcda.parks.scenario_doubt import ScenarioDoubt, UnderScenario
from mcda.parks.shortlist import Shortlist


class CriteriaAnswer(Listing):
    """The seven criteria, the optional ones, and the tree of all."""

    further: list[dict[str, Any]] = Field(
        description="`range` holds all figures of the catalogue; `possible` is what a figure of"
        " the caller's own may be, null where that is the range."
    )
    groups: list[dict[str, Any]]
    hierarchy: dict[str, Any] = Field(
        description="The tree as the `hierarchy` of weights of the kind `ahp`, all children of a"
        " branch compared as alike: it can be sent as it is, or with judgements in their place."
    )


class NamedAnswer(Answer):
    """What may be named in a request, with what it is called."""

    id: str
    name: dict[str, str] = Field(description="By language.")


class CountryInShort(NamedAnswer):
    """A host country, or the country of origin."""

    role: Literal["host", "origin"]
    region: str
    codes: list[str] = Field(description="Such as those of ISO 3166.")
    parks: int = Field(description="Parks of the catalogue in it.")


class ScenarioInShort(NamedAnswer):
    """A tariff scenario; never a statement of today's law."""

    description: dict[str, str] = Field(description="By language.")
    as_of: str = Field(description="The day on which it looks at the measures.")
    default: bool
    parts: list[str] = Field(description="Scenarios between which it leaves open which holds.")
    markets: list[str] = Field(description="Of which it knows any duty.")


class SectorAnswer(NamedAnswer):
    """What an enterprise may make."""

    hs_chapters: list[str] = Field(
        description="Chapters of the Harmonized System of its goods; none for services."
    )
    parks: int = Field(description="Parks whose sources name it.")


class MarketAnswer(NamedAnswer):
    """Where an enterprise may sell."""

    duties_known: bool = Field(description="In the default scenario.")


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


class ProvincesAnswer(Listed[NamedAnswer]):
    """The provinces."""


class DollarsAnswer(Answer):
    """A figure in local currency, in US dollars by a dated rate."""

    low: float | None
    value: float | None
    high: float | None
    unit: str = Field(description="Such as `USD/m2`; areas are square metres.")
    rate: str = Field(description="Id of the claim that states the rate.")
    as_of: str = Field(description="Year or day of the rate.")
    per_usd: float = Field(description="Units of the currency for one US dollar.")
    currency: str


class ClaimInShort(Answer):
    """Source and date of a statement, and what makes it weak."""

    source: str
    as_of: str
    old: bool = Field(description="Older than the service's `stale_after_years`.")
    weak_source: bool = Field(description="A mirror, a broker or a scraped page.")
    private: bool = Field(description="From the user's own data, not the shipped catalogue.")


class ClaimAnswer(ClaimInShort):
    """A dated statement of one source."""

    usd: DollarsAnswer | None = Field(
        default=None,
        description="The figure in US dollars; null where it is in none or no rate is recorded."
        " The original stays in `low`, `value`, `high` and `unit`.",
    )
    quote: str = Field(description="Word for word, in the language of the source.")
    translations: dict[str, str] = Field(description="Of the quote, by language; ours.")
    read: str = Field(description="Day on which its words were last read at the source.")
    basis: Basis = Field(description="Whether the whole page was read, or an excerpt of it.")


class EvidenceAnswer(Answer):
    """What stands behind one cell."""

    value: float | None
    low: float | None
    high: float | None
    unit: str
    kind: str
    rationale: str
    quality: Quality | None
    portions: list[Portion] = Field(
        default_factory=list,
        description="What makes up the figure where it is a sum: layers of duty and freight. The"
        " likeliest add up to `value` before doubt; bounds are each one's own.",
    )
    claims: list[str] = Field(description="Ids of the claims it rests on, told once in `claims`.")


class ParkQuestionAnswer(Answer):
    """A fact to ask for."""

    park: str
    criterion: str
    chance_of_changing_winner: float


class UnderScenarioAnswer(Answer, of=UnderScenario):
    """What is first under one scenario."""

    name: str


class ScenarioDoubtAnswer(Answer, of=ScenarioDoubt):
    """How much of the doubt the choice of tariff scenario causes."""

    scenarios: list[UnderScenarioAnswer]


class RecommendationAnswer(RankingAnswer):
    """A ranking of parks with the evidence behind every number."""

    scales: dict[str, CriterionScale] | None = Field(
        default=None, description="Not in a `summary`."
    )
    first_ask: list[FirstAsk]
    outside_scale: list[OutsideScale]
    ask_enterprise: list[AskEnterprise]
    evidence: dict[str, dict[str, EvidenceAnswer]] | None = Field(
        default=None, description="By alternative and criterion; not in a `summary`."
    )
    claims: dict[str, ClaimAnswer | ClaimInShort] | None = Field(
        default=None,
        description="What the evidence rests on, by id; with their words in `full` answers.",
    )
    lead: Resting | None
    ask_next: list[ParkQuestionAnswer]
    risks: list[Risk] = Field(
        description="Bad news on record of the first park and the next: what is told, and no part"
        " of any rating."
    )
    shortlist: Shortlist | None = Field(
        description="The rule of a tenant: the best four by all but the price, then by the price;"
        " null where too few parks are ranked or no price is known."
    )
    delay: Delay | None = Field(
        description="What waiting costs, by the loss a month that the enterprise stated; null where"
        " it stated none. Part of no rating."
    )
    scenario: dict[str, Any] | None = Field(default=None, description="Not in a `summary`.")
    scenario_doubt: ScenarioDoubtAnswer | None = Field(
        default=None, description="Not in a `summary`."
    )


class ContradictionAnswer(Answer):
    """Statements that cannot all be right, and what we make of them."""

    id: str | None = Field(description="null for figures that nobody has read side by side.")
    attribute: str
    about: str | None = Field(description="What they disagree about.")
    explanation: str
    standing: str = Field(
        description="relied: on the side in relies_on; open; moot: open, but no value depends on "
        "it; unread: found by rule."
    )
    relies_on: list[str]
    across: str | None = Field(description="Why the statements are about several subjects.")
    sides: list[list[ClaimAnswer]]


class LookAlikeAnswer(Answer):
    """Claims that differ and can all be right."""

    id: str
    claims: list[str]
    explanation: str


class ParkAnswer(Answer):
    """A park with its claims."""

    id: str
    name: dict[str, str]
    country: str
    claims: list[ClaimAnswer]
    conflicts: list[list[str]] = Field(
        description="Pairs of claims, by id, of different sides of a contradiction."
    )
    contradictions: list[ContradictionAnswer]
    look_alikes: list[LookAlikeAnswer]


class CountryAnswer(Answer):
    """A country with its claims."""

    id: str
    name: dict[str, str]
    claims: list[ClaimAnswer]
    contradictions: list[ContradictionAnswer]
