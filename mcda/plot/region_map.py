"""Which alternative is first for each division of weight among two or three criteria."""

from collections.abc import Mapping, Sequence
from typing import Any

import altair as alt
import numpy as np

from mcda.arguments import checked
from mcda.plot import frame
from mcda.plot.frame import CATEGORIES, ENGLISH, ChartNames
from mcda.plot.layout import HEAD, Records, wrapped
from mcda.texts.figures import formatted

_SIDE, _TOP, _STRIP = 420, 40, 112
"""Pixels of the triangle's side where there is room, above it, and of a strip."""
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
    records = frame.records(rows, "regions", "alternative", "share", "corners")
    areas = [
        {**row, "number": number, "name": names.alternative(row["alternative"])}
        for number, row in enumerate(sorted(records, key=lambda row: -row["share"]))
    ]
    three = len(criteria) == 3
    called = [names.criterion(key) for key in criteria]
    part, greatest = (formatted(share, frame.SHARE) for share in (total, areas[0]["share"]))
    small = [row["share"] for row in areas if row["share"] < _SMALLEST]  # no room for names
    together = formatted(sum(small), frame.SHARE)
    notes = [
        names.say("regions_note_three" if three else "regions_note_two"),
        names.say("regions_kept", share=part) if total < 1 - 1e-9 else "",
        names.say("regions_small", count=len(small), share=together) if small else "",
    ]
    about = {"count": len(areas), "criteria": names.listed(called)}
    first = {"winner": areas[0]["name"], "share": greatest}
    head = frame.head("regions", names, notes, {**about, **first})
    if three:
        return frame.chart(_triangle(areas, called, present, names), HEAD + _TOP + _SIDE, head)
    return frame.chart(_strip(areas, called, present, names), HEAD + _STRIP, head)


def _areas(rows: Records, names: ChartNames) -> alt.Chart:
    """Return regions with their names and shares, coloured by number; past the eighth all grey."""
    scale = alt.Scale(domain=list(range(len(CATEGORIES))), range=[*CATEGORIES])
    colour = alt.Color("number:N", legend=None, scale=scale)
    is_coloured = f"datum.number < {len(CATEGORIES)}"
    return alt.Chart(frame.data(rows)).encode(
        color=alt.condition(is_coloured, colour, alt.value(frame.REST)),
        tooltip=frame.tooltip(
            names, ("name", "first_here"), ("share", "share_of_weights", frame.SHARE)
        ),
    )


def _on_pale(text: alt.Chart, edge: Mapping[str, Any], **mark: Any) -> list[alt.Chart]:
    """Return a text on a pale edge of its own: it is read on every colour, in print too."""
    pale = text.mark_text(stroke="white", color="white", tooltip=None, **edge, **mark)
    return [pale, text.mark_text(color=_INK, tooltip=None, **mark)]


def _labels(rows: Records, name: str, **places: Any) -> alt.Chart:
    """Return the texts of rows by their ``label``."""
    return alt.Chart(frame.data(rows, name)).encode(text=alt.Text("label:N"), **places)


def _flat(corner: Sequence[float]) -> dict[str, float]:
    """Return the position of three shares: all of the first at the top, of the second left."""
    first, second, third = corner
    return {"x": third - second, "y": first}


def _triangle(
    shown: Records, called: Sequence[str], present: Sequence[float], names: ChartNames
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
    areas = _areas(edges, names).mark_line(
        interpolate="linear-closed", filled=True, stroke="white", strokeWidth=1.5, opacity=0.85
    )
    now = _flat(present)
    middles = []
    for row in shown:
        place = _flat(_middle(row["corners"]))
        if abs(place["x"] - now["x"]) < _NEAR_X and abs(place["y"] - now["y"]) < _NEAR_Y:
            place["y"] = now["y"] - _NEAR_Y  # below the dot of the present weights
        if row["share"] >= _SMALLEST:
            middles.append({**place, "label": wrapped(row["name"], 22)})
    text = _labels(middles, "names", x=x, y=y)
    word = _labels([{**now, "label": names.say("regions_now")}], "now", x=x, y=y)
    point = (
        alt.Chart(word.data)
        .encode(x=x, y=y)
        .mark_point(
            shape="circle",
            size=70,
            filled=True,
            color=_INK,
            stroke="white",
            strokeWidth=1.5,
            opacity=1,
        )
    )
    edge = {"strokeWidth": 3.5, "strokeJoin": "round"}
    return [
        areas.encode(x=x, y=y, order="order:Q", detail="number:N"),
        _lines(x, y),
        *_on_pale(text, edge, fontWeight="bold", lineHeight=13),
        *_corners(called, x, y),
        point,
        *_on_pale(word, {"strokeWidth": 3}, dy=-13, fontStyle="italic"),
    ]


def _middle(corners: Sequence[Sequence[float]]) -> list[float]:
    """Return the centre of gravity inside an edge."""
    points = np.array(corners)[:, :2]
    after = np.roll(points, -1, axis=0)
    twice = points[:, 0] * after[:, 1] - after[:, 0] * points[:, 1]
    first, second = (((points + after) * twice[:, None]).sum(axis=0) / (3 * twice.sum())).tolist()
    return [first, second, 1 - first - second]


def _told(row: Mapping[str, Any]) -> dict[str, Any]:
    return {key: row[key] for key in ("name", "number", "share")}


def _lines(x: alt.X, y: alt.Y) -> alt.Chart:
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
    return lines.encode(x=x, y=y, x2="x2:Q", y2="y2:Q")


def _corners(called: Sequence[str], x: alt.X, y: alt.Y) -> list[alt.Chart]:
    """Return the names of the criteria at the corners where they have all the weight."""
    ends = np.eye(3).tolist()
    corners = [
        {**_flat(end), "label": wrapped(name, 22)} for end, name in zip(ends, called, strict=True)
    ]
    text: dict[str, Any] = {"lineHeight": 12, "tooltip": None}
    top = _labels(corners[:1], "top", x=x, y=y)
    others = _labels(corners[1:], "bottom", x=x, y=y)
    return [top.mark_text(dy=-12, baseline="bottom", **text), others.mark_text(dy=16, **text)]


def _strip(
    shown: Records, called: Sequence[str], present: Sequence[float], names: ChartNames
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
    band: dict[str, Any] = {"y": alt.ExprRef("height - 46"), "y2": alt.ExprRef("height")}
    bars = _areas(parts, names).mark_rect(stroke="white", strokeWidth=1.5, opacity=0.85, **band)
    labelled = [
        {**part, "label": wrapped(part["name"], 18)} for part in parts if part["share"] >= _ROOM
    ]
    text = _labels(labelled, "names", x=alt.X("middle:Q"))
    now = alt.Chart(frame.data([{"from": present[0], "label": names.say("regions_now")}], "now"))
    now = now.encode(x=x)
    dot: dict[str, Any] = {"shape": "triangle-down", "size": 90, "filled": True, "opacity": 1}
    word = now.mark_text(
        y=alt.ExprRef("height - 62"), fontStyle="italic", baseline="bottom", tooltip=None
    )
    level = alt.ExprRef("height - 23")
    return [
        bars.encode(x=x, x2="to:Q"),
        *_on_pale(text, {"strokeWidth": 3.5}, y=level, fontWeight="bold", lineHeight=13),
        now.mark_point(y=alt.ExprRef("height - 53"), color=_INK, tooltip=None, **dot),
        word.encode(text=alt.Text("label:N")),
    ]
