"""All charts of an answer."""

from collections.abc import Callable
from typing import Any

from altair.utils import schemapi

from api import charts
from api.charts.gathered import VIEWS, gathered
from api.charts.names import Names
from api.parks.labels import labels_of_catalogue

Answer = dict[str, Any]


def test_a_result_and_a_comparison_have_charts_of_their_own(
    recommended: Answer, compared: Answer, named: Callable[..., Names]
) -> None:
    for answer, count in ((recommended, 4), (compared, 2)):
        found = gathered(answer, labels_of_catalogue("zh"), "zh")
        assert len(found) == count
        assert list(found) == [name for name in VIEWS if name in found]
        names = named(answer, "zh")
        for name, spec in found.items():
            assert spec == getattr(charts, name)(answer, names)


def test_what_has_no_figures_is_left_out() -> None:
    assert gathered({}, labels_of_catalogue("en"), "en") == {}


def test_whoever_else_draws_is_checked_as_before(recommended: Answer) -> None:
    gathered(recommended, labels_of_catalogue("en"), "en")
    assert schemapi.DEBUG_MODE
