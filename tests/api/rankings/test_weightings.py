"""Named weightings of a request, each fault at its place."""

from typing import Any

import pytest

from api.rankings.schemas import WeightingModel
from api.rankings.weightings import name_faults, resolve_weightings
from mcda import Alternative, Criterion, Problem
from mcda.errors import InvalidInput

PROBLEM = Problem(
    criteria=[Criterion(id=c, direction="benefit") for c in "xy"],
    alternatives=[Alternative(id="a")],
    performances=[[1.0, 2.0]],
)


def named(name: str, **values: float) -> WeightingModel:
    said: dict[str, Any] = {"name": name, "weights": {"kind": "direct", "values": values}}
    return WeightingModel.model_validate(said)


def test_weights_by_name() -> None:
    found = resolve_weightings([named("cfo", x=3, y=1), named("owner", x=1, y=1)], PROBLEM)
    assert {name: vector.as_dict() for name, vector in found.items()} == {
        "cfo": {"x": 0.75, "y": 0.25},
        "owner": {"x": 0.5, "y": 0.5},
    }


def test_faults_stand_at_their_place() -> None:
    with pytest.raises(InvalidInput) as caught:
        resolve_weightings([named("cfo", x=1, y=1), named("owner", x=1)], PROBLEM, "list")
    assert {fault.path[:3] for fault in caught.value.faults} == {("list", 1, "weights")}


def test_names_are_there_once_and_free() -> None:
    items = [named(" ", x=1), named("own", x=1), named("b", x=1), named("b", x=1)]
    found = list(name_faults(items, "list", reserved=("own",)))
    assert [(fault.code, fault.path) for fault in found] == [
        ("weighting_unnamed", ("list", 0, "name")),
        ("weighting_name_reserved", ("list", 1, "name")),
        ("weighting_name_twice", ("list", 3, "name")),
    ]
    with pytest.raises(InvalidInput):
        resolve_weightings(items, PROBLEM, "list")
