"""What the catalogue holds: sources, claims, ladders, ratings, parks and countries."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from mcda.criterion import Criterion, Direction, Points

Text = Mapping[str, str]
ClaimKind = Literal["measured", "stated"]
Kind = Literal["measured", "stated", "rated", "derived", "unknown", "override"]
ParkKind = Literal["chinese_park", "estate"]
Grade = Literal["strong", "fair", "weak", "none", "own"]
Doubt = Literal[
    "proxy",
    "single_source",
    "weak_sources",
    "old",
    "undated",
    "conflict",
    "scenario",
    "bounds_only",
]


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """Where claims come from; ``weak`` marks mirrors, brokers and scraped pages."""

    id: str
    title: str
    url: str
    date: str
    weak: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Claim:
    """One dated statement of one source about one subject.

    Contradictions are kept as separate claims. ``value`` is text because many are not numbers;
    ``low`` and ``high`` are in ``unit``. ``translations`` of the quote, by language, are ours and
    not the source's. ``private`` marks the user's own, see `mcda.parks.overlay`.
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
    private: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Level:
    """A step of a ladder, ``low <= value <= high``."""

    id: str
    low: float
    value: float
    high: float
    name: Text
    rule: Text


@dataclass(frozen=True, slots=True, kw_only=True)
class Ladder:
    """How a qualitative criterion becomes a number: named levels in rising order."""

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
    """Which figures make a criterion: claims about the park or its country, in a unit."""

    about: Literal["park", "country"]
    attribute: str
    unit: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CriteriaGroup:
    """A branch of the criteria tree, with what its members have in common."""

    id: str
    name: Text
    criteria: tuple[str, ...]
    note: Text


@dataclass(frozen=True, slots=True, kw_only=True)
class CriterionScale:
    """Which values of a criterion count, the same for every enterprise and every list of parks.

    Parameters
    ----------
    worst, best
        Ends in the criterion's unit; what lies beyond counts as the end.
    points
        ``(x, v)`` of the value curve, ``x`` rising and ``v`` in 0..1; empty where it is straight.
    worst_in_words, best_in_words
        The ends as they are told where a weight is asked for or shown: it is the worth of going
        from the one to the other.
    reason, as_of
        Why these ends, and the day on which they were set.
    """

    worst: float
    best: float
    points: Points = ()
    worst_in_words: Text
    best_in_words: Text
    reason: Text
    as_of: str

    @property
    def range(self) -> tuple[float, float]:
        """The ends, lowest first."""
        return min(self.worst, self.best), max(self.worst, self.best)


@dataclass(frozen=True, slots=True, kw_only=True)
class CriterionInfo:
    """A criterion with what it measures and where it misleads.

    ``overlaps`` names criteria that count much the same; ``indicator`` is set where a figure is
    read off claims. ``possible`` bounds what anybody may state; `scale` says what counts. A ladder
    of a template has no scale of its own: all of it counts.
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
    """A claim's figure in USD/m2, by the exchange rate of another claim."""

    claim: str
    rate: str
    low: float
    high: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Rating:
    """Our reading of a park on a criterion, with the claims it rests on.

    ``stated_by`` names those of the claims that state what the mode was read from, the others say
    what bounds it; all of them state it where none is named. ``private`` marks the user's own,
    see `mcda.parks.overlay`.
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
    private: bool = field(default=False, compare=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Tie:
    """A recorded origin of the investor or of tenants; ``city`` is empty where not recorded."""

    kind: Literal["investor", "tenants"]
    province: str
    city: str
    claims: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Ownership:
    """Levels of the ladder ``investor_type`` that the evidence allows, least to most assuring.

    ``stated_by`` is that of a `Rating`.
    """

    low: str
    mode: str
    high: str
    note: Text
    claims: tuple[str, ...]
    stated_by: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Park:
    """A park run by a Chinese developer, or an industrial estate that is not a Chinese park.

    ``host_estate`` names the estate around it, ``ownership`` is None where no source says who owns
    it.
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


@dataclass(frozen=True, slots=True, kw_only=True)
class Country:
    """A host country or the country of origin; ``region`` is an id of `Catalogue.regions`."""

    id: str
    name: Text
    role: Literal["host", "origin"]
    region: str
    codes: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Comparator:
    """An estate, region or market that claims speak of; not an alternative."""

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
        ``weak``: all other evidence. ``none``: nothing is known. ``own``: a figure of the user's.
    doubts
        Why it is no better: a neighbour's figure stands in, one source only, only mirrors,
        brokers and scraped pages, old, without date, sources that contradict each other, a
        scenario, or nothing but bounds.
    sources
        Number of independent sources, not weak, that state the fact itself; what explains a
        measure or converts a currency does not count.
    newest
        Year of the newest such claim; None where none is dated.
    """

    grade: Grade
    doubts: tuple[Doubt, ...]
    sources: int
    newest: int | None
