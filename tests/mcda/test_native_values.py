"""What is shown of an alternative: its cells, or the priorities it was judged to have."""

import numpy as np

from mcda import rank


def test_cells_as_they_stand(make_problem, weigh):
    ranking = rank(make_problem([[1, 2], [3, 5]], ["cost", "benefit"]), weigh(1, 1))
    values, judged = ranking.native_values()
    np.testing.assert_array_equal(values, [[1, 2], [3, 5]])
    assert not judged.any()


def test_priorities_where_pairs_were_compared(make_problem, weigh):
    problem = make_problem([[7, 2], [7, 6]], ["cost", "benefit"])
    ranking = rank(problem, weigh(1, 1), "ahp", comparisons={"c0": [[1, 3], [1 / 3, 1]]})
    values, judged = ranking.native_values()
    np.testing.assert_allclose(values, [[0.75, 2], [0.25, 6]])
    assert judged.tolist() == [True, False]
