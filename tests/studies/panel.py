"""Where does the service send sixty made-up firms, and which facts move its answers most?

``python -m tests.studies.panel`` asks for a recommendation for each firm of ``panel.csv``, which
says its trade, its home and where it sells and nothing of its priorities, and prints the table of
docs/evidence.md: fifteen trades, eight homes and six mixes of markets, each as often as the others.
"""

import csv
from collections import Counter
from collections.abc import Iterator
from datetime import date
from functools import cache
from pathlib import Path

import numpy as np

from api.parks.schemas import RecommendationRequest
from api.parks.service import recommend
from api.settings import Settings
from mcda.cells import Sum
from mcda.parks import Enterprise, load_catalogue, scorable
from mcda.parks.criteria import CriterionView
from mcda.parks.criteria.landed_cost import LandedCostCriterion
from mcda.plain import Plain

FILE = Path(__file__).with_name("panel.csv")
DAY = "2026-12-01"
SHOWN = 6


@cache
def firms() -> tuple[Plain, ...]:
    """Return the firms as a request says them."""
    rows = csv.DictReader(FILE.read_text(encoding="utf-8").splitlines())
    return tuple(
        {
            "home": dict(zip(("province", "city"), row["home"].split("/"), strict=True)),
            "sectors": [row["sector"]],
            "markets": {
                market: float(share)
                for market, share in (part.split() for part in row["markets"].split(";"))
            },
        }
        for row in rows
    )


@cache
def answers() -> tuple[Plain, ...]:
    """Return what the service answers each of them, in codes."""
    asked = {"detail": "summary", "sensitivity": {"decision": True}, "as_of": DAY}
    requests = [RecommendationRequest(enterprise=firm, **asked) for firm in firms()]  # type: ignore[arg-type]
    return tuple(recommend(request, Settings()) for request in requests)


def table() -> Iterator[str]:
    """Yield the rows of the table: how often each is first, and which facts are asked for."""
    parks = load_catalogue().parks
    first = [answer["ranking"][0]["alternative"] for answer in answers()]
    likely = [answer["forecast"]["countries"][0]["country"] for answer in answers()]
    facts = Counter(
        f"{fact['criterion']} of {fact['alternative']}"
        for answer in answers()
        for fact in answer["decision"]["facts"][:1]
    )
    counts = {
        "park first": Counter(first),
        "country first": Counter(parks[park].country for park in first),
        "country that firms like it chose": Counter(likely),
        "word": Counter(answer["decision"]["word"] for answer in answers()),
        "fact that gains most": facts,
    }
    yield "| of 60 firms | how often |"
    yield "|---|---|"
    for name, counter in counts.items():
        ordered = sorted(counter.items(), key=lambda item: (-item[1], item[0]))
        told = ", ".join(f"{key} {count}" for key, count in ordered[:SHOWN])
        rest = sum(count for _, count in ordered[SHOWN:])
        yield f"| {name} | {told}{f', others {rest}' if rest else ''} |"


def width() -> float:
    """Return how far the landed costs of one firm's parks lie apart, the median of the panel.

    From the 10th to the 90th percentile of all draws, in points of 100 of sales.
    """
    catalogue, rng = load_catalogue(), np.random.default_rng(7)
    criterion, spans = LandedCostCriterion(), []
    for firm in firms():
        view = CriterionView(
            catalogue=catalogue,
            enterprise=Enterprise(**firm),
            scenario=catalogue.default_scenario,
            today=date.fromisoformat(DAY),
        )
        cells = (criterion.open_cell(view, catalogue.park(park)) for park in scorable(catalogue))
        drawn = [cell.sample(50, rng) for cell in cells if isinstance(cell, Sum)]
        spans.append(float(np.ptp(np.quantile(drawn, (0.1, 0.9)))))
    return float(np.median(spans))


if __name__ == "__main__":
    print("\n".join(table()))
    print("width of landed cost", width())
