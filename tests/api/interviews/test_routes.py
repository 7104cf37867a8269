"""The interview over HTTP: resumed, contradicted, taken back."""

import copy
import json
from typing import Any

import pytest

from tests.api.assessments.desk import Desk, opened
from tests.api.interviews.respondent import reply_to

SIDES: dict[str, Any] = {
    "first": {"criterion": "land_price", "amount": 20},
    "second": {"criterion": "infrastructure", "amount": 1},
}
FIRST, SECOND = {**SIDES, "reply": "first"}, {**SIDES, "reply": "second"}
OPPOSITE = {
    "first": {"criterion": "land_price", "amount": 10},
    "second": {"criterion": "infrastructure", "amount": 0.5},
    "reply": "second",
}
"""Contradicts the first, on a straight scale."""
OTHER = {
    "first": {"criterion": "hometown_ties", "amount": 0.5},
    "second": {"criterion": "one_stop_services", "amount": 1},
    "reply": "second",
}


def said(state: dict[str, Any]) -> list[str]:
    """Return the answers in words, without their numbers."""
    return [answer["text"].partition(", ")[2] for answer in state["answers"]]


def test_a_question_comes_with_its_reason(desk: Desk) -> None:
    path = desk.create()
    state = desk.ask("GET", f"{path}/next-question", 200).json()
    question = state["question"]
    assert (state["settled"], state["version"], state["answers"]) == (False, 1, [])
    assert question["replies"] == ["first", "second", "equal", "unknown"]
    assert question["reason"]
    assert question["text"].endswith("?")
    assert 0 < question["resolves"] <= 1
    assert question["first"]["criterion"] != question["second"]["criterion"]
    assert question["first"]["amount"] > 0 < question["second"]["amount"]
    assert desk.ask("GET", f"{path}/next-question", 200).json() == state
    chinese = desk.ask("GET", f"{path}/next-question", 200, headers={"Accept-Language": "zh"})
    assert chinese.json()["question"]["text"] != question["text"]


def test_it_goes_on_after_a_restart(database_url: str) -> None:
    with opened(database_url) as desk:
        path = desk.create()
        for reply in ("first", "unknown"):
            question = desk.ask("GET", f"{path}/next-question", 200).json()["question"]
            body = reply_to(question, reply)
            before = desk.ask("POST", f"{path}/answers", 201, json=body).json()
    with opened(database_url) as desk:
        after = desk.ask("GET", f"{path}/next-question", 200).json()
        assert after == before
        assert [answer["reply"] for answer in after["answers"]] == ["first", "unknown"]


def test_a_contradiction_is_saved_and_told(desk: Desk) -> None:
    path = desk.create()
    for body in (OTHER, FIRST):
        desk.ask("POST", f"{path}/answers", 201, json=body)
    state = desk.ask("POST", f"{path}/answers", 201, json=OPPOSITE).json()
    assert state["standing"]["contradicting"] == [2, 3]
    assert "2, 3 contradict each other" in state["standing"]["sentence"]
    assert (state["proved"], state["standing"]["proof"]) == (False, None)
    assert [answer["reply"] for answer in state["answers"]] == ["second", "first", "second"]


def test_every_answer_can_be_taken_back(desk: Desk) -> None:
    path = desk.create()
    bodies = [FIRST, OTHER, {**SIDES, "reply": "unknown"}]
    for body in bodies:
        full = desk.ask("POST", f"{path}/answers", 201, json=body).json()
    for number in (1, 2, 3):
        state = desk.ask("DELETE", f"{path}/answers/{number}", 200).json()
        left = [words for place, words in enumerate(said(full), 1) if place != number]
        assert said(state) == left
        assert [answer["number"] for answer in state["answers"]] == [1, 2]
        kept = desk.ask("GET", path, 200).json()
        assert kept["version"] == state["version"]
        assert len(kept["content"]["answers"]) == 2
        desk.ask("PATCH", path, 200, json={"answers": bodies})
    desk.ask("DELETE", f"{path}/answers/3", 200)
    desk.ask("DELETE", f"{path}/answers/1", 200)
    desk.ask("DELETE", f"{path}/answers/1", 200)
    assert desk.ask("GET", f"{path}/next-question", 200).json()["answers"] == []
    assert desk.ask("DELETE", f"{path}/answers/1", 404).json()["code"] == "unknown_answer"


def test_what_was_taken_back_no_longer_contradicts(alone: Desk) -> None:
    path = alone.create(answers=[FIRST, OPPOSITE])
    state = alone.ask("GET", f"{path}/next-question", 200).json()
    assert state["standing"]["contradicting"] == [1, 2]
    state = alone.ask("DELETE", f"{path}/answers/1", 200).json()
    assert [answer["reply"] for answer in state["answers"]] == ["second"]
    assert (state["standing"]["contradicting"], state["faults"]) == ([], [])


def test_answers_about_what_is_not_compared_any_more_can_be_taken_back(alone: Desk) -> None:
    path = alone.create(answers=[FIRST])
    named = sorted({FIRST[side]["criterion"] for side in ("first", "second")})
    rest = [c["id"] for c in alone.ask("GET", "/v1/criteria", 200).json()["items"]]
    alone.ask("PATCH", path, 200, json={"criteria": [c for c in rest if c not in named[:1]]})
    alone.ask("GET", f"{path}/next-question", 422)
    state = alone.ask("DELETE", f"{path}/answers/1", 200).json()
    assert (state["answers"], state["faults"]) == ([], [])
    assert state["question"]


