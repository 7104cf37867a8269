"""Who is certainly ahead, or not behind, is so at every point of the box."""

import numpy as np
import pytest

from mcda import Interval, rank
from mcda.robust.possible_ranks.advantages import has_advantages
from mcda.robust.possible_ranks.necessary_preference import (
    NecessaryPreference,
    necessary_preference,
)


def test_no_point_contradicts(lab):
    rng = np.random.default_rng(7)
    share = tried = 0
    for method in lab.methods * 4:
        answer = lab.doubtful(rng, method)
        if not has_advantages(answer):
            continue
        low, high = lab.box(answer)
        ranks = lab.ranks(answer, lab.points(rng, low, high, 120))
        found = necessary_preference(answer, low[None], high[None])
        less = (ranks[:, :, None] < ranks[:, None]).all(axis=0)
        more = (ranks[:, :, None] > ranks[:, None]).any(axis=0)
        assert not (found.ahead[0] & ~less).any(), method
        assert not (found.not_behind[0] & more).any(), method
        assert (found.best[0] <= ranks.min(axis=0)).all()
        assert (found.worst[0] >= ranks.max(axis=0)).all()
        share += found.ahead.sum() / max(less.sum(), 1)
        tried += 1
    assert share > 0.5 * tried  # and most of what no point contradicts is certain


def test_boxes_are_told_one_by_one(lab):
    rng = np.random.default_rng(8)
    for method in lab.methods:
        answer = lab.doubtful(rng, method)
        if not has_advantages(answer) or len(answer.matrix.values) < 3:
            continue
        low, high = lab.box(answer)
        middle = (low + high) / 2
        lows, highs = np.stack([low, middle, low]), np.stack([high, high, middle])
        together = necessary_preference(answer, lows, highs)
        for k in range(3):
            alone = necessary_preference(answer, lows[k : k + 1], highs[k : k + 1])
            np.testing.assert_array_equal(together.ahead[k], alone.ahead[0])
            np.testing.assert_array_equal(together.not_behind[k], alone.not_behind[0])


@pytest.mark.parametrize("light", [1e-9, 1e-12, 1e-14])
@pytest.mark.parametrize(
    ("method", "normalisation"),
    [("weighted_sum", "minmax"), ("promethee2", None), ("pymcdm_mairca", None), ("vikor", None)],
)
def test_a_light_criterion_decides_where_the_others_are_level(
    light, method, normalisation, make_problem, weigh
):
    given = {"normalisation": normalisation} if normalisation else {}
    rows = [[5, 9], [5, 1], [5, Interval(low=2, high=3)]]
    ranking = rank(make_problem(rows), weigh(1, light), method, **given)
    low, high = ranking.matrix.values.copy(), ranking.matrix.values.copy()
    low[2, 1], high[2, 1] = 2, 3
    found = necessary_preference(ranking, low[None], high[None])
    assert ranking.ranks.tolist() == [1, 3, 2]
    assert found.worst[0].tolist() == [1, 3, 2]
    assert (found.best[0] <= [1, 3, 2]).all()


def test_ranks_from_flags():
    """Row 0 is ahead of both; rows 1 and 2 may tie, and row 2 may be ahead of row 1."""
    ahead = np.array([[[0, 1, 1], [0, 0, 0], [0, 0, 0]]], dtype=bool)
    not_behind = np.array([[[1, 1, 1], [0, 1, 0], [0, 1, 1]]], dtype=bool)
    found = NecessaryPreference(ahead, not_behind)
    assert found.best.tolist() == [[1, 2, 2]]
    assert found.worst.tolist() == [[1, 3, 2]]
