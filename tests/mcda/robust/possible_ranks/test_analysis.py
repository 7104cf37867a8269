"""What is proved is never contradicted by any point within the bounds; what is told was reached."""

import numpy as np
import pytest

from mcda import METHODS, Interval, make_method, rank
from mcda.errors import UnsuitableData
from mcda.robust.possible_ranks import possible_ranks
from mcda.robust.possible_ranks.advantages import has_advantages
from mcda.robust.possible_ranks.analysis import open_ranks, proved_ranks
from mcda.robust.possible_ranks.necessary_preference import necessary_preference
from mcda.robust.possible_ranks.potential_optimality import ReachedRanks
from tests.seeds import seeded

EACH = 14


def contradictions(found, ranks):
    """Yield what ranks ``(s, m)`` somewhere within the bounds disprove."""
    for item, best, worst in zip(found.alternatives, ranks.min(0), ranks.max(0), strict=True):
        never, always = item.verdict == "never_first", item.verdict == "certainly_first"
        wrong = (item.best_proved and best < item.best) or (
            item.worst_proved and worst > item.worst
        )
        wrong |= item.proved and ((never and best == 1) or (always and worst > 1))
        if wrong:
            yield item, best, worst


@seeded(range(EACH), 3)
@pytest.mark.parametrize("name", METHODS)
def test_no_point_contradicts_what_is_proved(name, lab, seeds):
    for k, method in enumerate([method for method in lab.methods if method.name == name]):
        for seed in seeds:
            rng = np.random.default_rng([seed, k, len(name), ord(name[0])])
            answer = lab.doubtful(rng, method)
            ranks = lab.ranks(answer, lab.points(rng, *lab.box(answer), 150))
            for only_first in (False, True):
                found = possible_ranks(answer, only_first=only_first)
                assert not list(contradictions(found, ranks))
                for item, now in zip(found.alternatives, answer.ranks, strict=True):
                    assert item.best <= now <= item.worst


def test_independent_and_monotone_methods_leave_nothing_open(lab):
    rng = np.random.default_rng(1)
    seen = 0
    for method in lab.methods:
        if method.traits.monotone and method.traits.independent:
            answer = lab.doubtful(rng, method)
            ranks = lab.ranks(answer, lab.points(rng, *lab.box(answer), 100))
            found = possible_ranks(answer).alternatives
            assert [item.best for item in found] == ranks.min(axis=0).tolist()  # of all corners
            assert [item.worst for item in found] == ranks.max(axis=0).tolist()
            assert all(item.best_proved and item.worst_proved and item.proved for item in found)
            seen += 1
    assert seen >= 8


@pytest.mark.parametrize("name", ["topsis", "weighted_sum", "ahp", "promethee2", "aras", "moora"])
def test_ranks_of_one_moving_cell_are_those_on_a_fine_grid(name, make_problem, weigh):
    """Ranked one problem a point; proved in nearly all cases, never too narrow."""
    rng = np.random.default_rng(len(name))
    proved = 0
    for _ in range(12):
        x = rng.uniform(1, 9, (4, 3))
        rows, directions = x.tolist(), ["benefit", "cost", "benefit"]
        rows[1][1] = Interval(low=0.5, high=9.5)
        found = possible_ranks(rank(make_problem(rows, directions), weigh(3, 2, 1), name))
        seen = []
        for value in np.linspace(0.5, 9.5, 91):
            x[1, 1] = value
            seen.append(rank(make_problem(x.tolist(), directions), weigh(3, 2, 1), name).ranks)
        low, high = np.min(seen, axis=0).tolist(), np.max(seen, axis=0).tolist()
        assert all(i.best <= b for i, b in zip(found.alternatives, low, strict=True))
        assert all(i.worst >= w for i, w in zip(found.alternatives, high, strict=True))
        if all(i.best_proved and i.worst_proved for i in found.alternatives):
            proved += 1
            assert [item.best for item in found.alternatives] == low
            assert [item.worst for item in found.alternatives] == high
    assert proved >= 10