def test_one_park_gives_nothing_to_ask_and_the_address_names_it(alone: Desk) -> None:
    path = alone.create(parks=["tcr"])
    (error,) = alone.ask("GET", f"{path}/next-question", 422).json()["errors"]
    assert (error["code"], error["in"], error["pointer"]) == ("interview_needs_two", "path", "")


def test_another_version_is_not_answered(alone: Desk) -> None:
    path = alone.create()
    old = {"If-Match": '"7"'}
    alone.ask("POST", f"{path}/answers", 412, json=FIRST, headers=old)
    made = alone.ask("POST", f"{path}/answers", 201, json=FIRST, headers={"If-Match": '"1"'})
    assert made.headers["etag"] == '"2"'
    assert made.json()["version"] == 2
    alone.ask("DELETE", f"{path}/answers/1", 412, headers={"If-Match": '"1"'})
    assert alone.ask("GET", path, 200).json()["answers"] == 1


def changed(**parts: Any) -> dict[str, Any]:
    body = copy.deepcopy(FIRST)
    for name, value in parts.items():
        side, _, field = name.partition("_")
        if field:
            body[side][field] = value
        else:
            body[side] = value
    return body


BAD: list[tuple[Any, str]] = [
    (changed(first_criterion="nothing"), "/answers/0/first/criterion"),
    (changed(first_criterion="infrastructure"), "/answers/0/second/criterion"),
    (changed(first_criterion="a\0"), "/answers/0/first/criterion"),
    (changed(first_amount=0), "/first/amount"),
    (changed(first_amount=-1), "/first/amount"),
    (changed(first_amount="1"), "/first/amount"),
    (changed(first_amount=True), "/first/amount"),
    (changed(first_amount=None), "/first/amount"),
    (changed(first_amount=10**400), "/first/amount"),
    (changed(first=[]), "/first"),
    (changed(reply="perhaps"), "/reply"),
    (changed(reply=None), "/reply"),
    ({**FIRST, "more": 1}, "/more"),
    ([], ""),
    (None, ""),
]


@pytest.mark.parametrize(("body", "pointer"), BAD, ids=range(len(BAD)))
def test_what_is_no_answer_is_refused(alone: Desk, body: Any, pointer: str) -> None:
    path = alone.create()
    answer = alone.ask("POST", f"{path}/answers", 422, content=json.dumps(body)).json()
    assert [item["pointer"] for item in answer["errors"]] == [pointer]
    assert alone.ask("GET", path, 200).json()["version"] == 1


@pytest.mark.parametrize("amounts", [(10**30, 1e-30), (1e-30, 10**30), (1e300, 1)])
def test_amounts_of_any_size_are_answered(alone: Desk, amounts: tuple[float, float]) -> None:
    path = alone.create()
    body = changed(first_amount=amounts[0], second_amount=amounts[1])
    answer = alone.ask("POST", f"{path}/answers", json=body)
    assert answer.status_code in (201, 422)
    if answer.status_code == 201:
        alone.ask("POST", f"{path}/run", 201)


def test_all_swings_are_ordered_at_once_and_played_back_as_a_price(desk: Desk) -> None:
    path = desk.create()
    state = desk.ask("GET", f"{path}/next-question", 200).json()
    swings = state["swings"]
    assert len(swings) > 3
    assert {one["rank"] for one in swings} == {one["price"] and 1 for one in swings} == {None}
    order = sorted(swings, key=lambda one: one["criterion"] != "hometown_ties")
    sent = [
        {**{name: one[name] for name in ("criterion", "start", "amount")}, "rank": place}
        for place, one in enumerate(order, 1)
    ]
    desk.ask("PATCH", path, 200, json={"swings": sent})
    after = desk.ask("GET", f"{path}/next-question", 200).json()
    told = [{name: one[name] for name in sent[0]} for one in after["swings"]]
    assert told == sent
    prices = {one["criterion"]: one["price"] for one in after["swings"]}
    dearest = max((one for one in prices.values() if one), key=lambda one: one["amount"])
    assert prices["hometown_ties"] == dearest
    result = desk.ask("POST", f"{path}/run", 201).json()["answer"]
    assert result["weights"]["source"]["code"] == "stated"
    assert max(result["weights"]["values"].items(), key=lambda item: item[1])[0] == "hometown_ties"


def test_a_swing_that_cannot_be_weighed_is_named(desk: Desk) -> None:
    path = desk.create()
    sent = [
        {"criterion": "hometown_ties", "start": 0.0, "amount": 1.0, "rank": 1},
        {"criterion": "nowhere", "amount": 1.0, "rank": 2},
    ]
    desk.ask("PATCH", path, 200, json={"swings": sent})
    refused = desk.ask("GET", f"{path}/next-question", 422).json()
    assert (refused["code"], refused["errors"][0]["pointer"]) == (
        "weight_unknown_criterion",
        "/swings/1/criterion",
    )
