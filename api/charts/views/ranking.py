"""The score of each alternative, and beside it the ranks that it may take."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from api.charts.names import Names
from api.charts.numbers import score_format
from api.charts.palette import ACCENT
from api.charts.parts import Document, analysed, places
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
from api.charts.words import listed, sentences, word

if TYPE_CHECKING:
    import altair as alt

_SCORES, _RANKS = 0.6, 0.68


def ranking(answer: Document, names: Names) -> Spec | None:
    """Return bars of the scores in order of rank, with the range of possible ranks.

    Parameters
    ----------
    answer
        Of a ranking or a recommendation.
    names
        Of alternatives, and the language.

    Returns
    -------
    dict or None
        A Vega-Lite spec; None where nothing is ranked.
    """
    if not places(answer):
        return None
    rows = _rows(answer, names)
    pattern = score_format(row["score"] for row in rows)
    ranged = any(row["best"] is not None for row in rows)
    labels = [row["name"] for row in rows]
    axis = row_axis(labels)
    scores = _scores(rows, axis, names, pattern, _SCORES if ranged else 1.0)
    ranks = _ranks(rows, axis, names, pattern, len(places(answer))) if ranged else []
    import altair as alt

    layers = [*scores, *ranks, *rank_marks(rows, labels)]
    chart = alt.layer(*layers, data=data(rows)).resolve_scale(x="independent")
    return finished(chart, _frame(answer, names, rows, pattern, ranged))


def _rows(answer: Document, names: Names) -> list[dict[str, Any]]:
    possible = {item["alternative"]: item for item in analysed(answer, "possible_ranks") or ()}
    return [
        {
            "row": row,
            "name": names.alternative(place["alternative"]),
            "rank": place["rank"],
            "place": rank_text(place),
            "score": place["score"],
            "best": possible.get(place["alternative"], {}).get("best"),
            "worst": possible.get(place["alternative"], {}).get("worst"),
        }
        for row, place in enumerate(places(answer)[:LIMIT])
    ]


def _scores(
    rows: Sequence[dict[str, Any]], axis: "alt.Y", names: Names, pattern: str, share: float
) -> "list[Any]":
    import altair as alt

    values = [row["score"] for row in rows]
    low, high = min(0.0, *values), max(0.0, *values)
    room = 0.3 * (high - low or 1.0)
    x = alt.X(
        "score:Q",
        title=word("score", names.language),
        scale=alt.Scale(
            domain=[low, high + room],
            nice=False,
            range=[0, alt.ExprRef(f"{share} * width")],
        ),
        axis=alt.Axis(orient="bottom", tickCount=alt.ExprRef("width < 400 ? 3 : 6"), grid=False),
    )
    base = alt.Chart().encode(y=axis, x=x, tooltip=tooltip(_columns(names, pattern, rows)))
    text = alt.Text("score:Q", format=pattern)
    label = base.encode(text=text)
    return [
        alt.layer(
            base.mark_bar(color=ACCENT, cornerRadiusEnd=2),
            label.transform_filter("datum.score >= 0").mark_text(align="left", dx=4),
            label.transform_filter("datum.score < 0")
            .mark_text(align="left", dx=4)
            .encode(x=alt.datum(0)),
        )
    ]


def _ranks(
    rows: Sequence[dict[str, Any]], axis: "alt.Y", names: Names, pattern: str, count: int
) -> "list[Any]":
    import altair as alt

    axes: dict[str, Any] = {
        "title": word("ranking_ranks_axis", names.language),
        "scale": alt.Scale(
            domain=[0.5, count + 0.5],
            nice=False,
            zero=False,
            range=[alt.ExprRef(f"{_RANKS} * width"), alt.ExprRef("width")],
        ),
        "axis": alt.Axis(
            orient="bottom",
            titleAnchor="end",
            grid=False,
            format="d",
            values=_ticks(count),
            labelOverlap=True,
        ),
    }
    base = alt.Chart().encode(y=axis, tooltip=tooltip(_columns(names, pattern, rows)))
    known = base.transform_filter("isValid(datum.best)")
    return [
        alt.layer(
            known.mark_rule(strokeWidth=8, opacity=0.45, color=ACCENT, strokeCap="round").encode(
                x=alt.X("best:Q", **axes), x2="worst"
            ),
            base.mark_circle(size=60, opacity=1, color=ACCENT).encode(x=alt.X("rank:Q", **axes)),
        )
    ]


def _ticks(count: int) -> list[int]:
    """Return the first rank, the last, and some between."""
    step = max(1, round(count / 4))
    return sorted({1, *range(1 + step, count - step // 2, step), count})


def _columns(names: Names, pattern: str, rows: Sequence[dict[str, Any]]) -> list[Column]:
    language = names.language
    columns = [
        Column(field="place", title=word("rank", language)),
        Column(field="name", title=word("alternative", language)),
        Column(field="score", title=word("score", language), format=pattern),
    ]
    if any(row["best"] is not None for row in rows):
        columns += [
            Column(field="best", title=word("ranking_best", language), format="d"),
            Column(field="worst", title=word("ranking_worst", language), format="d"),
        ]
    return columns


def _frame(
    answer: Document,
    names: Names,
    rows: Sequence[dict[str, Any]],
    pattern: str,
    ranged: bool,
) -> Frame:
    language, found = names.language, places(answer)
    more = len(found) - len(rows)
    notes = [
        word("ranking_ranks_note", language) if ranged else "",
        word("lower_is_better", language) if answer["method"]["lower_is_better"] else "",
        word("ties", language) if any("=" in row["place"] for row in rows) else "",
        word("more_alternatives", language, count=more) if more else "",
    ]
    winners = [names.alternative(p["alternative"]) for p in found if p["rank"] == 1]
    return Frame(
        title=word("ranking_title_ranks" if ranged else "ranking_title", language),
        note=sentences(language, notes),
        description=word(
            "ranking_description",
            language,
            count=len(found),
            winners=listed(language, winners[:LIMIT]),
        ),
        height=heights(answer)["ranking"],
        columns=_columns(names, pattern, rows),
    )
