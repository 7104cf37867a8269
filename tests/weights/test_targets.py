"""Targets where weights are read from the table or asked for in units."""

import numpy as np
import pytest

from mcda import Alternative, Criterion, Problem, WeightVector, rank
from mcda.errors import UnsuitableData
from weights.elicit.interview import Interview
from weights.objective import objective_weights

CRITERIA = (
    Criterion(id="price", direction="cost", range=(0, 200)),
    Criterion(id="size", direction="target", range=(0, 100), best=(40, 50)),
)
ROWS = [[90, 20], [140, 45], [70, 85], [120, 55]]
WORTH = [0.5, 1.0, 0.3, 0.9]


def matrix(rows, criteria):
    alternatives = [Alternative(id=f"a{i}") for i in range(len(rows))]
    problem = Problem(criteria=criteria, alternatives=alternatives, performances=rows)
    return rank(problem, WeightVector.normalised(["price", "size"], [1, 1]), "spotis").matrix


@pytest.mark.parametrize(
    "scheme",
    [
        *("equal", "entropy", "critic", "merec", "standard_deviation"),
        *("coefficient_of_variation", "gini", "angle", "cilos", "idocriw"),
    ],
)
def test_a_target_is_read_by_its_worth(scheme):
    worth = Criterion(id="size", direction="benefit", range=(0, 1))
    rows = [[row[0], v] for row, v in zip(ROWS, WORTH, strict=True)]
    np.testing.assert_allclose(
        objective_weights(matrix(ROWS, CRITERIA), scheme),
        objective_weights(matrix(rows, (CRITERIA[0], worth)), scheme),
        rtol=1e-12,
    )


def test_an_interview_refuses_a_target():
    alternatives = [Alternative(id=f"a{i}") for i in range(len(ROWS))]
    problem = Problem(criteria=CRITERIA, alternatives=alternatives, performances=ROWS)
    with pytest.raises(UnsuitableData) as caught:
        Interview.start(problem, "spotis")
    (fault,) = caught.value.faults
    assert (fault.code, fault.path) == ("target_not_asked", ("criteria", 1, "direction"))
    for language in ("en", "zh"):
        assert "size" in caught.value.say(language)
