"""An interview made from what was saved, and where its faults stand."""

from typing import Any

import pytest

from api.assessments.content import checked
from api.interviews.weights import Opening, interview_of, interviewed, opening_of
from api.settings import Settings
from mcda.errors import McdaError
from tests.api.assessments.desk import ANSWER, content
from weights.elicit import Interview


def made(**fields: Any) -> Interview:
    return interview_of(checked(content(**fields), Settings()), Settings())


def faults(**fields: Any) -> list[tuple[str, tuple[Any, ...]]]:
    with pytest.raises(McdaError) as caught:
        made(**fields)
    return [(fault.code, fault.path) for fault in caught.value.faults]


def test_it_begins_with_nothing_unless_weights_were_given():
    assert made().constraints() == []
    assert made(weights={"kind": "objective", "scheme": "equal"}).constraints() == []
    rest = ["one_stop_services", "investor_type", "trade_cost_exposure", "government_support"]
    order = [["land_price"], ["infrastructure", "hometown_ties"], rest]
    begun = made(weights={"kind": "ranked", "order": order})
    assert begun.constraints() == []
    ((share, near),) = begun.starts
    assert share == 1
    assert (
        near["land_price"]
        > near["infrastructure"]
        == near["hometown_ties"]
        > near["one_stop_services"]
    )
    bound = {"weight": "land_price", "low": 0.2}
    assert made(weights={"kind": "imprecise", "constraints": [bound]}).constraints() == [bound]


def test_a_profile_gives_its_weights_among_the_criteria_at_hand():
    profile = {"kind": "profile", "id": "tariff-hit-exporter"}
    few = ["land_price", "trade_cost_exposure", "hometown_ties"]
    found = made(weights=profile, criteria=few)
    assert found.constraints() == []
    ((_, near),) = found.starts
    assert near == pytest.approx(
        {"land_price": 40 / 150, "trade_cost_exposure": 100 / 150, "hometown_ties": 10 / 150}
    )
    assert found.posterior.mean()[found.problem.criterion_ids.index("trade_cost_exposure")] > 0.4


def test_profiles_ticked_together_share_the_start():
    ids = ("tariff-hit-exporter", "host-market-seller")
    parts = [{"share": 1, "weights": {"kind": "profile", "id": name}} for name in ids]
    found = made(weights={"kind": "blend", "parts": parts})
    assert [share for share, _ in found.starts] == [0.5, 0.5]
    assert found.posterior.prior.shares[:2] == pytest.approx([0.3, 0.3])
    said = found.statement()["starts"]
    assert [near["weights"] for near in said] == [dict(near) for _, near in found.starts]


def test_the_answers_are_all_there():
    found = made(answers=[ANSWER, {**ANSWER, "reply": "unknown"}])
    assert [answer.reply for answer in found.answers] == ["first", "unknown"]
    weights = interviewed(checked(content(answers=[ANSWER]), Settings()), Settings())
    assert (weights.kind, len(weights.replies)) == ("replies", 1)


def test_it_is_about_what_would_be_ranked():
    wanted = [{"criterion": "land_price", "at_most": 80}]
    everyone = made().problem.alternative_ids
    assert made(requirements=wanted).problem.alternative_ids == everyone[1:]  # without Longjiang


@pytest.mark.parametrize(
    "fields",
    [
        {"parks": ["ljip"]},
        {"criteria": ["land_price"]},
        {"requirements": [{"criterion": "land_price", "at_most": 1}]},
        {"must": {"countries": ["TH"]}},
    ],
)
def test_fewer_than_two_leave_nothing_to_ask(fields):
    assert faults(**fields) == [("interview_needs_two", ())]


CONTRADICTION = [
    {"more": "land_price", "than": "infrastructure"},
    {"weight": "infrastructure", "low": 0.9},
]


@pytest.mark.parametrize(
    ("fields", "wanted"),
    [
        (
            {
                "criteria": ["land_price", "infrastructure"],
                "weights": {
                    "kind": "ranked",
                    "order": [["land_price"], ["nothing"], ["infrastructure"]],
                },
            },
            [("weight_unknown_criterion", ("weights", "order", 1, 0))],
        ),
        (
            {"weights": {"kind": "imprecise", "constraints": [{"weight": "nothing", "low": 0.1}]}},
            [("weight_unknown_criterion", ("weights", "constraints", 0, "weight"))],
        ),
        (
            {"weights": {"kind": "imprecise", "constraints": CONTRADICTION}},
            [
                ("imprecise_contradiction", ("weights", "constraints")),
                ("imprecise_contradicts", ("weights", "constraints", 0)),
                ("imprecise_contradicts", ("weights", "constraints", 1)),
            ],
        ),
        (
            {"weights": {"kind": "profile", "id": "nothing"}},
            [("unknown_profile", ("weights", "id"))],
        ),
        (
            {"requirements": [{"criterion": "nothing", "at_least": 1}]},
            [("requirement_unknown_criterion", ("requirements", 0, "criterion"))],
        ),
        (
            {"answers": [ANSWER], "criteria": ["land_price", "hometown_ties"]},
            [("weight_unknown_criterion", ("answers", 0, "second", "criterion"))],
        ),
    ],
)
def test_faults_stand_where_the_assessment_says_it(fields, wanted):
    assert faults(**fields) == wanted


def test_an_opening_is_made_once_for_all_answers():
    def opening(**fields: Any) -> Opening:
        return opening_of(checked(content(**fields), Settings()), Settings())

    begun = opening(answers=[ANSWER])
    assert opening(answers=[ANSWER, ANSWER], name="Another name") is begun
    assert opening() is not begun  # the answer weighs a part of landed cost for itself
    assert opening(enterprise={"size": "large"}) is not begun
    assert opening_of(checked(content(), Settings()), Settings(stale_after_years=9)) is not begun
