"""Weights read from the performance table."""

import weights

CASES = "weights_[!r]*.json"
SCHEMES = {
    "weights_entropy": "entropy",
    "weights_critic": "critic",
    "weights_std": "standard_deviation",
    "weights_cv": "coefficient_of_variation",
    "weights_gini": "gini",
    "weights_angle": "angle",
    "weights_cilos": "cilos",
    "weights_idocriw": "idocriw",
}


def test_case(case):
    scheme = SCHEMES[case.document["kind"]]
    chosen = {key: case.input[key] for key in ("correlation",) if key in case.input}
    said = {"kind": "objective", "scheme": scheme, **chosen}
    found = weights.resolve(said, case.problem())
    assert found.kind == "objective"
    case.check(weights=found.values)
