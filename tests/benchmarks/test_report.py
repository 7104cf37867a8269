"""Time of a report of all parks as PDF, after the first: charts, drawing, typesetting."""

import statistics
import time
from collections.abc import Callable
from typing import Any

import pytest

from api.document.blocks import Head
from api.document.document import document
from api.document.drawings import specs
from api.document.teller import tell
from api.http.language import Language
from api.http.localisation import decode, encode
from api.parks.labels import labels_in
from api.parks.schemas import RecommendationRequest
from api.parks.service import recommend
from api.reports import layout
from api.reports.letterhead import Letterhead
from api.reports.memo import memo
from api.reports.pdf import pdf
from api.settings import Settings
from weights.validation import validate

LIMIT = 1.5  # charts by typesetting, on any machine; the project's owner asked for 2 s in all
TURNS = 7
ENTERPRISE = {
    "home": {"province": "Zhejiang", "city": "Hangzhou"},
    "markets": {"US": 0.6, "EU": 0.2, "host": 0.2},
    "first_investment": True,
}


@pytest.fixture(scope="module")
def answer() -> dict[str, Any]:
    weights = {"kind": "profile", "id": "tariff-hit-exporter"}
    body = {"enterprise": ENTERPRISE, "weights": weights, "detail": "full"}
    made = recommend(validate(RecommendationRequest, body), Settings())
    return dict(decode(encode(made)))


@pytest.mark.parametrize("language", ["en", "zh"])
def test_pdf(answer: dict[str, Any], language: Language) -> None:
    labels, source = labels_in(answer, language), document(answer)
    times: dict[str, list[float]] = {}

    def timed(name: str, work: Callable[[], Any]) -> Any:
        start = time.perf_counter()
        found = work()
        times.setdefault(name, []).append(time.perf_counter() - start)
        return found

    for _ in range(TURNS + 1):
        layout._svg.cache_clear()
        timed("charts", lambda: specs(source.details.charts, labels, language))
        written = timed("charts, drawn, and text", lambda: _printed(answer, language))
        parts = memo(written, source)
        timed("typesetting", lambda d=written, m=parts: pdf("annex", d, m, Letterhead()))
    median = {name: statistics.median(found[1:]) for name, found in times.items()}
    whole = median["charts, drawn, and text"] + median["typesetting"]
    said = ", ".join(f"{name} {took:.2f} s" for name, took in median.items())
    print(f"\n{len(answer['ranking'])} parks, {language}: {whole:.2f} s ({said})")
    assert median["charts, drawn, and text"] < LIMIT * median["typesetting"]


def _printed(answer: dict[str, Any], language: Language) -> dict[str, Any]:
    source = document(answer, Head(name="Parts maker"))
    charts = specs(source.details.charts, labels_in(answer, language), language)
    return layout.laid_out(tell(source, language), charts)
