"""From any statement, with or without a problem, to a weight vector."""

from typing import Any

import pytest

import weights
from mcda.errors import InvalidJudgements, InvalidProblem, InvalidWeights
from mcda.problem import Alternative, Criterion, Problem
from tests.refusals import rejects
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


@pytest.mark.parametrize(
    ("spec", "code", "path"),
    [
        ({"kind": "guess"}, "kind_unknown", ()),
        ({}, "missing_field", ("kind",)),
        ({"kind": "direct"}, "missing_field", ("values",)),
        ({"kind": "direct", "values": {"price": True}}, "wrong_type", ("values", "price")),
        ({"kind": "direct", "values": {"price": "1"}}, "wrong_type", ("values", "price")),
        (
            {"kind": "direct", "values": {"price": float("nan"), "roads": 1}},
            "not_finite_number",
            ("values", "price"),
        ),
        ({"kind": "direct", "values": {"price": 1}}, "weight_missing", ("values",)),
        (
            {"kind": "direct", "values": {"price": 1, "roads": 1, "x": 1}},
            "weight_unknown_criterion",
            ("values", "x"),
        ),
        (
            {"kind": "direct", "values": {"price": -1, "roads": 1}},
            "weight_negative",
            ("values", "price"),
        ),
        ({"kind": "direct", "values": {"price": 0, "roads": 0}}, "weights_all_zero", ("values",)),
        ({"kind": "ahp", "items": ["price"], "matrix": [[1]]}, "weight_missing", ("items",)),
        (
            {"kind": "ahp", "items": ["price", "x"], "matrix": [[1, 2], [0.5, 1]]},
            "weight_missing",
            ("items",),
        ),
        ({"kind": "ranked", "order": [["price"]]}, "ranked_missing", ("order",)),
        ({"kind": "direct", "values": {"price": 1, "roads": 1}, "x": 1}, "unknown_field", ("x",)),
    ],
)
def test_what_is_wrong_is_named_at_its_place(spec: Any, code: str, path: tuple[Any, ...]) -> None:
    with pytest.raises(InvalidWeights) as caught:
        resolve(spec, problem())
    assert (caught.value.faults[0].code, caught.value.faults[0].path) == (code, path)


def test_an_unknown_item_of_a_matrix_is_named_by_its_place() -> None:
    spec = {"kind": "ahp", "items": ["price", "roads", "x"], "matrix": [[1] * 3] * 3}
    with rejects(InvalidWeights, paths=[("items", 2)]):
        resolve(spec, problem())


def test_faults_of_judgements_are_placed_in_the_matrix() -> None:
    spec = {"kind": "ahp", "items": ["price", "roads"], "matrix": [[1, 3], [3, 1]]}
    with rejects(InvalidJudgements, path=("matrix", 0, 1)):
        resolve(spec, problem())


def test_objective_schemes_need_a_problem() -> None:
    with rejects(InvalidProblem, code="problem_required"):
        resolve({"kind": "objective", "scheme": "critic"})


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


def test_an_unknown_profile_is_named() -> None:
    with rejects(InvalidWeights, path=("id",)):
        resolve({"kind": "profile", "id": "nobody"})


def test_a_profile_that_does_not_rank_a_criterion_says_so() -> None:
    with pytest.raises(InvalidWeights) as caught:
        resolve({"kind": "profile", "id": "first-time-private-exporter"}, problem())
    assert [(fault.code, fault.path) for fault in caught.value.faults] == [
        ("profile_without_criterion", ("id",))
    ]
