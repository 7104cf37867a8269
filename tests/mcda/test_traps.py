"""Traps that other libraries fell into: one named test each."""

import math
from concurrent.futures import ThreadPoolExecutor

import numpy as np
import pytest

from mcda import METHODS, WeightVector, make_method, rank
from mcda.errors import InvalidProblem, InvalidWeights, UnsuitableData
from mcda.pairwise import consistency, principal_eigenvector
from mcda.robust import stability
from mcda.texts import text
from tests.refusals import rejects

NAMES = list(METHODS)
DATA_FOR_ALL = [[3, 40], [5, 20], [2, 60], [4, 30]]
BOTH = ["benefit", "cost"]


@pytest.fixture
def solve(make_problem, weigh):
    def run(name, values, weights, directions=None, **parameters):
        # Wide ranges, which SPOTIS needs and the others ignore.
        problem = make_problem(values, directions, [(-1000, 1000)] * len(values[0]))
        return rank(problem, weigh(*weights), name, **parameters)

    return run


# ---- direction ---------------------------------------------------------------


@pytest.mark.parametrize("name", NAMES)
def test_cost_is_never_rewarded(solve, name):
    assert solve(name, [[5, 10], [5, 30], [5, 20]], [1, 1], BOTH).ranks.tolist() == [1, 3, 2]


@pytest.mark.parametrize("name", NAMES)
def test_order_does_not_come_out_reversed(solve, name):
    answer = solve(name, [[1, 1], [3, 3], [2, 2]], [1, 1])
    assert answer.alternatives == ("a1", "a2", "a0")
    assert answer.ranks.tolist() == [3, 1, 2]


@pytest.mark.parametrize("word", ["min", "Cost", "benefits", "", "max ", None, -1, True])
def test_unknown_direction_is_not_taken_for_cost(make_problem, word):
    with pytest.raises(InvalidProblem) as caught:
        make_problem([[1, 2]], ["benefit", word])
    assert caught.value.code == "unknown_direction"
    assert caught.value.faults[0].path == ("criteria", 1, "direction")


# ---- normalisation -----------------------------------------------------------


def test_default_normalisation_is_not_hidden(solve):
    assert solve("topsis", DATA_FOR_ALL, [1, 1], BOTH).method.parameters == {
        "normalisation": "vector",
        "distance": "euclidean",
        "weighting": "squared",
    }


# ---- ranks -------------------------------------------------------------------


def test_argsort_is_not_taken_for_ranks(solve):
    # argsort of these scores, best first, is 2, 0, 3, 1; the ranks are its inverse.
    answer = solve("weighted_sum", [[3], [0], [9], [1]], [1])
    assert answer.order == (2, 0, 3, 1)
    assert answer.ranks.tolist() == [2, 4, 1, 3]


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("weights", [[1, 1, 1], [0.1, 0.1, 0.1], [7, 7, 7]])
def test_three_symmetric_alternatives_tie(solve, name, weights):
    assert solve(name, [[1, 2, 3], [2, 3, 1], [3, 1, 2]], weights).ranks.tolist() == [1, 1, 1]


@pytest.mark.parametrize(
    ("name", "values", "weights", "directions", "parameters"),
    [
        ("promethee2", [[0, 0, 1], [1, 1, 0]], [0.1, 0.2, 0.3], None, {}),
        ("promethee2", [[1, 3, 0], [3, 1, 3]], [2, 3, 1], None, {}),
        ("weighted_sum", [[0, 0, 1], [1, 1, 0]], [0.1, 0.2, 0.3], None, {}),
        (
            "weighted_sum",
            [[3, 1, 4], [5, 2, 7], [7, 3, 10]],
            [1, 1, 1],
            ["benefit", "benefit", "cost"],
            {"normalisation": "none"},
        ),
        ("vikor", [[0, 0, 1], [1, 1, 0]], [0.1, 0.2, 0.3], None, {"v": 1}),
    ],
)
def test_rounding_does_not_break_ties_of_terms_that_cancel(
    solve, name, values, weights, directions, parameters
):
    answer = solve(name, values, weights, directions, **parameters)
    assert answer.ranks.tolist() == [1] * len(values)


