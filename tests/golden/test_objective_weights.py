"""Weights read from the performance table."""

import pytest

import weights

CASES = "weights_*.json"
SCHEMES = {
    "weights_entropy": "entropy",
    "weights_critic": "critic",
    "weights_std": "standard_deviation",
}


def test_case(case):
    if case.input.get("correlation", "pearson") != "pearson":
        pytest.skip("the contract offers CRITIC with Pearson's correlation only")
    scheme = SCHEMES[case.document["kind"]]
    found = weights.resolve({"kind": "objective", "scheme": scheme}, case.problem())
    assert found.kind == "objective"
    case.check(weights=found.values)
