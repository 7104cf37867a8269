import json
from fractions import Fraction
from itertools import combinations, product
from pathlib import Path

import numpy as np
import pytest

from mcda.errors import InvalidJudgements
from mcda.pairwise import complete, consistency, random_index, read_matrix
from mcda.pairwise.worst_judgements import SCALE
from weights.ahp.repair import JudgementChange, repair

CASES = Path(__file__).parents[3] / "golden" / "cases"
LOGARITHMS = np.log(SCALE)


def drawn(rng, n, noise=1.0):
    weights = rng.normal(0, 0.7, n)
    matrix = np.ones((n, n))
    for i, j in zip(*np.triu_indices(n, 1), strict=True):
        said = weights[i] - weights[j] + rng.normal(0, noise)
        matrix[i, j] = SCALE[np.abs(LOGARITHMS - said).argmin()]
        matrix[j, i] = 1 / matrix[i, j]
    return matrix


def ratio_of(matrices, missing=0):
    """Return consistency ratios from a full eigendecomposition."""
    n = matrices.shape[-1]
    largest = np.abs(np.linalg.eigvals(matrices)).max(axis=-1)
    return (largest - n) / (n - 1) / random_index(n, missing=missing)


def by_trying_all(matrix, limit, most):
    """Return the fewest judgements and steps, trying each step of each set of pairs."""
    n = len(matrix)
    pairs = [(i, j) for i, j in combinations(range(n), 2) if not np.isnan(matrix[i, j])]
    for count in range(1, most + 1):
        tried, steps = [], []
        for chosen in combinations(pairs, count):
            was = [np.abs(LOGARITHMS - np.log(matrix[pair])).argmin() for pair in chosen]
            for places in product(range(17), repeat=count):
                after = matrix.copy()
                for (i, j), place in zip(chosen, places, strict=True):
                    after[i, j], after[j, i] = SCALE[place], 1 / SCALE[place]
                tried.append(after)
                steps.append(sum(abs(a - b) for a, b in zip(places, was, strict=True)))
        ratios = ratio_of(np.array(tried)) if not np.isnan(matrix).any() else completed(tried)
        fitting = np.array(steps)[ratios <= limit]
        if len(fitting):
            return count, int(fitting.min())
    return None


def completed(tried):
    """Return ratios with the one missing pair at its best, by narrowing an interval."""
    batch = np.array(tried)
    ((i, j),) = np.argwhere(np.isnan(np.triu(batch[0])))
    low, high = np.full(len(batch), -6.0), np.full(len(batch), 6.0)
    for _ in range(30):
        thirds = low + (high - low) / 3, high - (high - low) / 3
        ratios = []
        for value in thirds:
            batch[:, i, j], batch[:, j, i] = np.exp(value), np.exp(-value)
            ratios.append(ratio_of(batch, missing=1))
        low = np.where(ratios[0] > ratios[1], thirds[0], low)
        high = np.where(ratios[0] > ratios[1], high, thirds[1])
    return ratios[0]


@pytest.mark.parametrize(("n", "seed"), [(4, k) for k in range(12)] + [(5, k) for k in range(6)])
def test_number_and_steps_by_trying_all(n, seed):
    matrix = drawn(np.random.default_rng(seed), n)
    limit = 0.5 * ratio_of(matrix)
    found = repair(matrix, "abcde"[:n], limit=limit)
    wanted = by_trying_all(matrix, limit, 2)
    assert (found.fewest, found.steps) == ("proved", "proved")
    if wanted is None:
        assert len(found.changes) > 2
    else:
        assert (len(found.changes), found.total_steps) == wanted


@pytest.mark.parametrize("seed", range(3))
def test_with_a_pair_missing_by_trying_all(seed):
    matrix = drawn(np.random.default_rng(seed), 4, 2.0)
    matrix[0, 2] = matrix[2, 0] = np.nan
    limit = 0.5 * consistency(complete(matrix).matrix, missing=1).ratio
    found = repair(matrix, "abcd", limit=limit)
    assert (len(found.changes), found.total_steps) == by_trying_all(matrix, limit, 2)
    assert (found.fewest, found.steps) == ("proved", "proved")
    assert np.isnan(found.matrix_after).sum() == 2
    assert np.isnan(found.matrix_after[0, 2])
    assert found.priorities_after.sum() == pytest.approx(1)


