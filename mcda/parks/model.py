"""What the catalogue holds: sources, claims, ladders, ratings, parks and countries."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Annotated, Literal

from mcda.criterion import Criterion, Direction, Points
from mcda.plain import SAID, Count

Text = Mapping[str, str]
ClaimKind = Literal["measured", "stated", "controversy"]
Basis = Literal["page", "excerpt", ""]
Kind = Literal["measured", "stated", "rated", "derived", "unknown", "override"]
ParkKind = Literal["chinese_park", "estate"]
TenureKind = Literal["sale", "lease", "rent", "unstated"]
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
    """Which state of a catalogue this is.

    Parameters
    ----------
    version
        Counts changes of what it says; empty where nobody counts.
    date
        The day on which it was closed, ISO 8601.
    digest
        SHA-256 of its data.
    """

    version: str = ""
    date: str = ""
    digest: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """Where claims come from.

    Parameters
    ----------
    id, title
        Of the source.
    url
        Its address, empty where it has none.
    date
        What it is dated, in the grammar of `mcda.parks.dates`.
    weak
        Mirrors, brokers and scraped pages.
    read
        Day on which its words were last read.
    basis
        Whether the whole page was read or an excerpt of it; empty where nobody says.

    Examples
    --------
    >>> from mcda.parks import load_catalogue
    >>> load_catalogue().sources["sheng_2025"].date
    '2025'
    """

    id: str
    title: str
    url: str
    date: str
    weak: bool
    read: str = field(default="", compare=False)
    basis: Basis = field(default="", compare=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Tenure:
    """What a price of land buys.

    Parameters
    ----------
    kind
        ``sale`` for land that is kept, ``lease`` for a sum paid once for a term, ``rent`` for a
        sum a year, ``unstated`` where no source says.
    years
        The term of a lease, where it is stated.
    until
        Year in which it ends, where that is stated: what remains counts.
    claims
        Ids of the claims that say so.
    """

    kind: TenureKind
    years: float | None = None
    until: int | None = None
    claims: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Claim:
    """One dated statement of one source about one subject.

    Contradictions are kept as separate claims.

    Parameters
    ----------
    id
        Of the claim.
    subject
        Id of the park, country, estate or market that it is about.
    attribute
        What it states of it.
    value
        As the source has it; a text, because many are not numbers.
    low, high
        Bounds of the figure in ``unit``; None where it is none, or open on that side.
    unit
        Of the figure; empty where it is none.
    as_of
        Year, month or day that it is about, in the grammar of `mcda.parks.dates`.
    kind
        ``measured``: a figure that somebody counted; ``stated``: what somebody says;
        ``controversy``: bad news.
    source
        Where it stands.
    locator
        Where in the source: page, section, paragraph.
    quote
        Word for word, in the language of the source.
    translations
        Of the quote, by language; ours and not the source's.
    tenure
        What a price of the user's own buys; of the catalogue's the rating says it.
    private
        From the user's own data, not the shipped catalogue, see `mcda.parks.overlay`.

    Examples
    --------
    >>> from mcda.parks import load_catalogue
    >>> claim = load_catalogue().claims["ljip.land_price.1"]
    >>> claim.subject, claim.attribute, claim.unit
    ('ljip', 'land_price', 'USD/m2 (lease to 2057)')
    """

    id: str
    subject: str
    attribute: str
    value: str
    low: float | None
    high: float | None
    unit: str
    as_of: str
    kind: ClaimKind
    source: Source
    locator: str
    quote: str
    translations: Text = field(default_factory=dict, compare=False)
    tenure: Tenure | None = None
    private: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Level:
    """A step of a ladder, ``low <= value <= high``.

    Parameters
    ----------
    id, name
        Of the level.
    low, high
        Between which it lies.
    value
        For which it stands.
    rule
        What puts a park there, by language.
    needs
        What some claim of a rating at this level must say, see `Need`.
    silent
        It is the level of what no source speaks of.

    Examples
    --------
    >>> from mcda.parks import load_catalogue
    >>> load_catalogue().ladders["infrastructure"].levels[0].value
    0
    """

    id: str
    low: float
    value: float
    high: float
    name: Text
    rule: Text
    needs: tuple[str, ...] = ()
    silent: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Need:
    """What a claim must say before a rating may rest on it.

    Parameters
    ----------
    id, name
        Of what is needed.
    pattern
        Regular expression that a quotation or our translation of it matches, whatever its case.
    criteria
        Criteria of which every rating needs it; levels name theirs themselves.
    """

    id: str
    name: Text
    pattern: str
    criteria: tuple[str, ...] = ()

    def is_said(self, claim: Claim) -> bool:
        """Tell whether a claim says it."""
        words = (claim.quote, *claim.translations.values())
        return any(re.search(self.pattern, text, re.IGNORECASE) for text in words)


@dataclass(frozen=True, slots=True, kw_only=True)
class Ladder:
    """How a qualitative criterion becomes a number: named levels in rising order.

    Parameters
    ----------
    id, name
        Of the ladder.
    rule
        How levels are chosen, by language.
    levels
        From the lowest to the highest.
    claims
        Ids of the claims that the rule rests on.

    Examples
    --------
    >>> from mcda.parks import load_catalogue
    >>> [level.id for level in load_catalogue().ladders["infrastructure"].levels]
    ['none', 'three', 'five', 'seven']
    """

    id: str
    name: Text
    rule: Text
    levels: tuple[Level, ...]
    claims: tuple[str, ...]

    def level(self, level_id: str) -> Level:
        """Return a level by its id.

        Raises
        ------
        KeyError
            The ladder has no such level.
        """
        for level in self.levels:
            if level.id == level_id:
                return level
        raise KeyError(level_id)


@dataclass(frozen=True, slots=True, kw_only=True)
class Indicator:
    """Which figures make a criterion: claims about the park or its country, in a unit.

    Parameters
    ----------
    about
        Whose claims are read: the park's or its country's.
    attribute
        Of the claims.
    unit
        In which they state it.
    """

    about: Literal["park", "country"]
    attribute: str
    unit: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CriteriaGroup:
    """A branch of the criteria tree, with what its members have in common.

    Parameters
    ----------
    id, name
        Of the branch.
    criteria
        Ids of its members; the first is the main criterion that it is about.
    note
        What they have in common, by language.
    """

    id: str
    name: Text
    criteria: tuple[str, ...]
    note: Text


@dataclass(frozen=True, slots=True, kw_only=True)
class CriterionScale:
    """Which values of a criterion count: its weight is the worth of going from end to end.

    It is the same for every enterprise and every list of parks.

    Parameters
    ----------
    worst, best
        Ends in the criterion's unit; what lies beyond counts as the end.
    points
        ``[x, v]`` of the value curve, ``x`` rising and ``v`` in 0..1; empty where it is straight.
    worst_in_words, best_in_words
        The ends as they are told where a weight is asked for or shown: it is the worth of going
        from the one to the other.
    reason
        Why these ends.
    as_of
        The day on which they were set; empty where the caller states the scale.

    Examples
    --------
    >>> from mcda.parks import load_catalogue
    >>> scale = load_catalogue().criterion("infrastructure").scale
    >>> scale.worst, scale.best
    (3, 7)
    """

    worst: float
    best: float
    points: Points = ()
    worst_in_words: Annotated[Text, SAID]
    best_in_words: Annotated[Text, SAID]
    reason: Annotated[Text, SAID]
    as_of: str

    @property
    def range(self) -> tuple[float, float]:
        """The ends, lowest first."""
        return min(self.worst, self.best), max(self.worst, self.best)


@dataclass(frozen=True, slots=True, kw_only=True)
class PresentCost:
    """Over how many years a price is spread, and at which rate.

    Parameters
    ----------
    years
        Of use.
    rate
        A year: 0.08 for 8 %.
    unit
        In which prices are quoted.
    """

    years: float
    rate: float
    unit: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class CriterionInfo:
    """A criterion with what it measures and where it misleads.

    Parameters
    ----------
    id
        Unique name.
    direction
        Whether more or less is better.
    unit
        Of its figures.
    possible
        Least and most that anybody may state.
    name, description
        By language.
    measures
        What it measures, by language.
    limits
        Where it misleads, by language.
    scale
        Which values count; None of a ladder of a template: all of it does.
    overlaps
        Ids of criteria that count much the same.
    indicator
        Which figures make it; None where it is not read off claims as it stands.
    use
        How prices become the present cost of their use; None where it is no price.

    Examples
    --------
    >>> from mcda.parks import load_catalogue
    >>> load_catalogue().criterion("land_price").unit
    'USD/m2 for 20 years'
    """

    id: str
    direction: Direction
    unit: str
    possible: tuple[float, float]
    name: Text
    description: Text
    measures: Text
    limits: Text
    scale: CriterionScale | None = None
    overlaps: tuple[str, ...] = ()
    indicator: Indicator | None = None
    use: PresentCost | None = None

    @property
    def quoted_unit(self) -> str:
        """Unit in which people state it: of a price, before it becomes a cost of use."""
        return self.unit if self.use is None else self.use.unit

    @property
    def range(self) -> tuple[float, float]:
        """The ends of the scale, lowest first."""
        return self.possible if self.scale is None else self.scale.range

    def criterion(self) -> Criterion:
        """Return the column of a decision problem."""
        points = () if self.scale is None else self.scale.points
        return Criterion(
            id=self.id,
            direction=self.direction,
            unit=self.unit,
            range=self.range,
            value=points or None,
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
    """A claim's figure in USD/m2, by the exchange rate of another claim.

    Parameters
    ----------
    claim
        Id of the claim.
    rate
        Id of the claim that states the rate.
    low, high
        Bounds of the figure in USD/m2.
    """

    claim: str
    rate: str
    low: float
    high: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Figures:
    """Lowest, likeliest and highest of a figure.

    Parameters
    ----------
    low, mode, high
        In its unit.
    """

    low: float
    mode: float
    high: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Rating:
    """Our reading of a park on a criterion, with the claims it rests on.

    Parameters
    ----------
    park, criterion
        Which cell, by ids.
    kind
        How it was come by.
    low, mode, high
        Least, likeliest and most, in the criterion's unit.
    level
        Of the ladder, by id; empty where there is none.
    rationale
        Why, by language.
    claims
        Ids of the claims that it rests on.
    stated_by
        Those of them that state what the mode was read from, the others say what bounds it; all of
        them state it where none is named.
    converted
        Figures in other currencies, in USD.
    tenure
        What a price buys.
    price
        How a price was quoted, where the rating is the present cost of use.
    private
        From the user's own data, not the shipped catalogue, see `mcda.parks.overlay`.

    Examples
    --------
    >>> from mcda.parks import load_catalogue
    >>> load_catalogue().ratings["ljip", "infrastructure"].kind
    'rated'
    """

    park: str
    criterion: str
    kind: Kind
    low: float
    mode: float
    high: float
    level: str
    rationale: Text
    claims: tuple[str, ...]
    stated_by: tuple[str, ...] = ()
    converted: tuple[Converted, ...] = ()
    tenure: Tenure | None = None
    price: Figures | None = None
    private: bool = field(default=False, compare=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Tie:
    """A recorded origin of the investor or of tenants.

    Parameters
    ----------
    kind
        Whose origin it is.
    province, city
        In China; the city is empty where it is not recorded.
    claims
        Ids of the claims that say so.

    Examples
    --------
    >>> from mcda.parks import load_catalogue
    >>> load_catalogue().park("ljip").ties[0].province
    'Zhejiang'
    """

    kind: Literal["investor", "tenants"]
    province: str
    city: str
    claims: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Ownership:
    """Levels of the ladder ``investor_type`` that the evidence allows, least to most assuring.

    Parameters
    ----------
    low, mode, high
        Ids of the levels: the least, the likeliest and the most assuring.
    note
        Who owns it, by language.
    claims
        Ids of the claims that it rests on.
    stated_by
        Those of them that state what the likeliest was read from; all where none is named.

    Examples
    --------
    >>> from mcda.parks import load_catalogue
    >>> load_catalogue().park("ljip").ownership.mode
    'private'
    """

    low: str
    mode: str
    high: str
    note: Text
    claims: tuple[str, ...]
    stated_by: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Coordinates:
    """Where a park lies.

    Parameters
    ----------
    latitude, longitude
        In degrees, north and east above 0.
    of
        Whether they are the park's own or those of the place that it is said to lie in.
    near
        Name of that place, or of the city or province that people know it by, by language.
    claims
        Ids of the claims that say so.
    """

    latitude: float
    longitude: float
    of: Literal["park", "place"]
    near: Text
    claims: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Park:
    """A park run by a Chinese developer, or an industrial estate that is not a Chinese park.

    Parameters
    ----------
    id
        Unique name.
    kind
        ``chinese_park``, or ``estate`` for an industrial estate that is none.
    name
        By language.
    country
        Id of its host country.
    place
        Where in the country, by language.
    host_estate
        Id of the estate around it; empty where there is none.
    summary
        What it is, in a sentence by language.
    sectors
        Ids of the sectors that sources name.
    sector_claims, factory_claims
        Ids of the claims that name sectors, and that speak of standard factories.
    ownership
        Who owns it; None where no source says so.
    ties
        Recorded origins of its investor and tenants.
    coordinates
        Where it lies; None where that is not recorded.
    contact
        Whom to ask for what is missing, by language.

    Examples
    --------
    >>> from mcda.parks import load_catalogue
    >>> load_catalogue().park("tcr").country
    'thailand'
    """

    id: str
    kind: ParkKind
    name: Text
    country: str
    place: Text
    host_estate: str
    summary: Text
    sectors: tuple[str, ...]
    sector_claims: tuple[str, ...]
    factory_claims: tuple[str, ...]
    ownership: Ownership | None
    ties: tuple[Tie, ...]
    coordinates: Coordinates | None = None
    contact: Text | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Country:
    """A host country or the country of origin.

    Parameters
    ----------
    id
        Unique name.
    name
        By language.
    role
        ``host`` of parks, or the country of ``origin`` of the enterprises.
    region
        Id of the region that it lies in.
    codes
        Such as those of ISO 3166.

    Examples
    --------
    >>> from mcda.parks import load_catalogue
    >>> load_catalogue().country("thailand").name["zh"]
    '泰国'
    """

    id: str
    name: Text
    role: Literal["host", "origin"]
    region: str
    codes: tuple[str, ...]


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
    """A grade of the evidence behind a cell, with its reasons.

    Parameters
    ----------
    grade
        ``strong``: two independent sources, recent, no conflict, about this park itself.
        ``fair``: one source that is not weak, recent, or a scenario, which is assumed.
        ``weak``: all other evidence. ``unrecorded``: that sources which were read say nothing is
        all there is. ``none``: nothing is known. ``own``: a figure of the user's.
    doubts
        Why it is no better: a neighbour's figure stands in, one source only, only mirrors,
        brokers and scraped pages, old, without date, sources that contradict each other, a
        scenario, nothing but bounds, or nothing on record.
    sources
        Number of independent sources, not weak, that state the fact itself; what explains a
        measure or converts a currency does not count.
    newest
        Year of the newest such claim; None where none is dated.
    """

    grade: Grade
    doubts: tuple[Doubt, ...]
    sources: Count
    newest: int | None
