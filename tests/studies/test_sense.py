"""Where an owner would go: twelve firms of which common sense knows some answers.

Each row of ``sense.csv`` names the countries of which one is among the first so many, and those
that are not, of the answer to a firm that says its trade, its home and where it sells.
"""

import csv
from itertools import islice
from pathlib import Path

import pytest

from api.parks.schemas import RecommendationRequest
from api.parks.service import recommend
from api.settings import Settings
from mcda.plain import Plain

ROWS = list(csv.DictReader(Path(__file__).with_name("sense.csv").read_text().splitlines()))
DAY = "2026-12-01"


def _answer(row: dict[str, str]) -> Plain:
    province, city = row["home"].split("/")
    shares = (part.split() for part in row["markets"].split(";"))
    enterprise = {
        "home": {"province": province, "city": city},
        "sectors": [row["sector"]],
        "markets": {market: float(share) for market, share in shares},
    }
    request = RecommendationRequest(
        enterprise=enterprise,  # type: ignore[arg-type]
        detail="summary",
        sensitivity={"decision": True},  # type: ignore[arg-type]
        as_of=DAY,  # type: ignore[arg-type]
    )
    return recommend(request, Settings())


@pytest.mark.long
@pytest.mark.parametrize("row", ROWS, ids=[row["id"] for row in ROWS])
def test_an_owner_would_go_there(row: dict[str, str]) -> None:
    answer = _answer(row)
    countries = [host["country"] for host in islice(answer["countries"], int(row["first"]))]
    assert {*row["among"].split()} & {*countries}, countries
    assert not {*row["not_among"].split()} & {*countries}, countries


@pytest.mark.long
@pytest.mark.parametrize("sector", ["furniture", "batteries", "auto_assembly"])
def test_who_sells_at_home_is_told_that_moving_may_not_pay(sector: str) -> None:
    """Without the costs of building a plant abroad, which are told as left out."""
    money = _answer({"sector": sector, "home": "Zhejiang/Ningbo", "markets": "CN 1.0"})["money"]
    assert money["moving"]["low"] < 0
    codes = [note.code for note in money["sentences"]]
    assert "money_tenths" in codes
    assert codes[-1] == "money_without"
