"""What explains that two weightings have different winners."""

from collections.abc import Callable
from itertools import permutations
from math import exp, log
from typing import Any

import numpy as np
import pytest

from mcda.cells import FloatArray
from mcda.method import Matrix, Prepared
from mcda.methods import METHODS as METHOD_CLASSES
from mcda.methods import make_method
from weights.comparison.disagreement import Disagreement, disagreements

ROWS = [[9, 2, 4, 1], [3, 8, 5, 2], [4, 4, 9, 3], [5, 5, 3, 9], [4, 6, 6, 4]]
OWNER, SALES = [0.7, 0.1, 0.15, 0.05], [0.05, 0.75, 0.1, 0.1]


def matrix_of(rows: Any) -> Matrix:
    values = np.array(rows, dtype=float)
    m, n = values.shape
    return Matrix(
        values=values,
        benefit=np.arange(n) % 3 != 2,
        ranges=np.tile([0.0, 10.0], (n, 1)),
        alternatives=tuple(f"a{i}" for i in range(m)),
        criteria=tuple(f"c{j}" for j in range(n)),
    )


def explained(
    rows: Any, weights: dict[str, Any], method: str = "topsis", seed: int = 7, **parameters: Any
) -> tuple[tuple[Disagreement, ...], Prepared]:
    matrix = matrix_of(rows)
    form = make_method(method, parameters).prepare(matrix)
    values = {name: np.array(w, dtype=float) for name, w in weights.items()}
    ranks = form.ranks(np.array(list(values.values())))
    return disagreements(form, matrix, values, ranks, np.random.default_rng(seed)), form


def by_all_orders(lead: Callable[[FloatArray], float], before: Any, after: Any) -> FloatArray:
    n = len(before)
    parts, orders = np.zeros(n), list(permutations(range(n)))
    for order in orders:
        here = np.array(before, dtype=float)
        for j in order:
            last = lead(here)
            here[j] = after[j]
            parts[j] += last - lead(here)
    return parts / len(orders)


METHODS: list[tuple[str, dict[str, Any]]] = [
    ("topsis", {}),
    ("topsis", {"distance": "manhattan"}),
    ("topsis", {"distance": "chebyshev", "normalisation": "minmax"}),
    ("topsis", {"normalisation": "range"}),
    ("vikor", {}),
    ("vikor", {"v": 0.0}),
    ("weighted_sum", {}),
    ("ahp", {}),
    ("promethee2", {}),
    ("spotis", {}),
    ("aras", {}),
    ("marcos", {}),
]


@pytest.mark.parametrize(("method", "parameters"), METHODS)
def test_shares_are_shapley_values_of_the_lead(method: str, parameters: dict[str, Any]) -> None:
    (found,), form = explained(ROWS, {"owner": OWNER, "sales": SALES}, method, **parameters)
    one, other = (int(ids[0][1:]) for ids in found.winners)
    sign = -1 if form.lower_is_better else 1

    def lead(weights: FloatArray) -> float:
        scores = sign * form.scores(weights[None])[0]
        return float(scores[one] - scores[other])

    wanted = by_all_orders(lead, OWNER, SALES)
    total = lead(np.array(OWNER)) - lead(np.array(SALES))
    assert found.between == ("owner", "sales")
    assert found.difference == pytest.approx(total, rel=1e-12)
    assert found.difference > 0
    assert list(found.shares.values()) == pytest.approx((wanted / total).tolist(), abs=1e-12)
    assert sum(found.shares.values()) == pytest.approx(1, abs=1e-12)
    assert found.exact
    assert found.standard_errors is None


def test_a_weighted_sum_by_hand() -> None:
    # min-max columns: c0 1, 0; c1 0, 1. The lead is w0 - w1: .6 and -.4, each weight explains half.
    (found,), _ = explained([[2, 1], [1, 3]], {"p": [0.8, 0.2], "q": [0.3, 0.7]}, "weighted_sum")
    assert found.winners == (("a0",), ("a1",))
    assert found.difference == pytest.approx(1.0)
    assert found.shares == pytest.approx({"c0": 0.5, "c1": 0.5})


def test_a_weighted_product_is_told_in_logarithms() -> None:
    weights = {"p": [0.8, 0.2], "q": [0.3, 0.7]}
    (found,), form = explained([[4, 1], [1, 3]], weights, "weighted_product")
    # ln(a0/a1) by column: ln 4 and -ln 3.
    total = 0.5 * log(4) + 0.5 * log(3)
    assert found.difference == pytest.approx(total)
    assert found.shares == pytest.approx({"c0": 0.5 * log(4) / total, "c1": 0.5 * log(3) / total})
    scores = form.scores(np.array(list(weights.values())))
    ratio = scores[0, 0] / scores[0, 1] / (scores[1, 0] / scores[1, 1])
    assert exp(found.difference) == pytest.approx(ratio)


