"""Bars stacked of the shares of ranks."""

from typing import Any

import pytest

from mcda.plot import acceptability
from tests.mcda.plot.drawn_charts import DESK, LANGUAGES, PHONE, drawn, named, rows


def shared(*alternatives: list[float], ranks: list[int] | None = None) -> list[dict[str, Any]]:
    places = ranks or range(1, len(alternatives) + 1)
    return [
        {"alternative": f"a{place}", "rank": rank, "reached": reached, "share": share}
        for place, (rank, shares) in enumerate(zip(places, alternatives, strict=True))
        for reached, share in enumerate(shares, 1)
    ]


@pytest.mark.parametrize("width", [PHONE, DESK])
@pytest.mark.parametrize("language", LANGUAGES)
def test_shares_are_those_of_the_rows_one_after_another(language: str, width: int) -> None:
    asked = shared([0.625, 0.375], [0.375, 0.625])
    chart = acceptability(asked, named(language), samples=12_345)
    found = rows(chart)
    assert [row["share"] for row in found] == [row["share"] for row in asked]
    assert [(row["start"], row["end"]) for row in found[:2]] == [(0, 0.625), (0.625, 1)]
    text = drawn(chart, width)
    for part in ("1: 63%", "12,345", {"en": "How often", "zh": "各方案取得各名次"}[language]):
        assert part in text


def test_a_part_too_narrow_for_its_share_has_its_rank_alone() -> None:
    text = drawn(acceptability(shared([0.95, 0.05], [0.05, 0.95])), DESK)
    assert "1: 95%" in text
    assert "2: 5%" not in text
    assert " 2 " in f" {text} "


def test_ties_are_bracketed() -> None:
    chart = acceptability(shared([1, 0], [1, 0], ranks=[1, 1]), named())
    assert rows(chart, "ties") == [{"from": 0, "to": 1}]
    assert "tied" in drawn(chart)


def test_many_alternatives_show_the_first_ranks() -> None:
    chart = acceptability(shared(*[[0.05] * 20] * 20), named())
    assert len(rows(chart)) == 15 * 15
    text = drawn(chart, PHONE)
    assert "5 more" in text
    assert "Ranks up to 15 of 20" in text
