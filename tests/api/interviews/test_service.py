"""Simulated respondents, from the first question to the result."""

import secrets
from typing import Any

import pytest

from api.access.caller import THIS_MACHINE
from api.assessments.schemas import AnswerModel
from api.http.localisation import localise
from api.http.refusals import Unavailable
from api.interviews.service import _with, answer, standing, withdraw
from api.requests.idempotency import Once
from api.settings import Settings
from tests.api.assessments.desk import content
from tests.api.interviews.respondent import Respondent, reply_to
from tests.handover import handed_over, here
from tests.refusals import rejects
from weights.elicit.interview import NEAR

ONE = {
    "first": {"criterion": "land_price", "amount": 20},
    "second": {"criterion": "infrastructure", "amount": 1},
}
ALL: dict[str, Any] = {"parks": None}


@pytest.mark.long
@pytest.mark.parametrize("method", ["weighted_sum", "topsis"])
@pytest.mark.parametrize("seed", [0, *(pytest.param(n, marks=pytest.mark.long) for n in (1, 2, 3))])
def test_a_truthful_respondent_is_led_to_the_winner_or_told_between_whom(alone, method, seed):
    path = alone.create(**ALL, method={"name": method})
    person = Respondent(alone, path, seed)
    state = person.answer_all()
    assert state["settled"] is (state["left_open"] is None)
    assert state["settled"] is state["holds_if_one_answer_is_wrong"]
    assert person.loses(state["standing"]["winner"]) <= NEAR or state["left_open"]
    assert len(state["answers"]) == len(person.asked) <= 12
    assert all(question["reason"] for question in person.asked)
    assert state["share_first"] == state["standing"]["shares"][state["standing"]["winner"]]
    assert alone.run(path)["answer"]["ranking"][0]["alternative"] == state["standing"]["winner"]


def test_a_run_uses_what_was_answered(desk):
    path = desk.create(method={"name": "weighted_sum"})
    before = desk.run(path)["answer"]
    assert before["record"]["spec"]["weights"] is None
    assert before["weights"]["source"]["code"] != "stated"
    person = Respondent(desk, path, 3)
    state = person.answer_all()
    after = desk.run(path)
    weights = after["answer"]["record"]["spec"]["weights"]
    assert weights["kind"] == "replies"
    assert after["answer"]["weights"]["source"]["code"] == "stated"
    assert len(weights["replies"]) == len(state["answers"]) >= 1
    assert after["version"] == state["version"] == 1 + len(state["answers"])
    report = desk.ask("GET", f"{path}/results/2/report.json", 200)
    spec = report.json()["record"]["spec"]
    assert desk.ask("POST", "/v1/recommendations", 200, json=spec).content == report.content
    versions = desk.ask("GET", f"{path}/versions", 200).json()["items"]
    assert [item["action"] for item in versions] == ["answer"] * len(person.asked) + ["create"]


@pytest.mark.long
def test_where_it_stops_more_is_asked_on_request(alone):
    path = alone.create(method={"name": "weighted_sum"})
    Respondent(alone, path, 1).answer_all()
    state = alone.ask("GET", f"{path}/next-question", 200).json()
    assert (state["question"], state["remaining"]) == (None, 0)
    more = alone.ask("GET", f"{path}/next-question?more=true", 200).json()
    assert more["question"] is not None
    assert {**more, "question": None} == state


def test_who_knows_nothing_is_asked_about_no_pair_twice_and_comes_to_an_end(alone):
    path, asked = alone.create(), []
    state = alone.ask("GET", f"{path}/next-question", 200).json()
    while (question := state["question"]) is not None:
        pair = frozenset(question[side]["criterion"] for side in ("first", "second"))
        assert pair not in asked
        asked.append(pair)
        body = reply_to(question, "unknown")
        state = alone.ask("POST", f"{path}/answers", 201, json=body).json()
    assert 3 < len(asked) <= 21  # pairs of the seven criteria
    assert {answer["reply"] for answer in state["answers"]} == {"unknown"}
    assert all(answer["text"] for answer in state["answers"])
    assert state["settled"] is False
    assert len(state["standing"]["can_win"]) > 1


@pytest.mark.parametrize("language", ["en", "zh"])
def test_every_reply_is_told_back(alone, language):
    path = alone.create()
    headers = {"Accept-Language": language}
    for reply in ("unknown", "equal", "first", "second"):
        state = alone.ask("GET", f"{path}/next-question", 200, headers=headers).json()
        if state["question"] is None:
            break
        body = reply_to(state["question"], reply)
        state = alone.ask("POST", f"{path}/answers", 201, json=body, headers=headers).json()
        assert state["answers"][-1]["reply"] == reply
        chinese = any("一" <= letter <= "鿿" for letter in state["answers"][-1]["text"])
        assert chinese is (language == "zh")
    assert [answer["number"] for answer in state["answers"]] == [1, 2, 3, 4][
        : len(state["answers"])
    ]


