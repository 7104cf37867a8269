import numpy as np
import pytest

from mcda.pairwise import complete, connected_parts
from weights.ahp.repair.spectral import least, principal, slopes_of

LN9 = np.log(9)
ROUNDING = 1e-13  # of eigenvalues that are found another way, which differs by processor


def reciprocal(rng, n, spread=1.0):
    upper = np.triu(rng.normal(0, spread, (n, n)), 1)
    return upper - upper.T


def independent(logarithms):
    return np.log(np.abs(np.linalg.eigvals(np.exp(logarithms))).max(axis=-1))


def opened(n, *pairs):
    mask = np.zeros((n, n), dtype=bool)
    for i, j in pairs:
        mask[i, j] = mask[j, i] = True
    return mask


@pytest.mark.parametrize("n", [3, 5, 9, 30])
@pytest.mark.parametrize("spread", [0.0, 0.3, 1.0, 2.5])
def test_eigenvalues_agree_with_a_full_decomposition(n, spread):
    rng = np.random.default_rng(n)
    logarithms = np.array([reciprocal(rng, n, spread) for _ in range(20)])
    heights, flows = principal(np.exp(logarithms))
    assert heights.tolist() == pytest.approx(independent(logarithms).tolist(), abs=1e-11)
    assert flows.sum(axis=(1, 2)).tolist() == pytest.approx([1.0] * 20)
    # What flows into an item flows out of it.
    np.testing.assert_allclose(flows.sum(axis=1), flows.sum(axis=2), atol=1e-9)


def test_slow_and_quick_matrices_in_one_batch():
    both = np.array([np.log([[1, 9, 1 / 9], [1 / 9, 1, 9], [9, 1 / 9, 1]]), np.zeros((3, 3))])
    heights, _ = principal(np.exp(both))
    assert np.exp(heights).tolist() == pytest.approx([1 + 9 + 1 / 9, 3])


def test_slopes_are_the_derivatives():
    at = reciprocal(np.random.default_rng(1), 5)
    slopes = slopes_of(principal(np.exp(at)[None])[1])[0]
    for i, j in [(0, 1), (2, 4), (3, 1)]:
        step = np.zeros((5, 5))
        step[i, j], step[j, i] = 1e-5, -1e-5
        rise = (independent(at + step) - independent(at - step)) / 2e-5
        assert slopes[i, j] == pytest.approx(rise, abs=1e-8)
        assert slopes[j, i] == -slopes[i, j]


def test_the_tangent_lies_below():
    rng = np.random.default_rng(2)
    points = np.array([reciprocal(rng, 6, 1.5) for _ in range(40)])
    heights, flows = principal(np.exp(points))
    slopes = slopes_of(flows)
    change = points[None] - points[:, None]
    tangents = heights[:, None] + (slopes[:, None] * change).sum(axis=(2, 3)) / 2
    assert (tangents <= heights[None] + 1e-10).all()


def test_with_one_pair_open_three_items_agree():
    rng = np.random.default_rng(3)
    logarithms = np.array([reciprocal(rng, 3) for _ in range(10)])
    filled = logarithms.copy()
    unbounded = np.full((3, 3), -np.inf)
    found = least(filled, np.broadcast_to(opened(3, (0, 2)), filled.shape), unbounded, 1e-9)
    assert np.exp(found.heights).tolist() == pytest.approx([3.0] * 10)
    implied = logarithms[:, 0, 1] + logarithms[:, 1, 2]
    assert found.logarithms[:, 0, 2].tolist() == pytest.approx(implied.tolist(), abs=1e-4)


@pytest.mark.parametrize(("n", "missing"), [(4, 2), (6, 5), (9, 26), (12, 30)])
@pytest.mark.parametrize("spread", [0.5, 2.0])
def test_completions_agree_with_those_made_one_by_one(n, missing, spread):
    rng = np.random.default_rng(n)
    mask = np.ones((n, n), dtype=bool)
    while len(connected_parts(np.where(mask, np.nan, 1.0))) > 1:
        pairs = list(zip(*np.triu_indices(n, 1), strict=True))
        chosen = rng.choice(len(pairs), missing, replace=False)
        mask = opened(n, *(pairs[k] for k in chosen))
    logarithms = np.array([np.where(mask, 0.0, reciprocal(rng, n, spread)) for _ in range(4)])
    wanted = [complete(np.where(mask, np.nan, np.exp(m))).lambda_max for m in logarithms]
    found = least(
        logarithms, np.broadcast_to(mask, logarithms.shape), np.full((n, n), -np.inf), 1e-7
    )
    assert np.exp(found.heights).tolist() == pytest.approx(wanted, rel=1e-10)
    assert (found.floors <= np.log(wanted) + 1e-12).all()
    assert (found.heights - found.floors < 1e-7).all()


@pytest.mark.parametrize("pairs", [((0, 1),), ((0, 1), (2, 3)), ((0, 1), (1, 2), (2, 0), (3, 0))])
def test_within_bounds_no_other_values_are_lower(pairs):
    rng = np.random.default_rng(4)
    start = reciprocal(rng, 4, 2.0)
    for i, j in pairs:
        start[i, j] = start[j, i] = 0.0
    low = np.full((4, 4), -LN9)
    found = least(start[None].copy(), opened(4, *pairs)[None], low, 1e-8)
    best = found.logarithms[0]
    assert np.abs(best).max() <= max(LN9, np.abs(start).max())
    tried = np.repeat(best[None], 4000, axis=0)
    for i, j in pairs:
        near = best[i, j] + rng.normal(0, 0.2, 2000)
        tried[:, i, j] = np.clip(np.concatenate([near, rng.uniform(-LN9, LN9, 2000)]), -LN9, LN9)
        tried[:, j, i] = -tried[:, i, j]
    assert independent(tried).min() - found.floors[0] >= -ROUNDING
    assert independent(best) == pytest.approx(found.heights[0])


def test_with_a_ceiling_it_stops_when_it_is_decided():
    rng = np.random.default_rng(5)
    logarithms = np.array([reciprocal(rng, 5, 1.2) for _ in range(200)])
    open_ = np.broadcast_to(opened(5, (0, 1), (2, 3)), logarithms.shape)
    low = np.full((5, 5), -LN9)
    exact = least(logarithms.clip(-LN9, LN9), open_, low, 1e-9).heights
    ceiling = float(np.median(exact))
    rough = least(logarithms.clip(-LN9, LN9), open_, low, 1e-9, ceiling)
    assert ((rough.heights <= ceiling) == (exact <= ceiling)).all()
    assert ((rough.floors > ceiling) == (exact > ceiling)).all()
    assert rough.heights.mean() > exact.mean()
