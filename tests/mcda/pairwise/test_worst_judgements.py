import numpy as np
import pytest

from mcda.pairwise import complete, consistency, principal_eigenvector, worst_judgements
from mcda.pairwise.worst_judgements import _implied

WEIGHTS = np.array([8.0, 4.0, 2.0, 1.0])
ITEMS = "abcd"


def _with(i, j, value):
    matrix = np.outer(WEIGHTS, 1 / WEIGHTS)
    matrix[i, j], matrix[j, i] = value, 1 / value
    return matrix


def test_single_slip_is_found_and_undone():
    # a : c is 4 by all the others, but was said to be 1/4.
    (worst, *_) = worst_judgements(_with(0, 2, 1 / 4), ITEMS)
    assert worst.pair == ("c", "a")
    assert worst.given == pytest.approx(4)
    assert worst.suggested == pytest.approx(1 / 4)
    assert worst.consistency_ratio_after == pytest.approx(0, abs=1e-9)


def test_consistent_judgements_need_no_repair():
    assert worst_judgements(np.outer(WEIGHTS, 1 / WEIGHTS), ITEMS) == ()


@pytest.mark.parametrize("n", [1, 2])
def test_too_few_items_to_contradict(n):
    assert worst_judgements(np.ones((n, n)), ITEMS[:n]) == ()


def test_best_repair_first_and_each_one_helps():
    matrix = _with(0, 3, 1)
    matrix[1, 2], matrix[2, 1] = 9, 1 / 9
    before = consistency(matrix).ratio
    found = worst_judgements(matrix, ITEMS, count=5)
    after = [w.consistency_ratio_after for w in found]
    assert after == sorted(after)
    assert all(ratio < before for ratio in after)
    assert found[0].pair == ("a", "d")
    assert all(w.given >= 1 for w in found)


def test_matrix_is_left_as_it_was():
    matrix = _with(0, 2, 1 / 4)
    copy = matrix.copy()
    worst_judgements(matrix, ITEMS)
    np.testing.assert_array_equal(matrix, copy)


def test_count_limits_the_list():
    assert len(worst_judgements(_with(0, 2, 1 / 4), ITEMS, count=1)) == 1


@pytest.mark.parametrize(("i", "j"), [(0, 3), (1, 2), (2, 0)])
def test_the_rest_of_a_consistent_matrix_implies_the_exact_ratio(i, j):
    w = np.array([1.0, 2.5, 4.0, 7.3])
    matrix = w[:, None] / w[None, :]
    matrix[i, j], matrix[j, i] = 9.0, 1 / 9
    assert _implied(matrix, i, j) == pytest.approx(w[i] / w[j], rel=1e-9)


@pytest.mark.parametrize(("i", "j"), [(0, 3), (1, 2), (2, 0)])
def test_the_implied_ratio_agrees_with_the_priorities_once_it_is_filled_in(i, j):
    rng = np.random.default_rng(4)
    matrix = np.ones((4, 4))
    for a, b in zip(*np.triu_indices(4, 1), strict=True):
        matrix[a, b] = rng.choice([1 / 7, 1 / 3, 1, 2, 5, 9])
        matrix[b, a] = 1 / matrix[a, b]
    implied = _implied(matrix, i, j)
    matrix[i, j], matrix[j, i] = implied, 1 / implied
    found = principal_eigenvector(matrix)
    assert found[i] / found[j] == pytest.approx(implied, rel=1e-9)


def _opened(matrix, *pairs):
    """Open the pairs; return what is given, the completed matrix and what was answered."""
    given = matrix.copy()
    for i, j in pairs:
        given[i, j] = given[j, i] = np.nan
    return given, complete(given).matrix, ~np.isnan(given)


def test_answering_everything_changes_nothing():
    matrix = _with(0, 2, 1 / 4)
    everything = np.ones((4, 4), dtype=bool)
    assert worst_judgements(matrix, ITEMS, answered=everything) == worst_judgements(matrix, ITEMS)


def test_single_slip_is_found_in_a_completed_matrix_though_completed_values_follow_it():
    _, completed, answered = _opened(_with(0, 2, 1 / 4), (1, 3))
    (worst, *_) = worst_judgements(completed, ITEMS, answered=answered)
    assert worst.pair == ("c", "a")
    assert worst.suggested == pytest.approx(1 / 4)
    assert worst.consistency_ratio_after == pytest.approx(0, abs=1e-9)


@pytest.mark.parametrize("seed", range(5))
def test_the_ratio_after_is_that_of_a_new_completion(seed):
    rng = np.random.default_rng(seed)
    n, items = 6, "abcdef"
    matrix = np.ones((n, n))
    for i, j in zip(*np.triu_indices(n, 1), strict=True):
        matrix[i, j] = rng.choice([1 / 7, 1 / 3, 1, 2, 5, 9])
        matrix[j, i] = 1 / matrix[i, j]
    given, completed, answered = _opened(matrix, (0, 1), (2, 5), (3, 4))
    found = worst_judgements(completed, items, answered=answered, count=20)
    assert found
    for worst in found:
        i, j = (items.index(name) for name in worst.pair)
        assert answered[i, j]
        assert given[i, j] == worst.given >= 1
        changed = given.copy()
        changed[i, j], changed[j, i] = worst.suggested, 1 / worst.suggested
        wanted = consistency(complete(changed).matrix, missing=3).ratio
        assert worst.consistency_ratio_after == pytest.approx(wanted, rel=1e-9)


def test_a_spanning_tree_has_no_worst_judgement():
    _, completed, answered = _opened(_with(0, 1, 9), (0, 2), (1, 3), (0, 3))
    assert worst_judgements(completed, ITEMS, answered=answered) == ()


def test_a_judgement_that_alone_links_an_item_is_never_reported():
    # d is linked by its judgement against a only; a, b, c go round in a circle.
    matrix = np.ones((4, 4))
    for i, j, value in [(0, 1, 5), (1, 2, 5), (2, 0, 5), (0, 3, 9)]:
        matrix[i, j], matrix[j, i] = value, 1 / value
    _, completed, answered = _opened(matrix, (1, 3), (2, 3))
    found = worst_judgements(completed, ITEMS, answered=answered, count=9)
    assert found
    assert not any("d" in worst.pair for worst in found)


def test_the_rest_implies_nothing_where_it_does_not_link_the_two():
    assert _implied(np.array([[1, 2, np.nan], [0.5, 1, 3], [np.nan, 1 / 3, 1]]), 0, 1) is None


def test_open_pairs_do_not_count_in_what_the_rest_implies():
    weights = np.array([1.0, 2.5, 4.0, 7.3])
    given = weights[:, None] / weights[None, :]
    given[0, 3], given[3, 0] = 9.0, 1 / 9
    given[1, 2] = given[2, 1] = np.nan
    assert _implied(given, 0, 3) == pytest.approx(1 / 7.3, rel=1e-9)
