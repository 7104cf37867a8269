"""Incomplete pairwise matrices: the completion with the smallest eigenvalue."""

import numpy as np
import pytest

from mcda.pairwise import (
    complete,
    consistency,
    logarithmic_least_squares,
    principal_eigenvector,
    read_matrix,
)

CASES = "ahp_incomplete_*.json"


@pytest.fixture
def given(case, read_numbers):
    rows = [
        [None if value is None else read_numbers(value) for value in row]
        for row in case.input["matrix"]
    ]
    return read_matrix(rows, case.input.get("items", "abcd"), incomplete=True)


@pytest.fixture
def completion(given):
    return complete(given)


def test_case(case, completion):
    # The published ratios divide by the random index of a complete matrix.
    case.check(
        missing={f"{i},{j}": value for (i, j), value in completion.missing.items()},
        weights=principal_eigenvector(completion.matrix),
        cr=consistency(completion.matrix, case.input["ri_table"]).ratio,
    )


def test_further_reference_numbers(case, given, completion):
    known = {
        "weights": principal_eigenvector(completion.matrix),
        "weights_llsm": logarithmic_least_squares(given),
        "lambda_max": completion.lambda_max,
    }
    for key, value in known.items():
        np.testing.assert_allclose(value, case.extra[key], rtol=0, atol=1e-6, err_msg=key)


def test_of_four_items_with_one_pair_open_least_squares_completes_alike(given, completion):
    weights = logarithmic_least_squares(given)
    for (i, j), value in completion.missing.items():
        assert value == pytest.approx(weights[i] / weights[j], rel=1e-11)


def test_the_ratio_allows_for_what_is_missing(case, completion):
    found = consistency(completion.matrix, case.input["ri_table"], missing=1)
    assert found.ratio == pytest.approx(case.reference["cr"] * 3 / 2, abs=1e-6)


def test_completed_judgements_may_lie_past_nine():
    matrix = read_matrix([[1, 5, None], [None, 1, 4], [None, None, 1]], "abc", incomplete=True)
    assert complete(matrix).missing == {(0, 2): pytest.approx(20)}
