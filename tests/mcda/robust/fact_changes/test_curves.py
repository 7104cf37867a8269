"""Facts along value curves: the change is where it is said, and no nearer."""

import numpy as np
import pytest

from mcda import Problem, WeightVector, rank
from mcda.criterion import Alternative, Criterion
from mcda.ranking import Ranking
from mcda.robust import fact_changes
from mcda.scale import logarithmic
from tests.seeds import each_seeded

METHODS = (
    ("ahp", {"mode": "ratings"}),
    ("weighted_sum", {"normalisation": "range"}),
    ("topsis", {"normalisation": "range", "weighting": "distance"}),
    ("topsis", {"normalisation": "range"}),
)
LOW, HIGH = 10.0, 200.0


def _criterion(j: int, rng: np.random.Generator) -> Criterion:
    direction = "benefit" if rng.random() < 0.5 else "cost"
    ends = (LOW, HIGH) if direction == "benefit" else (HIGH, LOW)
    kind = rng.integers(3)
    value = None
    if kind == 1:
        value = logarithmic(*ends)
    elif kind == 2:
        rising = [0.0, *np.sort(rng.uniform(0.1, 0.9, 3)).tolist(), 1.0]
        worth = rising if direction == "benefit" else rising[::-1]
        value = tuple(zip((LOW, 50.0, 100.0, 150.0, HIGH), worth, strict=True))
    return Criterion(id=f"c{j}", direction=direction, range=(LOW, HIGH), value=value)


def _problem(rng: np.random.Generator) -> Problem:
    m, n = rng.integers(2, 6), rng.integers(2, 5)
    return Problem(
        criteria=tuple(_criterion(j, rng) for j in range(n)),
        alternatives=tuple(Alternative(id=f"a{i}") for i in range(m)),
        performances=rng.uniform(0, 220, (m, n)),
    )


@pytest.mark.parametrize("seed", each_seeded(range(40), 6))
@pytest.mark.parametrize(("name", "parameters"), METHODS)
def test_the_first_changes_where_it_is_said(name, parameters, seed):
    rng = np.random.default_rng([17, seed])
    problem = _problem(rng)
    weights = WeightVector.normalised(problem.criterion_ids, rng.random(len(problem.criteria)))
    ranking = rank(problem, weights, name, **parameters)
    if len(ranking.winners) > 1:
        pytest.skip("a tie")

    def firsts(i: int, j: int, value: float) -> tuple[str, ...]:
        table = problem.values.copy()
        table[i, j] = value
        moved = Problem(
            criteria=problem.criteria, alternatives=problem.alternatives, performances=table
        )
        return rank(moved, weights, name, **parameters).winners

    for fact in fact_changes(ranking).facts:
        i, j = int(fact.alternative[1:]), int(fact.criterion[1:])
        for side, sign, end in zip((fact.below, fact.above), (-1, 1), fact.searched, strict=True):
            stop = end if side is None else side.value
            for value in np.linspace(problem.values[i, j], stop, 8)[:-1]:
                assert ranking.winner in firsts(i, j, value)
            if side is not None:
                assert side.winner in firsts(i, j, side.value + sign * 1e-4)
        # What two may share for ever is looked for by trying.
        assert fact.exact or _may_stay_level(ranking, fact.criterion)


def _may_stay_level(ranking: Ranking, criterion: str) -> bool:
    """Tell whether others are past the same end, where they stay level whatever moves."""
    j = ranking.matrix.criteria.index(criterion)
    past = (ranking.matrix.values[:, j] <= LOW) | (ranking.matrix.values[:, j] >= HIGH)
    return bool(past.any())


def test_a_price_on_ratios_by_hand():
    """One criterion decides but for a lead of a quarter: where 200 / x is the fourth root of 20."""
    curve = logarithmic(200.0, 10.0)
    problem = Problem(
        criteria=(
            Criterion(id="price", direction="cost", range=(10, 200), value=curve),
            Criterion(id="roads", direction="benefit", range=(0, 1)),
        ),
        alternatives=(Alternative(id="a"), Alternative(id="b")),
        performances=[[10.0, 0.0], [200.0, 0.25]],
    )
    ranking = rank(
        problem, WeightVector.normalised(("price", "roads"), [1, 1]), "ahp", mode="ratings"
    )
    fact = fact_changes(ranking).facts[0]
    assert fact.exact
    assert fact.above is not None
    # The curve has a point there: 200 (10 / 200)^(2 / 8).
    assert fact.above.value == pytest.approx(200 * (10 / 200) ** 0.25)
    assert fact.below is None
