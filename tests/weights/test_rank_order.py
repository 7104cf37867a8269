"""Weights from an order of importance."""

from typing import Any

import numpy as np
import pytest

from mcda.errors import InvalidWeights
from tests.refusals import rejects
from weights.rank_order import rank_weights, weights_of_order

CENTROID_7 = [0.370, 0.228, 0.156, 0.109, 0.073, 0.044, 0.020]
SCHEMES = ["centroid", "sum", "reciprocal", "exponent", "rancom"]


def test_the_centroid_of_seven_ranks_is_the_published_one() -> None:
    assert rank_weights(7).round(3).tolist() == CENTROID_7


@pytest.mark.parametrize(
    ("scheme", "wanted"),
    [
        ("centroid", [11 / 18, 5 / 18, 2 / 18]),
        ("sum", [3 / 6, 2 / 6, 1 / 6]),
        ("reciprocal", [6 / 11, 3 / 11, 2 / 11]),
        ("exponent", [9 / 14, 4 / 14, 1 / 14]),
        ("rancom", [5 / 9, 3 / 9, 1 / 9]),
    ],
)
def test_schemes_by_hand(scheme: Any, wanted: list[float]) -> None:
    assert rank_weights(3, scheme).tolist() == pytest.approx(wanted, rel=1e-12)


@pytest.mark.parametrize("scheme", SCHEMES)
@pytest.mark.parametrize("n", [1, 2, 7, 30, 300])
def test_weights_decrease_and_sum_to_one(scheme: Any, n: int) -> None:
    found = rank_weights(n, scheme)
    assert found.sum() == pytest.approx(1)
    assert (np.diff(found) < 0).all()
    assert (found > 0).all()


def test_the_centroid_is_the_mean_of_all_weights_in_the_order() -> None:
    drawn = -np.sort(-np.random.default_rng(1).dirichlet(np.ones(5), 200_000), axis=1)
    assert rank_weights(5).tolist() == pytest.approx(drawn.mean(axis=0).tolist(), abs=2e-3)


@pytest.mark.parametrize(("exponent", "scheme"), [(1.0, "sum"), (2.0, "exponent")])
def test_the_exponent_bends_the_sum(exponent: float, scheme: Any) -> None:
    found = rank_weights(4, "exponent", exponent)
    assert found.tolist() == pytest.approx(rank_weights(4, scheme).tolist())


def test_a_large_exponent_stays_finite() -> None:
    found = rank_weights(300, "exponent", 20.0)
    assert np.isfinite(found).all()
    assert found.sum() == pytest.approx(1)


@pytest.mark.parametrize("scheme", SCHEMES)
def test_ties_share_the_mean_of_their_ranks(scheme: Any) -> None:
    by_rank = rank_weights(4, scheme)
    found = weights_of_order([["a"], ["b", "c"], ["d"]], "abcd", scheme)
    assert found["a"] == pytest.approx(by_rank[0])
    assert found["b"] == found["c"] == pytest.approx(by_rank[1:3].mean())
    assert found["d"] == pytest.approx(by_rank[3])
    assert sum(found.values()) == pytest.approx(1)


def test_all_tied_is_equal() -> None:
    found = weights_of_order([["a", "b", "c"]], "abc")
    assert found == pytest.approx(dict.fromkeys("abc", 1 / 3))


@pytest.mark.parametrize(
    ("order", "wanted"),
    [
        ([["a"], ["b", "a"], ["c"]], [("ranked_duplicate", ("order", 1, 1))]),
        ([["a"], [], ["b"], ["c"]], [("ranked_empty", ("order", 1))]),
        ([["a"], ["b"]], [("ranked_missing", ("order",))]),
        ([["a"], ["b", "x"], ["c"]], [("weight_unknown_criterion", ("order", 1, 1))]),
        ([], [("ranked_missing", ("order",))] * 3),
        (
            [["x"], ["a", "a"]],
            [
                ("weight_unknown_criterion", ("order", 0, 0)),
                ("ranked_duplicate", ("order", 1, 1)),
                ("ranked_missing", ("order",)),
                ("ranked_missing", ("order",)),
            ],
        ),
    ],
)
def test_what_is_no_order_of_the_criteria_is_refused(order: Any, wanted: Any) -> None:
    with rejects(InvalidWeights, faults=wanted):
        weights_of_order(order, ("a", "b", "c"))
