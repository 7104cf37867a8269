"""What is wrong in a problem, its weights or its method: a coded error, or a defined answer."""

import copy
from typing import Any

import pytest

ROWS = [[100, 3, 4], [150, 6, 3], [120, 2, 5], [90, 1, 2]]


def set_at(body: Any, path: str, value: Any) -> Any:
    """Return the body with a value replaced, added or, where it is `...`, removed."""
    *outer, last = [int(p) if p.isdigit() else p for p in path.split("/")[1:]]
    target = body
    for part in outer:
        target = target[part]
    if value is ...:
        del target[last]
    else:
        target[last] = value
    return body


SHAPES: list[tuple[Any, ...]] = [  # with where below the path it is told, if it is
    ("/problem", ..., "missing_field"),
    ("/problem", [], "wrong_type"),
    ("/problem", None, "wrong_type"),
    ("/weights", ..., "missing_field"),
    ("/weights", "equal", "wrong_type"),
    ("/problem/criteria", ..., "missing_field"),
    ("/problem/criteria", {}, "wrong_type"),
    ("/problem/criteria/0", "price", "wrong_type"),
    ("/problem/criteria/0/id", ..., "missing_field"),
    ("/problem/criteria/0/id", 1, "wrong_type"),
    ("/problem/criteria/0/id", "", "empty_id"),
    ("/problem/criteria/0/id", " ", "empty_id"),
    ("/problem/criteria/1/id", "price", "duplicate_id"),
    ("/problem/criteria/0/direction", ..., "missing_field"),
    ("/problem/criteria/0/direction", "max", "wrong_type"),
    ("/problem/criteria/0/direction", "COST", "wrong_type"),
    ("/problem/criteria/0/extra", 1, "unknown_field"),
    ("/problem/criteria/0/unit", 1, "wrong_type"),
    ("/problem/criteria/0/name", "x", "wrong_type"),
    ("/problem/criteria/1/range", [7, 0], "invalid_range"),
    ("/problem/criteria/1/range", [3, 3], "invalid_range"),
    ("/problem/criteria/1/best", [0, 5], "best_needs_target"),
    ("/problem/criteria/1/best", 5, "wrong_type"),
    ("/problem/criteria/1/value", [[0, 0], [5, 1]], "value_points"),
    ("/problem/criteria/1/value", [[0], [7, 1]], "missing_field", "/0/1"),
    ("/problem/criteria/1/value", [[0, 1], [7, 0]], "value_direction"),
    (
        "/problem/criteria/1",
        {"id": "roads", "direction": "target", "range": [0, 7]},
        "invalid_best",
        "/best",
    ),
    ("/problem/criteria/1/range", 7, "wrong_type"),
    ("/problem/alternatives/0/id", True, "wrong_type"),
    ("/problem/alternatives/0/id", "\t", "empty_id"),
    ("/problem/alternatives/3/id", "north", "duplicate_id"),
    ("/problem/alternatives/0/x", 1, "unknown_field"),
    ("/problem/performances", ROWS[:3], "row_count"),
    ("/problem/performances", [*ROWS, [1, 2, 3]], "row_count"),
    ("/problem/performances", [], "row_count"),
    ("/problem/performances", {}, "wrong_type"),
    ("/problem/performances/2", [1, 2], "row_length"),
    ("/problem/performances/2", [1, 2, 3, 4], "row_length"),
    ("/problem/performances/2", [], "row_length"),
    ("/problem/performances/2", 5, "wrong_type"),
    ("/problem/performances/2", None, "wrong_type"),
    ("/method", "topsis", "wrong_type"),
    ("/method", {"name": "guess"}, "kind_unknown"),
    ("/method", {}, "missing_field", "/name"),
    ("/method", {"name": "topsis", "v": 0.5}, "unknown_field", "/v"),
    ("/method", {"name": "topsis", "normalisation": "x"}, "wrong_type", "/normalisation"),
    ("/method", {"name": "vikor", "v": 1.5}, "wrong_type", "/v"),
    ("/method", {"name": "vikor", "v": None}, "wrong_type", "/v"),
    ("/method", {"name": "vikor", "v": -0.1}, "wrong_type", "/v"),
    (
        "/method",
        {"name": "ahp", "comparisons": {"x": [[1]]}},
        "comparisons_unknown_criterion",
        "/comparisons/x",
    ),
    (
        "/method",
        {"name": "ahp", "comparisons": {"price": [[1]]}},
        "matrix_not_square",
        "/comparisons/price",
    ),
    ("/sensitivity", {"methods": ["topsis", "guess"]}, "unknown_method", "/methods/1"),
    ("/sensitivity", 1, "wrong_type"),
    ("/detail", None, "wrong_type"),
    ("/detail", "all", "wrong_type"),
    ("/sensitivity", "true", "wrong_type"),
    ("/sensitivity", {"x": 1}, "unknown_field", "/x"),
    ("/sensitivity", {"stability": 1}, "wrong_type", "/stability"),
    ("/sensitivity", {"methods": ["guess"]}, "unknown_method", "/methods/0"),
    ("/sensitivity", {"acceptability": {"spread": 1.5}}, "wrong_type", "/acceptability/spread"),
    ("/sensitivity", {"acceptability": {"spread": "some"}}, "wrong_type", "/acceptability/spread"),
    ("/sensitivity", {"acceptability": {"seed": -1}}, "wrong_type", "/acceptability/seed"),
    ("/sensitivity", {"acceptability": {"seed": 2**63}}, "wrong_type", "/acceptability/seed"),
    ("/unknowns", "guess", "wrong_type"),
    ("/requirements", {}, "wrong_type"),
    ("/requirements", [{}], "missing_field", "/0/criterion"),
    ("/requirements", [{"criterion": "roads"}], "requirement_empty", "/0"),
    ("/requirements", [{"criterion": "roads", "one_of": []}], "requirement_empty", "/0"),
    (
        "/requirements",
        [{"criterion": "roads", "at_least": 3, "at_most": 2}],
        "requirement_impossible",
        "/0",
    ),
    (
        "/requirements",
        [{"criterion": "roads", "at_least": 1}, {"criterion": "x", "at_least": 1}],
        "requirement_unknown_criterion",
        "/1/criterion",
    ),
    ("/weights", {}, "missing_field", "/kind"),
    ("/weights", {"kind": "guess"}, "kind_unknown"),
    ("/weights/extra", 1, "unknown_field"),
    ("/weights/values", [1, 2, 3], "wrong_type"),
    ("/weights/values", {"roads": 1, "service": 1}, "weight_missing"),
    ("/weights/values/price", None, "wrong_type"),
    ("/weights/values/price", -1, "weight_negative"),
    ("/weights/values/price", -1e-300, "weight_negative"),
    ("/weights/values/x", 1, "weight_unknown_criterion"),
    (
        "/weights/values",
        {"price": 1, "roads": 1, "service": 1, "a~1b": 1},
        "weight_unknown_criterion",
        "/a~01b",
    ),
    ("/weights/values", {"price": 0, "roads": 0, "service": 0}, "weights_all_zero"),
]


