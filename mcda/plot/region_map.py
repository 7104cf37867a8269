"""Which alternative is first for each division of weight among two or three criteria."""

from collections.abc import Mapping, Sequence
from typing import Any

import altair as alt
import numpy as np

from mcda.arguments import checked
from mcda.plot import frame
from mcda.plot.frame import CATEGORIES, ENGLISH, ChartNames
from mcda.plot.layout import wrapped
from mcda.texts.figures import formatted

_NEEDED = ("alternative", "share", "corners")
"""Columns of the rows."""
_HEAD, _SIDE, _TOP, _STRIP = 84, 420, 40, 112
"""Pixels of the title, of the triangle's side where there is room, above it, and of a strip."""
_SMALLEST = 0.02
"""Share of the whole below which a region has no room for its name."""
_NEAR_X, _NEAR_Y = 0.4, 0.09
"""From the dot to the middle of a name, where the triangle is 2 wide and 1 high."""
_ROOM = 0.15
"""The same, of a strip."""
_GRID = (0.25, 0.5, 0.75)
_INK = "#1c2733"
_ROOT = 3**0.5 / 2


@checked
def regions(
    rows: Any,
    names: ChartNames = ENGLISH,
    *,
    criteria: Sequence[str],
    present: Sequence[float],
    total: float = 1.0,
) -> alt.LayerChart:
    """Return a triangle of the shares of three weights, or a strip of two, by who is first.

    Parameters
    ----------
    rows
        As regions of `mcda.robust.WeightRegions` are: ``alternative``, its ``share`` of the whole,
        and ``corners``, each with a share for every criterion.
    names
        Of alternatives and criteria, and the language.
    criteria
        Ids of the two or three.
    present
        Their shares now.
    total
        The weight that they share.

    Examples
    --------
    >>> half = {"alternative": "a", "share": 0.5, "corners": [[1, 0], [0.5, 0.5]]}
    >>> regions([half], criteria=["price", "place"], present=[0.6, 0.4]).title["text"]
    ['Who is first where when weights shift?']
    """
    records = sorted(frame.records(rows, "regions", *_NEEDED), key=lambda row: -row["share"])
    areas = [
        {**row, "number": number, "name": names.alternative(row["alternative"])}
        for number, row in enumerate(records)
    ]
    three = len(criteria) == 3
    called = [names.criterion(key) for key in criteria]
    part = formatted(total, frame.SHARE)
    small = [row["share"] for row in areas if row["share"] < _SMALLEST]  # no room for names
    together = formatted(sum(small), frame.SHARE)
    head = frame.head(
        "regions",
        names,
        [
            names.say("regions_note_three" if three else "regions_note_two"),
            names.say("regions_kept", share=part) if total < 1 - 1e-9 else "",
            names.say("regions_small", count=len(small), share=together) if small else "",
        ],
        count=len(areas),
        criteria=names.listed(called),
        winner=areas[0]["name"],
        share=formatted(areas[0]["share"], frame.SHARE),
    )
    if three:
        return frame.chart(_triangle(areas, called, present, names), _HEAD + _TOP + _SIDE, head)
    return frame.chart(_strip(areas, called, present, names), _HEAD + _STRIP, head)


def _colours() -> dict[str, Any]:
    """Return the colour of a region by its number; past the eighth all are grey."""
    scale = alt.Scale(domain=list(range(len(CATEGORIES))), range=[*CATEGORIES])
    colour = alt.Color("number:N", legend=None, scale=scale)
    return {
        "color": alt.condition(f"datum.number < {len(CATEGORIES)}", colour, alt.value(frame.REST))
    }


def _flat(corner: Sequence[float]) -> dict[str, float]:
    """Return the position of three shares: all of the first at the top, of the second left."""
    first, second, third = corner
    return {"x": third - second, "y": first}


def _triangle(
    shown: Sequence[Mapping[str, Any]],
    called: Sequence[str],
    present: Sequence[float],
    names: ChartNames,
) -> list[alt.Chart]:
    half = f"min(width - 90, {_SIDE}) / 2"
    across = [alt.ExprRef(f"width / 2 - {half}"), alt.ExprRef(f"width / 2 + {half}")]
    down = [alt.ExprRef(f"{_TOP} + {_ROOT} * 2 * {half}"), alt.ExprRef(f"{_TOP}")]
    x = alt.X("x:Q", axis=None, scale=alt.Scale(domain=[-1, 1], nice=False, range=across))
    y = alt.Y("y:Q", axis=None, scale=alt.Scale(domain=[0, 1], nice=False, range=down))
    edges = [
        {**_flat(corner), "order": place, **_told(row)}
        for row in shown
        for place, corner in enumerate(row["corners"])
    ]
    tips = frame.tooltip(names, ("name", "first_here"), ("share", "share_of_weights", frame.SHARE))
    areas = (
        alt.Chart(frame.data(edges))
        .mark_line(
            interpolate="linear-closed", filled=True, stroke="white", strokeWidth=1.5, opacity=0.85
        )
        .encode(x=x, y=y, order="order:Q", detail="number:N", tooltip=tips, **_colours())
    )
    middles = [
        {**_beside(_flat(present), _middle(row["corners"])), "label": wrapped(row["name"], 22)}
        for row in shown
        if row["share"] >= _SMALLEST
    ]
    text = alt.Chart(frame.data(middles, "names")).encode(x=x, y=y, text=alt.Text("label:N"))
    mark: dict[str, Any] = {"fontWeight": "bold", "lineHeight": 13, "tooltip": None}
    edge: dict[str, Any] = {"stroke": "white", "strokeWidth": 3.5, "strokeJoin": "round"}
    return [
        areas,
        *_lines(x, y),
        # Names stand on a pale edge of their own: they are read on every colour, in print too.
        text.mark_text(**edge, color="white", **mark),
        text.mark_text(color=_INK, **mark),
        *_corners(called, x, y),
        *_now(present, x, y, names),
    ]


