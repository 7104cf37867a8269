"""Weights read from the performances; each formula once more in plain Python."""

import math
from statistics import correlation, pstdev, stdev
from typing import Any, get_args

import numpy as np
import pytest
from scipy.stats import rankdata, spearmanr

from mcda.errors import InvalidWeights
from mcda.method import Matrix, competition_ranks
from mcda.prepare.missing_values import headline
from mcda.problem import Alternative, Criterion, Problem
from weights.objective import ObjectiveScheme, average_ranks, objective_weights, spearman

ROWS = [[100.0, 3.0, 4.0], [150.0, 6.0, 3.0], [120.0, 2.0, 5.0], [90.0, 1.0, 2.0]]
SEPARATING: list[Any] = [
    "entropy",
    "critic",
    "merec",
    "standard_deviation",
    "coefficient_of_variation",
    "gini",
    "angle",
    "cilos",
    "idocriw",
]


def matrix(rows: Any, directions: str = "cbb") -> Matrix:
    kinds = {"c": "cost", "b": "benefit"}
    problem = Problem(
        criteria=tuple(
            Criterion(id=f"c{j}", direction=kinds[d])  # type: ignore[arg-type]
            for j, d in enumerate(directions[: len(rows[0])])
        ),
        alternatives=tuple(Alternative(id=f"a{i}") for i in range(len(rows))),
        performances=rows,
    )
    return headline(problem).matrix


def columns(rows: Any) -> list[list[float]]:
    return [list(column) for column in zip(*rows, strict=True)]


def minmax(column: list[float], cost: bool) -> list[float]:
    low, high = min(column), max(column)
    return [((high - x) if cost else (x - low)) / (high - low) for x in column]


def shares(raw: list[float]) -> list[float]:
    return [x / sum(raw) for x in raw]


def entropy(rows: Any) -> list[float]:
    return shares(
        [
            1 + sum(x / sum(c) * math.log(x / sum(c)) for x in c if x) / math.log(len(c))
            for c in columns(rows)
        ]
    )


def deviation(rows: Any) -> list[float]:
    return shares([pstdev(minmax(c, j == 0)) for j, c in enumerate(columns(rows))])


def critic(rows: Any) -> list[float]:
    scaled = [minmax(c, j == 0) for j, c in enumerate(columns(rows))]
    return shares(
        [stdev(one) * sum(1 - correlation(one, other) for other in scaled) for one in scaled]
    )


def merec(rows: Any) -> list[float]:
    scaled = columns(
        list(
            zip(
                *(
                    [x / max(c) if j == 0 else min(c) / x for x in c]
                    for j, c in enumerate(columns(rows))
                ),
                strict=True,
            )
        )
    )
    size = len(scaled)
    effects = list(zip(*([abs(math.log(x)) for x in c] for c in scaled), strict=True))
    return shares(
        [
            sum(
                abs(math.log(1 + (sum(row) - row[j]) / size) - math.log(1 + sum(row) / size))
                for row in effects
            )
            for j in range(size)
        ]
    )


@pytest.mark.parametrize(
    ("scheme", "formula"),
    [("entropy", entropy), ("critic", critic), ("merec", merec), ("standard_deviation", deviation)],
)
def test_the_formula_once_more(scheme: Any, formula: Any) -> None:
    found = objective_weights(matrix(ROWS), scheme)
    assert found.tolist() == pytest.approx(formula(ROWS), rel=1e-9)


def test_critic_by_spearman_sees_only_the_order() -> None:
    bent = [[row[0], row[1], row[2] ** 3] for row in ROWS]
    scaled = [minmax(c, j == 0) for j, c in enumerate(columns(bent))]
    ordered = [[sorted(c).index(x) for x in c] for c in scaled]
    wanted = shares(
        [
            stdev(one) * sum(1 - correlation(rank, other) for other in ordered)
            for one, rank in zip(scaled, ordered, strict=True)
        ]
    )
    found = objective_weights(matrix(bent), "critic", "spearman")
    assert found.tolist() == pytest.approx(wanted, rel=1e-9)
    assert found.tolist() != pytest.approx(objective_weights(matrix(bent), "critic").tolist())


def test_a_correlation_that_the_scheme_would_not_use_is_refused() -> None:
    with pytest.raises(InvalidWeights) as caught:
        objective_weights(matrix(ROWS), "entropy", "spearman")
    assert (caught.value.code, caught.value.faults[0].path) == (
        "objective_correlation",
        ("correlation",),
    )
    assert caught.value.say("zh")


def test_every_scheme_of_the_statement_is_tested_here() -> None:
    assert {"equal", *SEPARATING} == set(get_args(ObjectiveScheme))


@pytest.mark.parametrize("rows", [ROWS, [[1, 1, 1]] * 3, [[1, 2, 3]]])
def test_equal_is_always_equal(rows: Any) -> None:
    assert objective_weights(matrix(rows), "equal").tolist() == pytest.approx([1 / 3] * 3)


