"""Distance of weights."""

from pathlib import Path

import numpy as np
import pytest

from weights.comparison.concordance import between_names, weight_distances

CASES = Path(__file__).parents[2] / "golden" / "cases"


def test_distance_is_the_share_of_weight_moved() -> None:
    found = weight_distances(np.array([[0.5, 0.3, 0.2], [0.2, 0.3, 0.5], [0.0, 0.0, 1.0]]))
    assert found == pytest.approx(np.array([[0, 0.3, 0.8], [0.3, 0, 0.5], [0.8, 0.5, 0]]))


def test_a_table_by_names_leaves_the_diagonal_out() -> None:
    found = between_names(["a", "b", "c"], np.arange(9.0).reshape(3, 3))
    assert found == {"a": {"b": 1, "c": 2}, "b": {"a": 3, "c": 5}, "c": {"a": 6, "b": 7}}
