"""Bounds on VIKOR's compromise against the compromise at points within the box."""

import numpy as np
import pytest

from mcda import Interval, make_method, rank
from mcda.robust.possible_ranks.advantages import advantages
from mcda.robust.possible_ranks.compromises import compromise_leads


def leads(answer, low, high):
    columns = range(low.shape[1])
    most = [advantages(answer, j, low[None, :, j], high[None, :, j]) for j in columns]
    return compromise_leads(answer.weights.values, answer.method.v, most, 1)[0]


@pytest.mark.parametrize("v", [0, 0.3, 0.5, 1])
def test_no_point_has_a_smaller_lead_and_a_point_has_it_exactly(v, lab):
    rng = np.random.default_rng(int(10 * v))
    certain = 0
    for _ in range(40):
        answer = lab.doubtful(rng, make_method("vikor", {"v": v}))
        low, high = lab.box(answer)
        compromises = lab.scores(answer, lab.points(rng, low, high, 150))
        # Lower is better: the lead of p over q is Q of q less that of p.
        shown = (compromises[:, None, :] - compromises[:, :, None]).min(axis=0)
        bound = leads(answer, low, high)
        assert (bound <= shown + 1e-12).all()
        certain += (bound > 1e-6).sum()
        exact = leads(answer, answer.matrix.values, answer.matrix.values)
        wanted = answer.scores - answer.scores[:, None]
        level = np.abs(wanted) < 1e-7  # which side of a difference that is hardly one stays open
        np.testing.assert_allclose(exact[~level], wanted[~level], atol=1e-6)
    assert certain > 20


def test_two_alternatives_by_hand(make_problem, weigh):
    """Whoever leads in the sum of two leads by all of it, 1; a tie in doubt may go either way."""
    rows = [[Interval(low=6, high=8), 1], [2, Interval(low=2, high=3)], [2, 1]]
    ranking = rank(make_problem(rows), weigh(3, 1), "vikor", v=1)
    low, high = ranking.matrix.values.copy(), ranking.matrix.values.copy()
    low[0, 0], high[0, 0], low[1, 1], high[1, 1] = 6, 8, 2, 3
    found = leads(ranking, low, high)
    # Regrets wherever the cells are: a0 0 and 1, a1 1 and 0, a2 1 and 1; S = 1/4, 3/4, 1.
    assert found[0, 1] == pytest.approx(2 / 3)
    assert found[1, 2] == pytest.approx(1 / 3)
    assert found[2, 0] == pytest.approx(-1)