@pytest.mark.parametrize("scheme", SEPARATING)
@pytest.mark.parametrize("column", [0, 1, 2])
def test_a_constant_column_gets_no_weight(scheme: Any, column: int) -> None:
    rows = [[5.0 if j == column else x for j, x in enumerate(row)] for row in ROWS]
    found = objective_weights(matrix(rows), scheme)
    assert found[column] == 0
    assert found.sum() == pytest.approx(1)
    assert all(found[j] > 0 for j in range(3) if j != column)


@pytest.mark.parametrize("scheme", ["entropy", "critic", "standard_deviation"])
def test_a_column_of_zeros_gets_no_weight(scheme: Any) -> None:
    found = objective_weights(matrix([[0.0, *row[1:]] for row in ROWS]), scheme)
    assert found[0] == 0
    assert found.sum() == pytest.approx(1)


@pytest.mark.parametrize("scheme", SEPARATING)
def test_the_only_column_that_separates_gets_all(scheme: Any) -> None:
    rows = [[5.0, row[1], 5.0] for row in ROWS]
    assert objective_weights(matrix(rows), scheme).tolist() == pytest.approx([0, 1, 0])


@pytest.mark.parametrize("scheme", SEPARATING)
@pytest.mark.parametrize("rows", [[[5, 6, 7]] * 4, [[5, 6, 7]], [[1, 1, 1]] * 2])
def test_nothing_that_separates_is_refused(scheme: Any, rows: Any) -> None:
    with pytest.raises(InvalidWeights) as caught:
        objective_weights(matrix(rows), scheme)
    assert caught.value.code == "objective_undefined"
    assert caught.value.faults[0].path == ("scheme",)


@pytest.mark.parametrize(("scheme", "value"), [("entropy", -1.0), ("merec", -1.0), ("merec", 0.0)])
def test_values_the_scheme_cannot_take_are_refused(scheme: Any, value: float) -> None:
    rows = [*ROWS[:3], [90.0, value, value]]
    with pytest.raises(InvalidWeights) as caught:
        objective_weights(matrix(rows), scheme)
    assert [f.fields["criterion"] for f in caught.value.faults] == ["c1", "c2"]
    assert caught.value.code == "objective_negative"


def test_entropy_takes_a_zero_cell() -> None:
    rows = [*ROWS[:3], [90.0, 0.0, 2.0]]
    assert objective_weights(matrix(rows), "entropy").tolist() == pytest.approx(entropy(rows))


@pytest.mark.parametrize("scheme", ["critic", "standard_deviation"])
def test_rounding_in_a_column_of_equals_gets_no_weight(scheme: Any) -> None:
    rows = [[0.1 + 0.2 if i else 0.3, *row[1:]] for i, row in enumerate(ROWS)]
    exact = [[0.3, *row[1:]] for row in ROWS]
    found = objective_weights(matrix(rows), scheme)
    assert found.tolist() == pytest.approx(objective_weights(matrix(exact), scheme).tolist())


def test_critic_sees_the_direction() -> None:
    rows = [[1.0, 1.0], [2.0, 2.0], [3.0, 4.0]]
    agreeing = objective_weights(matrix(rows, "bb"), "critic")
    opposed = objective_weights(matrix(rows, "cb"), "critic")
    assert agreeing.sum() == pytest.approx(1)
    assert opposed.sum() == pytest.approx(1)


def test_critic_of_columns_that_say_the_same_is_equal() -> None:
    rows = [[1.0, 2.0, 3.0], [2.0, 4.0, 6.0], [3.0, 6.0, 9.0]]
    found = objective_weights(matrix(rows, "bbb"), "critic")
    assert found.tolist() == pytest.approx([1 / 3] * 3)


@pytest.mark.parametrize("scheme", SEPARATING)
@pytest.mark.parametrize("factor", [1e-90, 1e-3, 1e3, 1e90])
def test_the_unit_changes_nothing(scheme: Any, factor: float) -> None:
    found = objective_weights(matrix([[row[0] * factor, *row[1:]] for row in ROWS]), scheme)
    assert found.tolist() == pytest.approx(objective_weights(matrix(ROWS), scheme).tolist())


@pytest.mark.parametrize("scheme", SEPARATING)
def test_the_largest_values_stay_numbers(scheme: Any) -> None:
    found = objective_weights(matrix([[1e100, 1.0], [9e99, 2.0], [1e100, 4.0]]), scheme)
    assert found.sum() == pytest.approx(1)


@pytest.mark.parametrize("levels", [2, 4, 100])
def test_of_every_two_with_ties(levels: int) -> None:
    values = np.random.default_rng(levels).integers(0, levels, (5, 9)).astype(float)
    ranks = competition_ranks(values)
    np.testing.assert_allclose(average_ranks(ranks), rankdata(-values, axis=1))
    np.testing.assert_allclose(spearman(ranks), spearmanr(values.T).statistic, atol=1e-12)


def test_what_ranks_nothing_apart_agrees_with_nothing() -> None:
    ranks = np.array([[1, 1, 1], [1, 2, 3], [3, 2, 1]])
    assert spearman(ranks).tolist() == [[0, 0, 0], [0, 1, -1], [0, -1, 1]]
