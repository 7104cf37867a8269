"""A single uncertain cell against the distribution function at the known value of change."""

import numpy as np
import pytest
from scipy import stats

from mcda import (
    Alternative,
    Beta,
    Criterion,
    Interval,
    LogNormal,
    Normal,
    Problem,
    Triangular,
    WeightVector,
    rank,
)
from mcda.robust import acceptability, ask_next, fact_changes

LAWS = [
    (Interval(low=2, high=9), stats.uniform(2, 7)),
    (Triangular(low=2, mode=7, high=9), stats.triang(5 / 7, 2, 7)),
    (Normal(mean=6, sd=0.6), stats.norm(6, 0.6)),
    (LogNormal(mu=1.8, sigma=0.1), stats.lognorm(0.1, scale=np.exp(1.8))),
    (Beta(alpha=2, beta=1.5, low=2, high=9), stats.beta(2, 1.5, 2, 7)),
]
METHODS = [
    ("topsis", {"normalisation": "vector"}),
    ("weighted_sum", {"normalisation": "range"}),
    ("topsis", {"normalisation": "range"}),
    ("weighted_product", {}),
]


def ranked(cell, method, parameters):
    problem = Problem(
        criteria=[Criterion(id=c, direction="benefit", range=(1, 10)) for c in "ab"],
        alternatives=[Alternative(id=i) for i in "xyz"],
        performances=[[cell, 3], [4, 6], [3, 5]],
    )
    return rank(problem, WeightVector.normalised("ab", [1, 1]), method, **parameters)


@pytest.mark.parametrize(("method", "parameters"), METHODS)
@pytest.mark.parametrize(("cell", "law"), LAWS)
def test_the_distribution_function_at_the_exact_threshold(cell, law, method, parameters):
    answer = ranked(cell, method, parameters)
    changes = fact_changes(ranked(float(law.median()), method, parameters)).facts
    fact = next(f for f in changes if (f.alternative, f.criterion) == ("x", "a"))
    value = next(v for v in (fact.below, fact.above) if v is not None).value
    below = float(law.cdf(value))
    drawn = acceptability(answer, 200, spread=0.0)
    assert drawn.sole_cell.standard_error == 0
    assert drawn.sole_cell.chance_of_changing_winner == pytest.approx(
        min(below, 1 - below), abs=1e-7
    )
    assert [q.standard_error for q in ask_next(drawn)] == [0]


def test_not_alone():
    answer = ranked(Interval(low=2, high=9), "topsis", {})
    assert acceptability(answer, 200, spread=0.1).sole_cell is None
    assert acceptability(ranked(5, "topsis", {}), 200, spread=0.0).sole_cell is None


def test_tails_that_the_method_cannot_take_are_told_as_an_error():
    """A normal cell, never below 0 in its draws, is in the far tail of its distribution."""
    answer = ranked(Normal(mean=6, sd=1.2), "weighted_product", {})
    found = acceptability(answer, 200, spread=0.0).sole_cell
    assert found.standard_error == 1 / 2000
    assert 0 < found.chance_of_changing_winner < 0.5
