"""How the weights of several weightings differ, criterion by criterion."""

from collections.abc import Sequence
from typing import Any

import altair as alt

from mcda.arguments import checked
from mcda.plot import frame, layout
from mcda.plot.frame import CATEGORIES, ENGLISH, ChartNames
from mcda.plot.layout import Records
from mcda.texts.figures import formatted

_NEEDED = ("weighting", "criterion", "weight")
"""Columns of the rows."""
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
    records = frame.records(rows, "weights", *_NEEDED)
    weightings = layout.distinct(records, "weighting")
    spans = _spans(records, names)
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
    properties = frame.head(
        "weights",
        names,
        [
            names.say("weights_note"),
            frame.more(names, len(spans), "criteria"),
            names.say("weights_more", count=surplus) if surplus > 0 else "",
        ],
        count=len(weightings),
        criterion=widest["name"],
        **{end: formatted(widest[end], frame.SHARE) for end in ("low", "high")},
    )
    height = layout.of_rows(len(spans), 31, layout.legend_height(len(weightings)))
    layers = _layers(marks, drawn_spans, weightings[: len(CATEGORIES)], names)
    return frame.chart(layers, height, properties, legend=len(weightings))


def _spans(rows: Records, names: ChartNames) -> list[dict[str, Any]]:
    """Return the criteria with their least and greatest weights, the greatest first."""
    by_criterion: dict[str, list[float]] = {}
    for row in rows:
        by_criterion.setdefault(row["criterion"], []).append(row["weight"])
    order = sorted(by_criterion, key=lambda key: -max(by_criterion[key]))
    return [
        {
            "row": number,
            "criterion": key,
            "name": names.criterion(key),
            "low": min(by_criterion[key]),
            "high": max(by_criterion[key]),
        }
        for number, key in enumerate(order)
    ]


def _layers(
    marks: Records, spans: Records, weightings: Sequence[str], names: ChartNames
) -> list[alt.Chart]:
    numbers = list(range(len(weightings)))
    y = frame.row_axis([span["name"] for span in spans], ranked=False)
    high = max(span["high"] for span in spans)
    axis = alt.Axis(format=".0%", tickCount=alt.ExprRef("width < 300 ? 3 : 6"))
    scale = alt.Scale(domain=[0, high], nice=True)
    x: dict[str, Any] = {"title": names.say("weights_axis"), "scale": scale, "axis": axis}
    legend = frame.legend([layout.wrapped(name, 22, 1)[0] for name in weightings], left=_LEFT)
    legend["symbolType"] = alt.Undefined
    tips = frame.tooltip(
        names, ("weighting", "weighting"), ("name", "criterion"), ("weight", "weight", frame.SHARE)
    )
    line = alt.Chart(frame.data(spans, "spans")).mark_rule(
        strokeWidth=2, opacity=0.35, color=frame.REST, tooltip=None
    )
    points = alt.Chart(frame.data(marks)).mark_point(
        filled=True, size=90, opacity=1, stroke="white", strokeWidth=0.8
    )
    return [
        line.encode(y=y, x=alt.X("low:Q", **x), x2="high:Q"),
        points.encode(
            y=y,
            x=alt.X("weight:Q", **x),
            color=alt.Color(
                "number:N",
                legend=legend,
                scale=alt.Scale(domain=numbers, range=list(CATEGORIES[: len(numbers)])),
            ),
            shape=alt.Shape(
                "number:N",
                legend=legend,
                scale=alt.Scale(domain=numbers, range=list(_SHAPES[: len(numbers)])),
            ),
            tooltip=tips,
        ),
    ]
