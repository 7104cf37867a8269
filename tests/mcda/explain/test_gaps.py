"""Where each loses to the first: laws on random problems, and the integral by another road."""

from dataclasses import replace
from itertools import product

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from scipy.integrate import quad

from mcda import METHODS, Requirement, make_method, rank
from mcda.explain import apportioned, gaps, influence
from mcda.kernel import RatioForm
from mcda.methods.topsis import Topsis
from mcda.testing.strategies import cases

SUMS = ("ahp", "weighted_sum", "weighted_product", "mabac", "marcos", "aras", "moora", "spotis")
NONE = ("vikor", "codas", "promethee2", "edas")
DIVIDED = [
    *(make_method(name) for name in SUMS if name in METHODS),
    make_method("ahp", {"mode": "ideal"}),
    *(
        make_method("topsis", {"normalisation": normalisation, "distance": distance})
        for normalisation, distance in product(
            ("vector", "minmax", "range"), ("euclidean", "manhattan")
        )
    ),
]
QUICK = settings(
    max_examples=8, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck)
)


def name(method):
    return "-".join([method.name, *(str(value) for value in method.parameters.values())])


def drawn(method, data):
    case = data.draw(cases(method, alternatives=(2, 6), criteria=(1, 6)))
    return case, rank(case.problem, case.weights, method)


def closeness(form, weights, values):
    plus = np.sqrt((weights**2 * (form.best - values) ** 2).sum())
    minus = np.sqrt((weights**2 * (values - form.worst) ** 2).sum())
    return minus / (plus + minus)


@pytest.mark.parametrize("method", DIVIDED, ids=name)
class TestLaws:
    @QUICK
    @given(data=st.data())
    def test_rows_sum_to_the_difference_of_scores(self, method, data):
        _, ranking = drawn(method, data)
        found, scores = gaps(ranking), ranking.scores
        behind = scores[ranking.order[0]] - scores
        if ranking.prepared.lower_is_better:
            behind = -behind
        size = max(1.0, np.abs(scores).max())
        np.testing.assert_allclose(found.values.sum(axis=1), behind, rtol=0, atol=1e-12 * size)
        assert found.first == ranking.winner
        assert not found.values[ranking.order[0]].any()

    @QUICK
    @given(data=st.data())
    def test_no_sign_against_the_values_and_nothing_where_they_are_equal(self, method, data):
        _, ranking = drawn(method, data)
        matrix = ranking.matrix
        ahead = np.sign(matrix.values[ranking.order[0]] - matrix.values)
        ahead = np.where(matrix.benefit, ahead, -ahead)
        found = gaps(ranking).values
        assert (found[(ahead == 0) | (ranking.weights.values == 0)] == 0).all()
        assert (found * ahead >= 0).all()

    @QUICK
    @given(data=st.data())
    def test_permuted_rows_and_columns_permute_the_parts(self, method, data):
        case, ranking = drawn(method, data)
        rows, columns = list(case.rows), list(case.columns)
        problem = case.problem.select(rows)
        moved = replace(
            problem,
            criteria=tuple(problem.criteria[j] for j in columns),
            performances=problem.values[:, columns].tolist(),
        )
        again = gaps(rank(moved, case.weights, method))
        if again.first != ranking.winner:  # level at the top: another order of rows
            return
        wanted = gaps(ranking).values[np.ix_(rows, columns)]
        size = max(1.0, np.abs(ranking.scores).max())
        np.testing.assert_allclose(again.values, wanted, rtol=0, atol=1e-12 * size)

    def test_criteria_that_play_the_same_part_get_the_same(self, method, make_problem, weigh):
        columns = np.random.default_rng(3).uniform(1, 9, (5, 2))[:, [0, 1, 0]]
        problem = make_problem(columns.tolist(), ["benefit"] * 3, [(0.5, 10)] * 3)
        found = gaps(rank(problem, weigh(2, 3, 2), method)).values
        np.testing.assert_allclose(found[:, 0], found[:, 2], rtol=0, atol=1e-15)
        assert np.abs(found[:, 0]).max() > 0.01

    def test_a_small_step_changes_little(self, method, make_problem, weigh):
        values = np.random.default_rng(5).uniform(1, 9, (4, 3))
        ranges = [(0.5, 10)] * 3
        before = gaps(rank(make_problem(values.tolist(), None, ranges), weigh(3, 2, 1), method))
        values[2, 1] += 1e-7
        after = gaps(rank(make_problem(values.tolist(), None, ranges), weigh(3, 2, 1), method))
        assert np.abs(after.values - before.values).max() < 1e-6 * np.abs(before.values).max()
        assert (after.values != before.values).any()


