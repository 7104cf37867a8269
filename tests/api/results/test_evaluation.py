"""The recommendation that an assessment asks for."""

from typing import Any

from api.results.evaluation import request_of
from api.settings import Settings
from tests.api.assessments.desk import content

SIDES = {
    "first": {"criterion": "land_price", "amount": 20},
    "second": {"criterion": "infrastructure", "amount": 1},
}


def test_without_answers_it_is_what_was_saved() -> None:
    weights = {"kind": "objective", "scheme": "entropy"}
    found = request_of(content(weights=weights, note="n"), Settings())
    assert found.weights.kind == "objective"
    assert found.parks == content()["parks"]
    assert "criteria" not in found.model_fields_set
    assert not hasattr(found, "name")


def test_answers_make_the_weights() -> None:
    other = {**SIDES, "second": {"criterion": "hometown_ties", "amount": 1}}
    said = [{**SIDES, "reply": "first"}, {**other, "reply": "unknown"}]
    found: Any = request_of(content(answers=said), Settings()).weights
    assert found.kind == "replies"
    (said,) = found.replies
    assert (said.first.criterion, said.second.criterion) == ("land_price", "infrastructure")
    assert said.reply == "first"


def test_answers_come_on_top_of_what_was_known() -> None:
    known = {"kind": "imprecise", "constraints": [{"more": "land_price", "than": "hometown_ties"}]}
    said = [{**SIDES, "reply": "second"}]
    found: Any = request_of(content(weights=known, answers=said), Settings()).weights
    assert (len(found.constraints), len(found.replies)) == (1, 1)
    assert (found.constraints[0].more, found.constraints[0].than) == ("land_price", "hometown_ties")


def test_nothing_but_unknown_states_no_weights() -> None:
    said = [{**SIDES, "reply": "unknown"}]
    assert request_of(content(answers=said), Settings()).weights is None
    equal = {"kind": "objective", "scheme": "equal"}
    found: Any = request_of(content(answers=said, weights=equal), Settings()).weights
    assert found.kind == "objective"
