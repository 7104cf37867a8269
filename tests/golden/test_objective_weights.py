"""Weights read from the performance table."""

import weights

CASES = "weights_*.json"
SCHEMES = {
    "weights_entropy": "entropy",
    "weights_critic": "critic",
    "weights_std": "standard_deviation",
}


def test_case(case):
    scheme = SCHEMES[case.document["kind"]]
    found = weights.resolve({"kind": "objective", "scheme": scheme}, case.problem())
    assert found.kind == "objective"
    case.check(weights=found.values)
