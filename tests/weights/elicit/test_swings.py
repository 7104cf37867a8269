"""All swings weighed at once: between which ends, what that makes each worth, when it is enough."""

import numpy as np
import pytest

from mcda import Alternative, Criterion, Problem
from mcda.cells import Triangular
from mcda.errors import InvalidWeights
from tests.refusals import rejects
from weights.elicit import Interview, WeighedSwing
from weights.weightings import resolve

COLUMNS = [
    {"id": "cost", "direction": "cost", "range": [0, 40]},
    {"id": "roads", "direction": "benefit", "range": [0, 10]},
    {"id": "same", "direction": "benefit", "range": [0, 10]},
]
ROWS = [[30.0, 2.0, 5.0], [Triangular(low=10, mode=12, high=20), 4.0, 5.2], [26.0, 9.0, 5.1]]


def begun(columns: list, rows: list, **more) -> Interview:
    problem = Problem(
        criteria=[Criterion(**column) for column in columns],
        alternatives=[Alternative(id=f"a{i}") for i in range(len(rows))],
        performances=rows,
    )
    return Interview.start(problem, "weighted_sum", normalisation="range", **more)


@pytest.fixture
def interview() -> Interview:
    return begun(COLUMNS, ROWS)


def test_ends_are_the_worst_and_the_best_here_and_what_is_equal_is_left_out(interview) -> None:
    cost, roads = interview.swings
    low = ROWS[1][0].quantile(np.array([0.1]))[0]
    assert (cost.criterion, cost.start, cost.end) == ("cost", 30.0, pytest.approx(low, abs=0.6))
    assert (roads.start, roads.amount) == (2.0, 7.0)


def test_what_was_said_is_about_these_ends(interview) -> None:
    """Equal points make the weights inverse to the spans: 17.6 of 40 and 7 of 10."""
    said = interview.weigh_swings(points={"cost": 100, "roads": 100})
    mean = dict(zip(("cost", "roads", "same"), said.posterior.mean(), strict=True))
    spans = interview.swings[0].amount / 40, interview.swings[1].amount / 10
    ratio = said.posterior.shares @ np.log(
        said.posterior.draws[:, 0] * spans[0] / (said.posterior.draws[:, 1] * spans[1])
    )
    assert ratio == pytest.approx(0.0, abs=0.2)
    price = said.price(said.swings[1])
    assert price.criterion == "cost"
    assert price.amount == pytest.approx(mean["roads"] * 0.7 / mean["cost"] * 40, rel=0.05)
    assert said.price(said.swings[0]) is None
    assert interview.weigh_swings([["cost"], ["roads"]]).posterior.mean()[0] > 1 / 3


def test_it_counts_as_three_answers_and_its_worst_error_is_told(interview) -> None:
    assert interview.standing().loss_if_wrong is None
    said = interview.weigh_swings(points={"cost": 100, "roads": 10})
    status = said.standing()
    assert status.answers == 3
    scores = said.prepared.scores(said.posterior.draws)
    lead = ["a0", "a1", "a2"].index(status.winner)
    lost = scores.max(axis=1) - scores[:, lead]
    worst = max(float(by @ lost) for by in said.posterior.misheard())
    assert status.loss_if_wrong == pytest.approx(worst)
    assert status.settled is (status.loss <= 0.010 and worst <= 0.030)


def test_answers_stay_and_the_statement_says_the_same(interview) -> None:
    question = interview.ask("cost", 10, "roads", 2)
    answered = interview.answer(question, "second")
    said = answered.weigh_swings([["roads"], ["cost"]])
    assert said.replies.keys() == answered.replies.keys()
    other = interview.weigh_swings([["roads"], ["cost"]]).answer(question, "second")
    np.testing.assert_allclose(said.posterior.mean(), other.posterior.mean())
    stated = said.statement()
    assert [one["rank"] for one in stated["swings"]] == [2, 1]
    found = resolve(stated, said.problem)
    assert found.values == pytest.approx(said.posterior.mean(), abs=0.02)
    assert "swings" not in answered.statement()
    assert said.weighing([]).posterior.swings is None


def test_a_price_is_of_a_cost_whose_amounts_are_worth_the_same_everywhere() -> None:
    """Today's values of a curved cost may lie on one of its straight pieces."""
    bent = {**COLUMNS[0], "id": "bent", "value": [(0, 1), (30, 0.9), (40, 0)]}
    two = begun([bent, *COLUMNS[:2]], [[1, 30, 2], [29, 20, 9]], order=[["bent"]])
    assert [getattr(two.price(a), "criterion", None) for a in two.swings] == ["cost", None, "cost"]


@pytest.mark.parametrize(
    ("call", "code"),
    [
        (lambda it: it.weigh_swings([["cost"], ["same"]]), "weight_unknown_criterion"),
        (lambda it: it.weigh_swings(points={"cost": 10, "x": 20}), "weight_unknown_criterion"),
        (lambda it: it.weigh_swings([["cost"], ["cost"]]), "ranked_duplicate"),
        (lambda it: it.weigh_swings(points={"cost": 100}), "swings_too_few"),
        (lambda it: it.improvement("cost", 0), "elicit_amount"),
        (lambda it: it.improvement("x", 1), "weight_unknown_criterion"),
        (
            lambda it: it.weighing(
                [WeighedSwing(amount=one, rank=1, points=5) for one in it.swings]
            ),
            "swing_rank_or_points",
        ),
    ],
)
def test_what_cannot_be_weighed_is_refused(interview, call, code) -> None:
    with rejects(InvalidWeights, code=code):
        call(interview)
