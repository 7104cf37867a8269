"""What each criterion adds to the distance of each alternative from the first."""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from api.charts.names import Names
from api.charts.numbers import score_format
from api.charts.palette import coloured
from api.charts.parts import Document, behind, dividing, places, weights
from api.charts.sizes import LIMIT, heights, legend_height
from api.charts.spec import (
    RANKED,
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
from api.charts.views.stacked import bars, divided, legend_names
from api.charts.words import sentences, word

if TYPE_CHECKING:
    import altair as alt


def gaps(answer: Document, names: Names) -> Spec | None:
    """Return stacked bars of the parts of the gaps, all but the first in order of rank.

    Parameters
    ----------
    answer
        Of a ranking or a recommendation.
    names
        Of alternatives and criteria, and the language.

    Returns
    -------
    dict or None
        A Vega-Lite spec; None where the answer divides no difference of scores.
    """
    criteria = dividing(answer)
    if not criteria:
        return None
    import altair as alt

    known = weights(answer)
    own = coloured({key: known.get(key, 0.0) for key in criteria})
    shown = legend_names(own, len(criteria), names)
    rows = _rows(answer, names, own, shown)
    heads = {row["row"]: row for row in rows}
    labels = [row["name"] for row in heads.values()]
    columns = _columns(names, rows)
    title = word("gaps_axis", names.language)
    chart = alt.layer(
        bars(
            rows,
            row_axis(labels),
            shown,
            title=title,
            pattern=None,
            tips=tooltip(columns),
            left=RANKED,
        ),
        *_totals(heads, labels),
        *rank_marks(list(heads.values()), labels),
    )
    return finished(
        chart, _frame(answer, names, list(heads.values()), columns, legend_height(len(shown)))
    )


def _totals(heads: Mapping[int, Mapping[str, Any]], labels: Sequence[str]) -> "list[alt.Chart]":
    """Return a mark at each sum, where parts below zero keep bars from ending there."""
    import altair as alt

    if not any(head["below"] for head in heads.values()):
        return []
    sums = [{"row": key, "sum": head["sum"]} for key, head in heads.items()]
    return [
        alt.Chart(data(sums, "sums"))
        .mark_tick(thickness=3, size=24, opacity=1, tooltip=None)
        .encode(y=row_axis(labels), x="sum:Q")
    ]


def _rows(
    answer: Document, names: Names, own: Sequence[str], shown: Sequence[str]
) -> list[dict[str, Any]]:
    return [
        {
            "row": row,
            "name": names.alternative(place["alternative"]),
            "rank": place["rank"],
            "place": rank_text(place),
            "colour": colour,
            "criterion": shown[colour],
            "value": value,
            "sum": sum(parts.values()),
            "below": min(parts.values()) < 0,
        }
        for row, (place, parts) in enumerate(behind(answer)[:LIMIT])
        for colour, value in divided(parts, own)
    ]


def _columns(names: Names, rows: Sequence[Mapping[str, Any]]) -> list[Column]:
    language = names.language
    pattern = score_format(row["sum"] for row in rows)
    return [
        Column(field="place", title=word("rank", language)),
        Column(field="name", title=word("alternative", language)),
        Column(field="criterion", title=word("criterion", language)),
        Column(field="value", title=word("gaps_value", language), format=pattern),
        Column(field="sum", title=word("gaps_total", language), format=pattern),
    ]


def _frame(
    answer: Document,
    names: Names,
    heads: Sequence[Mapping[str, Any]],
    columns: list[Column],
    legend: int,
) -> Frame:
    language, found = names.language, behind(answer)
    more = len(found) - len(heads)
    notes = [
        word("gaps_total_note", language) if any(h["below"] for h in heads) else "",
        word("ties", language) if any("=" in head["place"] for head in heads) else "",
        word("more_alternatives", language, count=more) if more else "",
    ]
    nearest, parts = found[0]
    return Frame(
        title=word("gaps_title", language),
        note=sentences(language, notes),
        description=word(
            "gaps_description",
            language,
            count=len(found),
            winner=names.alternative(places(answer)[0]["alternative"]),
            nearest=names.alternative(nearest["alternative"]),
            criterion=names.criterion(max(parts, key=lambda key: parts[key])),
        ),
        height=heights(answer)["gaps"],
        columns=columns,
        legend=legend,
    )
