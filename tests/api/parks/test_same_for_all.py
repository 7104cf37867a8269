"""What is the same for all takes nobody out, and no answer is empty without a word."""

from collections.abc import Iterator
from typing import Any

import pytest

from api.app import create_app
from api.settings import Settings
from tests.api.assessments.desk import Desk, opened
from tests.clients import TestClient

SHORT = {"acceptability": {"samples": 200}, "facts": False, "budget": False}
FOSHAN = {"province": "Guangdong", "city": "Foshan"}
BOTH = {"US": 0.9, "EU": 0.1}
OPEN = {
    "wood for Chile": {"sectors": ["wood"], "markets": {"CL": 1}},
    "anything for Norway": {"sectors": ["photovoltaics", "tyres", "wood"], "markets": {"NO": 1}},
    "garments for Norway": {"sectors": ["garments"], "markets": {"NO": 1}},
    "food for Norway": {"sectors": ["food"], "markets": {"NO": 1}},
    "solar for Norway": {"sectors": ["photovoltaics"], "markets": {"NO": 1}},
    "other": {"sectors": ["wood"], "markets": {"other": 1}},
}
DEAR = {
    "without a home": {"sectors": ["wood"], "markets": BOTH, "chinese_parts": 0.9},
    "from Foshan": {"home": FOSHAN, "sectors": ["wood"], "markets": BOTH, "chinese_parts": 0.9},
}
UNAFFORDABLE = {
    "en": "Duty makes every one of these parks unaffordable on these goods: change the market",
    "zh": "关税使上述每个园区都无法承受：请更改市场",
}
PRICE = {"criterion": "land_price", "at_most": 1}


@pytest.fixture(scope="module")
def client() -> Iterator[TestClient]:
    with TestClient(create_app(Settings(job_runners=0, rate_limit="off"))) as client:
        yield client


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    with opened(f"sqlite:///{tmp_path_factory.mktemp('all')}/parkwise.db") as desk:
        yield desk


def recommended(client: TestClient, language: str, **body: Any) -> dict[str, Any]:
    answer = client.post(
        "/v1/recommendations",
        json={"sensitivity": SHORT, **body},
        headers={"Accept-Language": language},
    )
    assert answer.status_code == 200, answer.text
    found: dict[str, Any] = answer.json()
    return found


def warned(answer: dict[str, Any], code: str) -> str:
    (found,) = [item["detail"] for item in answer["warnings"] if item["code"] == code]
    return str(found)


@pytest.mark.parametrize("language", ["en", "zh"])
@pytest.mark.parametrize("enterprise", OPEN.values(), ids=OPEN)
def test_an_unknown_duty_takes_nobody_out(client, enterprise, language):
    answer = recommended(client, language, enterprise=enterprise)
    assert len(answer["ranking"]) == 35
    assert answer["excluded"] == answer["outside_scale"] == []
    assert answer["verdict"]["sentence"]
    assert warned(answer, "market_without_rate")


@pytest.mark.parametrize("language", ["en", "zh"])
@pytest.mark.parametrize("enterprise", DEAR.values(), ids=DEAR)
def test_a_duty_that_no_park_escapes_is_told_and_takes_nobody_out(client, enterprise, language):
    answer = recommended(client, language, enterprise=enterprise)
    assert len(answer["ranking"]) == 35
    assert answer["excluded"] == answer["outside_scale"] == []
    told = warned(answer, "outside_scale_for_all")
    assert UNAFFORDABLE[language] in told
    duties = {row["trade_cost_exposure"]["value"] for row in answer["evidence"].values()}
    assert len(duties) == 1
    assert all(figure in told for figure in ("35", "55", f"{duties.pop():.6g}"))


@pytest.mark.long
@pytest.mark.parametrize(
    ("enterprise", "more", "said"),
    [
        (DEAR["from Foshan"], {}, UNAFFORDABLE),
        ({}, {"requirements": [PRICE]}, {"en": "allowed maximum of 1", "zh": "允许的最大值 1"}),
    ],
    ids=["dear", "required"],
)
def test_document_and_pages_tell_it(desk, enterprise, more, said):
    path = desk.create(enterprise=enterprise, parks=None, **more)
    desk.run(path)
    result = f"{path.removeprefix('/v1/assessments')}/results/1"
    for language, words in said.items():
        for place in (
            f"{path}/results/1/document.json",
            f"/assess{result}?lang={language}",
            f"/assess{result}/annex?lang={language}",
        ):
            found = desk.ask("GET", place, 200, headers={"Accept-Language": language})
            assert words in found.text, (place, language)


def test_where_some_escape_the_others_stand_apart(client):
    own = {"alternative": "tcr", "criterion": "land_price", "value": 900.0, "source": "ours"}
    body = {"enterprise": {}, "overrides": [own], "sensitivity": False}
    two = recommended(client, "en", parks=["tcr", "ljip"], **body)
    assert [item["alternative"] for item in two["excluded"]] == ["tcr"]
    assert [item["alternative"] for item in two["outside_scale"]] == ["tcr"]
    alone = recommended(client, "en", parks=["tcr"], **body)
    assert [line["alternative"] for line in alone["ranking"]] == ["tcr"]
    assert "190" in warned(alone, "outside_scale_for_all")


@pytest.mark.parametrize(
    ("language", "named"),
    [
        ("en", ["Of 35", "Land price", "allowed maximum of 1"]),
        ("zh", ["35 个", "土地价格", "最大值 1"]),
    ],
)
def test_a_requirement_that_takes_all_out_is_named(client, language, named):
    answer = recommended(client, language, enterprise={}, requirements=[PRICE])
    assert answer["ranking"] == []
    assert all(part in warned(answer, "all_excluded") for part in named)


def test_each_cause_is_counted_with_an_example(client):
    own = [
        {"alternative": "tcr", "criterion": "land_price", "value": 900.0, "source": "ours"},
        {"alternative": "ljip", "criterion": "trade_cost_exposure", "value": 90.0, "source": "us"},
    ]
    body = {"enterprise": {}, "parks": ["tcr", "ljip"], "overrides": own}
    answer = recommended(client, "en", **body)
    assert answer["ranking"] == []
    told = warned(answer, "all_excluded")
    assert "as of Thai-Chinese Rayong Industrial Zone: Land price: 900" in told
    assert "as of Longjiang Industrial Park: Trade cost exposure: 90" in told
    equal = {"kind": "objective", "scheme": "equal"}
    weightings = [{"name": name, "weights": equal} for name in ("one", "other")]
    refused = client.post("/v1/comparisons", json={**body, "weightings": weightings})
    assert (refused.status_code, refused.json()["code"]) == (422, "all_excluded")
