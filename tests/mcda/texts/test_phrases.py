"""Names, lists and values in their units, in two languages."""

import pytest

from mcda import Interval
from mcda.texts import Note
from mcda.texts.phrases import between, chained, figure, followed, quoted


def said(value, language="en", names=None):
    return value if isinstance(value, str) else value.say(language, names or {})


def test_names_by_id_or_the_id_as_they_stand_in_a_list():
    names = {"a": {"en": "North", "zh": "北区"}}
    assert [said(one, "en", names) for one in quoted(["a", "b"])] == ["North", "b"]
    assert [said(one, "zh", names) for one in quoted(["a", "b"])] == ["“北区”", "“b”"]


def test_clauses_and_sentences():
    clauses = chained("clause_then", ["x", "y", "z"])
    assert (said(clauses), said(clauses, "zh")) == ("x, y, z", "x，y，z")
    assert said(chained("clause_apart", ["x", "y"]), "zh") == "x；y"
    assert chained("clause_then", ["x"]) == "x"
    both = followed(*(Note.of({"en": f"{one}.", "zh": f"{one}。"}) for one in "XYZ"))
    assert (said(both), said(both, "zh")) == ("X. Y. Z.", "X。Y。Z。")


@pytest.mark.parametrize(
    ("unit", "en", "zh"),
    [
        ("", "5", "5"),
        ("USD/m2", "5 USD/m2", "5 美元/平方米"),
        ("0 to 1", "5 on a scale of 0 to 1", "5，标度 0 至 1"),
        ("connections", "5 connections", "5 通"),
        ("parsecs", "5 parsecs", "5 parsecs"),
    ],
)
def test_units(unit, en, zh):
    assert (said(figure("5", unit)), said(figure("5", unit), "zh")) == (en, zh)


def test_bounds_of_uncertain_cells():
    spread = Interval(low=0.1, high=0.7)
    assert said(between("0.4", spread)) == "0.4 [0.1 to 0.7]"
    assert said(between("0.4", spread), "zh") == "0.4 [0.1 至 0.7]"
    assert between("0.4", None) == "0.4"
