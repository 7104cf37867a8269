"""What all charts share."""

import json
from itertools import combinations, pairwise

import pandas as pd
import pytest

from mcda.errors import UnsuitableData
from mcda.plot import ChartNames, gaps
from mcda.plot.evidence_panels import GRADES
from mcda.plot.frame import CATEGORIES, REST, ranked, records, score_format
from tests.mcda.plot.drawn_charts import drawn, rows


def luminance(colour: str) -> float:
    parts = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    line = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return 0.2126 * line[0] + 0.7152 * line[1] + 0.0722 * line[2]


def contrast(first: str, second: str) -> float:
    low, high = sorted((luminance(first), luminance(second)))
    return (high + 0.05) / (low + 0.05)


@pytest.mark.parametrize("colour", dict.fromkeys([*CATEGORIES, *GRADES.values(), REST]))
@pytest.mark.parametrize("ground", ["#ffffff", "#14181b"])
def test_every_colour_stands_out_on_both_grounds(colour: str, ground: str) -> None:
    assert contrast(colour, ground) >= 2.4


def test_no_colour_twice() -> None:
    assert len({*CATEGORIES, REST}) == len(CATEGORIES) + 1
    assert all(first != second for first, second in combinations(GRADES.values(), 2))


def test_neighbouring_colours_differ_in_grey() -> None:
    """Bars stacked in their order can be told apart in print without colour."""
    for first, second in pairwise(CATEGORIES):
        assert contrast(first, second) >= 1.25, (first, second)


def test_an_id_speaks_for_itself() -> None:
    names = ChartNames(
        language="zh", alternatives={"tcr": "泰中罗勇工业园"}, criteria={"p": "价格"}
    )
    assert [names.alternative("tcr"), names.alternative("x")] == ["泰中罗勇工业园", "x"]
    assert [names.criterion("p"), names.criterion("q")] == ["价格", "q"]
    assert [ChartNames().listed("ab"), names.listed("ab")] == ["a, b", "a、b"]


def test_what_no_drawing_can_hold_is_replaced() -> None:
    said = "Zone \0\x01\x1f\ufffe\t\U0001f3ed"
    names = ChartNames(alternatives={"a": said}, criteria={"b": said})
    shown = "Zone \ufffd\ufffd\ufffd\ufffd\t\U0001f3ed"
    assert [names.alternative("a"), names.criterion("b")] == [shown, shown]


@pytest.mark.parametrize(
    ("values", "pattern"),
    [
        ([], ".3f"),
        ([0.2, -0.9], ".3f"),
        ([-12.0], ".2f"),
        ([123.0, 1.0], ".1f"),
        ([1e5], ".3g"),
        ([1e-5], ".3g"),
    ],
)
def test_scores_keep_about_three_figures(values: list[float], pattern: str) -> None:
    assert score_format(values) == pattern


def test_a_frame_is_read_with_its_index_and_without_nan() -> None:
    frame = pd.DataFrame({"x": [1.0, float("nan")]}, index=pd.Index(["a", "b"], name="alternative"))
    assert records(frame, "ranking", "alternative") == [
        {"alternative": "a", "x": 1.0},
        {"alternative": "b", "x": None},
    ]


@pytest.mark.parametrize("nothing", [[], pd.DataFrame()])
def test_nothing_cannot_be_drawn(nothing: object) -> None:
    with pytest.raises(UnsuitableData, match="gaps"):
        records(nothing, "gaps", "rank")


def test_ranks_of_ties_bear_a_sign() -> None:
    found = [{"alternative": key, "rank": rank} for key, rank in (("b", 1), ("c", 3), ("d", 3))]
    assert [row["place"] for row in ranked(found, ChartNames())] == ["1", "3=", "3="]
    assert [row["place"] for row in ranked(found, ChartNames(), [1])] == ["1=", "3=", "3="]


def test_names_are_data_and_never_part_of_an_expression() -> None:
    odd = 'a" + alert(1) + "\u2028<b>'
    part = {"alternative": "a1", "rank": 2, "criterion": "c0", "value": 1.0}
    chart = gaps([part], ChartNames(alternatives={"a1": odd}, criteria={"c0": odd}), first="a0")
    expressions = [
        where["labelExpr"]
        for layer in chart.to_dict()["layer"]
        for channel in layer["encoding"].values()
        if isinstance(channel, dict)
        for where in (channel.get("axis"), channel.get("legend"))
        if where and "labelExpr" in where
    ]
    assert len(expressions) >= 2
    for expression in expressions:
        array, place = expression.rsplit("[", 1)
        assert place == "datum.value]"
        assert isinstance(json.loads(array), list)
    assert rows(chart)[0]["name"] == odd
    assert "alert(1)" in drawn(chart)


def test_ground_and_colours_of_text_are_left_to_whoever_shows_a_chart() -> None:
    part = {"alternative": "a1", "rank": 2, "criterion": "c0", "value": 1.0}
    spec = gaps([part], first="a0").to_dict()
    assert "olor" not in json.dumps(spec["config"])
    assert spec["description"]
