"""What all charts share: their frame, the axis of rows, the marks of ties."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from api.charts.parts import Document
from api.charts.sizes import LEGEND_COLUMNS, WIDE_LEGEND_COLUMNS
from api.charts.wrap import wrapped

if TYPE_CHECKING:
    import altair as alt

Spec = dict[str, Any]
ROWS = "rows"
DEFAULT_WIDTH = 720
"""Where no page gives the width of its container."""
LABEL, LABEL_COLUMNS = 152, 24
"""Pixels of the names of rows, and the letters that fit."""
RANKED, UNRANKED, NARROW = LABEL + 38, LABEL + 8, 128
"""Pixels left of the marks, with and without room for ranks."""
_AXIS = 44
_NARROW = 19, 1
_TITLE_COLUMNS, _NOTE_COLUMNS = 46, 62


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """A column of the table behind a chart; ``format`` is for numbers."""

    field: str
    title: str
    format: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Frame:
    """What stands around a chart.

    ``description`` is for those who hear it, ``height`` and ``legend`` are the pixels of the whole
    and of the legend below.
    """

    title: str
    note: str
    description: str
    height: int
    columns: Sequence[Column]
    legend: int = 0


def finished(chart: Any, frame: Frame) -> Spec:
    """Return the spec of a single or layered chart within its frame.

    The whole is as high as the frame says and as wide as its container. Colours of ground, text
    and grid are left to whoever shows it.
    """
    note = wrapped(frame.note, _NOTE_COLUMNS, 3, even=False) if frame.note else ()
    title: dict[str, Any] = {"text": list(wrapped(frame.title, _TITLE_COLUMNS))}
    if note:
        title["subtitle"] = list(note)
    meta = {
        "height": frame.height,
        "description": frame.description,
        "title": frame.title,
        "columns": [
            {"field": column.field, "title": column.title, "format": column.format}
            for column in frame.columns
        ],
    }
    whole = chart.properties(
        width="container",
        height=frame.height,
        autosize={"type": "fit", "contains": "padding"},
        padding={"left": 4, "top": 4, "right": 6, "bottom": 4 + frame.legend},
        title=title,
        description=frame.description,
        usermeta=meta,
    )
    # The tests hold every chart against the schema, which takes as long as all the rest.
    spec: Spec = whole.to_dict(validate=False)
    # Vega-Lite takes null for no ground at all, which its schema does not know.
    spec["background"] = None
    spec["config"] = _CONFIG
    return spec


def data(rows: Sequence[Mapping[str, Any]], name: str = ROWS) -> "alt.InlineData":
    """Return rows as a data set with a name of its own."""
    import altair as alt

    return alt.InlineData(values=[dict(row) for row in rows], name=name)


def row_axis(
    labels: Sequence[str],
    *,
    gap: float = 0.3,
    field: str = "row",
    ranked: bool = True,
    narrow: bool = False,
) -> "alt.Y":
    """Return the vertical axis of rows numbered from 0, in that order whatever they are called.

    Parameters
    ----------
    labels
        Of the rows.
    gap
        Share of a row that stays free.
    field
        That numbers the rows; one of another name holds where a bracket starts.
    ranked
        Whether there is room for ranks between labels and rows.
    narrow
        Whether labels have one short line.
    """
    import altair as alt

    extent = RANKED if ranked else NARROW if narrow else UNRANKED
    lines = [list(wrapped(label, *(_NARROW if narrow else (LABEL_COLUMNS, 2)))) for label in labels]
    return alt.Y(
        f"{field}:O",
        sort=None,
        bandPosition=0.5 if field == "row" else 0,
        scale=alt.Scale(domain=list(range(len(lines))), paddingInner=gap, paddingOuter=gap / 2),
        axis=alt.Axis(
            title=None,
            labelExpr=f"{json.dumps(lines)}[datum.value]",
            labelLimit=LABEL,
            labelOffset=_middle(lines),
            labelPadding=38 if ranked else 8,
            minExtent=extent,
            maxExtent=extent,
            ticks=False,
            domain=False,
        ),
    )


def tooltip(columns: Sequence[Column]) -> "list[alt.Tooltip]":
    """Return what a mark says when pointed at: the columns of its row."""
    import altair as alt

    return [
        alt.Tooltip(f"{column.field}:Q", title=column.title, format=column.format)
        if column.format
        else alt.Tooltip(f"{column.field}:N", title=column.title)
        for column in columns
    ]


def legend(shown: Sequence[str], *, left: int, axis: bool = True) -> "alt.Legend":
    """Return a legend below the whole chart, labels included.

    Parameters
    ----------
    shown
        Texts of the values, which are numbered from 0.
    left
        Pixels from the left edge to where the marks begin.
    axis
        Whether an axis stands between the marks and the legend.
    """
    import altair as alt

    return alt.Legend(
        title=None,
        orient="none",
        direction="horizontal",
        legendX=-left,
        legendY=alt.ExprRef(f"height + {_AXIS if axis else 10}"),
        columns=alt.ExprRef(f"width > 400 ? {WIDE_LEGEND_COLUMNS} : {LEGEND_COLUMNS}"),
        labelExpr=f"{json.dumps(list(shown))}[datum.value]",
        symbolOpacity=1,
    )


def _middle(lines: Sequence[Sequence[str]]) -> dict[str, Any]:
    """Return the offset that sets labels of two lines level with their row."""
    double = [row for row, line in enumerate(lines) if len(line) > 1]
    test = f"indexof({json.dumps(double)}, datum.value) >= 0"
    return {"condition": {"test": test, "value": -6}, "value": 0}


def rank_text(place: Document) -> str:
    """Return a rank with the sign of a tie."""
    return f"{place['rank']}=" if place["tied_with"] else str(place["rank"])


def rank_marks(
    rows: Sequence[Mapping[str, Any]], labels: Sequence[str], *, gap: float = 0.3
) -> "list[alt.Chart]":
    """Return the rank left of each row, and a bracket along each group of tied rows.

    Parameters
    ----------
    rows
        With ``row``, ``rank`` and ``place``, the rank as text.
    labels, gap
        Of the vertical axis that the rows stand on.
    """
    import altair as alt

    ranks = (
        alt.Chart(data([{"row": row["row"], "place": row["place"]} for row in rows], "ranks"))
        .mark_text(align="right", fontWeight="bold", tooltip=None)
        .encode(y=row_axis(labels, gap=gap), x=alt.value(-9), text="place:N")
    )
    groups: dict[int, list[int]] = {}
    for row in rows:
        groups.setdefault(row["rank"], []).append(row["row"])
    tied = [{"from": min(group), "to": max(group)} for group in groups.values() if len(group) > 1]
    if not tied:
        return [ranks]
    start = row_axis(labels, gap=gap, field="from")
    bracket = (
        alt.Chart(data(tied, "ties"))
        .mark_rule(strokeWidth=2, strokeCap="round", tooltip=None)
        .encode(y=start, y2=alt.Y2("to", bandPosition=1), x=alt.value(-4))
    )
    return [ranks, bracket]


_CONFIG: Mapping[str, Any] = {
    "view": {"continuousWidth": DEFAULT_WIDTH, "stroke": None},
    "title": {
        "anchor": "start",
        "frame": "bounds",
        "fontSize": 14,
        "subtitleFontSize": 11,
        "subtitlePadding": 4,
        "offset": 10,
        "lineHeight": 17,
        "subtitleLineHeight": 14,
    },
    "axis": {
        "labelFontSize": 11,
        "titleFontSize": 11,
        "titleFontWeight": "normal",
        "labelLineHeight": 12,
        "gridOpacity": 0.5,
    },
    "legend": {
        "labelFontSize": 11,
        "titleFontSize": 11,
        "titleFontWeight": "normal",
        "labelLimit": 140,
        "symbolType": "square",
        "symbolStrokeWidth": 0,
    },
    "text": {"fontSize": 11},
}
