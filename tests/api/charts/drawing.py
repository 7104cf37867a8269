"""Specs as they are drawn."""

import re
from html import unescape
from typing import Any

import altair as alt

from api.charts.render import svg
from api.charts.spec import Spec
from api.language import Language


def drawn(spec: Spec, language: Language = "en", width: int = 720) -> str:
    """Return the text of a chart after it went through Altair's schema and Vega, with its size."""
    checked = {key: value for key, value in spec.items() if key != "background"}
    alt.LayerChart.from_dict(checked)
    assert spec["background"] is None
    picture = svg(spec, language, width=width)
    height = re.search(r'<svg[^>]* height="([\d.]+)"', picture)
    assert height
    assert float(height[1]) == spec["usermeta"]["height"]
    return unescape(" ".join(re.findall(r"<(?:text|tspan)[^>]*>([^<]+)<", picture)))


def rows(spec: Spec, name: str = "rows") -> list[dict[str, Any]]:
    """Return the data set of that name."""
    found: list[dict[str, Any]] = []

    def walk(node: Any) -> None:
        if isinstance(node, dict):
            if node.get("name") == name and "values" in node and not found:
                found.extend(node["values"])
            node = list(node.values())
        for item in node if isinstance(node, list) else ():
            walk(item)

    walk(spec)
    return found
