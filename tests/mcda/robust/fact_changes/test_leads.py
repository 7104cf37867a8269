"""Signs of the polynomials against the order of problems with the one cell changed."""

from math import comb

import numpy as np
import pytest

from mcda import make_method, rank
from mcda.robust.fact_changes.leads import column_of, leads, times
from mcda.robust.fact_changes.losses import keys_at, pieces

KINDS = ("vector", "minmax", "max", "linear", "sum", "range", "none")
METHODS = [
    *(("topsis", {"normalisation": kind}) for kind in KINDS),
    *(("topsis", {"normalisation": kind, "distance": "manhattan"}) for kind in KINDS),
    *(("weighted_sum", {"normalisation": kind}) for kind in KINDS),
    ("weighted_product", {}),
    ("ahp", {"mode": "ideal"}),
    ("spotis", {}),
    ("marcos", {}),
    ("aras", {}),
    ("mabac", {}),
    ("moora", {}),
]


def at(coefficients, s):
    d = len(coefficients) - 1
    return sum(c * comb(d, r) * s**r * (1 - s) ** (d - r) for r, c in enumerate(coefficients))


def drawn(name, parameters, make_problem, weigh, rng):
    values = rng.uniform(1, 9, (5, 3))
    values[:, 2] = np.ceil(values[:, 2] / 3)
    directions = [str(d) for d in rng.choice(["benefit", "cost"], 3)]
    problem = make_problem(values.tolist(), directions, [(0.2, 12.0)] * 3)
    ranking = rank(problem, weigh(*rng.dirichlet(np.ones(3))), make_method(name, parameters))
    parts = pieces(values, np.arange(3), np.full_like(values, 0.3), np.full_like(values, 11.0))
    column = column_of(ranking.matrix, values, ranking.method.column_law(), parts)
    rivals = np.array(ranking.order[1:])
    found = leads(ranking.prepared, ranking.weights.values, column, ranking.order[0], rivals)
    return ranking, parts, column, rivals, found


@pytest.mark.parametrize(("name", "parameters"), METHODS)
def test_signs_are_those_of_the_order(name, parameters, make_problem, weigh):
    rng, negative = np.random.default_rng(11), 0
    for _ in range(6):
        answer, parts, column, rivals, found = drawn(name, parameters, make_problem, weigh, rng)
        listed = {pair: f for f, pair in enumerate(zip(found.part, found.rival, strict=True))}
        assert len(listed) == len(found.part)
        every = np.arange(len(parts.row))
        for s in (0.01, 0.3, 0.77):
            x = column.values(every, np.full(len(every), s))
            keys = keys_at(answer, parts.row, parts.column, x)
            told = at(found.coefficients, s)
            for part, rival in np.ndindex(len(every), len(rivals)):
                lead = keys[part, answer.order[0]] - keys[part, rivals[rival]]
                if (part, rival) in listed:
                    sign = np.sign(told[listed[part, rival]])
                    assert abs(lead) < 1e-10 or np.sign(lead) == sign
                    negative += lead < -1e-10
                else:
                    assert lead > -1e-10
        assert (found.size >= np.abs(found.coefficients) * (1 - 1e-12)).all()
    assert negative > 20


@pytest.mark.parametrize("name", ["weighted_sum", "topsis"])
def test_near_duplicates_keep_their_digits(name, make_problem, weigh):
    """The rival is behind by 1e-9 on c0 alone, so that its cell need be better by that much."""
    rows = [[5.0 + 1e-9, 3.0, 7.0], [5.0, 3.0, 7.0], [2.0, 2.0, 2.0]]
    ranking = rank(make_problem(rows), weigh(2, 1, 1), name, normalisation="minmax")
    values = ranking.matrix.values
    parts = pieces(values, np.array([0]), values, values + 4e-9)
    column = column_of(ranking.matrix, values, ranking.method.column_law(), parts)
    found = leads(ranking.prepared, ranking.weights.values, column, 0, np.array([1, 2]))
    (mine,) = np.flatnonzero((parts.row[found.part] == 1) & (found.rival == 0))
    near, far = parts.ends[:, found.part[mine]]
    for share, sign in ((0.01, -1), (0.5, -1), (0.99, -1)):
        assert near + share * (far - near) > rows[0][0]
        assert np.sign(at(found.coefficients[:, mine], share)) == sign


def test_product_of_polynomials():
    rng = np.random.default_rng(12)
    one, other, s = rng.normal(size=(3, 4)), rng.normal(size=(4, 4)), rng.uniform(0, 1, 4)
    found = times(one, other)
    assert found.shape == (6, 4)
    np.testing.assert_allclose(at(found, s), at(one, s) * at(other, s), atol=1e-12)


def test_forms_without_polynomials_are_refused(make_problem, weigh):
    ranking = rank(make_problem([[1.0, 2.0], [2.0, 1.0]]), weigh(1, 2), "vikor")
    euclidean = rank(ranking.problem, ranking.weights)
    values = ranking.matrix.values
    parts = pieces(values, np.arange(2), values - 1, values + 1)
    column = column_of(ranking.matrix, values, euclidean.method.column_law(), parts)
    with pytest.raises(TypeError):
        leads(ranking.prepared, ranking.weights.values, column, 0, np.array([1]))
