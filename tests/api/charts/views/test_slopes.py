"""Ranks under several weightings."""

import re
from collections.abc import Callable
from itertools import pairwise
from typing import Any

import pytest

from api.charts import slopes
from api.charts.names import Names
from api.charts.palette import CATEGORIES
from api.charts.render import svg
from api.language import Language
from tests.api.charts.drawing import drawn, rows
from tests.clients import TestClient

Answer = dict[str, Any]


def test_ranks_are_those_of_the_answer(compared: Answer, named: Callable[..., Names]) -> None:
    spec = slopes(compared, named(compared))
    assert spec
    found = {(row["weighting"], row["alternative"]): row["rank"] for row in rows(spec)}
    for ranking in compared["rankings"]:
        for place in ranking["ranking"]:
            if (ranking["name"], place["alternative"]) in found:
                assert found[ranking["name"], place["alternative"]] == place["rank"]
    winners = {row["alternative"] for row in rows(spec) if row["colour"] < len(CATEGORIES)}
    assert winners == {
        place["alternative"]
        for ranking in compared["rankings"]
        for place in ranking["ranking"]
        if place["rank"] == 1
    }


@pytest.mark.parametrize("width", [390, 900])
def test_weightings_and_names_are_written(
    compared: Answer, named: Callable[..., Names], width: int
) -> None:
    spec = slopes(compared, named(compared, "zh"))
    assert spec
    text = drawn(spec, "zh", width)
    for part in ("各套权重下的名次", "owner", "成本", "泰中罗勇工业园"):
        assert part in text


@pytest.mark.parametrize("language", ["en", "zh"])
@pytest.mark.parametrize("count", [2, 4, 7, 12])
def test_heads_stand_clear_of_each_other_and_of_names(
    compared: Answer, named: Callable[..., Names], language: Language, count: int
) -> None:
    name = {"en": "Supplier following an anchor customer", "zh": "跟随龙头客户的供应商企业集团"}
    rankings = [
        {**compared["rankings"][0], "name": f"{place} {name[language]}"} for place in range(count)
    ]
    spec = slopes({**compared, "rankings": rankings}, named(compared, language))
    assert spec
    heads = rows(spec, "heads")
    assert [head["label"] for head in heads] == [ranking["name"] for ranking in rankings]
    steps = [head["y"] for head in heads]
    assert all(below - above >= 14 for above, below in pairwise(steps))
    assert max(steps) < 0
    picture = svg(spec, language, width=350)
    for head in heads:
        # None ends past the right edge: what does not fit there has an ellipsis.
        assert re.search(f">{head['column']} [^<]+<", picture)


@pytest.mark.parametrize("count", [2, 4, 7])
def test_tied_alternatives_meet(
    client: TestClient, tied: Answer, named: Callable[..., Names], count: int
) -> None:
    values = {"kind": "direct", "values": {"c0": 1, "c1": 1}}
    weightings = [{"name": f"weighting {place}", "weights": values} for place in range(count)]
    problem = tied["record"]["spec"]["problem"]
    body = {"problem": problem, "weightings": weightings}
    answer = client.post("/v1/comparisons", json=body).json()
    spec = slopes(answer, named(answer))
    assert spec
    assert {row["place"] for row in rows(spec) if row["level"] == 0} == {"1="}
    text = drawn(spec, width=390)
    assert text.count("= ") == 2


def test_many_that_tie_are_counted(compared: Answer, named: Callable[..., Names]) -> None:
    tie = [
        {**place, "rank": 1, "tied_with": ["others"]}
        for place in compared["rankings"][0]["ranking"]
    ]
    rankings = [{**ranking, "ranking": tie} for ranking in compared["rankings"]]
    spec = slopes({**compared, "rankings": rankings}, named(compared))
    assert spec
    assert f"and {min(len(tie), 15) - 1} more, tied" in drawn(spec)


def test_no_chart_of_one_weighting(compared: Answer, named: Callable[..., Names]) -> None:
    alone = {**compared, "rankings": compared["rankings"][:1]}
    assert slopes(alone, named(compared)) is None
