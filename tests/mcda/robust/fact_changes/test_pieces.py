"""Stretches against the order of a column as one of its cells moves."""

import numpy as np

from mcda.robust.fact_changes.losses import others_extremes, pieces


def drawn(rng):
    values = rng.integers(0, 6, (int(rng.integers(2, 6)), 3)).astype(float)
    low = values - rng.integers(0, 5, values.shape)
    return values, low, values + rng.integers(0, 5, values.shape)


def test_others_extremes():
    rng = np.random.default_rng(1)
    for _ in range(50):
        values, _, _ = drawn(rng)
        least, most = others_extremes(values)
        for i in range(len(values)):
            others = np.delete(values, i, axis=0)
            np.testing.assert_array_equal(least[i], others.min(axis=0))
            np.testing.assert_array_equal(most[i], others.max(axis=0))


def test_stretches_cover_all_that_is_searched_and_lead_away_from_the_headline():
    rng = np.random.default_rng(2)
    for _ in range(50):
        values, low, high = drawn(rng)
        found = pieces(values, np.array([0, 2]), low, high)
        assert (np.diff(found.column) >= 0).all()
        assert set(found.column) <= {0, 2}
        for i, j in np.ndindex(len(values), 3):
            for upward, end in ((False, low[i, j]), (True, high[i, j])):
                mine = (found.row == i) & (found.column == j) & (found.upward == upward)
                near, far = found.ends[:, mine]
                sign = 1 if upward else -1
                order = np.argsort(sign * near)
                walked = [values[i, j], *far[order]]
                assert list(near[order]) == walked[:-1]
                assert walked[-1] == (end if j != 1 else values[i, j])
                assert (sign * (far - near) > 0).all()


def test_the_cell_keeps_its_place_among_the_extremes_within_a_stretch():
    rng = np.random.default_rng(3)
    for _ in range(50):
        values, low, high = drawn(rng)
        found = pieces(values, np.arange(3), low, high)
        for i, j, near, far in zip(found.row, found.column, *found.ends, strict=True):
            others = np.delete(values[:, j], i)
            inside = near + (far - near) * np.array([0.01, 0.5, 0.99])
            assert len(set(inside > others.max())) == 1
            assert len(set(inside < others.min())) == 1