def test_by_hand(make_problem, weigh):
    """Sums 4..8, 6 and 5: a2 passes a0 but never a1, which only a0 can pass."""
    rows = [[Interval(low=2, high=6), 2], [3, 3], [2, 3]]
    ranking = rank(make_problem(rows), weigh(1, 1), "weighted_sum", normalisation="none")
    a0, a1, a2 = possible_ranks(ranking).alternatives
    assert (a0.best, a0.worst, a0.verdict, a0.proved) == (1, 3, "possibly_first", True)
    assert (a1.best, a1.worst, a1.verdict, a1.proved) == (1, 2, "possibly_first", True)
    assert (a2.best, a2.worst, a2.verdict, a2.proved) == (2, 3, "never_first", True)


def test_the_middle_of_one_cell_can_beat_both_of_its_ends(make_problem, weigh):
    """(x + 1) / |(x, -1)| is 1 at 0, 1.41 at 1 and 1.05 at 20; a1 has 5 / |(-1, 4)| = 1.21."""
    rows = [[Interval(low=0, high=20), -1], [-1, 4]]
    ranking = rank(make_problem(rows), weigh(1, 1), "weighted_sum", normalisation="vector")
    a0, a1 = possible_ranks(ranking).alternatives
    assert (a0.best, a0.worst, a0.best_proved, a0.worst_proved) == (1, 2, True, True)
    assert (a1.best, a1.worst, a1.best_proved, a1.worst_proved) == (1, 2, True, True)


def test_a_method_without_bounds_proves_nothing_that_a_search_found(make_problem, weigh):
    rows = [[9, 9], [Interval(low=1, high=2), 1]]
    a0, a1 = possible_ranks(rank(make_problem(rows), weigh(1, 1), "edas")).alternatives
    assert (a0.verdict, a0.proved, a0.best_proved, a0.worst_proved) == (
        *("certainly_first", False),
        *(True, False),
    )
    assert (a1.verdict, a1.proved, a1.best_proved, a1.worst_proved) == (
        *("never_first", False),
        *(False, True),
    )


def test_nothing_uncertain_and_cells_without_weight(make_problem, weigh):
    rows = [[1, Interval(low=0, high=100)], [2, 5], [2, 5]]
    found = possible_ranks(rank(make_problem(rows), weigh(1, 0), "topsis"))
    assert found.cells == 0
    assert [(i.best, i.worst) for i in found.alternatives] == [(3, 3), (1, 1), (1, 1)]
    assert [i.verdict for i in found.alternatives] == [
        "never_first",
        "certainly_first",
        "certainly_first",
    ]
    alone = possible_ranks(rank(make_problem([[Interval(low=0, high=1)]]), weigh(1), "topsis"))
    assert [(i.best, i.worst, i.proved) for i in alone.alternatives] == [(1, 1, True)]


def test_duplicates_of_the_certain_winner_share_its_rank(make_problem, weigh):
    rows = [[9, 9], [9, 9], [Interval(low=1, high=5), 3], [2, Interval(low=1, high=8)]]
    for normalisation in ("vector", "minmax", "sum", "linear"):
        ranking = rank(
            make_problem(rows), weigh(2, 3), make_method("topsis", {"normalisation": normalisation})
        )
        found = possible_ranks(ranking)
        assert found.can_be_first == ("a0", "a1")
        assert [(i.verdict, i.proved) for i in found.alternatives] == [
            *[("certainly_first", True)] * 2,
            *[("never_first", True)] * 2,
        ]


def test_bounds_that_the_method_cannot_take(make_problem, weigh):
    rows = [[Interval(low=-1, high=5), 3], [2, 2]]
    with pytest.raises(UnsuitableData):
        possible_ranks(rank(make_problem(rows), weigh(1, 1), "weighted_product"))


def started(answer):
    return ReachedRanks(answer, answer.ranks.copy(), answer.ranks.copy())


class Witness(ReachedRanks):
    """Keeps every matrix that it ranks."""

    def rank(self, values):
        self.seen = [*getattr(self, "seen", []), *values]
        return super().rank(values)


@pytest.mark.long
@pytest.mark.parametrize("times", [2, pytest.param(8, marks=pytest.mark.long)])
def test_bounds_hold_at_every_point_and_close_what_one_box_leaves_open(lab, times):
    rng = np.random.default_rng(9)
    open_before = open_after = 0
    many = [method for method in lab.methods if method.name in ("topsis", "vikor")] * times
    for method in [*lab.methods, *many]:
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
    assert open_before > 6 * times
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
