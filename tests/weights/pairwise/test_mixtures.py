"""What a group leaves open, against groups with other shares."""

import numpy as np

from weights.pairwise.group import bring_together, read_group
from weights.pairwise.mixtures import JudgementMixtures

ONE = [[1, 2, 4], [1 / 2, 1, 2], [1 / 4, 1 / 2, 1]]
OTHER = [[1, 1 / 2, 1], [2, 1, 2], [1, 1 / 2, 1]]


class Fixed:
    """A generator whose Dirichlet draws are given."""

    def __init__(self, shares):
        self._shares = np.array(shares)

    def dirichlet(self, strength, size):
        np.testing.assert_allclose(strength, [0.5, 1.5])
        return self._shares


def test_drawn_shares_give_what_a_group_with_them_would(make_group):
    group = read_group(make_group(ONE, OTHER, shares=[1, 3]))
    drawn = [[0.9, 0.1], [0.25, 0.75], [0.4, 0.6]]
    found = JudgementMixtures(group).sample(3, Fixed(drawn))
    for weights, shares in zip(found, drawn, strict=True):
        other = bring_together(group.names, np.array(shares), group.trees, "judgements")
        np.testing.assert_allclose(weights, other.weights, rtol=1e-9)


def test_draws_lie_around_the_group_and_are_weights(make_group):
    group = read_group(make_group(ONE, OTHER))
    known = JudgementMixtures(group)
    drawn = known.sample(20_000, np.random.default_rng(1))
    np.testing.assert_allclose(drawn.sum(axis=1), 1, atol=1e-12)
    np.testing.assert_allclose(np.median(drawn, axis=0), group.weights, rtol=0.03)
    assert known.facts == {"judges": 2}
    assert known.name == "judges"


def test_judges_who_say_the_same_leave_nothing_open(make_group):
    group = read_group(make_group(ONE, ONE, ONE))
    drawn = JudgementMixtures(group).sample(10, np.random.default_rng(1))
    np.testing.assert_allclose(drawn, np.tile(group.weights, (10, 1)), rtol=1e-12)


def test_judgements_of_the_group_under_drawn_shares(make_group):
    """Geometric means of consistent judges: the first pair is 2 to one, 1/2 to the other."""
    group = read_group(make_group(ONE, OTHER, shares=[1, 3]))
    known = JudgementMixtures(group)
    drawn = [[0.9, 0.1], [0.25, 0.75], [0.4, 0.6]]
    weights, judgements = known.draw(3, Fixed(drawn))
    np.testing.assert_array_equal(weights, known.sample(3, Fixed(drawn)))
    at = [judgement.pair for judgement in known.judgements].index(("b", "a"))
    wanted = [0.5**one * 2.0**other for one, other in drawn]
    np.testing.assert_allclose(judgements[:, at], wanted)
    assert {judgement.node for judgement in known.judgements} == {"goal"}
