"""The same two amounts again are the same question: of its replies the last counts."""

from typing import Any

import pytest

import weights
from mcda.errors import InvalidWeights
from weights.elicit import Interview, Reply
from weights.elicit.interview import LIMIT
from weights.posterior import MOST_REPLIES

VALUES = [[1.0, 0, 0.5, 0.2], [0, 1, 0.4, 0.9], [0.6, 0.5, 0, 1], [0.3, 0.2, 1, 0]]


@pytest.fixture
def state(make_problem: Any) -> Interview:
    return Interview.start(make_problem(VALUES, range=[(0, 1)] * 4))


def replied(state: Interview, *replies: tuple[str, str, Reply], amount: float = 0.5) -> Interview:
    for first, second, reply in replies:
        state = state.answer(state.ask(first, amount, second, amount), reply)
    return state


def test_one_reply_sent_thrice_is_one_reply(state: Interview) -> None:
    once, thrice = (replied(state, *[("c0", "c1", "first")] * count) for count in (1, 3))
    assert (len(once.answers), len(thrice.answers), thrice.counted) == (1, 3, (2,))
    assert thrice.posterior.shares.tolist() == once.posterior.shares.tolist()
    assert thrice.statement() == once.statement()
    assert thrice.constraints() == once.constraints()
    assert thrice.next_question() == once.next_question()
    told = thrice.standing()
    assert told.hangs_on == 3
    assert (told.share_if_wrong, told.remaining) == (
        once.standing().share_if_wrong,
        once.standing().remaining,
    )


def test_no_reply_settles_what_one_slip_may_turn(make_problem: Any) -> None:
    """However often it is sent: `settled` promises that no single wrong reply can change it."""
    state = Interview.start(make_problem([[1.0, 0], [0, 1]], range=[(0, 1)] * 2))
    question = state.ask("c0", 0.2, "c1", 1)
    for _ in range(6):
        state = state.answer(question, "first")
        assert not state.standing().settled
        assert not state.standing().holds_if_one_answer_is_wrong


@pytest.mark.parametrize("turned", [False, True])
def test_of_opposite_replies_the_last_counts(state: Interview, turned: bool) -> None:
    begun = replied(state, ("c0", "c1", "first"), ("c2", "c3", "first"))
    last = ("c1", "c0", "first") if turned else ("c0", "c1", "second")
    found = replied(begun, last)
    meant = replied(state, ("c0", "c1", "second"), ("c2", "c3", "first"))
    assert found.standing().contradicting == ()
    assert found.posterior.mean() == pytest.approx(meant.posterior.mean(), abs=1e-12)
    assert [said.reply for said in found.answers] == ["first", "first", last[2]]


def test_unknown_takes_the_place_of_a_reply_and_the_reply_of_an_unknown(state: Interview) -> None:
    unknown = replied(state, ("c0", "c1", "first"), ("c0", "c1", "unknown"))
    assert unknown.posterior.mean().tolist() == state.posterior.mean().tolist()
    assert unknown.statement()["replies"] == unknown.constraints() == []
    assert unknown.standing().hangs_on is None
    known = replied(unknown, ("c0", "c1", "first"))
    assert known.statement() == replied(state, ("c0", "c1", "first")).statement()


def test_numbers_are_those_of_the_log(state: Interview) -> None:
    """w0 > w1 > w2 > w0 leaves nothing; the first reply of all was taken back by the second."""
    found = replied(state, ("c0", "c1", "second"), ("c0", "c1", "first"), ("c1", "c2", "first"))
    found = replied(found, ("c2", "c0", "first"))
    assert found.standing().contradicting == (2, 3, 4)
    assert set(found.standing().contradicting) == {place + 1 for place in found.counted}


def test_other_amounts_are_another_question(state: Interview) -> None:
    once = replied(state, ("c0", "c1", "first"))
    more = replied(once, ("c0", "c1", "first"), amount=0.25)
    assert more.counted == (0, 1)
    assert more.posterior.mean()[0] > once.posterior.mean()[0]


def test_it_stops_at_twelve_questions_not_replies(make_problem: Any) -> None:
    state = Interview.start(make_problem([[1.0, 0], [0, 1]], range=[(0, 1)] * 2))
    question = state.ask("c0", 1, "c1", 0.9)
    while len(state.answers) < LIMIT:
        state = state.answer(question, "first")
    assert state.next_question() is not None
    assert state.standing().left_open is None


def test_an_interview_takes_forty_answers(state: Interview) -> None:
    question = state.ask("c0", 0.5, "c1", 0.5)
    while not state.is_full:
        assert state.next_question(more=True) is not None
        state = state.answer(question, "first")
    assert len(state.answers) == MOST_REPLIES == 40
    assert state.next_question(more=True) is None
    assert state.standing().remaining == 0
    assert state.standing().left_open is not None
    with pytest.raises(InvalidWeights) as caught:
        state.answer(question, "first")
    assert [(fault.code, fault.path) for fault in caught.value.faults] == [
        ("elicit_too_many_replies", ("answers",))
    ]
    assert "at most 40" in caught.value.say()


def test_a_statement_counts_the_last_reply_to_a_question_and_takes_forty(state: Interview) -> None:
    side = [{"criterion": name, "value": 0.5} for name in ("c0", "c1")]
    said = [
        {"first": side[0], "second": side[1], "reply": "first"},
        {"first": side[1], "second": side[0], "reply": "first"},
    ]
    both, last = (
        weights.resolve({"kind": "replies", "replies": replies}, state.problem)
        for replies in (said, said[1:])
    )
    assert both.values.tolist() == last.values.tolist()
    assert both.diagnostics == last.diagnostics
    assert both.diagnostics["replies"] == 1
    with pytest.raises(InvalidWeights) as caught:
        weights.resolve({"kind": "replies", "replies": said * 21}, state.problem)
    assert [(fault.code, fault.path) for fault in caught.value.faults] == [
        ("elicit_too_many_replies", ("replies",))
    ]
