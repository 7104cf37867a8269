"""Charts as they are drawn, and the rows that they hold."""

import re
from functools import cache
from html import unescape
from typing import Any

import altair as alt

from mcda.plot import ChartNames

Chart = alt.LayerChart | alt.FacetChart
PHONE, DESK = 350, 720
LONG = "Overseas economic and trade cooperation zone with a name of about eighty letters"
LANGUAGES = ("en", "zh")


@cache
def _drawing() -> Any:
    import vl_convert

    vl_convert.configure(allowed_base_urls=[], base_url=False)
    return vl_convert


def drawn(chart: Chart, width: int = DESK) -> str:
    """Return the texts of a chart after Altair's schema and Vega; it is as high as it says."""
    spec = chart.to_dict()
    picture = _drawing().vegalite_to_svg({**spec, "width": width} if "width" in spec else spec)
    height = re.search(r'<svg[^>]* height="([\d.]+)"', picture)
    assert height
    assert float(height[1]) == spec.get("height", float(height[1]))
    return unescape(" ".join(re.findall(r"<(?:text|tspan)[^>]*>([^<]+)<", picture)))


def rows(chart: Chart, name: str = "rows") -> list[dict[str, Any]]:
    """Return the data set of that name."""
    found: list[dict[str, Any]] = []

    def walk(node: Any) -> None:
        if isinstance(node, dict):
            if node.get("name") == name and "values" in node and not found:
                found.extend(node["values"])
            node = list(node.values())
        for item in node if isinstance(node, list) else ():
            walk(item)

    walk(chart.to_dict(validate=False))
    return found


def title(chart: Chart) -> str:
    return " ".join(chart.to_dict(validate=False)["title"]["text"])


def named(language: str = "en", count: int = 20) -> ChartNames:
    """Return long names of alternatives a0, a1 and so on, and of the criterion c0."""
    said = {"en": f"{LONG} {{}}", "zh": "第{}号境外经济贸易合作园区"}[language]
    return ChartNames(
        language=language,
        alternatives={f"a{place}": said.format(place) for place in range(count)},
        criteria={"c0": {"en": "Hometown ties", "zh": "同乡联系"}[language]},
    )
