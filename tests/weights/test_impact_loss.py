"""Criterion impact loss and its product with entropy: peers, the equations, the traps."""

import importlib
import warnings
from typing import Any

import numpy as np
import pytest

from mcda.errors import InvalidWeights
from mcda.method import Matrix
from weights.objective import cilos, objective_weights

PUBLISHED = [[3.0, 100, 10, 7], [2.5, 80, 8, 5], [1.8, 50, 20, 11], [2.2, 70, 12, 9]]
DIRECTIONS = [False, True, False, True]
SCHEMES: list[Any] = ["cilos", "idocriw"]


def matrix(rows: Any, benefit: Any) -> Matrix:
    values = np.array(rows, dtype=float)
    m, n = values.shape
    return Matrix(
        values=values,
        benefit=np.array(benefit),
        ranges=np.full((n, 2), np.nan),
        alternatives=tuple(f"a{i}" for i in range(m)),
        criteria=tuple(f"c{j}" for j in range(n)),
    )


def drawn(rng: np.random.Generator) -> tuple[np.ndarray, np.ndarray]:
    """A problem in which no alternative is best in all criteria of a group."""
    while True:
        m, n = int(rng.integers(3, 12)), int(rng.integers(2, 8))
        rows, benefit = rng.uniform(0.5, 9, (m, n)), rng.random(n) < 0.5
        best = np.where(benefit, rows.argmax(axis=0), rows.argmin(axis=0))
        if len(set(best.tolist())) > 1:
            return rows, benefit


@pytest.mark.parametrize("scheme", SCHEMES)
def test_against_pymcdm(scheme):
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        peer = getattr(importlib.import_module("pymcdm.weights"), f"{scheme}_weights")
    rng = np.random.default_rng(4)
    for _ in range(60):
        rows, benefit = drawn(rng)
        found = objective_weights(matrix(rows, benefit), scheme)
        wanted = peer(rows, np.where(benefit, 1, -1))
        np.testing.assert_allclose(found, wanted, rtol=0, atol=1e-12)


def test_every_equation_holds_in_plain_python():
    rng = np.random.default_rng(5)
    for _ in range(30):
        rows, benefit = drawn(rng)
        q = cilos(matrix(rows, benefit)).tolist()
        n = len(q)
        a = [
            [x if benefit[j] else min(rows[:, j]) / x for j, x in enumerate(row)]
            for row in rows.tolist()
        ]
        top = [max(range(len(a)), key=lambda i, j=j: a[i][j]) for j in range(n)]
        peak = [a[top[j]][j] for j in range(n)]
        loss = [[(peak[j] - a[top[i]][j]) / peak[j] for j in range(n)] for i in range(n)]
        for i in range(n):
            taken = sum(loss[i][j] * q[j] for j in range(n))
            assert taken == pytest.approx(q[i] * sum(loss[k][i] for k in range(n)), abs=1e-12)


@pytest.mark.parametrize("scheme", SCHEMES)
@pytest.mark.parametrize("place", range(5))
@pytest.mark.parametrize("constant", [7.0, 0.0, -7.0])
@pytest.mark.parametrize("rising", [True, False])
def test_a_constant_column_takes_nothing_from_the_others(scheme, place, constant, rising):
    rows = np.insert(np.array(PUBLISHED), place, constant, axis=1)
    benefit = [*DIRECTIONS[:place], rising, *DIRECTIONS[place:]]
    found = objective_weights(matrix(rows, benefit), scheme)
    assert found[place] == 0
    without = objective_weights(matrix(PUBLISHED, DIRECTIONS), scheme)
    assert np.delete(found, place).tolist() == pytest.approx(without.tolist(), rel=1e-12)


@pytest.mark.parametrize("scheme", SCHEMES)
def test_a_column_that_differs_by_rounding_is_constant(scheme):
    noisy = [[0.1 + 0.2, *PUBLISHED[0]], *([0.3, *row] for row in PUBLISHED[1:])]
    assert objective_weights(matrix(noisy, [True, *DIRECTIONS]), scheme)[0] == 0


@pytest.mark.parametrize("scheme", SCHEMES)
@pytest.mark.parametrize(
    ("column", "value", "needed"), [(0, 0.0, "> 0"), (0, -1.0, "> 0"), (1, -1.0, ">= 0")]
)
def test_values_the_formula_cannot_take(scheme, column, value, needed):
    rows = np.array(PUBLISHED)
    rows[1, column] = value
    with pytest.raises(InvalidWeights) as caught:
        objective_weights(matrix(rows, DIRECTIONS), scheme)
    (fault,) = caught.value.faults
    assert (fault.code, fault.path) == ("objective_negative", ("scheme",))
    assert dict(fault.fields) == {"scheme": scheme, "criterion": f"c{column}", "needed": needed}