def test_small_but_real_differences_are_no_ties(solve):
    answer = solve("topsis", [[0.0], [1e-5], [2e-5], [1.0]], [1], normalisation="minmax")
    np.testing.assert_allclose(answer.scores, [0, 1e-5, 2e-5, 1])
    assert answer.ranks.tolist() == [4, 3, 2, 1]


# ---- columns that separate nothing -------------------------------------------


@pytest.mark.parametrize("value", [0.0, 4.0])
@pytest.mark.parametrize("direction", BOTH)
@pytest.mark.parametrize("name", NAMES)
def test_constant_column_is_noted_and_the_rest_ranks(solve, name, direction, value):
    answer = solve(name, [[1, value], [3, value], [2, value]], [1, 1], ["benefit", direction])
    assert answer.ranks.tolist() == [3, 1, 2]
    assert np.isfinite(answer.scores).all()
    assert np.isfinite(answer.contributions).all()
    assert [(n.code, n.fields["criterion"]) for n in answer.notes] == [
        ("criterion_cannot_separate", "c1")
    ]


@pytest.mark.parametrize("kind", ["vector", "minmax", "max", "linear", "sum", "range", "none"])
@pytest.mark.parametrize("name", ["topsis", "weighted_sum"])
@pytest.mark.parametrize("value", [0.0, 4.0])
def test_constant_column_under_every_normalisation(solve, name, kind, value):
    answer = solve(name, [[1, value], [3, value]], [1, 3], BOTH, normalisation=kind)
    assert answer.ranks.tolist() == [2, 1]
    assert np.isfinite(answer.scores).all()


@pytest.mark.parametrize("value", [0.0, 7.0])
@pytest.mark.parametrize("name", NAMES)
def test_identical_alternatives_all_tie_at_rank_one(solve, name, value):
    answer = solve(name, [[value, value]] * 4, [0.3, 0.7], BOTH)
    assert answer.ranks.tolist() == [1, 1, 1, 1]
    assert np.isfinite(answer.scores).all()
    assert answer.winners == ("a0", "a1", "a2", "a3")


@pytest.mark.parametrize("name", NAMES)
def test_one_alternative_is_first_with_no_sensitivity(solve, name):
    answer = solve(name, [[3, 5]], [1, 2], BOTH)
    assert answer.ranks.tolist() == [1]
    assert np.isfinite(answer.scores).all()
    assert not answer.notes
    assert stability(answer).weights == ()


@pytest.mark.parametrize("name", NAMES)
def test_one_criterion(solve, name):
    assert solve(name, [[3], [5], [4]], [1]).ranks.tolist() == [3, 1, 2]


# ---- numbers that are none ---------------------------------------------------


@pytest.mark.parametrize("value", [math.nan, math.inf, -math.inf, np.float64("nan")])
def test_nan_never_reaches_the_ranker(make_problem, value):
    with rejects(InvalidProblem, path=("performances", 1, 1)):
        make_problem([[1, 2], [3, value]])


@pytest.mark.parametrize("value", [True, "1", b"1", [1], 1j])
def test_what_looks_like_a_number_is_refused(make_problem, value):
    with pytest.raises(InvalidProblem):
        make_problem([[1, value]])


# ---- zero and negative data --------------------------------------------------

REFUSING = [
    ("topsis", {"normalisation": "linear"}),
    ("topsis", {"normalisation": "sum"}),
    ("weighted_sum", {"normalisation": "linear"}),
    ("weighted_sum", {"normalisation": "sum"}),
    ("weighted_product", {}),
    ("weighted_product", {"normalisation": "sum"}),
    ("ahp", {}),
    ("ahp", {"mode": "ideal"}),
    *((name, {}) for name in ("marcos", "codas", "copras", "aras", "waspas", "pymcdm_ocra")),
]


@pytest.mark.parametrize("value", [0, -2])
@pytest.mark.parametrize(("name", "parameters"), REFUSING)
def test_cost_that_is_not_above_zero_is_refused_where_it_would_invert(
    solve, name, parameters, value
):
    with pytest.raises(UnsuitableData) as caught:
        solve(name, [[1, 5], [2, value]], [1, 1], BOTH, **parameters)
    fault = caught.value.faults[0]
    assert fault.path == ("performances", 1, 1)
    assert (fault.fields["alternative"], fault.fields["criterion"]) == ("a1", "c1")
    for language in ("en", "zh"):
        assert fault.say(language)


