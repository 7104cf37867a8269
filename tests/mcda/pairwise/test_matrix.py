import math

import numpy as np
import pytest

from mcda.errors import InvalidJudgements
from mcda.pairwise import check_connected, connected_parts, read_matrix
from mcda.pairwise.matrix import check_complete
from tests.refusals import rejects


def _fault(rows, items="ab", **options):
    with pytest.raises(InvalidJudgements) as caught:
        read_matrix(rows, items, **options)
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
    assert read_matrix([[1, value], [1 / value, 1]], "ab")[0, 1] == pytest.approx(value)


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


def test_a_number_is_no_row():
    with rejects(InvalidJudgements, code="matrix_not_square"):
        read_matrix([5], "a")


def test_faults_name_the_items():
    with pytest.raises(InvalidJudgements) as caught:
        read_matrix([[1, 3], [3, 1]], ["price", "place"])
    fields = caught.value.faults[0].fields
    assert (fields["first"], fields["second"]) == ("price", "place")
    assert fields["expected"] == pytest.approx(1 / 3)


def test_open_pairs_are_nan_when_they_may_be_open():
    rows = [[1, 2, None], [1 / 2, None, 4], [None, 1 / 4, 1]]
    found = read_matrix(rows, "abc", incomplete=True)
    nan = math.nan
    np.testing.assert_array_equal(found, [[1, 2, nan], [1 / 2, 1, 4], [nan, 1 / 4, 1]])


@pytest.mark.parametrize("value", [1 / 7, 0.14, 1, 7])
def test_a_pair_given_on_one_side_is_taken_with_its_reciprocal(value):
    above = read_matrix([[1, value], [None, 1]], "ab", incomplete=True)
    below = read_matrix([[None, None], [value, 1]], "ab", incomplete=True)
    np.testing.assert_allclose(above, [[1, value], [1 / value, 1]], rtol=1e-15)
    np.testing.assert_allclose(below, above.T, rtol=1e-15)


def test_a_complete_matrix_reads_the_same_either_way():
    rows = [[1, 3, 1 / 5], [0.33, 1, 1 / 7], [5, 7, 1]]
    found = read_matrix(rows, "abc", incomplete=True)
    np.testing.assert_array_equal(found, read_matrix(rows, "abc"))


@pytest.mark.parametrize(
    ("rows", "code", "path"),
    [
        ([[1, None]], "matrix_not_square", ()),
        ([[1, "3"], [None, 1]], "judgement_not_a_number", (0, 1)),
        ([[1, math.nan], [None, 1]], "judgement_not_a_number", (0, 1)),
        ([[1, None], [-3, 1]], "judgement_not_positive", (1, 0)),
        ([[1, None], [1e10, 1]], "judgement_too_large", (1, 0)),
        ([[None, 3], [1 / 3, 2]], "judgement_diagonal", (1, 1)),
        ([[None, 3], [3, None]], "not_reciprocal", (0, 1)),
        ([[1, None], [None, 1]], "judgements_disconnected", ()),
    ],
)
def test_an_incomplete_matrix_is_checked_too(rows, code, path):
    assert _fault(rows, incomplete=True) == (code, path)


def test_unconnected_judgements_are_refused_by_the_names_of_their_parts():
    rows = [[None] * 4 for _ in range(4)]
    rows[0][2], rows[3][1] = 3, 1 / 5
    with pytest.raises(InvalidJudgements) as caught:
        read_matrix(rows, ["rent", "tax", "port", "power"], incomplete=True)
    assert caught.value.faults[0].fields["parts"] == [["rent", "port"], ["tax", "power"]]
    assert caught.value.say() == (
        "The judgements fall into 2 parts with no judgement between them: "
        "(rent, port); (tax, power)."
    )
    assert "2 部分" in caught.value.say("zh")
    assert "（rent、port）；（tax、power）" in caught.value.say("zh")


@pytest.mark.parametrize(
    ("n", "pairs", "parts"),
    [
        (0, [], []),
        (1, [], [[0]]),
        (3, [(0, 1), (1, 2)], [[0, 1, 2]]),
        (3, [], [[0], [1], [2]]),
        (5, [(3, 0), (4, 1)], [[0, 3], [1, 4], [2]]),
        (30, [(k, k + 1) for k in range(29)], [list(range(30))]),
    ],
)
def test_parts_of_the_graph_of_judgements(n, pairs, parts):
    matrix = np.full((n, n), np.nan)
    for i, j in pairs:
        matrix[i, j] = matrix[j, i] = 1
    assert connected_parts(matrix) == parts


def test_without_names_the_parts_are_told_by_position():
    with pytest.raises(InvalidJudgements) as caught:
        check_connected(np.full((2, 2), np.nan))
    assert caught.value.faults[0].fields["parts"] == [["0"], ["1"]]


def test_open_pairs_are_named_where_every_judgement_is_needed():
    stack = np.ones((2, 3, 3))
    check_complete(stack)
    stack[1, 0, 2] = stack[1, 2, 0] = np.nan
    with pytest.raises(InvalidJudgements) as caught:
        check_complete(stack)
    (fault,) = caught.value.faults
    assert (fault.code, fault.path) == ("judgement_missing", (1, 0, 2))
    assert fault.fields == {"first": 0, "second": 2}
