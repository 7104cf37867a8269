"""From any statement, with or without a problem, to a weight vector."""

from typing import Any

import pytest

import weights
from mcda.problem import Alternative, Criterion, Problem
from weights.kinds.direct import Direct
from weights.profiles import load_profiles
from weights.weightings import resolve

ROWS: list[list[Any]] = [[100, 3], [150, 6], [120, 2]]


def problem(rows: Any = None) -> Problem:
    return Problem(
        criteria=(
            Criterion(id="price", direction="cost"),
            Criterion(id="roads", direction="benefit"),
        ),
        alternatives=tuple(Alternative(id=i) for i in "abc"),
        performances=ROWS if rows is None else rows,
    )


def test_the_package_offers_it() -> None:
    assert weights.resolve is resolve


@pytest.mark.parametrize(
    ("spec", "wanted"),
    [
        ({"kind": "direct", "values": {"roads": 1, "price": 3}}, {"price": 0.75, "roads": 0.25}),
        ({"kind": "ranked", "order": [["roads"], ["price"]]}, {"price": 0.25, "roads": 0.75}),
        (
            {"kind": "ahp", "items": ["roads", "price"], "matrix": [[1, 4], [0.25, 1]]},
            {"price": 0.2, "roads": 0.8},
        ),
        ({"kind": "objective", "scheme": "equal"}, {"price": 0.5, "roads": 0.5}),
    ],
)
def test_weights_stand_in_the_order_of_the_problem(spec: Any, wanted: dict[str, float]) -> None:
    found = resolve(spec, problem())
    assert found.criteria == ("price", "roads")
    assert found.as_dict() == pytest.approx(wanted)
    assert found.kind == spec["kind"]
    assert not found.values.flags.writeable


def test_without_a_problem_the_statement_names_the_criteria() -> None:
    found = resolve({"kind": "direct", "values": {"roads": 1, "price": 3}})
    assert found.criteria == ("roads", "price")


def test_a_model_is_as_good_as_a_mapping() -> None:
    model = Direct(kind="direct", values={"price": 3.0, "roads": 1.0})
    assert resolve(model, problem()).as_dict() == {"price": 0.75, "roads": 0.25}


def test_numbers_may_be_integers() -> None:
    assert resolve({"kind": "direct", "values": {"a": 1, "b": 3}}).as_dict()["b"] == 0.75


def test_objective_schemes_read_headlines() -> None:
    rows = [[100, None], [150, 6], [120, 2]]
    filled = [[100, 4], [150, 6], [120, 2]]
    spec = {"kind": "objective", "scheme": "critic"}
    assert resolve(spec, problem(rows)).as_dict() == resolve(spec, problem(filled)).as_dict()


@pytest.mark.parametrize("name", sorted(load_profiles()))
def test_every_profile_resolves(name: str) -> None:
    found = resolve({"kind": "profile", "id": name})
    assert found.kind == "profile"
    assert found.values.sum() == pytest.approx(1)
    assert found.diagnostics["profile"] == name


def test_a_profile_is_cut_to_the_criteria_of_the_problem() -> None:
    cut = Problem(
        criteria=(
            Criterion(id="infrastructure", direction="benefit"),
            Criterion(id="land_price", direction="cost"),
        ),
        alternatives=(Alternative(id="a"),),
        performances=[[1, 2]],
    )
    found = resolve({"kind": "profile", "id": "first-time-private-exporter"}, cut)
    assert found.as_dict() == pytest.approx({"infrastructure": 1 / 3, "land_price": 2 / 3})
