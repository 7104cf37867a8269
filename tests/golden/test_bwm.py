"""Weights by the best-worst method."""

from weights.best_worst.method import best_worst

CASES = "bwm_*.json"


def test_case(case):
    given = case.input
    items = given["items"]
    found = best_worst(
        items,
        items[given["best"]],
        items[given["worst"]],
        dict(zip(items, given["best_to_others"], strict=True)),
        dict(zip(items, given["others_to_worst"], strict=True)),
        given["model"],
    )
    case.check(weights=found.weights, xi=found.xi, consistency_ratio=found.consistency_ratio)
