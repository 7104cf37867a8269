"""Answers of the service itself in codes, and documents made of them."""

from collections.abc import Callable
from typing import Any

import pytest

from api.document.blocks import Document, Head
from api.document.charts import chart_rows
from api.document.codec import decode_document, encode_document
from api.document.document import document, with_head
from api.document.drawings import specs
from api.document.teller import tell
from api.http.language import Language
from api.http.localisation import decode, encode
from api.parks.labels import labels_in
from api.parks.schemas import RecommendationRequest
from api.parks.service import recommend
from api.rankings.requests import RankingRequest
from api.rankings.service import rank_problem
from api.reports.layout import laid_out
from api.settings import Settings
from tests.exporter import EXPORTER as ENTERPRISE
from weights.validation import validate

Plain = dict[str, Any]
STUDY = ["ljip", "vcep", "tcr", "kitic"]
SEVEN = (
    *("land_price", "infrastructure", "one_stop_services", "investor_type"),
    *("hometown_ties", "trade_cost_exposure", "government_support"),
)
PRICE = {"kind": "direct", "values": dict.fromkeys(SEVEN, 1.0) | {"land_price": 5.0}}
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


Ask = Callable[..., Plain]


@pytest.fixture(scope="session")
def ask() -> Ask:
    """Ask for a recommendation, or a ranking where a problem is given; in full and in codes."""

    def ask(**fields: Any) -> Plain:
        full = {"detail": "full", **fields}
        if "problem" in fields:
            made = rank_problem(validate(RankingRequest, full), Settings())
        else:
            body = {"enterprise": ENTERPRISE, **full}
            made = recommend(validate(RecommendationRequest, body), Settings())
        found: Plain = decode(encode(made))
        return found

    return ask


@pytest.fixture(scope="session")
def study(ask: Ask) -> Plain:
    return ask(parks=STUDY, criteria=SEVEN)


@pytest.fixture(scope="session")
def drawn(ask: Ask) -> Plain:
    """By a method that does not add up: draws and a verdict instead of a decision."""
    return ask(parks=STUDY, method={"name": "topsis"}, weights=PRICE)


@pytest.fixture(scope="session")
def whole(ask: Ask) -> Plain:
    """All parks of which enough is known, with a first that most draws do not confirm."""
    return ask(weights={"kind": "profile", "id": "tariff-hit-exporter"})


@pytest.fixture(scope="session")
def tied(ask: Ask) -> Plain:
    return ask(**TIED)


@pytest.fixture(scope="session")
def nobody(ask: Ask) -> Plain:
    """No park is left."""
    return ask(parks=STUDY, requirements=[{"criterion": "land_price", "at_most": 1}])


@pytest.fixture(scope="session")
def alone(ask: Ask) -> Plain:
    return ask(parks=["tcr"])


@pytest.fixture(scope="session")
def plain(ask: Ask) -> Plain:
    """Without a sensitivity analysis."""
    return ask(parks=["tcr", "ljip"], sensitivity=False)


def kept(answer: Plain, head: Head = HEAD) -> Document:
    """Return the document of an answer as it is read after it was kept."""
    return with_head(decode_document(encode_document(document(answer))), head)


def written(answer: Plain, language: Language = "en", head: Head = HEAD) -> Plain:
    """Return the document of an answer in a language."""
    return tell(kept(answer, head), language)


def printed(answer: Plain, language: Language = "en", head: Head = HEAD) -> Plain:
    """Return the document of an answer, laid out for print."""
    charts = specs(chart_rows(answer), labels_in(answer, language), language)
    return laid_out(written(answer, language, head), charts)


def part(answer: Plain, key: str, language: Language = "en") -> Plain | None:
    """Return a section of a document, None where there is none."""
    found = written(answer, language)
    return next((one for one in found["sections"] if one["id"] == key), None)


def table(answer: Plain, key: str, language: Language = "en") -> list[list[str]]:
    """Return head and rows of the first table of a section, as texts."""
    section = part(answer, key, language)
    assert section is not None
    (found, *_) = [block for block in section["blocks"] if block["kind"] == "table"]
    return [found["head"], *([cell["text"] for cell in row] for row in found["rows"])]


def name(answer: Plain, key: str, language: Language = "en") -> str:
    """Return what an alternative is called."""
    return labels_in(answer, language).name(key)


def texts(sections: Any) -> str:
    """Return all texts of sections, blocks and cells, one a line."""
    if isinstance(sections, str):
        return sections
    if isinstance(sections, dict):
        return texts([value for key, value in sections.items() if key not in ("svg", "kind")])
    if isinstance(sections, list):
        return "\n".join(found for item in sections if (found := texts(item)))
    return ""
