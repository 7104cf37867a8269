"""How far each weight may move while the same alternative stays first."""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from api.charts.names import Names
from api.charts.numbers import SHARE
from api.charts.palette import ACCENT
from api.charts.parts import Document, analysed, places
from api.charts.sizes import LIMIT, heights
from api.charts.spec import Column, Frame, Spec, data, finished, row_axis, tooltip
from api.charts.words import listed, sentences, word
from api.charts.wrap import wrapped

if TYPE_CHECKING:
    import altair as alt


def stability(answer: Document, names: Names) -> Spec | None:
    """Return a bar per criterion from the lowest weight that keeps the winner to the highest.

    Parameters
    ----------
    answer
        Of a ranking or a recommendation.
    names
        Of alternatives and criteria, and the language.

    Returns
    -------
    dict or None
        A Vega-Lite spec, the heaviest criterion first; None where stability was not asked for.
    """
    found = analysed(answer, "stability")
    if not found or not places(answer):
        return None
    import altair as alt

    heaviest = sorted(found, key=lambda item: -item["weight"])[:LIMIT]
    rows = [_row(row, item, names) for row, item in enumerate(heaviest)]
    columns = _columns(names)
    labels = [row["name"] if row["exact"] else f"≈ {row['name']}" for row in rows]
    axis = row_axis(labels, gap=0.1, ranked=False)
    base = alt.Chart().encode(y=axis, tooltip=tooltip(columns))
    scale = alt.Scale(domain=[0, 1], nice=False)
    ticks = alt.Axis(format=".0%", values=[0, 0.25, 0.5, 0.75, 1])
    title = word("stability_axis", names.language)
    x = alt.X("low:Q", title=title, scale=scale, axis=ticks)
    known = base.transform_filter("isValid(datum.low)")
    chart = alt.layer(
        base.mark_bar(size=10, opacity=0.18, color=ACCENT).encode(x=alt.datum(0), x2=alt.datum(1)),
        known.mark_bar(size=10, color=ACCENT).encode(x=x, x2="high"),
        base.mark_tick(thickness=3, size=18, opacity=1).encode(
            x=alt.X("weight:Q", scale=scale, title=title)
        ),
        *_challengers(base),
        data=data(rows),
    )
    return finished(chart, _frame(answer, names, rows, len(found) - len(rows), columns))


def _row(row: int, item: Document, names: Names) -> dict[str, Any]:
    bounds: Mapping[str, Any] = item["winner"] or {}
    found: dict[str, Any] = {
        "row": row,
        "name": names.criterion(item["criterion"]),
        "weight": item["weight"],
        "exact": item["exact"],
        "low": bounds.get("low"),
        "high": bounds.get("high"),
    }
    for end in ("low", "high"):
        key = bounds.get(f"challenger_{end}")
        name = None if key is None else names.alternative(key)
        found[f"challenger_{end}"] = name
        found[f"label_{end}"] = (
            None
            if name is None
            else word(
                f"stability_label_{end}",
                names.language,
                share=format(bounds[end], SHARE),
                name=name,
            )
        )
    return found


def _challengers(base: "alt.Chart") -> "list[alt.Chart]":
    """Return who takes over: above the bar from its left for the low end, below it for the high.

    The texts name the end that they speak of, so that each may use the whole width.
    """
    import altair as alt

    def named(end: str) -> "alt.Chart":
        known = base.transform_filter(f"isValid(datum.label_{end})")
        return known.encode(text=f"label_{end}:N")

    whole = alt.ExprRef("width")
    return [
        named("low")
        .mark_text(align="left", dy=-14, fontSize=10, limit=whole)
        .encode(x=alt.value(0)),
        named("high")
        .mark_text(align="right", dy=14, fontSize=10, limit=whole)
        .encode(x=alt.value("width")),
    ]


def _columns(names: Names) -> list[Column]:
    language = names.language
    return [
        Column(field="name", title=word("criterion", language)),
        Column(field="weight", title=word("stability_weight", language), format=SHARE),
        Column(field="low", title=word("stability_low", language), format=SHARE),
        Column(field="challenger_low", title=word("stability_below", language)),
        Column(field="high", title=word("stability_high", language), format=SHARE),
        Column(field="challenger_high", title=word("stability_above", language)),
    ]


def _frame(
    answer: Document,
    names: Names,
    rows: Sequence[Mapping[str, Any]],
    more: int,
    columns: list[Column],
) -> Frame:
    language = names.language
    first = [p["alternative"] for p in places(answer) if p["rank"] == 1]
    winner = listed(language, [names.alternative(key) for key in first[:3]])
    notes = [
        word("stability_note", language, winner=wrapped(winner, 44, 1)[0]),
        "" if all(row["exact"] for row in rows) else word("stability_search", language),
        word("more_criteria", language, count=more) if more else "",
    ]
    bounded = [row for row in rows if row["low"] is not None]
    narrow = min(bounded or rows, key=lambda row: (row["high"] or 1) - (row["low"] or 0))
    return Frame(
        title=word("stability_title", language),
        note=sentences(language, notes),
        description=word(
            "stability_description",
            language,
            count=len(rows) + more,
            winner=winner,
            criterion=narrow["name"],
            low=format(narrow["low"] or 0, SHARE),
            high=format(1 if narrow["high"] is None else narrow["high"], SHARE),
        ),
        height=heights(answer)["stability"],
        columns=columns,
    )
