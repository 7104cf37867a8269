"""The split of a difference of scores: sums, signs, and the definition worked out in full."""

from dataclasses import replace
from itertools import permutations

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from mcda import METHODS, WeightVector, make_method, rank
from mcda.explain.attribution import attribution
from mcda.testing.strategies import cases

METHODS_HERE = [
    *(make_method(name) for name in METHODS),
    *(
        make_method("topsis", {"normalisation": normalisation, "distance": distance})
        for normalisation in ("minmax", "range")
        for distance in ("euclidean", "manhattan", "chebyshev")
    ),
    make_method("ahp", {"mode": "ideal"}),
    make_method("vikor", {"v": 0.0}),
    make_method("promethee2", {"preferences": {"c0": {"type": "linear", "q": 1, "p": 6}}}),
]
QUICK = settings(
    max_examples=4, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck)
)


def name(method):
    return "-".join([method.name, *(str(v)[:12] for v in method.parameters.values())])


def keys(answer):
    return (
        np.log(answer.scores) if answer.method.contributions_sum == "log_score" else answer.scores
    )


def drawn(method, data, **sizes):
    case = data.draw(cases(method, **({"alternatives": (2, 5), "criteria": (1, 4)} | sizes)))
    return case, rank(case.problem, case.weights, method)


def better(answer, a, b):
    """1 where a is better, -1 where b is."""
    gap = np.sign(answer.matrix.values[a] - answer.matrix.values[b])
    return np.where(answer.matrix.benefit, gap, -gap)


def oriented(answer, parts):
    return -parts if answer.prepared.lower_is_better else parts


def by_definition(answer, a, b):
    """Mean gain over all orders of the criteria, each score from a ranking of its own."""
    problem, n = answer.problem, len(answer.problem.criteria)
    seen = {}

    def value(members):
        if members not in seen:
            values = problem.values.copy()
            outside = [j for j in range(n) if j not in members]
            values[a, outside], values[b, outside] = values[b, outside], values[a, outside].copy()
            swapped = replace(problem, performances=values.tolist())
            seen[members] = keys(rank(swapped, answer.weights, answer.method))[a]
        return seen[members]

    parts, orders = np.zeros(n), list(permutations(range(n)))
    for order in orders:
        for place, j in enumerate(order):
            before = frozenset(order[:place])
            parts[j] += value(before | {j}) - value(before)
    return parts / len(orders)


@pytest.mark.parametrize("method", METHODS_HERE, ids=name)
class TestEveryMethod:
    @QUICK
    @given(data=st.data())
    def test_parts_add_up_and_change_sign_with_the_pair(self, method, data):
        case, answer = drawn(method, data, criteria=(1, 6))
        parts, exact = attribution(answer, case.row, case.other)
        wanted = keys(answer)[case.row] - keys(answer)[case.other]
        size = max(1.0, np.abs(keys(answer)).max())
        assert parts.sum() == pytest.approx(wanted, rel=0, abs=1e-12 * size)
        assert exact
        back, _ = attribution(answer, case.other, case.row)
        np.testing.assert_allclose(back, -parts, rtol=0, atol=1e-12 * size)

    @QUICK
    @given(data=st.data())
    def test_the_definition(self, method, data):
        case, answer = drawn(method, data)
        parts, _ = attribution(answer, case.row, case.other)
        size = max(1.0, np.abs(keys(answer)).max())
        wanted = by_definition(answer, case.row, case.other)
        np.testing.assert_allclose(parts, wanted, rtol=0, atol=1e-10 * size)

    @QUICK
    @given(data=st.data())
    def test_better_cells_never_speak_against_and_equal_ones_are_silent(self, method, data):
        case, answer = drawn(method, data, criteria=(1, 6))
        parts = oriented(answer, attribution(answer, case.row, case.other)[0])
        side = better(answer, case.row, case.other)
        assert (parts[(side == 0) | (case.weights.values == 0)] == 0).all()
        assert (parts * side >= 0).all(), (parts, side)

    @QUICK
    @given(data=st.data())
    def test_order_of_criteria_and_alternatives_is_irrelevant(self, method, data):
        case, answer = drawn(method, data)
        rows, columns = list(case.rows), list(case.columns)
        problem = case.problem.select(rows)
        moved = replace(
            problem,
            criteria=tuple(problem.criteria[j] for j in columns),
            performances=problem.values[:, columns].tolist(),
        )
        again = rank(moved, case.weights, method)
        parts, _ = attribution(answer, case.row, case.other)
        after, _ = attribution(again, rows.index(case.row), rows.index(case.other))
        size = max(1.0, np.abs(keys(answer)).max())
        np.testing.assert_allclose(after, parts[columns], rtol=0, atol=1e-12 * size)


