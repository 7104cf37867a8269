"""Colours of text and grid and the fonts, for whoever shows a chart: Vega's ``config``."""

from typing import Any, Literal

from api.language import Language

Ground = Literal["light", "dark"]
_INK = {"light": ("#1c2733", "#5a6470", "#c9cfd4"), "dark": ("#ece9e2", "#a8b0b6", "#465058")}
_FONTS = {
    "en": "Noto Sans, DejaVu Sans, Noto Sans CJK SC, Arial, sans-serif",
    "zh": "Noto Sans CJK SC, Noto Sans SC, PingFang SC, Microsoft YaHei, WenQuanYi Micro Hei, "
    "sans-serif",
}


def theme(ground: Ground, language: Language) -> dict[str, Any]:
    """Return the config for one ground; a spec sets no colour that stands here."""
    ink, soft, line = _INK[ground]
    return {
        "font": _FONTS[language],
        "title": {"color": ink, "subtitleColor": soft},
        "axis": {
            "labelColor": ink,
            "titleColor": soft,
            "gridColor": line,
            "domainColor": line,
            "tickColor": line,
        },
        "legend": {"labelColor": ink, "titleColor": soft},
        "text": {"color": ink},
        "rule": {"color": ink},
        "tick": {"color": ink},
    }
