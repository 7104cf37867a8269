"""Heights that pages reserve before they load the charts."""

import subprocess
import sys
from collections.abc import Callable
from typing import Any

from api import charts
from api.charts.names import Names
from api.charts.sizes import heights

Answer = dict[str, Any]
ALL = (
    "ranking",
    "gaps",
    "stability",
    "acceptability",
    "evidence",
    "slopes",
    "winner_gaps",
)


def test_each_chart_is_as_high_as_was_said(
    recommended: Answer,
    compared: Answer,
    tied: Answer,
    many: Answer,
    named: Callable[..., Names],
) -> None:
    for answer in (recommended, compared, tied, many):
        made = {name: getattr(charts, name)(answer, named(answer)) for name in ALL}
        said = {name: spec["usermeta"]["height"] for name, spec in made.items() if spec is not None}
        assert heights(answer) == said


def test_which_charts_an_answer_has(recommended: Answer, compared: Answer, many: Answer) -> None:
    assert set(heights(recommended)) == set(ALL[:5])
    assert set(heights(compared)) == {"slopes", "winner_gaps"}
    assert set(heights(many)) == {"ranking"}
    assert heights({}) == {}
    assert max(heights(many).values()) < 800


def test_charts_load_no_library_before_one_is_asked_for() -> None:
    code = "import api.charts, api.charts.render, sys; print(*sys.modules)"
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert "api.charts.sizes" in run.stdout.split()
    assert not {"altair", "vl_convert", "pandas"} & set(run.stdout.split())