@pytest.mark.parametrize("seed", range(40))
def test_three_items_by_the_closed_form(seed):
    matrix = drawn(np.random.default_rng(seed), 3, 3.0)
    found = repair(matrix, "abc")
    a, b, c = matrix[0, 1], matrix[1, 2], matrix[0, 2]

    def ratio(a, b, c):
        return (2 * np.cosh(np.log(a * b / c) / 3) - 2) / 2 / 0.52

    if ratio(a, b, c) <= 0.1:
        assert found is None
        return
    places = {value: k for k, value in enumerate(SCALE)}
    one = [
        *(abs(places[v] - places[a]) for v in SCALE if ratio(v, b, c) <= 0.1),
        *(abs(places[v] - places[b]) for v in SCALE if ratio(a, v, c) <= 0.1),
        *(
            np.abs(LOGARITHMS - np.log(v)).argmin() - np.abs(LOGARITHMS - np.log(c)).argmin()
            for v in SCALE
            if ratio(a, b, v) <= 0.1
        ),
    ]
    assert len(found.changes) == (1 if one else 2)
    if one:
        assert found.total_steps == min(abs(s) for s in one)
    assert found.ratio_before == pytest.approx(ratio(a, b, c))


@pytest.mark.parametrize("pair", list(combinations(range(5), 2)))
def test_a_reversed_answer_is_the_one_that_is_repaired(pair):
    weights = np.array([9.0, 3, 3, 1, 1])
    matrix = weights[:, None] / weights
    i, j = pair
    value = 1 / 7 if matrix[i, j] >= 1 else 7
    matrix[i, j], matrix[j, i] = value, 1 / value
    found = repair(matrix, "abcde", limit=0.03)
    assert [set(change.pair) for change in found.changes] == [{"abcde"[i], "abcde"[j]}]
    assert found.changes[0].pair == ("abcde"[j], "abcde"[i])
    assert found.changes[0].before == pytest.approx(7)


@pytest.mark.parametrize(("n", "seed"), [(4, 0), (5, 3), (6, 2), (7, 2), (8, 4)])
def test_permuting_the_items_permutes_the_answer(n, seed):
    rng = np.random.default_rng(seed)
    matrix, items = drawn(rng, n), np.array(list("abcdefgh"[:n]))
    limit = 0.6 * ratio_of(matrix)
    found = repair(matrix, items, limit=limit)
    for _ in range(3):
        order = rng.permutation(n)
        other = repair(matrix[np.ix_(order, order)], items[order], limit=limit)
        assert (len(other.changes), other.total_steps) == (len(found.changes), found.total_steps)
        assert other.ratio_after == pytest.approx(found.ratio_after, abs=1e-9)
        assert (other.fewest, other.steps) == (found.fewest, found.steps)


@pytest.mark.parametrize("n", [4, 6, 9, pytest.param(15, marks=pytest.mark.long)])
@pytest.mark.parametrize("limit", [0.1, 0.03])
@pytest.mark.parametrize("table", ["saaty_2005", "donegan_dodd_1991"])
def test_what_is_reported_holds(n, limit, table):
    matrix = drawn(np.random.default_rng(n), n, 1.2)
    before = matrix.copy()
    items = [f"c{k}" for k in range(n)]
    found = repair(matrix, items, table, limit)
    np.testing.assert_array_equal(matrix, before)
    assert found.ratio_after <= limit < found.ratio_before
    largest = np.abs(np.linalg.eigvals(found.matrix_after)).max()
    assert (largest - n) / (n - 1) / random_index(n, table) == pytest.approx(found.ratio_after)
    np.testing.assert_array_equal(
        read_matrix(found.matrix_after.tolist(), items), found.matrix_after
    )
    changed = np.argwhere(np.triu(found.matrix_after != before))
    assert {frozenset(c.pair) for c in found.changes} == {
        frozenset((items[i], items[j])) for i, j in changed
    }
    for change in found.changes:
        i, j = (items.index(item) for item in change.pair)
        assert change.before == before[i, j] >= 1
        assert change.after == found.matrix_after[i, j]
        ends = [np.abs(LOGARITHMS - np.log(v)).argmin() for v in (change.before, change.after)]
        assert change.steps == abs(ends[0] - ends[1]) > 0
    w = found.priorities_after
    assert (found.matrix_after @ w / w).tolist() == pytest.approx([largest] * n)


@pytest.mark.parametrize("n", [3, 4, 5])
def test_intransitive_cycles_are_broken(n):
    matrix = np.ones((n, n))
    for k in range(n):
        matrix[k, (k + 1) % n], matrix[(k + 1) % n, k] = 9, 1 / 9
    found = repair(matrix, "abcdef"[:n])
    assert found.ratio_after <= 0.1
    assert found.fewest == "proved"
    assert ratio_of(found.matrix_after) <= 0.1


def test_off_the_scale_steps_count_from_the_nearest():
    # c over a should be 1/6 within a factor 1.98. It was said to be 2.4, which counts as 2: the
    # steps are 1, 1/2, 1/3, 1/4. The other two need four steps as well, but stay farther off.
    matrix = np.array([[1, 2, 1 / 2.4], [1 / 2, 1, 3], [2.4, 1 / 3, 1]])
    (change,) = repair(matrix, "abc", limit=0.05).changes
    assert (change.pair, change.before) == (("c", "a"), 2.4)
    assert (change.after, change.steps) == (pytest.approx(1 / 4), 4)


