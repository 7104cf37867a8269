"""Halving proves what one box leaves open, ranks nothing outside, and gives up in time."""

import numpy as np

from mcda import Interval, make_method, rank
from mcda.robust.possible_ranks.advantages import has_advantages
from mcda.robust.possible_ranks.box_bisection import open_ranks, proved_ranks
from mcda.robust.possible_ranks.necessary_preference import necessary_preference
from mcda.robust.possible_ranks.reached_ranks import ReachedRanks


def started(answer):
    return ReachedRanks(answer, answer.ranks.copy(), answer.ranks.copy())


class Witness(ReachedRanks):
    """Keeps every matrix that it ranks."""

    def rank(self, values):
        self.seen = [*getattr(self, "seen", []), *values]
        return super().rank(values)


def test_bounds_hold_at_every_point_and_close_what_one_box_leaves_open(lab):
    rng = np.random.default_rng(9)
    open_before = open_after = 0
    for method in [*lab.methods, *[m for m in lab.methods if m.name in ("topsis", "vikor")] * 8]:
        answer = lab.doubtful(rng, method, most=5)
        if not has_advantages(answer):
            continue
        low, high = lab.box(answer)
        ranks = lab.ranks(answer, lab.points(rng, low, high, 200))
        reached = started(answer)
        reached.rank(lab.points(rng, low, high, 50))
        whole = necessary_preference(answer, low[None], high[None])
        best, worst = proved_ranks(answer, reached, low, high, False)
        assert (best <= ranks.min(axis=0)).all()
        assert (worst >= ranks.max(axis=0)).all()
        assert (best >= whole.best[0]).all()
        assert (worst <= whole.worst[0]).all()
        open_before += np.sum(whole.best[0] < reached.best) + np.sum(whole.worst[0] > reached.worst)
        open_after += np.sum(best < reached.best) + np.sum(worst > reached.worst)
    assert open_before > 50
    assert open_after < 0.4 * open_before


def test_examples_lie_within_the_bounds_and_count(lab):
    rng = np.random.default_rng(10)
    seen = 0
    for _ in range(20):
        answer = lab.doubtful(rng, make_method("topsis"))
        low, high = lab.box(answer)
        reached = Witness(answer, answer.ranks.copy(), answer.ranks.copy())
        proved_ranks(answer, reached, low, high, False)
        if not hasattr(reached, "seen"):
            continue
        values = np.array(reached.seen)
        assert ((values >= low) & (values <= high)).all()
        ranks = np.concatenate([lab.ranks(answer, values), answer.ranks[None]])
        assert reached.best.tolist() == ranks.min(axis=0).tolist()
        assert reached.worst.tolist() == ranks.max(axis=0).tolist()
        seen += 1
    assert seen > 5


def test_a_tie_within_the_bounds_ends_the_search(make_problem, weigh):
    """a0 overtakes a1 at 0.3, where no halving lands: the boxes there soon become too narrow."""
    rows = [[Interval(low=0, high=1), 2, 0], [0.3, 0, 0], [0, 1, 2]]
    ranking = rank(make_problem(rows), weigh(3, 2, 2), "promethee2")
    low, high = ranking.matrix.values.copy(), ranking.matrix.values.copy()
    low[0, 0], high[0, 0] = 0, 1
    reached = Witness(ranking, ranking.ranks.copy(), ranking.ranks.copy())
    best, worst = proved_ranks(ranking, reached, low, high, False)
    for value in (0, 0.1, 0.3, 0.5, 1):
        rows[0][0] = value
        ranks = rank(make_problem(rows), weigh(3, 2, 2), "promethee2").ranks
        assert (best <= ranks).all()
        assert (worst >= ranks).all()
    assert len(reached.seen) < 1000


def test_what_is_open(make_problem, weigh):
    ranking = rank(make_problem([[1.0], [2.0], [3.0]]), weigh(1), "weighted_sum")
    reached = ReachedRanks(ranking, np.array([3, 1, 1]), np.array([3, 3, 1]))
    better, worse = open_ranks(reached, np.array([1, 1, 1]), np.array([3, 3, 2]), False)
    assert better.tolist() == [True, False, False]
    assert worse.tolist() == [False, False, True]
    better, worse = open_ranks(reached, np.array([[2, 1, 1], [1, 1, 1]]), np.array([3, 4, 1]), True)
    assert better.tolist() == [[False] * 3, [True, False, False]]
    assert not worse.any()  # only a2 has always been first, and stays so
