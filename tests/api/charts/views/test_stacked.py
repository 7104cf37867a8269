"""Parts and their colours."""

from api.charts.names import Names
from api.charts.views.stacked import divided, legend_names

NAMES = Names(language="en", alternatives={}, criteria={"a": "Price"})


def test_parts_without_a_colour_are_summed() -> None:
    assert divided({"a": 1.0, "b": -2.0, "c": 5.0}, ["c"]) == [(0, 5.0), (1, -1.0)]
    assert divided({"a": 1.0}, ["c", "a"]) == [(1, 1.0)]


def test_the_rest_is_named_by_its_number() -> None:
    assert legend_names(["a", "b"], 2, NAMES) == ["Price", "b"]
    assert legend_names(["a"], 3, NAMES) == ["Price", "2 other criteria"]
