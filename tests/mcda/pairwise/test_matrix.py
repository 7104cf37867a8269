import math

import numpy as np
import pytest

from mcda.errors import InvalidJudgements
from mcda.pairwise import read_matrix


def _fault(rows, items="ab"):
    with pytest.raises(InvalidJudgements) as caught:
        read_matrix(rows, items)
    return caught.value.code, caught.value.faults[0].path


def test_exactly_reciprocal():
    matrix = read_matrix([[1, 3, 1 / 5], [1 / 3, 1, 1 / 7], [5, 7, 1]], "abc")
    np.testing.assert_array_equal(matrix * matrix.T, np.ones((3, 3)))
    np.testing.assert_array_equal(np.diag(matrix), 1)


@pytest.mark.parametrize(("given", "reverse"), [(3, 0.33), (7, 0.14), (9, 0.11), (6, 0.17)])
def test_of_a_rounded_pair_the_value_above_one_is_kept(given, reverse):
    assert read_matrix([[1, given], [reverse, 1]], "ab")[1, 0] == pytest.approx(1 / given)
    assert read_matrix([[1, reverse], [given, 1]], "ab")[0, 1] == pytest.approx(1 / given)


@pytest.mark.parametrize("value", [1.7, 12.5, 0.013])
def test_any_positive_number_is_a_judgement(value):
    matrix = read_matrix([[1, value], [1 / value, 1]], "ab")
    assert matrix[0, 1] == pytest.approx(value)


@pytest.mark.parametrize(
    ("rows", "code", "path"),
    [
        ([[1, 3]], "matrix_not_square", ()),
        ([[1, 3], [1 / 3]], "matrix_not_square", ()),
        ([[1, 3, 4], [1 / 3, 1, 1], [1 / 4, 1, 1]], "matrix_not_square", ()),
        ([[1, None], [None, 1]], "judgement_missing", (0, 1)),
        ([[1, "3"], [1 / 3, 1]], "judgement_not_a_number", (0, 1)),
        ([[1, math.nan], [1, 1]], "judgement_not_a_number", (0, 1)),
        ([[1, 10**400], [1, 1]], "judgement_not_a_number", (0, 1)),
        ([[True, 1], [1, True]], "judgement_not_a_number", (0, 0)),
        ([[1, 0], [0, 1]], "judgement_not_positive", (0, 1)),
        ([[1, -3], [-1 / 3, 1]], "judgement_not_positive", (0, 1)),
        ([[2, 3], [1 / 3, 1]], "judgement_diagonal", (0, 0)),
        ([[1, 3], [3, 1]], "not_reciprocal", (0, 1)),
        ([[1, 3], [0.35, 1]], "not_reciprocal", (0, 1)),
    ],
)
def test_what_is_no_reciprocal_matrix_is_refused(rows, code, path):
    assert _fault(rows) == (code, path)


def test_faults_name_the_items():
    with pytest.raises(InvalidJudgements) as caught:
        read_matrix([[1, 3], [3, 1]], ["price", "place"])
    fields = caught.value.faults[0].fields
    assert (fields["first"], fields["second"]) == ("price", "place")
    assert fields["expected"] == pytest.approx(1 / 3)