def test_an_answer_past_the_scale_moves_to_its_end_without_a_step():
    found = repair(np.array([[1, 3, 30], [1 / 3, 1, 3], [1 / 30, 1 / 3, 1]]), "abc", limit=0.05)
    (change,) = found.changes
    assert (change.pair, change.before, change.after, change.steps) == (("a", "c"), 30, 9, 0)


@pytest.mark.parametrize(
    "matrix",
    [
        [[1]],
        [[1, 9], [1 / 9, 1]],
        [[1, 2, 4], [1 / 2, 1, 2], [1 / 4, 1 / 2, 1]],
        [[1, 2, 5], [1 / 2, 1, 2], [1 / 5, 1 / 2, 1]],
        [[1, 2, 9], [1 / 2, 1, np.nan], [1 / 9, np.nan, 1]],
    ],
)
def test_what_is_acceptable_already_is_left_alone(matrix):
    assert repair(np.array(matrix, dtype=float), "abcd"[: len(matrix)]) is None


@pytest.mark.parametrize("limit", [0.0, -0.1, 1e-9, float("nan"), float("inf")])
def test_limits_that_cannot_be_met_are_refused(limit):
    with pytest.raises(InvalidJudgements) as caught:
        repair(np.ones((3, 3)), "abc", limit=limit)
    assert [(f.code, f.path) for f in caught.value.faults] == [("repair_limit", ("limit",))]
    assert repr(limit) in caught.value.say("en")
    assert repr(limit) in caught.value.say("zh")


def test_judgements_in_two_parts_are_refused():
    matrix = np.eye(4)
    matrix[matrix == 0] = np.nan
    matrix[0, 1], matrix[1, 0] = 3, 1 / 3
    with pytest.raises(InvalidJudgements, match=r"\(a, b\)"):
        repair(matrix, "abcd")


def test_the_published_intransitive_answers():
    # 5, 1/2, 7: a12 should be 1/14, a23 1/10, a13 35. Within a factor 2.62 of that the ratio is
    # acceptable: 1/6 and 1/4 are nine steps away both, and 1/6 leaves the lower ratio.
    found = repair(published("ahp_pymcdm_intransitive3"), ["Price", "Mileage", "Year"])
    (change,) = found.changes
    assert (change.pair, change.before) == (("Price", "Mileage"), 5)
    assert (change.after, change.steps) == (pytest.approx(1 / 6), 9)
    assert found.ratio_before == pytest.approx(2.27300774, rel=1e-8)


def published(name):
    rows = json.loads((CASES / f"{name}.json").read_text(encoding="utf-8"))["input"]["matrix"]
    return np.array([[float(Fraction(v)) for v in row] for row in rows])


@pytest.mark.parametrize(
    "name", ["ahp_saaty2008_drinks", "ahp_jmcdm_8x8_column_mean", "ahp_wikipedia_leader_education"]
)
def test_published_judgements_are_repaired_to_half_of_their_ratio(name):
    matrix = published(name)
    items = [f"c{k}" for k in range(len(matrix))]
    assert repair(matrix, items) is None
    limit = ratio_of(matrix) / 2
    found = repair(matrix, items, limit=limit)
    assert (found.fewest, found.steps) == ("proved", "proved")
    assert ratio_of(found.matrix_after) <= limit
    one = by_trying_all(matrix, limit, 1)
    assert one is None or one == (len(found.changes), found.total_steps)


@pytest.mark.parametrize(
    ("after", "wanted"),
    [
        (3, "price over roads from 7 to 3"),
        (1, "price over roads from 7 to equally important"),
        (1 / 3, "price over roads from 7 to the reverse, roads over price by 3"),
    ],
)
def test_a_change_names_the_more_important_first(after, wanted):
    change = JudgementChange(pair=("price", "roads"), before=7.0, after=after, steps=4)
    assert change.sentence.say("en") == wanted


@pytest.mark.parametrize(
    ("upper", "pair"), [((1 / 9, 1 / 3, 1), ("b", "c")), ((1 / 5, 1, 1), ("c", "a"))]
)
def test_of_equals_the_one_that_is_to_count_more_comes_first(upper, pair):
    matrix = np.ones((3, 3))
    matrix[np.triu_indices(3, 1)] = upper
    matrix.T[np.triu_indices(3, 1)] = 1 / np.array(upper)
    (change,) = repair(matrix, "abc").changes
    assert (change.pair, change.before, change.after) == (pair, 1, 2)
