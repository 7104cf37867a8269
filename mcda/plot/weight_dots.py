"""How the weights of several weightings differ, criterion by criterion."""

from typing import Any

import altair as alt

from mcda.arguments import checked
from mcda.plot import frame, layout
from mcda.plot.frame import CATEGORIES, ENGLISH, ChartNames
from mcda.texts.figures import formatted

_SHAPES = (
    *("circle", "square", "triangle-up", "diamond"),
    *("cross", "triangle-down", "triangle-right", "triangle-left"),
)
"""Told apart without colour, one for each of the colours."""
_LEFT = frame.LABEL + 8


@checked
def weights(rows: Any, names: ChartNames = ENGLISH) -> alt.LayerChart:
    """Return a row for each criterion with a mark for its weight under each weighting.

    Parameters
    ----------
    rows
        ``weighting`` (its name), ``criterion`` and ``weight`` in 0..1.
    names
        Of criteria, and the language.

    Examples
    --------
    >>> ours = {"weighting": "ours", "criterion": "price", "weight": 1.0}
    >>> weights([ours]).title["text"]
    ['How do the weights differ?']
    """
    records = frame.records(rows, "weights", "weighting", "criterion", "weight")
    weightings = layout.distinct(records, "weighting")
    by_criterion: dict[str, list[float]] = {}
    for row in records:
        by_criterion.setdefault(row["criterion"], []).append(row["weight"])
    order = sorted(by_criterion, key=lambda key: -max(by_criterion[key]))
    spans: list[dict[str, Any]] = [
        {
            "row": number,
            "criterion": key,
            "name": names.criterion(key),
            "low": min(by_criterion[key]),
            "high": max(by_criterion[key]),
        }
        for number, key in enumerate(order)
    ]
    drawn_spans = spans[: layout.LIMIT]
    places = {span["criterion"]: span["row"] for span in drawn_spans}
    marks = [
        {
            "row": places[row["criterion"]],
            "weight": row["weight"],
            "name": names.criterion(row["criterion"]),
            "weighting": row["weighting"],
            "number": weightings.index(row["weighting"]),
        }
        for row in records
        if row["criterion"] in places and weightings.index(row["weighting"]) < len(CATEGORIES)
    ]
    widest = max(drawn_spans, key=lambda span: span["high"] - span["low"])
    surplus = len(weightings) - len(CATEGORIES)
    notes = [
        names.say("weights_note"),
        frame.more(names, len(spans), "criteria"),
        names.say("weights_more", count=surplus) if surplus > 0 else "",
    ]
    ends = {end: formatted(widest[end], frame.SHARE) for end in ("low", "high")}
    about = {"count": len(weightings), "criterion": widest["name"], **ends}
    properties = frame.head("weights", names, notes, about)
    height = layout.of_rows(len(spans), 31, layout.legend_height(len(weightings)))
    of_legend = weightings[: len(CATEGORIES)]
    numbers = list(range(len(of_legend)))
    y = frame.row_axis([span["name"] for span in drawn_spans], ranked=False)
    axis = alt.Axis(format=".0%", tickCount=alt.ExprRef("width < 300 ? 3 : 6"))
    scale = alt.Scale(domain=[0, max(span["high"] for span in drawn_spans)], nice=True)
    x: dict[str, Any] = {"title": names.say("weights_axis"), "scale": scale, "axis": axis}
    legend = frame.legend([layout.wrapped(name, 22, 1)[0] for name in of_legend], left=_LEFT)
    legend["symbolType"] = alt.Undefined
    columns = ("weighting", "weighting"), ("name", "criterion"), ("weight", "weight", frame.SHARE)
    line = alt.Chart(frame.data(drawn_spans, "spans")).mark_rule(
        strokeWidth=2, opacity=0.35, color=frame.REST, tooltip=None
    )
    points = alt.Chart(frame.data(marks)).mark_point(
        filled=True, size=90, opacity=1, stroke="white", strokeWidth=0.8
    )
    colours = alt.Scale(domain=numbers, range=list(CATEGORIES[: len(numbers)]))
    shapes = alt.Scale(domain=numbers, range=list(_SHAPES[: len(numbers)]))
    layers = [
        line.encode(y=y, x=alt.X("low:Q", **x), x2="high:Q"),
        points.encode(
            y=y,
            x=alt.X("weight:Q", **x),
            color=alt.Color("number:N", legend=legend, scale=colours),
            shape=alt.Shape("number:N", legend=legend, scale=shapes),
            tooltip=frame.tooltip(names, *columns),
        ),
    ]
    return frame.chart(layers, height, properties, legend=len(weightings))
