"""The records of the catalogue: sources, claims, ladders, ratings, parks and countries."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Annotated, Literal

from mcda.criterion import Beyond, Criterion, Direction, Points
from mcda.plain import SAID, Count

Text = Annotated[Mapping[str, str], SAID]
"""By language; told in the reader's."""
ClaimKind = Literal["measured", "stated", "controversy", "tenant"]
Basis = Literal["page", "excerpt", ""]
Kind = Literal["measured", "stated", "rated", "derived", "unknown", "override"]
TenantStage = Literal["operating", "building", "announced", "left"]
ParkKind = Literal["chinese_park", "estate"]
TenureKind = Literal["sale", "lease", "rent", "unstated"]
FailureKind = Literal[
    "concession_gone", "operator_expelled", "operator_bankrupt", "award", "armed_conflict"
]
Grade = Literal["strong", "fair", "weak", "unrecorded", "none", "own"]
Doubt = Literal[
    "proxy",
    "single_source",
    "weak_sources",
    "old",
    "undated",
    "conflict",
    "scenario",
    "bounds_only",
    "nothing_on_record",
]


@dataclass(frozen=True, slots=True, kw_only=True)
class Edition:
    """Which state of a catalogue this is."""

    version: str = ""
    """Counts changes of what it says; empty where nobody counts."""
    date: str = ""
    """The day on which it was closed, ISO 8601."""
    digest: str = ""
    """SHA-256 of its data."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """Where claims come from.

    Examples
    --------
    >>> from mcda.parks import load_catalogue
    >>> load_catalogue().sources["sheng_2025"].date
    '2025'
    """

    id: str
    """Of the source."""
    title: str
    """Of the source."""
    url: str
    """Its address, empty where it has none."""
    date: str
    """What it is dated, in the grammar of `mcda.parks.dates`."""
    weak: bool
    """Mirrors, brokers and scraped pages."""
    read: str = field(default="", compare=False)
    """Day on which its words were last read."""
    basis: Basis = field(default="", compare=False)
    """Whether the whole page was read or an excerpt of it; empty where nobody says."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Tenure:
    """What a price of land buys."""

    kind: TenureKind
    """``sale`` for land that is kept, ``lease`` for a sum paid once for a term, ``rent`` for a sum
    a year, ``unstated`` where no source says."""
    years: float | None = None
    """The term of a lease, where it is stated."""
    until: int | None = None
    """Year in which it ends, where that is stated: what remains counts."""
    claims: tuple[str, ...] = ()
    """Ids of the claims that say so."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Claim:
    """One dated statement of one source about one subject.

    Contradictions are kept as separate claims.

    Examples
    --------
    >>> from mcda.parks import load_catalogue
    >>> claim = load_catalogue().claims["ljip.land_price.1"]
    >>> claim.subject, claim.attribute, claim.unit
    ('ljip', 'land_price', 'USD/m2 (lease to 2057)')
    """

    id: str
    """Of the claim."""
    subject: str
    """Id of the park, country, estate or market that it is about."""
    attribute: str
    """What it states of it."""
    value: str
    """As the source has it; a text, because many are not numbers."""
    low: float | None
    """Bounds of the figure in ``unit``; None where it is none, or open on that side."""
    high: float | None
    """Bounds of the figure in ``unit``; None where it is none, or open on that side."""
    unit: str
    """Of the figure; empty where it is none."""
    as_of: str
    """Year, month or day that it is about, in the grammar of `mcda.parks.dates`."""
    kind: ClaimKind
    """``measured``: a figure that somebody counted; ``stated``: what somebody says;
    ``controversy``: bad news, ``tenant``: who stands in a park or country."""
    source: Source
    """Where it stands."""
    locator: str
    """Where in the source: page, section, paragraph."""
    quote: str
    """Word for word, in the language of the source."""
    translations: Mapping[str, str] = field(default_factory=dict, compare=False)
    """Of the quote, by language; ours and not the source's."""
    tenure: Tenure | None = None
    """What a price of the user's own buys; of the catalogue's the rating says it."""
    private: bool = False
    """From the user's own data, not the shipped catalogue, see `mcda.parks.overlay`."""


