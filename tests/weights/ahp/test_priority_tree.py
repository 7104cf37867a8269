"""Local and global priorities of trees."""

import numpy as np
import pytest

ROUGH = [[1, 2, 3], [1 / 2, 1, 4], [1 / 3, 1 / 4, 1]]
OPEN = [[1, 2, None], [1 / 2, 1, 4], [None, 1 / 4, 1]]


def test_global_weights_are_products_along_the_tree(make_tree):
    tree = make_tree()
    values, vectors = np.linalg.eig(np.array(ROUGH))
    local = np.abs(vectors[:, values.real.argmax()].real)
    local /= local.sum()
    assert tree.criteria == ("price", "roads", "service", "trust")
    np.testing.assert_allclose(tree.weights, [0.75, *(0.25 * local)], rtol=1e-12)
    goal, park = tree.nodes()
    assert (goal.share, park.share) == (1.0, 0.25)
    assert park.consistency.ratio == pytest.approx((values.real.max() - 3) / 2 / 0.52)
    np.testing.assert_allclose(goal.reach[1], [0, *local], rtol=1e-12)


def test_a_criterion_under_two_nodes_gets_the_sum(make_tree):
    lower = {"id": "n", "values": [1, 1], "children": ["a", "b"]}
    tree = make_tree({"id": "g", "values": [1, 3], "children": ["a", lower]})
    assert dict(zip(tree.criteria, tree.weights.tolist(), strict=True)) == {"a": 0.625, "b": 0.375}


def test_a_single_child_takes_all(make_tree):
    tree = make_tree(
        {"id": "g", "children": [{"id": "n", "values": [2, 3], "children": ["a", "b"]}]}
    )
    np.testing.assert_allclose(tree.weights, [0.4, 0.6])
    assert tree.judged() == ()


@pytest.mark.parametrize("priority", ["eigenvector", "geometric_mean", "logarithmic_least_squares"])
def test_what_was_not_answered_is_what_the_rest_implies(make_tree, priority):
    """Two judgements of three fit together exactly: 2, 4 and so 8."""
    tree = make_tree(OPEN, priority=priority)
    np.testing.assert_allclose(tree.weights, np.array([8, 4, 1]) / 13, rtol=1e-9)
    assert tree.root.matrix[0, 2] == pytest.approx(8)
    assert (tree.root.consistency.missing, tree.root.consistency.ratio) == (1, 0)


def test_thirty_criteria(make_tree):
    true = np.random.default_rng(4).dirichlet(np.ones(30))
    ratios = true[:, None] / true[None]
    said = {"id": "g", "matrix": ratios.tolist(), "children": [f"c{k}" for k in range(30)]}
    np.testing.assert_allclose(make_tree(said).weights, true, rtol=1e-9)
