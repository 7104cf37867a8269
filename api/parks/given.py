"""What a request on parks gives, as the engine's objects; every fault keeps its place."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import Any

from api.parks.schemas import EnterpriseModel, OverrideModel, ScaleModel, ScenarioModel
from api.rankings.cells import to_cell
from mcda.errors import Fault, InvalidEnterprise, InvalidProblem, LimitExceeded, McdaError
from mcda.parks import Enterprise, Override
from mcda.parks.assumptions import UNKNOWNS, Unknowns
from mcda.parks.scale import StatedScale


def to_enterprise(said: EnterpriseModel) -> Enterprise:
    """Return the enterprise that a request describes.

    Raises
    ------
    InvalidEnterprise
        With one fault for each thing that is wrong.
    """
    return Enterprise(
        home=None if said.home is None else said.home.model_dump(),
        sectors=said.sectors,
        markets=said.markets,
        size=said.size,
        first_investment=said.first_investment,
        intent=said.intent,
        needs_standard_factory=said.needs_standard_factory,
        partners_in=said.partners_in,
        investor_reliance=said.investor_reliance,
        container_value=said.container_value,
    )


def to_overrides(items: Sequence[OverrideModel]) -> list[Override]:
    """Return the user's own figures."""
    return [_override(item, place) for place, item in enumerate(items)]


def _override(item: OverrideModel, place: int) -> Override:
    try:
        value = to_cell(item.value)
    except McdaError as error:
        where = ("overrides", place, "value")
        raise InvalidEnterprise([fault.under(*where) for fault in error.faults]) from error
    return Override(park=item.park, criterion=item.criterion, value=value, source=item.source)


def to_scenario(said: str | ScenarioModel | None) -> str | dict[str, Any] | None:
    """Return a tariff scenario by id, or the user's own as plain data."""
    return said.model_dump(exclude_none=True) if isinstance(said, ScenarioModel) else said


def to_scales(said: Mapping[str, ScaleModel]) -> dict[str, StatedScale]:
    """Return the scales that a request states, by criterion."""
    return {
        name: StatedScale(worst=scale.worst, best=scale.best, points=tuple(scale.points))
        for name, scale in said.items()
    }


def to_unknowns(said: str) -> Unknowns:
    """Return what stands where nothing is known; where that is refused, any will do."""
    return "bounds" if said == "refuse" else next(one for one in UNKNOWNS if one == said)


@contextmanager
def called_parks() -> Iterator[None]:
    """Tell faults in alternatives by the field that names them here: ``parks``."""
    try:
        yield
    except (InvalidProblem, LimitExceeded) as error:
        raise type(error)(
            [
                Fault(
                    f.code,
                    tuple("parks" if p == "alternatives" else p for p in f.path[:2]),
                    f.fields,
                )
                for f in error.faults
            ]
        ) from error