def _middle(corners: Sequence[Sequence[float]]) -> list[float]:
    """Return the centre of gravity inside an edge."""
    points = np.array(corners)[:, :2]
    after = np.roll(points, -1, axis=0)
    twice = points[:, 0] * after[:, 1] - after[:, 0] * points[:, 1]
    first, second = (((points + after) * twice[:, None]).sum(axis=0) / (3 * twice.sum())).tolist()
    return [first, second, 1 - first - second]


def _beside(now: Mapping[str, float], middle: Sequence[float]) -> dict[str, float]:
    """Return the position of a name: below the dot of the present weights if too near to it."""
    place = _flat(middle)
    if abs(place["x"] - now["x"]) < _NEAR_X and abs(place["y"] - now["y"]) < _NEAR_Y:
        place["y"] = now["y"] - _NEAR_Y
    return place


def _told(row: Mapping[str, Any]) -> dict[str, Any]:
    return {key: row[key] for key in ("name", "number", "share")}


def _lines(x: alt.X, y: alt.Y) -> list[alt.Chart]:
    """Return the lines at every quarter of each weight."""
    ends = []
    for share in _GRID:
        for turn in range(3):
            first, second = ([share, 1 - share, 0.0], [share, 0.0, 1 - share])
            start, end = (_flat(corner[-turn:] + corner[:-turn]) for corner in (first, second))
            ends.append({**start, "x2": end["x"], "y2": end["y"]})
    lines = alt.Chart(frame.data(ends, "lines")).mark_rule(
        stroke="white", strokeWidth=0.8, opacity=0.55, tooltip=None
    )
    return [lines.encode(x=x, y=y, x2="x2:Q", y2="y2:Q")]


def _corners(called: Sequence[str], x: alt.X, y: alt.Y) -> list[alt.Chart]:
    """Return the names of the criteria at the corners where they have all the weight."""
    corners = [
        {**_flat([float(place == at) for at in range(3)]), "label": wrapped(name, 22)}
        for place, name in enumerate(called)
    ]
    text: dict[str, Any] = {"lineHeight": 12, "tooltip": None}
    top, others = (
        alt.Chart(frame.data(labels, name)).encode(x=x, y=y, text=alt.Text("label:N"))
        for labels, name in ((corners[:1], "top"), (corners[1:], "bottom"))
    )
    return [top.mark_text(dy=-12, baseline="bottom", **text), others.mark_text(dy=16, **text)]


def _now(present: Sequence[float], x: alt.X, y: alt.Y, names: ChartNames) -> list[alt.Chart]:
    dot = alt.Chart(frame.data([{**_flat(present), "label": names.say("regions_now")}], "now"))
    dot = dot.encode(x=x, y=y)
    text = dot.encode(text=alt.Text("label:N"))
    mark: dict[str, Any] = {"dy": -13, "fontStyle": "italic", "tooltip": None}
    point = dot.mark_point(
        shape="circle", size=70, filled=True, color=_INK, stroke="white", strokeWidth=1.5, opacity=1
    )
    halo = text.mark_text(stroke="white", strokeWidth=3, color="white", **mark)
    return [point, halo, text.mark_text(color=_INK, **mark)]


def _strip(
    shown: Sequence[Mapping[str, Any]],
    called: Sequence[str],
    present: Sequence[float],
    names: ChartNames,
) -> list[alt.Chart]:
    """Return a bar from no weight on the first criterion, at the left, to all of it."""
    parts = [
        {**_told(row), "from": ends[0], "to": ends[-1], "middle": (ends[0] + ends[-1]) / 2}
        for row in shown
        for ends in [sorted(corner[0] for corner in row["corners"])]
    ]
    axis = alt.Axis(format=".0%", tickCount=alt.ExprRef("width < 400 ? 3 : 6"), grid=False)
    title = names.say("regions_axis", first=called[0], second=called[1])
    x = alt.X("from:Q", title=title, axis=axis, scale=alt.Scale(domain=[0, 1], nice=False))
    tips = frame.tooltip(names, ("name", "first_here"), ("share", "share_of_weights", frame.SHARE))
    band: dict[str, Any] = {"y": alt.ExprRef("height - 46"), "y2": alt.ExprRef("height")}
    bars = (
        alt.Chart(frame.data(parts))
        .mark_rect(stroke="white", strokeWidth=1.5, opacity=0.85, **band)
        .encode(x=x, x2="to:Q", tooltip=tips, **_colours())
    )
    labelled = [
        {**part, "label": wrapped(part["name"], 18)} for part in parts if part["share"] >= _ROOM
    ]
    text = alt.Chart(frame.data(labelled, "names")).encode(
        x=alt.X("middle:Q"), text=alt.Text("label:N")
    )
    now = alt.Chart(frame.data([{"from": present[0], "label": names.say("regions_now")}], "now"))
    now = now.encode(x=x)
    level = alt.ExprRef("height - 23")
    mark: dict[str, Any] = {"y": level, "fontWeight": "bold", "lineHeight": 13, "tooltip": None}
    return [
        bars,
        text.mark_text(stroke="white", strokeWidth=3.5, color="white", **mark),
        text.mark_text(color=_INK, **mark),
        now.mark_point(
            y=alt.ExprRef("height - 53"),
            shape="triangle-down",
            size=90,
            filled=True,
            color=_INK,
            opacity=1,
            tooltip=None,
        ),
        now.mark_text(
            y=alt.ExprRef("height - 62"), fontStyle="italic", baseline="bottom", tooltip=None
        ).encode(text=alt.Text("label:N")),
    ]
