import numpy as np
import pytest

from mcda import make_method
from mcda.errors import InvalidMethod, UnsuitableData

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
    with pytest.raises(InvalidMethod) as caught:
        make_method("topsis", given)
    assert caught.value.code == "parameter_choice"


def test_traits_follow_the_configuration():
    fixed = make_method("topsis", {"normalisation": "range"}).traits
    assert fixed.needs_range
    assert fixed.independent
    assert not make_method("topsis", {"normalisation": "none"}).traits.unit_free
    assert not make_method("topsis", {"distance": "chebyshev"}).traits.exact_stability
