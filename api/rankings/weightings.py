"""Resolves the named weightings of a request; every fault keeps its path."""

from collections.abc import Iterator, Mapping, Sequence

from api.rankings.convert import at_request_field
from api.rankings.schemas import WeightingModel
from mcda.errors import Fault, InvalidInput, hidden_fault
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

    Raises
    ------
    InvalidInput
        A name is blank, reserved or used twice, or a statement cannot be used.
    """
    InvalidInput.raise_any(list(name_faults(items, *at, reserved=reserved)))
    vectors = {}
    for place, item in enumerate(items):
        with at_request_field(*at, place, "weights", computed=computed):
            vectors[item.name] = resolve(item.weights, problem)
    return vectors


def name_faults(
    items: Sequence[WeightingModel], *at: str | int, reserved: Sequence[str] = ()
) -> Iterator[Fault]:
    """Yield the faults of the names in a list of weightings at a path of the request."""
    places: dict[str, int] = {}
    for place, item in enumerate(items):
        path = (*at, place, "name")
        if not item.name.strip():
            yield Fault("weighting_unnamed", path, {"place": place})
        elif item.name in reserved:
            yield Fault("weighting_name_reserved", path, {"name": item.name})
        elif item.name in places:
            fields = {"name": item.name, "first": places[item.name], "again": place}
            yield Fault("weighting_name_twice", path, fields)
        places.setdefault(item.name, place)
        hidden = hidden_fault(item.name, *path)
        if hidden is not None:
            yield hidden
