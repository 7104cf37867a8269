"""Answers of the service itself, and what a report makes of them."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest

from api.app import create_app
from api.language import Language
from api.reports.content import document, view_of
from api.reports.view import Head, View
from api.settings import Settings
from tests.clients import TestClient

Plain = dict[str, Any]
ENTERPRISE = {
    "home": {"province": "Zhejiang", "city": "Hangzhou"},
    "sectors": ["auto_parts"],
    "markets": {"US": 0.6, "EU": 0.2, "host": 0.2},
    "size": "sme",
    "first_investment": True,
    "intent": "trial",
}
STUDY = ["ljip", "vcep", "tcr", "kitic"]
HOSTILE = '=#1+1 $x$ *bold* _it_ <b>"&amp;</b> @cmd `code` \\ [a] // end'
LONG = "Zone-" * 11 + "Total"
HEAD = Head(name=HOSTILE, at="2026-11-25T08:30:00Z", number=3, version=2, by="key of tests")
TIED: Plain = {
    "problem": {
        "criteria": [
            {"id": "price", "direction": "cost", "unit": "USD/m2", "name": {"en": "=Price"}},
            {"id": "days", "direction": "benefit", "range": [0.0, 9.0]},
        ],
        "alternatives": [
            {"id": "a", "name": {"en": HOSTILE, "zh": "甲园"}},
            {"id": "b", "name": {"en": LONG, "zh": "乙园"}},
            {"id": "c"},
        ],
        "performances": [[1.0, 2.0], [1.0, 2.0], [{"low": 2.0, "high": 3.0}, None]],
    },
    "weights": {"kind": "direct", "values": {"price": 2.0, "days": 1.0}},
    "method": {"name": "weighted_sum"},
}


@pytest.fixture(scope="session")
def service(tmp_path_factory: pytest.TempPathFactory) -> Iterator[TestClient]:
    path = tmp_path_factory.mktemp("reports") / "reports.db"
    with TestClient(create_app(Settings(database=f"sqlite:///{path}", job_runners=0))) as client:
        yield client


@pytest.fixture(scope="session")
def ask(service: TestClient) -> Callable[..., Plain]:
    """Ask for a recommendation, or a ranking where a problem is given."""

    def ask(language: Language = "en", **fields: Any) -> Plain:
        body = fields if "problem" in fields else {"enterprise": ENTERPRISE, **fields}
        path = "/v1/rankings" if "problem" in fields else "/v1/recommendations"
        answer = service.post(path, json=body, headers={"Accept-Language": language})
        assert answer.status_code == 200, answer.text
        found: Plain = answer.json()
        return found

    return ask


@pytest.fixture(scope="session")
def study(ask: Callable[..., Plain]) -> Plain:
    return ask(parks=STUDY)


@pytest.fixture(scope="session")
def whole(ask: Callable[..., Plain]) -> Plain:
    """All parks of which enough is known, with a first that most draws do not confirm."""
    return ask(weights={"kind": "profile", "id": "tariff-hit-exporter"})


@pytest.fixture(scope="session")
def tied(ask: Callable[..., Plain]) -> Plain:
    return ask(**TIED)


@pytest.fixture(scope="session")
def nobody(ask: Callable[..., Plain]) -> Plain:
    """No park is left."""
    rule = {"criterion": "land_price", "at_most": 1}
    return ask(parks=STUDY, requirements=[rule])


@pytest.fixture(scope="session")
def alone(ask: Callable[..., Plain]) -> Plain:
    return ask(parks=["tcr"])


@pytest.fixture(scope="session")
def plain(ask: Callable[..., Plain]) -> Plain:
    """Without a sensitivity analysis."""
    return ask(parks=["tcr", "ljip"], sensitivity=False)


def seen(answer: Plain, language: Language = "en", head: Head = HEAD) -> View:
    return view_of(answer, head, language, Settings())


def written(answer: Plain, language: Language = "en", head: Head = HEAD) -> Plain:
    return document(seen(answer, language, head))


def texts(sections: Any) -> str:
    """Return all texts of sections, blocks and cells, one a line."""
    if isinstance(sections, str):
        return sections
    if isinstance(sections, dict):
        return texts([value for key, value in sections.items() if key not in ("svg", "kind")])
    if isinstance(sections, list):
        return "\n".join(found for item in sections if (found := texts(item)))
    return ""