@pytest.mark.parametrize("scheme", SCHEMES)
def test_a_benefit_may_be_zero(scheme):
    rows = np.array(PUBLISHED)
    rows[2, 1] = 0.0
    found = objective_weights(matrix(rows, DIRECTIONS), scheme)
    assert (found > 0).all()
    assert found.sum() == pytest.approx(1)


@pytest.mark.parametrize("scheme", SCHEMES)
def test_neither_units_nor_order_nor_copies_matter(scheme):
    wanted = objective_weights(matrix(PUBLISHED, DIRECTIONS), scheme)
    scaled = np.array(PUBLISHED) * [1e-90, 1e90, 0.1, 3.0]
    for rows in (scaled, PUBLISHED[::-1], PUBLISHED * 2, [*PUBLISHED[:1], *PUBLISHED]):
        found = objective_weights(matrix(rows, DIRECTIONS), scheme)
        if scheme == "cilos" or len(rows) != 5:  # entropy counts a copy of one row
            assert found.tolist() == pytest.approx(wanted.tolist(), rel=1e-9)
    turned = objective_weights(matrix(np.array(PUBLISHED)[:, ::-1], DIRECTIONS[::-1]), scheme)
    assert turned[::-1].tolist() == pytest.approx(wanted.tolist(), rel=1e-12)


def test_alternatives_that_are_both_best_count_alike_in_any_order():
    rows = [[9.0, 1.0, 4.0], [9.0, 3.0, 1.0], [2.0, 8.0, 2.0], [1.0, 2.0, 7.0]]
    found = cilos(matrix(rows, [True] * 3))
    swapped = cilos(matrix([rows[1], rows[0], *rows[2:]], [True] * 3))
    assert found.tolist() == pytest.approx(swapped.tolist(), rel=1e-12)
    first, second = (cilos(matrix([r, *rows[2:]], [True] * 3)) for r in rows[:2])
    assert found.tolist() != pytest.approx(first.tolist(), abs=1e-3)
    assert found.tolist() != pytest.approx(second.tolist(), abs=1e-3)


def test_two_criteria_weigh_by_the_loss_of_the_other():
    # Where c0 is best c1 loses 3/4, where c1 is best c0 loses 1/2: 3/5 and 2/5.
    assert cilos(matrix([[4.0, 2.0], [2.0, 8.0]], [True, True])).tolist() == pytest.approx(
        [3 / 5, 2 / 5]
    )


def test_a_criterion_that_loses_nothing_takes_all_as_the_method_has_it():
    rows = [[5.0, 3.0], [5.0, 2.0], [1.0, 1.0]]  # c0 is at its best wherever c1 is
    assert cilos(matrix(rows, [True, True])).tolist() == [1, 0]


@pytest.mark.parametrize("scheme", SCHEMES)
def test_losses_that_leave_the_weights_open_are_refused(scheme):
    best_throughout = [[5.0, 9.0, 1.0], [4.0, 8.0, 2.0], [4.0, 7.0, 4.0]]
    with pytest.raises(InvalidWeights) as caught:
        objective_weights(matrix(best_throughout, [True, True, False]), scheme)
    (fault,) = caught.value.faults
    assert (fault.code, fault.path) == ("impact_loss_undefined", ("scheme",))
    assert fault.fields["criteria"] == ["c0", "c1", "c2"]
    assert "c0, c1, c2" in fault.say("en")
    assert "c0、c1、c2" in fault.say("zh")


def test_only_the_criteria_that_nothing_tells_apart_are_named():
    # c0 and c1 are at their best wherever any criterion is; c2 loses where a1 is as good as a0.
    rows = [[9.0, 7.0, 9.0], [9.0, 7.0, 3.0], [1.0, 6.0, 2.0]]
    with pytest.raises(InvalidWeights) as caught:
        cilos(matrix(rows, [True] * 3))
    assert caught.value.faults[0].fields["criteria"] == ["c0", "c1"]


def test_many_criteria_with_tiny_losses_stay_exact():
    rows = 1.0 - np.random.default_rng(6).uniform(0, 1e-9, (40, 30))
    found = cilos(matrix(rows, [True] * 30))
    assert (found > 0).all()
    assert found.sum() == pytest.approx(1, rel=1e-12)
