"""What explains different winners."""

from collections.abc import Callable
from typing import Any

import pytest

from api.charts import disagreement
from api.charts.names import Names
from tests.api.charts.drawing import drawn, rows

Answer = dict[str, Any]


def test_shares_are_those_of_the_answer(compared: Answer, named: Callable[..., Names]) -> None:
    names = named(compared)
    spec = disagreement(compared, names)
    assert spec
    assert compared["disagreement"]
    for row, pair in enumerate(compared["disagreement"]):
        found = {item["criterion"]: item["share"] for item in rows(spec) if item["row"] == row}
        assert found == {names.criterion(key): share for key, share in pair["shares"].items()}
        assert sum(found.values()) == pytest.approx(1)
    assert "owner: Thai-Chinese Rayong Industrial Zone" in drawn(spec, width=900)


def test_speaks_chinese(compared: Answer, named: Callable[..., Names]) -> None:
    spec = disagreement(compared, named(compared, "zh"))
    assert spec
    text = drawn(spec, "zh", 390)
    assert "第一名不同的原因" in text
    assert "同乡联系" in text


def test_many_pairs_are_counted(compared: Answer, named: Callable[..., Names]) -> None:
    pairs = compared["disagreement"][:1] * 20
    spec = disagreement({**compared, "disagreement": pairs}, named(compared))
    assert spec
    assert "5 more pairs" in drawn(spec)


def test_no_chart_where_all_agree(compared: Answer, named: Callable[..., Names]) -> None:
    assert disagreement({**compared, "disagreement": []}, named(compared)) is None
