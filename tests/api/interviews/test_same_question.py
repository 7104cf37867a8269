"""The same two amounts again are the same question, whoever asks; silence states nothing."""

import json
from typing import Any

import pytest

from api.assessments.content import checked
from api.interviews.weights import opening_of, states
from api.mcp.tools import next_question
from api.parks.schemas import EnterpriseModel
from api.rankings.requests import default_parts
from api.settings import Settings
from tests.api.assessments.desk import Desk, content
from tests.api.interviews.respondent import reply_to
from tests.api.interviews.test_routes import FIRST, OTHER, SECOND, SIDES
from weights.posterior import MOST_REPLIES

UNKNOWN = {**SIDES, "reply": "unknown"}
LONG_TERM = {"size": "large", "first_investment": False, "intent": "long_term"}
BATTERIES = {
    "home": {"province": "Fujian", "city": "Ningde"},
    "sectors": ["batteries"],
    "markets": {"EU": 0.7, "host": 0.3},
    **LONG_TERM,
}
SHOES = {
    "home": {"province": "Fujian", "city": "Quanzhou"},
    "sectors": ["footwear"],
    "markets": {"EU": 0.5, "US": 0.5},
    "size": "sme",
    "first_investment": True,
    "intent": "relocation",
}
AGRO = {
    "home": {"province": "Heilongjiang"},
    "sectors": ["agro_processing"],
    "markets": {"CN": 1.0},
    **LONG_TERM,
}


@pytest.mark.parametrize("enterprise", [BATTERIES, SHOES], ids=["batteries", "shoes"])
@pytest.mark.parametrize("method", ["ahp", "topsis"])
def test_one_reply_thrice_settles_nothing(enterprise: dict[str, Any], method: str) -> None:
    document = {"name": "x", "enterprise": enterprise, "weights": {"kind": "unstated"}}
    if method != "ahp":
        document["method"] = {"name": method}
    begun = opening_of(checked(document, Settings()), Settings()).interview
    question = begun.next_question()
    assert question is not None
    once = state = begun.answer(question, "second")
    for _ in range(2):
        state = state.answer(question, "second")
    told = state.standing()
    assert (told.settled, told.holds_if_one_answer_is_wrong) == (False, False)
    assert (told.word, told.share_first) == (once.standing().word, once.standing().share_first)


def test_over_http_the_share_stays_and_the_log_keeps_all(alone: Desk) -> None:
    path = alone.create(enterprise=AGRO, parks=None)
    body = reply_to(alone.ask("GET", f"{path}/next-question", 200).json()["question"], "second")
    told = [alone.ask("POST", f"{path}/answers", 201, json=body).json() for _ in range(3)]
    assert len({(state["word"], state["share_first"]) for state in told}) == 1
    assert [answer["counts"] for answer in told[-1]["answers"]] == [False, False, True]
    assert told[-1]["question"] == told[0]["question"]
    assert told[-1]["remaining"] == told[0]["remaining"]
    assert len(alone.ask("GET", path, 200).json()["content"]["answers"]) == 3
    weights = alone.run(path)["answer"]["weights"]
    assert weights["diagnostics"]["replies"] == weights["source"]["replies"] == 1


def test_a_reply_taken_back_brings_back_the_one_before(alone: Desk) -> None:
    path = alone.create(answers=[FIRST, OTHER])
    before = alone.ask("GET", f"{path}/next-question", 200).json()
    changed = alone.ask("POST", f"{path}/answers", 201, json=SECOND).json()
    assert changed["standing"]["shares"] != before["standing"]["shares"]
    after = alone.ask("DELETE", f"{path}/answers/3", 200).json()
    assert {**after, "version": 0} == {**before, "version": 0}


def test_all_entrances_agree(alone: Desk) -> None:
    parks, enterprise = content()["parks"], content()["enterprise"]
    found = checked(content(answers=[FIRST, OTHER, SECOND]), Settings())
    opening = opening_of(found, Settings()).interview
    shares = states(opening, found.answers)[-1].standing().shares
    path = alone.create(answers=[FIRST, OTHER, SECOND])
    served = alone.ask("GET", f"{path}/next-question", 200).json()
    assert served["standing"]["shares"] == pytest.approx(shares)
    assistant = next_question(EnterpriseModel.model_validate(enterprise), found.answers, parks)
    assert assistant["standing"]["shares"] == pytest.approx(shares)
    last = checked(content(answers=[SECOND, OTHER]), Settings()).answers
    assert shares == states(opening, last)[-1].standing().shares


PROFILE = {"kind": "profile", "id": "host-market-seller"}


@pytest.mark.parametrize("weights", [None, pytest.param(PROFILE, marks=pytest.mark.long)])
def test_who_cannot_say_anything_has_stated_nothing(alone: Desk, weights: Any) -> None:
    """Neither the source of the weights nor the word of the verdict change by it."""
    stated = {} if weights is None else {"weights": weights}
    path = alone.create(
        parks=None, sensitivity={**default_parts(), "acceptability": True}, **stated
    )
    before = alone.run(path)["answer"]
    for answer in (UNKNOWN, {**OTHER, "reply": "unknown"}, FIRST, UNKNOWN):
        alone.ask("POST", f"{path}/answers", 201, json=answer)
    after = alone.run(path)["answer"]
    assert after["weights"] == before["weights"]
    assert after["weights"]["source"]["code"] != "stated"
    assert after["verdict"] == before["verdict"]
    assert after["ranking"] == before["ranking"]


def test_forty_answers_are_taken_and_the_next_is_told_why_not(alone: Desk) -> None:
    path = alone.create(answers=[FIRST] * (MOST_REPLIES - 1))
    full = alone.ask("POST", f"{path}/answers", 201, json=SECOND).json()
    assert (full["question"], full["remaining"]) == (None, 0)
    assert alone.ask("GET", f"{path}/next-question?more=true", 200).json()["question"] is None
    refused = alone.ask("POST", f"{path}/answers", 422, json=FIRST).json()
    assert [(item["code"], item["pointer"]) for item in refused["errors"]] == [
        ("elicit_too_many_replies", "/answers")
    ]
    assert "at most 40" in refused["errors"][0]["detail"]
    alone.ask("DELETE", f"{path}/answers/1", 200)
    alone.ask("POST", f"{path}/answers", 201, json=FIRST)
    for method, place in (("POST", "/v1/assessments"), ("PATCH", path)):
        body = content(answers=[FIRST] * (MOST_REPLIES + 1))
        told = alone.ask(method, place, 422, content=json.dumps(body)).json()
        assert [item["code"] for item in told["errors"]] == ["elicit_too_many_replies"]