class TestAnotherRoad:
    """The integral of the derivative, taken by differences, by an adaptive rule."""

    @pytest.mark.parametrize("normalisation", ["vector", "minmax", "range", "sum"])
    def test_random_problems(self, normalisation, make_problem, weigh):
        rng = np.random.default_rng(9)
        for _ in range(4):
            values, weights = rng.uniform(1, 9, (4, 3)), rng.uniform(0.1, 1, 3)
            problem = make_problem(values.tolist(), ["benefit", "cost", "benefit"], [(0, 10)] * 3)
            ranking = rank(problem, weigh(*weights), "topsis", normalisation=normalisation)
            found = gaps(ranking).values
            for i, j in np.ndindex(found.shape):
                wanted = by_quadrature(ranking.prepared, ranking.weights.values, ranking, i, j)
                assert found[i, j] == pytest.approx(wanted, rel=0, abs=1e-7)

    @pytest.mark.parametrize("near", [1e-3, 1e-6, 1e-9, 0.0])
    def test_close_to_the_ideal_and_the_anti_ideal(self, near):
        rows = np.array([[1 - near, 1 - near / 3], [near / 2, near], [0.2, 0.9], [1.0, 1 - near]])
        form = RatioForm(rows, np.ones(2), np.zeros(2))
        weights = np.array([0.7, 0.3])
        scores = form.scores(weights[None])[0]
        for first in range(4):
            parts = form.attribution(weights, first).gaps
            np.testing.assert_allclose(
                parts.sum(axis=1), scores[first] - scores, rtol=0, atol=1e-12
            )
            assert (parts * np.sign(rows[first] - rows) >= 0).all()

    def test_the_whole_diagonal(self):
        # From the anti-ideal to the ideal closeness is t itself; parts are as the squared weights.
        form = RatioForm(np.array([[0.0, 0], [1, 1]]), np.ones(2), np.zeros(2))
        weights = np.array([0.8, 0.2])
        np.testing.assert_allclose(
            form.attribution(weights, 1).gaps[0], weights**2 / (weights**2).sum(), atol=1e-14
        )

    def test_any_size_of_values(self, make_problem, weigh):
        values = np.random.default_rng(1).uniform(1, 9, (4, 3))
        plain, tiny, huge = (
            gaps(
                rank(make_problem((values * size).tolist()), weigh(3, 2, 1), "topsis",
                     normalisation="none")
            ).values
            for size in (1.0, 1e-90, 1e90)
        )  # fmt: skip
        np.testing.assert_allclose(tiny, plain, atol=1e-13)
        np.testing.assert_allclose(huge, plain, atol=1e-13)


def by_quadrature(form, weights, ranking, i, j):
    start, step = form.oriented[i], form.oriented[ranking.order[0]] - form.oriented[i]
    unit = np.eye(len(step))[j] * 1e-6

    def along(t):
        at = start + t * step
        rise = closeness(form, weights, at + unit) - closeness(form, weights, at - unit)
        return step[j] * rise / 2e-6

    return quad(along, 0, 1, epsabs=1e-9, limit=200)[0]


