"""The adapter against the formulas that pymcdm implements."""

from concurrent.futures import ThreadPoolExecutor

import numpy as np
import pytest

from mcda import METHODS, make_method, rank
from mcda.errors import UnsuitableData
from tests.refusals import rejects

NAMES = [name for name in METHODS if name.startswith("pymcdm_")]
VALUES = np.array([[3.0, 20, 5], [5, 40, 2], [2, 10, 9], [4, 30, 1]])
BENEFIT, WEIGHTS = np.array([True, False, True]), np.array([0.5, 0.3, 0.2])
RANGES = np.array([[0.0, 10], [5, 50], [0, 10]])


def mairca():
    low, high = VALUES.min(axis=0), VALUES.max(axis=0)
    n = np.where(BENEFIT, VALUES - low, high - VALUES) / (high - low)
    return (WEIGHTS - WEIGHTS * n).sum(axis=1) / len(VALUES)


def ocra():
    low, high = VALUES.min(axis=0), VALUES.max(axis=0)
    terms = WEIGHTS * np.where(BENEFIT, VALUES - low, high - VALUES) / low
    inputs, outputs = terms[:, ~BENEFIT].sum(axis=1), terms[:, BENEFIT].sum(axis=1)
    total = inputs - inputs.min() + outputs - outputs.min()
    return total - total.min()


def rafsi():
    low, high = RANGES.T
    f = 1 + 5 * (VALUES - low) / (high - low)
    return (WEIGHTS * np.where(BENEFIT, f / 7, (12 / 7) / (2 * f))).sum(axis=1)


@pytest.mark.parametrize("formula", [mairca, ocra, rafsi])
def test_scores_are_those_of_the_formula(score, formula):
    found = score(f"pymcdm_{formula.__name__}", VALUES, WEIGHTS, BENEFIT, RANGES)
    np.testing.assert_allclose(found, formula(), atol=1e-12)


@pytest.mark.parametrize("name", NAMES)
def test_contributions_sum_to_the_score(make_problem, weigh, name):
    problem = make_problem(VALUES.tolist(), ["benefit", "cost", "benefit"], RANGES.tolist())
    ranking = rank(problem, weigh(*WEIGHTS), name)
    np.testing.assert_allclose(ranking.contributions.sum(axis=1), ranking.scores)


def test_ocra_is_counted_from_the_last(make_problem, weigh):
    problem = make_problem(VALUES.tolist(), ["benefit", "cost", "benefit"])
    ranking = rank(problem, weigh(*WEIGHTS), "pymcdm_ocra")
    np.testing.assert_array_equal(ranking.contributions[ranking.order[-1]], 0)


def test_rafsi_needs_ranges_and_draws_past_them_count_as_their_end(make_matrix, score):
    with rejects(UnsuitableData, code="range_missing"):
        score("pymcdm_rafsi", VALUES, WEIGHTS, BENEFIT)
    found = score("pymcdm_rafsi", [[-5], [0], [10], [12]], [1], [True], [[0, 10]])
    np.testing.assert_allclose(found, [1 / 7, 1 / 7, 6 / 7, 6 / 7])


@pytest.mark.parametrize("name", NAMES)
def test_drawn_matrices_are_asked_one_by_one(make_matrix, name):
    drawn = np.stack([VALUES, VALUES[::-1]])
    weights = np.stack([WEIGHTS, WEIGHTS])
    found = make_method(name).prepare(make_matrix(drawn, BENEFIT, RANGES)).scores(weights)
    np.testing.assert_allclose(found[1], found[0][::-1])


@pytest.mark.parametrize("name", NAMES)
def test_threads_share_nothing(make_matrix, name):
    matrix, method = make_matrix(VALUES, BENEFIT, RANGES), make_method(name)
    wanted = method.prepare(matrix).worth
    with ThreadPoolExecutor(8) as pool:
        for found in pool.map(lambda _: method.prepare(matrix).worth, range(32)):
            np.testing.assert_array_equal(found, wanted)
