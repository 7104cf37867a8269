"""One formula under two names: the same ranks under all weights, and only then."""

import itertools

import numpy as np
import pytest

from mcda.errors import UnsuitableData
from mcda.method import Matrix
from mcda.methods import make_method
from mcda.robust.multiverse import defensible_methods
from mcda.robust.multiverse.same_formula import Formulas


def matrix(seed, benefit=(True, False, True), m=7):
    n = len(benefit)
    return Matrix(
        values=np.random.default_rng(seed).uniform(1, 9, (m, n)),
        benefit=np.array(benefit),
        ranges=np.array([[0.0, 10.0]] * n),
        alternatives=tuple(f"a{i}" for i in range(m)),
        criteria=tuple(f"c{j}" for j in range(n)),
    )


def same(first, second, data):
    formulas = Formulas()
    made = [make_method(name, given).prepare(data) for name, given in (first, second)]
    assert formulas.met_at(made[0], 4) is None
    return formulas.met_at(made[1], 5) == 4


@pytest.mark.parametrize(
    ("first", "second"),
    [
        (("ahp", {}), ("weighted_sum", {"normalisation": "sum"})),
        (("ahp", {"mode": "ideal"}), ("weighted_sum", {"normalisation": "linear"})),
        (("spotis", {}), ("weighted_sum", {"normalisation": "range"})),
        (("weighted_product", {}), ("weighted_product", {"normalisation": "sum"})),
        *(
            (
                ("topsis", {"normalisation": kind, "distance": "manhattan"}),
                ("weighted_sum", {"normalisation": kind}),
            )
            for kind in ("vector", "minmax", "max", "linear", "sum", "range")
        ),
    ],
)
def test_known_twins(first, second):
    assert same(first, second, matrix(1))


def test_twins_on_these_data_only():
    """Without costs ``max`` and ``linear`` both divide by the largest."""
    kinds = [("topsis", {"normalisation": kind}) for kind in ("max", "linear")]
    assert same(*kinds, matrix(2, benefit=(True, True)))
    assert not same(*kinds, matrix(2, benefit=(True, False)))


def test_distances_are_told_apart():
    assert not same(("topsis", {}), ("topsis", {"distance": "chebyshev"}), matrix(3))


def test_no_formula_to_compare():
    formulas = Formulas()
    prepared = make_method("vikor").prepare(matrix(4))
    assert formulas.met_at(prepared, 0) is None
    assert formulas.met_at(prepared, 1) is None


def test_identical_alternatives():
    data = matrix(5)
    level = Matrix(
        values=np.ones((3, 3)),
        benefit=data.benefit,
        ranges=data.ranges,
        alternatives=data.alternatives[:3],
        criteria=data.criteria,
    )
    assert same(("weighted_sum", {}), ("weighted_sum", {"normalisation": "sum"}), level)


def test_by_ranks_under_many_weights():
    """Of the default list: twins rank alike under 300 weightings, all others differ somewhere."""
    data, formulas = matrix(6, benefit=(True, False, True, False)), Formulas()
    weights = np.random.default_rng(7).dirichlet(np.ones(4), 300)
    forms, twins = [], {}
    for method in defensible_methods(make_method("topsis")):
        try:
            prepared = method.prepare(data)
        except UnsuitableData:
            continue
        twin = formulas.met_at(prepared, len(forms))
        if twin is not None:
            twins[len(forms)] = twin
        forms.append(prepared)
    ranks = [prepared.ranks(weights) for prepared in forms]
    assert len(twins) > 8
    for place, twin in twins.items():
        np.testing.assert_array_equal(ranks[place], ranks[twin])
    kept = [place for place in range(len(forms)) if place not in twins]
    for a, b in itertools.combinations(kept, 2):
        assert (ranks[a] != ranks[b]).any()