class TestNoAttribution:
    @pytest.mark.parametrize("method", [*NONE, Topsis(distance="chebyshev")])
    def test_none_is_made_up(self, method, make_problem, weigh):
        ranking = rank(make_problem([[1, 5], [4, 2], [3, 3]]), weigh(2, 1), method)
        assert gaps(ranking) is None
        assert influence(ranking) is None

    def test_nothing_ranked(self, make_problem, weigh):
        problem = make_problem([[1, 5], [4, 2]])
        out = rank(problem, weigh(2, 1), requirements=[Requirement(criterion="c0", at_least=9)])
        assert gaps(out) is None
        assert influence(out) is None


class TestInfluence:
    def test_shares_of_a_sum_are_those_expected(self, make_problem, weigh):
        values = np.random.default_rng(2).uniform(1, 9, (6, 3))
        ranking = rank(make_problem(values.tolist()), weigh(5, 3, 2), "weighted_sum")
        found = influence(ranking)
        assert found.shares.sum() == pytest.approx(1)
        np.testing.assert_allclose(found.shares, found.expected, atol=1e-15)
        assert found.departs == ()
        wanted = np.abs(gaps(ranking).values).mean(axis=0)
        np.testing.assert_allclose(found.shares, wanted / wanted.sum())

    def test_squared_weights_depart_from_the_weights(self, make_problem, weigh):
        values = np.random.default_rng(2).uniform(1, 9, (6, 3))
        found = influence(rank(make_problem(values.tolist()), weigh(10, 3, 1), "topsis"))
        assert found.departs == ("c2",)
        codes = [(note.code, note.fields["criterion"]) for note in found.notes()]
        assert codes == [("influence_departs", "c2")]
        told = found.notes()[0].say("en")
        assert "7.14 %" in told
        assert f"{100 * found.expected[2]:.3g} %" in told

    def test_a_criterion_on_which_all_are_near_is_a_note(self, make_problem, weigh):
        problem = make_problem([[9, 5.0], [1, 5.1], [5, 5.05]], ranges=[(0, 10)] * 2)
        found = influence(rank(problem, weigh(1, 1), "weighted_sum", normalisation="range"))
        assert found.departs == ()
        assert found.hardly_differ == ("c1",)
        assert [note.code for note in found.notes()] == ["hardly_differ"]
        assert "50 %" in found.notes()[0].say("en")
        assert "50%" in found.notes()[0].say("zh")

    def test_equal_alternatives_and_a_single_one(self, make_problem, weigh):
        found = influence(rank(make_problem([[1, 2], [1, 2]]), weigh(1, 1)))
        assert found.shares.tolist() == [0, 0]
        assert found.notes() == ()
        assert influence(rank(make_problem([[1, 2]]), weigh(1, 1))) is None

    def test_frames(self, make_problem, weigh):
        ranking = rank(make_problem([[1, 5], [4, 2], [3, 3]]), weigh(2, 1), "weighted_sum")
        frame = gaps(ranking).to_frame()
        assert frame.loc["a0"].sum() == pytest.approx(ranking.scores.max() - ranking.scores[0])
        assert list(frame.columns) == ["c0", "c1"]
        shares = influence(ranking).to_frame()
        assert shares["weight"].tolist() == pytest.approx([2 / 3, 1 / 3])
        assert list(shares.columns) == ["weight", "influence", "expected"]


class TestApportioned:
    def test_shown_parts_add_up_to_the_shown_sum(self):
        rng = np.random.default_rng(6)
        for digits in (0, 2, 3):
            for _ in range(50):
                parts = rng.normal(0, 1, rng.integers(1, 9))
                shown = apportioned(parts.tolist(), digits)
                assert sum(shown) == pytest.approx(np.round(parts.sum(), digits), abs=1e-9)
                assert np.abs(np.array(shown) - parts).max() <= 1.001 * 10.0**-digits

    def test_by_hand(self):
        assert apportioned([0.124, 0.124, 0.124], 2) == [0.13, 0.12, 0.12]
        assert apportioned([0.0, 0.004, -0.004], 2) == [0.0, 0.0, 0.0]
