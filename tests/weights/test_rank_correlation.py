"""Spearman's rho, against SciPy's."""

import numpy as np
import pytest
from scipy.stats import rankdata, spearmanr

from mcda.method import competition_ranks
from weights.rank_correlation import average_ranks, spearman


@pytest.mark.parametrize("levels", [2, 4, 100])
def test_of_every_two_with_ties(levels: int) -> None:
    values = np.random.default_rng(levels).integers(0, levels, (5, 9)).astype(float)
    ranks = competition_ranks(values)
    np.testing.assert_allclose(average_ranks(ranks), rankdata(-values, axis=1))
    np.testing.assert_allclose(spearman(ranks), spearmanr(values.T).statistic, atol=1e-12)


def test_what_ranks_nothing_apart_agrees_with_nothing() -> None:
    ranks = np.array([[1, 1, 1], [1, 2, 3], [3, 2, 1]])
    assert spearman(ranks).tolist() == [[0, 0, 0], [0, 1, -1], [0, -1, 1]]