@pytest.mark.parametrize("shape", SHAPES, ids=[f"{p}={str(v)[:30]}" for p, v, *_ in SHAPES])
def test_one_thing_wrong_is_named_once_at_its_place(refused, ranking, shape):
    path, value, code, *below = shape
    body = set_at(ranking(), path, copy.deepcopy(value))
    refused("/v1/rankings", body, ("".join([path, *below]), code))


def test_each_weight_that_is_missing_is_told(refused, ranking):
    body = set_at(ranking(), "/weights/values", {})
    refused("/v1/rankings", body, *[("/weights/values", "weight_missing")] * 3)


def test_a_method_that_needs_ranges_names_their_place(refused, ranking):
    body = ranking(method={"name": "spotis"})
    refused("/v1/rankings", body, ("/problem/criteria", "range_missing"))


def test_empty_lists_are_refused(refused, ranking):
    body = ranking([])
    body["problem"] |= {"criteria": [], "alternatives": []}
    wanted = [("/problem/criteria", "empty_list"), ("/problem/alternatives", "empty_list")]
    refused("/v1/rankings", body, *wanted)


def test_several_faults_are_told_at_once(refused, ranking):
    body = set_at(ranking(), "/problem/criteria/1/id", "price")
    body = set_at(body, "/problem/alternatives/1/id", "north")
    refused(
        "/v1/rankings",
        body,
        ("/problem/criteria/1/id", "duplicate_id"),
        ("/problem/alternatives/1/id", "duplicate_id"),
    )


