import numpy as np
import pytest

from mcda.pairwise import complete
from mcda.pairwise.worst_judgements import SCALE
from weights.ahp.repair.judgements import EQUAL, KEPT, LOG_SCALE, nearest_steps, on_scale, prepare

LARGEST = 6.4


def drawn(seed, n=6, missing=()):
    rng = np.random.default_rng(seed)
    matrix = np.ones((n, n))
    for i, j in zip(*np.triu_indices(n, 1), strict=True):
        matrix[i, j] = rng.choice(SCALE)
        matrix[j, i] = 1 / matrix[i, j]
    for i, j in missing:
        matrix[i, j] = matrix[j, i] = np.nan
    return matrix


def changed(matrix, judgements, row):
    after = matrix.copy()
    for k in np.flatnonzero(row != KEPT):
        i, j = judgements.first[k], judgements.second[k]
        after[i, j], after[j, i] = SCALE[row[k]], 1 / SCALE[row[k]]
    return after


def random_rows(rng, judgements, count, share=0.2):
    rows = rng.integers(0, 17, (count, judgements.pairs)).astype(np.int8)
    rows[rng.random(rows.shape) > share] = KEPT
    return rows


@pytest.mark.parametrize("missing", [(), ((0, 1), (2, 5), (3, 4), (0, 5))])
def test_heights_are_those_of_the_changed_matrices(missing):
    matrix = drawn(1, missing=missing)
    judgements = prepare(matrix, LARGEST)
    rows = random_rows(np.random.default_rng(1), judgements, 20)
    wanted = [complete(changed(matrix, judgements, row)).lambda_max for row in rows]
    assert np.exp(judgements.heights(rows)).tolist() == pytest.approx(wanted, rel=1e-10)
    fitting = judgements.acceptable(judgements.heights(rows, decide=True))
    assert fitting.tolist() == [value < LARGEST for value in wanted]


@pytest.mark.parametrize("missing", [(), ((0, 1), (2, 5), (3, 4), (0, 5))])
@pytest.mark.parametrize("gap", [1e-6, 3e-3])
def test_further_changes_stay_above_the_tangent(missing, gap):
    judgements = prepare(drawn(2, missing=missing), LARGEST)
    rng = np.random.default_rng(2)
    rows = random_rows(rng, judgements, 10)
    floors, slopes = judgements.tangents(rows, gap)
    assert (floors <= judgements.heights(rows) + 1e-12).all()
    assert (floors >= judgements.heights(rows) - gap).all()
    for row, floor, slope in zip(rows, floors, slopes, strict=True):
        more = random_rows(rng, judgements, 50)
        more[:, row != KEPT] = row[row != KEPT]
        moves = np.where(more == KEPT, 0.0, np.log(SCALE)[more] - judgements.logarithms)
        moves[:, row != KEPT] = 0.0
        assert (judgements.heights(more) >= floor + moves @ slope - 1e-9).all()


@pytest.mark.parametrize("missing", [(), ((0, 1), (2, 5), (3, 4))])
def test_no_values_of_a_set_go_below_its_lowest(missing):
    judgements = prepare(drawn(3, missing=missing), LARGEST)
    sets = np.array([[0, 1], [0, 5], [3, 7], [2, 11]])
    floors, slopes = judgements.lowest(sets, decide=False)
    for chosen, floor, slope in zip(sets, floors, slopes, strict=True):
        rows = np.full((17 * 17, judgements.pairs), KEPT, dtype=np.int8)
        rows[:, chosen[0]], rows[:, chosen[1]] = np.divmod(np.arange(17 * 17), 17)
        heights = judgements.heights(rows)
        assert floor <= heights.min()
        assert floor > heights.min() - 0.05  # steps of the scale are not far from any value
        third = 8
        rows[:, third] = np.arange(17 * 17) % 17
        moves = np.log(SCALE)[rows[:, third]] - judgements.logarithms[third]
        assert (judgements.heights(rows) >= floor + slope[third] * moves - 1e-9).all()


def test_the_reach_is_the_best_end_of_the_scale():
    judgements = prepare(drawn(4), LARGEST)
    slopes = np.random.default_rng(4).normal(size=(5, judgements.pairs))
    ends = np.log(SCALE)[:, None, None] - judgements.logarithms
    assert judgements.reach(slopes) == pytest.approx((-slopes * ends).max(axis=0).clip(0))


def test_the_steepest_pair_comes_first():
    judgements = prepare(drawn(5), LARGEST)
    kept = np.full((1, judgements.pairs), KEPT, dtype=np.int8)
    assert (np.diff(judgements.reach(judgements.tangents(kept)[1])[0]) <= 1e-9).all()
    assert sorted(zip(judgements.first, judgements.second, strict=True)) == list(
        zip(*np.triu_indices(6, 1), strict=True)
    )


def test_steps_count_from_the_nearest_place_and_number_goes_first():
    judgements = prepare(np.array([[1, 2.4, 12], [1 / 2.4, 1, 3], [1 / 12, 1 / 3, 1]]), 3.1)
    at = {pair: k for k, pair in enumerate(zip(judgements.first, judgements.second, strict=True))}
    row = np.full(3, KEPT, dtype=np.int8)
    assert judgements.steps(row) == 0
    row[at[0, 1]] = 10  # from 2.4, taken for 2, to 3
    assert judgements.steps(row) == 1
    row[at[0, 2]] = 16  # from 12 to 9, its nearest
    assert judgements.steps(row) == 1
    one = np.full(3, KEPT, dtype=np.int8)
    one[at[1, 2]] = 0
    assert judgements.steps(one) == 10
    assert judgements.order(one) < judgements.order(row)
    assert judgements.exact[at[1, 2]]
    assert not judgements.exact[at[0, 1]]


def test_the_scale_has_seventeen_steps_and_reads_the_same_backwards():
    assert np.exp(LOG_SCALE).tolist() == pytest.approx(SCALE.tolist())
    assert LOG_SCALE.tolist() == pytest.approx((-LOG_SCALE[::-1]).tolist())
    assert SCALE[EQUAL] == 1


def test_each_step_is_its_own_nearest_one():
    assert nearest_steps(LOG_SCALE).tolist() == list(range(17))
    assert on_scale(LOG_SCALE).all()


@pytest.mark.parametrize(
    ("value", "nearest"),
    [(2.4, 2.0), (2.5, 3.0), (1 / 2.5, 1 / 3), (12.0, 9.0), (1e-6, 1 / 9), (1.3, 1.0)],
)
def test_between_two_steps_the_nearer_by_factor_counts(value, nearest):
    assert SCALE[nearest_steps(np.log([value]))[0]] == pytest.approx(nearest)
    assert not on_scale(np.log([value]))[0]


@pytest.mark.parametrize("k", range(1, 9))
def test_half_way_the_step_nearer_to_one_counts_on_both_sides(k):
    middle = np.sqrt(k * (k + 1))
    assert SCALE[nearest_steps(np.log([middle, 1 / middle]))].tolist() == pytest.approx([k, 1 / k])
