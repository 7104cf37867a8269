"""Simulated people, a sample of `tests.studies.interviews`."""

from collections.abc import Sequence

import pytest

from tests.seeds import today
from tests.studies.interviews import Person, Row, figures, interviewed, rows
from weights.elicit.interview import NEARLY

AS_GOOD = {"fitting": 0.80, "other": 0.70, "nothing": 0.65}
"""Share of twenty who are named a park nearly as good as their best: fallen short of one time in a
hundred where 95, 89 and 87 % are, as with 10 % slips of 150, 150 and 100 people. Few are told so as
settled: the best two of many parks are too close for twelve answers."""


def as_good(people: Sequence[Person]) -> float:
    return sum(person.lost_end <= NEARLY for person in people) / len(people)


@pytest.mark.long
@pytest.mark.parametrize("row", today(list(rows()), 8), ids=lambda row: row.name)
def test_people_of_a_row(row: Row) -> None:
    """Twenty where a goal stands; no share is asked of the others, whom fewer may prove wrong."""
    people = [interviewed(row, seed) for seed in range(20 if row.has_goal else 5)]
    found = figures(people)
    assert found["repeated"] == 0
    assert found["proved_right"] == 1 or row.slip
    if row.has_goal:  # the goals themselves are missed, see docs/studies.md: this guards the rest
        assert as_good(people) >= AS_GOOD[row.start]
        assert found["wrong_settled"] <= 0.25
        assert found["wrong_closed"] <= 0.25
