"""Labels, lists and values in their units, in two languages."""

import pytest

from mcda import Interval
from mcda.explain.sentences import Wording

EN, ZH = Wording("en", {}), Wording("zh", {"a": "北区", "unit:connections": "通"})


def test_labels_by_id_or_the_id():
    assert (ZH.name("a"), ZH.name("b")) == ("北区", "b")
    assert EN.alternatives(["a", "b"]) == ["a", "b"]
    assert ZH.alternatives(["a", "b"]) == ["“北区”", "“b”"]


def test_lists_and_sentences():
    assert (EN.listed(["x", "y"]), ZH.listed(["x", "y"])) == ("x, y", "x、y")
    assert (EN.joined(["X.", "Y."]), ZH.joined(["X。", "Y。"])) == ("X. Y.", "X。Y。")


@pytest.mark.parametrize(
    ("words", "unit", "said"),
    [
        (EN, "", "5"),
        (EN, "USD/m2", "5 USD/m2"),
        (EN, "0 to 1", "5 on a scale of 0 to 1"),
        (EN, "connections", "5 connections"),
        (ZH, "connections", "5 通"),
        (ZH, "0 to 1", "5，标度 0 to 1"),
    ],
)
def test_units(words, unit, said):
    assert words.figure("5", unit) == said


def test_bounds_of_uncertain_cells():
    spread = Interval(low=0.1, high=0.7)
    assert EN.cell("0.4", spread) == "0.4 [0.1 to 0.7]"
    assert ZH.cell("0.4", spread) == "0.4 [0.1 至 0.7]"
    assert EN.cell("0.4", None) == "0.4"
