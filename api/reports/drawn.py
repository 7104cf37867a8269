"""The charts of an answer, drawn."""

from functools import lru_cache

import orjson

from api.language import Language
from api.reports.blocks import Block, chart
from api.reports.view import View


def charts(view: View) -> dict[str, Block]:
    """Return the charts that the answer has the figures for, by name."""
    from api.charts.gathered import gathered

    return {
        name: chart(_svg(orjson.dumps(spec), view.language), view.say(f"chart_{name}"))
        for name, spec in gathered(view.answer, view.labels, view.language).items()
    }


@lru_cache(maxsize=32)
def _svg(spec: bytes, language: Language) -> str:
    """Return a chart as SVG; the second format of a report need not draw it again."""
    from api.charts.render import svg

    return svg(orjson.loads(spec), language)
