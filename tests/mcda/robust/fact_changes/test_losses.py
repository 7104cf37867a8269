"""Which of several thresholds counts, and changed cells in a batch."""

import numpy as np
import pytest

from mcda import rank
from mcda.robust.fact_changes.losses import Losses, join, keys_at, lost_at_ends, nearest, with_cells


def answer_of(make_problem, weigh, rows, method="weighted_sum", directions=None, **more):
    return rank(make_problem(rows, directions), weigh(*[1] * len(rows[0])), method, **more)


def losses(*rows):
    """Return losses of ``(row, column, upward, rival, value)``."""
    row, column, upward, rival, value = zip(*rows, strict=True)
    return Losses(*map(np.array, (row, column, upward, rival, value)))


def test_the_nearest_of_each_side_of_each_cell(make_problem, weigh):
    """Sums of 14, 13 and 3: a2 gets ahead by no cell of a1, and is passed over."""
    rows = [[9.0, 5.0], [5.0, 8.0], [1.0, 2.0]]
    answer = answer_of(make_problem, weigh, rows, normalisation="none")
    low, high = np.full((3, 2), -20.0), np.full((3, 2), 20.0)
    found, tried = nearest(
        answer,
        join(
            [
                losses((0, 0, False, 2, -2.0), (1, 0, True, 1, 6.0), (1, 1, True, 2, 8.5)),
                losses((0, 0, False, 1, 8.0), (1, 0, True, 1, 7.0), (1, 1, True, 1, 9.0)),
            ]
        ),
        low,
        high,
        0,
    )
    told = zip(found.row, found.column, found.upward, found.rival, found.value, strict=True)
    assert sorted(told) == [(0, 0, False, 1, 8.0), (1, 0, True, 1, 6.0), (1, 1, True, 1, 9.0)]
    assert np.argwhere(tried).tolist() == [[1, 1]]


def test_of_rivals_at_one_threshold_it_is_who_leads_past_it(make_problem, weigh):
    rng = np.random.default_rng(5)
    winners = set()
    for _ in range(120):
        answer = answer_of(
            make_problem, weigh, rng.uniform(1, 9, (5, 3)).tolist(), normalisation="sum"
        )
        low, high = np.zeros((5, 3)), np.full((5, 3), 10.0)
        i, j, value = int(rng.integers(5)), int(rng.integers(3)), float(rng.uniform(1, 9))
        first = answer.order[0]
        rivals = [k for k in range(5) if k != first]
        keys = keys_at(answer, np.array([i]), np.array([j]), np.array([value]))[0]
        if keys.argmax() == first:
            continue
        upward = value > answer.matrix.values[i, j]
        many = losses(*((i, j, upward, k, value) for k in rivals))
        found, _ = nearest(answer, many, low, high, first)
        assert found.rival.tolist() == [max(rivals, key=keys.__getitem__)]
        winners.add(answer.order.index(found.rival[0]))
    assert len(winners) > 1


def test_a_batch_changes_one_cell_at_a_time(make_problem, weigh):
    answer = answer_of(make_problem, weigh, [[9.0, 5.0], [5.0, 8.0], [1.0, 2.0]], "topsis")
    row, column, value = np.array([2, 0]), np.array([1, 0]), np.array([7.0, 3.0])
    batch = with_cells(answer.matrix, row, column, value).values
    changed = [[[9, 5], [5, 8], [1, 7]], [[3, 5], [5, 8], [1, 2]]]
    np.testing.assert_array_equal(batch, changed)
    for one, values in zip(keys_at(answer, row, column, value), changed, strict=True):
        alone = answer_of(make_problem, weigh, values, "topsis")
        assert one == pytest.approx(alone.prepared.order(alone.weights.values[None])[0])


def test_a_column_that_becomes_constant_at_an_end(make_problem, weigh):
    """Three equal costs but for one: level with them it is worth as much, and a2 has the rest."""
    rows = [[1.0, 4.0], [4.0, 5.0], [4.0, 9.0]]
    answer = answer_of(
        make_problem, weigh, rows, directions=["cost", "benefit"], normalisation="minmax"
    )
    assert answer.order[0] in (0, 2)
    first, columns = 0, np.array([0, 1])
    low, high = np.zeros((3, 2)), answer.matrix.values.copy()
    high[0, 0] = 4.0
    found = lost_at_ends(answer, columns, low, high, first)
    assert [a.tolist() for a in (found.row, found.column, found.rival)] == [[0], [0], [2]]
    assert found.upward.all()
    assert found.value.tolist() == [4.0]
    high[0, 0] = 3.9
    assert not len(lost_at_ends(answer, columns, low, high, first).row)
