"""Ranks under several weightings."""

import re
from itertools import pairwise
from typing import Any

import pytest

from mcda.plot import slopes
from mcda.plot.frame import CATEGORIES
from tests.mcda.plot.drawn_charts import DESK, LANGUAGES, PHONE, drawn, named, rows

HEADS = {"en": "Supplier following an anchor customer", "zh": "跟随龙头客户的供应商企业集团"}


def ranked(*weightings: dict[str, int], name: str = "weighting {}") -> list[dict[str, Any]]:
    return [
        {"weighting": name.format(place), "alternative": key, "rank": rank, "score": 1 / rank}
        for place, ranks in enumerate(weightings)
        for key, rank in ranks.items()
    ]


@pytest.mark.parametrize("width", [PHONE, DESK])
@pytest.mark.parametrize("language", LANGUAGES)
def test_ranks_are_those_of_the_rows(language: str, width: int) -> None:
    asked = ranked({"a0": 1, "a1": 2, "a2": 3}, {"a1": 1, "a0": 2, "a2": 3})
    chart = slopes(asked, named(language))
    for row, found in zip(asked, rows(chart), strict=True):
        assert row.items() <= found.items()
    winners = {row["alternative"] for row in rows(chart) if row["colour"] < len(CATEGORIES)}
    assert winners == {"a0", "a1"}
    text = drawn(chart, width)
    for part in ("weighting 0", {"en": "How do the ranks", "zh": "第2号"}[language]):
        assert part in text


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("count", [2, 12])
def test_heads_stand_clear_of_each_other_and_of_names(language: str, count: int) -> None:
    chart = slopes(ranked(*[{"a0": 1}] * count, name=f"{{}} {HEADS[language]}"), named(language))
    heads = rows(chart, "heads")
    assert [head["label"] for head in heads] == [f"{n} {HEADS[language]}" for n in range(count)]
    steps = [head["y"] for head in heads]
    assert all(below - above >= 14 for above, below in pairwise(steps))
    assert max(steps) < 0
    text = drawn(chart, PHONE)
    for head in heads:
        # None ends past the right edge: what does not fit there has an ellipsis.
        assert re.search(rf"(^| ){head['column']} \S", text)


def test_tied_alternatives_meet() -> None:
    chart = slopes(ranked(*[{"a0": 1, "a1": 1, "a2": 3}] * 2), named())
    assert {row["place"] for row in rows(chart) if row["level"] == 0} == {"1="}
    assert drawn(chart, PHONE).count("= ") == 2


def test_many_that_tie_are_counted() -> None:
    chart = slopes(ranked(*[{f"a{n}": 1 for n in range(20)}] * 2), named())
    text = drawn(chart)
    assert "and 14 more, tied" in text
    assert "5 more not shown" in text
