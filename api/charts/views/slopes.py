"""The rank of each alternative under each weighting."""

import json
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from api.charts.names import Names
from api.charts.palette import CATEGORIES, REST
from api.charts.parts import Document, compared, places
from api.charts.sizes import HEAD_ROW, LIMIT, heights, levels
from api.charts.spec import LABEL_COLUMNS, Column, Frame, Spec, data, finished, rank_text, tooltip
from api.charts.words import listed, sentences, word
from api.charts.wrap import wrapped

if TYPE_CHECKING:
    import altair as alt

_LEFT, _RIGHT = 26, 164
_HEAD_COLUMNS, _HEAD_GAP = 44, 6


def slopes(comparison: Document, names: Names) -> Spec | None:
    """Return a line per alternative through its ranks; tied alternatives meet in a point.

    Parameters
    ----------
    comparison
        Answer of a comparison of weightings.
    names
        Of alternatives, and the language.

    Returns
    -------
    dict or None
        A Vega-Lite spec; None for fewer than two weightings.
    """
    rankings, found = comparison.get("rankings") or (), levels(comparison)
    if len(rankings) < 2 or not found:
        return None
    import altair as alt

    shown = compared(comparison)[:LIMIT]
    winners = [key for key in shown if _best(comparison, key) == 1]
    rows = _rows(comparison, names, shown, winners)
    columns = _columns(names)
    base = alt.Chart(data(rows)).encode(
        x=_across(rankings),
        y=_down(found),
        detail="alternative:N",
        color=alt.Color(
            "colour:N",
            legend=None,
            scale=alt.Scale(domain=list(range(len(CATEGORIES) + 1)), range=[*CATEGORIES, REST]),
        ),
        order=alt.Order("column:Q"),
    )
    thin = f"datum.colour === {len(CATEGORIES)}"
    chart = alt.layer(
        base.transform_filter(thin).mark_line(strokeWidth=1.5, opacity=0.7, tooltip=None),
        base.transform_filter(f"!({thin})").mark_line(strokeWidth=3, tooltip=None),
        base.mark_circle(size=70, opacity=1).encode(tooltip=tooltip(columns)),
        _ends(rows, len(rankings) - 1, rankings, found, names),
        *_heads(rankings),
    )
    return finished(chart, _frame(comparison, names, winners, columns))


def _best(comparison: Document, key: str) -> int:
    return min(
        place["rank"]
        for ranking in comparison["rankings"]
        for place in places(ranking)
        if place["alternative"] == key
    )


def _rows(
    comparison: Document, names: Names, shown: Sequence[str], winners: Sequence[str]
) -> list[dict[str, Any]]:
    found = levels(comparison)
    colours = {key: place % len(CATEGORIES) for place, key in enumerate(winners)}
    return [
        {
            "column": column,
            "weighting": ranking["name"],
            "alternative": place["alternative"],
            "name": names.alternative(place["alternative"]),
            "rank": place["rank"],
            "place": rank_text(place),
            "level": found.index(place["rank"]),
            "score": place["score"],
            "colour": colours.get(place["alternative"], len(CATEGORIES)),
        }
        for column, ranking in enumerate(comparison["rankings"])
        for place in places(ranking)
        if place["alternative"] in set(shown)
    ]


def _across(rankings: Sequence[Document]) -> "alt.X":
    import altair as alt

    return alt.X(
        "column:O",
        sort=None,
        scale=alt.Scale(
            type="point",
            padding=0,
            domain=list(range(len(rankings))),
            range=[_LEFT, alt.ExprRef(f"width - {_RIGHT}")],
        ),
        axis=alt.Axis(title=None, labels=False, domain=False, ticks=False, grid=True),
    )


def _heads(rankings: Sequence[Document]) -> "list[alt.Chart]":
    """Return the names of the weightings, a step lower for each, and a line from each down.

    However narrow the page, each has the width to its right to itself.
    """
    import altair as alt

    steps = [
        {
            "column": column,
            "label": wrapped(ranking["name"], _HEAD_COLUMNS, 1)[0],
            "y": -_HEAD_GAP - HEAD_ROW * (len(rankings) - 1 - column),
        }
        for column, ranking in enumerate(rankings)
    ]
    base = alt.Chart(data(steps, "heads")).encode(x=_across(rankings))
    top, bottom = alt.ExprRef(f"datum.y - {HEAD_ROW - 4}"), alt.ExprRef("datum.y")
    room = alt.ExprRef("width - scale('x', datum.column) - 4")
    text = base.mark_text(align="left", baseline="bottom", dx=4, y=bottom, limit=room, tooltip=None)
    return [
        base.mark_rule(y=top, y2=0, opacity=0.3, tooltip=None),
        text.encode(text="label:N"),
    ]


def _down(found: Sequence[int], axis: bool = True) -> "alt.Y":
    import altair as alt

    return alt.Y(
        "level:O",
        sort=None,
        scale=alt.Scale(type="point", domain=list(range(len(found))), padding=0.5),
        axis=alt.Axis(
            title=None,
            labelExpr=f"{json.dumps(list(found))}[datum.value]",
            labelFontWeight="bold",
            domain=False,
            ticks=False,
            grid=False,
        ),
    )


def _ends(
    rows: Sequence[Mapping[str, Any]],
    last: int,
    rankings: Sequence[Document],
    found: Sequence[int],
    names: Names,
) -> "alt.Chart":
    """Return the names beside the last weighting, those of tied alternatives together."""
    import altair as alt

    groups: dict[int, list[str]] = {}
    for row in rows:
        if row["column"] == last:
            groups.setdefault(row["level"], []).append(row["name"])
    ends = [
        {"column": last, "level": level, "label": label, "dy": 6 - 6 * len(label)}
        for level, group in groups.items()
        for label in [_label(group, names)]
    ]
    return (
        alt.Chart(data(ends, "ends"))
        .mark_text(align="left", dx=10, dy=alt.ExprRef("datum.dy"), lineHeight=12, tooltip=None)
        .encode(x=_across(rankings), y=_down(found), text="label:N")
    )


def _label(group: Sequence[str], names: Names) -> list[str]:
    if len(group) == 1:
        return list(wrapped(group[0], LABEL_COLUMNS))
    first = wrapped(group[0], LABEL_COLUMNS, 1)[0]
    if len(group) == 2:
        return [f"= {first}", f"= {wrapped(group[1], LABEL_COLUMNS, 1)[0]}"]
    return [first, word("slopes_more", names.language, count=len(group) - 1)]


def _columns(names: Names) -> list[Column]:
    language = names.language
    return [
        Column(field="weighting", title=word("slopes_weighting", language)),
        Column(field="name", title=word("alternative", language)),
        Column(field="place", title=word("rank", language)),
        Column(field="score", title=word("score", language), format=".3f"),
    ]


def _frame(
    comparison: Document, names: Names, winners: Sequence[str], columns: list[Column]
) -> Frame:
    language, total = names.language, len(compared(comparison))
    notes = [
        word("slopes_note", language),
        word("more_alternatives", language, count=total - LIMIT) if total > LIMIT else "",
    ]
    return Frame(
        title=word("slopes_title", language),
        note=sentences(language, notes),
        description=word(
            "slopes_description",
            language,
            count=total,
            weightings=len(comparison["rankings"]),
            winners=listed(language, [names.alternative(key) for key in winners]),
        ),
        height=heights(comparison)["slopes"],
        columns=columns,
    )
