"""What a weight means in the unit of its criterion."""

from typing import Any

import numpy as np
import pytest

from mcda import make_method
from mcda.method import Matrix
from mcda.prepare.missing_values import headline
from weights.elicit.spans import Spans, read_spans
from weights.elicit.words import Wording
from weights.posterior import STEEPNESS

VALUES = np.array([[160.0, 5, 0.2, 7], [85, 7, 0.6, 7], [100, 3, 0.3, 7], [140, 6, 0.9, 7]])
COSTS = ("cost", "benefit", "benefit", "benefit")
RANGES = [(40, 260), (0, 7), (0, 1), None]


def spans_of(make_problem: Any, method: str, **parameters: Any) -> tuple[Spans, Matrix, Any]:
    matrix = headline(make_problem(VALUES, COSTS, range=RANGES)).matrix
    prepared = make_method(method, parameters).prepare(matrix)
    return read_spans(matrix, prepared), matrix, prepared


@pytest.mark.parametrize(
    ("method", "normalisation", "wanted"),
    [
        ("weighted_sum", "minmax", [75, 4, 0.7]),
        ("weighted_sum", "max", [160, 7, 0.9]),
        ("weighted_sum", "vector", np.linalg.norm(VALUES[:, :3], axis=0)),
        ("weighted_sum", "none", [1, 1, 1]),
        ("topsis", "vector", np.linalg.norm(VALUES[:, :3], axis=0)),
        ("topsis", "minmax", [75, 4, 0.7]),
    ],
)
def test_the_amount_a_weight_is_worth(make_problem, method, normalisation, wanted):
    found, _, _ = spans_of(make_problem, method, normalisation=normalisation)
    assert found.full[:3] == pytest.approx(np.array(wanted))
    assert found.exact.tolist() == [True, True, True, False]
    assert found.separates.tolist() == [True, True, True, False]


def test_the_fixed_range_is_what_a_weight_is_worth(make_problem):
    matrix = headline(make_problem(VALUES[:, :3], COSTS[:3], range=RANGES[:3])).matrix
    prepared = make_method("weighted_sum", {"normalisation": "range"}).prepare(matrix)
    assert read_spans(matrix, prepared).full == pytest.approx([220, 7, 1])


def test_amounts_are_limited_by_what_the_alternatives_offer(make_problem):
    found, _, _ = spans_of(make_problem, "weighted_sum")
    assert found.limit[:3].tolist() == pytest.approx([75, 4, 0.7])
    assert np.isnan(found.limit[3])
    assert np.isnan(found.full[3])


def test_values_from_0_to_1_have_the_stated_steepness(make_problem):
    """Under vector normalisation the widest column counts for what it is."""
    minmax, _, _ = spans_of(make_problem, "weighted_sum", normalisation="minmax")
    assert minmax.steepness == pytest.approx(STEEPNESS)
    vector, _, _ = spans_of(make_problem, "weighted_sum", normalisation="vector")
    assert vector.steepness == pytest.approx(STEEPNESS / (0.7 / np.linalg.norm(VALUES[:, 2])))


def test_short_scales_of_whole_numbers_are_counted(make_problem):
    found, _, _ = spans_of(make_problem, "weighted_sum")
    assert found.whole.tolist() == [False, True, False, False]


@pytest.mark.parametrize("normalisation", ["minmax", "max", "vector"])
def test_level_amounts_change_the_score_by_the_same(make_problem, normalisation):
    """The table is read again at values moved by the amounts, with its own normalisation."""
    found, matrix, prepared = spans_of(make_problem, "weighted_sum", normalisation=normalisation)
    amount, other = 30.0, 2.0
    weights = np.array([found.part(1, other) / found.part(0, amount), 1.0, 0.0, 0.0])
    slopes = [np.polyfit(matrix.values[:, j], prepared.worth[:, j], 1)[0] for j in (0, 1)]
    assert -weights[0] * slopes[0] * amount == pytest.approx(weights[1] * slopes[1] * other)
    assert found.meaning(0, 1) == "trade_off"


@pytest.mark.parametrize("method", ["weighted_product", "vikor", "promethee2", "ahp"])
def test_bent_tables_fall_back_on_the_whole_range(make_problem, method):
    found, _, _ = spans_of(make_problem, method)
    assert not found.exact[0]
    assert found.full[0] == 220
    assert found.meaning(0, 1) == "importance"


def test_topsis_weights_are_no_rates_of_exchange(make_problem):
    for distance, meaning in (("euclidean", "importance"), ("manhattan", "trade_off")):
        found, _, _ = spans_of(make_problem, "topsis", distance=distance)
        assert found.meaning(0, 1) == meaning


def curved(make_problem: Any) -> tuple[Any, Any]:
    curve = ((60.0, 1.0), (100.0, 0.5), (200.0, 0.0))
    problem = make_problem(
        np.array([[160.0, 1], [80, 2], [120, 3]]),
        ("cost", "benefit"),
        range=[(60, 200), (0, 4)],
        value=[curve, None],
    )
    matrix = headline(problem).matrix
    return matrix, make_method("ahp", {"mode": "ratings"}).prepare(matrix)


def test_along_a_curve_it_matters_where_an_improvement_begins(make_problem):
    """The worths are read off the curve by hand: .5 over 40 below 100, .5 over 100 above it."""
    matrix, prepared = curved(make_problem)
    found = read_spans(matrix, prepared)
    assert found.part(0, 20, 100) == pytest.approx(0.25)
    assert found.part(0, 20, 160) == pytest.approx(0.1)
    assert found.part(0, 40, 120) == pytest.approx(0.1 + 0.25)
    assert found.part(1, 1, 2) == found.part(1, 1) == pytest.approx(0.25)
    assert found.meaning(0, 1) == "trade_off"
    assert found.reach == pytest.approx([0.75 - 0.2, 0.5])
    assert found.part(0, 20, 60) == 0  # beyond the best end


def test_steps_stay_within_what_the_alternatives_offer(make_problem):
    matrix, prepared = curved(make_problem)
    levels = tuple((float(k), {"en": f"l{k}", "zh": f"l{k}"}) for k in range(5))
    found = read_spans(matrix, prepared, {1: Wording(levels=levels)})
    assert set(found.steps) == {0, 1}
    land, service = found.steps[0], found.steps[1]
    assert (land.start.max(), (land.start - land.amount).min()) == (160, 80)
    assert sorted(zip(service.start.tolist(), service.amount.tolist(), strict=True)) == [
        (1, 1),
        (1, 2),
        (2, 1),
    ]
    assert service.part == pytest.approx(service.amount / 4)
