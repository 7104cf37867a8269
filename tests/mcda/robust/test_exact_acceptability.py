"""Exact shares against geometry by hand, against draws, and where there are none."""

import numpy as np
import pytest

from mcda import rank
from mcda.errors import UnsuitableData
from mcda.robust import acceptability, exact_acceptability
from weights.weightings import resolve


@pytest.fixture
def ranked(make_problem, weigh):
    def ranked(values, weights, method="weighted_sum", **parameters):
        if method == "weighted_sum":
            parameters = {"normalisation": "none", **parameters}
        return rank(make_problem(values), weigh(*weights), method, **parameters)

    return ranked


def test_two_criteria_are_a_segment(ranked):
    """(4, 0) beats (1, 2) where 4 w > w + 2 (1 - w), that is w > 2/5."""
    found = exact_acceptability(ranked([[4, 0], [1, 2], [2.2, 0.9]], [1, 1]), "any")
    np.testing.assert_allclose(found.first_shares, [0.6, 0.4, 0], atol=1e-12)
    assert found.sentence.say().startswith("a0 ")
    np.testing.assert_allclose(found.central_weights, [[0.7, 0.3], [0.2, 0.8], [0, 0]], atol=1e-12)
    # The third passes the second at 1.2 w > 1.1 (1 - w) and the first at 1.8 w < 0.9 (1 - w).
    second, first = 1.1 / 2.3, 1 / 3
    np.testing.assert_allclose(
        found.pairwise, [[0, 0.6, 1 - first], [0.4, 0, second], [first, 1 - second, 0]], atol=1e-12
    )
    np.testing.assert_allclose(
        found.rank_shares,
        [
            [0.6, 0.4 - first, first],
            [0.4, second - 0.4, 1 - second],
            [0, first + 1 - second, second - first],
        ],
        atol=1e-12,
    )


@pytest.mark.long
@pytest.mark.parametrize("spread", ["any", 0.2, 0.6])
@pytest.mark.parametrize(
    ("m", "n", "method", "parameters"),
    [
        (5, 3, "weighted_sum", {"normalisation": "minmax"}),
        (4, 5, "promethee2", {}),
        (8, 4, "topsis", {"distance": "manhattan"}),
        (6, 6, "mabac", {}),
    ],
)
def test_draws_come_near(ranked, m, n, method, parameters, spread):
    rng = np.random.default_rng(m * n)
    values = rng.uniform(1, 9, (m, n)).tolist()
    answer = ranked(values, rng.uniform(1, 3, n), method, **parameters)
    exact, drawn = exact_acceptability(answer, spread), acceptability(answer, 100_000, 1, spread)
    error = 5 * np.sqrt(0.25 / drawn.pairwise_samples)
    assert np.abs(exact.first_shares - drawn.rank_shares[:, 0]).max() < error
    assert np.abs(exact.pairwise - drawn.pairwise).max() < error
    assert exact.first_shares.sum() == pytest.approx(1, abs=1e-9)
    often = exact.first_shares > 0.02
    np.testing.assert_allclose(
        exact.central_weights[often], drawn.central_weights[often], atol=0.02
    )
    assert (exact.rank_shares is None) is (m > 6)
    if exact.rank_shares is not None:
        assert np.abs(exact.rank_shares - drawn.rank_shares).max() < error
        for axis in (0, 1):
            np.testing.assert_allclose(exact.rank_shares.sum(axis=axis), 1, atol=1e-9)


def test_an_order_of_importance_is_one_set(make_problem):
    """In the order w_0 >= w_1, (1, 0) is behind (0, 1.5) where w < 3/5: a fifth of 1/2 .. 1."""
    problem = make_problem([[1, 0], [0, 1.5]])
    vector = resolve({"kind": "ranked", "order": [["c0"], ["c1"]]}, problem)
    found = exact_acceptability(rank(problem, vector, "weighted_sum", normalisation="none"))
    np.testing.assert_allclose(found.first_shares, [0.8, 0.2], atol=1e-12)
    assert found.drawn_from["name"] == "order"


def test_the_level_share_their_rank(ranked):
    found = exact_acceptability(ranked([[1, 3], [3, 1], [1, 3]], [1, 1]), "any")
    np.testing.assert_allclose(found.first_shares, [0.5, 0.5, 0.5], atol=1e-12)
    np.testing.assert_allclose(
        found.rank_shares, [[0.5, 0.5, 0], [0.5, 0, 0.5], [0.5, 0.5, 0]], atol=1e-12
    )
    np.testing.assert_allclose(found.pairwise[0], [0, 0.5, 0], atol=1e-12)


def test_fixed_weights_are_a_point(ranked):
    found = exact_acceptability(ranked([[1, 3], [3, 2]], [1, 1]), 0)
    np.testing.assert_allclose(found.first_shares, [0, 1])
    np.testing.assert_allclose(found.central_weights[1], [0.5, 0.5])


def test_one_alternative_has_no_shares(ranked):
    assert exact_acceptability(ranked([[1, 3]], [1, 1])) is None


@pytest.mark.parametrize(
    ("values", "method", "code"),
    [
        ([[1, 3], [3, 2]], "topsis", "volumes_not_linear"),
        ([[1, 3], [3, None]], "weighted_sum", "volumes_uncertain_cells"),
        ([[*range(8)], [*range(8, 0, -1)]], "weighted_sum", "volumes_many_criteria"),
    ],
)
def test_where_there_are_none_it_says_why(make_problem, weigh, values, method, code):
    n = len(values[0])
    problem = make_problem(values, ranges=[(0, 9)] * n)
    with pytest.raises(UnsuitableData) as caught:
        exact_acceptability(rank(problem, weigh(*[1] * n), method), "any")
    assert caught.value.faults[0].code == code


def test_sets_that_are_not_polytopes_have_none(make_problem):
    problem = make_problem([[1, 3], [3, 2]])
    matrix = {"kind": "ahp", "items": ["c0", "c1"], "matrix": [[1, 2], [0.5, 1]]}
    ranking = rank(problem, resolve(matrix, problem), "weighted_sum")
    with pytest.raises(UnsuitableData) as caught:
        exact_acceptability(ranking)
    assert caught.value.faults[0].code == "volumes_no_polytope"


def test_more_than_six_have_no_shares_of_ranks(ranked):
    six, seven = (ranked([[k, m - k] for k in range(m)], [1, 1]) for m in (6, 7))
    assert exact_acceptability(six, "any").rank_shares.shape == (6, 6)
    assert exact_acceptability(seven, "any").rank_shares is None
