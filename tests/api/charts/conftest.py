"""Answers of the real service, each asked for once."""

from collections.abc import Callable
from typing import Any

import pytest

from api.charts.names import Names
from api.language import Language
from api.parks.labels import labels_of_catalogue, labels_of_problem
from tests.clients import TestClient

Answer = dict[str, Any]
ENTERPRISE = {
    "home": {"province": "Zhejiang", "city": "Hangzhou"},
    "markets": {"US": 0.6, "EU": 0.2, "host": 0.2},
    "first_investment": True,
}
FAST = {"acceptability": {"samples": 500, "seed": 7}, "methods": False, "reversal": False}
LONG = "Overseas economic and trade cooperation zone with a name of about eighty letters"


def problem_of(rows: list[list[float]], *, cost: bool = True) -> dict[str, Any]:
    """Return a problem of any size; every other criterion is a cost."""
    directions = ("cost" if cost else "benefit", "benefit")
    return {
        "criteria": [
            {"id": f"c{place}", "direction": directions[place % 2], "range": [0, 1000]}
            for place in range(len(rows[0]))
        ],
        "alternatives": [
            {"id": f"a{place}", "name": {"en": f"{LONG} {place}", "zh": f"第{place}号园区"}}
            for place in range(len(rows))
        ],
        "performances": rows,
    }


@pytest.fixture(scope="session")
def ranked(client: TestClient) -> Callable[..., Answer]:
    """Rank a matrix with equal weights; keywords replace fields of the request."""

    def ask(rows: list[list[float]], **fields: Any) -> Answer:
        problem = problem_of(rows, cost=fields.pop("cost", True))
        values = {criterion["id"]: 1 for criterion in problem["criteria"]}
        weights = {"kind": "direct", "values": values}
        body = {"problem": problem, "weights": weights, "sensitivity": False, **fields}
        reply = client.post("/v1/rankings", json=body)
        assert reply.status_code == 200, reply.text
        return dict(reply.json())

    return ask


@pytest.fixture(scope="session")
def recommended(client: TestClient) -> Answer:
    body = {"enterprise": ENTERPRISE, "sensitivity": FAST}
    body["parks"] = ["ljip", "vcep", "tcr", "kitic", "ssez", "great_stone"]
    body["weights"] = {"kind": "profile", "id": "first-time-private-exporter"}
    reply = client.post("/v1/recommendations", json=body)
    assert reply.status_code == 200, reply.text
    return dict(reply.json())


@pytest.fixture(scope="session")
def compared(client: TestClient) -> Answer:
    weightings = [
        {"name": "owner", "weights": {"kind": "profile", "id": "first-time-private-exporter"}},
        {"name": "成本", "weights": {"kind": "profile", "id": "cost-driven-labour-intensive"}},
        {"name": "equal", "weights": {"kind": "objective", "scheme": "equal"}},
    ]
    body = {"enterprise": ENTERPRISE, "weightings": weightings}
    reply = client.post("/v1/comparisons", json=body)
    assert reply.status_code == 200, reply.text
    return dict(reply.json())


@pytest.fixture(scope="session")
def tied(ranked: Callable[..., Answer]) -> Answer:
    """Two first alternatives that are alike, and a third behind them."""
    return ranked([[1, 9], [1, 9], [5, 2]], sensitivity=FAST)


@pytest.fixture(scope="session")
def many(ranked: Callable[..., Answer]) -> Answer:
    """As many alternatives and criteria as a request may have."""
    return ranked(
        [[1.0 + (row * 7 + column * 13) % 97 for column in range(30)] for row in range(200)]
    )


@pytest.fixture(scope="session")
def named() -> Callable[..., Names]:
    """Return the names of what an answer ranks, as the pages do."""

    def make(answer: Answer, language: Language = "en") -> Names:
        problem = answer["record"]["spec"].get("problem")
        labels = labels_of_problem(problem, language) if problem else labels_of_catalogue(language)
        return Names(language=language, alternatives=labels.alternatives, criteria=labels.criteria)

    return make