@pytest.mark.parametrize("name", METHOD_CLASSES)
def test_every_method_explains_the_difference_of_its_own_scores(name: str) -> None:
    rng, seen = np.random.default_rng(11), 0
    for _ in range(12):
        rows = rng.uniform(1, 9, (5, 4)).round(1)
        weights = {"p": rng.dirichlet(np.full(4, 0.4)), "q": rng.dirichlet(np.full(4, 0.4))}
        found, form = explained(rows, weights, name)
        scores = form.scores(np.array(list(weights.values())))
        if METHOD_CLASSES[name].contributions_sum == "log_score":
            scores = np.log(scores)
        oriented = -scores if form.lower_is_better else scores
        for item in found:
            one, other = ([int(i[1:]) for i in ids] for ids in item.winners)
            leads = oriented[:, one].mean(axis=1) - oriented[:, other].mean(axis=1)
            size = np.abs(oriented).max()
            assert item.difference == pytest.approx(leads[0] - leads[1], abs=1e-9 * size)
            assert sum(item.shares.values()) == pytest.approx(1, abs=1e-9)
            assert item.exact
            seen += 1
    assert seen > 1


def test_a_criterion_of_equal_weight_explains_nothing() -> None:
    (found,), _ = explained(ROWS, {"p": [0.7, 0.1, 0.1, 0.1], "q": [0.1, 0.7, 0.1, 0.1]})
    assert (found.shares["c2"], found.shares["c3"]) == (0.0, 0.0)
    assert sum(found.shares.values()) == pytest.approx(1)


def test_coalitions_without_any_weight_tell_nothing_apart() -> None:
    """From all on c0 to all on c1: when only c0 has switched, nothing has weight."""
    for method in ("topsis", "vikor"):
        (found,), _ = explained([[2, 1], [1, 2], [1, 1]], {"p": [1, 0], "q": [0, 1]}, method)
        assert found.winners == (("a0",), ("a1",))
        assert found.shares == pytest.approx({"c0": 0.5, "c1": 0.5})


def test_who_has_a_winner_in_common_does_not_disagree() -> None:
    rows = [[9, 1], [9, 1], [1, 9]]
    found, _ = explained(rows, {"p": [0.9, 0.1], "q": [0.8, 0.2], "r": [0.1, 0.9]})
    assert [item.between for item in found] == [("p", "r"), ("q", "r")]
    assert found[0].winners == (("a0", "a1"), ("a2",))


def test_tied_winners_count_by_the_mean_of_their_scores() -> None:
    """a0 and a1 tie under p (equal weights of c0 and c1) and part on the way to q."""
    rows = [[4, 0, 0], [0, 4, 0], [1, 1, 9]]
    p, q = [0.5, 0.5, 0.0], [0.1, 0.0, 0.9]
    matrix = matrix_of(rows)
    form = make_method("weighted_sum", {"normalisation": "none"}).prepare(
        Matrix(
            values=matrix.values,
            benefit=np.ones(3, dtype=bool),
            ranges=matrix.ranges,
            alternatives=matrix.alternatives,
            criteria=matrix.criteria,
        )
    )
    weights = {"p": np.array(p), "q": np.array(q)}
    ranks = form.ranks(np.array([p, q]))
    (found,) = disagreements(form, matrix, weights, ranks, np.random.default_rng(1))
    assert found.winners == (("a0", "a1"), ("a2",))
    # mean row of the tied: 2, 2, 0; less that of a2: 1, 1, -9; times .4, .5, -.9
    assert found.difference == pytest.approx(0.4 + 0.5 + 8.1)
    assert found.shares == pytest.approx({"c0": 0.4 / 9, "c1": 0.5 / 9, "c2": 8.1 / 9})


def test_the_order_of_alternatives_and_criteria_does_not_matter() -> None:
    rows, turned = np.array(ROWS), np.array(ROWS)[::-1]
    (found,), _ = explained(rows, {"p": OWNER, "q": SALES})
    (again,), _ = explained(turned, {"p": OWNER, "q": SALES})
    assert again.shares == pytest.approx(found.shares)


def test_turned_round_the_same_criteria_explain_it() -> None:
    (found,), _ = explained(ROWS, {"p": OWNER, "q": SALES})
    (again,), _ = explained(ROWS, {"q": SALES, "p": OWNER})
    assert again.shares == pytest.approx(found.shares)
    assert again.winners == found.winners[::-1]
    assert again.difference == pytest.approx(found.difference)


def test_many_criteria_are_drawn_and_say_so() -> None:
    rng = np.random.default_rng(2)
    rows = rng.uniform(1, 9, (6, 17))
    weights = {f"w{k}": rng.dirichlet(np.ones(17)) for k in range(4)}
    found, _ = explained(rows, weights)
    assert found
    for item in found:
        assert not item.exact
        assert item.standard_errors is not None
        assert 0 < max(item.standard_errors.values()) < 0.05
        assert sum(item.shares.values()) == pytest.approx(1, abs=1e-9)
    again, _ = explained(rows, weights)
    assert again == found
    pair = dict(list(weights.items())[:2])
    assert explained(rows, pair)[0][0] == found[0]
    closed, _ = explained(rows, weights, "weighted_sum")
    assert all(item.exact for item in closed)