def figure_of(text: str) -> float | None:
    """Return what a claim states as a number, None where it states words."""
    try:
        return float(text)
    except ValueError:
        return None


@dataclass(frozen=True, slots=True, kw_only=True)
class Level:
    """A step of a ladder, ``low <= value <= high``.

    Examples
    --------
    >>> from mcda.parks import load_catalogue
    >>> load_catalogue().ladders["infrastructure"].levels[0].value
    0
    """

    id: str
    """Of the level."""
    low: float
    """Between which it lies."""
    value: float
    """For which it stands."""
    high: float
    """Between which it lies."""
    name: Text
    """Of the level."""
    rule: Text
    """What puts a park there, by language."""
    needs: tuple[str, ...] = ()
    """What some claim of a rating at this level must say, see `Need`."""
    silent: bool = False
    """It is the level of what no source speaks of."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Need:
    """The content that a claim must have before a rating may rest on it."""

    id: str
    """Of what is needed."""
    name: Text
    """Of what is needed."""
    pattern: str
    """Regular expression that a quotation or our translation of it matches, whatever its case."""
    criteria: tuple[str, ...] = ()
    """Criteria of which every rating needs it; levels name theirs themselves."""

    def is_said(self, claim: Claim) -> bool:
        """Tell whether a claim has the needed content."""
        words = (claim.quote, *claim.translations.values())
        return any(re.search(self.pattern, text, re.IGNORECASE) for text in words)


@dataclass(frozen=True, slots=True, kw_only=True)
class Ladder:
    """How a qualitative criterion becomes a number: named levels in rising order.

    Examples
    --------
    >>> from mcda.parks import load_catalogue
    >>> [level.id for level in load_catalogue().ladders["infrastructure"].levels]
    ['none', 'three', 'five', 'seven']
    """

    id: str
    """Of the ladder."""
    name: Text
    """Of the ladder."""
    rule: Text
    """How levels are chosen, by language."""
    levels: tuple[Level, ...]
    """From the lowest to the highest."""
    claims: tuple[str, ...]
    """Ids of the claims that the rule rests on."""

    def level(self, level_id: str) -> Level:
        """Return a level by its id.

        Raises
        ------
        KeyError
            The ladder has no such level.
        """
        return {level.id: level for level in self.levels}[level_id]


@dataclass(frozen=True, slots=True, kw_only=True)
class Indicator:
    """Which figures make a criterion: claims about the park or its country, in a unit."""

    about: Literal["park", "country"]
    """Whose claims are read: the park's or its country's."""
    attribute: str
    """Of the claims."""
    unit: str
    """In which they state it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CriteriaGroup:
    """A branch of the criteria tree, with what its members have in common."""

    id: str
    """Of the branch."""
    name: Text
    """Of the branch."""
    criteria: tuple[str, ...]
    """Ids of its members; the first is the main criterion that it is about."""
    note: Text
    """What they have in common, by language."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CriterionScale:
    """Which values of a criterion count: its weight is the worth of going from end to end.

    It is the same for every enterprise and every list of parks.

    Examples
    --------
    >>> from mcda.parks import load_catalogue
    >>> scale = load_catalogue().criterion("infrastructure").scale
    >>> scale.worst, scale.best
    (3, 7)
    """

    worst: float
    """Ends in the criterion's unit."""
    best: float
    """Ends in the criterion's unit."""
    points: Points = ()
    """``[x, v]`` of the value curve, ``x`` rising and ``v`` in 0..1; empty where it is straight."""
    beyond: Beyond = "clip"
    """Whether what lies beyond an end counts as the end, or a straight scale goes on."""
    worst_in_words: Text
    """The ends as they are told where a weight is asked for or shown: it is the worth of going from
    the one to the other."""
    best_in_words: Text
    """The ends as they are told where a weight is asked for or shown: it is the worth of going from
    the one to the other."""
    reason: Text
    """Why these ends."""
    as_of: str
    """The day on which they were set; empty where the caller states the scale."""

    @property
    def range(self) -> tuple[float, float]:
        """The ends, lowest first."""
        return min(self.worst, self.best), max(self.worst, self.best)