class TestByHand:
    def test_a_weighted_sum_adds_its_own_terms(self, make_problem):
        problem = make_problem([[1, 40], [3, 10], [5, 20]], ["benefit", "cost"])
        weights = WeightVector.normalised(problem.criterion_ids, [3, 1])
        parts, exact = attribution(rank(problem, weights, "weighted_sum"), 1, 0)
        np.testing.assert_allclose(parts, [0.75 * (0.5 - 0.0), 0.25 * (1.0 - 0.0)])
        assert exact

    def test_a_product_adds_its_logarithms(self, make_problem, weigh):
        answer = rank(make_problem([[2, 8], [4, 2]]), weigh(1, 3), "weighted_product")
        parts, _ = attribution(answer, 0, 1)
        np.testing.assert_allclose(parts, [0.25 * np.log(2 / 4), 0.75 * np.log(8 / 2)])

    def test_closeness_of_two_criteria(self, make_problem, weigh):
        # min-max r: a (0.5, 1), b (0, 0.5); ideal (1, 1), anti-ideal (0, 0), weights 1/2.
        problem = make_problem([[2, 3], [1, 2], [3, 1]])
        answer = rank(problem, weigh(1, 1), "topsis", normalisation="minmax")

        def closeness(x, y):
            far, near = np.hypot(x, y), np.hypot(1 - x, 1 - y)
            return far / (far + near)

        none, first = closeness(0, 0.5), closeness(0.5, 0.5)
        second, both = closeness(0, 1), closeness(0.5, 1)
        parts, _ = attribution(answer, 0, 1)
        wanted = [
            (first - none + both - second) / 2,
            (second - none + both - first) / 2,
        ]
        np.testing.assert_allclose(parts, wanted, atol=1e-14)

    def test_manhattan_closeness_is_a_sum(self, make_problem, weigh):
        problem = make_problem([[2, 9, 1], [4, 5, 2], [1, 1, 5]])
        answer = rank(
            problem, weigh(1, 2, 1), "topsis", normalisation="minmax", distance="manhattan"
        )
        parts, _ = attribution(answer, 0, 1)
        gap = np.array([-2 / 3, 4 / 8, -1 / 4])
        np.testing.assert_allclose(parts, answer.weights.values * gap, atol=1e-14)

    def test_contributions_of_topsis_would_mislead(self, make_problem, weigh):
        problem = make_problem([[9, 4, 5], [5, 4, 6], [1, 1, 1], [10, 9, 9]])
        answer = rank(problem, weigh(1, 1, 1), "topsis", normalisation="minmax")
        misleading = answer.contributions[0] - answer.contributions[1]
        parts, _ = attribution(answer, 0, 1)
        assert misleading[1] < -0.02  # both are equal there
        assert parts[1] == 0.0

    def test_judged_pairs_count_by_their_priorities(self, make_problem, weigh):
        answer = rank(
            make_problem([[7, 2], [7, 6]]),
            weigh(1, 1),
            "ahp",
            comparisons={"c0": [[1, 3], [1 / 3, 1]]},
        )
        parts, _ = attribution(answer, 0, 1)
        np.testing.assert_allclose(parts, [0.5 * (0.75 - 0.25), 0.5 * (0.25 - 0.75)])

    def test_equal_rows_have_nothing_between_them(self, make_problem, weigh):
        answer = rank(make_problem([[1, 2], [1, 2], [2, 1]]), weigh(1, 1), "vikor")
        np.testing.assert_array_equal(attribution(answer, 0, 1)[0], [0.0, 0.0])


@pytest.mark.parametrize("method", ["topsis", "vikor", "waspas"])
def test_many_criteria_still_add_up(method, make_problem):
    rng = np.random.default_rng(2)
    problem = make_problem(rng.uniform(1, 9, (6, 24)).tolist(), ["benefit", "cost"] * 12)
    weights = WeightVector.normalised(problem.criterion_ids, rng.uniform(size=24))
    answer = rank(problem, weights, method)
    parts, exact = attribution(answer, 4, 2)
    assert not exact
    assert parts.sum() == pytest.approx(answer.scores[4] - answer.scores[2], abs=1e-12)
    assert (oriented(answer, parts) * better(answer, 4, 2) >= 0).all()
