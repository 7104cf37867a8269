"""How far the winner of one weighting is behind that of another, divided among the criteria."""

from collections.abc import Sequence
from typing import Any

from api.charts.names import Names
from api.charts.numbers import score_format
from api.charts.palette import coloured
from api.charts.parts import Document, divided_gaps, heaviest_weights
from api.charts.sizes import LIMIT, heights, legend_height
from api.charts.spec import Column, Frame, Spec, data, finished, tooltip
from api.charts.views.stacked import bars, divided, legend_names
from api.charts.words import listed, sentences, word


def winner_gaps(comparison: Document, names: Names) -> Spec | None:
    """Return a stacked bar for each weighting and each winner of others.

    Parameters
    ----------
    comparison
        Answer of a comparison of weightings.
    names
        Of alternatives and criteria, and the language.

    Returns
    -------
    dict or None
        A Vega-Lite spec; None where every two weightings share a winner, or nothing is divided.
    """
    gaps = divided_gaps(comparison)
    if not gaps:
        return None
    import altair as alt

    weights = heaviest_weights(comparison)
    own = coloured({key: weights.get(key, 0.0) for key in gaps[0]["gaps"]})
    shown = legend_names(own, len(gaps[0]["gaps"]), names)
    heads = [_head(gap, names) for gap in gaps[:LIMIT]]
    rows: list[dict[str, Any]] = [
        {**head, "row": row, "colour": colour, "criterion": shown[colour], "value": value}
        for row, (head, gap) in enumerate(zip(heads, gaps, strict=False))
        for colour, value in divided(gap["gaps"], own)
    ]
    columns = _columns(names, gaps)
    axis = alt.Y(
        "row:O",
        sort=None,
        scale=alt.Scale(domain=list(range(len(heads))), padding=0.68),
        axis=None,
    )
    lines = [{"row": row, "text": head["lines"]} for row, head in enumerate(heads)]
    asked = (
        alt.Chart(data(lines, "asked"))
        .mark_text(align="left", dy=-31, lineHeight=14, limit=alt.ExprRef("width"), tooltip=None)
        .encode(y=axis, x=alt.value(0), text="text:N")
    )
    stacked = bars(
        rows,
        axis,
        shown,
        title=word("gaps_axis", names.language),
        pattern=None,
        tips=tooltip(columns),
        left=0,
    )
    frame = _frame(comparison, gaps, names, columns, legend_height(len(shown)))
    return finished(alt.layer(stacked, asked), frame)


def _head(gap: Document, names: Names) -> dict[str, Any]:
    said = word(
        "winner_gaps_behind",
        names.language,
        first=names.alternative(gap["first"]),
        alternative=names.alternative(gap["alternative"]),
    )
    return {
        "under": gap["under"],
        "behind": said,
        "wanted_by": listed(names.language, gap["wanted_by"]),
        "sum": gap["gap"],
        "lines": [word("winner_gaps_under", names.language, under=gap["under"]), said],
    }


def _columns(names: Names, gaps: Sequence[Document]) -> list[Column]:
    language = names.language
    pattern = score_format(gap["gap"] for gap in gaps)
    return [
        Column(field="under", title=word("winner_gaps_weighting", language)),
        Column(field="behind", title=word("winner_gaps_pair", language)),
        Column(field="wanted_by", title=word("winner_gaps_wanted", language)),
        Column(field="criterion", title=word("criterion", language)),
        Column(field="value", title=word("gaps_value", language), format=pattern),
        Column(field="sum", title=word("gaps_total", language), format=pattern),
    ]


def _frame(
    comparison: Document,
    gaps: Sequence[Document],
    names: Names,
    columns: list[Column],
    legend: int,
) -> Frame:
    language, more = names.language, len(gaps) - LIMIT
    notes = [
        word("winner_gaps_note", language),
        word("more_gaps", language, count=more) if more > 0 else "",
    ]
    return Frame(
        title=word("winner_gaps_title", language),
        note=sentences(language, notes),
        description=word("winner_gaps_description", language, count=len(gaps)),
        height=heights(comparison)["winner_gaps"],
        columns=columns,
        legend=legend,
    )