@dataclass(frozen=True, slots=True, kw_only=True)
class PresentCost:
    """Over how many years a price is spread, and at which rate."""

    years: float
    """Of use."""
    rate: float
    """A year: 0.08 for 8 %."""
    unit: str = ""
    """In which prices are quoted."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CriterionInfo:
    """A criterion with its meaning and its limits.

    Examples
    --------
    >>> from mcda.parks import load_catalogue
    >>> load_catalogue().criterion("land_price").unit
    'USD/m2 for 20 years'
    """

    id: str
    """Unique name."""
    direction: Direction
    """Whether more or less is better."""
    unit: str
    """Of its figures."""
    possible: tuple[float, float]
    """Least and most that anybody may state."""
    name: Text
    """By language."""
    description: Text
    """By language."""
    measures: Text
    """What it measures, by language."""
    limits: Text
    """Where it misleads, by language."""
    scale: CriterionScale | None = None
    """Which values count; None of a ladder of a template: all of it does."""
    overlaps: tuple[str, ...] = ()
    """Ids of criteria that count much the same."""
    indicator: Indicator | None = None
    """Which figures make it; None where it is not read off claims as it stands."""
    use: PresentCost | None = None
    """How prices become the present cost of their use; None where it is no price."""

    @property
    def quoted_unit(self) -> str:
        """The unit in which people state values: for a price, before it becomes a cost of use."""
        return self.unit if self.use is None else self.use.unit

    @property
    def range(self) -> tuple[float, float]:
        """The ends of the scale, lowest first."""
        return self.possible if self.scale is None else self.scale.range

    def criterion(self) -> Criterion:
        """Return the column of a decision problem."""
        return Criterion(
            id=self.id,
            direction=self.direction,
            unit=self.unit,
            range=self.range,
            value=None if self.scale is None else self.scale.points or None,
            beyond="clip" if self.scale is None else self.scale.beyond,
            name=self.name,
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class ExchangeRate:
    """Units of a currency for one US dollar, at a time and from a claim."""

    currency: str
    per_usd: float
    as_of: str
    claim: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Converted:
    """A claim's figure in USD/m2, by the exchange rate of another claim."""

    claim: str
    """Id of the claim."""
    rate: str
    """Id of the claim that states the rate."""
    low: float
    """Bounds of the figure in USD/m2."""
    high: float
    """Bounds of the figure in USD/m2."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Figures:
    """Lowest, likeliest and highest of a figure."""

    low: float
    """In its unit."""
    mode: float
    """In its unit."""
    high: float
    """In its unit."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Aid(Figures):
    """What one government does for a park, in levels of its ladder (``support_by_china``)."""

    of: Literal["china", "host"]
    """Whose it is."""
    claims: tuple[str, ...] = ()
    """Ids of the claims that it rests on."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Rating:
    """Our reading of a park on a criterion, with the claims it rests on.

    Examples
    --------
    >>> from mcda.parks import load_catalogue
    >>> load_catalogue().ratings["ljip", "infrastructure"].kind
    'rated'
    """

    park: str
    """Which cell, by ids."""
    criterion: str
    """Which cell, by ids."""
    kind: Kind
    """How it was come by."""
    low: float
    """Least, likeliest and most, in the criterion's unit."""
    mode: float
    """Least, likeliest and most, in the criterion's unit."""
    high: float
    """Least, likeliest and most, in the criterion's unit."""
    level: str
    """Of the ladder, by id; empty where there is none."""
    rationale: Text
    """Why, by language."""
    claims: tuple[str, ...]
    """Ids of the claims that it rests on."""
    stated_by: tuple[str, ...] | None = None
    """Those of them that state what the mode was read from, the others say what bounds it; all of
    them state it where this is None, none does where it is empty."""
    converted: tuple[Converted, ...] = ()
    """Figures in other currencies, in USD."""
    tenure: Tenure | None = None
    """What a price buys."""
    price: Figures | None = None
    """How a price was quoted, where the rating is the present cost of use."""
    sides: tuple[Aid, ...] = field(default=(), compare=False)
    """Of government support: the two sides that its figures add up."""
    private: bool = field(default=False, compare=False)
    """From the user's own data, not the shipped catalogue, see `mcda.parks.overlay`."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Tie:
    """A recorded origin of the investor or of tenants.

    Examples
    --------
    >>> from mcda.parks import load_catalogue
    >>> load_catalogue().park("ljip").ties[0].province
    'Zhejiang'
    """

    kind: Literal["investor", "tenants"]
    """Whose origin it is."""
    province: str
    """In China; the city is empty where it is not recorded."""
    city: str
    """In China; the city is empty where it is not recorded."""
    claims: tuple[str, ...]
    """Ids of the claims that say so."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FirmInside:
    """A firm that stands in a park or elsewhere in a country, or that committed itself to it.

    Examples
    --------
    >>> from mcda.parks import load_catalogue
    >>> firm = load_catalogue().tenants[0]
    >>> firm.firm["zh"], firm.country, firm.sector, firm.stage
    ('艾郎', 'morocco', 'new_materials', 'announced')
    """

    firm: Text
    """Its name, by language."""
    home: str
    """ISO 3166-1 code of the country that it comes from; empty where no source says so."""
    province: str
    """Of China, where it is at home; empty where that is not known."""
    city: str
    """Of the province; empty where that is not known."""
    sector: str
    """Id of its sector; empty where its goods are not told."""
    chapters: tuple[str, ...]
    """Of the harmonised system, of its goods."""
    year: int | None
    """In which it came or committed itself; None where no source says so."""
    stage: TenantStage
    """As of the source."""
    country: str
    """Id of the host."""
    park: str | None
    """Id; None where it stands in no park of the catalogue."""
    claim: str
    """Id of the claim that says so, with source and quotation."""

    @property
    def company(self) -> Text:
        """Its name, without the plant in brackets."""
        return {key: name.split(" (")[0].split("（")[0] for key, name in self.firm.items()}


