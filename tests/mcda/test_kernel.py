import numpy as np
import pytest

from mcda.kernel import BLOCKS, LinearForm, RatioForm, ScaledForm, block_rows, product

LOCAL = np.array([[1.0, 0.0], [0.25, 0.5]])


def _parts(form, w):
    return form.contributions(w, form.scores(w[None])[0])


def test_product_of_one_table_and_of_one_table_a_vector():
    weights = np.array([[1.0, 0.0], [0.5, 0.5]])
    np.testing.assert_allclose(product(weights, LOCAL), [[1, 0.25], [0.5, 0.375]])
    tables = np.stack([LOCAL, LOCAL[::-1]])
    np.testing.assert_allclose(product(weights, tables), [[1, 0.25], [0.375, 0.5]])


def test_linear_form():
    form, w = LinearForm(LOCAL), np.array([0.8, 0.2])
    np.testing.assert_allclose(form.scores(w[None]), [[0.8, 0.3]])
    np.testing.assert_allclose(form.order(w[None]), [[0.8, 0.3]])
    np.testing.assert_allclose(_parts(form, w), [[0.8, 0.0], [0.2, 0.1]])
    np.testing.assert_array_equal(form.worth, LOCAL)


def test_linear_form_where_lower_is_better():
    form, w = LinearForm(LOCAL, lower_is_better=True), np.array([[0.8, 0.2]])
    np.testing.assert_allclose(form.scores(w), [[0.8, 0.3]])
    np.testing.assert_allclose(form.order(w), [[-0.8, -0.3]])
    np.testing.assert_array_equal(form.worth, -LOCAL)


def test_logarithmic_form_keeps_its_order_linear():
    form = LinearForm(np.log([[4.0, 1.0], [1.0, 9.0]]), logarithmic=True)
    w = np.array([[0.5, 0.5]])
    np.testing.assert_allclose(form.scores(w), [[2, 3]])
    np.testing.assert_allclose(np.exp(form.order(w)), [[2, 3]])


class _Doubled(ScaledForm):
    def factor(self, weights):
        return np.full((len(weights), 1), 2.0)


def test_scaled_form_keeps_the_order_and_its_parts_sum_to_the_score():
    form, w = _Doubled(LOCAL), np.array([0.8, 0.2])
    np.testing.assert_allclose(form.scores(w[None]), [[1.6, 0.6]])
    np.testing.assert_allclose(form.order(w[None]), [[0.8, 0.3]])
    np.testing.assert_allclose(_parts(form, w), [[1.6, 0.0], [0.4, 0.2]])
    np.testing.assert_array_equal(form.worth, LOCAL)
    with pytest.raises(NotImplementedError):
        ScaledForm(LOCAL).scores(w[None])


def _ratio(power):
    # Distances to (1, 1) and (0, 0); the third row lies half way.
    oriented = np.array([[1.0, 0.0], [0.0, 1.0], [0.5, 0.5]])
    return RatioForm(oriented, np.ones(2), np.zeros(2), power)


@pytest.mark.parametrize(
    ("power", "plus", "minus"),
    [
        (2.0, [0.2, 0.8, np.sqrt(0.17)], [0.8, 0.2, np.sqrt(0.17)]),
        (1.0, [0.2, 0.8, 0.5], [0.8, 0.2, 0.5]),
        (np.inf, [0.2, 0.8, 0.4], [0.8, 0.2, 0.4]),
    ],
)
def test_ratio_form(power, plus, minus):
    form, w = _ratio(power), np.array([0.8, 0.2])
    np.testing.assert_allclose(form.distances(w[None]), [[plus], [minus]])
    np.testing.assert_allclose(form.scores(w[None]), [[0.8, 0.2, 0.5]])
    assert np.argsort(-form.order(w[None])[0]).tolist() == [0, 2, 1]
    np.testing.assert_allclose(_parts(form, w).sum(axis=1), [0.8, 0.2, 0.5])


def test_contributions_are_shares_of_the_raised_distance():
    # D-^2 of the middle row is 0.4^2 + 0.1^2 = 0.17, its closeness 0.5.
    parts = _parts(_ratio(2.0), np.array([0.8, 0.2]))
    np.testing.assert_allclose(parts[2], [0.5 * 0.16 / 0.17, 0.5 * 0.01 / 0.17])


@pytest.mark.parametrize("power", [1.0, 2.0, np.inf])
def test_nowhere_to_go_is_half_way(power):
    form = RatioForm(np.ones((2, 3)), np.ones(3), np.ones(3), power)
    w = np.full(3, 1 / 3)
    np.testing.assert_array_equal(form.scores(w[None]), [[0.5, 0.5]])
    np.testing.assert_array_equal(form.order(w[None]), [[0.5, 0.5]])
    np.testing.assert_allclose(_parts(form, w).sum(axis=1), 0.5)


@pytest.mark.parametrize("power", [1.0, 2.0, np.inf])
def test_batch_of_matrices(power):
    tables = np.random.default_rng(1).uniform(size=(3, 4, 2))
    best, worst = tables.max(axis=1, keepdims=True), tables.min(axis=1, keepdims=True)
    weights = np.array([[0.5, 0.5], [1.0, 0.0], [0.3, 0.7]])
    together = RatioForm(tables, best, worst, power).scores(weights)
    for k in range(3):
        alone = RatioForm(tables[k], best[k, 0], worst[k, 0], power)
        np.testing.assert_allclose(together[k], alone.scores(weights[k : k + 1])[0])


@pytest.mark.parametrize("blocks", [1, 2, BLOCKS, BLOCKS + 1])
@pytest.mark.parametrize("rest", [0, 3])
def test_products_in_blocks_are_products(blocks, rest):
    rng = np.random.default_rng(blocks)
    table = rng.normal(size=(30, 12))
    weights = rng.random((blocks * block_rows(30, 12) + rest, 12))
    wanted = np.einsum("sj,ij->si", weights, table)
    np.testing.assert_allclose(product(weights, table), wanted, rtol=1e-12, atol=1e-12)


def test_a_block_is_never_empty():
    assert block_rows(10_000, 1000) == 8
    assert block_rows(1, 1) == 512
    assert block_rows(0, 5) == 512
