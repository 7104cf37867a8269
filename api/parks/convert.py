"""Converts requests on parks to the engine's objects; every fault keeps its path."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import Any

from api.parks.catalogue import catalogue_of
from api.parks.schemas import (
    EnterpriseModel,
    OverrideModel,
    RecommendationRequest,
    ScaleModel,
    ScenarioModel,
    ScenarioOnDay,
)
from api.parks.vocabulary import Vocabulary
from api.rankings.cells import to_cell
from api.settings import Settings
from mcda.errors import InvalidEnterprise, InvalidProblem, LimitExceeded, McdaError
from mcda.parks import Catalogue, Enterprise, Override
from mcda.parks.model import Tenure
from mcda.parks.posterior import UNKNOWNS, Unknowns
from mcda.parks.scale import StatedScale

StatedScenario = str | ScenarioOnDay | ScenarioModel | None


def own_markets(scenario: StatedScenario) -> Collection[str]:
    """Return the markets that a request defines itself, in a scenario of its own."""
    return scenario.rates if isinstance(scenario, ScenarioModel) else ()


def to_enterprise(
    said: EnterpriseModel, catalogue: Catalogue, own: Collection[str] = ()
) -> Enterprise:
    """Return the enterprise that a request describes.

    Raises
    ------
    InvalidEnterprise
        The request has errors, one fault for each, such as an unknown sector or home country.
    """
    enterprise = Enterprise(**said.model_dump())
    InvalidEnterprise.raise_any(list(Vocabulary.of(catalogue).faults(enterprise, own)))
    return enterprise


def enterprise_of(request: RecommendationRequest, settings: Settings) -> Enterprise:
    """Return the enterprise of a recommendation; raises as `to_enterprise`."""
    return to_enterprise(request.enterprise, catalogue_of(settings), own_markets(request.scenario))


def to_overrides(items: Sequence[OverrideModel]) -> list[Override]:
    """Return the user's own figures."""
    return [_override(item, place) for place, item in enumerate(items)]


def _override(item: OverrideModel, place: int) -> Override:
    try:
        value = to_cell(item.value)
    except McdaError as error:
        where = ("overrides", place, "value")
        raise InvalidEnterprise([fault.under(*where) for fault in error.faults]) from error
    buys = item.tenure
    return Override(
        alternative=item.alternative,
        criterion=item.criterion,
        value=value,
        source=item.source,
        tenure=None if buys is None else Tenure(kind=buys.kind, years=buys.years),
    )


def to_scenario(said: StatedScenario) -> str | dict[str, Any] | None:
    """Return a tariff scenario by id, or the user's own as plain data."""
    return said if said is None or isinstance(said, str) else said.model_dump(exclude_none=True)


def to_scales(said: Mapping[str, ScaleModel]) -> dict[str, StatedScale]:
    """Return the scales that a request states, by criterion."""
    return {
        name: StatedScale(worst=scale.worst, best=scale.best, points=tuple(scale.points))
        for name, scale in said.items()
    }


def to_unknowns(said: str) -> Unknowns:
    """Return the treatment of unknown values; if they are refused, the choice does not matter."""
    return "bounds" if said == "refuse" else next(choice for choice in UNKNOWNS if choice == said)


@contextmanager
def called_parks() -> Iterator[None]:
    """Rename ``alternatives`` in the paths of faults to ``parks``, the field of these requests."""
    try:
        yield
    except (InvalidProblem, LimitExceeded) as error:
        called = {"alternatives": "parks"}
        faults = [
            fault.at_path(*(called.get(str(part), part) for part in fault.path[:2]))
            for fault in error.faults
        ]
        raise type(error)(faults) from error