@pytest.mark.parametrize("name", sorted(set(NAMES) - {n for n, p in REFUSING if not p} - {"edas"}))
def test_the_others_take_zero_and_negative_costs(solve, name):
    assert solve(name, [[1, 5], [1, 0], [1, -2]], [1, 1], BOTH).ranks.tolist() == [3, 2, 1]


def test_a_share_of_the_mean_takes_a_zero_and_refuses_less(solve):
    assert solve("edas", [[1, 5], [1, 0], [1, 2]], [1, 1], BOTH).ranks.tolist() == [3, 1, 2]
    with pytest.raises(UnsuitableData):
        solve("edas", [[1, 5], [1, -2]], [1, 1], BOTH)


@pytest.mark.parametrize("code", ["negative_value", "zero_cost", "not_above_zero"])
@pytest.mark.parametrize("language", ["en", "zh"])
def test_refusal_names_something_that_works(code, language):
    assert "minmax" in text(code, "remedy", language)


# ---- weights -----------------------------------------------------------------


@pytest.mark.parametrize(
    ("values", "code"),
    [
        ({"c0": 1, "c1": -1}, "weight_negative"),
        ({"c0": 1, "c1": math.nan}, "weight_not_finite"),
        ({"c0": 0, "c1": 0}, "weights_all_zero"),
        ({"c0": 1, "c1": 1, "c9": 1}, "weight_unknown_criterion"),
        ({"c0": 1}, "weight_missing"),
    ],
)
def test_wrong_weights_are_refused(values, code):
    with rejects(InvalidWeights, code=code):
        WeightVector.normalised(["c0", "c1"], values)


@pytest.mark.parametrize("name", NAMES)
def test_all_weight_on_one_criterion(solve, name):
    assert solve(name, [[3, 1], [1, 9], [2, 5]], [1, 0]).ranks.tolist() == [1, 3, 2]


def test_weight_changes_are_spread_in_proportion_not_equally(solve):
    # Scores w0, w1, w2. While w0 moves to x, w1 : w2 stay 3 : 1, so a1 overtakes where
    # x = 3/4 (1 - x), at 3/7. Spread equally it would be where x = 0.3 + (0.6 - x)/2, at 2/5.
    answer = solve("weighted_sum", np.eye(3).tolist(), [0.6, 0.3, 0.1])
    bounds = stability(answer).weights[0].winner
    assert bounds.low == pytest.approx(3 / 7, abs=1e-9)
    assert bounds.challenger_low == "a1"


# ---- pairwise ----------------------------------------------------------------


@pytest.mark.parametrize("n", [1, 2, 16, 40])
def test_judgements_of_any_size(n):
    weights = np.linspace(1, 9, n)
    matrix = np.outer(weights, 1 / weights)
    np.testing.assert_allclose(principal_eigenvector(matrix), weights / weights.sum())
    found = consistency(matrix)
    assert found.ratio == pytest.approx(0, abs=1e-9)
    assert math.isfinite(found.ratio)


def test_priorities_are_not_rounded():
    weights = np.array([1.0, 1e-7, 1e-9])
    found = principal_eigenvector(np.outer(weights, 1 / weights))
    np.testing.assert_allclose(found, weights / weights.sum(), rtol=1e-9)


# ---- state and imports -------------------------------------------------------


def test_threads_share_no_state(make_problem, weigh):
    rng = np.random.default_rng(7)
    problem, weights = make_problem(rng.uniform(1, 9, (30, 4)).tolist()), weigh(4, 3, 2, 1)
    preferences = {
        f"c{j}": {"type": kind, "q": 0.5, "p": 2, "s": 1}
        for j, kind in enumerate(("linear", "level", "gaussian", "ushape"))
    }
    shared = make_method("promethee2", {"preferences": preferences})
    wanted = rank(problem, weights, shared).scores
    with ThreadPoolExecutor(8) as pool:
        found = list(pool.map(lambda _: rank(problem, weights, shared).scores, range(64)))
    for scores in found:
        np.testing.assert_array_equal(scores, wanted)
