"""Draws of weights against rejection sampling from the simplex."""

import numpy as np
import pytest
from scipy import stats

from mcda import WeightVector
from mcda.errors import InvalidSensitivity
from mcda.weight_set import AnyWeights, Around, Judgement, WeightSet
from tests.refusals import rejects


def drawn(w, size=20_000, spread=0.2, seed=3):
    w = np.asarray(w, dtype=float)
    drawn_from = AnyWeights(len(w)) if spread == "any" else Around(w, spread)
    return drawn_from.sample(size, np.random.default_rng(seed))


@pytest.mark.parametrize(
    ("w", "spread"),
    [([0.4, 0.3, 0.2, 0.1], 0.5), ([0.6, 0.25, 0.15], 0.2), ([1 / 3] * 3, 0.9), ([0.9, 0.1], 0.6)],
)
def test_uniform_on_the_boxed_part_of_the_simplex(w, spread):
    w = np.array(w)
    everywhere = np.random.default_rng(1).dirichlet(np.ones(len(w)), 1_500_000)
    inside = (np.abs(everywhere - w) <= spread * w).all(axis=1)
    wanted, found = everywhere[inside], drawn(w, 30_000, spread)
    assert len(wanted) > 10_000
    for j in range(len(w)):
        assert stats.ks_2samp(found[:, j], wanted[:, j]).pvalue > 1e-4
    error = np.sqrt(wanted.var(axis=0) * (1 / len(wanted) + 1 / len(found)))
    assert (np.abs(found.mean(axis=0) - wanted.mean(axis=0)) < 5 * error).all()
    scale = np.sqrt(np.outer(wanted.var(axis=0), wanted.var(axis=0)))
    off = np.abs(np.cov(found.T) - np.cov(wanted.T)) / scale
    assert off.max() < 5 * np.sqrt(2 / len(wanted) + 2 / len(found))


@pytest.mark.parametrize("spread", [0.0, 0.05, 0.2, 0.75, 1.0])
@pytest.mark.parametrize(
    "w", [[1.0], [0.5, 0.5], [0.97, 0.02, 0.01], [0.1] * 10, [0.5, 0.0, 0.3, 0.2]]
)
def test_bounds_and_sums(w, spread):
    found, w = drawn(w, 3000, spread), np.array(w)
    assert found.shape == (3000, len(w))
    np.testing.assert_allclose(found.sum(axis=1), 1, atol=1e-12)
    assert (found >= w * (1 - spread) - 1e-12).all()
    assert (found <= np.minimum(w * (1 + spread), 1) + 1e-12).all()
    assert (found[:, w == 0] == 0).all()


@pytest.mark.parametrize("n", [2, 20, 300])
def test_spread_zero_is_the_present_weights(n):
    given = np.random.default_rng(n).dirichlet(np.ones(n))
    w = WeightVector.normalised([f"c{j}" for j in range(n)], given.tolist()).values
    np.testing.assert_allclose(drawn(w, 50, 0.0), np.tile(w, (50, 1)), atol=1e-12)


def test_any_is_uniform_on_the_whole_simplex():
    found = drawn([0.7, 0.2, 0.1, 0.0], 40_000, "any")
    np.testing.assert_allclose(found.sum(axis=1), 1, atol=1e-12)
    for column in found.T:  # marginals of Dirichlet(1, 1, 1, 1) are Beta(1, 3)
        assert stats.kstest(column, stats.beta(1, 3).cdf).pvalue > 1e-4
    covariance = -np.ones((4, 4)) / 80 + np.eye(4) / 20
    np.testing.assert_allclose(np.cov(found.T), covariance, atol=1e-3)


def test_spread_one_reaches_from_nothing_to_double():
    found = drawn([0.4, 0.35, 0.25], 40_000, 1.0)
    assert found.min(axis=0).max() < 0.01
    np.testing.assert_array_less([0.78, 0.68, 0.48], found.max(axis=0))
    assert found.min() >= -1e-12


def test_seed_decides():
    for spread in (0.2, "any"):
        np.testing.assert_array_equal(
            drawn([0.6, 0.4], spread=spread), drawn([0.6, 0.4], spread=spread)
        )
        other = drawn([0.6, 0.4], spread=spread, seed=4)
        assert (other != drawn([0.6, 0.4], spread=spread)).any()


def test_weights_that_never_fit_together_are_refused():
    """Far more than its box is needed to close the sum: nothing can be drawn."""
    with rejects(InvalidSensitivity, code="spread_bounds"):
        Around(np.array([0.1, 0.05]), 0.2).sample(10, np.random.default_rng(0))


def test_columns_take_another_order_along():
    inner = Around(np.array([0.6, 0.3, 0.1]), 0.2)
    turned = inner.columns([2, 0, 1])
    one, other = (s.sample(50, np.random.default_rng(1)) for s in (inner, turned))
    np.testing.assert_array_equal(other, one[:, [2, 0, 1]])
    assert (turned.name, turned.facts, turned.strict) == ("around", {"spread": 0.2}, False)


def test_most_sets_tell_nothing_beside_the_weights():
    known = AnyWeights(3)
    weights, judgements = known.draw(20, np.random.default_rng(1))
    np.testing.assert_array_equal(weights, known.sample(20, np.random.default_rng(1)))
    assert judgements.shape == (20, 0)
    assert known.judgements == ()


class Judged(WeightSet):
    name = "judgements"
    judgements = (Judgement(node="goal", pair=("a", "b")),)

    def draw(self, size, rng):
        ratio = rng.uniform(1, 3, size)
        first = ratio / (1 + ratio)
        return np.column_stack([first, 1 - first]), ratio[:, None]

    def sample(self, size, rng):
        return self.draw(size, rng)[0]


def test_judgements_go_along_with_reordered_columns():
    turned = Judged().columns([1, 0])
    weights, judgements = turned.draw(30, np.random.default_rng(1))
    assert turned.judgements == Judged.judgements
    np.testing.assert_allclose(judgements[:, 0], weights[:, 1] / weights[:, 0])
    np.testing.assert_array_equal(weights, turned.sample(30, np.random.default_rng(1)))


@pytest.mark.parametrize("known", [AnyWeights(3), Around(np.array([0.5, 0.3, 0.2]), 0.4)])
@pytest.mark.parametrize("order", [[0, 1, 2], [2, 0, 1]])
def test_halfspaces_hold_exactly_what_is_drawn(known, order):
    known = known.columns(order)
    A, b = known.halfspaces()
    everywhere = np.random.default_rng(1).dirichlet(np.ones(3), 100_000)
    inside = everywhere[(everywhere @ A.T <= b).all(axis=1)]
    found = known.sample(len(inside), np.random.default_rng(2))
    assert (found @ A.T <= b + 1e-12).all()
    for j in range(3):
        assert stats.ks_2samp(found[:, j], inside[:, j]).pvalue > 1e-4


def test_most_sets_are_no_polytopes():
    assert Judged().halfspaces() is None
    assert Judged().columns([1, 0]).halfspaces() is None
