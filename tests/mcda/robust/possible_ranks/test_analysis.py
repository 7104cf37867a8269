"""What is proved is never contradicted by any point within the bounds; what is told was reached."""

import numpy as np
import pytest

from mcda import METHODS, Interval, make_method, rank
from mcda.errors import UnsuitableData
from mcda.robust.possible_ranks import possible_ranks

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


@pytest.mark.parametrize("name", METHODS)
def test_no_point_contradicts_what_is_proved(name, lab):
    methods = [method for method in lab.methods if method.name == name]
    for k, method in enumerate(methods):
        rng = np.random.default_rng([k, len(name), ord(name[0])])
        for _ in range(EACH):
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
