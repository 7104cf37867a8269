"""What is the same for all takes nobody out, and no answer is empty without a word."""

from collections.abc import Iterator
from itertools import cycle
from typing import Any

import pytest

from api.app import create_app
from api.rankings.requests import default_parts
from api.settings import Settings
from tests.api.assessments.desk import Desk, opened
from tests.clients import TestClient

SHORT = {"acceptability": {"samples": 200}, "facts": False}
BOTH = {"US": 0.9, "EU": 0.1}
OPEN = {
    "wood for Chile": {"sectors": ["wood"], "markets": {"CL": 1}},
    "anything for Norway": {"sectors": ["photovoltaics", "tyres", "wood"], "markets": {"NO": 1}},
    "garments for Norway": {"sectors": ["garments"], "markets": {"NO": 1}},
    "food for Norway": {"sectors": ["food"], "markets": {"NO": 1}},
    "solar for Norway": {"sectors": ["photovoltaics"], "markets": {"NO": 1}},
    "other": {"sectors": ["wood"], "markets": {"other": 1}},
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
        json={"sensitivity": {**default_parts(), **SHORT}, **body},
        headers={"Accept-Language": language},
    )
    assert answer.status_code == 200, answer.text
    found: dict[str, Any] = answer.json()
    return found


def warned(answer: dict[str, Any], code: str) -> str:
    (found,) = [item["detail"] for item in answer["warnings"] if item["code"] == code]
    return str(found)


@pytest.mark.parametrize(
    ("enterprise", "language"), [*zip(OPEN.values(), cycle(["en", "zh"]), strict=False)], ids=OPEN
)
def test_an_unknown_duty_takes_nobody_out(client, enterprise, language):
    answer = recommended(client, language, enterprise=enterprise)
    assert len(answer["ranking"]) == 66 - len(answer["excluded"])
    assert {item["severity"] for item in answer["gates"]} <= {"gate", "warning", "ask"}
    assert answer["decision"]["sentence"]
    assert warned(answer, "market_typical_rate")


@pytest.mark.long
@pytest.mark.parametrize(
    ("more", "said"),
    [
        ({"requirements": [PRICE]}, {"en": "allowed maximum of 1", "zh": "允许的最大值 1"}),
        ({"must": {"countries": ["RU"]}}, {"en": "demand: Russia", "zh": "之列：俄罗斯"}),
    ],
    ids=["required", "must"],
)
def test_document_and_pages_tell_it(desk, more, said):
    path = desk.create(enterprise={}, parks=None, **more)
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


@pytest.mark.parametrize(
    ("language", "named"),
    [
        ("en", ["Of 66", "Land price", "allowed maximum of 1"]),
        ("zh", ["66 个", "土地价格", "最大值 1"]),
    ],
)
def test_a_requirement_that_takes_all_out_is_named(client, language, named):
    answer = recommended(client, language, enterprise={}, requirements=[PRICE])
    assert answer["ranking"] == []
    assert all(part in warned(answer, "all_excluded") for part in named)
