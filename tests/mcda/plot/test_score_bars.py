"""Bars of scores and ranks in doubt."""

from typing import Any

import pytest

from mcda.plot import ranking
from tests.mcda.plot.drawn_charts import DESK, LANGUAGES, PHONE, drawn, named, rows, title

DOUBT = {"best": 1, "worst": 3, "half_low": 1, "half_high": 2, "share_first": 0.625}


def scored(*scores: float, **more: Any) -> list[dict[str, Any]]:
    return [
        {"alternative": f"a{place}", "rank": place + 1, "score": score, **more}
        for place, score in enumerate(scores)
    ]


@pytest.mark.parametrize("width", [PHONE, DESK])
@pytest.mark.parametrize("language", LANGUAGES)
def test_scores_and_doubt_are_those_of_the_rows(language: str, width: int) -> None:
    asked = scored(0.75, 0.5, 0.25, **DOUBT)
    chart = ranking(asked, named(language))
    for row, found in zip(asked, rows(chart), strict=True):
        assert row.items() <= found.items()
    text = drawn(chart, width)
    said = {
        "en": ("Which alternative", "Ranks", "Overseas"),
        "zh": ("哪个方案最好", "名次", "第0号"),
    }
    for part in (*said[language], "0.750"):
        assert part in text
    assert ("63%" in text) is (width == DESK)  # a phone has no room for it


def test_a_tie_has_one_rank_and_a_bracket() -> None:
    tied = [{**row, "rank": rank} for row, rank in zip(scored(1, 1, 0), (1, 1, 3), strict=True)]
    chart = ranking(tied, named())
    assert [row["place"] for row in rows(chart)] == ["1=", "1=", "3"]
    assert rows(chart, "ties") == [{"from": 0, "to": 1}]
    assert "tied" in drawn(chart)


def test_without_doubt_scores_stand_alone() -> None:
    chart = ranking(scored(0.7, 0.2))
    assert title(chart) == "Which alternative is best?"
    assert "Ranks" not in drawn(chart)
    assert "draws" not in drawn(ranking(scored(0.7, 0.2, best=1, worst=2)))


def test_the_first_of_a_long_list_and_how_many_more() -> None:
    long = scored(*(1 - place / 200 for place in range(200)))
    chart = ranking(long, named())
    assert len(rows(chart)) == 15
    assert "185 more" in drawn(chart)
    assert "185 个" in drawn(ranking(long, named("zh")))


def test_scores_below_zero_and_lower_ones_that_are_better() -> None:
    assert "Lower scores are better" not in drawn(ranking(scored(0.5, 0.0, -0.5)))
    assert "Lower scores are better" in drawn(ranking(scored(0.0, 0.5, 1.0)))


def test_one_alternative_and_no_score_but_zero() -> None:
    assert "0.000" in drawn(ranking(scored(0.0)))
