"""The frame that all charts share."""

import json
from collections.abc import Callable
from typing import Any

import pytest

from api import charts
from api.charts.names import Names
from api.charts.spec import rank_text
from api.language import Language

Answer = dict[str, Any]


@pytest.mark.parametrize("language", ["en", "zh"])
@pytest.mark.parametrize("name", ["ranking", "gaps", "stability", "acceptability"])
def test_a_spec_leaves_ground_text_and_width_to_the_page(
    recommended: Answer, named: Callable[..., Names], name: str, language: Language
) -> None:
    spec = getattr(charts, name)(recommended, named(recommended, language))
    assert spec == json.loads(json.dumps(spec, allow_nan=False))
    assert (spec["width"], spec["background"]) == ("container", None)
    assert spec["description"] == spec["usermeta"]["description"]
    assert spec["usermeta"]["title"].startswith(spec["title"]["text"][0])
    assert "olor" not in json.dumps(spec["config"])


def test_names_are_data_and_never_part_of_an_expression(tied: Answer) -> None:
    odd = 'a" + alert(1) + "\u2028<b>'
    names = Names(language="en", alternatives={"a1": odd}, criteria={"c0": odd})
    spec = charts.gaps(tied, names)
    assert spec
    expressions = [
        part["labelExpr"]
        for layer in spec["layer"]
        for channel in layer["encoding"].values()
        if isinstance(channel, dict)
        for part in (channel.get("axis"), channel.get("legend"))
        if part and "labelExpr" in part
    ]
    assert expressions
    for expression in expressions:
        array, place = expression.rsplit("[", 1)
        assert place == "datum.value]"
        assert isinstance(json.loads(array), list)
    assert charts.table(spec)[0]["Alternative"] == odd


def test_ranks_of_ties_bear_a_sign() -> None:
    assert rank_text({"rank": 2, "tied_with": ["b"]}) == "2="
    assert rank_text({"rank": 2, "tied_with": []}) == "2"
