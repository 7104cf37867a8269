"""Questions, replies and what they say in words."""

from typing import Any

import numpy as np
import pytest

from mcda import Criterion
from mcda.errors import InvalidWeights
from weights.elicit import Interview
from weights.elicit.question import LEVEL, Amount, AnsweredQuestion, Question, label

LAND = Criterion(
    id="land", direction="cost", unit="USD/m2", name={"en": "Land price", "zh": "土地价格"}
)
TIES = Criterion(id="ties", direction="benefit", unit="0 to 1")
BARE = Criterion(id="bare", direction="benefit")


def question(second: Criterion = TIES, **more: Any) -> Question:
    return Question(
        first=Amount.of(LAND, 20.0),
        second=Amount.of(second, 0.5),
        ratio=2.0,
        meaning=more.pop("meaning", "trade_off"),
        **more,
    )


def test_a_question_in_words() -> None:
    assert question().sentence.say() == (
        "Which is worth more to you: “Land price” lower by 20 USD/m2, "
        "or “ties” higher by 0.5 (on a scale of 0 to 1)?"
    )
    assert question().sentence.say("zh") == (
        "以下哪一项对您更有价值：“土地价格”降低 20 美元/平方米，还是“ties”提高 0.5（标度 0 至 1）？"
    )
    assert question(BARE, meaning="importance").sentence.say() == (
        "Which of these two differences should count for more: “Land price” lower by 20 USD/m2, "
        "or “bare” higher by 0.5?"
    )


def test_large_amounts_are_written_out() -> None:
    big = Amount.of(LAND, 2_500_000.0).sentence.say()
    assert big == "“Land price” lower by 2,500,000 USD/m2"


def test_why_it_is_asked() -> None:
    told = question(leader=label("a", {"zh": "甲"}), rival=label("b", {}), resolves=0.384)
    assert told.reason is not None
    assert told.reason.say() == (
        "“a” leads, “b” threatens it most. On average the answer removes 38 % of the doubt "
        "about whom to choose."
    )
    assert "“甲”领先" in told.reason.say("zh")
    assert question().reason is None


@pytest.mark.parametrize(
    ("reply", "said"),
    [
        ("first", {"ratio": ["land", "ties"], "low": 2.0}),
        ("second", {"ratio": ["land", "ties"], "high": 2.0}),
        ("equal", {"ratio": ["land", "ties"], "low": 2.0 / LEVEL, "high": 2.0 * LEVEL}),
        ("unknown", None),
    ],
)
def test_replies_are_statements_and_rows(reply: Any, said: Any) -> None:
    asked = question()
    assert asked.constraint(reply) == said
    rows = AnsweredQuestion(question=asked, reply=reply).rows(["ties", "other", "land"])
    weights = np.random.default_rng(1).dirichlet(np.ones(3), 500)
    quotient = weights[:, 2] / weights[:, 0]
    fits = np.ones(500, dtype=bool)
    if said:
        fits &= (quotient >= said.get("low", 0)) & (quotient <= said.get("high", np.inf))
    assert rows.shape == (0 if said is None else len(said) - 1, 3)
    assert ((weights @ rows.T <= 0).all(axis=1) == fits).all()


def test_an_answer_in_words() -> None:
    words = {
        reply: AnsweredQuestion(question=question(), reply=reply).spoken(3)  # type: ignore[arg-type]
        for reply in ("first", "second", "equal")
    }
    assert words["first"].say() == (
        "answer 3, “Land price” lower by 20 USD/m2 is worth more than "
        "“ties” higher by 0.5 (on a scale of 0 to 1)"
    )
    assert words["second"].say().startswith("answer 3, “ties” higher")
    assert "about as much as" in words["equal"].say()
    assert "价值相当" in words["equal"].say("zh")


VALUES = [[160.0, 7, 7], [85, 3, 7], [100, 5, 7]]


@pytest.fixture
def state(make_problem: Any) -> Interview:
    problem = make_problem(
        VALUES, ("cost", "benefit", "benefit"), range=[(40, 260), (0, 7), None], unit=["$", "", ""]
    )
    return Interview.start(problem)


def test_figures_give_the_threshold(state: Interview) -> None:
    """Under minmax 15 of a span of 75 is a fifth, 2 of a span of 4 a half."""
    question = state.ask("c0", 15, "c1", 2)
    assert question.ratio == pytest.approx((2 / 4) / (15 / 75))
    assert question.meaning == "trade_off"
    assert question.sentence.say() == (
        "Which is worth more to you: “c0” lower by 15 $, or “c1” higher by 2?"
    )


def test_a_question_asked_again_from_its_figures_is_the_same(state: Interview) -> None:
    question = state.next_question()
    assert question is not None
    first, second = question.first, question.second
    again = state.ask(first.criterion, first.amount, second.criterion, second.amount)
    assert (again.first, again.second, again.ratio) == (first, second, question.ratio)


@pytest.mark.parametrize(
    ("asked", "wanted"),
    [
        (("c0", 1, "x", 1), [("weight_unknown_criterion", ("second", "criterion"))]),
        (("c0", 1, "c0", 1), [("elicit_same_criterion", ("second", "criterion"))]),
        (("c0", 0, "c1", 1), [("elicit_amount", ("first", "amount"))]),
        (("c0", 1, "c1", np.nan), [("elicit_amount", ("second", "amount"))]),
        (("c0", 1, "c1", np.inf), [("elicit_amount", ("second", "amount"))]),
        (("c0", "1", "c1", True), [("elicit_amount", (s, "amount")) for s in ("first", "second")]),
        (("c0", 1e-320, "c1", 1), [("elicit_far_apart", ("first", "amount"))]),
        (("c0", 1, "c1", 1e308), [("elicit_far_apart", ("second", "amount"))]),
        (("c0", 1e-320, "c1", 1e308), [("elicit_far_apart", ("first", "amount"))]),
        (("c0", 1, "c2", 1), [("elicit_no_extent", ("second", "criterion"))]),
    ],
)
def test_what_is_no_question_is_refused(state: Interview, asked: Any, wanted: Any) -> None:
    with pytest.raises(InvalidWeights) as caught:
        state.ask(*asked)
    assert [(fault.code, fault.path) for fault in caught.value.faults] == wanted
    for language in ("en", "zh"):
        assert "{" not in caught.value.say(language)


@pytest.mark.parametrize("amount", [7.6e-5, 7.4e7])
def test_nearly_a_million_to_one_can_be_asked(state: Interview, amount: float) -> None:
    """Amounts of which 75 and 4 are worth a whole weight."""
    state = state.answer(state.ask("c0", amount, "c1", 4), "first")
    assert state.standing().winner in state.problem.alternative_ids
    assert np.isfinite(state.posterior.shares).all()
