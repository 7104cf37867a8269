"""The charts of an answer, drawn."""

from collections.abc import Callable
from typing import Any

from api.reports.blocks import Block, chart
from api.reports.view import View

Plain = dict[str, Any]
CHARTS = ("ranking", "contributions", "stability", "acceptability", "evidence")


def charts(view: View) -> dict[str, Block]:
    """Return the charts that the answer has the figures for, by name."""
    from api import charts as drawers
    from api.charts.names import Names
    from api.charts.render import svg

    names = Names(
        language=view.language,
        alternatives=view.labels.alternatives,
        criteria=view.labels.criteria,
    )
    found = {}
    for name in CHARTS:
        draw: Callable[[Plain, Names], Plain | None] = getattr(drawers, name)
        spec = draw(view.answer, names)
        if spec is not None:
            found[name] = chart(svg(spec, view.language), view.say(f"chart_{name}"))
    return found
