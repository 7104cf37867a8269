import math

import numpy as np
import pytest

from mcda import Interval, LogNormal, Normal, Requirement
from mcda.errors import InvalidRequirement
from mcda.prepare.screen import screen


def _screen(make_problem, cells, **wanted):
    problem = make_problem([[cell] for cell in cells], ranges=[(0, 10)])
    kept, excluded, notes = screen(problem, [Requirement(criterion="c0", **wanted)])
    reasons = {e.alternative: [r.code for r in e.reasons] for e in excluded}
    return kept, reasons, [n.fields["alternative"] for n in notes]


@pytest.mark.parametrize(
    ("wanted", "kept", "code"),
    [
        ({"at_least": 3}, [1, 2], "below_minimum"),
        ({"at_least": 3, "at_most": 4}, [1], "below_minimum"),
        ({"one_of": (3, 5)}, [1, 2], "not_one_of"),
    ],
)
def test_known_cells(make_problem, wanted, kept, code):
    found, reasons, undecided = _screen(make_problem, [1, 3, 5], **wanted)
    assert found == kept
    assert reasons["a0"] == [code]
    assert undecided == []


def test_bounds_are_inclusive(make_problem):
    assert _screen(make_problem, [2, 4], at_least=2, at_most=4)[0] == [0, 1]
    assert _screen(make_problem, [2, 4.5], at_most=4)[1] == {"a1": ["above_maximum"]}


def test_uncertain_cell_fails_only_where_all_its_values_fail(make_problem):
    cells = [Interval(low=1, high=2), Interval(low=2, high=4), Interval(low=3, high=9), None]
    kept, reasons, undecided = _screen(make_problem, cells, at_least=3)
    assert kept == [1, 2, 3]
    assert reasons == {"a0": ["below_minimum"]}
    assert undecided == ["a1", "a3"]


@pytest.mark.parametrize("law", [Normal(mean=5, sd=1), LogNormal(mu=math.log(5), sigma=0.2)])
def test_a_law_without_ends_is_judged_by_its_central_nine_tenths(make_problem, law):
    low, high = law.quantile(np.array([0.05, 0.95]))
    assert _screen(make_problem, [law], at_most=low - 1e-6)[1] == {"a0": ["above_maximum"]}
    assert _screen(make_problem, [law], at_most=low + 1e-6)[2] == ["a0"]
    assert _screen(make_problem, [law], at_least=high + 1e-6)[1] == {"a0": ["below_minimum"]}
    assert _screen(make_problem, [law], at_most=high + 1e-6) == ([0], {}, [])


def test_interval_over_an_accepted_value_is_undecided(make_problem):
    cells = [Interval(low=1, high=2), Interval(low=2, high=4), 3]
    kept, reasons, undecided = _screen(make_problem, cells, one_of=(3,))
    assert (kept, list(reasons), undecided) == ([1, 2], ["a0"], ["a1"])


def test_every_failed_requirement_is_a_reason(make_problem):
    problem = make_problem([[1, 9], [5, 1]])
    wanted = [Requirement(criterion="c0", at_least=2), Requirement(criterion="c1", at_most=5)]
    kept, (exclusion,), _ = screen(problem, wanted)
    assert kept == [1]
    assert [r.code for r in exclusion.reasons] == ["below_minimum", "above_maximum"]
    assert exclusion.reasons[0].fields["limit"] == 2


@pytest.mark.parametrize(
    ("wanted", "code"),
    [
        ({"criterion": "z", "at_least": 1}, "requirement_unknown_criterion"),
        ({"criterion": "c0"}, "requirement_empty"),
        ({"criterion": "c0", "one_of": ()}, "requirement_empty"),
        ({"criterion": "c0", "at_least": 3, "at_most": 2}, "requirement_impossible"),
        ({"criterion": "c0", "at_least": math.nan}, "requirement_not_a_number"),
        ({"criterion": "c0", "one_of": (1, "2")}, "requirement_not_a_number"),
    ],
)
def test_senseless_requirements_are_refused(make_problem, wanted, code):
    with pytest.raises(InvalidRequirement) as caught:
        screen(make_problem([[1]]), [Requirement(**wanted)])
    assert caught.value.code == code
    assert caught.value.faults[0].path[0] == 0
