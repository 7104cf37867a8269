"""Agreement of rankings and distance of weights."""

import json
from pathlib import Path

import numpy as np
import pytest
from scipy.stats import kendalltau

from mcda.robust.agreement import kendall_tau
from weights.comparison.concordance import between_names, kendall_taus, weight_distances

CASES = Path(__file__).parents[2] / "golden" / "cases"


@pytest.mark.parametrize("case", sorted(p.stem for p in CASES.glob("correlation_*.json")))
def test_published_rankings(case: str) -> None:
    found = json.loads((CASES / f"{case}.json").read_text(encoding="utf-8"))
    both = np.array([found["input"]["x"], found["input"]["y"]])
    taus = kendall_taus(both)
    assert taus[0, 1] == pytest.approx(found["reference"]["kendall_tau_b"], abs=1e-12)
    assert taus[0, 1] == taus[1, 0]


@pytest.mark.parametrize("levels", [2, 4, 30])
def test_all_pairs_at_once_agree_with_scipy(levels: int) -> None:
    ranks = np.random.default_rng(levels).integers(1, levels + 1, size=(6, 15))
    taus = kendall_taus(ranks)
    for i, x in enumerate(ranks):
        for k, y in enumerate(ranks):
            assert taus[i, k] == pytest.approx(kendalltau(x, y, variant="b").statistic, abs=1e-12)
            assert taus[i, k] == kendall_tau(x, y)


def test_who_ranks_nothing_apart_agrees_with_nobody() -> None:
    assert kendall_taus(np.array([[1, 1, 1], [1, 2, 3]])).tolist() == [[0, 0], [0, 1]]
    assert kendall_taus(np.array([[1], [1]])).tolist() == [[0, 0], [0, 0]]


def test_distance_is_the_share_of_weight_moved() -> None:
    found = weight_distances(np.array([[0.5, 0.3, 0.2], [0.2, 0.3, 0.5], [0.0, 0.0, 1.0]]))
    assert found == pytest.approx(np.array([[0, 0.3, 0.8], [0.3, 0, 0.5], [0.8, 0.5, 0]]))


def test_a_table_by_names_leaves_the_diagonal_out() -> None:
    found = between_names(["a", "b", "c"], np.arange(9.0).reshape(3, 3))
    assert found == {"a": {"b": 1, "c": 2}, "b": {"a": 3, "c": 5}, "c": {"a": 6, "b": 7}}
