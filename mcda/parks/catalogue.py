"""The catalogue of parks: what is known of them, as a record."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TypeVar

from mcda.errors import NotFound
from mcda.parks.contradiction import Curated
from mcda.parks.model import (
    Claim,
    Comparator,
    Country,
    CriteriaGroup,
    CriterionInfo,
    ExchangeRate,
    Ladder,
    Park,
    Rating,
    Source,
    Text,
)
from mcda.parks.scenario import Scenario
from mcda.parks.sea_rates import SeaRates

T = TypeVar("T")


@dataclass(frozen=True, slots=True, kw_only=True)
class Catalogue:
    """Parks, countries, criteria, ladders, ratings, scenarios, claims, sources and rates.

    ``rates`` are those of exchange, ``freight`` those of sea freight; ``curated`` says where
    sources contradict each other and where they only seem to; ``regions`` names those of
    countries. Whether it contradicts itself is told by `mcda.parks.checks.check`.
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
    curated: Curated = field(default=Curated(), repr=False)
    regions: Mapping[str, Text] = field(default_factory=dict)

    @property
    def default_scenario(self) -> Scenario:
        """The scenario used where none is asked for."""
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

    def guests_of(self, park_id: str) -> tuple[Park, ...]:
        """Return the parks that lie inside an estate."""
        return tuple(park for park in self.parks.values() if park.host_estate == park_id)

    def country(self, country_id: str) -> Country:
        """Return a country, or raise `NotFound`."""
        return _found("country", country_id, self.countries)

    def scenario(self, scenario_id: str) -> Scenario:
        """Return a scenario, or raise `NotFound`."""
        return _found("scenario", scenario_id, self.scenarios)

    def claims_about(self, subject: str) -> tuple[Claim, ...]:
        """Return the claims about a park, country or comparator, in file order."""
        return tuple(claim for claim in self.claims.values() if claim.subject == subject)


def _found(kind: str, name: str, known: Mapping[str, T]) -> T:
    if name not in known:
        fields = {kind.removeprefix("catalogue_"): name, "known": tuple(known)}
        raise NotFound.at(f"unknown_{kind}", **fields)
    return known[name]
