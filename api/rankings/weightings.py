"""Named weightings of a request, resolved; every fault keeps its place."""

from collections.abc import Iterator, Mapping, Sequence

from api.rankings.convert import at_request_field
from api.rankings.schemas import WeightingModel
from mcda.errors import Fault, InvalidInput
from mcda.hidden_characters import hidden_fault
from mcda.problem import Problem
from mcda.weight_vector import WeightVector
from weights.weightings import resolve


def resolve_weightings(
    items: Sequence[WeightingModel],
    problem: Problem,
    *at: str | int,
    computed: bool = False,
    reserved: Sequence[str] = (),
) -> Mapping[str, WeightVector]:
    """Return the weights by name.

    Parameters
    ----------
    items
        Names and statements.
    problem
        Whose criteria are weighted.
    at
        Where in the request the list stands.
    computed
        The problem is not in the request but was made from it.
    reserved
        Names that mean something already.

    Raises
    ------
    InvalidInput
        A name is blank, reserved or used twice, or a statement cannot be used.
    """
    faults = list(name_faults(items, *at, reserved=reserved))
    if faults:
        raise InvalidInput(faults)
    found = {}
    for place, item in enumerate(items):
        with _weighting(*at, place, "weights", computed=computed):
            found[item.name] = resolve(item.weights, problem)
    return found


class _weighting(at_request_field):  # noqa: N801 - read as a word, like its base
    """Put the place of a weighting before the path of the faults in it."""

    __slots__ = ()

    def __init__(self, *prefix: str | int, computed: bool) -> None:
        super().__init__(computed=computed)
        self._prefix = prefix


def name_faults(
    items: Sequence[WeightingModel], *at: str | int, reserved: Sequence[str] = ()
) -> Iterator[Fault]:
    """Yield what is wrong with the names of a list that stands at a place of the request."""
    seen: dict[str, int] = {}
    for place, item in enumerate(items):
        path = (*at, place, "name")
        if not item.name.strip():
            yield Fault("weighting_unnamed", path, {"place": place})
        elif item.name in reserved:
            yield Fault("weighting_name_reserved", path, {"name": item.name})
        elif item.name in seen:
            fields = {"name": item.name, "first": seen[item.name], "again": place}
            yield Fault("weighting_name_twice", path, fields)
        seen.setdefault(item.name, place)
        hidden = hidden_fault(item.name, *path)
        if hidden is not None:
            yield hidden
