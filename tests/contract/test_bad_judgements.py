"""Statements on importance that cannot be used: every fault at its place."""

from typing import Any

import pytest

GOOD = [[1, 2, 4], [0.5, 1, 2], [0.25, 0.5, 1]]
WRONG = [[1, 2, 4], [0.5, 1, 2], [0.25, 5, 1]]
OPEN = [[1, 2, None], [0.5, 1, None], [None, None, 1]]
ITEMS = ["price", "roads", "service"]
DIRECT = {"kind": "direct", "values": {"price": 1, "roads": 1, "service": 1}}
NOTHING = dict.fromkeys(ITEMS, 0)


def group(*matrices: Any, **fields: Any) -> dict[str, Any]:
    judges = [{"name": f"judge {k}", "matrix": m} for k, m in enumerate(matrices)]
    return {"kind": "ahp_group", "items": ITEMS, "judges": judges, **fields}


def tree(matrix: Any) -> dict[str, Any]:
    lower = {"id": "trust", "matrix": matrix, "children": ITEMS}
    return {"id": "goal", "values": [1], "children": [lower]}


@pytest.mark.parametrize(
    ("weights", "code", "pointer", "words"),
    [
        (group(GOOD, WRONG), "not_reciprocal", "/judges/1/matrix/1/2", ["judge 1", "roads"]),
        (group(GOOD, OPEN), "judgements_disconnected", "/judges/1/matrix", ["judge 1", "service"]),
        (
            {"kind": "ahp", "hierarchy": tree(WRONG)},
            "not_reciprocal",
            "/hierarchy/children/0/matrix/1/2",
            ["trust", "roads"],
        ),
        (
            {
                "kind": "ahp_group",
                "judges": [
                    {"name": "Li", "hierarchy": tree(GOOD)},
                    {"name": "Wang", "hierarchy": tree(WRONG)},
                ],
            },
            "not_reciprocal",
            "/judges/1/hierarchy/children/0/matrix/1/2",
            ["Wang", "trust", "roads"],
        ),
        ({"kind": "ahp"}, "comparisons_one_form", "", []),
        (group(GOOD, items=["price", "roads", "x"]), "weight_missing", "/items", ["service"]),
        (
            {"kind": "swing", "points": {"price": 100, "roads": 120, "service": 0}},
            "swing_bounds",
            "/points/roads",
            ["roads"],
        ),
        (
            {
                "kind": "imprecise",
                "constraints": [
                    {"more": "price", "than": "roads"},
                    {"more": "roads", "than": "service"},
                    {"ratio": ["service", "price"], "low": 2},
                ],
            },
            "imprecise_contradiction",
            "/constraints",
            ["price >= roads"],
        ),
        (
            {"kind": "imprecise", "constraints": [{"weight": "price", "low": "x"}]},
            "wrong_type",
            "/constraints/0/low",
            [],
        ),
        (
            {
                "kind": "blend",
                "parts": [
                    {"share": 1, "weights": DIRECT},
                    {"share": 1, "weights": {"kind": "direct", "values": {"price": -1}}},
                ],
            },
            "weight_missing",
            "/parts/1/weights/values",
            ["roads"],
        ),
        (
            {"kind": "blend", "parts": [{"share": 0, "weights": DIRECT}]},
            "blend_without_share",
            "/parts",
            [],
        ),
        (
            {
                "kind": "blend",
                "combine": "geometric",
                "parts": [
                    {"share": 1, "weights": {"kind": "direct", "values": {**NOTHING, ITEMS[0]: 1}}},
                    {"share": 1, "weights": {"kind": "direct", "values": {**NOTHING, ITEMS[1]: 1}}},
                ],
            },
            "blend_without_common",
            "/parts",
            [],
        ),
        (
            {**DIRECT, "caps": [{"criteria": ["price", "x"], "at_most": 0.2}]},
            "weight_unknown_criterion",
            "/caps/0/criteria/1",
            ["x"],
        ),
        (
            {**DIRECT, "caps": [{"criteria": ITEMS, "at_most": 0.2}]},
            "cap_impossible",
            "/caps/0",
            [],
        ),
        (
            {
                "kind": "best_worst",
                "best": "price",
                "worst": "service",
                "best_to_others": {"price": 1, "roads": 0.5, "service": 8},
                "others_to_worst": {"price": 8, "roads": 5, "service": 1},
            },
            None,
            "/best_to_others/roads",
            ["roads"],
        ),
    ],
    ids=range(15),
)
@pytest.mark.parametrize("route", ["/v1/weights", "/v1/rankings"])
def test_each_fault_at_its_place_in_both_languages(
    client, ranking, route, weights, code, pointer, words
):
    body = {"problem": ranking()["problem"], "weights": weights}
    for language in ("en", "zh"):
        answer = client.post(route, json=body, headers={"Accept-Language": language})
        assert answer.status_code == 422, answer.text[:300]
        found = answer.json()
        first = found["errors"][0]
        assert first["pointer"] == f"/weights{pointer}"
        assert code in (None, found["code"])
        for word in words:
            assert word in first["detail"]


def test_a_blend_in_a_blend_in_a_blend(client, ranking):
    weights: Any = DIRECT
    for _ in range(20):
        weights = {"kind": "blend", "parts": [{"share": 1, "weights": weights}]}
    assert client.post("/v1/rankings", json=ranking(weights=weights)).status_code == 200
    deep = '{"weights":' + '{"kind":"blend","parts":[{"share":1,"weights":' * 500
    assert client.post("/v1/weights", content=deep).status_code == 422


@pytest.mark.parametrize("depth", [60, 90, 120])
def test_a_deep_tree_is_answered_or_refused(client, ranking, depth):
    node: Any = {"id": "n0", "matrix": GOOD, "children": ITEMS}
    for level in range(1, depth):
        node = {"id": f"n{level}", "children": [node]}
    answer = client.post("/v1/rankings", json=ranking(weights={"kind": "ahp", "hierarchy": node}))
    assert answer.status_code == (200 if depth < 95 else 422)
