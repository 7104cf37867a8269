"""Charts of answers: from rows by id to specs for pages and SVG for reports."""

import re
from collections.abc import Mapping
from functools import cache
from typing import TYPE_CHECKING, Any

from markupsafe import Markup

from api.document.charts import ChartRows
from api.http.language import Language

if TYPE_CHECKING:
    from api.parks.labels import Labels

Charts = Mapping[str, ChartRows]
Spec = dict[str, Any]
WIDTH = 720
"""Pixels of a chart on paper."""
_FONTS = {
    "en": "Noto Sans, DejaVu Sans, Noto Sans CJK SC, Arial, sans-serif",
    "zh": "Noto Sans CJK SC, Noto Sans SC, PingFang SC, Microsoft YaHei, WenQuanYi Micro Hei, "
    "sans-serif",
}
_INK, _SOFT, _LINE = "#1c2733", "#5a6470", "#c9cfd4"
_THEMED = {
    _INK: "var(--ink)",
    _SOFT: "var(--soft)",
    _LINE: "var(--line)",
    "#0b6fb8": "var(--first)",
    "#8b939a": "var(--other)",
}
"""What stands on a page for a colour of paper."""
_COLOURS = re.compile("|".join(_THEMED), re.IGNORECASE)


def specs(charts: Charts, labels: "Labels", language: Language) -> dict[str, Spec]:
    """Return charts as Vega-Lite, by name."""
    from altair.utils.schemapi import debug_mode

    from mcda import plot

    names = plot.ChartNames(
        language=language, alternatives=labels.alternatives, criteria=labels.criteria
    )
    # The tests hold every chart against the schema, which takes as long as all the rest.
    with debug_mode(False):
        raw = {
            name: getattr(plot, name)(chart.rows, names, **chart.options).to_dict(validate=False)
            for name, chart in charts.items()
        }
    # Vega-Lite takes null for no ground at all, which its schema does not know.
    return {name: {**spec, "width": "container", "background": None} for name, spec in raw.items()}


def drawings(charts: Charts, labels: "Labels", language: Language) -> dict[str, str]:
    """Return charts as SVG for a page, by name, in the colours of its theme.

    Charts are drawn in the colours of paper; each colour is then replaced by a variable of the
    page's theme, so that a dark page shows dark charts without drawing them again.
    """
    images = {}
    for name, spec in specs(charts, labels, language).items():
        image = svg(spec, language)
        images[name] = _COLOURS.sub(lambda match: _THEMED[match.group().lower()], image)
    return images


def svg(spec: Spec, language: Language) -> str:
    """Return a chart as SVG for white paper, its text as text."""
    text = {"labelColor": _INK, "titleColor": _SOFT}
    return drawing().vegalite_to_svg(
        {**spec, "width": WIDTH},
        config={
            "font": font(language),
            "title": {"color": _INK, "subtitleColor": _SOFT},
            "axis": {**text, "gridColor": _LINE, "domainColor": _LINE, "tickColor": _LINE},
            "legend": text,
            **{mark: {"color": _INK} for mark in ("text", "rule", "tick")},
        },
    )


def inline_svg(svg: str) -> Markup:
    """Return a chart as markup for a page; its texts were escaped when it was drawn."""
    return Markup(svg[svg.index("<svg") :])  # noqa: S704


def font(language: Language) -> str:
    """Return the font families of charts, in order of preference."""
    return _FONTS[language]


@cache
def drawing() -> Any:
    """Return the library that draws, set up to load nothing from other addresses."""
    import vl_convert  # type: ignore[import-untyped]  # ships no types

    vl_convert.configure(allowed_base_urls=[], base_url=False)
    return vl_convert
