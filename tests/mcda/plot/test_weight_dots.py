"""Weights of several weightings side by side."""

from typing import Any

import pytest

from mcda.plot import weights
from mcda.plot.frame import CATEGORIES
from mcda.plot.weight_dots import _SHAPES
from tests.mcda.plot.drawn_charts import DESK, LANGUAGES, PHONE, drawn, named, rows

BY_NAME = {"board": {"c0": 0.25, "c1": 0.75}, "owner": {"c0": 0.5, "c1": 0.5}}


def stated(by_name: dict[str, dict[str, float]]) -> list[dict[str, Any]]:
    return [
        {"weighting": name, "criterion": key, "weight": weight}
        for name, found in by_name.items()
        for key, weight in found.items()
    ]


@pytest.mark.parametrize("width", [PHONE, DESK])
@pytest.mark.parametrize("language", LANGUAGES)
def test_weights_are_those_of_the_rows(language: str, width: int) -> None:
    names = named(language)
    chart = weights(stated(BY_NAME), names)
    assert {(row["weighting"], row["name"]): row["weight"] for row in rows(chart)} == {
        (name, names.criterion(key)): weight
        for name, by_criterion in BY_NAME.items()
        for key, weight in by_criterion.items()
    }
    spans = [(row["criterion"], row["low"], row["high"]) for row in rows(chart, "spans")]
    assert spans == [("c1", 0.5, 0.75), ("c0", 0.25, 0.5)]  # the greatest first
    text = drawn(chart, width)
    for part in {"en": ("differ?", "Hometown ties", "board"), "zh": ("有何不同", "同乡联系")}[
        language
    ]:
        assert part in text


def test_each_has_a_shape_of_its_own_for_print_without_colour() -> None:
    assert len({*_SHAPES}) == len(CATEGORIES)


def test_more_than_have_a_shape_are_told() -> None:
    chart = weights(stated({f"w{place}": {"c0": 1.0} for place in range(10)}), named())
    assert len(rows(chart)) == len(CATEGORIES)
    assert "2 more weightings not shown" in drawn(chart)


def test_the_first_criteria_of_a_long_list() -> None:
    chart = weights(stated({"ours": {f"k{place}": 1 / 17 for place in range(17)}}), named())
    assert len(rows(chart, "spans")) == 15
    assert "2 more criteria" in drawn(chart)
