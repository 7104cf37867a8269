"""Weights of an order with ties by RANCOM."""

import weights

CASES = "weights_rancom_*.json"


def test_case(case):
    scores = case.input["scores"]
    order = [
        [f"c{j}" for j, own in enumerate(scores) if own == score]
        for score in sorted(set(scores), reverse=True)
    ]
    found = weights.resolve({"kind": "ranked", "order": order, "scheme": "rancom"}).as_dict()
    case.check(weights=[found[f"c{j}"] for j in range(len(scores))])
