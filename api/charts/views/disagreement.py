"""Which criteria explain that two weightings have different winners."""

from collections.abc import Mapping, Sequence
from typing import Any

from api.charts.names import Names
from api.charts.numbers import SHARE
from api.charts.palette import coloured
from api.charts.parts import Document, heaviest_weights
from api.charts.sizes import LIMIT, heights, legend_height
from api.charts.spec import Column, Frame, Spec, data, finished, tooltip
from api.charts.views.stacked import bars, divided, legend_names
from api.charts.words import listed, sentences, word


def disagreement(comparison: Document, names: Names) -> Spec | None:
    """Return a stacked bar per pair of weightings that have no winner in common.

    Parameters
    ----------
    comparison
        Answer of a comparison of weightings.
    names
        Of alternatives and criteria, and the language.

    Returns
    -------
    dict or None
        A Vega-Lite spec; None where every two weightings share a winner.
    """
    pairs = comparison.get("disagreement") or ()
    if not pairs:
        return None
    import altair as alt

    weights = heaviest_weights(comparison)
    criteria = list(dict.fromkeys(key for pair in pairs for key in pair["shares"]))
    order = [key for key in weights if key in criteria] or criteria
    own = coloured({key: weights.get(key, 0.0) for key in order})
    shown = legend_names(own, len(order), names)
    rows: list[dict[str, Any]] = [
        {"row": row, **pair, "colour": colour, "criterion": shown[colour], "share": share}
        for row, (pair, shares) in enumerate(_pairs(pairs[:LIMIT], names))
        for colour, share in divided(shares, own)
    ]
    heads = list({row["row"]: row for row in rows}.values())
    columns = _columns(names)
    axis = alt.Y(
        "row:O",
        sort=None,
        scale=alt.Scale(domain=list(range(len(heads))), padding=0.68),
        axis=None,
    )
    winners = (
        alt.Chart(data([{"row": h["row"], "text": h["lines"]} for h in heads], "won"))
        .mark_text(align="left", dy=-31, lineHeight=14, limit=alt.ExprRef("width"), tooltip=None)
        .encode(y=axis, x=alt.value(0), text="text:N")
    )
    stacked = bars(
        rows,
        axis,
        shown,
        value="share",
        title=word("disagreement_axis", names.language),
        pattern=".0%",
        tips=tooltip(columns),
        left=0,
    )
    frame = _frame(comparison, names, columns, legend_height(len(shown)))
    return finished(alt.layer(stacked, winners), frame)


def _pairs(
    pairs: Sequence[Document], names: Names
) -> list[tuple[dict[str, Any], Mapping[str, float]]]:
    language = names.language
    found = []
    for pair in pairs:
        first, second = pair["between"]
        won = [
            word(
                "disagreement_winner",
                language,
                weighting=key,
                winners=listed(
                    language, [names.alternative(item) for item in pair["winners"][key]]
                ),
            )
            for key in pair["between"]
        ]
        texts = {
            "pair": word("disagreement_between", language, first=first, second=second),
            "winners": ("；" if language == "zh" else "; ").join(won),
            "lines": won,
        }
        found.append((texts, pair["shares"]))
    return found


def _columns(names: Names) -> list[Column]:
    language = names.language
    return [
        Column(field="pair", title=word("disagreement_pair", language)),
        Column(field="winners", title=word("disagreement_won", language)),
        Column(field="criterion", title=word("criterion", language)),
        Column(field="share", title=word("disagreement_share", language), format=SHARE),
    ]


def _frame(
    comparison: Mapping[str, Any], names: Names, columns: list[Column], legend: int
) -> Frame:
    language, pairs = names.language, comparison["disagreement"]
    more = len(pairs) - LIMIT
    notes = [
        word("disagreement_note", language),
        word("more_pairs", language, count=more) if more > 0 else "",
    ]
    shares = pairs[0]["shares"]
    most = max(shares, key=lambda key: shares[key])
    return Frame(
        title=word("disagreement_title", language),
        note=sentences(language, notes),
        description=word(
            "disagreement_description",
            language,
            count=len(pairs),
            first=pairs[0]["between"][0],
            second=pairs[0]["between"][1],
            criterion=names.criterion(most),
            share=format(shares[most], SHARE),
        ),
        height=heights(comparison)["disagreement"],
        columns=columns,
        legend=legend,
    )
