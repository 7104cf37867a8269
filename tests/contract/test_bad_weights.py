"""What is wrong in a statement about importance: a coded error at its place."""

from typing import Any

import pytest

ITEMS = ["price", "roads", "service"]
GOOD = [[1, 2, 4], [1 / 2, 1, 2], [1 / 4, 1 / 2, 1]]


def ahp(matrix: Any = None, items: Any = None, **fields: Any) -> dict[str, Any]:
    chosen = {"items": ITEMS if items is None else items, "matrix": matrix or GOOD}
    return {"kind": "ahp", **chosen, **fields}


def changed(i: int, j: int, value: Any) -> list[list[Any]]:
    rows: list[list[Any]] = [list(row) for row in GOOD]
    rows[i][j] = value
    return rows


def ranked(*order: Any, **fields: Any) -> dict[str, Any]:
    return {"kind": "ranked", "order": list(order), **fields}


PLACED: list[tuple[Any, list[tuple[str, str]]]] = [
    (ahp(changed(0, 1, 3)), [("/weights/matrix/0/1", "not_reciprocal")]),
    (ahp(changed(2, 0, 1)), [("/weights/matrix/0/2", "not_reciprocal")]),
    (ahp(changed(0, 1, 0)), [("/weights/matrix/0/1", "judgement_not_positive")]),
    (ahp(changed(0, 1, -2)), [("/weights/matrix/0/1", "judgement_not_positive")]),
    (ahp(changed(1, 1, 2)), [("/weights/matrix/1/1", "judgement_diagonal")]),
    (ahp(changed(0, 1, True)), [("/weights/matrix/0/1", "wrong_type")]),
    (ahp(changed(0, 1, "2")), [("/weights/matrix/0/1", "wrong_type")]),
    (ahp(changed(0, 1, [2])), [("/weights/matrix/0/1", "wrong_type")]),
    (ahp(GOOD[:2]), [("/weights/matrix", "matrix_not_square")]),
    (ahp([[1, 2], [1 / 2, 1]]), [("/weights/matrix", "matrix_not_square")]),
    (ahp([GOOD[0], GOOD[1], [1, 2]]), [("/weights/matrix", "matrix_not_square")]),
    (ahp("GOOD"), [("/weights/matrix", "wrong_type")]),
    (ahp(items="abc"), [("/weights/items", "wrong_type")]),
    (ahp(items=["price", "roads", "price"]), [("/weights/items", "ranked_duplicate")]),
    (
        ahp(items=["price", "roads", "x"]),
        [("/weights/items", "weight_missing"), ("/weights/items/2", "weight_unknown_criterion")],
    ),
    (ahp([[1, 2], [1 / 2, 1]], ITEMS[:2]), [("/weights/items", "weight_missing")]),
    (ahp(priority="mean"), [("/weights/priority", "wrong_type")]),
    (ahp(random_index="saaty"), [("/weights/random_index", "wrong_type")]),
    (ahp(extra=1), [("/weights/extra", "unknown_field")]),
    ({"kind": "ahp", "items": ITEMS}, [("/weights/matrix", "missing_field")]),
    ({"kind": "ahp", "matrix": GOOD}, [("/weights/items", "missing_field")]),
    (
        ranked(["price"], ["roads", "price"], ["service"]),
        [("/weights/order/1/1", "ranked_duplicate")],
    ),
    (ranked(["price"], ["roads"]), [("/weights/order", "ranked_missing")]),
    (ranked(["price"], ["roads"], [], ["service"]), [("/weights/order/2", "ranked_empty")]),
    (
        ranked(["price"], ["roads"], ["service", "x"]),
        [("/weights/order/2/1", "weight_unknown_criterion")],
    ),
    (
        ranked("price", "roads"),
        [("/weights/order/0", "wrong_type"), ("/weights/order/1", "wrong_type")],
    ),
    (ranked(["price"], ["roads"], [1]), [("/weights/order/2/0", "wrong_type")]),
    (ranked(), [("/weights/order", "wrong_type")]),
    (ranked(*([c] for c in ITEMS), scheme="guess"), [("/weights/scheme", "wrong_type")]),
    (
        ranked(*([c] for c in ITEMS), scheme="exponent", exponent=0),
        [("/weights/exponent", "wrong_type")],
    ),
    (
        ranked(*([c] for c in ITEMS), scheme="exponent", exponent=21),
        [("/weights/exponent", "wrong_type")],
    ),
    (
        ranked(*([c] for c in ITEMS), scheme="exponent", exponent=True),
        [("/weights/exponent", "wrong_type")],
    ),
    ({"kind": "objective"}, [("/weights/scheme", "missing_field")]),
    ({"kind": "objective", "scheme": "guess"}, [("/weights/scheme", "wrong_type")]),
    ({"kind": "objective", "scheme": ["critic"]}, [("/weights/scheme", "wrong_type")]),
    ({"kind": "profile"}, [("/weights/id", "missing_field")]),
    ({"kind": "profile", "id": 1}, [("/weights/id", "wrong_type")]),
]


