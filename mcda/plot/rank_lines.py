"""How the ranks of alternatives differ between weightings."""

from collections import Counter
from collections.abc import Sequence
from typing import Any

import altair as alt

from mcda.arguments import checked
from mcda.plot import frame, layout
from mcda.plot.frame import CATEGORIES, ENGLISH, LABEL_COLUMNS, ChartNames
from mcda.plot.layout import HEAD_ROW, Records, distinct, wrapped

_LEFT, _RIGHT = 26, 164
_HEAD_COLUMNS, _HEAD_GAP = 44, 6
_GREY = len(CATEGORIES)


@checked
def slopes(rows: Any, names: ChartNames = ENGLISH) -> alt.LayerChart:
    """Return a line per alternative through its ranks; tied alternatives meet in a point.

    Parameters
    ----------
    rows
        From best to worst under each: ``weighting`` (its name), ``alternative``, ``rank`` and
        ``score``.
    names
        Of alternatives, and the language.

    Examples
    --------
    >>> place = {"alternative": "a", "rank": 1, "score": 0.7}
    >>> slopes([{"weighting": name, **place} for name in ("board", "owner")]).title["text"]
    ['How do the ranks differ', 'between the weightings?']
    """
    records = frame.records(rows, "slopes", "weighting", "alternative", "rank", "score")
    weightings = distinct(records, "weighting")
    best: dict[str, int] = {}
    for row in records:
        best[row["alternative"]] = min(row["rank"], best.get(row["alternative"], row["rank"]))
    alternatives = sorted(best, key=best.__getitem__)[: layout.LIMIT]
    levels = sorted({row["rank"] for row in records if row["alternative"] in alternatives})
    winners = [key for key in alternatives if best[key] == 1]
    ends: list[Any] = [_LEFT, alt.ExprRef(f"width - {_RIGHT}")]
    across = alt.Scale(type="point", padding=0, domain=list(range(len(weightings))), range=ends)
    plain: dict[str, Any] = {"title": None, "domain": False, "ticks": False}
    x = alt.X("column:O", sort=None, scale=across, axis=alt.Axis(labels=False, grid=True, **plain))
    down = alt.Scale(type="point", domain=list(range(len(levels))), padding=0.5)
    label = frame.by_number(levels)
    axis = alt.Axis(labelExpr=label, labelFontWeight="bold", grid=False, **plain)
    y = alt.Y("level:O", sort=None, scale=down, axis=axis)
    colours = {key: number % _GREY for number, key in enumerate(winners)}
    counts = Counter((row["weighting"], row["rank"]) for row in records)
    points = [
        {
            **row,
            "column": weightings.index(row["weighting"]),
            "name": names.alternative(row["alternative"]),
            "place": f"{row['rank']}{'=' * (counts[row['weighting'], row['rank']] > 1)}",
            "level": levels.index(row["rank"]),
            "colour": colours.get(row["alternative"], _GREY),  # of those that are first anywhere
        }
        for row in records
        if row["alternative"] in alternatives
    ]
    notes = [names.say("slopes_note"), frame.more(names, len(best))]
    first = [names.alternative(key) for key in winners]
    about = {"count": len(best), "weightings": len(weightings), "winners": first}
    properties = frame.head("slopes", names, notes, about)
    layers = [*_lines(points, x, y, names), _ends(points, x, y, names), *_heads(weightings, x)]
    height = layout.HEAD + HEAD_ROW * len(weightings) + 30 * len(levels)
    return frame.chart(layers, height, properties)


def _lines(points: Records, x: alt.X, y: alt.Y, names: ChartNames) -> list[alt.Chart]:
    pattern = frame.score_format(point["score"] for point in points)
    columns = ("weighting", "weighting"), ("name", "alternative"), ("place", "rank")
    scale = alt.Scale(domain=list(range(_GREY + 1)), range=[*CATEGORIES, frame.REST])
    colour = alt.Color("colour:N", legend=None, scale=scale)
    base = alt.Chart(frame.data(points)).encode(
        x=x, y=y, detail=alt.Detail("alternative:N"), color=colour, order=alt.Order("column:Q")
    )
    thin, thick = (base.transform_filter(f"datum.colour {sign} {_GREY}") for sign in ("==", "<"))
    tips = frame.tooltip(names, *columns, ("score", "score", pattern))
    return [
        thin.mark_line(strokeWidth=1.5, opacity=0.7, tooltip=None),
        thick.mark_line(strokeWidth=3, tooltip=None),
        base.mark_circle(size=70, opacity=1).encode(tooltip=tips),
    ]


def _heads(weightings: Sequence[str], x: alt.X) -> list[alt.Chart]:
    """Return the names of the weightings, each one step lower, and a line down from each name.

    So even on a narrow page each name has free width to its right.
    """
    steps = [
        {
            "column": column,
            "label": wrapped(name, _HEAD_COLUMNS, 1)[0],
            "y": -_HEAD_GAP - HEAD_ROW * (len(weightings) - 1 - column),
        }
        for column, name in enumerate(weightings)
    ]
    base = alt.Chart(frame.data(steps, "heads")).encode(x=x)
    top, bottom = alt.ExprRef(f"datum.y - {HEAD_ROW - 4}"), alt.ExprRef("datum.y")
    room = alt.ExprRef("width - scale('x', datum.column) - 4")
    text = base.mark_text(align="left", baseline="bottom", dx=4, y=bottom, limit=room, tooltip=None)
    rule = base.mark_rule(y=top, y2=0, opacity=0.3, tooltip=None)
    return [rule, text.encode(text=alt.Text("label:N"))]


def _ends(points: Records, x: alt.X, y: alt.Y, names: ChartNames) -> alt.Chart:
    """Return the names beside the last weighting; tied alternatives share one label."""
    last = max(point["column"] for point in points)
    groups: dict[int, list[str]] = {}
    for point in points:
        if point["column"] == last:
            groups.setdefault(point["level"], []).append(point["name"])
    labels = {level: _label(group, names) for level, group in groups.items()}
    ends = [
        {"column": last, "level": level, "label": label, "dy": 6 - 6 * len(label)}
        for level, label in labels.items()
    ]
    mark = alt.Chart(frame.data(ends, "ends")).mark_text(
        align="left", dx=10, dy=alt.ExprRef("datum.dy"), lineHeight=12, tooltip=None
    )
    return mark.encode(x=x, y=y, text=alt.Text("label:N"))


def _label(group: Sequence[str], names: ChartNames) -> list[str]:
    if len(group) == 1:
        return wrapped(group[0], LABEL_COLUMNS)
    lines = [wrapped(name, LABEL_COLUMNS, 1)[0] for name in group[:2]]
    if len(group) == 2:
        return [f"= {line}" for line in lines]
    return [lines[0], names.say("slopes_more", count=len(group) - 1)]