@pytest.mark.parametrize(
    "template", ["location", pytest.param("park-model", marks=pytest.mark.long)]
)
def test_other_templates_are_interviewed_and_run(alone, template):
    path = alone.create(template=template, enterprise={}, parks=None)
    person = Respondent(alone, path, 2)
    state = person.answer_all()
    assert bool(state["settled"]) != bool(state["left_open"])
    assert person.loses(state["standing"]["winner"]) <= 2 * NEAR or state["left_open"]
    found = alone.run(path)["answer"]
    assert found["record"]["spec"]["template"] == template
    assert found["ranking"][0]["alternative"] == state["standing"]["winner"]


def test_only_what_meets_the_requirements_is_asked_about(alone):
    wanted = [{"criterion": "land_price", "at_most": 80}]
    path = alone.create(**ALL, requirements=wanted, method={"name": "weighted_sum"})
    ranked = [line["alternative"] for line in alone.run(path)["answer"]["ranking"]]
    standing = alone.ask("GET", f"{path}/next-question", 200).json()["standing"]
    assert set(standing["shares"]) == set(ranked)
    person = Respondent(alone, path, 0)
    state = person.answer_all()
    assert person.loses(state["standing"]["winner"]) <= NEAR or state["left_open"]
    assert {state["standing"]["winner"], *(state["left_open"] or ())} <= set(ranked)
    assert alone.run(path)["answer"]["ranking"][0]["alternative"] == state["standing"]["winner"]


def test_must_haves_come_before_the_interview(alone):
    path = alone.create(**ALL, must={"countries_excluded": ["TH"]})
    ranked = [line["alternative"] for line in alone.run(path)["answer"]["ranking"]]
    standing = alone.ask("GET", f"{path}/next-question", 200).json()["standing"]
    assert set(standing["shares"]) == set(ranked)


def test_a_profile_is_where_it_begins_and_bounds_nothing(alone):
    named = {"parks": [*content()["parks"], "ssez", "teda_suez"]}  # none is asked about first
    exact = {**ALL, **named, "method": {"name": "weighted_sum"}}  # who can win is then all who can
    plain = alone.create(**exact)
    near = alone.create(**exact, weights={"kind": "profile", "id": "host-market-seller"})
    one, other = (
        alone.ask("GET", f"{path}/next-question", 200).json()["standing"] for path in (plain, near)
    )
    assert one["shares"] != other["shares"]
    assert set(one["can_win"]) == set(other["can_win"])


def test_while_it_is_computed_others_save_and_it_is_computed_anew(desk):
    path = desk.create()
    number, moved = path.rpartition("/")[2], []

    def compute(work: Any, seconds: float) -> Any:
        if len(moved) < 2:  # in a transaction that held the lock these would wait, and fail
            moved.append(desk.ask("PATCH", path, 200, json={"note": f"no {len(moved)}"}))
            other = desk.create(name="another")
            assert desk.ask("GET", other, 200)
        return work()

    given = AnswerModel.model_validate({**ONE, "reply": "first"})
    asked = (desk.database, THIS_MACHINE, number, given, None, Settings())
    reply = answer(*asked, Once(None, b""), compute)
    assert (reply.status, reply.headers) == (201, {"ETag": '"4"'})
    found = desk.ask("GET", path, 200).json()
    assert (found["version"], len(found["content"]["answers"])) == (4, 1)
    assert found["content"]["note"] == "no 1"


def test_an_assessment_that_never_rests_is_not_waited_for(alone):
    path = alone.create(answers=[{**ONE, "reply": "first"}])
    number = path.rpartition("/")[2]

    def compute(work: Any, seconds: float) -> Any:
        alone.ask("PATCH", path, 200, json={"note": secrets.token_hex(4)})
        return work()

    asked = (alone.database, THIS_MACHINE, number, 1, None, Settings())
    with rejects(Unavailable, code="database_busy"):
        withdraw(*asked, compute)
    assert len(alone.ask("GET", path, 200).json()["content"]["answers"]) == 1


def test_what_is_computed_elsewhere_is_the_same(alone):
    path = alone.create(answers=[{**ONE, "reply": "first"}])
    asked = (alone.database, THIS_MACHINE, path.rpartition("/")[2], Settings())
    apart, together = standing(*asked, handed_over), standing(*asked, here)
    assert apart == together
    assert localise(apart, "zh") == localise(together, "zh")


def test_an_answer_that_comes_again_is_kept_once():
    one, changed = ({**ONE, "reply": reply} for reply in ("first", "second"))
    other = {**one, "second": {"criterion": "investor_type", "amount": 1}}
    assert _with([one], one, 1) == _with([], one, None) == [one]
    assert _with([one, other], changed, 1) == [one, other, changed]
    assert _with([one, other], changed, 2) == [one, other]  # the second was another question