@pytest.mark.parametrize(("weights", "wanted"), PLACED, ids=range(len(PLACED)))
@pytest.mark.parametrize("path", ["/v1/weights", "/v1/rankings"])
def test_what_is_wrong_is_named_at_its_place(refused, problem, path, weights, wanted):
    refused(path, {"weights": weights, "problem": problem}, *wanted)


@pytest.mark.parametrize("path", ["/v1/weights", "/v1/rankings"])
def test_an_unknown_profile_is_named(refused, problem, path):
    body = {"weights": {"kind": "profile", "id": "nobody"}, "problem": problem}
    document = refused(path, body, ("/weights/id", "unknown_profile"))
    assert "first-time-private-exporter" in document["detail"]


def test_a_profile_for_other_criteria_names_those_it_does_not_rank(send, problem):
    weights = {"kind": "profile", "id": "first-time-private-exporter"}
    document = send("/v1/weights", {"weights": weights, "problem": problem}, status=422)
    found = [(item["pointer"], item["code"]) for item in document["errors"]]
    assert found == [("/weights/id", "profile_without_criterion")]
    for criterion in ITEMS:
        assert criterion in document["detail"]


def test_objective_weights_need_a_problem(refused):
    body = {"weights": {"kind": "objective", "scheme": "entropy"}}
    refused("/v1/weights", body, ("/problem", "problem_required"))


@pytest.mark.parametrize("scheme", ["entropy", "critic", "merec", "standard_deviation"])
@pytest.mark.parametrize("rows", [[[1, 2, 3]] * 4, [[1, 2, 3]]])
def test_nothing_that_separates_gives_no_weights(refused, problem, scheme, rows):
    problem["alternatives"] = problem["alternatives"][: len(rows)]
    problem["performances"] = rows
    body = {"weights": {"kind": "objective", "scheme": scheme}, "problem": problem}
    refused("/v1/weights", body, ("/weights/scheme", "objective_undefined"))


@pytest.mark.parametrize(("scheme", "value"), [("entropy", -1), ("merec", -1), ("merec", 0)])
def test_values_a_scheme_cannot_take_are_refused(refused, problem, scheme, value):
    problem["performances"][2][2] = value
    body = {"weights": {"kind": "objective", "scheme": scheme}, "problem": problem}
    document = refused("/v1/weights", body, ("/weights/scheme", "objective_negative"))
    assert "service" in document["detail"]


@pytest.mark.filterwarnings("ignore::RuntimeWarning")
@pytest.mark.parametrize(
    "matrix",
    [
        [[1, 1e308], [1e-308, 1]],
        [[1, 1e200, 1e-200], [1e-200, 1, 1e200], [1e200, 1e-200, 1]],
        [[1, 1e300, 1e-300], [1e-300, 1, 1e300], [1e300, 1e-300, 1]],
        [[1, 9, 1 / 9], [1 / 9, 1, 9], [9, 1 / 9, 1]],
    ],
    ids=["1e308", "1e200", "1e300", "circle"],
)
@pytest.mark.parametrize("priority", ["eigenvector", "geometric_mean"])
def test_the_wildest_judgements_never_become_nan(client, matrix, priority):
    body = {"weights": ahp(matrix, ITEMS[: len(matrix)], priority=priority)}
    answer = client.post("/v1/weights", json=body)
    assert answer.status_code in (200, 422), answer.text
    assert "NaN" not in answer.text
    assert "Infinity" not in answer.text
    if answer.status_code == 200:
        assert sum(answer.json()["values"].values()) == pytest.approx(1)


@pytest.mark.parametrize("scheme", ["equal", "entropy", "critic", "merec", "standard_deviation"])
@pytest.mark.parametrize("high", [1.7e308, 1e-308])
@pytest.mark.filterwarnings("ignore::RuntimeWarning")
def test_extreme_values_never_become_nan(client, problem, scheme, high):
    problem["performances"] = [[high, 3, 1], [high / 2, 6, high], [high, 2, high], [high / 4, 1, 1]]
    del problem["criteria"][1]["range"]
    body = {"weights": {"kind": "objective", "scheme": scheme}, "problem": problem}
    answer = client.post("/v1/weights", json=body)
    assert answer.status_code in (200, 422), answer.text
    if answer.status_code == 200:
        values = answer.json()["values"].values()
        assert sum(values) == pytest.approx(1)
        assert all(0 <= w <= 1 for w in values)
