"""Time of a report of all parks as PDF, after the first: charts, drawing, typesetting."""

import statistics
import time
from collections.abc import Callable
from typing import Any

import pytest

from api.app import create_app
from api.charts import gathered
from api.language import Language
from api.reports import drawn
from api.reports.content import document, view_of
from api.reports.pdf import pdf
from api.reports.view import Head
from api.settings import Settings
from tests.clients import TestClient

LIMIT = 1.5  # charts by typesetting, on any machine; the project's owner asked for 2 s in all
TURNS = 7
ENTERPRISE = {
    "home": {"province": "Zhejiang", "city": "Hangzhou"},
    "markets": {"US": 0.6, "EU": 0.2, "host": 0.2},
    "first_investment": True,
}


@pytest.fixture(scope="module")
def answer(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    weights = {"kind": "profile", "id": "tariff-hit-exporter"}
    database = f"sqlite:///{tmp_path_factory.mktemp('report')}/report.db"
    with TestClient(create_app(Settings(database=database, job_runners=0))) as client:
        body = {"enterprise": ENTERPRISE, "weights": weights}
        reply = client.post("/v1/recommendations", json=body)
    assert reply.status_code == 200, reply.text
    return dict(reply.json())


@pytest.mark.parametrize("language", ["en", "zh"])
def test_pdf(answer: dict[str, Any], language: Language) -> None:
    view = view_of(answer, Head(name="Parts maker"), language, Settings())
    times: dict[str, list[float]] = {}

    def timed(name: str, work: Callable[[], Any]) -> Any:
        start = time.perf_counter()
        found = work()
        times.setdefault(name, []).append(time.perf_counter() - start)
        return found

    for _ in range(TURNS + 1):
        drawn._svg.cache_clear()
        timed("charts", lambda: gathered(view.answer, view.labels, language))
        written = timed("charts, drawn, and text", lambda: document(view))
        timed("typesetting", lambda written=written: pdf(written))
    median = {name: statistics.median(found[1:]) for name, found in times.items()}
    whole = median["charts, drawn, and text"] + median["typesetting"]
    said = ", ".join(f"{name} {took:.2f} s" for name, took in median.items())
    print(f"\n{len(answer['ranking'])} parks, {language}: {whole:.2f} s ({said})")
    assert median["charts, drawn, and text"] < LIMIT * median["typesetting"]
