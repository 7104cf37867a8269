import numpy as np
import pytest

from mcda import make_method
from mcda.errors import InvalidMethod, UnsuitableData
from tests.refusals import rejects

# Oriented by min-max: (0, 1), (1, 0), (0.5, 0.5); the second column is a cost.
VALUES, BENEFIT, WEIGHTS = [[1, 10], [3, 30], [2, 20]], [True, False], [0.75, 0.25]


@pytest.mark.parametrize("distance", ["euclidean", "manhattan", "chebyshev"])
def test_minmax_by_hand(score, distance):
    found = score("topsis", VALUES, WEIGHTS, BENEFIT, normalisation="minmax", distance=distance)
    np.testing.assert_allclose(found, [0.25, 0.75, 0.5])


def test_vector_by_hand(score):
    # 0.6 and 0.8 against 0.4 and 0.2 (cost): each is best once, by 0.2.
    found = score("topsis", [[3, 3], [4, 4]], [0.8, 0.2], BENEFIT)
    np.testing.assert_allclose(found, [0.2, 0.8])


def test_euclidean_and_manhattan_can_disagree(score):
    # One large lead against three small ones: 3 against 3 of 6 by sums, 9 against 3 by squares.
    values = [[3, 0, 0, 0], [0, 1, 1, 1]]
    found = [
        score("topsis", values, [0.25] * 4, normalisation="none", distance=distance)
        for distance in ("manhattan", "euclidean")
    ]
    np.testing.assert_allclose(found[0], [0.5, 0.5])
    np.testing.assert_allclose(found[1], [3 / (3 + 3**0.5), 3**0.5 / (3 + 3**0.5)])


def test_fixed_range_measures_to_its_ends(score):
    found = score("topsis", [[2], [6]], [1], ranges=[[0, 8]], normalisation="range")
    np.testing.assert_allclose(found, [0.25, 0.75])


def test_draws_past_the_range_count_as_its_end(score):
    found = score("topsis", [[-1], [9], [8]], [1], ranges=[[0, 8]], normalisation="range")
    np.testing.assert_allclose(found, [0, 1, 1])


def test_single_alternative_is_half_way(score):
    np.testing.assert_array_equal(score("topsis", [[3, 4]], [0.5, 0.5]), [0.5])


def test_scale_of_the_weights_does_not_matter(score):
    np.testing.assert_allclose(
        score("topsis", VALUES, [3, 1], BENEFIT), score("topsis", VALUES, WEIGHTS, BENEFIT)
    )


@pytest.mark.parametrize("kind", ["max", "linear", "sum"])
def test_negative_data_are_refused_where_the_formula_would_reverse(score, kind):
    with pytest.raises(UnsuitableData):
        score("topsis", [[-1], [2]], [1], normalisation=kind)


@pytest.mark.parametrize("given", [{"normalisation": "z"}, {"distance": "cosine"}])
def test_unknown_choice(given):
    with rejects(InvalidMethod, code="parameter_choice"):
        make_method("topsis", given)


def test_traits_follow_the_configuration():
    fixed = make_method("topsis", {"normalisation": "range"}).traits
    assert fixed.needs_range
    assert fixed.independent
    assert not make_method("topsis", {"normalisation": "none"}).traits.unit_free
    assert not make_method("topsis", {"distance": "chebyshev"}).traits.exact_stability


ENDS = [[0, 10], [0, 50]]


def test_weights_inside_by_hand(score):
    # Worth 0.1 and 0.8, 0.3 and 0.4, 0.2 and 0.6.
    given = {"normalisation": "range", "weighting": "distance"}
    found = score("topsis", VALUES, WEIGHTS, BENEFIT, ENDS, **given)
    v, w = np.array([[0.1, 0.8], [0.3, 0.4], [0.2, 0.6]]), np.array(WEIGHTS)
    plus, minus = np.sqrt((1 - v) ** 2 @ w), np.sqrt(v**2 @ w)
    np.testing.assert_allclose(found, minus / (plus + minus), rtol=1e-14)


@pytest.mark.parametrize("distance", ["euclidean", "manhattan"])
def test_from_worst_to_best_is_worth_the_weight(make_matrix, distance):
    given = {"normalisation": "range", "weighting": "distance", "distance": distance}
    w = np.array([0.5, 0.3, 0.2])
    for j in range(3):
        low = np.array([3.0, 6.0, 8.0])
        low[j] = 0.0
        high = low + 10.0 * (np.arange(3) == j)
        form = make_method("topsis", given).prepare(
            make_matrix([low, high], [True] * 3, [[0, 10]] * 3)
        )
        power = 2 if distance == "euclidean" else 1
        plus, minus = (distance[0] ** power for distance in form.distances(w[None]))
        np.testing.assert_allclose(minus[1] - minus[0], w[j], rtol=1e-12)
        np.testing.assert_allclose(plus[0] - plus[1], w[j], rtol=1e-12)


@pytest.mark.parametrize("kind", ["vector", "minmax", "range"])
@pytest.mark.parametrize("distance", ["euclidean", "manhattan"])
def test_inside_is_the_textbook_with_roots_of_the_weights(score, kind, distance):
    rng = np.random.default_rng(8)
    root = 2 if distance == "euclidean" else 1
    for _ in range(20):
        values, w = rng.uniform(1, 9, (5, 3)), rng.dirichlet(np.ones(3))
        given = {"normalisation": kind, "distance": distance, "ranges": [[0, 10]] * 3}
        inside = score("topsis", values, w, [True, False, True], weighting="distance", **given)
        textbook = score("topsis", values, w ** (1 / root), [True, False, True], **given)
        np.testing.assert_allclose(inside, textbook, rtol=1e-13)


def test_chebyshev_has_no_inside():
    with pytest.raises(InvalidMethod) as caught:
        make_method("topsis", {"distance": "chebyshev", "weighting": "distance"})
    (fault,) = caught.value.faults
    assert (fault.code, fault.path) == ("weighting_without_weights", ("weighting",))


def test_contributions_inside_sum_to_the_score(make_matrix):
    given = {"normalisation": "range", "weighting": "distance"}
    form = make_method("topsis", given).prepare(make_matrix(VALUES, BENEFIT, ENDS))
    w = np.array(WEIGHTS)
    scores = form.scores(w[None])[0]
    parts = form.contributions(w, scores)
    np.testing.assert_allclose(parts.sum(axis=1), scores)
    # In proportion to w v^2.
    np.testing.assert_allclose(parts[0, 0] / parts[0, 1], (0.75 * 0.01) / (0.25 * 0.64))
