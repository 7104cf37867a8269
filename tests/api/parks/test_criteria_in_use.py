"""Which criteria a request that names none has, and what holds of those that one adds up."""

from typing import Any

import pytest

from api.parks.profile_fit import default_criteria, with_criteria
from api.parks.schemas import RecommendationRequest
from api.parks.service import recommend
from api.settings import Settings

MAIN = [
    *("land_price", "infrastructure", "one_stop_services", "investor_type", "hometown_ties"),
    *("trade_cost_exposure", "government_support"),
]
AS_ONE = ["landed_cost", *MAIN[1:5], MAIN[6]]
MAKER = {"sectors": ["auto_parts"], "markets": {"US": 1.0}}


@pytest.mark.parametrize(
    ("says_trade", "names", "answered", "criteria"),
    [
        (False, (), (), MAIN),
        (True, (), (), [*AS_ONE, "industry_fit"]),
        (True, ("infrastructure",), (), MAIN),
        (True, ("landed_cost", "infrastructure"), (), AS_ONE),
        (False, ("landed_cost", "industry_fit"), (), [*AS_ONE, "industry_fit"]),
        (True, ("land_price", "industry_fit"), (), [*MAIN, "industry_fit"]),
        (True, (), ("infrastructure", "hometown_ties"), [*AS_ONE, "industry_fit"]),
        (True, (), ("land_price",), [*MAIN, "industry_fit"]),
    ],
)
def test_cost_is_one_unless_somebody_weighs_its_parts(
    says_trade: bool, names: tuple[str, ...], answered: tuple[str, ...], criteria: list[str]
) -> None:
    assert default_criteria(says_trade, names, Settings(), answered) == criteria


def test_a_profile_is_nobodys_own_word_and_an_order_of_ones_own_is() -> None:
    def criteria(weights: dict[str, Any]) -> list[str] | None:
        request = RecommendationRequest(enterprise=MAKER, weights=weights)
        return with_criteria(request, Settings()).criteria

    profile = {"kind": "profile", "id": "security-seeker"}
    assert criteria(profile) == [*AS_ONE, "industry_fit"]
    assert criteria({**profile, "id": "own:ours", "order": [[name] for name in MAIN]}) == MAIN


def test_a_requirement_on_a_part_and_parks_that_may_not_be_named() -> None:
    request = RecommendationRequest(
        enterprise=MAKER,
        requirements=[{"criterion": "land_price", "at_most": 40}],
        sensitivity={"decision": True},
    )
    answer = recommend(request, Settings())
    dear = [
        item["alternative"]
        for item in answer["excluded"]
        if "above_maximum" in {reason["code"] for reason in item["reasons"]}
    ]
    assert "ljip" in dear
    assert not {*dear} & {line["alternative"] for line in answer["ranking"]}
    assert answer["unnamed"]["count"] == len(answer["first_ask"])
    assert 0 < answer["unnamed"]["chance"] < 1
