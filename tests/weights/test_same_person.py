"""The same person by every road to weights, a sample of `tests.studies.same_person`."""

import numpy as np
import pytest

from mcda.parks import load_catalogue, scorable
from mcda.ranking import rank
from tests.seeds import seeded
from tests.studies.same_person import STATEMENTS, Loss, Person, lost, study, worth
from weights import resolve

QUICK = tuple(STATEMENTS)


def test_the_values_are_those_of_the_ranking() -> None:
    person = Person.number(3)
    weights = resolve(STATEMENTS["sliders"](person), person.problem)
    ranking = rank(person.problem, weights)
    assert ranking.method.parameters["mode"] == "ratings"
    assert worth(3) @ weights.values == pytest.approx(ranking.scores)
    assert person.problem.alternative_ids == scorable(load_catalogue())
    assert len(person.problem.alternative_ids) >= 30


def test_points_are_rounded_and_judgements_on_the_scale() -> None:
    person = Person.number(5)
    points = STATEMENTS["points"](person)["points"]
    assert max(points.values()) == 100
    assert all(value % 5 == 0 for value in points.values())
    heaviest = max(person.true.values())
    assert all(abs(points[c] - 100 * w / heaviest) <= 2.5 for c, w in person.true.items())
    steps = [1.0 / k for k in range(1, 10)] + [float(k) for k in range(1, 10)]
    for row in STATEMENTS["judgements"](person)["matrix"]:
        assert all(np.isclose(value, steps).any() for value in row)
    order = [group[0] for group in STATEMENTS["ranks"](person)["order"]]
    assert order == sorted(person.true, key=lambda name: -person.true[name])


@seeded(range(6), 1)
def test_what_is_lost_is_never_below_nothing(seeds: list[int]) -> None:
    for k in seeds:
        assert all(value >= 0 for value in lost(k, QUICK).values())
    assert [*Loss(4, {"x": 0.5}, {"x": 0.01}).rows()] == ["| x | 4 | 0.500 (0.250) | 0.0100 |"]


@pytest.mark.long
def test_twenty_people() -> None:
    """A fine road keeps nearly everybody, a coarse one most, and none costs much."""
    found = study(20)
    assert found.same["sliders"] == 1
    assert found.regret["sliders"] == 0
    assert found.same["points"] >= 0.85
    assert found.same["judgements"] >= 0.75
    for road in ("interview", "judgements_with_error", "ranks"):
        assert found.same[road] >= 0.55
        assert found.regret[road] <= 0.02
    assert found.same["profile"] < found.same["points"]
