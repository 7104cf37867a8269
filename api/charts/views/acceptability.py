"""How often each alternative takes each rank when weights and data vary."""

from collections.abc import Mapping, Sequence
from typing import Any

from api.charts.names import Names
from api.charts.numbers import SHARE
from api.charts.palette import ACCENT
from api.charts.parts import Document, analysed, places, ranked_shares
from api.charts.sizes import LIMIT, heights
from api.charts.spec import (
    Column,
    Frame,
    Spec,
    data,
    finished,
    rank_marks,
    rank_text,
    row_axis,
    tooltip,
)
from api.charts.words import sentences, word

_DARK = 0.55
"""Share from which a cell is dark enough for white text on any ground."""


def acceptability(answer: Document, names: Names) -> Spec | None:
    """Return a heat map of alternatives and ranks, the share of draws written in each cell.

    Parameters
    ----------
    answer
        Of a ranking or a recommendation.
    names
        Of alternatives, and the language.

    Returns
    -------
    dict or None
        A Vega-Lite spec; None where no draws were made.
    """
    shares = ranked_shares(answer)
    drawn = [place for place in places(answer) if place["alternative"] in shares]
    if not drawn:
        return None
    import altair as alt

    rows = _rows(drawn[:LIMIT], shares, names)
    heads = list({row["row"]: row for row in rows}.values())
    labels = [head["name"] for head in heads]
    columns = _columns(names)
    ranks = list(range(1, 1 + max(row["column"] for row in rows)))
    x = alt.X(
        "column:O",
        sort=None,
        scale=alt.Scale(domain=ranks, paddingInner=0.06, paddingOuter=0.03),
        title=word("rank", names.language),
        axis=alt.Axis(labelAngle=0, ticks=False, domain=False, labelOverlap=True),
    )
    base = alt.Chart().encode(y=row_axis(labels, gap=0.06), x=x, tooltip=tooltip(columns))
    text = alt.Text("label:N")
    size = alt.ExprRef("bandwidth('x') < 12 ? 0 : bandwidth('x') < 20 ? 9 : 11")
    chart = alt.layer(
        base.mark_rect(color=ACCENT, cornerRadius=2).encode(
            opacity=alt.Opacity(
                "share:Q", legend=None, scale=alt.Scale(domain=[0, 1], range=[0.06, 1])
            )
        ),
        base.transform_filter(f"datum.share < {_DARK}").mark_text(fontSize=size).encode(text=text),
        base.transform_filter(f"datum.share >= {_DARK}")
        .mark_text(color="white", fontSize=size)
        .encode(text=text),
        *rank_marks(heads, labels, gap=0.06),
        data=data(rows),
    )
    return finished(chart, _frame(answer, names, drawn, shares, columns))


def _rows(
    drawn: Sequence[Document], shares: Mapping[str, Sequence[float]], names: Names
) -> list[dict[str, Any]]:
    return [
        {
            "row": row,
            "name": names.alternative(place["alternative"]),
            "rank": place["rank"],
            "place": rank_text(place),
            "column": column,
            "share": share,
            "label": f"{100 * share:.0f}".removeprefix("0"),
        }
        for row, place in enumerate(drawn)
        for column, share in enumerate(shares[place["alternative"]][:LIMIT], 1)
    ]


def _columns(names: Names) -> list[Column]:
    language = names.language
    return [
        Column(field="name", title=word("alternative", language)),
        Column(field="column", title=word("rank", language), format="d"),
        Column(field="share", title=word("acceptability_share", language), format=SHARE),
    ]


def _frame(
    answer: Document,
    names: Names,
    drawn: Sequence[Document],
    shares: Mapping[str, Sequence[float]],
    columns: list[Column],
) -> Frame:
    language, total = names.language, max(len(found) for found in shares.values())
    more = len(drawn) - LIMIT
    samples = analysed(answer, "acceptability").get("samples")
    notes = [
        word("acceptability_drawn", language, samples=f"{samples:,}")
        if samples
        else word("acceptability_note", language),
        word("ties", language) if any(place["tied_with"] for place in drawn[:LIMIT]) else "",
        word("acceptability_ranks", language, count=LIMIT, total=total) if total > LIMIT else "",
        word("more_alternatives", language, count=more) if more > 0 else "",
    ]
    often = max(shares, key=lambda key: shares[key][0])
    return Frame(
        title=word("acceptability_title", language),
        note=sentences(language, notes),
        description=word(
            "acceptability_description",
            language,
            count=len(drawn),
            winner=names.alternative(often),
            share=format(shares[often][0], SHARE),
        ),
        height=heights(answer)["acceptability"],
        columns=columns,
    )
