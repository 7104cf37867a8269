"""The written laws, worked out with NumPy, against the order that the methods give."""

from itertools import pairwise

import numpy as np
import pytest

from mcda import make_method, rank
from mcda.column_law import nearest_to_zero
from mcda.errors import UnsuitableData
from mcda.methods import METHODS
from mcda.testing import configurations

CONFIGURED = [m for cls in METHODS.values() for m in configurations(cls)]
KNOWN = [m for m in CONFIGURED if m.column_law() is not None]


def label(method):
    return "-".join([method.name, *map(str, method.parameters.values())])


def drawn(rng, make_problem, weigh, method):
    m = int(rng.integers(2, 7))
    values = np.stack([rng.uniform(1, 9, m), rng.uniform(90, 110, m), rng.uniform(0.1, 40, m)], 1)
    directions = [str(d) for d in rng.choice(["benefit", "cost"], 3)]
    ranges = [(0.5, 12.0), (80.0, 120.0), (0.0, 50.0)]
    problem = make_problem(values.tolist(), directions, ranges)
    return rank(problem, weigh(*rng.dirichlet(np.ones(3))), method)


def scale(u, kind):
    total, largest = u.sum(axis=0), u.max(axis=0)
    return {
        "one": np.ones(u.shape[1]),
        "spread": largest - u.min(axis=0),
        "largest": largest,
        "smallest": u.min(axis=0),
        "total": total,
        "total_and_largest": total + largest,
        "length": np.sqrt((u * u).sum(axis=0)),
    }[kind]


def columns(answer, law):
    """Return the entries by the formula of the law."""
    matrix = answer.matrix
    u = np.log(matrix.values) if law.variable == "logarithm" else matrix.values.copy()
    flipped = ~matrix.benefit & (law.variable == "inverse_cost")
    u[:, flipped] = 1 / u[:, flipped]
    np.testing.assert_array_equal(law.inverted(matrix), flipped)
    np.testing.assert_array_equal(law.sign(matrix), np.where(matrix.benefit | flipped, 1, -1))
    return law.sign(matrix) * u / (scale(u, law.scale) * law.unit(matrix))


def compromise(answer, law, r):
    gaps = answer.weights.values * (r.max(axis=0) - r)
    parts = (gaps.sum(axis=1), gaps.max(axis=1))
    total, worst = ((x - x.min()) / ((x.max() - x.min()) or 1.0) for x in parts)
    return law.compromise * total + (1 - law.compromise) * worst


def closeness(answer, law, r):
    best, worst = r.max(axis=0), r.min(axis=0)
    if law.fixed == "clipped":
        ends = law.sign(answer.matrix)[:, None] * answer.matrix.ranges
        ends = ends / law.unit(answer.matrix)[:, None]
        best, worst = ends.max(axis=1), ends.min(axis=1)
    w = answer.prepared.factors(answer.weights.values)
    plus, minus = (np.linalg.norm(w * (r - end), law.power, axis=1) for end in (best, worst))
    return minus / (plus + minus)


@pytest.mark.parametrize("method", KNOWN, ids=label)
def test_the_law_has_the_order_of_the_method(method, make_problem, weigh):
    rng, law = np.random.default_rng(14), method.column_law()
    for _ in range(15):
        answer = drawn(rng, make_problem, weigh, method)
        r = columns(answer, law)
        if law.compromise is not None:
            np.testing.assert_allclose(compromise(answer, law, r), answer.scores, atol=1e-9)
            continue
        if law.power is not None:
            np.testing.assert_allclose(closeness(answer, law, r), answer.scores, atol=1e-12)
            continue
        total = r @ answer.weights.values
        for better, worse in pairwise(answer.order):
            assert total[better] > total[worse] or answer.ranks[better] == answer.ranks[worse]


def test_which_methods_have_no_law():
    unknown = {label(m) for m in CONFIGURED} - {label(m) for m in KNOWN}
    names = {"promethee2", "edas", "copras", "waspas-0.5", "pymcdm_rafsi"}
    names |= {"codas-0.0", "codas-0.02", "codas-1.0"}
    assert unknown == names & {label(m) for m in CONFIGURED}
    assert make_method("waspas", {"lambda": 0.3}).column_law() is None


def prepared(method, make_matrix, column, benefit):
    values = np.stack([column, [2.0, 5.0, 3.0]], axis=1)
    return method.prepare(make_matrix(values, [benefit, True], [(-1e9, 1e9), (0.0, 9.0)]))


@pytest.mark.parametrize("benefit", [True, False])
@pytest.mark.parametrize("method", KNOWN, ids=label)
def test_the_floor_is_where_the_method_refuses(method, benefit, make_matrix):
    law, column = method.column_law(), [4.0, 7.0, 6.0]
    matrix = make_matrix(np.stack([column, [2.0, 5.0, 3.0]], 1), [benefit, True])
    floor = law.floor(matrix)[0]
    below = np.nextafter(0.0, -1.0) if floor == 0 else 0.0
    if floor == -np.inf:
        prepared(method, make_matrix, [-1e6, 7.0, 6.0], benefit)
        return
    assert floor in (0.0, 4e-12)
    prepared(method, make_matrix, [floor, 7.0, 6.0], benefit)
    with pytest.raises(UnsuitableData):
        prepared(method, make_matrix, [below, 7.0, 6.0], benefit)


def test_a_column_of_zeros_has_no_floor_above_zero(make_matrix):
    matrix = make_matrix([[0.0, 3.0, -2.0], [0.0, 5.0, 4.0]], [False, False, True])
    assert nearest_to_zero(matrix).tolist() == [np.inf, 3e-12, np.inf]
    law = make_method("weighted_sum", {"normalisation": "linear"}).column_law()
    assert law.floor(matrix).tolist() == [np.inf, 3e-12, 0.0]
