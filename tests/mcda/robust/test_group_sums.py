"""Counts and sums by group against loops."""

import numpy as np
import pytest

from mcda.robust.rank_counts import occurrences, sums_by_group


@pytest.mark.parametrize("sparse", [False, True])
@pytest.mark.parametrize("size", [1, 7, 70_000])
def test_occurrences(sparse, size):
    codes = np.random.default_rng(size).integers(0, size, 1000)
    found = occurrences(codes, size, sparse=sparse)
    wanted = np.zeros(size, dtype=np.int64)
    for code in codes.tolist():
        wanted[code] += 1
    np.testing.assert_array_equal(found, wanted)
    assert found.dtype == np.int64
    assert occurrences(codes[:0], size, sparse=sparse).tolist() == [0] * size


@pytest.mark.parametrize("sparse", [False, True])
@pytest.mark.parametrize("size", [2, 70_000])
def test_sums_by_group(sparse, size):
    rng = np.random.default_rng(3)
    groups, rows = rng.integers(0, size, 500), rng.random((500, 4))
    wanted = np.zeros((size, 4))
    for group, row in zip(groups.tolist(), rows, strict=True):
        wanted[group] += row
    np.testing.assert_allclose(sums_by_group(groups, rows, size, sparse=sparse), wanted, rtol=1e-13)
