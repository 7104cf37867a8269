"""The catalogue of parks: the recorded data about them."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, TypeVar

from mcda.arguments import called
from mcda.errors import Fault, Note, NotFound
from mcda.parks.contradiction import CuratedLists
from mcda.parks.duties import Schedule
from mcda.parks.model import (
    Claim,
    Comparator,
    Country,
    CriteriaGroup,
    CriterionInfo,
    Edition,
    ExchangeRate,
    FirmInside,
    Ladder,
    Need,
    Park,
    Rating,
    Source,
    Text,
)
from mcda.parks.plants import HomeCosts, PlantFigures
from mcda.parks.scenario import Scenario
from mcda.parks.sea_rates import SeaRates
from mcda.plain import plain
from mcda.table import Tabular, worded
from mcda.texts.suggestions import NamedThing, listed

if TYPE_CHECKING:
    import pandas as pd

T = TypeVar("T", bound=NamedThing)


@called
@dataclass(frozen=True, slots=True, kw_only=True, repr=False)
class Catalogue(Tabular):
    """Parks, countries, criteria, ladders, ratings, scenarios, claims, sources and rates.

    ``rates`` are exchange rates, ``freight`` holds freight rates, ``schedule`` the layers of
    duties; ``plants`` says what plants of a sector sell, employ and ship, ``homes`` what they cost
    in provinces of China; ``curated`` lists contradictions between sources and pairs that only look
    like one; ``regions`` names regions of countries; ``needs`` are the requirements for the claims
    of a rating, ``edition`` is the state of the data, ``tenants`` are the firms inside;
    ``left_out`` are claims that are not heard, see `mcda.parks.as_of`. Contradictions within it are
    reported by `mcda.parks.checks.check`.

    Examples
    --------
    >>> from mcda.parks import load_catalogue
    >>> load_catalogue().park("ljip").name["en"]
    'Longjiang Industrial Park'
    """

    criteria: tuple[CriterionInfo, ...]
    parks: Mapping[str, Park]
    countries: Mapping[str, Country]
    comparators: Mapping[str, Comparator]
    ladders: Mapping[str, Ladder]
    ratings: Mapping[tuple[str, str], Rating]
    scenarios: Mapping[str, Scenario]
    claims: Mapping[str, Claim] = field(repr=False)
    sources: Mapping[str, Source] = field(repr=False)
    rates: tuple[ExchangeRate, ...] = ()
    further: tuple[CriterionInfo, ...] = ()
    groups: tuple[CriteriaGroup, ...] = ()
    freight: SeaRates = field(default=SeaRates(), repr=False)
    schedule: Schedule = field(default=Schedule(), repr=False)
    plants: Mapping[str, PlantFigures] = field(default_factory=dict, repr=False)
    homes: Mapping[str, HomeCosts] = field(default_factory=dict, repr=False)
    curated: CuratedLists = field(default=CuratedLists(), repr=False)
    regions: Mapping[str, Text] = field(default_factory=dict)
    needs: Mapping[str, Need] = field(default_factory=dict, repr=False)
    edition: Edition = field(default_factory=Edition)
    tenants: tuple[FirmInside, ...] = field(default=(), repr=False)
    left_out: frozenset[str] = field(default=frozenset(), repr=False)

    made: dict[Any, Any] = field(default_factory=dict, init=False, repr=False, compare=False)
    """What was made of it once, by what it depends on beside the catalogue."""
    _about: Mapping[str, tuple[Claim, ...]] = field(init=False, repr=False, compare=False)
    _inside: Mapping[str, tuple[FirmInside, ...]] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        """Group claims by their subject, and firms by where they stand."""
        about: dict[str, list[Claim]] = {}
        heard = (claim for name, claim in self.claims.items() if name not in self.left_out)
        for claim in heard:
            about.setdefault(claim.subject, []).append(claim)
        inside: dict[str, list[FirmInside]] = {}
        for firm in self.tenants:
            for place in filter(None, (firm.park, firm.country)):
                if firm.stage != "left":
                    inside.setdefault(place, []).append(firm)
        for name, groups in (("_about", about), ("_inside", inside)):
            object.__setattr__(self, name, {key: tuple(items) for key, items in groups.items()})

    @property
    def default_scenario(self) -> Scenario:
        """The scenario that is used if none is requested."""
        return next(iter(self.scenarios.values()))

    @property
    def all_criteria(self) -> tuple[CriterionInfo, ...]:
        """The seven criteria, and the optional ones after them."""
        return (*self.criteria, *self.further)

    def criterion(self, criterion_id: str) -> CriterionInfo:
        """Return a criterion, or raise `NotFound`."""
        return _found(
            "catalogue_criterion", criterion_id, {item.id: item for item in self.all_criteria}
        )

    def park(self, park_id: str) -> Park:
        """Return a park, or raise `NotFound`."""
        return _found("park", park_id, self.parks)

    def firms_in(self, place: str) -> tuple[FirmInside, ...]:
        """Return the firms that stand in a park, or in a country, and did not leave."""
        return self._inside.get(place, ())

    def guests_of(self, park_id: str) -> tuple[Park, ...]:
        """Return the parks that lie inside an estate."""
        return tuple(park for park in self.parks.values() if park.host_estate == park_id)

    def country(self, country_id: str) -> Country:
        """Return a country, or raise `NotFound`."""
        return _found("country", country_id, self.countries)

    def scenario(self, scenario_id: str) -> Scenario:
        """Return a scenario, or raise `NotFound`."""
        return _found("scenario", scenario_id, self.scenarios)

    def summary(self, language: str = "en") -> str:
        """Return a summary of the catalogue's contents and its edition."""
        fields = {
            "parks": len(self.parks),
            "countries": len({park.country for park in self.parks.values()}),
            "claims": len(self.claims),
            "sources": len(self.sources),
            "date": self.edition.date or "-",
        }
        return Note("summary_catalogue", (), fields).say(language)

    def to_frame(self) -> "pd.DataFrame":
        """Return a table of the parks: ``name``, ``country``, ``kind`` and number of ``claims``."""
        import pandas as pd

        index = pd.Index(list(self.parks), name="park", dtype=object)
        rows = [
            (park.name["en"], park.country, park.kind, len(self.claims_about(park.id)))
            for park in self.parks.values()
        ]
        return pd.DataFrame(rows, index=index, columns=["name", "country", "kind", "claims"])

    def to_dict(self, language: str = "en") -> dict[str, Any]:
        """Return the parks, by id, as plain data with texts in the language."""
        return worded({name: plain(park) for name, park in self.parks.items()}, language, {})

    def claims_about(self, subject: str) -> tuple[Claim, ...]:
        """Return the claims about a park, country or comparator, in file order."""
        return self._about.get(subject, ())


def unknown_faults(
    named: Sequence[str], known: Mapping[str, NamedThing], kind: str, path: tuple[str | int, ...]
) -> Iterator[Fault]:
    """Yield a fault, at ``path`` and its place, for each name that is not known."""
    for place, name in enumerate(named):
        if name not in known:
            fields = {kind.removeprefix("catalogue_"): name, **listed(known)}
            yield Fault(f"unknown_{kind}", (*path, place), fields)


def _found(kind: str, name: str, known: Mapping[str, T]) -> T:
    if not isinstance(name, str) or name not in known:
        fields = {kind.removeprefix("catalogue_"): name, **listed(known)}
        raise NotFound.at(f"unknown_{kind}", **fields)
    return known[name]
