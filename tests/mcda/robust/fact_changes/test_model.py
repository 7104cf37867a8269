"""What a change of a fact says of itself, in numbers and in both languages."""

import re
import tomllib
from dataclasses import replace
from importlib.resources import files

import pytest

from mcda.robust.fact_changes import FactChange, FactChanges, Threshold

NAMES = {"north": "Campus North", "east": "Campus East", "price": "Land price"}
ABOVE = Threshold(value=120.5, winner="east", share=0.2)
BELOW = Threshold(value=90.0, winner="south", share=0.1)
FACT = FactChange(
    alternative="north",
    criterion="price",
    unit="USD/m2",
    value=100.0,
    low=None,
    high=None,
    below=None,
    above=ABOVE,
    searched=(50.0, 250.0),
    winner="north",
    exact=True,
)
STATED = replace(FACT, low=80.0, high=120.0)
CASES = {
    "fact_change_above": FACT,
    "fact_change_below": replace(FACT, above=None, below=BELOW),
    "fact_change_at_once_above": replace(FACT, above=replace(ABOVE, value=100.0, share=0.0)),
    "fact_change_at_once_below": replace(
        FACT, above=None, below=replace(BELOW, value=100.0, share=0.0)
    ),
    "fact_change_none": replace(FACT, above=None),
    "fact_change_none_found": replace(FACT, above=None, exact=False),
    "fact_change_within": replace(STATED, above=None, below=replace(BELOW, within_bounds=True)),
    "fact_change_outside": STATED,
    "fact_change_searched": replace(FACT, exact=False),
}


def said(fact, threshold=None):
    note = fact.sentence if threshold is None else fact.about(threshold)
    codes, inner = [], note
    while inner is not None:
        codes.append(inner.code)
        inner = inner.within
    return codes, note.say("en", NAMES), note.say("zh", NAMES)


def test_there_is_a_case_for_every_sentence():
    texts = files("mcda.texts").joinpath("facts.toml").read_text(encoding="utf-8")
    assert {c for c in tomllib.loads(texts) if c.startswith("fact_change_")} == set(CASES)


@pytest.mark.parametrize("code", CASES)
def test_sentences(code):
    codes, english, chinese = said(CASES[code])
    assert code in codes
    for text in (english, chinese):
        assert not re.search(r"[{}]|None|nan", text)
        assert "Campus North" in text
        assert "Land price" in text
    assert not re.search(r"[\u4e00-\u9fff]", english)
    assert re.search(r"[\u4e00-\u9fff]", chinese)


def test_the_numbers_in_the_sentences():
    codes, english, chinese = said(FACT)
    assert codes == ["fact_change_above"]
    assert english == (
        "If “Land price” of Campus North is above 120.5 USD/m2 instead of 100 USD/m2, "
        "Campus East is first instead of Campus North."
    )
    assert all(
        part in chinese for part in ("高于 120.5 美元/平方米", "100 美元/平方米", "Campus East")
    )
    codes, english, chinese = said(replace(FACT, above=None))
    for text, unit in ((english, "USD/m2"), (chinese, "美元/平方米")):
        assert f"50 {unit}" in text
        assert f"250 {unit}" in text
    # The name of a scale is no unit that follows a number.
    assert "above 120.5 instead of 100," in said(replace(FACT, unit="0 to 1"))[1]
    assert "above 120.5 instead of 100," in said(replace(FACT, unit=""))[1]


def test_the_nearest_of_two_thresholds_unless_one_is_named():
    both = replace(FACT, below=BELOW)
    assert both.nearest is BELOW
    assert replace(both, above=replace(ABOVE, share=0.05)).nearest.share == 0.05
    assert said(both)[0] == ["fact_change_below"]
    assert said(both, ABOVE)[0] == ["fact_change_above"]
    assert replace(FACT, above=None).nearest is None


def test_whether_the_stated_bounds_reach_past_a_threshold():
    for reach in ("within", "outside"):
        above = replace(ABOVE, within_bounds=reach == "within")
        below = replace(BELOW, within_bounds=reach != "within")
        stated = replace(STATED, above=above, below=below)
        other = {"within": "outside", "outside": "within"}[reach]
        assert said(stated, above)[0] == ["fact_change_above", f"fact_change_{reach}"]
        assert said(replace(stated, exact=False), below)[0] == [
            "fact_change_below",
            f"fact_change_{other}",
            "fact_change_searched",
        ]
    assert said(FACT)[0] == ["fact_change_above"]


def test_the_cells_that_move_least_come_first():
    other = replace(FACT, alternative="east", below=BELOW)
    found = FactChanges(facts=(FACT, replace(FACT, alternative="south", above=None), other))
    assert [fact.alternative for fact in found.nearest] == ["east", "north"]
    assert len(found.to_frame()) == 3


def test_a_unit_is_called_by_its_name_in_the_language():
    for fact in CASES.values():
        _, english, chinese = said(fact)
        assert ("USD/m2" in english, "美元/平方米" in chinese) == (True, True)
        assert "USD" not in chinese
    _, english, chinese = said(replace(FACT, unit="parsecs"))
    assert ("120.5 parsecs" in english, "120.5 parsecs" in chinese) == (True, True)


def test_numbers_that_differ_look_different():
    fact = replace(
        FACT, value=12_345_678.0, unit="USD", above=replace(ABOVE, value=12_345_701.0, share=2e-6)
    )
    _, english, chinese = said(fact)
    assert "is above 12,345,701 USD instead of 12,345,678 USD," in english
    assert "高于 12,345,701 美元（现为 12,345,678 美元）" in chinese
    stated = replace(fact, low=12_345_700.5, high=2e7)
    assert "Its stated bounds, 12,345,700.5 USD to 20,000,000 USD, include" in said(stated)[1]


def test_a_threshold_within_rounding_of_the_value_is_passed_at_once():
    fact = replace(FACT, above=replace(ABOVE, value=100.00000000000001, share=1e-16))
    assert said(fact)[0] == ["fact_change_at_once_above"]


def test_which_threshold_is_nearer_does_not_hang_on_rounding():
    for noise in (-1e-16, 0.0, 1e-16):
        both = replace(FACT, below=replace(BELOW, share=0.2 + noise))
        assert both.nearest is both.below
