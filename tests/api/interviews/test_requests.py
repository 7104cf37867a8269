"""Answers by the id of a question, by its sides, or the question sent back as it came."""

from typing import Any

import pytest

from tests.api.assessments.desk import Desk


def test_three_ways_to_answer_are_one(desk: Desk) -> None:
    states = []
    for way in ("id", "sides", "whole"):
        path = desk.create()
        question = desk.ask("GET", f"{path}/next-question", 200).json()["question"]
        bodies: dict[str, Any] = {
            "id": {"question_id": question["question_id"]},
            "sides": {
                side: {name: question[side][name] for name in ("criterion", "amount", "start")}
                for side in ("first", "second")
            },
            "whole": question,
        }
        body = {**bodies[way], "reply": "first"}
        state = desk.ask("POST", f"{path}/answers", 201, json=body).json()
        states.append({**state, "assessment": ""})
        kept = desk.ask("GET", path, 200).json()["content"]["answers"]
        assert set(kept[0]) == {"first", "second", "reply"}
        assert set(kept[0]["first"]) == {"criterion", "amount", "start"}
    assert states[0] == states[1] == states[2]


def test_what_names_no_question_is_refused(alone: Desk) -> None:
    path = alone.create()
    one = alone.ask("GET", f"{path}/next-question", 200).json()["question"]
    alone.ask("POST", f"{path}/answers", 201, json={**one, "reply": "first"})
    other = alone.ask("GET", f"{path}/next-question", 200).json()["question"]
    bodies: list[tuple[dict[str, Any], str, str]] = [
        ({**other, "question_id": one["question_id"]}, "other_question", "/question_id"),
        ({"question_id": "x"}, "unknown_question", "/question_id"),
        ({"question_id": "W10"}, "unknown_question", "/question_id"),
        ({"first": {"criterion": "a", "amount": 1}}, "answer_without_question", "/second"),
    ]
    for body, code, pointer in bodies:
        sent = {**body, "reply": "first"}
        answer = alone.ask("POST", f"{path}/answers", 422, json=sent).json()
        assert [(item["code"], item["pointer"]) for item in answer["errors"]] == [(code, pointer)]


@pytest.mark.parametrize("language", ["en", "zh"])
def test_sides_say_from_what_to_what(alone: Desk, language: str) -> None:
    path = alone.create()
    asked = {"headers": {"Accept-Language": language}}
    question = alone.ask("GET", f"{path}/next-question", 200, **asked).json()["question"]
    for side in (question["first"], question["second"]):
        assert side["start_text"] in side["text"]
        assert side["end_text"] in side["text"]
        size = side["end"] - side["start"]
        assert abs(size) == pytest.approx(side["amount"])
        assert (size > 0) is (side["direction"] == "benefit")
        assert side["text"] in question["text"]


def test_equal_ends_a_pair_and_about_so_many_are_left(alone: Desk) -> None:
    path = alone.create()
    state = alone.ask("GET", f"{path}/next-question", 200).json()
    ended: list[set[str]] = []
    while (question := state["question"]) is not None:
        assert 1 <= state["remaining"] <= 12 - len(state["answers"])
        pair = {question[side]["criterion"] for side in ("first", "second")}
        assert pair not in ended
        ended.append(pair)
        body = {"question_id": question["question_id"], "reply": "equal"}
        state = alone.ask("POST", f"{path}/answers", 201, json=body).json()
    assert state["remaining"] == 0
    assert state["settled"] is (state["left_open"] is None)
    assert state["standing"]["sentence"].endswith("what is not known of the facts remains.")
