import numpy as np
import pytest

from mcda import make_method, rank
from mcda.errors import InvalidMethod, UnsuitableData

VALUES, BENEFIT, WEIGHTS = [[1, 10], [3, 30], [2, 15]], [True, False], [0.75, 0.25]


@pytest.mark.parametrize("share", [0, 0.3, 0.5, 1])
def test_mixes_the_sum_and_the_product(score, share):
    total = score("weighted_sum", VALUES, WEIGHTS, BENEFIT, normalisation="linear")
    product = score("weighted_product", VALUES, WEIGHTS, BENEFIT)
    found = score("waspas", VALUES, WEIGHTS, BENEFIT, **{"lambda": share})
    np.testing.assert_allclose(found, share * total + (1 - share) * product)


def test_the_parameter_has_the_name_of_the_article():
    method = make_method("waspas", {"lambda": 0.25})
    assert method.lambda_ == 0.25
    assert method.parameters == {"lambda": 0.25}
    with pytest.raises(InvalidMethod) as caught:
        make_method("waspas", {"lambda": 2})
    (fault,) = caught.value.faults
    assert (fault.code, fault.path) == ("parameter_bounds", ("lambda",))
    with pytest.raises(InvalidMethod) as caught:
        make_method("waspas", {"lambda_": 0.25})
    assert caught.value.faults[0].fields["known"] == ["lambda"]


@pytest.mark.parametrize(
    ("share", "other", "settings"),
    [(0, "weighted_product", {}), (1, "weighted_sum", {"normalisation": "linear"})],
)
def test_pure_forms_have_the_table_of_the_pure_method(make_matrix, share, other, settings):
    matrix = make_matrix(VALUES, BENEFIT)
    pure = make_method("waspas", {"lambda": share}).prepare(matrix)
    np.testing.assert_array_equal(pure.worth, make_method(other, settings).prepare(matrix).worth)
    assert make_method("waspas").prepare(matrix).worth is None


def test_what_the_product_lacks_is_divided_along_the_logarithms(make_problem, weigh):
    # Numeric integral of w_j d/dL_j exp(sum L) on the way from L = 0 to L = w ln r.
    ranking = rank(
        make_problem(VALUES, ["benefit", "cost"]), weigh(*WEIGHTS), "waspas", **{"lambda": 0}
    )
    logs = np.log([[1 / 3, 1], [1, 1 / 3], [2 / 3, 2 / 3]]) * WEIGHTS
    t = (np.arange(20_000) + 0.5) / 20_000
    mean = np.exp(np.outer(logs.sum(axis=1), t)).mean(axis=1, keepdims=True)
    np.testing.assert_allclose(ranking.contributions, WEIGHTS + logs * mean, atol=1e-9)
    np.testing.assert_allclose(ranking.contributions.sum(axis=1), ranking.scores)


def test_the_ideal_contributes_its_weights(make_problem, weigh):
    ranking = rank(make_problem([[4, 9], [2, 3]]), weigh(1, 3), "waspas")
    np.testing.assert_allclose(ranking.contributions[0], [0.25, 0.75])


def test_scale_of_the_weights_does_not_matter(score):
    np.testing.assert_allclose(
        score("waspas", VALUES, [3, 1], BENEFIT), score("waspas", VALUES, WEIGHTS, BENEFIT)
    )


@pytest.mark.parametrize("value", [0, -3])
@pytest.mark.parametrize("benefit", [True, False])
def test_what_is_not_above_zero_is_refused(score, value, benefit):
    with pytest.raises(UnsuitableData) as caught:
        score("waspas", [[1], [value]], [1], [benefit])
    assert caught.value.code == "not_above_zero"
    assert caught.value.faults[0].fields["method"] == "waspas"
