"""What a request on parks gives, as the engine's objects; every fault keeps its place."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager

from api.parks.schemas import OverrideModel
from api.rankings.cells import to_cell
from mcda.errors import Fault, InvalidEnterprise, InvalidProblem, LimitExceeded, McdaError
from mcda.parks import Override


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
