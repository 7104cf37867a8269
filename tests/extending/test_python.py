"""A program has what other packages bring by importing Parkwise alone."""

import pytest

from tests.extending.outside import Outside
from tests.extending.problem import ALTERNATIVES, CRITERIA, METHOD, PROBLEM, SWARA, WEIGHTS, grades

PROGRAM = f"""
import json
import mcda
import weights
from mcda.parks import Enterprise, appraise, load_catalogue

said = {PROBLEM!r}
problem = mcda.Problem(
    criteria=[mcda.Criterion(**one) for one in said["criteria"]],
    alternatives=[mcda.Alternative(**one) for one in said["alternatives"]],
    performances=said["performances"],
)
vector = weights.resolve({SWARA!r}, problem)
method = mcda.make_method({METHOD["name"]!r}, {{"zeta": {METHOD["zeta"]!r}}})
ranking = mcda.rank(problem, vector, method)
view = appraise(
    load_catalogue("example"),
    Enterprise(markets={{"US": 1.0}}),
    parks=["east_quay", "ljip"],
    criteria=["duty_swing", "land_price"],
)
print(json.dumps({{
    "weights": vector.as_dict(),
    "scores": ranking.scores.tolist(),
    "outcome": dict(ranking.outcome),
    "cells": [view.evidence[park]["duty_swing"].cell for park in view.alternative_ids],
    "origins": [
        registry.origin(name).distribution
        for registry, name in (
            (mcda.METHODS, "grey_relational"), (mcda.METHODS, "topsis"),
        )
    ],
}}))
"""


@pytest.mark.long
def test_a_program_uses_all_four(outside: Outside) -> None:
    answer = outside.python(PROGRAM)
    assert [answer["weights"][name] for name in CRITERIA] == pytest.approx(WEIGHTS.tolist())
    assert answer["scores"] == pytest.approx(grades(WEIGHTS).tolist())
    assert len(answer["scores"]) == len(ALTERNATIVES)
    assert set(answer["outcome"]) == {"worst_grade"}
    first, second = answer["cells"]
    assert first == second > 0  # both in Vietnam
    assert answer["origins"] == ["parkwise-example", "parkwise"]
