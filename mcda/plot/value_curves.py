"""Value curves of the criteria, and the positions of the alternatives on them."""

from collections.abc import Mapping, Sequence
from typing import Any

import altair as alt

from mcda.arguments import checked
from mcda.plot import frame, layout
from mcda.plot.frame import ACCENT, ENGLISH, ChartNames
from mcda.texts.figures import unit_names

_BOUNDS = ("value", "low", "high", "worth")
_WIDTH, _CURVE, _STEP, _LABEL = 210, 96, 17, 26
"""Panels in a row; pixels of their width, of the curve and of a row below it; letters of a name."""


@checked
def curves(
    rows: Any, names: ChartNames = ENGLISH, *, points: Mapping[str, Sequence[Sequence[float]]]
) -> alt.FacetChart:
    """Return a panel for each criterion: its value curve, below it the cells and their worth.

    Parameters
    ----------
    rows
        A cell each: ``alternative``, ``criterion``, ``unit``, ``value`` with what it is ``worth``
        in 0..1 (both None where unknown), and its bounds ``low`` and ``high`` (None where certain).
    names
        Of alternatives and criteria, and the language.
    points
        Of the curve of each criterion, ``(x, worth)`` from the lowest ``x``.

    Examples
    --------
    >>> cell = {"alternative": "a", "criterion": "price", "unit": "USD/m2", "value": 80.0}
    >>> rows = [{**cell, "low": None, "high": None, "worth": 0.7}]
    >>> curves(rows, points={"price": [(50, 1), (150, 0)]}).title["text"]
    ['What is a value worth?']
    """
    records = frame.records(rows, "curves", "alternative", "criterion", "unit", *_BOUNDS)
    criteria = [key for key in layout.distinct(records, "criterion") if key in points]
    alternatives = layout.distinct(records, "alternative")
    panels = {key: panel for panel, key in enumerate(criteria[: layout.LIMIT])}
    places = {key: row for row, key in enumerate(alternatives[: layout.LIMIT])}
    cells = [
        {
            **{key: row[key] for key in _BOUNDS},
            "kind": "cell",
            "panel": panels[row["criterion"]],
            "level": _level(places[row["alternative"]]),
            **frame.ends(row),
            "name": names.alternative(row["alternative"]),
        }
        for row in records
        if row["criterion"] in panels and row["alternative"] in places
    ]
    lines = [
        {"kind": "curve", "panel": panel, "value": float(x), "level": float(worth)}
        for key, panel in panels.items()
        for x, worth in points[key]
    ]
    units = {row["criterion"]: unit_names(row["unit"])[names.language] for row in records}
    count, of_criteria = len(alternatives), len(criteria)
    more = (frame.more(names, count), frame.more(names, of_criteria, "criteria"))
    notes = [names.say("curves_note"), *more]
    properties = frame.head("curves", names, notes, {"count": count, "criteria": of_criteria})
    heads = (f"{names.criterion(key)}, {units[key]}".strip(", ") for key in panels)
    labels = [layout.wrapped(names.alternative(key), _LABEL, 1)[0] for key in places]
    # The curve with dots, and below it one row per alternative: bounds, value, worth.
    levels = [_level(row) for row in range(len(labels))]
    array = frame.by_number(labels).rpartition("[")[0]
    label = f"{array}[round(-datum.value * {_CURVE / _STEP}) - 1]"  # of the row at a level
    expression = f"datum.value >= 0 ? format(datum.value, '.0%') : {label}"
    ticks: dict[str, Any] = {"values": [0, 0.5, 1, *levels], "labelExpr": expression}
    axis = alt.Axis(title=None, domain=False, ticks=False, labelLimit=0, grid=True, **ticks)
    scale = alt.Scale(domain=[_level(len(labels) - 0.5), 1], nice=False)
    y = alt.Y("level:Q", axis=axis, scale=scale)
    x = frame.value_axis("value")
    columns = (
        ("name", "alternative"),
        ("value", "value", frame.VALUE),
        ("low", "at_least", frame.VALUE),
        ("high", "at_most", frame.VALUE),
        ("worth", "worth", frame.SHARE),
    )
    curve = alt.Chart().transform_filter("datum.kind == 'curve'")
    curve = curve.mark_line(strokeWidth=2, color=frame.REST, tooltip=None)
    cell = alt.Chart().transform_filter("datum.kind == 'cell'")
    cell = cell.encode(tooltip=frame.tooltip(names, *columns))
    present = cell.transform_filter("isValid(datum.value)")
    beside = cell.encode(y=y)
    worth: dict[str, Any] = {"align": "left", "dx": 5, "fontSize": 10, "tooltip": None}
    dot: dict[str, Any] = {"opacity": 1, "color": ACCENT}
    ring = present.mark_point(size=36, filled=False, strokeWidth=1.5, **dot)
    unknown, right = beside.transform_filter("!isValid(datum.value)"), alt.value(_WIDTH)
    layers = [
        curve.encode(x=x, y=y, order=alt.Order("value:Q")),
        ring.encode(x=x, y=alt.Y("worth:Q", axis=axis, scale=scale)),
        beside.transform_filter("isValid(datum.from)")
        .mark_rule(strokeWidth=6, opacity=0.4, strokeCap="round", color=ACCENT)
        .encode(x=alt.X("from:Q"), x2=alt.X2("to")),
        present.mark_circle(size=44, **dot).encode(x=x, y=y),
        present.mark_text(**worth).encode(y=y, x=right, text=alt.Text("worth:Q", format=".0%")),
        unknown.mark_text(**worth).encode(x=right, text=alt.datum("?")),
    ]
    height = _CURVE + _STEP * (len(places) + 0.5)
    panel = alt.LayerChart(layer=layers, width=_WIDTH, height=height)
    return frame.panels(panel, heads, [*lines, *cells], properties)


def _level(row: float) -> float:
    """Return the position of a row below the curve, on the axis of worth."""
    return -_STEP * (row + 1) / _CURVE
