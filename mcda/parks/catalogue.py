"""The catalogue of parks: what is known, and an enterprise's view of it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cache
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, TypeVar

from mcda.errors import CatalogueFault, NotFound
from mcda.parks import loader
from mcda.parks.contradiction import Curated, curated
from mcda.parks.integrity import integrity_faults
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
)
from mcda.parks.quality import STALE_AFTER
from mcda.parks.scenario import Scenario
from mcda.parks.scorability import is_scorable, unknown_criteria
from mcda.parks.sea_rates import SeaRates

if TYPE_CHECKING:
    from mcda.parks.appraisal import Appraisal
    from mcda.parks.enterprise import Enterprise
    from mcda.parks.override import Override

T = TypeVar("T")


@dataclass(frozen=True, slots=True, kw_only=True)
class Catalogue:
    """Parks, countries, criteria, ladders, ratings, scenarios, claims, sources and rates.

    ``rates`` are those of exchange, ``freight`` those of sea freight; ``curated`` says where
    sources contradict each other and where they only seem to.

    Raises
    ------
    CatalogueFault
        The data contradict themselves: an unknown claim, level, park or country, bounds in the
        wrong order, or a text that lacks a language.
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

    def __post_init__(self) -> None:
        faults = integrity_faults(self)
        if faults:
            raise CatalogueFault(faults)

    @classmethod
    def load(cls) -> "Catalogue":
        """Return the catalogue shipped with the package, read once."""
        return _shipped()

    @property
    def default_scenario(self) -> Scenario:
        """The scenario used where none is asked for."""
        return next(iter(self.scenarios.values()))

    @property
    def all_criteria(self) -> tuple[CriterionInfo, ...]:
        """The seven criteria, and the optional ones after them."""
        return (*self.criteria, *self.further)

    @property
    def scorable(self) -> tuple[str, ...]:
        """Parks on which at least four of the seven criteria are known."""
        return tuple(park.id for park in self.parks.values() if is_scorable(self, park))

    def unknown(self, park_id: str) -> tuple[str, ...]:
        """Return the criteria on which nothing is known of a park, or raise `NotFound`."""
        return unknown_criteria(self, self.park(park_id))

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

    def appraise(
        self,
        enterprise: "Enterprise",
        parks: Sequence[str] | None = None,
        criteria: Sequence[str] | None = None,
        overrides: "Sequence[Override]" = (),
        scenario: "str | Mapping[str, Any] | Scenario | None" = None,
        today: date | None = None,
        stale_after: int = STALE_AFTER,
    ) -> "Appraisal":
        """Return the parks as this enterprise would see them, a decision problem with evidence.

        Parameters
        ----------
        enterprise
            What it says of itself.
        parks, criteria
            Ids, in the order wanted; where left out the seven criteria, and all parks on which
            enough is known, see `Catalogue.scorable`. Optional criteria are those of `further`.
        overrides
            The user's own figures, each with its source.
        scenario
            Id of a tariff scenario, one of the user's own, or the default where left out.
        today
            Day from which the age of evidence is counted; the current one where left out.
        stale_after
            Years after which evidence counts as old.

        Raises
        ------
        InvalidEnterprise
            A park, criterion, override or scenario that does not exist or does not fit.
        InvalidProblem
            Repeated parks or criteria.
        """
        from mcda.parks.appraisal import appraise

        return appraise(self, enterprise, parks, criteria, overrides, scenario, today, stale_after)


@cache
def _shipped() -> Catalogue:
    known = loader.sources()
    return Catalogue(
        criteria=loader.criteria(),
        parks=MappingProxyType(loader.parks()),
        countries=MappingProxyType(loader.countries()),
        comparators=MappingProxyType(loader.comparators()),
        ladders=MappingProxyType(loader.ladders()),
        ratings=MappingProxyType(loader.ratings()),
        scenarios=MappingProxyType(loader.scenarios()),
        claims=MappingProxyType(loader.claims(known)),
        sources=MappingProxyType(known),
        rates=loader.rates(),
        further=loader.further(),
        groups=loader.groups(),
        freight=loader.freight(),
        curated=curated(),
    )


def _found(kind: str, name: str, known: Mapping[str, T]) -> T:
    if name not in known:
        fields = {kind.removeprefix("catalogue_"): name, "known": tuple(known)}
        raise NotFound.at(f"unknown_{kind}", **fields)
    return known[name]