@dataclass(frozen=True, slots=True, kw_only=True)
class ParkFailure:
    """A failure of a park that is on record.

    Examples
    --------
    >>> from mcda.parks import load_catalogue
    >>> failure = load_catalogue().park("ogun_guangdong").failures[0]
    >>> failure.kind, failure.on, failure.successor
    ('operator_expelled', '2016-05-27', True)
    """

    kind: FailureKind
    """What failed; an ``award`` is against the host state or the operator over the park, and an
    ``armed_conflict`` is in the park, its zone or its town."""
    on: str
    """Day, month or year on which it began."""
    ended: str = ""
    """When it ended or a successor took over; empty while it goes on, or nobody says."""
    successor: bool | None = None
    """Whether another operator has taken over since; None of an armed conflict."""
    what: Text
    """What happened, in a sentence by language."""
    claims: tuple[str, ...]
    """Ids of the claims that say so, the newest of which is the last word on it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Ownership:
    """Levels of the ladder ``investor_type`` that the evidence allows, least to most assuring.

    Examples
    --------
    >>> from mcda.parks import load_catalogue
    >>> load_catalogue().park("ljip").ownership.mode
    'private'
    """

    low: str
    """Ids of the levels: the least, the likeliest and the most assuring."""
    mode: str
    """Ids of the levels: the least, the likeliest and the most assuring."""
    high: str
    """Ids of the levels: the least, the likeliest and the most assuring."""
    note: Text
    """Who owns it, by language."""
    claims: tuple[str, ...]
    """Ids of the claims that it rests on."""
    stated_by: tuple[str, ...] = ()
    """Those of them that state what the likeliest was read from; all where none is named."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Coordinates:
    """Where a park lies."""

    latitude: float
    """In degrees, north and east above 0."""
    longitude: float
    """In degrees, north and east above 0."""
    of: Literal["park", "place"]
    """Whether they are the park's own or those of the place that it is said to lie in."""
    near: Text
    """Name of that place, or of the city or province that people know it by, by language."""
    claims: tuple[str, ...]
    """Ids of the claims that say so."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Park:
    """A park run by a Chinese developer, or an industrial estate that is not a Chinese park.

    Examples
    --------
    >>> from mcda.parks import load_catalogue
    >>> load_catalogue().park("tcr").country
    'thailand'
    """

    id: str
    """Unique name."""
    kind: ParkKind
    """``chinese_park``, or ``estate`` for an industrial estate that is none."""
    name: Text
    """By language."""
    country: str
    """Id of its host country."""
    place: Text
    """Where in the country, by language."""
    host_estate: str
    """Id of the estate around it; empty where there is none."""
    summary: Text
    """What it is, in a sentence by language."""
    sectors: tuple[str, ...]
    """Ids of the sectors that sources name."""
    sector_claims: tuple[str, ...]
    """Ids of the claims that name sectors, and that speak of standard factories."""
    factory_claims: tuple[str, ...]
    """Ids of the claims that name sectors, and that speak of standard factories."""
    ownership: Ownership | None
    """Who owns it; None where no source says so."""
    ties: tuple[Tie, ...]
    """Recorded origins of its investor and tenants."""
    coordinates: Coordinates | None = None
    """Where it lies; None where that is not recorded."""
    contact: Annotated[Mapping[str, str] | None, SAID] = None
    """Whom to ask for what is missing, by language."""
    regimes: tuple[str, ...] = ()
    """Regimes of trade of the place, which give its goods duties that others of the country do not
    have: ``"qiz"`` for a qualifying industrial zone."""
    failures: tuple[ParkFailure, ...] = ()
    """What has failed there."""
    confirmed_by_mofcom: tuple[str, ...] = ()
    """Ids of the claims that say that China's Ministry of Commerce has confirmed it as an overseas
    cooperation zone of the state; empty where none on record does."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Country:
    """A host country or the country of origin.

    Examples
    --------
    >>> from mcda.parks import load_catalogue
    >>> load_catalogue().country("thailand").name["zh"]
    '泰国'
    """

    id: str
    """Unique name."""
    name: Text
    """By language."""
    role: Literal["host", "origin"]
    """``host`` of parks, or the country of ``origin`` of the enterprises."""
    region: str
    """Id of the region that it lies in."""
    codes: tuple[str, ...]
    """Such as those of ISO 3166."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Comparator:
    """An estate, region or market that claims speak of; not an alternative.

    Examples
    --------
    >>> from mcda.parks import load_catalogue
    >>> load_catalogue().comparators["overseas_parks"].name["en"]
    'Chinese overseas parks in general'
    """

    id: str
    name: Text
    country: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Quality:
    """A grade of the evidence behind a cell, with its reasons."""

    grade: Grade
    """``strong``: two independent sources, recent, no conflict, about this park itself. ``fair``:
    one source that is not weak, recent, or a scenario, which is assumed. ``weak``: all other
    evidence. ``unrecorded``: that sources which were read say nothing is all there is. ``none``:
    nothing is known. ``own``: a figure of the user's."""
    doubts: tuple[Doubt, ...]
    """Why it is no better: a neighbour's figure stands in, one source only, only mirrors, brokers
    and scraped pages, old, without date, sources that contradict each other, a scenario, nothing
    but bounds, or nothing on record."""
    sources: Count
    """Number of independent sources, not weak, that state the fact itself; what explains a measure
    or converts a currency does not count."""
    newest: int | None
    """Year of the newest such claim; None where none is dated."""
