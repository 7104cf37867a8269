"""The charts of an answer, drawn."""

from collections.abc import Callable
from functools import lru_cache
from typing import Any

import orjson

from api.language import Language
from api.reports.blocks import Block, chart
from api.reports.view import View

Plain = dict[str, Any]
CHARTS = ("ranking", "contributions", "stability", "acceptability")
"""Of the evidence there is a table, which says more and takes no time."""


def charts(view: View) -> dict[str, Block]:
    """Return the charts that the answer has the figures for, by name."""
    from api import charts as drawers
    from api.charts.names import Names

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
            svg = _svg(orjson.dumps(spec), view.language)
            found[name] = chart(svg, view.say(f"chart_{name}"))
    return found


@lru_cache(maxsize=32)
def _svg(spec: bytes, language: Language) -> str:
    """Return a chart as SVG; the second format of a report need not draw it again."""
    from api.charts.render import svg

    return svg(orjson.loads(spec), language)