CELLS: list[tuple[Any, str, str]] = [
    ({"low": 3, "high": 1}, "/low", "bounds_reversed"),
    ({"low": 1, "mode": 5, "high": 3}, "/mode", "mode_outside_bounds"),
    ({"dist": "normal", "mean": 1, "sd": 0}, "/sd", "not_positive"),
    ({"dist": "normal", "mean": 1, "sd": -1}, "/sd", "not_positive"),
    ({"dist": "lognormal", "mu": 800, "sigma": 1}, "/mu", "not_finite"),
    ({"dist": "lognormal", "mu": 0, "sigma": 0}, "/sigma", "not_positive"),
    ({"dist": "beta", "alpha": 0, "beta": 1}, "/alpha", "not_positive"),
    ({"dist": "beta", "alpha": 1, "beta": 1, "low": 2, "high": 2}, "/low", "bounds_reversed"),
    ({"dist": "uniform", "low": 1, "high": 2}, "", "kind_unknown"),
    ({"low": 1}, "/high", "missing_field"),
    ({"low": 1, "high": 2, "x": 3}, "/x", "unknown_field"),
    ("5", "", "wrong_type"),
    (True, "", "wrong_type"),
    ([], "", "wrong_type"),
    (1e101, "", "cell_too_large"),
    ({"low": -1e101, "high": 1}, "", "cell_too_large"),
]


@pytest.mark.parametrize(("cell", "place", "code"), CELLS, ids=[str(c[0])[:50] for c in CELLS])
def test_a_wrong_cell_is_named_once_at_its_place(refused, ranking, cell, place, code):
    rows = copy.deepcopy(ROWS)
    rows[2][0] = cell
    refused("/v1/rankings", ranking(rows), (f"/problem/performances/2/0{place}", code))


def test_an_unknown_cell_can_be_refused(refused, ranking):
    refused(
        "/v1/rankings",
        ranking([[100, None, 4], [None, 6, 3], *ROWS[2:]], unknowns="refuse"),
        ("/problem/performances/0/1", "unknown_refused"),
        ("/problem/performances/1/0", "unknown_refused"),
    )


@pytest.mark.parametrize("kind", ["direct", "objective"])
def test_a_column_of_unknowns_without_range_is_refused(refused, ranking, kind):
    weights = {"weights": {"kind": "objective", "scheme": "critic"}} if kind != "direct" else {}
    body = ranking([[None, *row[1:]] for row in ROWS], **weights)
    wanted = [(f"/problem/performances/{i}/0", "unknown_unbounded") for i in range(4)]
    refused("/v1/rankings", body, *wanted)


@pytest.mark.parametrize(
    ("method", "code"),
    [
        ({"name": "topsis", "normalisation": "sum"}, "zero_cost"),
        ({"name": "topsis", "normalisation": "linear"}, "zero_cost"),
        *(({"name": name}, "zero_cost") for name in ("ahp", "marcos", "codas", "copras", "aras")),
        ({"name": "weighted_product"}, "not_above_zero"),
        ({"name": "waspas", "lambda": 1}, "not_above_zero"),
    ],
)
def test_a_zero_cost_is_refused_by_methods_that_divide(refused, ranking, method, code):
    rows = [[0, 3, 4], *ROWS[1:]]
    refused("/v1/rankings", ranking(rows, method=method), ("/problem/performances/0/0", code))


@pytest.mark.parametrize(
    ("method", "code"),
    [
        ({"name": "topsis", "normalisation": "sum"}, "negative_value"),
        ({"name": "topsis", "normalisation": "linear"}, "negative_value"),
        ({"name": "topsis", "normalisation": "max"}, "negative_value"),
        *(({"name": n}, "negative_value") for n in ("ahp", "edas", "marcos", "codas", "aras")),
        ({"name": "weighted_product"}, "not_above_zero"),
        ({"name": "waspas"}, "not_above_zero"),
    ],
)
@pytest.mark.parametrize("column", [0, 2])
def test_a_negative_value_is_refused_by_methods_that_divide(refused, ranking, method, code, column):
    rows = copy.deepcopy(ROWS)
    rows[3][column] = -5
    pointer = f"/problem/performances/3/{column}"
    refused("/v1/rankings", ranking(rows, method=method), (pointer, code))
