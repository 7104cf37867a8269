"""Linear programmes against answers by hand."""

import math

import numpy as np
import pytest
import scipy.optimize

from mcda.errors import InvalidWeights
from mcda.polytope.linear_programme import lowest
from tests.refusals import rejects

ROWS = np.array([[1.0, 2.0], [3.0, 1.0]])
SLACK = np.array([4.0, 7.0])


def test_the_corner_and_what_its_rows_are_worth() -> None:
    # Greatest x + y: the rows meet at (2, 1); (1, 1) = 2/5 (1, 2) + 1/5 (3, 1).
    point, multipliers = lowest(np.array([-1.0, -1.0]), ROWS, SLACK)
    assert point.tolist() == pytest.approx([2, 1])
    assert multipliers.tolist() == pytest.approx([2 / 5, 1 / 5])


def test_coordinates_stay_within() -> None:
    point, _ = lowest(np.array([1.0, 0.0]), ROWS, SLACK, within=5.0)
    assert point[0] == pytest.approx(-5)
    assert np.abs(point).max() <= 5


def test_weights_are_not_negative_and_sum_to_one() -> None:
    point, multipliers = lowest(
        np.array([1.0, 2.0, 3.0]), np.array([[1.0, 0.0, 0.0]]), np.array([0.25]), weights=True
    )
    assert point.tolist() == pytest.approx([0.25, 0.75, 0])
    assert multipliers.tolist() == pytest.approx([1])


def test_an_unbounded_programme_has_no_answer() -> None:
    with rejects(InvalidWeights, code="polytope_unsolved"):
        lowest(np.array([1.0, 0.0]), ROWS, SLACK, within=math.inf)


def test_a_solver_that_gives_up_is_asked_less_precisely(monkeypatch: pytest.MonkeyPatch) -> None:
    exact, asked = scipy.optimize.linprog, []

    def solver(*given: object, **more: dict[str, float]) -> object:
        asked.append(more["options"]["primal_feasibility_tolerance"])
        found = exact(*given, **more)  # type: ignore[call-overload]
        if len(asked) < 3:
            found.x = None
        return found

    monkeypatch.setattr(scipy.optimize, "linprog", solver)
    point, _ = lowest(np.array([-1.0, -1.0]), ROWS, SLACK)
    assert point.tolist() == pytest.approx([2, 1])
    assert asked == [1e-10, 1e-9, 1e-8]
