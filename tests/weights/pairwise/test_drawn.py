"""Weights and judgements of drawn priorities, against the tree they come from."""

import numpy as np

from weights.pairwise.drawn import drawn_judgements, drawn_weights, judgements_behind


def test_a_tree_by_hand(make_tree):
    """price 0.7 against park 0.3, of which roads 0.5, service 0.3, trust 0.2."""
    tree = make_tree()
    local = [np.array([[0.7, 0.3]]), np.array([[0.5, 0.3, 0.2]])]
    rest = [np.ones((1, len(node.local))) for node in tree.nodes()[2:]]  # trust has one child
    assert tree.criteria == ("price", "roads", "service", "trust")
    found = drawn_weights(tree, [*local, *rest])
    np.testing.assert_allclose(found, [[0.7, 0.15, 0.09, 0.06]])
    labels = [(judgement.node, judgement.pair) for judgement in judgements_behind(tree)]
    assert labels == [
        ("best park", ("price", "park")),
        ("park", ("roads", "service")),
        ("park", ("roads", "trust")),
        ("park", ("service", "trust")),
    ]
    judged = drawn_judgements(tree, [*local, *rest])
    np.testing.assert_allclose(judged, [[7 / 3, 5 / 3, 5 / 2, 3 / 2]])


def test_priorities_of_the_tree_give_its_weights(make_tree):
    tree = make_tree()
    found = drawn_weights(tree, [node.local[None] for node in tree.nodes()])
    np.testing.assert_allclose(found[0], tree.weights)


def test_only_answered_judgements_the_more_important_first(make_tree):
    rows = [[1, 1 / 2, None], [2, 1, 3], [None, 1 / 3, 1]]
    found = judgements_behind(make_tree(rows))
    assert [judgement.pair for judgement in found] == [("b", "a"), ("b", "c")]


def test_points_are_no_judgements(make_tree):
    tree = make_tree({"id": "root", "values": [3, 1], "children": ["a", "b"]})
    local = [np.full((5, 2), 0.5)]
    assert judgements_behind(tree) == ()
    assert drawn_judgements(tree, local).shape == (5, 0)
    np.testing.assert_array_equal(drawn_weights(tree, local), local[0])
